"""Lines of a page that are no part of its article: each rule says which kind it finds, and may abstain.

All text here is folded. What a rule alone can't tell (a list of links, a list of prize winners) is left to the layout.
"""

from __future__ import annotations

import re

_SPAM_WORDS = re.compile(
    r"娱乐城|真人娱乐|百家乐|老虎机|六合(?:彩|宝典)|时时彩|彩票(?:平台|开奖|计划|分析|走势|投注)|开奖(?:直播|结果|"
    r"号码)|赛车(?:开奖|技巧|直播)?|飞艇|快3|博彩|赌场|网赌|菠菜|体育投注|投注(?:平台|网)|"
    r"葡京|威尼斯人|澳门新葡|永利|银河娱乐|太阳城|皇冠(?:体育|网)|金沙|bbin|开云|PG电子|电子试玩|棋牌(?:游戏)?|"
    r"送彩金|体验金|开户送|"
    r"成人(?:高清|在线|电影|影院|视频|片)|无码|乱码|国产(?:精品|一级|剧)|日韩|欧美(?:日韩|性)|AV(?![A-Za-z])|"
    r"同城交友|约炮|一夜情|裸聊|无删减|高清影院|在线观看|在线影院|电影下载|韩剧|"
    r"(?:小额|信用|网络|快速|无视\S{0,3})?贷款(?!.{0,12}[，。])|网贷|秒批|下款|黑(?:户|白户)|代开发票|套现|代还|"
    r"借款\d|配资|喊单|带盘|荐股|外盘|期货开户|减肥药|无痛人流|男科|壮阳|算命|办证|代写论文|代考|私服|外挂|破解版|"
    r"刷单|网络兼职|日结|"
    r"手机定位|私家侦探|二手手机|万能钥匙|代购.{0,6}(?:微信|V信|加)|加(?:微信|V信|薇信|微|V)\S{0,12}(?:领|取|群)|"
    r"加V信|新人红包|领取.{0,6}红包|扫码进群|名师带盘|稳赚不赔|零佣金"
)
_NAVIGATION_LISTED = """
首页 网站首页 主页 返回首页 回首页 当前位置 您的位置 您所在的位置 您现在的位置 所在位置 你的位置 网站导航 网站导览
网站地图 设为首页 加入收藏 联系我们 关于我们 登录 注册 会员中心 手机版 新闻中心 通知公告 公告栏 政务公开 信息公开
政民互动 互动交流 办事服务 办事大厅 招生就业 招生信息 招生公告 人才招聘 机构设置 学校概况 学院概况 单位概况 医院概况
单位简介 学校简介 公司简介 企业文化 产品中心 校园新闻 德育天地 教师发展 教学科研 党建之窗 党建园地 科学研究 师资队伍
校园文化 学生工作 合作交流 下载中心 在线留言 图书馆 校园邮箱 VPN 版权声明 网站声明 English 繁体 简体 繁体中文 蒙古文
焦点 头条 要闻 时政 财经 体育 娱乐 社会 国际 国内 科技 教育 健康 文化 旅游 汽车 房产 军事 股市 产业 人物 视频 图片
专题 论坛 博客 攻略 招聘 订阅 APP下载 客户端 新闻 资讯 快讯 评论 深度 数据 政策 法治 生活 会员区 电子报 农渔 画廊
拍卖 名家 展讯 数字报 上一版 下一版 版面导航 版面概览 返回目录 上一篇 下一篇 上一条 下一条 上一则 下一则 上页 下页
没有了 读者俱乐部 订报热线 法律声明 隐私政策 私隐政策 隐私权宣告 无障碍 留言须知 联络编辑部 新股 债券
信托 理财 窝轮牛熊 大行评级 开户优惠 在线挂号 体检预约 医患沟通 行风投诉 投稿信箱 网站维护
"""
_NAVIGATION = _NAVIGATION_LISTED.split()
_NAV = re.compile("|".join(sorted(map(re.escape, _NAVIGATION), key=len, reverse=True)))
_CRUMB = re.compile(
    r"^[\s>＞»:：☞]*(?:您|你)?(?:现在|当前|所在)?(?:的)?(?:所在)?(?:的)?位置(?:是|为)?[：:\s]|"
    r"^[\s>＞]*(?:网站)?首页\s*[>＞»/→|-]|[^。！？]{1,16}\s*(?:>|＞|»|›|>>)\s*\S"
)
_TOP = re.compile(
    r"您是(?:本站)?第?\s*\d+\s*位|今天是|点击上方|蓝字|关注我们$|星标(?:我们|本号)|^(?:原创|繁体)$|"
    r"^\W{0,3}(?:分享|转发|微信转发|字号|字体)|扫一扫|微博分享|QQ空间"
)
_SHARE = re.compile(
    r"(?:打开|下载|进入)\S{0,8}(?:(?i:app)|客户端)|(?i:app)看新闻|←点此|(?:读者|网友|我要)?留言\s?（\d+）|投稿[信邮]?箱|展开(?:全文|阅读)|看更多|^\W*更多\S{0,4}$|更多精彩|加入\S{0,8}(?:好友|"
    r"粉丝团|群)|按赞|粉丝[团页]|微信(?:进群|群)|视频加载|点击播放|请转发|收听本文|客户端下载|^举报$|本文共\d+字|"
    r"分享(?:到|至|：|:|给)|微信扫一扫|扫一扫|扫码(?:看|观看|关注|入群|进群|下载)|二维码|QQ空间|新浪微博|微博分享|"
    r"WhatsApp|追踪我们|转发抽|送电影票|"
    r"(?:我要|我来)?(?:打印|列印|打印本稿|关闭|关闭窗口|返回顶部|收藏本文|纠错|评论|说两句|推荐给朋友|转寄|"
    r"投稿爆料)(?:本页|此页|窗口)?[\s】）|]*(?:$|[（【|\s])|"
    r"(?:喜欢)?就?点[个亮]?[“”]?(?:在看|赞)|立即订阅|^[（(]?订阅《|订阅[^，。]{0,4}快讯|广告查询|点一下[“”]?赞|右下角[“”]?在看|入群费|内容是否满意|VIP免费|欢迎订阅|扫码订阅|点(?:在看|收藏|赞|分享)|阅读原文|点击(?:阅读原文|领取|查看原图|进入专题|"
    r"下载)|关注(?:公众号|我们)|长按(?:识别)?|打赏(?:作者)?|赞赏|写留言|精选留言|我来说两句|相关评论|网友评论|"
    r"举报[/|]?反馈|举报\s*[|]|删稿|TOP(?:\s|$)|返回(?:顶部|首页|列表|目录)|下载\S{0,8}(?:APP|客户端)|即时推播|"
    r"点此(?:预订|领取|下载|查看)|免费(?:领取|索取|评估)|点我(?:免费)?|门票(?:索取|优惠)"
)
_COPYRIGHT = re.compile(
    r"凡(?:本[网站报]|注明)|授权(?:发布|转载)|自媒体平台|信息存储服务|访问量[：:]\s?\d|欢迎(?:访问|光临)|(?:吸烟|"
    r"饮酒)(?:过量)?有害|文责自负|来[稿信]请(?:附|勿)|"
    r"版权(?:所有|声明|归|与免责)|著作权|(?:禁止|不得|严禁|请勿|谢绝)(?:转载|使用|复制|镜像|擅自|盗用)|未经.{0,12}(?:授权|"
    r"许可|同意|允许).{0,24}(?:转载|使用|镜像|复制|链接|摘编)|转载(?:请|须|需|自网络|仅|作品|文章)|欢迎转载|请?注明(?:出处|来源|转自)|"
    r"(?:仅|只|不)代表.{0,8}(?:观点|立场)|如有侵权|侵删|侵权必究|违者必究|(?:请|及时).{0,6}联系.{0,8}(?:删除|处理|"
    r"撤稿|本网|我们)|ICP[备证]|网备|公网安备|备案号|网站标识码|copyright|©|\(c\)|all\s?rights|powered\s?by|"
    r"produced\s?by|"
    r"(?<!提供)技术支持\s?(?:[：:]|\s)|免责(?:声明)?[】：:\s]|^【?免责|网友投稿|信息存储空间|(?:违法|不良信息).{0,8}举报|增值电信|"
    r"主办(?:单位)?[：:].{2,24}$|主管(?:单位|部门)[：:]|承办单位[：:].{2,24}$|"
    r"网站(?:声明|维护)|郑重提示|特别声明|投资(?:警语|提示)|不构成.{0,20}(?:建议|依据|要约)|入市(?:有风险|需谨慎)|"
    r"风险提示[：:]|风险自担|^郑重声明|盗用本文|保留(?:一切|所有)权利|AI协助|值班编委|欢迎(?:赞助|投稿|投书|来稿)|"
    r"版权归|本网(?:所有|转载|只是)|本站(?:部分|内容|所有|转载|原创)|出品\s*转发|商务合作|广告(?:招商|热线|合作|投放|"
    r"部)|不代表(?:本站|本网)"
)
_CONTACT = re.compile(
    r"(?:新闻|举报|投稿|客服|咨询|服务|读者|广告|订报|抢修|监督|投诉|招商|加盟|预约|联系|编辑部|客服信箱)(?:信箱|"
    r"邮箱|热线|电话|专线|电邮|QQ|部电邮)?\s?[：:]?\s?(?:TEL)?\s?[A-Za-z0-9_.@*()（）-]{6,}|"
    r"(?:电话|邮编|传真|电邮|邮箱|QQ|E-?mail|TEL)\s?[：:]\s?[\w.@*()（）\s-]{5,}|^\s*(?:学院|学校|医院|单位|公司|"
    r"联系|通讯)?地址[：:]|[\w.]+@[\w.]+\.\w+|投稿请寄|(?:本[刊报]|发行|投稿|报料|爆料|招租)(?:热线|电话|邮箱)|热线(?:招租|[：:]\s?[\dxX*-]{4})|零售价[：:]|"
    r"广告许可证|卫网审|任意转载|^门诊时间[：:]|预约挂号\s.*(?:介绍|公开|官网)|官网\s.*预约挂号|零售每份|全年\d+元|周刊订阅|订阅(?:纸报|热线)|索阅"
)
_RELATED = re.compile(
    r"上一?[篇则条期][：:].{0,40}下一?[篇则条期][：:]|^[\W_]*(?:相关(?:新闻|阅读|链接|稿件|报道|文章|专题|推荐|热词|标签|内容|图片|视频|搜索)|热门(?:标签|搜索|文章|"
    r"推荐|新闻|话题|关键词|点击|排行)|热(?:文|词|话|议|读|帖|门|点新闻|点推荐|榜)(?=[：:\s>|）]|$)|(?:订户|会员)[独专]享[：:]|热门[：:]|精彩(?:推荐|图片|视频)|猜你(?:喜欢|"
    r"爱看|想看)|你可能(?:还|也)?(?:想看|感兴趣|喜欢)(?:的)?|延伸阅读|"
    r"推荐阅读|往期(?:回顾|精选|推荐|精彩)|更多(?:新闻|精彩|内容|\S{0,8}专题|阅读|资讯|报道)?[：:>]|今日(?:热点|推荐|"
    r"关注)|最新(?:文章|新闻|资讯)|大家都在看|其他(?:新闻|文章)|编辑推荐|本周热门|阅读排行|点击排行|友情链接|"
    r"链接[：:|]|还有更多|(?:下期预告|[今本][日期]导读|广告索引)[：:\s]|相关[：:]|"
    r"上一?(?:篇|条|则|页|版)|下一?(?:篇|条|则|页|版)|资料检索|\S{2,4}人爱看|热搜|标签[：:]|关键词?[：:]|TAG)"
)
_END = re.compile(r"^[\W_]*(?:END|完|全文完|正文完|—+END—+|未完待续)[\W_]*$|^[—\-=_*·.。~\s]{3,}$|^\.$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^图\s?[/｜|丨]\s?\S{2,12}$|"
    r"^[^。！？，；]{1,30}（(?:资料图片?|网络图片?|[^（）]{2,10}摄)）$|"
    r"^[（(]?(?:图片?|照片|资料图|题图|配图|本组图片|以上图片|相关图片|文中图片)(?:均)?(?:由|来源|来自|为|：|:|"
    r"请参阅|系).{1,24}[）)]?$|^[（(]?(?:资料图片|资料图|网络图片|图据.{1,12}|图源.{1,12}|.{2,12}(?:供图|摄))[）)]?$|"
    r"^图\s?[①②③④⑤⑥⑦⑧⑨\d一二三四五六]{1,2}\s?[：:].{1,40}$|^▲[^。]*$|^（(?:下转|上接|逢|编者按[：:]本文涉及).{1,20}）$"
)
_COUNTER = re.compile(
    r"本文已被(?:阅读|浏览|点击)\s?\d+\s?次|读完(?:这篇|本)文章?后?，您(?:的)?心情|"
    r"^[\W_]*(?:浏览|阅读|点击|访问|点阅|人气|点赞|评论|转发)(?:次数|量|数|率)?[：:\s（]*[\d,.万+\s]*[次）]?[\W_]*$|"
    r"^(?:(?:索引号|文号|主题词|信息分类|公开方式|公开目录|有效性|发文字号|名称|发布机构|生成日期|成文日期)\s?[：:][^。]{0,40}){2,}$|"
    r"^\d[\d/:：\s-]{7,}$|"
    r"^附件\s?\d{0,2}[：:].{1,60}\.(?:xlsx?|docx?|pdf|rar|zip|wps|et|jpg)$"
)
_AD = re.compile(
    r"^[（(〖【\[](?:[sS]ponsored|读者广告|旅游情报|赞助内容)[）)〗】\]]|^-{2,}广告-{2,}|^\W{0,3}推荐[〗】：:].{0,60}[|｜●]|扫码拼团|"
    r"^\W*(?:广告|推广|advertisement|ADVERTISEMENT)\W*$|炒股就看|尽在新浪|^(?:热点|热搜)[：:榜]|"
    r"^[\W_]*(?:广告|热|置顶|推广|赞助)[】）\]：:]|^\W*(?:本地置业|移民)|想了解移民|(?:优惠|折扣|特价|买一送一|领券|"
    r"免运费|享\d折|开户).{0,12}(?:→|>>|〓|<<<|比拼|$)|预测$|^>>+\S|^★|^#\S+#"
)
_SPLIT = re.compile(r"[\s|│┃┆¦,，、_·•/／\\>＞【】（）\[\]☆★※｜∥‖丨\-—]+")


