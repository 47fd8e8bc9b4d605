"""A logistic model for each relation over the sparse features of its candidates, cross-validated by article."""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.claims import Key, key_of, modes
from training.facts import Example, folds

_RIDGE = 1.5
_RARE = 3
_SLIGHT = 0.02
_SAMPLED = 0.4  # the share of false carried candidates that is learned from; there are too many to need all
_ROUNDS = 40


def both_ways(candidate: Candidate) -> set[str]:
    """All features of `candidate`, each as it is and as one of the candidate's mode."""
    names = {*candidate.features, *candidate.own}
    return names | {f"{candidate.mode}@{name}" for name in names} | {f"{candidate.mode}@bias"}


def group_of(candidate: Candidate) -> str:
    """Which model weighs `candidate`: one a relation, in which features have a shared weight and one by mode."""
    return candidate.relation


@dataclass(slots=True)
class Rows:
    """The candidates of one group as a sparse matrix; column 0 is the bias."""

    matrix: csr_matrix
    names: list[str]
    truth: np.ndarray
    folds: np.ndarray
    keys: list[tuple[str, Key]]
    back: list[tuple[int, int]]
    sampled: np.ndarray
    carried: np.ndarray


def rows_of(data: Sequence[Example]) -> dict[str, Rows]:
    """Candidates of all articles, by group."""
    members: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for e, example in enumerate(data):
        for c, candidate in enumerate(example.candidates):
            members[group_of(candidate)].append((e, c))
    return {group: _rows(data, back) for group, back in sorted(members.items())}


def _rows(data: Sequence[Example], back: list[tuple[int, int]]) -> Rows:
    features = [both_ways(data[e].candidates[c]) for e, c in back]
    counts = Counter(name for row in features for name in row)
    names = ["bias", *sorted(name for name, n in counts.items() if n >= _RARE)]
    column = {name: index for index, name in enumerate(names)}
    pointers, columns = [0], []
    for row in features:
        columns += sorted({column[name] for name in row if name in column} | {0})
        pointers.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(back), len(names)))
    carried = np.array([data[e].candidates[c].mode in {"cs", "co"} for e, c in back])
    keys = [(data[e].name, key_of(data[e].candidates[c])) for e, c in back]
    truth = [data[e].truth[key_of(data[e].candidates[c])] for e, c in back]
    return Rows(
        matrix,
        names,
        np.array([-1 if t is None else t for t in truth]),
        np.array([data[e].fold for e, _ in back]),
        keys,
        back,
        np.array([zlib.crc32(f"{e} {c}".encode()) % 100 < 100 * _SAMPLED for e, c in back]) | ~carried,
        carried,
    )


def fit(matrix: csr_matrix, truth: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Ridge logistic regression; column 0, the bias, is hardly held back."""
    sign = np.where(truth > 0, 1.0, -1.0)
    turned = matrix.T.tocsr()
    ridge = np.full(matrix.shape[1], _RIDGE)
    ridge[0] = 1e-3

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        z = sign * (matrix @ beta)
        slope = -sign * weights / (1 + np.exp(np.clip(z, -50, 50)))
        return float(
            (weights * np.logaddexp(0, -z)).sum() + 0.5 * (ridge * beta * beta).sum()
        ), turned @ slope + ridge * beta

    start = np.zeros(matrix.shape[1])
    share = min(max(float((truth > 0).mean()), 1e-4), 0.999)
    start[0] = math.log(share / (1 - share))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x)


def learn(rows: Rows, chosen: np.ndarray, keep: np.ndarray) -> np.ndarray | None:
    """Weights from the `chosen` rows; `keep` masks rows that stand for their pair without stating it."""
    use = chosen & (rows.truth >= 0) & keep
    if (rows.truth[use] == 1).sum() < 3:
        return None
    thin = use & (rows.truth == 0) & ~rows.sampled
    use &= ~thin
    weights = np.where((rows.truth[use] == 0) & rows.carried[use], 1 / _SAMPLED, 1.0)
    return fit(rows.matrix[use], rows.truth[use], weights)


def cross_scores(groups: dict[str, Rows], keep: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Each candidate's score by a model that saw no other candidate of its article."""
    scores = {}
    for group, rows in groups.items():
        out = np.full(len(rows.back), -12.0)
        for fold in range(folds):
            beta = learn(rows, rows.folds != fold, keep[group])
            if beta is not None:
                out[rows.folds == fold] = rows.matrix[rows.folds == fold] @ beta
        scores[group] = out
    return scores


def stating(
    data: Sequence[Example], groups: dict[str, Rows], scores: dict[str, np.ndarray], margin: float
) -> dict[str, np.ndarray]:
    """Of a true pair's rows, those that score close to its best one are taken to state it; the others are left out."""
    best: dict[tuple[str, Key], float] = {}
    for group, rows in groups.items():
        for key, truth, score in zip(rows.keys, rows.truth, scores[group], strict=True):
            if truth == 1:
                best[key] = max(best.get(key, -99.0), float(score))
    return {
        group: np.array(
            [
                truth != 1 or score >= best[key] - margin or data[e].candidates[c].mode == "name"
                for key, truth, score, (e, c) in zip(rows.keys, rows.truth, scores[group], rows.back, strict=True)
            ],
            dtype=bool,
        )
        for group, rows in groups.items()
    }


def final_weights(groups: dict[str, Rows], keep: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Weights learned from all articles, by relation and mode; those too small to matter are left out."""
    weights: dict[str, dict[str, float]] = {}
    for group, rows in groups.items():
        beta = learn(rows, np.ones(len(rows.back), dtype=bool), keep[group])
        if beta is None:
            continue
        held = dict(zip(rows.names, map(float, beta), strict=True))
        for mode in modes:
            own = {name.removeprefix(f"{mode}@") for name in held if name.startswith(f"{mode}@")}
            table = {name: held.get(name, 0.0) + held.get(f"{mode}@{name}", 0.0) for name in sorted(own)}
            if table:
                shared = {name: weight for name, weight in held.items() if "@" not in name}
                weights[group + mode] = {
                    name: round(weight, 3)
                    for name, weight in {**shared, **table}.items()
                    if abs(weight) >= _SLIGHT or name == "bias"
                }
    return weights
