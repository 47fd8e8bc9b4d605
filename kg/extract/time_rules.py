"""What a time looks like: small rules, each a pattern and how its match is read against what was said before.

A rule reads a match as a `Reading`, or abstains with None where the words are no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.text.dates import Day, era_names, era_year, make_day, parse_small, parse_year

_CN = "零〇○一二三四五六七八九"
# Some sites set a space between digits and characters: 2023 年 5 月 3 日.
YEAR = rf"(?:(?<!\d)\d{{4}} ?|(?<![{_CN}十百千万])[{_CN}]{{4}})"
MONTH = rf"(?: ?(?<!\d)\d{{1,2}} ?|(?<![{_CN}十])(?:十[一二]?|[正{_CN[3:]}]))"
DAY = rf"(?: ?(?<!\d)\d{{1,2}} ?|初[一二三四五六七八九十]|廿[{_CN[3:]}]?|[一二三]?十[{_CN[3:]}]?|[{_CN[3:]}])"

relative_years = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "大前年": -3,
    "明年": 1,
    "来年": 1,
    "后年": 2,
}
back_years = {"当年": 0, "同年": 0, "是年": 0, "该年": 0, "次年": 1, "翌年": 1, "隔年": 1, "第二年": 1}
relative_months = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
back_months = {"当月": 0, "同月": 0, "该月": 0, "次月": 1, "翌月": 1}
relative_days = {
    **dict.fromkeys(("今", "今天", "今日", "今晚", "今晨", "今早", "今午", "今夜"), 0),
    **dict.fromkeys(("昨", "昨天", "昨日", "昨晚", "昨晨", "昨午", "昨夜"), -1),
    **dict.fromkeys(("前", "前天", "前晚"), -2),
    **dict.fromkeys(("明", "明天", "明日", "明晚", "明早"), 1),
    **dict.fromkeys(("后", "后天"), 2),
}
back_days = {
    **dict.fromkeys(("当天", "当日", "当晚", "同日", "同天", "是日", "即日"), 0),
    **dict.fromkeys(("次日", "翌日", "隔天", "隔日", "第二天", "翌晨"), 1),
}
unknown_times = (
    "日前", "近日", "近期", "日来", "近来", "不久前", "前不久", "前些天", "前几天", "连日来", "早前", "最近", "此前",
    "稍早前",
)  # fmt: skip
_FUTURE = re.compile("将|拟|计划|预计|届时|即将|预定")


@dataclass(slots=True)
class Context:
    """What has been said so far: the publication date, the last time of this sentence, of this line, and of all.

    `day` is the last one that was told to the day, which 当天 and 次日 speak of.
    `ahead` is the text right after the match, where 将 and 拟 tell a coming date from a past one.
    """

    published: Day | None
    sentence: Day | None = None
    line: Day | None = None
    last: Day | None = None
    day: Day | None = None
    ahead: str = ""

    @property
    def future(self) -> bool:
        """Whether the words that follow speak of what is still to come."""
        return bool(_FUTURE.search(self.ahead))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a match says: a date, or none where it is unknown; `end` closes a range."""

    value: Day | None
    end: Day | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and how it is read."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Reading | None]


_UNKNOWN = Reading(None)


def _known(day: Day | None) -> Reading | None:
    return Reading(day) if day else None


def _numeric(found: re.Match[str], _: Context) -> Reading | None:
    return _known(make_day(int(found["y"]), int(found["m"]), int(found["d"])))


def _decade(_found: re.Match[str], _: Context) -> Reading:
    return _UNKNOWN


def _years(found: re.Match[str], _: Context) -> Reading | None:
    first, last = make_day(parse_year(found["y"])), make_day(parse_year(found["y2"]))
    return Reading(first, last) if first and last and first.year < last.year else None


def _with_month(found: re.Match[str], year: int) -> Reading | None:
    month, day = parse_small(found["m"] or ""), parse_small((found["d"] or "").removeprefix("初"))
    if found["m"] and not 1 <= month <= 12:
        return None
    if found["lunar"]:  # a lunar month is no month of the common calendar: only the year is sure
        return _known(make_day(year))
    return _known(make_day(year, month, day))


def _year(found: re.Match[str], _: Context) -> Reading | None:
    return _with_month(found, parse_year(found["y"]))


def _era(found: re.Match[str], _: Context) -> Reading | None:
    number = parse_small(found["y"])
    return _with_month(found, era_year(found["era"], number)) if number else None


def _roc(found: re.Match[str], _: Context) -> Reading | None:
    return _with_month(found, era_year("民国", int(found["y"])))


def _short_year(found: re.Match[str], _: Context) -> Reading | None:
    number = int(found["y"])
    return _with_month(found, number + (1900 if number >= 50 else 2000))


