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
        ("等了一个半小时", [(1.5, "小时", False)]),
        ("等了三個半小時", [(3.5, "小時", False)]),
        ("等了半個鐘頭", [(0.5, "個鐘頭", False)]),
        ("提前半个月动工", [(0.5, "个月", False)]),
        ("今后两年推广，往后三年评估", [(2, "年", False), (3, "年", False)]),
        ("到协和医院进修一年。", [(1, "年", False)]),
        ("他在厂里干过十一年", [(11, "年", False)]),
        ("十一个镇派人", [(11, "个", False)]),
        ("站里九个人值守", [(9, "个", False)]),
        ("三百多号人挤着", [(300, "人", True)]),
        ("一家五口人", [(5, "口", False)]),
        ("借来两万块钱", [(20_000, "元", False)]),
        ("种了八亩地", [(8, "亩", False)]),
        ("24支队伍", [(24, "支", False)]),
        ("三面锦旗，两节课，两行字", [(3, "面", False), (2, "节", False), (2, "行", False)]),
        ("能見度兩百公尺", [(200, "公尺", False)]),
        ("教了四十年青衣", [(40, "年", False)]),
        ("老人今年七十三，平均年龄六十八", [(73, "岁", False), (68, "岁", False)]),
        ("享年九十有七", [(97, "岁", False)]),
        ("平均年龄27.4岁", [(27.4, "岁", False)]),
        ("共得金牌7、银牌十二", [(7, "枚", False), (12, "枚", False)]),
        ("会馆赞助二十万，会友自筹九万八千", [(200_000, "元", False), (98_000, "元", False)]),
        ("募得60万令吉，其中二十万由林氏公会捐出", [(600_000, "令吉", False), (200_000, "令吉", False)]),
        ("增资 1800 万元，共 30 人", [(18_000_000, "元", False), (30, "人", False)]),
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
        "几十个人",
        "环湖一周，",
        "县域一周要闻",
        "两个人赛项目",
        "点击量八十万，",
        "十分感谢",
        "周五",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_a_bare_number_after_money_need_not_be_money() -> None:
    assert found("投资两亿元，年接待游客五十万，") == [(200_000_000, "元", False)]


def test_a_sum_of_the_headline_waits_for_its_currency() -> None:
    headline = "校友捐三千万\n"
    (one,) = quantities(headline + "老校友捐出三千万港元。", title=len(headline) - 1)
    assert (one.value, one.unit) == (30_000_000, "港元")


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
