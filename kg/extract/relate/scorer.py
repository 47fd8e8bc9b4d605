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
from pathlib import Path

from kg.errors import ModelError
from kg.extract.relate.candidates import Candidate

weights_file = Path(__file__).with_name("weights.json.gz")
least = -5.0
"""Claims whose best candidate scores below this teach the trees nothing."""
hopeless = -3.0
"""Claims whose best candidate scores below this are never judged: in cross-validation the trees took none of 12,000."""
_LEAST_SHARED = -6.5

Node = tuple[int, float, int, int, float]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by relation and mode (``awarded>``), the trees, and for each relation its threshold and its curve."""

    weights: Mapping[str, Mapping[str, float]]
    base: float
    forest: Sequence[Sequence[Node]]
    thresholds: Mapping[str, float]
    curves: Mapping[str, tuple[float, float]]

    def weigher(self) -> Weigher:
        """What scores the candidates of one article."""
        return Weigher(self.weights)

    def judge(self, row: Sequence[float]) -> float:
        """The log-odds that a claim is a fact, from what `claims.describe` says of it."""
        total = self.base
        for tree in self.forest:
            feature, limit, left, right, value = tree[0]
            while left >= 0:
                feature, limit, left, right, value = tree[left if row[feature] <= limit else right]
            total += value
        return total

    def passes(self, relation: str, judged: float) -> bool:
        """Whether a judgement is enough for `relation`."""
        return judged >= self.thresholds.get(relation, 0.0)

    def confidence(self, relation: str, judged: float) -> float:
        """How often claims judged so were right in cross-validation, 0 to 1."""
        slope, offset = self.curves.get(relation, (1.0, 0.0))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, slope * judged + offset))))


class Weigher:
    """Scores candidates as they are proposed; those of two items in a row share most of their features."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = weights
        self._last: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._shared: dict[str, float] = {}
        # By the part itself and not what it holds: hashing its words anew costs more than all else here.
        self._parts: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    def promising(self, group: str, features: tuple[str, ...]) -> bool:
        """Whether a candidate of `group` with these shared features can still come out likely."""
        return self._of_items(group, features) > _LEAST_SHARED

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
    return math.fsum(map(table.__getitem__, names & table.keys()))


@cache
def load_scorer(file: Path = weights_file) -> Scorer:
    """Read the weights that ship with newskg.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        held = json.loads(gzip.decompress(file.read_bytes()))
        curves = {relation: (float(a), float(b)) for relation, (a, b) in held["curves"].items()}
        forest = [
            [(int(f), float(c), int(i), int(j), float(v)) for f, c, i, j, v in tree] for tree in held["trees"]["forest"]
        ]
        return Scorer(held["weights"], float(held["trees"]["base"]), forest, held["thresholds"], curves)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file}: the weights of the relation scorer can't be read ({error}): install newskg again"
        ) from error