def _year_word(found: re.Match[str], context: Context) -> Reading | None:
    word = found["y"]
    base = context.published if word in relative_years else context.last
    if base is None:
        return _UNKNOWN
    steps = relative_years[word] if word in relative_years else back_years[word]
    if found["back"]:
        return Reading(context.last) if context.last and context.last.month else Reading(base.plus_years(steps))
    return _with_month(found, base.year + steps)


def _month_word(found: re.Match[str], context: Context) -> Reading | None:
    word = found["m"]
    base = context.published if word in relative_months else context.last
    if base is None or not base.month:
        return _UNKNOWN
    month = base.plus_months(relative_months[word] if word in relative_months else back_months[word])
    return _known(make_day(month.year, month.month, parse_small(found["d"] or "")))


def _day_word(found: re.Match[str], context: Context) -> Reading | None:
    """昨日, 今（18）日: a number in brackets decides over the count of days where the two differ."""
    word = found["w"]
    relative = word in relative_days
    base = context.published if relative else context.day
    moved = base.plus_days(relative_days[word] if relative else back_days[word]) if base else None
    if not found["d"]:
        return Reading(moved) if moved else _UNKNOWN
    anchor = moved or base
    if anchor is None or not (anchor.month or found["m"]):
        return _UNKNOWN
    return _near(anchor, parse_small(found["m"] or ""), parse_small(found["d"]))


def _near(anchor: Day, month: int, day: int) -> Reading | None:
    """The day of that number nearest to `anchor` (1月1日 said of 31日 is the month before)."""
    if month:
        return _known(make_day(anchor.year, month, day))
    if anchor.day and abs(anchor.day - day) > 20:
        anchor = anchor.plus_months(1 if anchor.day > day else -1)
    return _known(make_day(anchor.year, anchor.month, day))


def _month_day(found: re.Match[str], context: Context) -> Reading | None:
    month, day = parse_small(found["m"]), parse_small(found["d"] or "")
    if not 1 <= month <= 12:
        return None
    if context.sentence:
        return _known(make_day(context.sentence.year, month, day))
    published = context.published
    if published is None:
        return _known(make_day(context.line.year, month, day)) if context.line else _UNKNOWN
    year = published.year
    # Further ahead than two months and not spoken of as coming: the last one that has passed is meant.
    if published.month and month > published.month + (6 if context.future else 2):
        year -= 1
    elif published.month and context.future and month < published.month - 6:
        year += 1
    return _known(make_day(year, month, day))


def _only_day(found: re.Match[str], context: Context) -> Reading | None:
    day = parse_small(found["d"])
    if not 1 <= day <= 31:
        return None
    said = context.sentence or context.line
    if said and said.month:
        return Reading(make_day(said.year, said.month, day))
    published = context.published
    if published is None or not published.month:
        return _UNKNOWN
    if published.day and day > published.day and not context.future:
        published = published.plus_months(-1)
    return Reading(make_day(published.year, published.month, day))


def _weekday(found: re.Match[str], context: Context) -> Reading:
    published = context.published
    if published is None or not published.day:
        return _UNKNOWN
    weekday = "一二三四五六日".index(found["d"].replace("天", "日"))
    weeks = {"上上": -2, "上": -1, "下": 1}.get(found["w"], 0)
    return Reading(published.plus_days(weekday - published.weekday() + 7 * weeks))


def _same_unit(found: re.Match[str], context: Context) -> Reading | None:
    """5至8月, 2023年5至8月, 3日至5日: one class word for both numbers."""
    first, last = parse_small(found["a"]), parse_small(found["b"])
    if first >= last:
        return None
    said = context.sentence or context.line or context.published
    if found["u"] == "月":
        year = parse_year(found["y"]) if found["y"] else said.year if said else 0
        start, end = make_day(year, first), make_day(year, last)
    else:
        month = parse_small(found["m"] or "") or (said.month if said else 0)
        year = parse_year(found["y"]) if found["y"] else said.year if said else 0
        start, end = make_day(year, month, first) if month else None, make_day(year, month, last) if month else None
    if start and end:
        return Reading(start, end)
    return _UNKNOWN if max(first, last) <= (12 if found["u"] == "月" else 31) else None


def _years_later(found: re.Match[str], context: Context) -> Reading | None:
    """两年后, 三年前: counted from the last time of the line, or from today; round numbers are only estimates."""
    years = parse_small(found["n"].replace("两", "二"))
    if not 0 < years < 60 or (years > 9 and years % 5 == 0):
        return None
    base = context.line if found["w"] == "后" else context.published
    return _known(make_day(base.year + (years if found["w"] == "后" else -years))) if base else None


