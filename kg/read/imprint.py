"""Who, whence and when, where a line that stays in the body says it: 侨乡晨讯（季小莹 2019年3月21日）昨天，….

Nothing is cut here: what `bylines` doesn't take out of the text is only read. All text is folded.
"""

from __future__ import annotations

import re

from kg.read import dates
from kg.read.bylines import Byline
from kg.read.header import Header, parse
from kg.read.masthead import clean_outlet, is_date, is_outlet, usable
from kg.read.names import is_given, is_person, people

_HAN = r"[\u3400-\u9fff]"
_PUBLIC = rf"{_HAN}{{2,12}}?"
# What a report begins with: an outlet, a day, 讯, and brackets around any of these.
_ZONE = re.compile(
    r"(?P<before>[^，。：；（）！？]{0,30})（(?P<inner>[^（）。；]{3,48})）(?P<behind>[^，。：；（）！？\u3400-\u9fff]{0,12}年?[\d月日]{0,6})?"
)
_PLAIN_ZONE = re.compile(rf"(?P<outlet>{_HAN}{{3,10}})\s(?=\d)(?P<date>[\d年月日./-]{{8,11}})[讯电]?：")
_REPORTED = re.compile(
    rf"(?P<outlet>{_HAN}{{0,10}}?)(?:本报)?(?:特约|见习|实习)?记者(?P<name>[\u3400-\u9fff·]{{2,4}}?)(?P<date>[\d年月日./-]{{6,11}})?(?:报道|报导)(?:[：，]|$)"
)
_STATION = re.compile(r"(?:[讯电]|消息|专讯|特稿)$")
_PLACE_BEHIND = re.compile(rf"(?<={_HAN}{{2}})/{_HAN}{{2,4}}$")
_PRINTED = re.compile(r"(?:原载|刊[于发载]|发表于|首发于|见报|更新|摘自|选自|《[^《》]{2,14}》)")
_QUOTED = re.compile(r"《([^《》]{2,14})》")
_WRITER = re.compile(r"作者[系为是]\S{0,12}(?:撰稿人|记者|作者|通讯员)\s?(?P<name>[\u3400-\u9fff·]{2,8})$")
_COMPILED = re.compile(
    r"(?:整理|记录|采写|执笔)：(?P<names>[\u3400-\u9fff·]{2,4}(?:[、\s][\u3400-\u9fff·]{2,4}){0,3})(?=[，。（\s]|$)"
)
_LAST = re.compile(r"（(?P<inner>[^（）]{3,60})）[。\s]*\d{0,7}$")
_LONGEST_LEAD = 60


def opening(text: str) -> Byline:
    """What the first words of a body line say."""
    found = Byline()
    if match := _REPORTED.match(text):
        outlet = clean_outlet(match["outlet"])
        if is_person(match["name"], bare=True):
            found.authors.append(match["name"])
            found.published += dates.find(match["date"] or "", short=False)
            if len(outlet) > 2 and usable(outlet):
                found.publisher, found.publisher_is_sure = outlet, is_outlet(outlet)
        return found
    if match := _PLAIN_ZONE.match(text):
        found.published += dates.find(match["date"], short=False)
        if found.published and usable(match["outlet"]):
            found.publisher, found.publisher_is_sure = match["outlet"], True
        return found
    if compiled := _COMPILED.search(text[: 2 * _LONGEST_LEAD]):
        found.authors += people(compiled["names"])
        found.published += dates.find(text[compiled.end() : compiled.end() + 14], short=False)
        return found
    match = _ZONE.match(text[: _LONGEST_LEAD + 40])
    if match and len(match["before"]) + len(match["inner"]) <= _LONGEST_LEAD:
        _zone(match, text, found)
    return found


