"""The arbiter: no overlap, the likelier wins, the reasons stay."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.recognise import arbiter
from kg.model import Mention, Vote, type_names


def believing(threshold: float = 0.3, **weights: float) -> arbiter.Weights:
    row = tuple(weights.get(name, 0.0) for name in arbiter.evidence_names)
    return arbiter.Weights(dict.fromkeys(type_names, row), dict.fromkeys(type_names, threshold))


even = believing(tagger=1, rule=1, lac=1)
"""Believes the tagger's log-odds, a rule's score and LAC."""


def candidate(start: int, text: str, kind: str, voter: str, score: float, **more: str) -> Mention:
    return Mention(start, start + len(text), text, kind, votes=(Vote(voter, score),), **more)


def test_whole_body_wins_over_the_place_inside_it() -> None:
    found = arbiter.arbitrate(
        [
            candidate(0, "商南县总工会", "Organization", "tagger", 0.9),
            candidate(0, "商南县", "Place", "place-known", 0.9),
            candidate(3, "总工会", "Organization", "lac", 1.0),
        ],
        even,
    )
    assert [(mention.text, mention.type) for mention in found] == [("商南县总工会", "Organization")]


def test_two_names_side_by_side_win_over_one_that_joins_them() -> None:
    found = arbiter.arbitrate(
        [
            candidate(0, "商南县刘保柱", "Organization", "tagger", 0.5),
            candidate(0, "商南县", "Place", "tagger", 0.8),
            candidate(3, "刘保柱", "Person", "tagger", 0.8),
        ],
        even,
    )
    assert [mention.text for mention in found] == ["商南县", "刘保柱"]


def test_votes_for_one_stretch_are_kept_with_the_rules_class() -> None:
    [found] = arbiter.arbitrate(
        [
            candidate(0, "商南县", "Place", "tagger", 0.9),
            candidate(0, "商南县", "Place", "place-known", 0.9, subtype="County"),
            candidate(0, "商南县", "Place", "lac", 1.0),
        ],
        even,
    )
    assert [vote.voter for vote in found.votes] == ["lac", "place-known", "tagger"]
    assert found.subtype == "County"
    assert 0.9 < found.confidence <= 1


def test_more_voters_make_surer() -> None:
    one = candidate(0, "高清", "Person", "lac", 1.0)
    two = candidate(0, "高清", "Person", "tagger", 0.9)
    trusting = believing(lac=5, tagger=1)
    [weak], [strong] = arbiter.arbitrate([one], trusting), arbiter.arbitrate([one, two], trusting)
    assert weak.confidence <= strong.confidence
    assert arbiter.arbitrate([one], even) == ()


def test_quotation_marks_and_spaces_are_no_part_of_the_name() -> None:
    [found] = arbiter.arbitrate([candidate(0, "“梦桃式”班组", "Honor", "tagger", 0.9)], even)
    assert found.form == "梦桃式班组"
    assert found.text == "“梦桃式”班组"


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(type_names), st.floats(0.05, 0.99)),
        max_size=25,
    )
)
def test_never_an_overlap_always_in_order(rows: list[tuple[int, int, str, float]]) -> None:
    found = arbiter.arbitrate([candidate(at, "字" * size, kind, "tagger", sure) for at, size, kind, sure in rows], even)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(mention.confidence > even.thresholds[mention.type] for mention in found)


@given(
    st.permutations(
        [(0, "商南县", 0.4), (0, "商南县总工会", 0.9), (3, "总工会", 0.4), (6, "刘保柱", 0.8), (4, "工会刘", 0.8)]
    )
)
def test_order_of_the_candidates_does_not_matter(rows: list[tuple[int, str, float]]) -> None:
    found = arbiter.arbitrate([candidate(at, text, "Organization", "tagger", sure) for at, text, sure in rows], even)
    assert [mention.text for mention in found] == ["商南县总工会", "刘保柱"]


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_shipped_weights_cover_all_types(model: str) -> None:
    weights = arbiter.load(model)
    assert set(weights.by_type) == set(type_names)
    assert all(len(row) == len(arbiter.evidence_names) for row in weights.by_type.values())
    assert all(0 < weights.thresholds[kind] < 1 for kind in type_names)


def test_time_grows_with_the_candidates() -> None:
    def took(count: int) -> float:
        candidates = [candidate(at, "刘保柱刘", "Person", "tagger", 0.9) for at in range(count)]
        start = time.process_time()
        arbiter.arbitrate(candidates, even)
        return time.process_time() - start

    took(2_000)
    assert took(16_000) < 32 * max(took(2_000), 0.01)  # eight times the work; a square would be 64
