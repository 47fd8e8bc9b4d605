"""Bylines: which stretches of a header or bracket are people's names.

A name after a label (记者, 作者：) may be nearly anything; a bare one must begin with a surname.
"""

from __future__ import annotations

import re

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花"
    "方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝"
    "明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝"
    "管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴家封芮羿储靳汲邴糜松井段富巫"
    "乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍"
    "赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连"
    "茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾"
    "毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦肖佟佘佴谌商牟言福苟拓付"
    "代覃植税矫初令同者合官冼区招仝刀岩普鲜銮么信玄鹿占尕揭阳隋綦战丛邸邝贠妥撒虎摆折禤谯郇庹檀卿尉尧泰揣续褟寸雒笪"
    "随仵侍冮靖粟繁戢漆皇呼提敬隽修缐肇鄞淳赫钊青伦留厚苑柘禚原户由竹冶凡底良但上介阿粘朴麦苌佃邳母依番茶兀字"
)
_DOUBLE = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙
慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷
轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五
公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 完颜 贺兰 张简 范姜 欧冶 淳于 单于 纳兰 爱新
"""
surnames: frozenset[str] = frozenset(_SINGLE) | frozenset(_DOUBLE.split())
"""Chinese surnames of one and of two characters, simplified."""

_NOT_NAMES_LISTED = """
本网 本站 本报 本刊 佚名 网络 未知 匿名 管理员 编辑部 综合 整理 通讯员 记者 值班员 值班 党政办 办公室 转载 原创
关注 其他 其它 无 网友 受访者 本社 见习 实习 小编 新闻 正文 打印 关闭 评论 订阅 收藏 分享 举报 讣闻 人物 国内
排球 首页 文化 教育 社会 体育 国际 时政 财经 健康 旅游 视频 图片 专题 综述 快讯 听新闻 手机版 主页 公告 简讯
要闻 高清 特稿 特写 社团 出品 提供 制图 文图 摄影 报道 图文 责编 广告 投稿 登录 注册 全国 焦点 农业 地方 本地
版权所有 资料图片 资料 图片由 商务 合作 华人 经济 法治 生活 时尚 汽车 房产 娱乐 军事 科技 历史 副刊 言论 评论员
本刊讯 本报讯 通讯 消息 完 下转 上接 相关 热点 万象 关于 平台 高考 民生 党建 时评 深读 人事 都市 县域 乡村 文旅
文明 通知 公众号 农经 热线 路透社 法新社 美联社 中新社 新华社 国新办 公布 发布 赞好 岳阳 安阳 安庆 安康 安徽
常州 常德 成都 广州 广东 广西 贵阳 贵州 桂林 海口 海南 杭州 合肥 黄山 黄冈 黄石 金华 江门 江西 江苏 荆州 荆门
柳州 温州 宁波 宁德 宁夏 石家庄 苏州 泰安 唐山 武汉 咸阳 咸宁 徐州 许昌 宜昌 宜春 云南 山东 山西 邵阳 郑州 阳江
阳泉 惠州 包头 东莞 东营 文山 玉林 万州 万宁 白城 白山 白银 焦作 高雄 金门 花莲 苗栗 云林 沙田 黄大仙 东区
温哥华 于都 新加坡 原载 微博 微信 豆瓣 时讯 锁定 讨论 词条 见习编辑 值班小编
"""
_NOT_NAMES = frozenset(_NOT_NAMES_LISTED.split())
_BODY_ENDS = re.compile(
    r"(?:部|办|室|处|科|课|局|网|报|社|台|中心|公司|委|会|队|团|组|厅|院|校|系|所|站|馆|园|镇|县|市|区|乡|频道|融媒|"
    r"新闻|在线|周刊|记者|讯|提供|供图|报导|报道|版|综合|观察|资讯|日报|财经|号|省|国|员|版面|大学|中学|小学|摄|热线|概况|审定)$"
)
# Endings that betray a name of three characters with a surname in front as an office all the same (宣传部, 方志办).
_OFFICE = re.compile(r"[部办室处局课网报社厅院校所站镇县市区乡讯版员摄]$")
_OUTLET_BEGINS = re.compile(r"(?:.报|网|.社|.刊|新闻|在线|频道|讯)$")  # 银幕日报·娱圈
_FUNCTION = re.compile(r"[由各的了在与及为是从于将被对向把和其]|稿件")
_BUTTON = re.compile(r"分享|扫|微信|打印|收藏|评论|我要|提供|关闭|投稿|浏览")
# What stands in lines of buttons, counters and notices; no name has it.
_FRAME = re.compile(
    r"阅读|排行|网站|公示|注明|广告|分钟|转载|必究|翻印|所有|资料|公开|医师|教授|导师|印发|成长|要闻|点赞|已有|修订|获奖|收藏|"
    r"只看|字号|字体|[高初]\d?[一二三]班|有限|工程|客户端|特刊|专区"
)
_GIVEN_LISTED = """
卓玛 卓嘎 多杰 多吉 多布杰 其其格 高娃 塔娜 格日勒 古丽 邓珠 顿珠 罗布 次仁 次旦 才让 才仁 才旦 扎西 当周 毕力格
力格尔 其木格 苏日娜 日娜 图雅 巴雅尔 苏和 阿木尔 宝力格 曲珍 曲措 央宗 德吉 普赤 旺姆 拉姆 拉毛 央金 平措 旺堆
旺扎 加措 嘉措 尼玛 达瓦 伦珠 边巴 巴桑 洛桑 格桑 热依汗 买买提 买提 艾力 合苏提 古力 阿呷 木呷 伍呷 拉初 铁木尔
朝克图 日勒图 额尔敦 莫日根 布和 巴图 苏布德 娜仁 萨仁 乌云 斯琴 那顺 图门 呼和 阿依 努尔 日嘎拉 木图 沙衣 仁青
泽仁 尕藏 普布 索朗 索南 旦增 丹增 仓决 白珍 白玛 措姆 拉措 卓雅 玛吉 毕力 格日 吉雅 哈斯
"""
_GIVEN_WORDS = "|".join(_GIVEN_LISTED.split())
_GIVEN = re.compile(
    rf"(?:{_GIVEN_WORDS}){{1,3}}|[\u3400-\u9fff]{{1,4}}(?:{_GIVEN_WORDS})|(?:{_GIVEN_WORDS})[\u3400-\u9fff]{{1,3}}"
)
_LATIN = re.compile(
    r"[A-Z][A-Za-z'’.-]{0,15}(?:\ue000[A-Z][A-Za-z'’.-]{0,15}){1,3}|[A-Z][\u3400-\u9fff]{1,2}|[\u3400-\u9fff]{1,2}[A-Z]"
)
_IN_LATIN = re.compile(r"(?<=[A-Za-z.])\s(?=[A-Z][A-Za-z.'’-])")
_CITIES_LISTED = """
温哥华 多伦多 洛杉矶 旧金山 纽约 波士顿 芝加哥 休斯敦 休士顿 西雅图 华盛顿 蒙特利尔 悉尼 雪梨 墨尔本 布里斯班 奥克兰
伦敦 巴黎 柏林 罗马 米兰 马德里 莫斯科 曼谷 吉隆坡 槟城 新山 芙蓉 怡保 古晋 亚庇 马六甲 新加坡 东京 大阪 首尔
马尼拉 雅加达 河内 金边 仰光
"""
_CITY = re.compile(rf"(?<=[\u3400-\u9fff]{{2}})(?:{'|'.join(_CITIES_LISTED.split())}|[\u3400-\u9fff]{{3,4}}市)$")
_PLACED = re.compile(r"([\u3400-\u9fff]{4,9})(?:\d{1,2}日)?(?:即时)?(?:报道|报导|专电|电|讯)")
_ROLE_BEFORE = re.compile(
    r"(?:本报|本网|本刊|本台|本社|驻[\u3400-\u9fff]{2,4})?"
    r"(?:特约|特派|见习|实习|驻站|首席|全媒体|融媒体|摄影|新华社|中央社)?"
    r"(?:记者|通讯员|实习生|撰稿人?|评论员|作者|摄影|文字|图片|文|图|摄)[：:]?"
)
_ROLE_AFTER = re.compile(
    r"(?:文图|图文|文|图|摄影报道|摄影|摄|整理|综合报道|综合报导|综合|报道|报导|采访报道|采写|供稿|撰稿|撰文|供图|翻译|"
    r"编译|专稿|专访)+[：:]?$"
)
_MAIL = re.compile(r"[\w.+-]{1,40}@[\w.-]{1,40}")
# 翁晓霏/金沙报导: whoever reports is named before the slash, the place after it.
_FROM = re.compile(r"(?<=[\u3400-\u9fff])\s?/\s?[\u3400-\u9fff]{2,6}(?:报导|专电|电)$")
_BRACKETED = re.compile(r"（[^（）]{0,30}）|系[\u3400-\u9fff]{4,30}$|发自[\u3400-\u9fff]{2,8}$")
_BODY = re.compile(
    r"(?:部|办|室|处|科|局|网|报|社|台|中心|公司|委|会|队|团|厅|院|校|站|馆|园|融媒|新闻|在线|周刊|日报|大学|中学|"
    r"小学|供电|镇|乡)$"
)
_STAFF = re.compile(
    r"[\u3400-\u9fff]{3,16}(?:部|办|室|科|局|网|报|社|台|中心|公司|委|会|队|院|校|融媒)（(?P<names>[^（）]{2,30})）"
)
_SHORTEST_BODY = 5
_BETWEEN = re.compile(r"[、，,；;\s&＆/|]+")


def people(value: str, *, bare: bool = False) -> list[str]:
    """The names in `value` (folded text), in order; with `bare` only such as a surname betrays."""
    names = [name for piece in _pieces(value) for name in [_name(piece)] if is_person(name, bare=bare)]
    return [name.replace("\ue000", " ") for name in names]


def without_mail(text: str) -> str:
    """`text` without addresses of e-mail and the space around it."""
    return _MAIL.sub("", text).strip()


def is_button(piece: str) -> bool:
    """Whether `piece` is a page's button (微信扫一扫分享) rather than part of a byline."""
    return _BUTTON.search(piece) is not None


