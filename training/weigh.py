"""The weights of the arbiter: a logistic model a type, fitted to candidates in articles that the tagger never saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.recognise import arbiter
from kg.model import Entity, Mention, type_names
from training.scores import entity_figures

_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
_SHRINK = 2.0  # ridge; between 0.5 and 8 the cross-validated figures don't move


@dataclass(frozen=True, slots=True)
class Heard:
    """An article's candidates, its annotation, and its gold entities with their mentions."""

    gold: Mapping[str, Any]
    entities: tuple[Entity, ...]
    candidates: tuple[Mention, ...]


def fit(articles: Sequence[Heard]) -> arbiter.Weights:
    """Weights for each type, and the threshold that gives the best entity F1 on the same articles."""
    samples: dict[str, list[tuple[tuple[float, ...], bool]]] = {kind: [] for kind in type_names}
    for article in articles:
        cases = arbiter.join(article.candidates)
        truth = {
            (m.start, m.end, entity.type): entity.confidence < 1 for entity in article.entities for m in entity.mentions
        }
        for case, evidence in zip(cases, arbiter.weigh(cases), strict=True):
            optional = truth.get((case.mention.start, case.mention.end, case.mention.type))
            if not optional:  # None is a wrong candidate, False a wanted one
                samples[case.mention.type].append((evidence, optional is False))
    by_type = {kind: tuple(_logistic(rows).round(4).tolist()) for kind, rows in samples.items()}
    figures = {limit: f1(articles, arbiter.Weights(by_type, limit)) for limit in _THRESHOLDS}
    return arbiter.Weights(by_type, max(_THRESHOLDS, key=lambda limit: figures[limit]))


def f1(articles: Iterable[Heard], weights: arbiter.Weights) -> float:
    """Entity F1 of what the arbiter makes of the candidates."""
    return entity_figures((a.gold, arbiter.arbitrate(a.candidates, weights)) for a in articles)["all"][2]


def cross_fitted(groups: Sequence[Sequence[Heard]]) -> list[tuple[Mapping[str, Any], tuple[Mention, ...]]]:
    """What the arbiter makes of each group's articles with weights fitted to the other groups."""
    judged = []
    for group in groups:
        weights = fit([article for other in groups if other is not group for article in other])
        judged += [(article.gold, arbiter.arbitrate(article.candidates, weights)) for article in group]
    return judged


def _logistic(rows: Sequence[tuple[tuple[float, ...], bool]]) -> NDArray[np.float64]:
    """Ridge logistic regression by Newton's method; the bias is not shrunk."""
    size = len(arbiter.evidence_names)
    if not rows:
        return np.zeros(size)
    evidence = np.array([row for row, _ in rows])
    truth = np.array([wanted for _, wanted in rows], dtype=float)
    shrink = np.full(size, _SHRINK)
    shrink[0] = 1e-3
    weights = np.zeros(size)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(evidence @ weights, -30, 30)))
        slope = evidence.T @ (chance - truth) + shrink * weights
        curve = (evidence * (chance * (1 - chance))[:, None]).T @ evidence + np.diag(shrink)
        weights -= np.linalg.solve(curve, slope)
    return weights