def _zone(match: re.Match[str], text: str, found: Byline) -> None:
    inner, before = match["inner"].strip(), match["before"].strip()
    whole = len(text) <= _LONGEST_LEAD and not re.search(r"[，。]", text)
    behind = text[match.end("inner") + 1 :] if whole else match["behind"] or ""
    known = parse(inner)
    found.published += [date for part in (before, inner, behind) for date in dates.find(part, short=False)]
    found.authors += known.names("author") or _bare(inner)
    found.editors += known.names("editor")
    if not found.authors and whole:
        found.authors += _bare(behind)
    leads = not before or is_outlet(before) or _STATION.search(before) is not None
    telling = found.published or known.names("author") or _STATION.search(before) or re.search(r"报[道导]$", inner)
    # 张三（1937年1月2日生）: a day in a bracket behind other words says nothing of the report.
    if not telling or not (leads or known.names("author")):
        found.authors, found.editors, found.published = [], [], []
        return
    for part in (before, inner):
        outlet = _outlet(part, found)
        if outlet and not found.publisher:
            found.publisher, found.publisher_is_sure = outlet, is_outlet(outlet) or bool(found.published)


def _bare(text: str) -> list[str]:
    """Names without a label: 胡瑞恩/鹿港, 季小莹 2019年3月21日, 彭嘉仪报道."""
    names = []
    for segment in parse(_PLACE_BEHIND.sub("", text)).loose:
        said = people(segment)[:1] if re.search(r"报[道导]$", segment) else [segment]
        names += [name for name in said if is_person(name, bare=True) or is_given(name)]
    return names


def _outlet(text: str, found: Byline) -> str:
    """The outlet that `text` begins with: before a day, 讯 or the reporter."""
    loose = parse(text).loose
    if found.authors == [] and len(loose) > 1 and not _STATION.search(text):
        return ""
    first = (
        re.split(r"[.·・](?=\S{2})|(?:本报)?(?:特约|特派)?记者", loose[0])[0]
        if loose and text.startswith(loose[0])
        else ""
    )
    name = clean_outlet(
        re.sub(r"\d{1,2}月\d{1,2}日.*$", "", _STATION.sub("", first) if not is_outlet(first) else first)
    )
    short = re.match(rf"{_HAN}{{2,10}}?(?:社|网|日报|晚报|周报|新报|导报)", name)
    name = short.group() if short else name
    told = name in found.authors or is_person(name, bare=True) or is_given(name) or is_date(name)
    return name if len(name) > 2 and usable(name) and not told and not re.search(r"[省市县区镇乡村]$", name) else ""


def closing(text: str) -> Byline:
    """What the bracket says that a body line ends with: （尤佳/枫桥周刊）, （本文刊于《地学往事》2019年第4期）."""
    found = Byline()
    match = _LAST.search(text, max(len(text) - 70, 0))
    inner = match["inner"].strip() if match else ""
    if writer := _WRITER.search(inner):
        found.authors.append(writer["name"])
    known = parse(inner)
    dated = known.published if any(date.has_year for date in known.published) else []
    printed = _PRINTED.search(inner) and (dated or dates.coarse(inner))
    named = bool(known.names("author") or known.names("editor"))
    if inner and (printed or named):
        _credit(inner, known, found)
    elif sides := re.fullmatch(rf"({_HAN}{{2,4}}(?:\s{_HAN}{{2,4}})?)/({_HAN}{{3,10}})", inner):
        _slashed(sides, found)
    return found


def _credit(inner: str, known: Header, found: Byline) -> None:
    found.authors += known.names("author")
    found.editors += known.names("editor")
    found.published += [date for date in known.published if date.has_year]
    if not found.published and (coarse := dates.coarse(inner)):
        found.published.append(dates.Found(0, 0, coarse))
    if quoted := _QUOTED.search(inner):
        found.publisher, found.publisher_is_sure = quoted[1], True
    elif known.loose and inner.startswith(known.loose[0]) and (found.published or found.editors):
        name = clean_outlet(known.loose[0])
        if len(name) > 2 and usable(name) and not is_person(name, bare=True) and not _PRINTED.search(name):
            found.publisher, found.publisher_is_sure = name, is_outlet(name) or bool(found.authors or found.editors)


def _slashed(sides: re.Match[str], found: Byline) -> None:
    """尤佳/枫桥周刊: a person and whose paper."""
    names = [name for name in sides[1].split() if is_person(name, bare=True)]
    if names and is_outlet(sides[2]):
        found.authors += names
        found.publisher, found.publisher_is_sure = sides[2], True
