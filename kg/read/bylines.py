"""Bylines inside body lines: 本报沈阳5月26日讯 记者佟利德报道 at the start, （通讯员 代绪刚 记者 王斌） at the end.

All text here is folded; the ranges found are cut out of the clean text and read as metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.read import dates
from kg.read.header import Header, bare_names, is_header, parse
from kg.read.names import is_person, only_people, people

_OWN = ("本报", "本网", "本刊", "本台", "本站", "本社")
_WIRES_LISTED = """
新华社 中新社 中新网 中国新闻网 新华网 人民网 央视网 光明网 中国网 央广网 国际在线 中央社 法新社 路透社 美联社
澎湃新闻 中通社 参考消息 环球网 界面新闻 财联社 中青报 中青网 海外网 港澳办 北京商报讯
"""
_WIRES = _WIRES_LISTED.split()
_OUTLET_END = (
    r"(?:日报|晚报|早报|晨报|都市报|时报|周报|商报|导报|快报|报|通讯社|社|网|在线|新闻|融媒|融媒体|电视台|广播|"
    r"视界|观察|财讯|快讯|资讯|发布|频道|客户端|周刊|杂志|传媒|新闻网)"
)
_DAYS = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATELINE = re.compile(
    r"[（“《]?(?P<head>[\u3400-\u9fffA-Za-z·]{1,18}?)??(?P<date>(?:[\d〇零一二三四五六七八九]{4}年)?(?:"
    + _DAYS
    + r"月)?"
    + _DAYS
    + r"日)?(?P<noon>上午|"
    r"下午|晚)?(?P<kind>专电|特讯|快讯|讯|电|消息|特稿)(?P<close>[）”》]?)[\s:：]*(?=\S|$)"
)
_DATED = re.compile(_DATELINE.pattern.replace("日)?(?P<noon>", "日)(?P<noon>"))
_QUOTED = re.compile(r"《([^《》]{2,14})》")
_FIRST_BRACKET = re.compile(r"（(?P<inner>[^（）]{2,48})）[\s:：]*")
_REPORTS = re.compile(
    r"(?:(?:本报|本网|本刊)?(?:特约|特派|见习|实习|驻站|首席|全媒体)?(?:记者|"
    r"通讯员)[\s:：]?)(?P<names>[\u3400-\u9fff·]{2,8}(?:[\s、][\u3400-\u9fff·]{2,8}){0,4}?)\s?(?:摄影)?(?:报道|"
    r"报导)[：:\s]*"
)
_LED_NAMES = re.compile(
    r"(?:(?:本报|本网)?(?:特约|特派|见习|实习)?(?:记者|通讯员)[\s:：]?)(?P<name>[\u3400-\u9fff]{2,4})(?=\s|\d|今天|"
    r"昨|今日|近日|从|日前)"
)
_SPACED_NAMES = re.compile(
    r"(?:(?:本报|本网|本刊)?(?:特约|特派|见习|实习|全媒体)?(?:记者|通讯员|"
    r"实习生)[\s:：]{1,2}[\u3400-\u9fff·]{2,8}(?:[\s、][\u3400-\u9fff·]{2,4})*[\s]*)+(?=\s|$)"
)
# （麻坡14日讯，陈慧敏报道）, （本报棉兰讯/叶秀兰）
_FILED = re.compile(
    r"(?P<line>[^，/（）]{2,16}(?:讯|电))\s?[，/\s]\s?(?P<names>[\u3400-\u9fff·]{2,8}(?:、[\u3400-\u9fff·]{2,8})*?)"
    r"(?:摄影)?(?:报道|报导)?"
)
_LAST_BRACKET = re.compile(r"（(?P<inner>[^（）]{2,60})）[。\s]*$")


@dataclass(slots=True)
class Byline:
    """What a body line says of its makers: the `cut` ranges (half-open, in the line), names, outlet, day."""

    cuts: list[tuple[int, int]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    publisher: str = ""
    publisher_is_sure: bool = False
    published: list[dates.Found] = field(default_factory=list)


def lead(text: str, outlets: set[str]) -> Byline:
    """The dateline and byline that `text`, one of the first lines of a body, begins with."""
    found = Byline()
    at = 0
    for _ in range(4):
        step = _lead_step(text, at, outlets, found)
        if step == at:
            break
        at = step
    if at:
        found.cuts.append((0, at))
    if not found.authors and found.cuts and (led := _LED_NAMES.match(text, at)):
        found.authors += [name for name in [_trimmed(led["name"])] if name]
    return found


def _trimmed(run: str) -> str:
    """The name that a run of characters after 记者 begins with, by its surname."""
    for length in (3, 2, 4):
        if len(run) >= length and is_person(run[:length], bare=True) and len(run) == length:
            return run[:length]
    return ""


def _lead_step(text: str, at: int, outlets: set[str], found: Byline) -> int:  # noqa: PLR0911 - one return a form
    if match := _FIRST_BRACKET.match(text, at):
        if _bracket(match["inner"], outlets, found, after_lead=at > 0):
            return match.end()
        if at == 0 and _before_byline(match, text):
            _take_outlet(match["inner"], found)
            return match.end()
        return at
    match = _DATED.match(text, at) or _DATELINE.match(text, at)
    if match and at == 0 and match.end() <= 40 and _is_dateline(match, text, outlets):
        _take_head(match["head"] or "", outlets, found)
        found.published += dates.find(match.group())
        return match.end()
    if match := _REPORTS.match(text, at):
        names = people(f"{match['names']}报道")
        if names:
            found.authors += names
            return match.end()
    if at and (match := _SPACED_NAMES.match(text, at)) and match.end() - at <= 30 and match.end() == len(text):
        header = parse(match.group())
        found.authors += header.names("author")
        return match.end()
    return at


def _take_outlet(inner: str, found: Byline) -> None:
    """What a bracket before one with names says: 【国门融媒】, 【东非华侨周报 2022年6月21日】."""
    days = [date for date in dates.find(inner) if date.end == len(inner)]
    name = inner[: days[0].start].rstrip(" ·，/") if days else inner
    found.published += days
    if usable_outlet(name):
        found.publisher, found.publisher_is_sure = name, True


def usable_outlet(name: str) -> bool:
    """Whether a bracket's content can name an outlet rather than a column (焦点, 快讯)."""
    return len(name) >= 4 and not re.search(r"(?:快讯|要闻|动态|新闻|报道|消息)$", name)


