"""Quantities: a number with the unit it counts in, as far as it states a fact of the article.

Units are the ontology's (`Unit.tsv`); their notes say what a unit may not stand before (年 before 级), or what it must
stand before (支 before 队). Dates, ordinals and numbers inside names are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.document import Document
from kg.model import Mention, Quantity, Time
from kg.ontology import Ontology, Term
from kg.text.numbers import Number, digits, find_numbers, numeral, parse_number

_ABOUT = re.compile(
    r"(?:约|近|接近|逾|超|超过|突破|不下|至少|起码|不到|不足|(?<=已)过|多达|最多|最少|差不多|几乎|不[少低]于|[少大小]于|大概)$"
)
_ABOUT_AFTER = re.compile(r"左右|上下|以上|以内|以下|有余|之多|开外|出头|多(?![元个人])")
# Nothing that stands after one of these is a count: 第三, 周五, 初三, 高三, K12, 三分之一, 8-3.
_ORDINAL = re.compile(
    r"(?:第|周|星期|礼拜|初|高|小|老|之|[A-Za-z_#]|[\d×:][-:/.×]|×|\d比|\d[时点]|编号|号码|电话|邮编|热线)[ ：:]?$"
)
_RANGE = re.compile(r"至|到|-{1,2}|~")
_PERCENT = re.compile(r"百分之([零〇一二两三四五六七八九十百点]{1,10}|\d{1,4}(?:\.\d{1,4})?)")
_PER = re.compile(r"/(?:每)?[一-鿿A-Za-z]{1,2}")
_OR = re.compile(r"（[一-鿿]{1,2}）")
_SECONDS = re.compile(r"\d{1,3}(?!\d)")
# 七成五, 七成半: tenths and tenths of tenths.
_TENTH = re.compile("([一二三四五六七八九])(?=[^\\w]|以[上下]|左右|上下)|半(?!数)")
_AND_A_HALF = re.compile("[年天周月]半(?!载)")
# The only durations of one and of a half that state a fact more often than not. A week before a noun is a column's name
# (一周要闻), and 环湖一周 is a lap.
_ONE = re.compile(
    "周(?=[后前内之以来的多左]|[，。；、！]|$)|个月|个?小时|个半(?:小时|月)|成[一二三四五六七八九半](?=[^\\w]|[以左上])"
)
_LAP = re.compile("[绕环转走上下前后这本每]$|[绕环][^，。；、]{1,3}$")
_STAY = re.compile("(?:进修|访学|学习|脱产|驻点|试用期|支教|任期|为期|期限|有效期|挂职|培训|讲学)(?:[过了满为]|仅)?$")
_HALF = re.compile("(?:(?<![上下前后大小多年月天一个])|(?<=提前))半(个世纪|个月|个?小时|个?钟头|年(?![级段]))")
# 今后两年 is a stretch, 后两年 the last ones of some.
_COMING = ("今后", "往后", "此后", "以后", "之后", "最后", "未来", "提前")
_AGED = re.compile(
    r"(?:今年|年满|现年|平均年龄|平均岁数|岁数|享年|年方|年近|年逾|年届|时年|积闰)(?:已经?|都|才|刚|约|是|为)?"
    rf"(?P<age>[{numeral}]{{2,4}}|\d\d)(?:有(?P<more>[一二三四五六七八九]))?(?=[^\w.]|的|而|$)"
    rf"|(?P<old>[{numeral}]{{2,3}})(?:有(?P<years>[一二三四五六七八九]))?(?=高龄|寿辰|大寿|华诞|之年)"
)
_MEDALS = re.compile(rf"[金银铜]牌(?P<medals>\d{{1,3}}|[{numeral}]{{1,4}})(?=[^\w]|$)")
# 赞助二十万, 自筹九万八千, 注册资本才三十万: money without its currency.
_PAID = re.compile(
    "(?:捐|赞助|自筹|认购|投资|投入|出资|拨[款付给出]|给了|注册资本|注资|贴了|授信|掏|筹得|筹集|奖励|补助|补贴|资助|批出|进账"
    "|募得|募集|善款|年薪|贷款|借款|放了|领投|花了|奖金|汇来|让利|[Ａ-ＺA-Z]轮|认缴|现金)[^，。；：！？\\n]{0,6}$"
)
_OTHER = re.compile(r"[。！？\n人客户台量数丝积产吨册次字株头只平播阅]")
_PAID_END = re.compile("(?=[，。；、！？）】”\\s]|$|由|是|来自|年薪|奖金|现金|左右)")
_PAID_REACH = 24
_PAID_NEAR = 60
_RANKED = frozenset("名位强年")
_BARE = frozenset("百千万亿兆")
# A headline's 廿载 is the body's 二十年.
_SAME = {"载": "年", "載": "年"}
_HALVED = frozenset("时月頭头時")
_LOOK_BACK = 5
_TELLING = 3
_UNIT_GAP = re.compile(r" ?(?:(多|余)(?=[^\d]))?")


class _Units:
    """The ontology's units by their first character, longest first.

    A note ``!…`` lists characters that may not follow, ``+队|员`` words of which one must, ``-人奖|人项`` words of
    which none may, ``=…`` the unit that counts.
    """

    def __init__(self, ontology: Ontology) -> None:
        terms = [term for term in ontology.lexicons.get("Unit", ()) if term.role != "idiom"]
        self._by_first: dict[str, list[Term]] = {}
        for term in sorted(terms, key=lambda term: (-len(term.form), term.form)):
            self._by_first.setdefault(term.form[0], []).append(term)
        idioms = ontology.forms("Unit", "idiom")
        self._idioms = re.compile("|".join(map(re.escape, idioms)) or r"(?!)")

    def match(self, text: str, at: int, *, chinese: bool) -> Term | None:
        """The longest unit at `at` that may follow such a number and stand before what follows."""
        for term in self._by_first.get(text[at : at + 1], ()):
            end = at + len(term.form)
            if not text.startswith(term.form, at) or (chinese and term.role in {"plain", "medal", "symbol"}):
                continue
            if term.note.startswith("!") and text[end : end + 1] and text[end] in term.note:
                continue
            if term.note.startswith("+") and not _followed(term.note, text, end):
                continue
            if term.form[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
                continue
            return term
        return None

    def idioms(self, text: str) -> Iterator[tuple[int, int]]:
        """Set phrases with a number in them that counts nothing (三位一体)."""
        return (found.span() for found in self._idioms.finditer(text))


def _followed(note: str, text: str, end: int) -> bool:
    """Whether what stands at `end` is what a note such as ``+人 -人奖|人项`` asks for."""
    wanted, _, barred = note[1:].partition(" -")
    follows = text.startswith(tuple(wanted.split("|")), end)
    return follows and not (barred and text.startswith(tuple(barred.split("|")), end))


class _Closed:
    """Stretches of the text in which no quantity starts; looks one up in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity, the unit's role, and the words after it, by which two tellings of one fact are told."""

    quantity: Quantity
    role: str
    what: str


