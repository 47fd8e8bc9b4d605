"""The CRF over the taggers' scores: chances that are those of all paths, whatever the padding."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.extract.recognise import chain as chains


def random_chain() -> chains.Chain:
    steps = np.random.default_rng(3).normal(size=(len(chains.labels), len(chains.labels)))
    return chains.chain_from({"labels": list(chains.labels), "steps": steps.tolist()})


def test_chances_are_those_of_all_paths_counted_one_by_one() -> None:
    chain, length = random_chain(), 3
    scores = np.random.default_rng(4).normal(scale=2, size=(1, length, len(chains.labels))).astype(np.float32)
    total, sums = 0.0, dict[tuple[int, int, int], float]()
    for path in itertools.product(range(len(chains.labels)), repeat=length):
        steps = sum(chain.steps[pair] for pair in itertools.pairwise(path))
        weight = float(
            np.exp(scores[0, range(length), path].sum() + steps + chain.first[path[0]] + chain.last[path[-1]])
        )
        total += weight
        for start, end, kind in spans_of(path):
            sums[start, end, kind] = sums.get((start, end, kind), 0.0) + weight
    [found] = chains.likely_spans(scores, [length], chain)
    assert found
    assert {span[:3]: pytest.approx(span[3], rel=1e-4) for span in found} == {
        span: weight / total for span, weight in sums.items() if weight / total > 0.05
    }


def spans_of(path: tuple[int, ...]) -> list[tuple[int, int, int]]:
    found, start = [], 0
    for at, label in enumerate(path):
        mark, kind = chains.labels[label][0], (label - 1) // 4
        start = at if mark in "BS" else start
        if mark in "ES":
            found.append((start, at + 1, kind))
    return found


def test_padding_changes_nothing() -> None:
    chain = random_chain()
    scores = np.random.default_rng(5).normal(size=(2, 9, len(chains.labels))).astype(np.float32)
    together = chains.likely_spans(scores, [9, 4], chain)
    alone = chains.likely_spans(scores[1:, :4], [4], chain)
    assert [span[:3] for span in together[1]] == [span[:3] for span in alone[0]]
    assert np.allclose([span[3] for span in together[1]], [span[3] for span in alone[0]], atol=1e-5)


def test_steps_that_make_no_sense_are_ruled_out() -> None:
    allowed = chains.allowed_steps()
    number = {label: index for index, label in enumerate(chains.labels)}
    assert allowed[number["B-Person"], number["E-Person"]]
    assert not allowed[number["B-Person"], number["E-Place"]]
    assert not allowed[number["O"], number["I-Honor"]]
    assert not allowed[number["B-Event"], number["O"]]


def test_chances_stay_right_over_a_long_text() -> None:
    chain = random_chain()
    scores = np.random.default_rng(6).normal(scale=9, size=(3, 700, len(chains.labels))).astype(np.float32)
    for row, spans in enumerate(chains.likely_spans(scores, [700, 3, 350], chain)):
        assert spans
        assert all(0 <= start < end <= (700, 3, 350)[row] and 0 < chance <= 1.0001 for start, end, _, chance in spans)
