"""Times: resolved against the publication date and what was said before; never guessed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import Document
from kg.extract.times import find_times
from kg.model import AlignedText, Article, Time
from kg.text.fold import fold
from kg.text.sentences import sentences


def document(text: str, published: str | None = "2024-04-07") -> Document:
    article = Article(id="a", source="a", text=text, clean=AlignedText(text), published=published)
    return Document(article, text, fold(text), tuple(sentences(text)), ())


def values(text: str, published: str | None = "2024-04-07") -> list[str]:
    return [one.value + ("/" + one.end_value if one.end_value else "") for one in find_times(document(text, published))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024年4月7日", ["2024-04-07"]),
        ("二〇二四年五月", ["2024-05"]),
        ("2024 年 4 月 7 日", ["2024-04-07"]),
        ("民國113年3月1日", ["2024-03-01"]),
        ("民國八十三年", ["1994"]),
        ("113年5月20日", ["2024-05-20"]),
        ("大正十二年", ["1923"]),
        ("2023-05-01 16:43", ["2023-05-01"]),
        ("2023年度", ["2023"]),
        ("今年3月", ["2024-03"]),
        ("去年底", ["2023"]),
        ("昨日下午", ["2024-04-06"]),
        ("今（7）日", ["2024-04-07"]),
        ("昨（6）日", ["2024-04-06"]),
        ("本月5日", ["2024-04-05"]),
        ("上月", ["2024-03"]),
        ("3月28日", ["2024-03-28"]),
        ("12月28日", ["2023-12-28"]),
        ("5日", ["2024-04-05"]),
        ("28日", ["2024-03-28"]),
        ("5月3日至5日", ["2024-05-03/2024-05-05"]),
        ("2019至2021年", ["2019/2021"]),
        ("2019年至2021年", ["2019/2021"]),
        ("3月28日至4月2日", ["2024-03-28/2024-04-02"]),
        ("2023年5月1日，去年，同年", ["2023-05-01", "2023", "2023"]),
        ("2016年入厂，次年3月", ["2016", "2017-03"]),
        ("4月2日揭牌，当天签约，次日返回", ["2024-04-02", "2024-04-02", "2024-04-03"]),
        ("2010年成立，5月开工", ["2010", "2010-05"]),
        ("2016年毕业，两年后创业", ["2016", "2018"]),
        ("上周五", ["2024-03-29"]),
        ("日前，近日", ["", ""]),
        ("上世纪90年代", [""]),
        ("2022赛季", ["2022"]),
    ],
)
def test_what_times_say(text: str, wanted: list[str]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    "text", ["五一劳动奖章", "三八红旗手", "十四五规划", "5G基站", "3000年历史", "1500多年", "7日游", "编号20240407123"]
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["昨日", "5月16日", "今年", "5日", "当天", "同年"])
def test_without_a_date_nothing_is_invented(text: str) -> None:
    assert values(text, published=None) == [""]


def test_a_year_alone_gives_no_month() -> None:
    assert values("本月5日", published="2024") == [""]


def test_days_that_do_not_exist_are_no_times() -> None:
    assert "2023-02-30" not in values("2023年2月30日")


@given(
    st.text(alphabet="今昨明去前年月日（）0123456789一二三十〇至-，。\n第世纪代周上", max_size=80),
    st.sampled_from([None, "2024", "2024-05", "2024-05-31"]),
)
def test_times_are_slices_in_order(text: str, published: str | None) -> None:
    end = 0
    for one in find_times(document(text, published)):
        assert isinstance(one, Time)
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        end = one.end


@pytest.mark.parametrize("unit", ["1", "十", "今（", "5月3日至", "第", "二〇"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = document(unit * (length // len(unit)))
        start = time.process_time()
        find_times(text)
        return time.process_time() - start

    assert seconds(80_000) < 10 * seconds(20_000) + 0.2