def find_quantities(
    document: Document,
    times: Sequence[Time],
    mentions: Sequence[Mention] = (),
    *,
    ontology: Ontology,
) -> tuple[Quantity, ...]:
    """The quantities of `document` in order; the same fact told in headline and body counts once.

    Args:
        document: the article.
        times: its times, whose numbers are no quantities (两年后 is both).
        mentions: its names; a number inside one is no quantity.
        ontology: where the units come from.
    """
    units = _Units(ontology)
    text = document.folded
    closed = _Closed(
        [
            *((time.start, time.end) for time in times if time.text[-1:] not in "前后後"),
            *((mention.start, mention.end) for mention in mentions if mention.kind != "reference"),
            *units.idioms(text),
        ]
    )
    found: list[_Found] = []
    numbers = _joined(text, find_numbers(text))
    for index, number in enumerate(numbers):
        if number.start in closed or not _counts(text, number):
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        found.extend(_quantities(document, number, following, units))
    found.extend(_percentages(document, closed))
    found.extend(_halves(document, closed))
    found.extend(_ages(document, closed))
    found.extend(_medals(document, closed))
    found.extend(_sums(document, numbers, found, closed))
    found.sort(key=lambda one: one.quantity.start)
    return tuple(_once(found, document.title.end if document.title else 0))


