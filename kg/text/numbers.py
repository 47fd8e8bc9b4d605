"""Numbers as Chinese text writes them: 1,200, 2.5万, 一百二十, 六点五万, 三千余, 二〇二四, 廿三, 百分之七十.

Everything here reads folded text (simplified, half-width); offsets are those of the folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
digits = {char: value for value, chars in enumerate(_DIGITS) for char in chars}
"""What each numeral below ten is worth."""
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
numeral = "零〇○一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿兆廿卅卌"
"""The characters that Chinese numerals are made of."""

_MORE = "多余来几"
# A longer run of digits is a telephone or account number; a bound also keeps hostile runs cheap.
_LONGEST = 24
number_pattern = re.compile(
    rf"""(?<![\d.,A-Za-z])\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,6}})?(?![\d])
    |(?<![\d.A-Za-z])\d{{1,15}}(?:\.\d{{1,6}})?(?![\d])
    |[{numeral}]{{1,{_LONGEST}}}(?:点[{numeral}]{{1,8}})?""",
    re.VERBOSE,
)
_MULTIPLIER = re.compile(
    rf"((?<=\d) (?=[万亿])|[{_MORE}]?)([百千]?[万亿]{{1,2}}|兆(?!瓦|赫|字)|[百千](?![伏瓦米克卡赫]))([{_MORE}]?)"
)
_MORE_AFTER = re.compile(rf"[{_MORE}]")
_SECOND_PART = re.compile(r"\d{1,4}(?=[百千万])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``start:end`` of a text; `approx` where the number itself says so (三千余)."""

    start: int
    end: int
    value: float | int
    approx: bool = False
    chinese: bool = False


def parse_numeral(text: str) -> int | float | None:
    """The value of a Chinese numeral (一百二十, 六点五万, 二〇二四), or None where it isn't a well-formed one."""
    whole, point, rest = text.partition("点")
    if point and all(char in numeral for char in whole + rest):
        return _parse_decimal(whole, rest)
    if not text or any(char not in numeral for char in text):
        return None
    if len(text) > 1 and all(char in digits for char in text):
        return _parse_digits(text)
    return _parse_counted(text)


def parse_number(text: str) -> int | float | None:
    """The value of `text`, Arabic (1,200.5, with 万 and 亿) or Chinese; None where it is no number."""
    found = find_number(text, 0)
    return found.value if found and found.end == len(text) else None


def find_number(text: str, at: int) -> Number | None:
    """The number that starts exactly at `at`, with its 万, 亿 and 余."""
    found = number_pattern.match(text, at)
    return _complete(text, found) if found else None


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text`, in order."""
    numbers: list[Number] = []
    at = 0
    while found := number_pattern.search(text, at):
        number = _complete(text, found)
        at = max(found.end(), number.end if number else 0)
        if number:
            numbers.append(number)
    return numbers


def _complete(text: str, found: re.Match[str]) -> Number | None:
    chinese = found.group()[0] in numeral
    if chinese:
        return _complete_chinese(text, found)
    value: float | int = _arabic(found.group())
    end, approx = found.end(), False
    # 1900多万, 2.5万余, and the second part of 1亿2000万
    while multiplier := _MULTIPLIER.match(text, end):
        value = _times(value, _scale(multiplier[2]))
        approx = approx or bool(multiplier[1].strip() or multiplier[3])
        end = multiplier.end()
        follows = _SECOND_PART.match(text, end)
        if approx or not follows or multiplier[2] not in {"亿", "万"}:
            break
        rest = _MULTIPLIER.match(text, follows.end())
        if not rest or _scale(rest[2]) >= _scale(multiplier[2]):
            break
        value += _times(int(follows.group()), _scale(rest[2]))
        approx, end = bool(rest[1] or rest[3]), rest.end()
        break
    else:
        if _MORE_AFTER.match(text, end):
            approx, end = True, end + 1
    return Number(found.start(), end, value, approx)


def _complete_chinese(text: str, found: re.Match[str]) -> Number | None:
    value = parse_numeral(found.group())
    if value is None:
        return None
    end, approx = found.end(), False
    more = _MORE_AFTER.match(text, end)
    if more and (found.group()[-1] not in digits or text[end + 1 : end + 2] in _BIG):
        approx, end = True, end + 1
        if big := _MULTIPLIER.match(text, end):
            value, end = _times(value, _scale(big[2])), big.end()
    return Number(found.start(), end, value, approx, chinese=True)


def _arabic(text: str) -> int | float:
    bare = text.replace(",", "")
    return float(bare) if "." in bare else int(bare)


def _scale(multiplier: str) -> int:
    scale = 1
    for char in multiplier:
        scale *= _BIG.get(char) or _SMALL[char]
    return scale


def _times(value: float | int, scale: int) -> float | int:
    product = round(value * scale, 6)
    return int(product) if product == int(product) else product


def _parse_decimal(whole: str, rest: str) -> float | int | None:
    """六点五万: the digits after 点, then a multiplier."""
    bare = rest.rstrip("十百千万亿兆")
    value = _parse_counted(whole) if whole else None
    if value is None or not bare or any(char not in digits for char in bare):
        return None
    fraction = float(f"0.{_parse_digits(bare):0{len(bare)}d}")
    return _times(value + fraction, _scale(rest[len(bare) :]))


def _parse_digits(text: str) -> int:
    return int("".join(str(digits[char]) for char in text))


def _parse_counted(text: str) -> int | None:
    """A numeral with 十百千万亿 in their order; 一百二 is 120, 二三 and 十十 are none."""
    total = section = 0
    digit: int | None = None
    last_small, last_big = 10**5, 10**16
    for index, char in enumerate(text):
        if char in digits:
            if digit not in {None, 0}:
                return None
            digit = digits[char]
            if index == len(text) - 1 and index and text[index - 1] in _SMALL and text[index - 1] not in "十拾":
                digit *= _SMALL[text[index - 1]] // 10
        elif char in _TENS:
            section, digit, last_small = section + _TENS[char], None, 10
        elif char in _SMALL:
            scale = _SMALL[char]
            if scale >= last_small or (digit == 0 and scale != 10):
                return None
            section, digit, last_small = section + (digit or 1) * scale, None, scale
        else:
            scale = _BIG[char]
            amount = section + (digit or 0)
            if (not amount and not total) or (scale >= last_big and total % scale):
                return None
            if scale >= last_big:
                total = (total + amount) * scale
            else:
                total += amount * scale
            section, digit, last_small, last_big = 0, None, 10**5, scale
    return total + section + (digit or 0)
