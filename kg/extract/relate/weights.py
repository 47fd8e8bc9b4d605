"""Weights of features for every relation and way of standing, and what a candidate's add up to.

They are whole thousandths, so that a sum is the same in any order; all groups share one index of features, and those
of an article's candidates are looked up and added for all groups at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from kg.extract.relate.candidates import Candidate

Arrays = Mapping[str, NDArray[np.generic]]

_SCALE = 1000
_UNLEARNED = -12.0  # log-odds of a candidate of whose kind no article taught anything
_BIAS = "bias"
_AT_ONCE = 1_000  # candidates, so that memory stays small however many an article has


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows`: the number of each feature, from 1; `groups`: that of a relation and mode (``awarded>``), from 0.

    `table` has the thousandths, a row a feature and a column a group. Number 0 is any feature that nothing was learned
    of; it weighs nothing.
    """

    rows: Mapping[str, int]
    groups: Mapping[str, int]
    table: NDArray[np.int16]


def weights_of(tables: Mapping[str, Mapping[str, float]]) -> Weights:
    """Tables by group, each a weight by feature (``bias`` counts for every candidate), with one index of features."""
    rows = {name: number for number, name in enumerate(sorted({name for held in tables.values() for name in held}), 1)}
    groups = {group: number for number, group in enumerate(sorted(tables))}
    table = np.zeros((len(rows) + 1, len(groups)), dtype=np.int16)
    for group, held in tables.items():
        for name, weight in held.items():
            table[rows[name], groups[group]] = round(weight * _SCALE)
    return Weights(rows, groups, table)


def to_arrays(weights: Weights) -> dict[str, NDArray[np.generic]]:
    """`weights` as arrays for an archive: of each group in turn only what is not zero."""
    group, row = weights.table.T.nonzero()
    return {
        "features": packed(weights.rows),
        "groups": packed(weights.groups),
        "group": group.astype(np.uint16),
        "row": row.astype(np.uint32),
        "weight": weights.table[row, group],
    }


def from_arrays(held: Arrays) -> Weights:
    """What `to_arrays` made arrays of.

    Raises:
        KeyError, ValueError, IndexError: `held` is nothing that `to_arrays` makes.
    """
    rows = {name: number for number, name in enumerate(unpacked(held["features"]), 1)}
    groups = {name: number for number, name in enumerate(unpacked(held["groups"]))}
    table = np.zeros((len(rows) + 1, len(groups)), dtype=np.int16)
    table[held["row"], held["group"]] = held["weight"]
    return Weights(rows, groups, table)


def packed(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as the bytes of one array."""
    return np.frombuffer("\0".join(names).encode(), dtype=np.uint8)


def unpacked(names: NDArray[np.generic]) -> list[str]:
    """What `packed` made an array of."""
    return names.tobytes().decode().split("\0")


def weigh(weights: Weights, candidates: Sequence[Candidate]) -> list[float]:
    """The log-odds of each candidate of being a fact; far below zero where nothing was learned of its kind."""
    scores: list[float] = []
    for start in range(0, len(candidates), _AT_ONCE):
        scores += _weigh(weights, candidates[start : start + _AT_ONCE])
    return scores


def _weigh(weights: Weights, candidates: Sequence[Candidate]) -> list[float]:
    groups = np.array([weights.groups.get(candidate.relation + candidate.mode, -1) for candidate in candidates])
    parts = [(candidate.features, *candidate.parts) for candidate in candidates]
    # Those of two items share most of their parts. By the part itself and not what it holds: hashing its words anew
    # costs more than all else here.
    shared = {id(part): part for held in parts for part in held}
    places = {key: place for place, key in enumerate(shared)}
    sums = _sums(weights, shared.values())
    sizes = np.array([len(held) for held in parts])
    of_parts = sums[[places[id(part)] for held in parts for part in held], np.repeat(groups, sizes)]
    totals = np.add.reduceat(of_parts, sizes.cumsum() - sizes) + weights.table[weights.rows.get(_BIAS, 0), groups]
    scores: list[float] = np.where(groups < 0, _UNLEARNED, totals / _SCALE).tolist()
    return scores


def _sums(weights: Weights, parts: Iterable[tuple[str, ...]]) -> NDArray[np.int32]:
    """What the features of each part weigh together in each group; one that is there twice counts once."""
    numbers: list[int] = []
    starts: list[int] = []
    for part in parts:
        starts.append(len(numbers))
        numbers += {0, *map(weights.rows.get, part, repeat(0))}
    found: NDArray[np.int32] = np.add.reduceat(weights.table[numbers], starts, axis=0, dtype=np.int32)
    return found
