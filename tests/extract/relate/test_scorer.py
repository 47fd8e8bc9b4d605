import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relate.scorer import Node, forest_of, load_scorer

_TREES: list[list[Node]] = [
    [(0, 0.5, 1, 2, 0.0), (0, 0.0, -1, -1, -1.0), (1, 2.0, 3, 4, 0.0), (0, 0.0, -1, -1, 0.25), (0, 0.0, -1, -1, 2.0)],
    [(0, 0.0, -1, -1, 0.125)],
]


def _walked(row: list[float]) -> float:
    total = 0.5
    for tree in _TREES:
        feature, limit, left, right, value = tree[0]
        while left >= 0:
            feature, limit, left, right, value = tree[left if row[feature] <= limit else right]
        total += value
    return total


@given(st.lists(st.lists(st.floats(-3, 3), min_size=2, max_size=2), min_size=1, max_size=9))
def test_a_forest_judges_all_rows_as_its_trees_judge_each(rows: list[list[float]]) -> None:
    judged = forest_of(0.5, _TREES).judge(np.array(rows))
    assert judged.tolist() == pytest.approx([_walked(row) for row in rows])


def test_confidence_rises_with_the_judgement_and_is_a_share() -> None:
    scorer = load_scorer()
    shares = [scorer.confidence(at) for at in np.linspace(-8, 8, 50)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_nothing_is_judged_of_nothing() -> None:
    assert load_scorer().judge([]) == []
