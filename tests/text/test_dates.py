"""Dates: only days that exist, as precise as they are known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import Day, era_year, make_day, parse_iso, parse_small, parse_year


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2150, 12, 31)))
def test_iso_round_trip(date: dt.date) -> None:
    day = parse_iso(str(date))
    assert day is not None
    assert day.iso == str(date)


@pytest.mark.parametrize(
    ("text", "iso"), [("2024", "2024"), ("2024-05", "2024-05"), ("2024-04-07T16:43:59", "2024-04-07")]
)
def test_precision_is_kept(text: str, iso: str) -> None:
    day = parse_iso(text)
    assert day is not None
    assert day.iso == iso


@pytest.mark.parametrize("text", [None, "", "yesterday", "2023-02-30", "0001"])
def test_no_date_is_none(text: str | None) -> None:
    assert parse_iso(text) is None


def test_days_that_do_not_exist_are_none() -> None:
    assert make_day(2023, 2, 29) is None
    assert make_day(2024, 2, 29) == Day(2024, 2, 29)
    assert make_day(2024, 13) is None
    assert make_day(2024, 0, 5) is None


def test_months_cross_years() -> None:
    assert Day(2024, 1).plus_months(-1) == Day(2023, 12)
    assert Day(2024, 12, 31).plus_days(1) == Day(2025, 1, 1)
    assert Day(2024).plus_days(1) is None


def test_eras_and_small_numbers() -> None:
    assert era_year("民国", 113) == 2024
    assert era_year("大正", 12) == 1923
    assert [parse_small(text) for text in ("元", "05", "廿三", "十二", "零五")] == [1, 5, 23, 12, 5]
    assert [parse_year(text) for text in ("一九九八", "2024", "三千")] == [1998, 2024, 0]
