"""How good names are: entity by entity, as `kg.evaluate` counts them, without regard to which forms belong together.

A gold entity is found when one of its forms is found with its type. A form that no gold entity has is wrong, once an
article. Optional entities count neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model import Mention, type_names
from kg.text.fold import fold_name

Figures = tuple[float, float, float]
"""Precision, recall, F1."""


def entity_figures(articles: Iterable[tuple[Mapping[str, Any], Iterable[Mention]]]) -> dict[str, Figures]:
    """Figures by type, and for ``all``, of (annotation, mentions) pairs."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for annotation, mentions in articles:
        owners: dict[tuple[str, str], int] = {}
        for index, entity in enumerate(annotation["entities"]):
            for form in (entity["name"], *entity.get("aliases", [])):
                owners.setdefault((entity["type"], fold_name(form)), index)
        forms = {(mention.type, fold_name(mention.form)) for mention in mentions}
        found = {owners[form] for form in forms if form in owners}
        wrong.update(kind for kind, form in forms if (kind, form) not in owners)
        for index, entity in enumerate(annotation["entities"]):
            if not entity.get("optional"):
                wanted[entity["type"]] += 1
                right[entity["type"]] += index in found
    figures = {kind: _figures(right[kind], wrong[kind], wanted[kind]) for kind in type_names}
    return figures | {"all": _figures(right.total(), wrong.total(), wanted.total())}


def _figures(right: int, wrong: int, wanted: int) -> Figures:
    precision = right / (right + wrong) if right else 0.0
    recall = right / wanted if right else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def table(figures: Mapping[str, Figures]) -> str:
    """The figures as lines for people to read."""
    rows = (f"{kind:14}{p:8.3f}{r:8.3f}{f:8.3f}" for kind, (p, r, f) in figures.items())
    return "\n".join((f"{'':14}{'P':>8}{'R':>8}{'F1':>8}", *rows))