def is_furniture(piece: str) -> bool:
    """Whether `piece` belongs to a page's lists, counters and notices (点击排行, 转载必究)."""
    return len(piece) <= 6 and _FRAME.search(piece) is not None


def is_given(piece: str) -> bool:
    """Whether `piece` is made like a Tibetan, Mongolian, Yi or Uyghur name (次仁卓嘎), which no surname betrays."""
    return 2 <= len(piece) <= 7 and _GIVEN.fullmatch(piece) is not None


def only_people(value: str) -> list[str]:
    """The names in `value` where it holds nothing but names, what they did (文, 摄影报道) and where they work."""
    names = []
    for piece in _pieces(value):
        name = _name(piece)
        if is_person(name):
            names.append(name)
        elif name and not (_BODY.search(name) and len(name) <= 16):
            return []
    return names if any(is_person(name, bare=True) or "·" in name for name in names) or _says_role(value) else []


def only_bodies(value: str) -> bool:
    """Whether `value` holds nothing but names of bodies, each longer than the words of a menu (新闻中心)."""
    pieces = _pieces(value)
    return bool(pieces) and all(_BODY.search(piece) and _SHORTEST_BODY <= len(piece) <= 24 for piece in pieces)


def _says_role(value: str) -> bool:
    return any(_name(piece) != piece for piece in _pieces(value))


