"""People: the same name alone is not enough; what the articles say around it must agree.

Evidence that two records of one name are one person, each with a weight: a body, place or honor that both are linked
to, a body or person that both articles name, the same title at the same place. Names that half of the articles mention
(国务院) say little: a weight falls with the share of articles that have the feature.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import log

from kg.model import Member, Merge
from kg.resolve.records import Context, Record

# A pair of this weight is one person without anyone's judgement; tuned on the pairs in tests/resolve.
ENOUGH = 1.0
# Below it, from here on, the pair is shown for judgement.
_DOUBTFUL = 0.45
# Larger blocks are joined through shared features only: pairs would be quadratic.
_LARGEST_BLOCK = 60
_WEIGHTS = {"linked": 1.2, "title": 0.4, "organization": 0.6, "person": 0.6, "place": 0.5, "publisher": 0.3}
Feature = tuple[str, str]


class Rarity:
    """How much a shared feature says, from 1 (in two articles only) down to 0 (in all of them)."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        for context in contexts:
            self._total += 1
            self._counts.update({*context.people, *context.organizations, *context.places})

    def __call__(self, name: str) -> float:
        """How much it says that two articles have `name` in common."""
        count = max(self._counts[name], 2)
        # In small collections everything is frequent: under thirty articles count as thirty.
        total = max(self._total, 30)
        return min(1.0, log(total / count) / log(total / 2)) if count < total else 0.0


def features(record: Record) -> frozenset[Feature]:
    """What is known around a person."""
    context = record.context
    found = {("linked", name) for name in record.linked}
    found |= {("organization", name) for name in context.organizations}
    found |= {("person", name) for name in context.people if name != record.name}
    found |= {("place", name) for name in context.places}
    found |= {("title", name) for name in record.titles}
    if context.publisher:
        found.add(("publisher", context.publisher))
    return frozenset(found)


def matches(block: Sequence[Record], rarity: Rarity) -> Iterator[Merge]:
    """Scored pairs of records of one name, those of different articles only."""
    known = {record.member: features(record) for record in block}
    for left, right in _pairs(block, known):
        if left.member.article == right.member.article:
            continue
        score, reasons = _score(known[left.member] & known[right.member], rarity)
        if score >= _DOUBTFUL:
            yield Merge(left.member, right.member, ", ".join(reasons), round(score, 3))


def anchor(record: Record) -> str:
    """What tells the person from namesakes in the IRI: the body that the earliest article links it to, else a place.

    The article's own id where it says neither.
    """
    for names in (record.linked & record.context.organizations, record.linked, record.context.places):
        if names:
            return min(names)
    return record.member.article


def _pairs(block: Sequence[Record], known: dict[Member, frozenset[Feature]]) -> Iterator[tuple[Record, Record]]:
    if len(block) <= _LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    holders: dict[Feature, list[Record]] = defaultdict(list)
    for record in block:
        for feature in known[record.member]:
            holders[feature].append(record)
    pairs = {
        (left.member, right.member): (left, right)
        for feature in sorted(holders)
        for left, right in zip(holders[feature], holders[feature][1:], strict=False)
    }
    yield from pairs.values()


def _score(shared: frozenset[Feature], rarity: Rarity) -> tuple[float, list[str]]:
    """The weight of what two records share, and the reasons, heaviest first.

    A kind of evidence counts with its rarest name and a little for every other one, so that two long lists of bodies
    don't make one person by their length.
    """
    by_kind: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for kind, name in sorted(shared):
        value = 1.0 if kind in ("title", "publisher") else rarity(name)
        by_kind[kind].append((value, name))
    parts = []
    for kind, values in by_kind.items():
        values.sort(key=lambda one: (-one[0], one[1]))
        weight = _WEIGHTS[kind] * (values[0][0] + 0.1 * min(3, len(values) - 1))
        parts.append((weight, f"same {kind} {values[0][1]}"))
    parts.sort(key=lambda one: (-one[0], one[1]))
    return sum(weight for weight, _ in parts), [reason for weight, reason in parts if weight >= 0.1]
