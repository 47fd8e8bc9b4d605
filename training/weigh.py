"""The weights of the arbiter: a logistic model a type, fitted to candidates in articles that the tagger never saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.recognise import arbiter
from kg.model import Entity, Mention, type_names
from training.scores import entity_figures

_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
_LEAST_SURE = {"Person": 0.45}  # an invented person is worse than one that is missed
_SHRINK = 2.0  # ridge; between 0.5 and 8 the cross-validated figures don't move


Judged = tuple[Mapping[str, Any], tuple[Mention, ...]]
"""An article's annotation, and the names that the arbiter chose."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An article's candidates, its annotation, and its gold entities with their mentions."""

    gold: Mapping[str, Any]
    entities: tuple[Entity, ...]
    candidates: tuple[Mention, ...]


def fit(groups: Sequence[Sequence[Heard]]) -> tuple[arbiter.Weights, list[Judged]]:
    """Weights from all groups, and what the arbiter makes of each group with weights fitted to the others.

    Each type's threshold is the one that serves it best there (on the articles that weights were fitted to, a stricter
    one looks better than it is).
    """
    by_others = [_weights(a for other in groups if other is not group for a in other) for group in groups]
    chosen = dict.fromkeys(type_names, 0.5)
    for kind in type_names:
        trials = {
            limit: entity_figures(_judged(groups, by_others, chosen | {kind: limit}))[kind][2]
            for limit in _THRESHOLDS
            if limit >= _LEAST_SURE.get(kind, 0.0)
        }
        chosen[kind] = max(trials, key=trials.__getitem__)
    everything = _weights(article for group in groups for article in group)
    return arbiter.Weights(everything, chosen), list(_judged(groups, by_others, chosen))


def _judged(
    groups: Sequence[Sequence[Heard]], by_others: Sequence[Mapping[str, tuple[float, ...]]], limits: Mapping[str, float]
) -> Iterator[Judged]:
    for group, by_type in zip(groups, by_others, strict=True):
        for article in group:
            yield article.gold, arbiter.arbitrate(article.candidates, arbiter.Weights(by_type, limits))


def _weights(articles: Iterable[Heard]) -> dict[str, tuple[float, ...]]:
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
    return {kind: tuple(_logistic(rows).round(4).tolist()) for kind, rows in samples.items()}


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
