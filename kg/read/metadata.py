"""Title, date, publisher, authors and editors put together from what the lines of a page say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.read import dates, masthead
from kg.read.bylines import Byline
from kg.read.layout import Line
from kg.read.names import is_given, is_person
from kg.read.signed import header_names, left_over

_LABELLED = re.compile(r"(?:发布|发稿|刊发|发表|印发|日期|时间)\S{0,3}[：:\s]{1,3}$")
_RANGE = re.compile(r"\s?(?:[-~至到]|—{1,2})\s?(?:(?P<m>\d{1,2})[月.])?(?P<d>\d{1,2})日?(?![\d：:月.])")
_EDITED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff·]{2,4})\s?编辑(?=\s*$)")
_EDITOR = re.compile(
    r"(?:责任编辑|责编|本[版期]编辑|值班编辑|(?<![\u3400-\u9fff])编辑|编审)\s?[：:/\s]\s?([\u3400-\u9fff·]{2,8})(?![\u3400-\u9fff·])"
)
_DAY = 10
_SHORT = 48


@dataclass(slots=True)
class Metadata:
    """What was found, folded; the article's own spelling is put back by whoever knows where it stands."""

    published: str | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    title: str | None = None


def collect(lines: list[Line], stretches: list[Byline]) -> Metadata:
    """All that the header, bottom and byline stretches of a page say."""
    meta = Metadata()
    publishers = Counter[str]()
    for name, score in masthead.candidates(lines):
        publishers[name] = max(publishers[name], score)
    for byline in stretches:
        byline.publisher = re.split(r"[.·](?=\S{2,8}日[讯电])", byline.publisher)[0].removesuffix("专讯")
        if byline.publisher and masthead.usable(byline.publisher):
            score = 75 if byline.publisher_is_sure else 40
            publishers[byline.publisher] = max(publishers[byline.publisher], score)
    masthead.confirm(publishers, lines)
    if publishers:
        meta.publisher = max(publishers, key=lambda name: (publishers[name], len(name)))
    meta.published = _published(lines, stretches)
    sure = {name for name in publishers if name == meta.publisher or masthead.is_outlet(name)}
    meta.authors, meta.editors = _people(lines, stretches, sure)
    meta.title = next(
        (value for line in lines if _is_meta(line) for value in line.header.values.get("title", [])), None
    )
    return meta


def _is_meta(line: Line) -> bool:
    return line.role in {"header", "byline", "editor"}


def _published(lines: list[Line], stretches: list[Byline]) -> str | None:
    found: list[tuple[int, str]] = []
    first_body = next((i for i, line in enumerate(lines) if line.role == "body"), len(lines))
    for index, line in enumerate(lines):
        if line.role in {"header", "byline", "kicker", "navigation", "contact", "copyright", "caption"}:
            weight = 10 if index <= first_body else 6
            weight -= 4 * (line.role in {"copyright", "contact"})
            told = line.header.published or (dates.find(line.folded, short=False) if index <= first_body else [])
            found += [
                (weight + _weight(date, line.folded) - place, _value(date, line.folded))
                for place, date in enumerate(told)
            ]
        elif line.role == "body" and index > first_body and masthead.is_date(line.folded):
            found += [(8, date.value) for date in dates.find(line.folded, short=False)]
    found += [(3, date.value) for byline in stretches for date in byline.published]
    complete = [(score, value) for score, value in found if not value.startswith("-")]
    if complete:
        return max(complete, key=lambda pair: pair[0])[1]
    return next((value for line in _around(lines, first_body) if (value := dates.coarse(line.folded))), None)


def _weight(date: dates.Found, text: str) -> int:
    """More for a time of day and for what is said to be the day of publication, less for the ends of a range."""
    labelled = _LABELLED.search(text, 0, date.start) is not None
    return 2 * ("T" in date.value) + 3 * labelled - 5 * (_RANGE.match(text, date.end) is not None)


def _value(date: dates.Found, text: str) -> str:
    """The day, or the last one where a range begins with it: news of a week is printed when the week is over."""
    span = _RANGE.match(text, date.end)
    month, day = (int(span["m"] or date.value[5:7]), int(span["d"])) if span else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= 31 or len(date.value) < _DAY:
        return date.value
    return f"{date.value[:5]}{month:02}-{day:02}"


def _around(lines: list[Line], first_body: int) -> list[Line]:
    """Short lines above the body and at its end, where an issue or a month stands."""
    top = [line for line in lines[: first_body + 1] if line.role != "body" or len(line.folded) <= _SHORT]
    end = [line for line in lines[-2:] if len(line.folded) <= _SHORT // 2 and "。" not in line.folded]
    return [line for line in top + end if line.role not in {"title", "copyright"} or line.header.counters]


def _people(lines: list[Line], stretches: list[Byline], publishers: set[str]) -> tuple[list[str], list[str]]:
    """Authors and editors: by labels, by what stands bare in lines with a day, by bylines."""
    authors: list[str] = []
    editors: list[str] = []
    for line in lines:
        if _is_meta(line):
            behind = _EDITED.findall(line.folded) if line.role == "header" else []
            editors += line.header.names("editor") + [name for name in behind if is_person(name, bare=True)]
            authors += [name for name in line.header.names("author") if name not in behind]
            bare = header_names(line, publishers) if line.role == "header" else []
            authors += [name for name in bare if name not in editors]
        elif line.role not in {"body", "title"}:
            editors += [
                name for name in _EDITOR.findall(line.folded[:200]) if is_person(name, bare=True) or is_given(name)
            ]
    for byline in stretches:
        authors += byline.authors
        editors += byline.editors
    editors += [name[2:] for name in authors if name[:2] in {"编辑", "责编"}]
    authors = [name for name in authors if name and name[:2] not in {"编辑", "责编"}]
    if not authors:
        authors = [name for line in lines if line.role == "header" for name in left_over(line, publishers)][:1]
    return list(dict.fromkeys(authors)), list(dict.fromkeys(name for name in editors if name))