def _joined(text: str, numbers: Sequence[Number]) -> list[Number]:
    """`numbers` with 126万 and 8000 as one, where nothing stands between them."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if before and before.end == number.start and text[before.end - 1] in _BARE and not number.chinese:
            scale = 100_000_000 if text[before.end - 1] == "亿" else 10_000
            if number.value < scale and text[before.end - 1] in "万亿":
                joined[-1] = replace(before, end=number.end, value=before.value + number.value)
                continue
        joined.append(number)
    return joined


def _halves(document: Document, closed: _Closed) -> Iterator[_Found]:
    """半年 and 半个世纪 as half of one."""
    for found in _HALF.finditer(document.folded):
        if found.start() not in closed:
            unit = document.text[found.start(1) : found.end()]
            unit = unit.lstrip("个個") if found[1] in {"个世纪", "个小时"} else unit
            yield _made(document, Number(found.start(), found.end(), 0.5), unit, "duration")


def _ages(document: Document, closed: _Closed) -> Iterator[_Found]:
    """今年七十三, 平均年龄七十八, 积闰九十有七: an age that doesn't say 岁."""
    for found in _AGED.finditer(document.folded):
        said = "age" if found["age"] else "old"
        age, more = parse_number(found[said]), found["more"] or found["years"]
        if not age or not 9 < age < 120 or found.start(said) in closed:
            continue
        yield _made(
            document, Number(found.start(said), found.end(), age + (parse_number(more or "零") or 0)), "岁", "age"
        )


def _medals(document: Document, closed: _Closed) -> Iterator[_Found]:
    """金牌7、银牌5 as 枚."""
    for found in _MEDALS.finditer(document.folded):
        count = parse_number(found["medals"])
        if count and found.start() not in closed:
            yield _made(document, Number(found.start("medals"), found.end(), count), "枚", "medal")


def _sums(document: Document, numbers: Sequence[Number], found: Sequence[_Found], closed: _Closed) -> Iterator[_Found]:
    """Money that leaves its currency to the sums around it: 赞助二十万, or one more in a list of sums."""
    text = document.folded
    title_end = document.title.end if document.title else 0
    money = [one.quantity for one in found if one.role == "money"]
    ends = [quantity.end for quantity in money]
    values = {quantity.value for quantity in money}
    for number in numbers:
        said = text[number.start : number.end]
        if number.value < 10_000 or not ("万" in said or "亿" in said) or number.start in closed:
            continue
        if said[0] in _BARE or not _PAID_END.match(text, number.end):
            continue
        index = bisect_right(ends, number.start)
        before = money[index - 1] if index else None
        listed = (
            before is not None
            and number.start - before.end <= _PAID_REACH
            and not _OTHER.search(text, before.end, number.start)
        )
        if number.start < title_end and number.value in values:
            continue
        if not listed and not _PAID.search(text[max(0, number.start - _PAID_REACH) : number.start]):
            continue
        near = before or (money[index] if index < len(money) else None)
        unit = near.unit if near and abs(near.start - number.start) <= _PAID_NEAR and "/" not in near.unit else "元"
        one = _made(document, number, unit, "money")
        money.insert(index, one.quantity)
        ends.insert(index, one.quantity.end)
        yield one


def _counts(text: str, number: Number) -> bool:
    """Whether a number may count something: no ordinal, no bare 百, no estimate such as 三五."""
    if _ORDINAL.search(text[max(0, number.start - _LOOK_BACK) : number.start]):
        return False
    said = text[number.start : number.end]
    if not number.chinese:
        return True
    few = number.value < 2 and not _counts_one(text, number)
    if said[0] in _BARE or few or (said[0] == "十" and text[number.start - 1 : number.start] in {"几", "数"}):
        return False
    return said != "拾" and not (len(said) == 2 and said[0] in digits and said[1] in digits)


def _counts_one(text: str, number: Number) -> bool:
    """一年半, 一个月, 进修一年; no 环湖一周."""
    before = text[max(0, number.start - _LOOK_BACK) : number.start]
    if text.startswith("周", number.end) and _LAP.search(before):
        return False
    if _AND_A_HALF.match(text, number.end) or _ONE.match(text, number.end):
        return True
    return text.startswith("年", number.end) and bool(_STAY.search(before))


def _quantities(document: Document, number: Number, following: Number | None, units: _Units) -> list[_Found]:
    text = document.folded
    range_ = _RANGE.match(text, number.end)
    if range_ and following and following.start == range_.end() and following.value > number.value:
        last = _measured(document, following, units, start=number.start)
        if last and units.match(text, number.end, chinese=number.chinese) is None:
            scale = 10_000 if text[following.end - 1] == "万" and number.value < 10_000 else 1
            first = replace(last.quantity, value=number.value * scale)
            return [replace(last, quantity=first)]
    one = _measured(document, number, units, start=number.start)
    return [one] if one else []


