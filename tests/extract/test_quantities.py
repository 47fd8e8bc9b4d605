"""Quantities: the number, its unit in the article's script, and whether it is an estimate."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.times import find_times
from kg.model import AlignedText, Article, Mention, Quantity, Span
from kg.ontology import load
from kg.read import read_text
from kg.text.fold import fold
from kg.text.sentences import sentences


def quantities(text: str, *, title: int = 0, mentions: tuple[Mention, ...] = ()) -> tuple[Quantity, ...]:
    article = Article(
        id="a",
        source="a",
        text=text,
        clean=AlignedText(text),
        published="2024-04-07",
        title_span=Span(0, title) if title else None,
    )
    document = Document(article, text, fold(text), tuple(sentences(text)), ())
    return find_quantities(document, find_times(document), mentions, ontology=load())


def found(text: str) -> list[tuple[float, str, bool]]:
    return [(one.value, one.unit, one.approx) for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("投资1450万元", [(14_500_000, "元", False)]),
        ("3000余人参加", [(3000, "人", True)]),
        ("約2.4萬戶", [(24_000, "戶", True)]),
        ("9個單位", [(9, "個", False)]),
        ("三年来", [(3, "年", False)]),
        ("两年半", [(2.5, "年", False)]),
        ("一年半", [(1.5, "年", False)]),
        ("半年后完工", [(0.5, "年", False)]),
        ("住了一周", [(1, "周", False)]),
        ("捐款126万8000令吉", [(1_268_000, "令吉", False)]),
        ("五個多小時", [(5, "個小時", True)]),
        ("占比70%", [(70, "%", False)]),
        ("百分之七十", [(70, "%", False)]),
        ("七成", [(7, "成", False)]),
        ("七成半", [(7.5, "成", False)]),
        ("占一成七，", [(1.7, "成", False)]),
        ("七成五以上", [(7.5, "成", True)]),
        ("三成半数", [(3, "成", False)]),
        ("8.7亿港元", [(870_000_000, "港元", False)]),
        ("5至10分钟", [(5, "分钟", False), (10, "分钟", False)]),
        ("零下19度", [(-19, "度", False)]),
        ("3312元/吨", [(3312, "元/吨", False)]),
        ("86件（组）", [(86, "件（组）", False)]),
        ("110千伏线路", [(110, "千伏", False)]),
        ("一百岁左右", [(100, "岁", True)]),
        ("4100余人次", [(4100, "人次", True)]),
    ],
)
def test_what_quantities_say(text: str, wanted: list[tuple[float, str, bool]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "第3名",
        "三年级",
        "一名教师",
        "2024年4月7日",
        "三位一体",
        "前三名",
        "20时30分",
        "男子4×100米",
        "C8801次列车",
        "2011届校友",
        "三五个人",
        "十分感谢",
        "周五",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_numbers_inside_names_do_not_count() -> None:
    text = "8个家庭加入海上110个人协会"
    inside = Mention(6, 15, text[6:15], "Organization")
    assert [(one.value, one.unit) for one in quantities(text, mentions=(inside,))] == [(8, "个")]


def test_the_headline_does_not_count_twice() -> None:
    text = "3000人看展\n开幕当天有3000人看展，另有3000人上网。"
    assert [one.value for one in quantities(text, title=7)] == [3000, 3000]


@given(st.text(alphabet="0123456789.,一二三十百千万亿多余约近个名元年%（）至-半成分之/第\n度", max_size=60))
def test_quantities_are_slices(text: str) -> None:
    for one in quantities(text):
        assert one.text == text[one.start : one.end]
        assert one.unit


@pytest.mark.parametrize("unit", ["1", "3人", "1,", "一百", "约", "百分之七"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        article = Article(id="a", source="a", text=text, clean=AlignedText(text))
        document = Document(article, text, fold(text), tuple(sentences(text)), ())
        start = time.process_time()
        find_quantities(document, (), ontology=load())
        return time.process_time() - start

    assert seconds(80_000) < 10 * seconds(20_000) + 0.2


def test_units_of_ones_own(tmp_path: Path) -> None:
    """A lexicon in a user's folder adds units, with no Python."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "Unit.tsv").write_text("驮子\tmeasure\n", encoding="utf-8")
    article = read_text("合作社去年收购药材12驮子。")
    assert [(one.value, one.unit) for one in extract(article, load(extra=tmp_path), model="fast").quantities] == [
        (12, "驮子")
    ]
