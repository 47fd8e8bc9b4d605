"""Title, date, publisher, authors and editors put together from what the lines of a page say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from kg.read import bylines, dates
from kg.read.bylines import Byline
from kg.read.header import bare_names
from kg.read.layout import Line
from kg.read.names import is_person, people

_IGNORED_LISTED = """
本站 本网 本报 本刊 本台 网络 未知 原创 转载 互联网 网站 其他 其它 本校 本院 综合 admin 管理员 无 不详 官网 编辑部
办公室 党政办 正文 互动 本站原创 网友 作者 整理 自 我 的
"""
_IGNORED = frozenset(_IGNORED_LISTED.split())
_GENERIC = re.compile(
    r"首页|位置|概况|简介|新闻中心|新闻动态|要闻|动态|通知|公告|正文|详情|导航|字号|字体|订阅|报料|登录|注册|文章|"
    r"列表|分享|客服|发帖|[楼版]主|Telegram|^发自|整理$|^教授$|^(?:新闻|人物|专题|国内|国际|社会|文化|教育|科创|体育|排球|音乐|散文|财经|旅游|健康|评论|深读|随笔|副刊|"
    r"县域|快讯|分类|标签|出品)$"
)
_OUTLET = re.compile(
    r"(?:网|报|社|刊|在线|新闻|融媒|融媒体|融媒体中心|电视台|广播|视界|观察|财讯|快讯|微讯|资讯|发布|频道|客户端|"
    r"周刊|杂志|传媒|快报|通讯|民声|潮声|乡声|侨音|侨讯|旅讯|艺讯|商讯|法治|文艺|文博|文物|之声|微报|时报|信息|日报|"
    r"晚报|观察家|前哨站|论坛|茶座|小站)$"
)
_STRIP = re.compile(
    r"(?:官网|首页|网站|记者|本报|特约|数字报|电子版|e\s?报|特稿|专栏|新闻稿|消息|文件|谨启|股份有限公司|有限公司)$"
)
_OFFICE_ONLY = re.compile(r"^[\u3400-\u9fff]{2,6}(?:科|股|组|室|处|办)$")
_COPYRIGHT = re.compile(
    r"(?:版权(?:均属|归|属于)?(?:所有)?\s*[:：©]?\s*(?P<a>[\u3400-\u9fff]{3,20}?)(?:所有|\s|$|[，,。])|"
    r"copyright\s*(?:©|\(c\)|（c）)?\s*(?:\d{4}(?:-\d{4})?)?\s*(?P<b>[\u3400-\u9fff]{3,20})|"
    r"©\s*(?:\d{4})?\s*(?P<c>[\u3400-\u9fff]{3,20})|"
    r"主办(?:单位)?[：:]\s*(?P<d>[\u3400-\u9fff]{3,20})|^(?P<e>[\u3400-\u9fff]{3,20}?)\s?版权)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"《([^《》]{2,14})》")
_ISSUED = re.compile(r"(?P<org>[\u3400-\u9fff]{4,24}?)(?:\d{4}年\d{1,2}月\d{1,2}日)?(?:发布|公布|印发|编发|编印|编)$")


@dataclass(slots=True)
class Metadata:
    """What was found, folded; the article's own spelling is put back by whoever knows where it stands."""

    published: str | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    title: str | None = None


def outlets(lines: list[Line]) -> set[str]:
    """Names that header lines and breadcrumbs give for the outlet, for recognising them in a dateline."""
    return {name for name, _ in _publishers(lines)}


