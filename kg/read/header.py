"""Header and byline lines taken apart: dates, labelled values (来源：…), counters, and what stands between them.

All text here is folded: simplified, half-width letters and digits, full-width punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.read import boilerplate, dates
from kg.read.names import is_button, is_furniture, is_given, is_person, people

_LABELS_LISTED = {
    "publisher": """
来源 信息来源 文章来源 稿件来源 新闻来源 消息来源 内容来源 资料来源 稿源 出处 转自 出品 摘自 转载自 发布单位
发布机构 发布机关 供稿单位 来稿单位 报送单位 信息提供 原载 媒体 发文单位 单位 部门 供稿部门 发布部门 来自 刊登媒体
报刊
""",
    "author": """
作者 记者 本报记者 本网记者 本刊记者 特约记者 特派记者 见习记者 实习记者 驻站记者 通讯员 特约通讯员 本报通讯员
实习生 文 文字 文图 图文 文/图 图/文 文·图 图·文 文.图 文·摄影 文.摄影 文/摄影 撰稿 撰文 供稿 供稿人 撰稿人
投稿人 采写 采访 采访人员 特约撰稿 本报评论员 评论员 采访/整理 采访、整理 整理 报道 报导 发布人 发布者 发表人
文稿 文案 通联 摄影 图/摄 摄影报道 图文作者 本文作者 承办人 撰写 记者/通讯员 笔者 信息员 上传者 录入 录入者
发稿人 执笔 编写 编译 来稿 楼主 记录 记录整理
""",
    "editor": """
责任编辑 责编 编辑 主编 副主编 执行主编 校对 责校 审核 审校 编校 编审 监制 总监制 值班编委 值班编辑 见习编辑
本期编辑 值班小编 值班主任 值班总编 终审 初审 复审 一审 二审 三审 本栏编辑 本版编辑 本版责编 本版责任编辑
版面编辑 签发 审签 审稿 核稿 总编辑 统筹 策划 责任编辑/校对 新媒体编辑 微信编辑 网络编辑 责任校对 编发 编审/ 编
小编 编辑小组
""",
    "date": """
时间 日期 发布时间 发布日期 发布于 更新时间 更新 更新于 发稿时间 刊发时间 刊于 发表时间 发表于 发表日期 录入时间
添加时间 发布 创建时间 上传时间 成文日期 生成日期 出版日期 见报日期 公布日期
""",
    "title": """
标题 原标题 题目
""",
    "picture": """
图 图片
""",
    "other": """
供图 视频 制图 设计 口述 海报 排版 剪辑 配音 航拍 插图 漫画 图源 图片来源 技术 翻译
""",
    "layout": """
美编 视觉 版式 美术编辑
""",
    "counter": """