def _pieces(value: str) -> list[str]:
    return _joined(
        [
            re.sub(r"_\w{1,12}$", "", piece).strip("。.：:（）“”-·@")
            for piece in _BETWEEN.split(
                _IN_LATIN.sub("\ue000", _BRACKETED.sub("", _staff(_FROM.sub("", without_mail(value)))))
            )
        ]
    )


def _staff(value: str) -> str:
    """`value` with the people of a body in its place: 县融媒体中心（王蓉 泽仁卓玛）."""
    match = _STAFF.fullmatch(value.strip())
    return match["names"] if match and only_people(match["names"]) else value


def _name(piece: str) -> str:
    """`piece` without what says its bearer's work: 记者佟利德报道, 巫柏霖南投报导."""
    if is_person(piece, bare=True) and (piece[2:] == "文" or not _ROLE_AFTER.search(piece[2:])):
        return piece  # 柯乃文 is a name; 柯乃's text would be 柯乃/文
    role = _ROLE_BEFORE.match(piece)
    piece = piece[role.end() :] if role else piece
    if placed := _PLACED.fullmatch(piece):
        return _before_place(placed[1])
    bare = _ROLE_AFTER.sub("", piece)
    # 台北报导 is a place, 王小明报导 a name.
    return bare if is_person(bare, bare=True) or not re.search(r"(?:报导|报道)[：:]?$", piece) else ""


def _before_place(run: str) -> str:
    """The name in 巫柏霖南投(报导): two or three characters of place follow it, or a city that is known."""
    if city := _CITY.search(run):
        run = run[: city.start()]
        return run[:3] if run[:2] not in surnames and run[0] in surnames else run
    if len(run) >= 5:
        return run[:3]
    return run[:2] if run[0] in surnames else run


def is_person(piece: str, *, bare: bool = False) -> bool:  # noqa: PLR0911 - one return a kind of name
    """Whether `piece` (folded) can be one person's name."""
    if not bare and _LATIN.fullmatch(piece):
        return True
    if piece in _NOT_NAMES or not re.fullmatch(r"[㐀-鿿\U00020000-\U0003ffff·\ufffd]{2,24}", piece):
        return False
    if "·" in piece:
        parts = piece.split("·")
        return all(1 <= len(part) <= 8 for part in parts) and not _OUTLET_BEGINS.search(parts[0])
    if piece[:2] in surnames and len(piece) in {3, 4}:
        return not _OFFICE.search(piece)
    if piece[0] == "阿":
        return len(piece) == 2 or (not bare and len(piece) <= 5)
    if piece[0] in surnames and len(piece) in {2, 3}:
        return not ((len(piece) == 3 and _OFFICE.search(piece)) or _BUTTON.search(piece))
    if bare:
        return False
    return (
        2 <= len(piece) <= 7
        and not _BODY_ENDS.search(piece)
        and not _FUNCTION.search(piece)
        and not _BUTTON.search(piece)
        and not _FRAME.search(piece)
    )


def _joined(pieces: list[str]) -> list[str]:
    """Two or three pieces of one character side by side are one padded name."""
    joined: list[str] = []
    alone = 0
    for piece in pieces:
        if len(piece) == 1 and joined and len(joined[-1]) <= alone:
            joined[-1] += piece
            alone = len(joined[-1]) if len(joined[-1]) <= 2 else 0
        elif piece:
            joined.append(piece)
            alone = 1
    return joined
