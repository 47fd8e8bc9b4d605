"""Numbers: what Chinese numerals are worth, and where a number ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numbers import find_number, find_numbers, parse_number, parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十", 120), ("一百二", 120), ("六点五万", 65_000), ("二〇二四", 2024), ("廿三", 23), ("十", 10),
        ("两万三千", 23_000),
        ("一亿二千万", 120_000_000), ("三百二十万", 3_200_000), ("一百〇五", 105), ("零点五", 0.5), ("三点一四", 3.14),
    ],
)  # fmt: skip
def test_numerals_are_worth_what_they_say(text: str, value: float) -> None:
    assert parse_numeral(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["万", "十十", "", "百千", "点五", "一点", "abc"])
def test_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value", "approx", "rest"),
    [
        ("1900多万元", 19_000_000, True, "元"),
        ("三千余人", 3000, True, "人"),
        ("2万余人次", 20_000, True, "人次"),
        ("一千两百多位", 1200, True, "位"),
        ("9.6万名", 96_000, False, "名"),
        ("1,200.5万股", 12_005_000, False, "股"),
        ("1亿2000万元", 120_000_000, False, "元"),
        ("110千伏", 110, False, "千伏"),
        ("五个多小时", 5, False, "个多小时"),
    ],
)
def test_a_number_takes_its_multipliers_along(text: str, value: float, *, approx: bool, rest: str) -> None:
    number = find_number(text, 0)
    assert number is not None
    assert (number.value, number.approx, text[number.end :]) == (value, approx, rest)


@given(st.integers(min_value=0, max_value=10**15))
def test_arabic_numbers_round_trip(value: int) -> None:
    assert parse_number(f"{value:,}" if value >= 1000 else str(value)) == value


@given(st.text(alphabet="零一二两三十百千万亿点多余几,.0123456789个", max_size=60))
def test_numbers_are_in_order_and_inside(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