浏览 浏览次数 浏览量 浏览数 阅读 阅读量 阅读数 阅读次数 点击 点击数 点击量 点击率 点击次数 人气 访问量 访问次数 访问
评论 评论数 赞 点赞 转发 收藏 字号 字体 字级 分类 标签 关键词 关键字 推荐 热度 讨论 分享 分享到 留言 点阅数 点阅
赞好 字数 类别 栏目 所属栏目 编号 索引号 主题词 文号 信息分类 责任 打印 字体大小 已浏览 围观 本文已阅读 查看
阅览
""",
}
_ROLE = {label: role for role, words in _LABELS_LISTED.items() for label in words.split()}
_BY_LENGTH = sorted(_ROLE, key=len, reverse=True)
_ANY = "|".join(re.escape(label) for label in _BY_LENGTH)
_LABEL = re.compile(
    rf"(?<![\u3400-\u9fffA-Za-z0-9])(?:（?)(?P<label>{_ANY})）?\s{{0,4}}(?P<mark>[：:|┃│丨/／）]|\s(?=\S)|"
    rf"(?=[（(]?\d)|$)"
)
_REPORTER = re.compile(
    r"(?P<label>(?:本报|本网|本刊|本台|本社|本版)?(?:特约|特派|见习|实习|驻站|首席|全媒体|摄影|海外特约)?(?:记者|"
    r"通讯员|实习生)(?:/通讯员)?)(?:[：:/|／\s]{0,3})(?=[\u3400-\u9fff])"
)
_COUNTER = re.compile(
    r"(?:已有)?\s?[\d,.]+\s?(?:万|w|k)?\+?\s?(?:人|次)?(?:看过|围观|阅读|浏览|阅|次浏览|次阅读|评论|点赞|条评论)|"
    r"第\s?[A-Za-z]?\d+\s?(?:版|期)(?:[：:]\S{1,6})?|[A-Z]?\d{1,3}\s?版|第[一二三四五六七八九十]+版|总第\d+期"
    r"|[A-Z]\d{1,2}(?![A-Za-z0-9])|星期[一二三四五六日天]|(?:字体|字号|字级)?[：:]?[（]?\s?(?:放大|缩小|默认|"
    r"大\s+中\s+小|特大|T\|T|T大|T小|A[-+]|小\s+中\s+大)(?:[\s|/]*(?:A[-+]|中|小|默认|缩小|T小))*\s?）?"
    r"|（?(?:微信|公众)?(?:号|ID)[：:]\s?[A-Za-z][\w-]{2,30}）?|来自[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])|发表于[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])|(?:EST|EDT|PST|PDT|"
    r"GMT|HKT|CST)|https?://\S+|www\.\S+"
)
_WORDS = re.compile(
    r"(?:我要|我来)?(?:打印(?:本稿|本页|正文)?|列印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本文)?|分享(?:到)?|转发|点赞|"
    r"纠错|评论|微博|微信(?:扫一扫)?(?:分享)?|QQ(?:好友|空间)?|豆瓣|举报|投稿|说两句|推荐给朋友|转寄|听新闻|关注|"
    r"订阅|"
    r"原创|繁体版?|简体版?|手机版|English|登录|注册|字号|字体|赞好|赞|留言|点我|人气|新浪微博|LINE|Facebook|WhatsApp|"
    r"复制链接|扫一扫|放大|缩小|默认|大|中|小|f|t)"
)
_WIDE_SEPARATORS = re.compile(r"[\s|│┃┆¦▏∕/>＞›»→←,，;；□■●◆◇○▲△▼※►▶◎_＿=（）()｜丨《》☞]+|(?<=\s)[·•—–-]+(?=\s)")
_SENTENCE = re.compile(r"[。！？]|……")


@dataclass(slots=True)
class Header:
    """What one line says about the article; `loose` is what no label explains, in order (outlets, names, places)."""

    published: list[dates.Found] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    counters: int = 0

    @property
    def is_telling(self) -> bool:
        """Whether the line has a date or a labelled value at all."""
        return bool(self.published or self.values)

    def names(self, role: str) -> list[str]:
        """The people that labels of `role` name."""
        found = [name for value in self.values.get(role, []) for name in people(value)]
        if role == "author":
            found += [name for value in self.values.get("picture", []) for name in people(value, bare=True)]
        return found


def parse(text: str) -> Header:
    """Take the folded line `text` apart; cheap lines without any mark come back empty but for `loose`."""
    header = Header()
    marks = _marks(text, header)
    at = 0
    for index, (start, end, role) in enumerate(marks):
        header.loose += _segments(text[at:start])
        at = end
        if role in _LABELS_LISTED and role not in {"date", "counter"}:
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
            value, rest = _value(text[end:stop], role)
            if value:
                header.values.setdefault(role, []).append(value)
            header.loose += _segments(rest)
            at = stop
    header.loose += _segments(text[at:])
    return header


def _marks(text: str, header: Header) -> list[tuple[int, int, str]]:
    header.published = dates.find(text)
    marks: list[tuple[int, int, str]] = [(d.start, d.end, "published") for d in header.published]
    labels = [
        (m.start("label"), m.end(), _ROLE[m["label"]])
        for m in _LABEL.finditer(text)
        if (m["mark"] in ("：", ":") or text[m.start("label") - 1 : m.start("label")] != "/")
        and (m["mark"].strip() or _ROLE[m["label"]] not in {"publisher", "title", "picture", "other"})
        and (m["label"] != "编" or m["mark"].strip())
    ]
    reporters = [(m.start(), m.end(), "author") for m in _REPORTER.finditer(text)]
    counters = [(m.start(), m.end(), "word") for m in _COUNTER.finditer(text)]
    for start, end, role in [*labels, *reporters, *counters]:
        if all(end <= s or e <= start for s, e, _ in marks):
            marks.append((start, end, role))
            header.counters += role in {"counter", "word"}
    return sorted(marks)


def _value(text: str, role: str) -> tuple[str, str]:
    """A label's value and what stands after it: names run on over spaces, an outlet ends at the first wide gap."""
    text = text.strip(" \u3000\t：:/|｜丨【】□■●◆·")
    if text.count("（") != text.count("）"):
        text = text.strip("（）")
    if role in {"author", "editor", "picture", "other"}:
        name, opened, rest = text.partition("（")
        # 文/巴音才次克（河畔网·2022年…: the bracket goes on where the value ends.
        return (name.strip(), rest) if opened and "）" not in rest else (text, "")
    first = _WIDE_SEPARATORS.split(text, maxsplit=1)
    return first[0].strip("《》“”"), first[1] if len(first) > 1 else ""


def _segments(text: str) -> list[str]:
    found = []
    for piece in _WIDE_SEPARATORS.split(text):
        segment = piece.strip(" ·•—–-：:.。★☆↗👍▾▼“”")
        if segment and not _WORDS.fullmatch(segment) and not segment.isdigit():
            found.append(segment)
    return found


def is_header(header: Header, text: str) -> bool:
    """Whether `text` is nothing but what a header line holds."""
    if not header.is_telling or len(text) > 160 or _SENTENCE.search(text.rstrip("。")):
        return False
    if any(len(value) > 45 for values in header.values.values() for value in values) or not _people_only(header):
        return False
    unexplained = [segment for segment in header.loose if not is_button(segment) and boilerplate.kind(segment) is None]
    loose = sum(map(len, unexplained))
    longest = max(map(len, unexplained), default=0)
    dated = any(d.has_year for d in header.published)
    if dated and len(header.values) + header.counters >= 3:
        return longest <= 30 and loose <= 80
    telling = dated or sum(map(len, header.values.values())) > 1
    if not telling and not _named(header):
        return longest <= 8 and loose <= 10 and bool(header.published or header.counters)
    return longest <= (16 if telling else 8) and loose <= (40 if telling else 12)


def _people_only(header: Header) -> bool:
    """Whether the values that should be names are: 记者另从州作协获悉，… is a sentence, not a byline."""
    for role in ("author", "editor"):
        for value in header.values.get(role, []):
            names = people(value)
            pieces = re.split(r"[\s、，,；;/|]+", value)
            bare = "".join(
                p for p in pieces if not (is_button(p) or is_furniture(p)) and not p.endswith(("报道", "报导"))
            )
            if len(bare) > 12 and sum(map(len, names)) < 0.4 * len(bare):
                return False
    return True


def _named(header: Header) -> bool:
    if header.names("author") or header.names("editor"):
        return True
    return bool(header.values.get("publisher") or header.values.get("title"))


def bare_names(header: Header) -> list[str]:
    """Loose segments that are people by their surname."""
    return [segment for segment in header.loose if is_person(segment, bare=True) or is_given(segment)]