def _before_byline(match: re.Match[str], text: str) -> bool:
    """Whether a bracket (【国门融媒】) is followed by one with names."""
    follows = _FIRST_BRACKET.match(text, match.end())
    dated = dates.find(match["inner"], short=False)
    short = len(match["inner"]) - sum(date.end - date.start for date in dated) <= 10
    return follows is not None and short and bool(parse(follows["inner"]).names("author"))


def _is_dateline(match: re.Match[str], text: str, outlets: set[str]) -> bool:
    head = match["head"] or ""
    if match["close"] and text[0] in "（“《":
        return True
    follows = text[match.end() : match.end() + 1]
    if (
        follows == "（"
        and (bracket := _FIRST_BRACKET.match(text, match.end()))
        and parse(bracket["inner"]).names("author")
    ):
        return True
    spaced = (
        match.group()[-1:].isspace()
        or match.group()[-1:] in ":："
        or follows == "（"
        or text[match.end() - 1] in "）】"
    )
    own = head.startswith(_OWN) or head.startswith(tuple(_WIRES)) or any(head.startswith(o) for o in outlets)
    if match["date"]:
        return bool(head) and (own or spaced or match["kind"] in {"讯", "专电"} or follows in "，,")
    return (own and (spaced or match["kind"] == "讯")) or (head in {"特", "综合"} and spaced)


