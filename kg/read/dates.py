"""Dates of publication as sites write them, in folded text, to ISO 8601 as precise as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.dates import parse_small
from kg.text.fold import fold

_CLOCK = (
    r"(?:[\sT,，（/|·-]{0,3}(?P<noon>上午|下午|晚上|晚|凌晨|早上|AM|PM|am|"
    r"pm)?\s?(?P<H>\d{1,2})[:：时点](?P<M>\d{2})(?:[:：分](?P<S>\d{2})秒?)?分?"
    r"(?:\s?(?P<half>[AaPp][Mm]))?)?"
)
_WEEKDAY = r"(?:[\s（]{0,2}(?:星期|周|礼拜)[一二三四五六日天])?）?"
_MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_MONTH = r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_FULL = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s?(?P<sep>[-/.年_])\s?(?P<m>\d{1,2})\s?[-/.月_]\s?(?P<d>\d{1,2}(?!\d)|\d{2}(?=\d{2}:\d{2}))\s?日?"
    + _WEEKDAY
    + _CLOCK
)
_ROC = re.compile(
    r"(?<![\d.])(?:(?:中华)?民国\s?(?P<y>\d{2,3})年\s?(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})日"
    r"|(?P<y2>1[0-4]\d|[89]\d)(?P<sep2>[-/.])(?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?![\d.]))" + _WEEKDAY + _CLOCK
)
# 107年9月19日, 民国一一三年九月六日: three figures before 年 are a year of the Republic.
_ROC_SPELT = re.compile(
    r"(?<![\d.])(?P<y>1[0-4]\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    + _WEEKDAY
    + _CLOCK
    + r"|民国(?P<y2>[一二三四五六七八九十〇零百]{2,4})年"
    r"(?P<m2>[一二三四五六七八九十]{1,3})月(?P<d2>[一二三四五六七八九十]{1,3})日"
)
_YEAR_LAST = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日[\s,，]{1,2}(?P<y>20\d{2})(?![\d年.])")
# 24-11-06 18:20: without a time two figures may be anything.
_TWO_FIGURES = re.compile(
    r"(?<![\d.-])(?P<y>\d{2})-(?P<m>\d{2})-(?P<d>\d{2})" + _CLOCK.removesuffix("?").replace("{0,3}", "{1,2}")
)
_DAY_FIRST = re.compile(r"(?<![\d./-])(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>(?:19|20)\d{2})(?!\d)" + _CLOCK)
_ENGLISH = re.compile(
    r"(?:(?P<d>\d{1,2})\s"
    + _MONTH
    + r"[\s,，]{1,2}(?P<y>(?:19|20)\d{2})|"
    + _MONTH.replace("name", "name2")
    + r"\s(?P<d2>\d{1,2})[,，]?\s(?P<y2>(?:19|20)\d{2}))"
    + _CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)(?!\d)")
_CHINESE = re.compile(
    r"(?P<y>[一二三四五六七八九〇零○]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_SHORT = re.compile(
    r"(?<![\d年./-])(?P<m>0?[1-9]|1[0-2])(?:月|-|/)(?P<d>[0-3]?\d)(?![\d/-])日?" + _CLOCK.replace("{0,3}", "{1,3}")
)
_MONTHLY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})年(?P<m>\d{1,2})月(?=号|刊|出版|发表)")
_ISSUE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})年?第\d{1,3}期[\s（，·]{1,2}(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:出刊|出版|刊)?）?"
)
_COARSE = re.compile(
    r"(?<![\d〇零一二三四五六七八九])(?P<y>(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2}|一九[〇零○一二三四五六七八九]{2})\s?(?:年\s?"
    r"(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})月(?![\d一二三四五六七八九十]|\s\d)|第?\s?\d{1,3}\s?期|[春夏秋冬]季?号)"
    r"|/(?P<m2>0[1-9]|1[0-2])(?=号|刊|$|\s))"
)
_DIGIT = re.compile(r"\d|[一二〇]")
_WHOLE = (_FULL, _ROC, _ROC_SPELT, _YEAR_LAST, _DAY_FIRST, _ENGLISH, _COMPACT, _CHINESE, _ISSUE, _TWO_FIGURES)
_LONGEST_STAMP = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A date in ``text[start:end]``; `value` lacks its year (``--05-20``) where the text does."""

    start: int
    end: int
    value: str

    @property
    def has_year(self) -> bool:
        """Whether the text gives the year."""
        return not self.value.startswith("-")


def find(text: str, *, short: bool = True) -> list[Found]:
    """All dates in `text` (folded), in order; those without a year only with `short`."""
    if not _DIGIT.search(text):
        return []
    found: list[Found] = []
    patterns = (*_WHOLE, *([_MONTHLY, _SHORT] if short else []))
    for pattern in patterns:
        for date in _by(pattern, text):
            if all(date.end <= other.start or other.end <= date.start for other in found):
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def coarse(text: str) -> str | None:
    """The month or year of an issue that `text` (folded) names: 2021年11月, 2019年第4期, 2015年秋季号."""
    match = _COARSE.search(text) if _DIGIT.search(text) else None
    if match is None:
        return None
    month = parse_small(match["m"] or match["m2"] or "")
    year = f"{parse_small(match['y']):04}"
    return f"{year}-{month:02}" if 1 <= month <= 12 else year


def stamp(text: str | None) -> str | None:
    """The date that a tag's or record's value gives near its beginning, ISO 8601; None where it gives none."""
    found = find(fold(text[:_LONGEST_STAMP]), short=False) if text else []
    return found[0].value if found else None


def _by(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        year, month, day = (parse_small(groups.get(key) or groups.get(f"{key}2") or "") for key in "ymd")
        name = groups.get("name") or groups.get("name2")
        month = _MONTHS[name[:3].lower()] if name else month
        if pattern is _ROC or pattern is _ROC_SPELT:
            year += 1911
        if pattern is _TWO_FIGURES:
            year += 2000
        if pattern is _MONTHLY and 1 <= month <= 12:
            yield Found(match.start(), match.end(), f"{year:04}-{month:02}")
        elif 1 <= month <= 12 and 1 <= day <= 31:
            date = f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
            yield Found(match.start(), match.end(), date + _clock(groups))


def _clock(groups: dict[str, str | None]) -> str:
    if not groups.get("H"):
        return ""
    hour, minute = int(groups["H"] or 0), int(groups["M"] or 0)
    half = (groups.get("half") or groups.get("noon") or "").lower()
    if half in {"pm", "下午", "晚", "晚上"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return ""
    seconds = groups.get("S")
    return f"T{hour:02}:{minute:02}" + (f":{seconds}" if seconds and int(seconds) < 60 else "")