# No line of boilerplate is longer; of a longer line only the beginning is looked at.
_LONGEST = 400


def kind(text: str) -> str | None:
    """What kind of boilerplate the folded line `text` is by itself, or None."""
    text = text[:_LONGEST]
    if _END.match(text):
        return "end"
    if _COPYRIGHT.search(text.lower() if text.isascii() else text) or _COPYRIGHT.search(text.lower()):
        return "copyright"
    for name, rule in (
        ("related", _RELATED),
        ("contact", _CONTACT),
        ("share", _SHARE),
        ("caption", _CAPTION),
        ("advert", _AD),
        ("counter", _COUNTER),
    ):
        if rule.search(text):
            return name
    return None


def is_spam(text: str, rest: set[str]) -> bool:
    """Whether a headline-less line is spam: several short segments that share nothing with the `rest` (bigrams)."""
    if any(mark in text for mark in "。！？!?"):
        return False
    segments = [segment for segment in _SPLIT.split(text) if segment]
    words = len({m.group() for m in _SPAM_WORDS.finditer(text)})
    if words >= 2 or (words and len(segments) <= 8 and overlap(text, rest) < 0.35):
        return True
    return (
        len(segments) >= 3
        and all(len(s) <= 26 for s in segments)
        and overlap(text, rest) < 0.12
        and len(text) >= 16
        and words > 0
    )