def _unknown(_found: re.Match[str], _: Context) -> Reading:
    return _UNKNOWN


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_TAIL = rf"(?:年?(?P<lunar>农历)?(?P<m>{MONTH})月份?(?:(?P<d>{DAY})[日号])?)?"
_BRACKET = r"（(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})[日号]?）"
# 年 that makes a stretch of time of the number before it: 三千年历史 is no year.
_NO_STRETCH = r"(?!间|前|多|历史|以上)"
_SOURCES: tuple[tuple[str, str, Callable[[re.Match[str], Context], Reading | None]], ...] = (
    ("numeric", r"(?<![\d./-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/-])", _numeric),
    ("years", rf"(?P<y>{YEAR})(?:年度?)?(?:至|到|-{{1,2}}|~)(?P<y2>{YEAR})(?:学?年度?)", _years),
    ("years", r"(?<![\d.-])(?P<y>(?:19|20)\d\d)-{1,2}(?P<y2>(?:19|20)\d\d)(?![\d-])", _years),
    (
        "pair",
        rf"(?:(?P<y>{YEAR})年)?(?:(?P<m>{MONTH})月)?(?P<a>{DAY})(?:至|到|-{{1,2}}|~)(?P<b>{DAY})(?P<u>[日月])(?!内)",
        _same_unit,
    ),
    ("year", rf"(?:公元)?(?P<y>{YEAR})年{_NO_STRETCH}度?{_TAIL}", _year),
    ("era", rf"(?P<era>{_any(era_names)})(?P<y> ?\d{{1,3}} ?|[{_CN}十廿]{{1,4}}|元)年度?{_TAIL}", _era),
    ("roc", rf"(?<![\d.])(?P<y>8\d|9\d|1[0-3]\d)(?:年(?=\d{{1,2}}月)|年度|学年度?){_TAIL}", _roc),
    ("short", rf"(?<![\d.])(?P<y>[05-9]\d)年(?=\d{{1,2}}月){_TAIL}", _short_year),
    ("season", r"(?<![\d.-])(?P<y>(?:19|20)\d\d)(?=赛季|学年)(?P<m>)(?P<d>)(?P<lunar>)", _year),
    ("years later", rf"(?<![\d.多余第])(?P<n>\d{{1,2}}|[两十{_CN[3:]}]{{1,3}})年(?:之|以)?(?P<w>[前后])", _years_later),
    ("decade", rf"(?:(?:[上本]|\d\d|[二十一]{{2,4}})世纪)?(?:\d0|[{_CN[3:]}]十)年代[初中末]?期?", _decade),
    (
        "year word",
        rf"(?P<y>{_any([*relative_years, *back_years])})(?:的?(?P<back>同月|当月)|的?{_TAIL})",
        _year_word,
    ),
    ("month word", rf"(?P<m>{_any([*relative_months, *back_months])})(?:(?P<d>{DAY})[日号])?", _month_word),
    ("day word", rf"(?P<w>[今昨前明后]){_BRACKET}[日天晚]?", _day_word),
    ("day word", rf"(?P<w>{_any(w for w in [*relative_days, *back_days] if len(w) > 1)})(?:{_BRACKET})?", _day_word),
    ("weekday", r"(?P<w>上上|上|本|这|下)个?(?:周|星期|礼拜)(?P<d>[一二三四五六日天])", _weekday),
    ("month day", rf"(?P<m>{MONTH})月(?:份|(?P<d>{DAY})[日号]|(?=[^\d内]|$))", _month_day),
    ("day", r"(?<![\d.月年第每/-])(?P<d>\d{1,2} ?)日(?!内|游|元|龄|间|均|报|制|志|本|照)", _only_day),
    (
        "day",
        rf"(?<![{_CN}月年第每/十百千万])(?P<d>[二三]?十[{_CN[3:]}]?|廿[{_CN[3:]}]?)日(?!内|游|元|龄|间|均|报|制|志|本|照)",
        _only_day,
    ),
    ("unknown", _any(unknown_times), _unknown),
)
rules = tuple(Rule(name, re.compile(source), read) for name, source, read in _SOURCES)
"""Tried in this order wherever a time may start; the first that reads its match wins."""

_FIRST = "十廿卅正初两今昨前明后去本上下这当同是该次翌隔第公农即大来近不连早最此稍日"
starts = re.compile(rf"[\d{_CN}{_FIRST}{''.join(era[0] for era in era_names)}]")
"""The characters that a time can start with."""

tail = re.compile(
    rf"(?:至|到|-{{1,2}}|~)(?:(?P<y>{YEAR})年)?(?:(?P<m>{MONTH})月(?:(?P<d>{DAY})[日号])?|(?P<od>\d{{1,2}})[日号])?"
)
"""What may close a range after a time: 至5日, -10月15日, 至2021年."""