def _take_head(head: str, outlets: set[str], found: Byline) -> None:
    if head.startswith(_OWN):
        return
    known = max((o for o in outlets if head.startswith(o)), key=len, default="")
    wire = next((w for w in _WIRES if head.startswith(w)), "")
    if known or wire:
        found.publisher, found.publisher_is_sure = known or wire, True
    elif ended := re.match(rf".{{1,12}}?{_OUTLET_END}", head):
        found.publisher, found.publisher_is_sure = ended.group(), True
    elif len(head) >= 4:
        found.publisher = head


def _bracket(  # noqa: PLR0911 - one return a form
    inner: str, outlets: set[str], found: Byline, *, after_lead: bool
) -> bool:
    """Whether the bracket that a line begins with is a byline; takes what it says."""
    inner = inner.strip()
    header = parse(inner)
    names, editors = header.names("author"), header.names("editor")
    if names or editors:
        if is_header(header, inner) or re.search(r"(?:报道|报导)$", inner):
            found.authors += [*names, *(name for name in bare_names(header) if name not in names)]
            found.editors += editors
            found.published += header.published
            _take_loose(header, inner, outlets, found)
            return True
        return False
    if _filed(inner, outlets, found):
        return True
    if re.search(r"(?:讯|专电|电|消息|报道|报导)$", inner) and len(inner) <= 16:
        if dateline := _DATELINE.match(inner):
            _take_head(dateline["head"] or "", outlets, found)
            found.published += dates.find(inner)
        return True
    if inner in outlets or inner.removesuffix("网") in outlets:
        found.publisher, found.publisher_is_sure = inner, True
        return True
    if after_lead and (only := only_people(inner)):
        found.authors += only
        return True
    return False


def _take_loose(header: Header, inner: str, outlets: set[str], found: Byline) -> None:
    """The outlet among what no label explains: what a day follows at the beginning, or what ends as outlets do."""
    first = header.loose[0] if header.loose and header.published and inner.startswith(header.loose[0]) else ""
    if first and not is_person(first, bare=True):
        found.publisher, found.publisher_is_sure = first, True
    for segment in header.loose:
        if segment in outlets or re.search(rf"{_OUTLET_END}$", segment):
            found.publisher, found.publisher_is_sure = segment, True


def _filed(inner: str, outlets: set[str], found: Byline) -> bool:
    """Whether a bracket says whence and by whom a report comes; takes what it says."""
    filed = _FILED.fullmatch(inner)
    names = only_people(filed["names"]) if filed else []
    dateline = _DATELINE.match(filed["line"]) if filed and names else None
    if filed is None or dateline is None:
        return False
    _take_head(dateline["head"] or "", outlets, found)
    found.published += dates.find(filed["line"])
    found.authors += names
    return True


def tail(text: str) -> Byline:
    """The bracket with names that `text` ends with."""
    found = Byline()
    match = _LAST_BRACKET.search(text, max(len(text) - 66, 0))
    if not match:
        return found
    inner = match["inner"].strip()
    ended = match.start() == 0 or text[: match.start()].rstrip()[-1] in "。！？…”.!?’；"
    if inner in {"完", "本文完", "全文完", "下转", "待续"}:
        found.cuts.append(match.span())
        return found
    header = parse(inner)
    names, editors = header.names("author"), header.names("editor")
    only = only_people(inner)
    if ended and len(only) > len(names) and not editors:
        found.authors += only
    elif (names or editors or header.values.get("publisher")) and is_header(header, inner):
        _take(found, header, names, editors, inner)
    else:
        return found
    found.cuts.append(match.span())
    return found


def _take(found: Byline, header: Header, names: list[str], editors: list[str], inner: str) -> None:
    found.authors += names
    found.editors += editors
    found.published += header.published
    if values := header.values.get("publisher"):
        found.publisher, found.publisher_is_sure = values[0], True
    elif not names:
        return
    elif header.published and (quoted := _QUOTED.search(inner)):  # 2018年3月刊于《职工生活》
        found.publisher, found.publisher_is_sure = quoted[1], True
    for segment in header.loose:
        if not found.publisher and re.search(rf"{_OUTLET_END}$", segment):
            found.publisher, found.publisher_is_sure = segment, True
