"""Weights of features for every relation and way of standing, and what a candidate's add up to.

They are whole thousandths, so that a sum is the same in any order; all groups share one index of features.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from kg.extract.relate.candidates import Candidate

Arrays = Mapping[str, NDArray[np.generic]]

_SCALE = 1000
_UNLEARNED = -12.0  # log-odds of a candidate of whose kind no article taught anything
_BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows`: the number of each feature, from 1; `groups`: for a relation and mode (``awarded>``) the thousandths.

    Number 0 is any feature that nothing was learned of; it weighs nothing.
    """

    rows: Mapping[str, int]
    groups: Mapping[str, Sequence[int]]


def weights_of(tables: Mapping[str, Mapping[str, float]]) -> Weights:
    """Tables by group, each a weight by feature (``bias`` counts for every candidate), with one index of features."""
    rows = {name: number for number, name in enumerate(sorted({name for held in tables.values() for name in held}), 1)}
    groups = {}
    for group, held in sorted(tables.items()):
        groups[group] = array("h", bytes(2 * (len(rows) + 1)))
        for name, weight in held.items():
            groups[group][rows[name]] = round(weight * _SCALE)
    return Weights(rows, groups)


def to_arrays(weights: Weights) -> dict[str, NDArray[np.generic]]:
    """`weights` as arrays for an archive: of each group in turn only what is not zero."""
    table = np.array([np.array(held, dtype=np.int16) for held in weights.groups.values()])
    group, row = table.nonzero()
    return {
        "features": packed(weights.rows),
        "groups": packed(weights.groups),
        "group": group.astype(np.uint16),
        "row": row.astype(np.uint32),
        "weight": table[group, row],
    }


def from_arrays(held: Arrays) -> Weights:
    """What `to_arrays` made arrays of.

    Raises:
        KeyError, ValueError, IndexError: `held` is nothing that `to_arrays` makes.
    """
    rows = {name: number for number, name in enumerate(unpacked(held["features"]), 1)}
    groups = unpacked(held["groups"])
    table = np.zeros((len(groups), len(rows) + 1), dtype=np.int16)
    table[held["group"], held["row"]] = held["weight"]
    return Weights(rows, {name: array("h", row.tobytes()) for name, row in zip(groups, table, strict=True)})


def packed(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as the bytes of one array."""
    return np.frombuffer("\0".join(names).encode(), dtype=np.uint8)


def unpacked(names: NDArray[np.generic]) -> list[str]:
    """What `packed` made an array of."""
    return names.tobytes().decode().split("\0")


class Weigher:
    """Scores the candidates of an article as they are proposed; those of two items share most of their features."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        # By the part itself and not what it holds: hashing its words anew costs more than all else here.
        self._numbers: dict[int, tuple[tuple[str, ...], set[int]]] = {}
        self._sums: dict[tuple[str, int], int] = {}

    def scores(self, candidates: Iterable[Candidate]) -> Iterator[tuple[float, Candidate]]:
        """Each candidate with its log-odds of being a fact; far below zero where nothing was learned of its kind."""
        bias = self._weights.rows.get(_BIAS, 0)
        for candidate in candidates:
            group = candidate.relation + candidate.mode
            held = self._weights.groups.get(group)
            if held is None:
                yield _UNLEARNED, candidate
                continue
            parts = (candidate.features, *candidate.parts)
            yield (held[bias] + sum(self._of(group, held, part) for part in parts)) / _SCALE, candidate

    def _of(self, group: str, held: Sequence[int], part: tuple[str, ...]) -> int:
        key = group, id(part)
        found = self._sums.get(key)
        if found is None:
            found = self._sums[key] = sum(map(held.__getitem__, self._numbered(part)))
        return found

    def _numbered(self, part: tuple[str, ...]) -> set[int]:
        """The numbers of a part's features; one that is there twice counts once."""
        kept = self._numbers.get(id(part))
        if kept is None:
            numbers = set(map(self._weights.rows.get, part, repeat(0)))
            kept = self._numbers[id(part)] = part, numbers  # the part is kept too, or another might get its number
        return kept[1]
