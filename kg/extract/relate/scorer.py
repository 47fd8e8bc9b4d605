"""The learned scorer: weights that ``training/scorer.py`` makes from the training articles, kept as JSON beside this.

First a logistic model, one a relation and way of standing, scores each candidate by the words between and around its
names. Then small boosted trees judge each claim by its score and by its rivals' (`claims`). A relation's threshold and
the curve that turns a judgement into a confidence were fixed by cross-validation, by article.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.relate.candidates import Candidate

weights_file = Path(__file__).with_name("weights.json.gz")
least = -3.0
"""Claims whose best candidate scores no higher are never judged."""

Node = tuple[int, float, int, int, float]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees end to end: for each node the feature, the limit, the nodes to the left and right, the value.

    A leaf leads to itself, so that all rows take as many steps as the deepest tree has.
    """

    base: float
    roots: Numbers
    feature: Numbers
    limit: Floats
    left: Numbers
    right: Numbers
    value: Floats
    depth: int

    def judge(self, rows: Floats) -> Floats:
        """The log-odds that claims are facts, from what `claims.describe` says of them, a row each."""
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        each = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            at = np.where(rows[each, self.feature[at]] <= self.limit[at], self.left[at], self.right[at])
        found: Floats = self.base + self.value[at].sum(axis=1)
        return found


def forest_of(base: float, trees: Sequence[Sequence[Node]]) -> Forest:
    """Trees as lists of nodes (feature, limit, left, right, value; -1 for left in a leaf) put end to end."""
    sizes = [len(tree) for tree in trees]
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    nodes = []
    for start, tree in zip(starts, trees, strict=True):
        for number, (feature, limit, left, right, value) in enumerate(tree):
            leaf = left < 0
            after = (number, number) if leaf else (left, right)
            nodes.append((feature, limit, after[0] + start, after[1] + start, value if leaf else 0.0))
    features, limits, lefts, rights, values = zip(*nodes, strict=True)
    return Forest(
        base,
        roots=np.array(starts, dtype=np.int64),
        feature=np.array(features, dtype=np.int64),
        limit=np.array(limits, dtype=np.float64),
        left=np.array(lefts, dtype=np.int64),
        right=np.array(rights, dtype=np.int64),
        value=np.array(values, dtype=np.float64),
        depth=max(map(_depth, trees), default=0),
    )


def _depth(tree: Sequence[Node]) -> int:
    """How many steps lead to the farthest leaf; a node's children come after it."""
    steps = [0] * len(tree)
    for number, (_, _, left, right, _) in enumerate(tree):
        if left >= 0:
            steps[left] = steps[right] = steps[number] + 1
    return max(steps)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by relation and mode (``awarded>``), the trees, for each relation its threshold, and the calibration.

    `curve`: judgements, rising, and how often claims judged so were right in cross-validation.
    """

    weights: Mapping[str, Mapping[str, float]]
    forest: Forest
    thresholds: Mapping[str, float]
    curve: tuple[Sequence[float], Sequence[float]]

    def weigher(self) -> Weigher:
        """What scores the candidates of one article."""
        return Weigher(self.weights)

    def judge(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log-odds that claims are facts, from what `claims.describe` says of them."""
        if not rows:
            return []
        judged: list[float] = self.forest.judge(np.array(rows, dtype=np.float64)).tolist()
        return judged

    def passes(self, relation: str, judged: float) -> bool:
        """Whether a judgement is enough for `relation`."""
        return judged >= self.thresholds.get(relation, 0.0)

    def confidence(self, judged: float) -> float:
        """How often claims judged so were right in cross-validation, 0 to 1."""
        return float(np.interp(judged, *self.curve))


class Weigher:
    """Scores candidates as they are proposed; those of two items in a row share most of their features."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = weights
        self._last: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._shared: dict[str, float] = {}
        # By the part itself and not what it holds: hashing its words anew costs more than all else here.
        self._parts: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    def scores(self, candidates: Iterable[Candidate]) -> Iterator[tuple[float, Candidate]]:
        """Each candidate with its log-odds of being a fact; far below zero where nothing was learned of its kind."""
        for candidate in candidates:
            group = candidate.relation + candidate.mode
            score = self._of_items(group, candidate.features)
            if group in self._weights:
                score += sum(self._of_part(group, part) for part in candidate.parts if part)
            yield score, candidate

    def _of_items(self, group: str, features: tuple[str, ...]) -> float:
        table = self._weights.get(group)
        if table is None:
            return -12.0
        if features is not self._last:
            self._last, self._names, self._shared = features, set(features), {}
        if group not in self._shared:
            self._shared[group] = table["bias"] + _sum(table, self._names)
        return self._shared[group]

    def _of_part(self, group: str, part: tuple[str, ...]) -> float:
        key = group, id(part)
        if key not in self._parts:
            self._parts[key] = _sum(self._weights[group], set(part)), part
        return self._parts[key][0]


def _sum(table: Mapping[str, float], names: set[str]) -> float:
    """The weights of `names`; exact, for the order of a set differs from run to run."""
    return math.fsum(map(table.get, names, repeat(0.0)))


@cache
def load_scorer(file: Path = weights_file) -> Scorer:
    """Read the weights that ship with newskg.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        held = json.loads(gzip.decompress(file.read_bytes()))
        forest = forest_of(float(held["trees"]["base"]), held["trees"]["forest"])
        curve = [float(at) for at in held["curve"][0]], [float(share) for share in held["curve"][1]]
        return Scorer(held["weights"], forest, held["thresholds"], curve)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file}: the weights of the relation scorer can't be read ({error}): install newskg again"
        ) from error
