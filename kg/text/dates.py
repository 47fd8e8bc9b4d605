"""Dates as ISO 8601 with the precision that a text gives, and the calendars Chinese texts count in.

A `Day` is a year, a year and month, or a full date; nothing is filled in that was not said.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from kg.text.numbers import digits, parse_numeral

# First year of each era, less one: year n of an era is its base plus n. Names of reigns that news still counts in.
_ERAS = {
    "民国": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "宣统": 1908, "光绪": 1874,
    "同治": 1861, "咸丰": 1850, "道光": 1820, "嘉庆": 1795, "乾隆": 1735, "雍正": 1722, "康熙": 1661, "顺治": 1643,
    "崇祯": 1627, "万历": 1572, "嘉靖": 1521, "永乐": 1402, "洪武": 1367,
}  # fmt: skip
era_names = tuple(_ERAS)
"""Eras and reigns whose years are understood, in simplified script."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_earliest, _latest = 1000, 2150


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as it is known: month and day are 0 where they aren't."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """``2023``, ``2023-05`` or ``2023-05-01``."""
        if not self.month:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    def plus_years(self, years: int) -> Day:
        """The year that lies `years` away, without month and day."""
        return Day(self.year + years)

    def plus_months(self, months: int) -> Day:
        """The month that lies `months` away; a day without a month has none."""
        if not self.month:
            return Day(self.year)
        at = self.year * 12 + self.month - 1 + months
        return Day(at // 12, at % 12 + 1)

    def plus_days(self, days: int) -> Day | None:
        """The day that lies `days` away, None where no day is known."""
        if not self.day:
            return None
        moved = dt.date(self.year, self.month, self.day) + dt.timedelta(days=days)
        return Day(moved.year, moved.month, moved.day)

    def weekday(self) -> int:
        """Monday is 0. Only for a full date."""
        return dt.date(self.year, self.month, self.day).weekday()


def make_day(year: int, month: int = 0, day: int = 0) -> Day | None:
    """A date that exists, else None: 2月30日 is no day, and years are those that news can speak of."""
    if not _earliest <= year <= _latest or not 0 <= month <= 12 or (day and not month):
        return None
    if day and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Day(year, month, day)


def parse_iso(text: str | None) -> Day | None:
    """The date at the start of an ISO 8601 string, None where there is none."""
    found = _ISO.match(text or "")
    if not found:
        return None
    return make_day(int(found[1]), int(found[2] or 0), int(found[3] or 0))


def parse_small(text: str) -> int:
    """A month, a day or an era's year: 5, 05, 五, 十二, 廿三, 元 and 正 for the first; 0 where it is none."""
    text = text.strip(" ")
    if text in {"元", "正"}:
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 2 and text[0] in "零〇○" and text[1] in digits:
        return digits[text[1]]
    value = parse_numeral(text)
    return int(value) if value is not None else 0


def parse_year(text: str) -> int:
    """A year in full: 2024, 二〇二四, 一九九八; 0 where it is none."""
    value = parse_small(text)
    return value if _earliest <= value <= _latest else 0


def era_year(era: str, number: int) -> int:
    """The common year of an era's year (民国 113 → 2024, 大正 12 → 1923)."""
    return _ERAS[era] + number
