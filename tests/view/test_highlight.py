"""The words for an entity are found in a sentence whatever its script and quotation marks."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.view import name_places


def _found(forms: list[str], quote: str) -> list[str]:
    return [quote[start:end] for start, end in name_places(forms, quote)]


def test_the_longest_form_counts_wherever_it_stands() -> None:
    assert _found(["总工会", "县总工会"], "县总工会和县总工会，省总工会") == ["县总工会", "县总工会"]


def test_in_the_other_script_and_with_marks_inside() -> None:
    assert _found(["陕西省五一劳动奖章"], "段巧雲獲陝西省“五一勞動獎章”。") == ["陝西省“五一勞動獎章"]


def test_none() -> None:
    assert name_places(["段巧云", ""], "她当选代表。") == ()


@given(st.lists(st.text(max_size=5)), st.text(max_size=60))
def test_places_lie_in_the_quote_and_apart(forms: list[str], quote: str) -> None:
    places = name_places(forms, quote)
    assert all(0 <= start < end <= len(quote) for start, end in places)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))