def is_navigation(text: str) -> bool:
    """Whether `text` is a menu, a breadcrumb, or a line of counters and buttons at the top of a page."""
    if len(text) > 120 or "。" in text:
        return False
    text = text.replace("&gt；", ">")
    if _TOP.search(text) or (_CRUMB.search(text) and not re.search(r"[，！？]", text)):
        return True
    segments = [segment for segment in _SPLIT.split(text) if segment]
    hits = sum(1 for segment in segments if _NAV.search(segment) and len(segment) <= 10)
    return hits >= 2 or (hits == 1 and len(segments) in {1, 2} and _NAV.fullmatch(text.strip()) is not None)


def is_menu_shape(text: str) -> bool:
    """Whether `text` consists of three or more short words with separators between them, as menus do.

    A headline in three parts has commas or quotation marks.
    """
    segments = [segment for segment in _SPLIT.split(text) if segment]
    if len(segments) < 3 or max(map(len, segments)) > 8 or re.search(r"[。！？：；“”]", text):
        return False
    return "，" not in text


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring characters of `text`."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def overlap(text: str, rest: set[str]) -> float:
    """Which share of the bigrams of `text` stand in `rest`."""
    own = bigrams("".join(_SPLIT.split(text)))
    return len(own & rest) / len(own) if own else 0.0
