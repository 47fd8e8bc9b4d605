"""Which line of a page is what: title, header, body, or something that goes.

First the core is found, from the first to the last line that reads like an article's body. Above it the title is
chosen among the lines that no rule explains; below it everything goes that a rule explains or that follows a list of
links. Within the core a line goes only when a rule is sure: losing a body line is the worse mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.model import AlignedText
from kg.read import boilerplate
from kg.read.header import Header, is_header, parse
from kg.read.names import is_person, only_bodies, only_people, without_mail
from kg.read.repair import lines as line_ranges
from kg.text.fold import fold

_BULLET = re.compile(r"^[□■●◆◇○▲△▼☆★※►▶◎⊙☉✍🖋\s]+")
# 南洋手艺 · 人物问答; 主办：…; 问：…
_COLUMN = re.compile(r"[\u3400-\u9fff]{3,6}\s[·丨]\s?[\u3400-\u9fff\d]{3,6}")
_SAID = re.compile(r"^(?:主办|协办|承办|地点|时间|口述|问|答|主讲|文号|编号)：")
# 石府字〔2021〕7号; 陇中组工 2016年10月 第10期
_NUMBERED = re.compile(
    r"^[\u3400-\u9fff]{2,8}（(?:19|20)\d{2}）\d{1,4}号$|^[\u3400-\u9fff]{3,8}\s\d{4}年\d{1,2}月\s?总?第\d{1,4}期(?:（[^（）]{2,10}）)?$"
)
_OPENING = re.compile(r"^(?:尊敬的|亲爱的|各位|各|全体|广大|致|敬爱的).{1,24}[：:]$")
_COLUMN_END = re.compile(r"(?:网|报|刊|在线|新闻|网站|频道|副刊|人物|专栏|周刊|数字报|观察|讯)$")
_FURNITURE = frozenset({"navigation", "copyright", "share", "related", "contact", "advert", "spam"})
# A title stands among the first lines that no rule explains.
_MOST_CANDIDATES = 30
_LONGEST_HEADLINE = 40
_SHORTEST_NAME = 5
_FEWEST_BELOW = 2
_TITLE_LABEL = re.compile(r"^(?:标题|题目)\s?[：:]")
# What a list stands below (附件：表彰名单, 名单如下：), and what parts it (二、优秀教师（10名）).
_LIST_HEAD = re.compile(r"^附件?(?:\s?\d{1,2})?(?:$|\s?[：:])|(?:名单|名册|如下|附后)[）》]?[：:。]?$")
_LIST_PART = re.compile(
    r"^（?[一二三四五六七八九十]{1,3}[、）]|（(?:共\s?)?[\d一二三四五六七八九十]{1,4}[名个人家所位项]）[：:]?$"
)


@dataclass(slots=True)
class Line:
    """One line that is not empty, in the repaired text; `role` is what it was found to be."""

    start: int
    end: int
    text: str
    folded: str
    indented: bool
    after_gap: bool
    role: str = "body"
    header: Header = field(default_factory=Header)
    listed: bool = False

    @property
    def reads_like_body(self) -> bool:
        """Whether the line looks like running text by itself."""
        text = self.folded
        if "。" in text and len(text) >= 12:
            return True
        stops = sum(text.count(mark) for mark in "，；！？……")
        return (len(text) >= 45 and stops >= 1) or (len(text) >= 20 and text[-1] in "！？；：”." and stops >= 1)


def split(repaired: AlignedText, folded: str | None = None) -> list[Line]:
    """The lines of `repaired`, folded, without the white space around them."""
    text = repaired.text
    folded = fold(text) if folded is None else folded
    found: list[Line] = []
    gap = False
    for start, end in line_ranges(text):
        inner = text[start:end]
        stripped = inner.strip()
        if not stripped:
            gap = True
            continue
        begin = start + len(inner) - len(inner.lstrip())
        stop = begin + len(stripped)
        found.append(Line(begin, stop, stripped, folded[begin:stop], begin > start, gap))
        gap = False
    return found


def assign_roles(lines: list[Line]) -> None:
    """Set the role of each line: title, body, header, byline, or the kind of boilerplate that it is."""
    if not lines:
        return
    first, last = _core(lines)
    body = boilerplate.bigrams("".join(line.folded for line in lines[first : last + 1]))
    _top(lines, first, body)
    for line in lines[first : last + 1]:
        line.role = _inside(line)
    _bottom(lines, last, body)


def _core(lines: list[Line]) -> tuple[int, int]:
    strong = [i for i, line in enumerate(lines) if line.reads_like_body and not _explained(line)]
    if not strong:
        strong = [
            i for i, line in enumerate(lines) if not (_explained(line) or boilerplate.is_menu_shape(line.folded))
        ][1:]
    if not strong:
        return len(lines) - 1, len(lines) - 1
    if len(strong) > _FEWEST_BELOW and _heads(lines, strong[0]):
        return strong[1], strong[-1]
    return strong[0], strong[-1]


def _heads(lines: list[Line], index: int) -> bool:
    """Whether the line is a headline of several clauses: 八个村，先过了一道“回头看”."""
    line = lines[index]
    above = any(not _explained(one) and not boilerplate.is_menu_shape(one.folded) for one in lines[:index])
    closed = line.folded[-1] in "；：，。"
    return not (above or line.indented or closed or "。" in line.folded) and len(line.folded) <= _LONGEST_HEADLINE


def _explained(line: Line) -> bool:
    """Whether a rule knows the line for no body line."""
    kind = boilerplate.kind(line.folded)
    if kind and (len(line.folded) < 60 or kind == "copyright"):
        return True
    if boilerplate.is_navigation(line.folded) or boilerplate.is_spam(line.folded, set()):
        return True
    line.header = parse(line.folded) if len(line.folded) <= 160 else Header()
    return is_header(line.header, line.folded)


def _inside(line: Line) -> str:
    """The role of a line of the core; only what is certain goes."""
    text = line.folded
    if line.reads_like_body and len(text) >= 40:
        return "body"
    kind = boilerplate.kind(text)
    if kind in {"share", "related", "caption", "end"} and len(text) <= 40 and "。" not in text:
        return kind
    if kind == "copyright" and len(text) <= 60 and not line.reads_like_body:
        return kind
    if len(text) <= 60 and not line.reads_like_body:
        line.header = parse(text)
        if line.header.values.get("author") and is_header(line.header, text) and line.header.names("author"):
            return "header"
    return "body"


def _top(lines: list[Line], first: int, body: set[str]) -> None:
    for line in lines[:first]:
        line.role = _top_role(line, body)
    title = _labelled_title(lines[:first]) or _title(lines, first, body) or _dated_title(lines[:first])
    for index in range(first):
        line = lines[index]
        if line.role != "plain":
            continue
        if title and index in title:
            line.role = "title"
        elif title and index > title[-1]:
            line.role = _after_title(line, lines[index - 1])
        else:
            line.role = "kicker"


def _top_role(line: Line, body: set[str]) -> str:  # noqa: PLR0911 - one return a rule
    text = line.folded
    if boilerplate.is_spam(text, body):
        return "spam"
    line.header = parse(text)
    if is_header(line.header, text) or _NUMBERED.match(text):
        return "header"
    if (name := without_mail(text)) != text and is_person(name, bare=True):
        line.header.values["author"] = [name]
        return "byline"
    if boilerplate.is_navigation(text):
        return "navigation"
    share = boilerplate.overlap(text, body)
    if (kind := boilerplate.kind(text)) and share < 0.5:
        return kind
    if boilerplate.is_menu_shape(text) and share < 0.3 and not _named(text):
        return "navigation"
    return "plain"


def _named(text: str) -> bool:
    """Whether `text` is a bullet and people (■ 宣城北 完颜慧)."""
    return _BULLET.match(text) is not None and bool(only_people(_BULLET.sub("", text)))


def _labelled_title(lines: list[Line]) -> list[int]:
    """The line that says 标题：… itself."""
    for index, line in enumerate(lines):
        if line.role == "header" and _TITLE_LABEL.match(line.folded) and len(line.header.values) == 1:
            line.role = "plain"
            return [index]
    return []


def _dated_title(lines: list[Line]) -> list[int]:
    """The name of news in brief, in which only a day or number reads like a header: 一句话新闻（5月8日）."""
    for index, line in enumerate(lines):
        header = line.header
        numbered = header.published or header.counters
        told = 1 <= len(header.loose) <= 2 and max(map(len, header.loose)) >= _SHORTEST_NAME and not header.values
        dated = any(date.has_year for date in header.published)
        if line.role in {"header", "navigation"} and numbered and told and not dated:
            line.role = "plain"
            return [index]
    return []


def _title(lines: list[Line], first: int, body: set[str]) -> list[int]:
    """Indexes of the lines of the title, empty without one."""
    plain = [i for i in range(first) if lines[i].role == "plain"][:_MOST_CANDIDATES]
    if not plain:
        return []
    best = max(plain, key=lambda i: (_title_score(lines[i], body) - 0.15 * plain.index(i), -i))
    title = [best]
    for index in range(best - 1, -1, -1):
        if index in plain and _continues(lines[index], lines[title[0]], body):
            title.insert(0, index)
        else:
            break
    for index in range(best + 1, first):
        if index in plain and _continues(lines[title[-1]], lines[index], body):
            title.append(index)
        else:
            break
    return title


def _title_score(line: Line, body: set[str]) -> float:
    text = line.folded
    score = 2 * boilerplate.overlap(text, body) + min(len(text), 16) / 16
    if len(text) < 5 or is_person(text, bare=True) or _BULLET.match(text):
        score -= 0.8
    if _COLUMN_END.search(text) and len(text) <= 12:
        score -= 0.5
    if _OPENING.match(text) or _SAID.match(text) or text[0] in "（—" or text[-1] in "：；，。":
        score -= 1
    if len(text) > 60:
        score -= 1
    if re.search(r"[|│┊>＞»]", text) or _COLUMN.fullmatch(text):
        score -= 0.8
    return score


def _continues(one: Line, two: Line, body: set[str]) -> bool:
    """Whether `two`, right below `one`, is part of the same title."""
    if two.after_gap or len(one.text) > 40 or len(two.text) > 40:
        return False
    if two.folded[0] == "-" and two.folded[:2] in {"--", "——"}:
        return True
    if min(len(one.text), len(two.text)) < 6 or _OPENING.match(two.folded) or two.folded[-1] in "：；，。":
        return False
    if _BULLET.match(two.folded) or two.folded[0] == "（" or is_person(two.folded, bare=True) or two.indented:
        return False
    if _COLUMN_END.search(one.folded) and len(one.folded) <= 8:
        return False
    return all(boilerplate.overlap(line.folded, body) >= 0.35 for line in (one, two))


def _after_title(line: Line, before: Line) -> str:
    """A line between title and body that no rule explains: a bare byline, or text."""
    text = _BULLET.sub("", line.folded)
    if len(text) <= 24 and not re.search(r"[，。！？：；]", text):
        sure = _BULLET.match(line.folded) is not None or (before.role == "title" and len(text) <= 4)
        if only_people(text) or (sure and is_person(text)):
            line.header.values.setdefault("author", []).append(text)
            return "byline"
    return "body"


def _bottom(lines: list[Line], last: int, body: set[str]) -> None:
    state = "open"
    before = lines[last]
    for line in lines[last + 1 :]:
        # A list goes on until something that is no line of it.
        line.listed = before.role == "body" and (before.listed or _LIST_HEAD.search(before.folded) is not None)
        line.role = _bottom_role(line, state, body)
        if line.role == "navigation" and before.role == "body" and state == "open" and only_people(line.folded):
            line.role = "body"
        if line.role == "related" or (line.role in {"header", "end", "share", "copyright"} and state == "open"):
            state = "ended" if line.role != "header" or line.header.values else state
        if line.role in {"header", "byline"} and line.header.values.get("editor"):
            state = "ended"
        before = line
    _close(lines[last + 1 :], body)


def _close(below: list[Line], body: set[str]) -> None:
    """A short line that shares nothing with the body and stands right above furniture is furniture itself."""
    for line, follows in zip(reversed(below[:-1]), reversed(below[1:]), strict=True):
        plain = line.role == "body" and len(line.folded) <= 20 and line.folded[-1] not in "。！？…”："
        apart = plain and follows.role in _FURNITURE and boilerplate.overlap(line.folded, body) < 0.5
        if apart and not (line.listed and _is_row(line.folded)):
            line.role = "navigation"


def _is_row(text: str) -> bool:
    """Whether a line of a list parts it, or names people or bodies."""
    return bool(_LIST_PART.search(text) or only_people(text)) or only_bodies(text)


def _bottom_role(line: Line, state: str, body: set[str]) -> str:  # noqa: PLR0911 - one return a rule
    text = line.folded
    line.header = parse(text) if len(text) <= 160 else Header()
    if is_header(line.header, text):
        return "header"
    if kind := boilerplate.kind(text):
        return kind
    if boilerplate.is_navigation(text) and not (line.listed and only_bodies(text)):
        return "navigation"
    if boilerplate.is_spam(text, body):
        return "spam"
    inner = re.fullmatch(r"（([^（）]{2,60})）", text)
    if inner and only_people(inner[1]):
        line.header.values.setdefault("author", []).append(inner[1])
        return "byline"
    if state == "ended":
        return "related"
    if boilerplate.is_menu_shape(text) and boilerplate.overlap(text, body) < 0.3 and not line.listed:
        return "navigation"
    return "body"
