from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.evidence import faults
from kg.extract import extract
from kg.model import Article
from kg.ontology import load
from kg.read import read_paths
from tests.extract.relate.marked import said

_GOLD = Path(__file__).parents[2] / "gold" / "train"


def _quotes(text: str, predicate: str) -> list[str]:
    return [quote.text for s in said(text)[1] if s.predicate == predicate for quote in s.evidence]


def test_a_left_out_subject_is_quoted_with_the_sentence_before() -> None:
    text = "天气很好。<P娄多峰>是有名的医生。1964年毕业于<O河南中医学院>。"
    assert _quotes(text, "educatedAt") == ["娄多峰是有名的医生。1964年毕业于河南中医学院。"]


def test_all_sentences_that_say_it_are_quoted() -> None:
    text = "<P刘保柱>荣获<H全国五一劳动奖章>。大家鼓掌。<P刘保柱>被授予<H全国五一劳动奖章>。"
    assert set(_quotes(text, "awarded")) == {"刘保柱荣获全国五一劳动奖章。", "刘保柱被授予全国五一劳动奖章。"}


@pytest.mark.parametrize("filler", ["", "天气晴朗，" * 40])
def test_a_long_sentence_is_narrowed_to_the_clauses_of_both_names(filler: str) -> None:
    (quote,) = _quotes(f"{filler}<P刘保柱>荣获<H全国五一劳动奖章>，{filler or '大家'}鼓掌。", "awarded")
    assert "刘保柱荣获全国五一劳动奖章" in quote
    assert len(quote) < 60


def test_quotes_hold_both_names_and_are_short() -> None:
    counts: Counter[str] = Counter()
    articles = (article for article in read_paths(sorted(_GOLD.glob("*.txt"))[::12]) if isinstance(article, Article))
    for article in islice(articles, 12):
        list(faults(extract(article, load()), counts))
    assert counts["both named"] + counts["resolved"] >= 0.98 * counts["statements"] > 0
    assert not counts["wrong offsets"]
    assert not counts["too long"]