def collect(lines: list[Line], stretches: list[Byline]) -> Metadata:
    """All that the header, bottom and byline stretches of a page say."""
    meta = Metadata()
    publishers = Counter[str]()
    for name, score in _publishers(lines):
        publishers[name] = max(publishers[name], score)
    for byline in stretches:
        if byline.publisher and usable(byline.publisher):
            score = 75 if byline.publisher_is_sure else 40
            publishers[byline.publisher] = max(publishers[byline.publisher], score)
    _confirm(publishers, lines)
    if publishers:
        meta.publisher = max(publishers, key=lambda name: (publishers[name], len(name)))
    meta.published = _published(lines, stretches)
    meta.authors = _people(lines, stretches, "author", set(publishers))
    meta.editors = _people(lines, stretches, "editor", set(publishers))
    meta.title = next(
        (value for line in lines if _is_meta(line) for value in line.header.values.get("title", [])), None
    )
    return meta


def usable(name: str, *, labelled: bool = False) -> bool:
    """Whether `name` can be an outlet's; after 来源： nearly anything can."""
    if not 2 <= len(name) <= 24 or name in _IGNORED or name[0].isdigit() or not re.search(r"[\u3400-\u9fff]", name):
        return False
    return labelled or not _GENERIC.search(name)


def _is_meta(line: Line) -> bool:
    return line.role in {"header", "byline", "editor"}


