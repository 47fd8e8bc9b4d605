"""People: the same name alone is not enough; what the articles say around it must agree.

Evidence that two records of one name are one person, each with a weight: a body, place or honor that both are linked
to, a body or person that both articles name, the same title at the same place. Names that half of the articles mention
(国务院) say little: a weight falls with the share of articles that have the feature.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log

from kg.model import Member, Merge
from kg.resolve.keys import Key
from kg.resolve.records import Record

# A pair of this weight is one person without anyone's judgement; tuned on the pairs in tests/resolve.
ENOUGH = 1.0
# Below it, from here on, the pair is shown for judgement.
_DOUBTFUL = 0.45
# Larger blocks are joined through shared features only: pairs would be quadratic.
_LARGEST_BLOCK = 60
_WEIGHTS = {"linked": 1.2, "title": 0.4, "Organization": 0.6, "Person": 0.6, "Place": 0.4, "publisher": 0.3}
# A name of three characters or more is rarely borne by two people in the news of one place; one of two often is.
_RARE_NAME = 0.25
Feature = tuple[str, str]


class People:
    """Matches the records of people, given what everything else in their articles is."""

    def __init__(self, records: Iterable[Record], keys: Mapping[Member, Key]) -> None:
        self._keys = keys
        self._articles: dict[str, set[Feature]] = defaultdict(set)
        for record in records:
            self._articles[record.member.article].add(self._feature(record.type, record.member))
        self._counts = Counter(feature for found in self._articles.values() for feature in found)

    def _feature(self, kind: str, member: Member) -> Feature:
        _, name, context = self._keys[member].match
        return kind, f"{name} {context}".strip()

    def matches(self, block: Sequence[Record]) -> Iterator[Merge]:
        """Scored pairs of records of one name, those of different articles only."""
        known = {record.member: self._features(record) for record in block}
        for left, right in _pairs(block, known):
            if left.member.article == right.member.article:
                continue
            score, reasons = self._score(known[left.member] & known[right.member])
            score += _RARE_NAME if reasons and len(left.name) > 2 else 0.0
            if score >= _DOUBTFUL:
                yield Merge(left.member, right.member, ", ".join(reasons), round(score, 3))

    def anchor(self, record: Record) -> str:
        """What tells the person from namesakes in the IRI: the body that the article links it to, else a place.

        The article's own id where it says neither.
        """
        linked = {member: self._keys[member].type for member in record.linked}
        for kinds in (("Organization",), ("Place",), ("Honor", "Event")):
            names = [self._feature(kind, member)[1] for member, kind in linked.items() if kind in kinds]
            if names:
                return min(names)
        places = [name for kind, name in self._articles[record.member.article] if kind in ("Place", "Organization")]
        return min(places, default=record.member.article)

    def _features(self, record: Record) -> frozenset[Feature]:
        """What is known around a person."""
        found = {feature for feature in self._articles[record.member.article] if feature[0] in _WEIGHTS}
        found.discard(self._feature("Person", record.member))
        found |= {("linked", self._feature(self._keys[one].type, one)[1]) for one in record.linked}
        found |= {("title", name) for name in record.titles}
        if record.context.publisher:
            found.add(("publisher", record.context.publisher))
        return frozenset(found)

    def _rarity(self, feature: Feature) -> float:
        """How much a shared feature says, from 1 (in two articles only) down to 0 (in all of them)."""
        if feature[0] in ("title", "publisher"):
            return 1.0
        kinds = ("Organization", "Place", "Honor", "Event", "Person") if feature[0] == "linked" else (feature[0],)
        count = max(2, *(self._counts[kind, feature[1]] for kind in kinds))
        # In small collections everything is frequent: under thirty articles count as thirty.
        total = max(len(self._articles), 30)
        return max(0.0, log(total / count) / log(total / 2))

    def _score(self, shared: frozenset[Feature]) -> tuple[float, list[str]]:
        """The weight of what two records share, and the reasons, heaviest first.

        A kind of evidence counts with its rarest name and a little for every other one, so that two long lists of
        bodies don't make one person by their length.
        """
        by_kind: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for kind, name in sorted(shared):
            by_kind[kind].append((self._rarity((kind, name)), name))
        parts = []
        for kind, values in by_kind.items():
            values.sort(key=lambda one: (-one[0], one[1]))
            weight = _WEIGHTS[kind] * (values[0][0] + 0.1 * min(3, len(values) - 1))
            parts.append((weight, f"same {kind} {values[0][1]}"))
        parts.sort(key=lambda one: (-one[0], one[1]))
        return sum(weight for weight, _ in parts), [reason for weight, reason in parts if weight >= 0.1]


def _pairs(block: Sequence[Record], known: Mapping[Member, frozenset[Feature]]) -> Iterator[tuple[Record, Record]]:
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
