"""Small boosted trees over how a claim stands among its rivals: they have the last word, and the limits are theirs."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from kg import ontology
from kg.extract.relate.claims import describe, gather
from kg.extract.relate.fitting import fitting
from kg.extract.relate.schema import ends
from kg.extract.relate.scorer import Forest, Node, forest_of
from training.facts import Example, folds
from training.logistic import Rows

_POINTS = 40


@dataclass(slots=True)
class Table:
    """The trees' rows: one a claim; `found` where names were recognised.

    `truth` is as printed facts are scored: what is said of a name that is cut wrongly is wrong.
    """

    matrix: np.ndarray
    truth: np.ndarray
    folds: np.ndarray
    relations: list[str]
    names: list[str]
    found: np.ndarray


def claims_table(data: Sequence[Example], groups: dict[str, Rows], scores: dict[str, np.ndarray]) -> Table:
    """Describe every claim of every article by stage one's scores."""
    held: dict[int, dict[int, float]] = defaultdict(dict)
    for group, rows in groups.items():
        for (e, c), score in zip(rows.back, scores[group], strict=True):
            held[e][c] = float(score)
    terms = ontology.load()
    lines, truth, folds, relations, names, found = [], [], [], [], [], []
    for e, example in enumerate(data):
        gathered = gather((held[e][c], candidate) for c, candidate in enumerate(example.candidates))
        claims = fitting(gathered, example.scene.entities.values(), terms)
        for key, row in describe(example.scene, claims).items():
            known = example.truth[key]
            lines.append(row)
            blurred = bool(example.blurred.intersection(key[1:]))
            truth.append(0 if blurred else -1 if known is None else known)
            folds.append(example.fold)
            found.append(example.recognised)
            relations.append(key[0])
            top = claims[key].scored[0][1]
            said = example.scene.entities
            sentence = example.scene.plain[top.view].span.slice(example.scene.document.folded)
            names.append(f"{example.name}\t{said[key[1]].name} {key[0]} {said[key[2]].name}\t{top.mode}\t{sentence}")
    return Table(np.array(lines), np.array(truth), np.array(folds), relations, names, np.array(found))


def trees(matrix: np.ndarray, truth: np.ndarray) -> HistGradientBoostingClassifier:
    """Small boosted trees."""
    model = HistGradientBoostingClassifier(
        max_iter=130,
        max_leaf_nodes=12,
        learning_rate=0.07,
        min_samples_leaf=15,
        l2_regularization=2.0,
        early_stopping=False,
        random_state=7,
    )
    return model.fit(matrix, truth)


def cross_trees(table: Table) -> np.ndarray:
    """Each claim's log-odds by trees that saw no claim of its fold."""
    out = np.full(len(table.truth), -12.0)
    for fold in range(folds):
        use = (table.folds != fold) & (table.truth >= 0)
        model = trees(table.matrix[use], table.truth[use])
        test = table.folds == fold
        out[test] = model.decision_function(table.matrix[test])
    return out


def show(title: str, table: Table, scores: np.ndarray, wanted: Counter[str], limits: dict[str, float]) -> None:
    """Print precision, recall and F1 by relation of what is printed of articles with recognised names."""
    print(f"== {title} ({time.process_time():.0f} s)")
    names, total = np.array(table.relations), Counter({"wanted": sum(wanted.values())})
    for relation in ends:
        use = (names == relation) & (table.truth >= 0) & table.found & (scores >= limits[relation])
        right, printed = int(table.truth[use].sum()), int(use.sum())
        total.update(right=right, printed=printed)
        print(f"{relation:16} {_figures(right, printed, wanted[relation])}  at {limits[relation]:.2f}")
    print(f"{'all':16} {_figures(total['right'], total['printed'], total['wanted'])}", flush=True)


def _figures(right: int, printed: int, wanted: int) -> str:
    p, r = right / max(printed, 1), right / max(wanted, 1)
    return f"P {p:.3f} R {r:.3f} F {2 * right / max(printed + wanted, 1):.3f}  {right}/{printed}/{wanted}"


def thresholds(table: Table, scores: np.ndarray, wanted: Counter[str], precision: float) -> dict[str, float]:
    """The limits with the most facts at `precision` over all: one for all relations, then moved one by one.

    Scores are as good as calibrated, so that one limit for all is best but for what the trees misjudge of a relation.
    """
    use = (table.truth >= 0) & table.found
    order = np.argsort(-scores[use], kind="stable")
    hits, counts = np.cumsum(table.truth[use][order]), np.arange(1, int(use.sum()) + 1)
    f1 = np.where(hits / counts >= precision, 2 * hits / (counts + sum(wanted.values())), -1)
    limit = float(scores[use][order][int(np.argmax(f1))])
    return dict.fromkeys(ends, limit)


def curve(truth: np.ndarray, scores: np.ndarray) -> tuple[list[float], list[float]]:
    """Judgements and how often claims judged so are facts: isotonic, then thinned to a few points between bins."""
    use = truth >= 0
    order = np.argsort(scores[use], kind="stable")
    at, right = scores[use][order], truth[use][order]
    rising = IsotonicRegression(out_of_bounds="clip").fit_transform(at, right)
    bins = [bin_ for bin_ in np.array_split(np.arange(len(at)), _POINTS) if len(bin_)]
    points = [(round(float(at[bin_].mean()), 4), round(float(rising[bin_].mean()), 4)) for bin_ in bins]
    return [x for x, _ in points], [y for _, y in points]


def exported(model: HistGradientBoostingClassifier) -> Forest:
    """The trees as they ship, limits and values rounded."""
    forest: list[list[Node]] = []
    for (predictor,) in model._predictors:  # noqa: SLF001 -- scikit-learn has no public way to its trees
        tree = []
        for node in predictor.nodes:
            after = (-1, -1) if node["is_leaf"] else (int(node["left"]), int(node["right"]))
            limit, value = round(float(node["num_threshold"]), 5), round(float(node["value"]), 5)
            tree.append((int(node["feature_idx"]), limit, *after, value))
        forest.append(tree)
    return forest_of(round(float(model._baseline_prediction.ravel()[0]), 5), forest)  # noqa: SLF001