def _publishers(lines: list[Line]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    first_body = next((i for i, line in enumerate(lines) if line.role == "body"), len(lines))
    for index, line in enumerate(lines):
        if line.role == "header":
            found += [
                (name, 40 if _OFFICE_ONLY.match(name) else 100)
                for value in line.header.values.get("publisher", [])
                for name in [clean_outlet(value)]
                if name not in _IGNORED
            ]
            found += _among_names(line)
            found += _loose(line, at_top=index <= first_body)
        elif line.role in {"kicker", "navigation"} and index < first_body:
            found += _crumbs(line)
        elif line.role == "title":
            if prefix := re.match(r"（([^（）]{2,12})）", line.folded):
                found.append((clean_outlet(prefix[1]), 45))
        elif line.role in {"copyright", "contact", "share", "navigation"}:
            for match in _COPYRIGHT.finditer(line.folded):
                found.append((clean_outlet(next(g for g in match.groups() if g)), 42))
    found += _signature(lines)
    return [(name, score) for name, score in found if usable(name, labelled=score >= 100) and not is_date(name)]


def _among_names(line: Line) -> list[tuple[str, int]]:
    """Bodies that stand where names should: 供稿：杞县中医院宣传科 靳瑞雪."""
    pieces = [p for v in line.header.values.get("author", []) for p in re.split(r"[\s|/、，,]+", v)]
    outlets = [clean_outlet(p) for p in pieces if len(p) >= 3 and not is_person(p) and not re.search(r"报[道导]$", p)]
    return [(name, 70) for name in outlets if _OUTLET.search(name) or len(name) >= 5]


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else."""
    return bool(re.fullmatch(r"[\d年月日:：./\s-]+", text))


def _loose(line: Line, *, at_top: bool) -> list[tuple[str, int]]:
    """Outlets among what a header line leaves unexplained: the first that is no name."""
    text = line.folded
    if (not line.header.published and not line.header.names("author")) or bylines.lead(text, set()).publisher:
        return []
    quoted = [(clean_outlet(name), 82) for name in _QUOTED.findall(text) if usable(name)]
    undated = re.sub(r"\d{4}年\d{1,2}月\d{1,2}日|[（）\s]", "", text)
    issued = _ISSUED.search(undated) if text[0] == "（" else None
    if issued:
        return [(issued["org"], 70)]
    found: list[tuple[str, int]] = []
    for position, segment in enumerate(line.header.loose):
        name = clean_outlet(segment)
        if not usable(name) or (is_person(name, bare=True) and not _OUTLET.search(name)):
            continue
        if re.search(r"[\u3400-\u9fff](?:省|市|县|区|镇)$", name) and position:
            continue
        score = 80 - 8 * len(found) + (8 if _OUTLET.search(name) else 0) - (0 if at_top else 5)
        found.append((name, score))
    return quoted + found


def _crumbs(line: Line) -> list[tuple[str, int]]:
    text = re.sub(
        r"^[\s>＞»:：]*(?:您|你)?(?:现在|当前|所在)?的?(?:所在)?的?位置(?:是|为)?[：:\s]*", "", line.folded
    ).strip("（） ")
    segments = [s for s in re.split(r"[\s|│┆>＞»›/∕·—→，,]+|-", text) if s]
    found: list[tuple[str, int]] = []
    for position, segment in enumerate(segments[:2]):
        name = clean_outlet(segment)
        if usable(name) and (not position or re.search(r"(?:网|报|在线|融媒)$", name)):
            found.append((name, (58 if _OUTLET.search(name) else 46) - 10 * position))
    return found


def clean_outlet(name: str) -> str:
    """`name` without the words that sites add to their own."""
    name = re.sub(r"[（(].*$|(?<=[报网社刊台讯])·.*$", "", name).strip("《》“”（）() \u3000：:-·|。，")
    name = re.sub(r"^(?:本文)?(?:首发于|原载于|刊于)?(?:微信)?(?:公众号)?[“《]?(?=\S)", "", name)
    name = re.sub(r"^(?:本报|来源|原载|据|转自|稿源|【)+", "", name)
    for _ in range(2):
        name = _STRIP.sub("", name).strip("— -·\u3000")
    return name


def _signature(lines: list[Line]) -> list[tuple[str, int]]:
    """The body that signs a notice or letter: last line before a date at the end, or the date's own line."""
    found: list[tuple[str, int]] = []
    for before, line in pairwise(lines):
        if line.role == "header" and line.header.published and not line.header.loose and not line.header.values:
            text = before.folded.strip("（）")
            if before.role in {"body", "plain"} and 4 <= len(text) <= 30 and not re.search(r"[，。：；！？]", text):
                found.append((text, 62))
    return found


def _confirm(publishers: Counter[str], lines: list[Line]) -> None:
    """Adds weight to an outlet that other lines of the page's frame name as well."""
    frame = [line.folded for line in lines if line.role not in {"body", "title", "related", "spam"}]
    for name in publishers:
        publishers[name] += 6 * min(sum(name in text for text in frame) - 1, 3) if frame else 0


def _published(lines: list[Line], stretches: list[Byline]) -> str | None:
    found: list[tuple[int, str]] = []
    first_body = next((i for i, line in enumerate(lines) if line.role == "body"), len(lines))
    for index, line in enumerate(lines):
        if line.role in {"header", "byline", "kicker", "navigation", "contact", "copyright", "caption"}:
            weight = 10 if index <= first_body else 6
            weight -= 4 * (line.role in {"copyright", "contact"})
            for place, date in enumerate(
                line.header.published or (dates.find(line.folded, short=False) if index <= first_body else [])
            ):
                found.append((weight + 2 * ("T" in date.value) - place, date.value))
    found += [(3, date.value) for byline in stretches for date in byline.published]
    complete = [(score, value) for score, value in found if not value.startswith("-")]
    if complete:
        return max(complete, key=lambda pair: pair[0])[1]
    return None


def _people(lines: list[Line], stretches: list[Byline], role: str, publishers: set[str]) -> list[str]:
    names: list[str] = []
    for line in lines:
        if _is_meta(line):
            names += line.header.names(role)
            if role == "author" and line.role == "header":
                names += [n for n in _header_names(line) if n not in publishers]
    for byline in stretches:
        names += byline.authors if role == "author" else byline.editors
    return list(dict.fromkeys(name for name in names if name))


def _header_names(line: Line) -> list[str]:
    """Bare names of a header line that has a date: 佟力; 高娃/文; 叶可欣 报道."""
    if not line.header.is_telling:
        return []
    names = []
    postfix = re.search(
        r"(?<![\u3400-\u9fff])([\u3400-\u9fff·]{2,8})(?:\s?/\s?|\s)(?:文|文/图|图/文|报道|报导|摄|摄影)(?=\s|$|/)",
        line.folded,
    )
    if postfix:
        names += people(postfix[1])
    if not names:
        names += bare_names(line.header)
    return names
