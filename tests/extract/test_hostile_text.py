"""Any string is extracted from, by both models, and its places are right; more text takes more time in proportion."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import Model
from kg.ontology import load
from kg.read import read_text

UNITS = ["啊", "王", "奖", "县", "（", "“", "1", "年月日", "·", "a", "县\n", "王建国获劳动模范称号，"]
any_text = st.text(st.characters(), min_size=1, max_size=60)  # lone surrogates, too
trap = st.tuples(st.sampled_from(UNITS), st.integers(1, 90)).map(lambda both: both[0] * both[1])


@pytest.mark.parametrize("model", ["fast", "accurate"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(text=st.lists(any_text | trap, min_size=1, max_size=3).map("".join))
def test_any_text_is_extracted_from(model: Model, text: str) -> None:
    found = extract(read_text(text), load(), model=model)
    for mention in (mention for entity in found.entities for mention in entity.mentions):
        assert mention.text == found.article.text[mention.start : mention.end] != ""
    for quantity in found.quantities:
        assert quantity.text == found.article.text[quantity.start : quantity.end]
    ids = {entity.id for entity in found.entities}
    assert all({said.subject, said.object} <= ids for said in found.statements)


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_no_sixteen_times_as_long(unit: str) -> None:
    def seconds(length: int) -> float:
        article = read_text(unit * (length // len(unit)))
        start = time.process_time()
        extract(article, load(), model="fast")
        return time.process_time() - start

    seconds(500)
    assert seconds(8_000) < 10 * seconds(2_000) + 0.5