def _measured(document: Document, number: Number, units: _Units, *, start: int) -> _Found | None:
    """`number` with the unit after it: 3000余人, 两年半, 五个多小时, 3312元/吨, 25秒87."""
    text, value, approx = document.folded, number.value, number.approx
    gap = _UNIT_GAP.match(text, number.end)
    more = text.startswith("个多", number.end)
    at = gap.end() if gap else number.end
    approx = approx or more or bool(gap and gap[1])
    if text[at : at + 1] == "%":
        return _made(document, Number(start, at + 1, value, approx), "%", "score")
    end, unit, role = _unit(document, at, number, units)
    if not unit:
        return None
    before = text[max(0, start - 2) : start]
    if number.end - number.start < 3 and before[-1:] in {"前", "后"} and unit in _RANKED and before not in _COMING:
        return None
    if number.value >= 1900 and unit in {"届", "级", "屆", "級"}:  # a class of graduates
        return None
    if text.startswith("个半", at) and unit[-1:] in _HALVED:
        value += 0.5
    elif text[end : end + 1] == "半" and role == "duration":
        value, end = value + 0.5, end + 1
    elif unit == "成" and (tenth := _TENTH.match(text, end)):
        value, end = value + (parse_number(tenth[1] or "五") or 0) / 10, tenth.end()
    elif unit == "秒" and (seconds := _SECONDS.match(text, end)):
        value, end = float(f"{value}.{seconds.group()}"), seconds.end()
    return _made(document, Number(start, end, value, approx), unit, role)


def _unit(document: Document, at: int, number: Number, units: _Units) -> tuple[int, str, str]:
    """Where the unit ends, how the article writes it, and its role."""
    text = document.folded
    if text.startswith(("个多", "个半"), at):
        term = units.match("个" + text[at + 2 : at + 5], 0, chinese=number.chinese)
        if term and len(term.form) > 1:
            end = at + len(term.form) + 1
            # 三个半小时: hours are counted without 个 as soon as there is half of one
            first = "" if text[at + 1] == "半" and text.startswith("小时", at + 2) else document.text[at]
            return end, first + document.text[at + 2 : end], term.role
    term = units.match(text, at, chinese=number.chinese and number.end - number.start == 1)
    if term is None:
        return at, "", ""
    end = at + len(term.form)
    if term.note.startswith("="):
        return end, term.note[1:], term.role
    if per := (_PER if term.role in {"money", "metric"} else _OR).match(text, end):
        end = per.end()
    return end, document.text[at:end], term.role


def _made(document: Document, counted: Number, unit: str, role: str) -> _Found:
    """The quantity whose number and unit stand at ``counted.start:counted.end``, with 约 before or 左右 after it."""
    text, start, end, value = document.folded, counted.start, counted.end, counted.value
    before = _ABOUT.search(text[max(0, start - _LOOK_BACK) : start])
    approx = counted.approx or bool(before or _ABOUT_AFTER.match(text, end))
    if before:
        start -= len(before.group())
    if start >= 2 and text.startswith("零下", start - 2):
        start, value = start - 2, -value
    return _Found(Quantity(start, end, document.text[start:end], value, unit, approx), role, text[end : end + 3])


def _percentages(document: Document, closed: _Closed) -> Iterator[_Found]:
    for found in _PERCENT.finditer(document.folded):
        value = parse_number(found[1])
        if value is not None and found.start() not in closed:
            yield _made(document, Number(found.start(), found.end(), value), "%", "score")


def _once(found: Sequence[_Found], title_end: int) -> Iterator[Quantity]:
    """Leave out what was told before: by the headline, or in the same words."""
    body = {
        (one.quantity.value, _SAME.get(one.quantity.unit, one.quantity.unit))
        for one in found
        if one.quantity.start >= title_end
    }
    told: set[tuple[float, str, str]] = set()
    for one in found:
        fact = (one.quantity.value, _SAME.get(one.quantity.unit, one.quantity.unit))
        if one.quantity.start < title_end and fact in body:
            continue
        if len(one.what) < _TELLING or (*fact, one.what) not in told:
            yield one.quantity
        told.add((*fact, one.what))
