"""The learned scorer, which ``training/scorer.py`` makes from the training articles; its archive lies beside this.

First a logistic model, one a relation and way of standing, scores each candidate by the words between and around its
names. Then small boosted trees judge each claim by its score and by its rivals' (`claims`). A relation's threshold and
the curve that turns a judgement into a confidence were fixed by cross-validation, by article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.relate.candidates import Candidate
from kg.extract.relate.weights import Weights, from_arrays, packed, to_arrays, unpacked, weigh

weights_file = Path(__file__).with_name("weights.npz")
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
        # `take` from flat arrays is twice as fast as looking up by row and column.
        values, first = rows.ravel(), np.arange(len(rows))[:, None] * rows.shape[1]
        for _ in range(self.depth):
            left = values.take(first + self.feature.take(at)) <= self.limit.take(at)
            at = np.where(left, self.left.take(at), self.right.take(at))
        found: Floats = self.base + self.value.take(at).sum(axis=1)
        return found


_FOREST = tuple(field.name for field in fields(Forest))


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

    weights: Weights
    forest: Forest
    thresholds: Mapping[str, float]
    curve: tuple[Sequence[float], Sequence[float]]

    def weigh(self, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        """Each of an article's candidates with its log-odds of being a fact, by its own words alone."""
        return list(zip(weigh(self.weights, candidates), candidates, strict=True))

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


def to_npz(scorer: Scorer) -> bytes:
    """A NumPy archive without pickled objects; the same scorer gives the same bytes."""
    held = to_arrays(scorer.weights)
    held |= {f"trees_{name}": np.asarray(getattr(scorer.forest, name)) for name in _FOREST}
    held |= {"relations": packed(scorer.thresholds), "curve": np.array(scorer.curve, dtype=np.float64)}
    held["thresholds"] = np.array(list(scorer.thresholds.values()), dtype=np.float64)
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **held)
    return file.getvalue()


@cache
def load_scorer(file: Path = weights_file) -> Scorer:
    """Read the weights that ship with newskg.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as held:
            trees = {name: held[f"trees_{name}"] for name in _FOREST}
            forest = Forest(**trees | {"base": float(trees["base"]), "depth": int(trees["depth"])})
            thresholds = dict(zip(unpacked(held["relations"]), held["thresholds"].tolist(), strict=True))
            judgements, shares = held["curve"].tolist()
            return Scorer(from_arrays(held), forest, thresholds, (judgements, shares))
    except (OSError, ValueError, KeyError, TypeError, IndexError, BadZipFile) as error:
        raise ModelError(
            f"{file}: the weights of the relation scorer can't be read ({error}): install newskg again"
        ) from error
