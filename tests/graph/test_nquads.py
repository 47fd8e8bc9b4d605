from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg.errors import UsageError
from kg.graph.nquads import decimal, iri, moment, text, visible


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_as_a_literal(value: str) -> None:
    (quad,) = parse(f"<a:s> <a:p> {text(value)} .", format=RdfFormat.N_TRIPLES)
    assert quad.object.value == visible(value)


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_decimals_have_the_form_that_the_store_gives_back(value: float) -> None:
    literal = decimal(value)
    lexical = literal[1 : literal.index('"', 1)]
    assert abs(float(lexical) - value) <= 0.0006 + abs(value) * 1e-12
    assert "e" not in lexical
    assert not ("." in lexical and lexical.endswith("0"))


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2023", "gYear"), ("2023-05", "gYearMonth"), ("2024-02-29", "date"), ("2024-04-07T16:43", "dateTime")],
)
def test_dates_are_as_precise_as_they_are(value: str, datatype: str) -> None:
    assert moment(value).endswith(f"#{datatype}>")


@pytest.mark.parametrize("value", ["", "日前", "2023-02-30", "2023-13", "2024-13-07T16:43", "20230501", "２０２３"])
def test_what_is_no_date_gives_none(value: str) -> None:
    assert moment(value) == ""


def test_nobody_sees_zero_width_and_control_characters() -> None:
    assert visible("商\u200b南\u202e县\x00\n\U000e0001") == "商南县\n"


@pytest.mark.parametrize("value", ["no scheme", "a:b c", "a:<b>", "a:\n", ""])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        iri(value)
