"""The linear-chain CRF on top of both taggers: from scores of labels to the spans that have a fair chance.

Every span gets its probability (the CRF's marginal), not one best path the labels, so that the arbiter can weigh it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.model import type_names

labels = ("O", *(f"{mark}-{name}" for name in type_names for mark in "BIES"))
"""Outside; begin, inside, end, and single character of each type."""
_FAIR = 0.05  # spans less likely than this are not worth weighing (of those, fewer than 1 in 100 is right)
_LONGEST = 80  # characters; names have up to 56. On one character over and over names would have no end
_begin = np.arange(1, len(labels), 4)  # the number of each type's B; I, E and S follow it
_inside, _end, _single = _begin + 1, _begin + 2, _begin + 3

# Sums are brought back to 1 every so many steps: each shrinks them by 1e-30 at most, and doubles hold 1e-308.
_SCALED = 8
_least = 1e-300

Scores = NDArray[np.float32]
Doubles = NDArray[np.float64]
LikelySpan = tuple[int, int, int, float]
"""Start, end, number of the type, probability."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain CRF: weights of the steps from label to label, of the first and of the last label."""

    steps: NDArray[np.float32]
    first: NDArray[np.float32]
    last: NDArray[np.float32]


def chain_from(about: dict[str, Any]) -> Chain:
    """The CRF of a model's JSON, with steps that make no sense (I after O, one type inside another) ruled out."""
    if tuple(about["labels"]) != labels:
        raise ModelError("the tagger's model knows other types than this version: install newskg again")
    steps = np.array(about["steps"], dtype=np.float32)
    steps[~allowed_steps()] = -np.inf
    opens = np.array([label[0] in "OBS" for label in labels])
    closes = np.array([label[0] in "OES" for label in labels])
    return Chain(
        steps, np.where(opens, 0.0, -np.inf).astype(np.float32), np.where(closes, 0.0, -np.inf).astype(np.float32)
    )


def allowed_steps() -> NDArray[np.bool_]:
    """Which label may follow which, (from, to)."""
    allowed = np.zeros((len(labels), len(labels)), dtype=bool)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            closed = before[0] in "OES"
            allowed[i, j] = after[0] in "OBS" if closed else after[0] in "IE" and before[2:] == after[2:]
    return allowed


def likely_spans(scores: Scores, lengths: Sequence[int], chain: Chain) -> list[list[LikelySpan]]:
    """For each row of a batch, (rows, longest, labels), the spans with a fair chance, ordered by type and beginning."""
    steps = np.exp(chain.steps.astype(np.float64))
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    forward, behind = _sums(weights, np.array(lengths), steps, chain)
    here = forward * behind / np.maximum(weights, 1e-37)
    here /= np.maximum(here.sum(axis=2, keepdims=True), _least)
    here[np.arange(here.shape[1]) >= np.array(lengths)[:, None]] = 0
    alone = here[:, :, _single]
    rows, at, kinds = np.nonzero(alone > _FAIR)
    short = zip(*(part.tolist() for part in (rows, kinds, at, at + 1, alone[rows, at, kinds])), strict=True)
    found: list[list[LikelySpan]] = [[] for _ in lengths]
    for row, kind, start, end, chance in sorted((*short, *_long_spans(here, behind, steps))):
        found[row].append((start, end, kind, chance))
    return found


def _sums(weights: Scores, lengths: NDArray[np.int64], steps: Doubles, chain: Chain) -> tuple[Doubles, Doubles]:
    """For each character and label the weight of all paths up to it and of all from it on, both with its own weight.

    Each is right up to a factor for the character. The paths from the end are those up to a character of the row turned
    around, so that one loop adds up both.
    """
    rows, longest, size = weights.shape
    turned = np.maximum(lengths[:, None] - 1 - np.arange(longest), 0)
    both = np.empty((longest, rows, 2 * size))
    both[:, :, :size] = weights.transpose(1, 0, 2)
    both[:, :, size:] = weights[np.arange(rows)[:, None], turned].transpose(1, 0, 2)
    both[0] *= np.exp(np.concatenate((chain.first, chain.last)))
    onward = np.zeros((2 * size, 2 * size))
    onward[:size, :size], onward[size:, size:] = steps, steps.T
    moved = np.empty_like(both[0])
    blocks = list(both)
    for number, (before, now) in enumerate(pairwise(blocks), 1):
        np.dot(before, onward, out=moved)
        np.multiply(now, moved, out=now)
        if number % _SCALED == 0:
            halves = now.reshape(rows, 2, size)
            halves /= np.maximum(halves.sum(axis=2, keepdims=True), _least)
    return both[:, :, :size].transpose(1, 0, 2), both[turned, np.arange(rows)[:, None], size:]


def _long_spans(here: Doubles, behind: Doubles, steps: Doubles) -> Iterator[tuple[int, int, int, int, float]]:
    """Spans of two characters and more as row, type, start, end, chance: on from each beginning while it lasts."""
    rows, starts, kinds = np.nonzero(here[:, :-1, _begin] > _FAIR)
    chances = here[rows, starts, _begin[kinds]]
    ahead = behind[:, 1:]
    every = np.maximum(ahead @ steps.T, _least)  # all ways on from a label
    (opens, closes), (goes_on, ends) = (
        [(steps[label, to] * ahead[:, :, to] / every[:, :, label]).item for to in (_inside, _end)]
        for label in (_begin, _inside)
    )
    for row, start, kind, opened in zip(*(part.tolist() for part in (rows, starts, kinds, chances)), strict=True):
        closing = opened * closes(row, start, kind)
        if closing > _FAIR:
            yield row, kind, start, start + 2, closing
        chance, at = opened * opens(row, start, kind), start + 1
        while chance > _FAIR and at < min(here.shape[1] - 1, start + _LONGEST):
            closing = chance * ends(row, at, kind)
            if closing > _FAIR:
                yield row, kind, start, at + 2, closing
            chance *= goes_on(row, at, kind)
            at += 1
