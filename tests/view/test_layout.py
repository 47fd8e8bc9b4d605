"""Positions: the same every time, nothing on top of anything else, all sizes of graph."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.layout import layout


def _closest(points: np.ndarray) -> float:
    gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    np.fill_diagonal(gaps, np.inf)
    return float(gaps.min())


def test_nothing_at_all() -> None:
    assert layout(0, []).shape == (0, 2)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_every_node_has_its_own_place_and_keeps_it(count: int, pairs: list[tuple[int, int]]) -> None:
    inside = [(a % count, b % count) for a, b in pairs]
    first = layout(count, inside)
    assert np.isfinite(first).all()
    assert np.array_equal(first, layout(count, inside[::-1]))
    assert count == 1 or _closest(first) > 20


def test_a_star_and_a_crowd_of_single_nodes() -> None:
    points = layout(500, [(0, leaf) for leaf in range(1, 250)])
    assert _closest(points) > 20
    width, height = points.max(axis=0) - points.min(axis=0)
    assert 0.6 < width / height < 3
