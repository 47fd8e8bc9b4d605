"""People: the same name alone is not enough; what the articles say around it must agree.

Evidence that two records of one name are one person, each with a weight: a body that both are linked to, people that
both articles name, bodies, places and honors, the same title. What half of the articles mention (国务院) says little: a
weight falls with the share of articles that have the feature. Posts in bodies of different counties speak against it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import log
from typing import Final

from kg.model import Member, Merge
from kg.resolve.clusters import Facts
from kg.resolve.keys import Keys
from kg.resolve.records import Record

# A pair of this weight is one person without anyone's judgement; tuned on tests/resolve/pairs/tune.txt.
ENOUGH: Final = 1.0
# Below it, from here on, the pair is shown for judgement.
_DOUBTFUL: Final = 0.45
# Larger blocks are joined through shared features only: pairs would be quadratic.
_LARGEST_BLOCK: Final = 60
_WEIGHTS: Final = {
    "linked": 1.2,
    "met": 0.9,  # one is linked to a body that the other's article only names
    "person": 0.9,
    "body": 0.75,
    "honor": 0.6,
    "event": 0.6,
    "spot": 0.8,  # a village, a street
    "place": 0.35,
    "title": 0.4,
    "office": 0.8,
    "publisher": 0.3,
}
# Under that many articles count as that many: in small collections everything is frequent.
_FEWEST: Final = 30
# A body that both work for says who they are however often it is in the news.
_LEAST_OF_LINKED: Final = 0.85
# How rare names are: of two characters common, of three less so, of four and more (马克·汤普森) there are hardly two.
_RARE: Final = {2: 0.0, 3: 0.25}
_RAREST: Final = 0.6
# News of one place has these in common whoever it is about: beside the heaviest, others count for a fifth.
_OF_THE_PLACE: Final = frozenset({"body", "event", "spot", "place", "publisher"})
_FURTHER: Final = 0.2
# The bodies that lead a place; who leads in one of them is seen in the others.
_LEADING: Final = re.compile(r"^(?:委|政府|人大|人大常委会|政协|纪委|委(?:组织|宣传|统战)部|委政法委)$")
_OTHER_BODY, _OTHER_COUNTY, _OTHER_NEWS = 0.4, 0.8, 0.35
# 李某 and 张主任 name nobody.
_NOBODY: Final = re.compile(
    r"^.$|某|^.{1,2}(?:先生|女士|小姐|老师|主任|书记|局长|院长|经理|医生|同学|大爷|大妈|阿姨|叔|姐|哥)$"
)
_COUNTY: Final = 6
"""Digits in a county's code."""
Feature = tuple[str, str]
_Entity = Callable[[Member], Member]
_Known = Mapping[Member, frozenset[Feature]]


class People:
    """Matches the records of people, given which entity everything else in their articles is."""

    def __init__(self, records: Iterable[Record], keys: Keys, entity: _Entity) -> None:
        """`entity` gives the member that stands for the entity which another member is, as far as it is known."""
        self._keys, self._regions, self._entity = keys.all(), keys.regions, entity
        self._articles: dict[str, set[Feature]] = defaultdict(set)
        for record in records:
            if record.type != "Person" or not _NOBODY.search(record.name):
                self._articles[record.member.article].update(self._of(record.member))
        self._counts = Counter(feature for found in self._articles.values() for feature in found)

    def _feature(self, member: Member) -> Feature:
        key = self._keys[member]
        if key.type == "Person":
            return "person", key.name
        if key.type == "Place":
            return ("place", key.code) if key.code and len(key.code) <= 6 else ("spot", _text(self._entity(member)))
        return {"Organization": "body"}.get(key.type, key.type.lower()), _text(self._entity(member))

    def _of(self, member: Member) -> Iterator[Feature]:
        """What an entity adds to its article: itself, and the county or city that it is in."""
        yield self._feature(member)
        key = self._keys[member]
        if key.region[:6].isdigit():
            yield "place", key.region[:6]

    def matches(self, block: Sequence[Record]) -> Iterator[Merge]:
        """Scored pairs of records of one name, those of different articles only."""
        if _NOBODY.search(block[0].name):
            return
        known = {record.member: self._features(record) for record in block}
        for left, right in _pairs(block, known):
            if left.member.article != right.member.article:
                score, reasons = self._score(left, right, known)
                if score >= _DOUBTFUL and reasons:
                    yield Merge(left.member, right.member, ", ".join(reasons), round(score, 3))

    def anchor(self, record: Record) -> str:
        """What tells the person from namesakes in the IRI: the body that the article links it to, else a place.

        The article's own id where it says neither.
        """
        linked = {member: self._keys[member].type for member in record.linked}
        for kinds in (("Organization",), ("Place",), ("Honor", "Event")):
            names = [self._named(member) for member, kind in linked.items() if kind in kinds]
            if names:
                return min(names)
        return record.member.article

    def _named(self, member: Member) -> str:
        _, name, context = self._keys[member].match
        return f"{name} {context}".strip()

    def facts(self, record: Record) -> Facts:
        """The counties in which the person is said to hold posts, and the bodies that it is linked to."""
        bodies = [member for member in record.linked if self._keys[member].type == "Organization"]
        seats = {self._keys[member].region for member in bodies}
        counties = frozenset(code for code in seats if len(code) == 6 and code.isdigit())
        return Facts((counties,), frozenset(_text(self._entity(member)) for member in bodies))

    def _features(self, record: Record) -> frozenset[Feature]:
        """What is known around a person."""
        found = {one for one in self._articles[record.member.article] if one[0] in _WEIGHTS}
        found.discard(("person", record.name))
        found |= {("linked", name) for kind, name in map(self._feature, record.linked) if kind in ("body", "spot")}
        found |= {("title", name) for name in record.titles}
        posts = [self._keys[one] for one in record.linked]
        found |= {("office", key.region) for key in posts if key.region and _LEADING.match(key.core)}
        if record.context.publisher:
            found.add(("publisher", record.context.publisher))
        return frozenset(found)

    def _rarity(self, feature: Feature) -> float:
        """How much a shared feature says, from 1 (in two articles only) down to 0 (in all of them)."""
        kind, name = feature
        if kind in ("title", "publisher", "office"):
            return 1.0
        kinds = ("body", "spot") if kind in ("linked", "met") else (kind,)
        count = max(2, *(self._counts[one, name] for one in kinds))
        total = max(len(self._articles), _FEWEST)
        return max(_LEAST_OF_LINKED if kind == "linked" else 0.0, log(total / count) / log(total / 2))

    def _score(self, left: Record, right: Record, known: _Known) -> tuple[float, list[str]]:
        """The weight of what two records share less what speaks against it, and the reasons, heaviest first.

        A kind of evidence counts with its rarest name and a little for every other one, so that two long lists of
        bodies don't make one person by their length.
        """
        one, other = known[left.member], known[right.member]
        shared = set(one & other)
        met = {("met", name) for kind, name in one ^ other if kind == "linked" and ("body", name) in one & other}
        said = {name for kind, name in shared if kind == "linked"} | {name for _, name in met}
        shared = {(kind, name) for kind, name in shared | met if kind not in ("body", "spot") or name not in said}
        parts = list(self._parts(shared))
        score = sum(weight for kind, weight, _ in parts if kind not in _OF_THE_PLACE)
        around = sorted((weight for kind, weight, _ in parts if kind in _OF_THE_PLACE), reverse=True)
        score += sum(around[:1]) + _FURTHER * sum(around[1:]) + _RARE.get(len(left.name), _RAREST)
        return score - self._against(one, other, said), [reason for _, weight, reason in parts if weight >= 0.1]

    def _parts(self, shared: Iterable[Feature]) -> Iterator[tuple[str, float, str]]:
        """The kinds of what is shared, with weight and reason, the heaviest first."""
        by_kind: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for kind, name in shared:
            by_kind[kind].append((self._rarity((kind, name)), self._shown(kind, name)))
        parts = []
        for kind, values in by_kind.items():
            values.sort(key=lambda one: (-one[0], one[1]))
            weight = _WEIGHTS[kind] * (values[0][0] + 0.15 * sum(rarity for rarity, _ in values[1:4]))
            parts.append((kind, weight, f"same {kind} {values[0][1]}"))
        yield from sorted(parts, key=lambda one: (-one[1], one[2]))

    def _shown(self, kind: str, name: str) -> str:
        if kind in ("office", "place"):
            division = self._regions.get(name)
            return division.name if division else name
        if kind in ("title", "publisher", "person"):
            return name
        return self._keys[Member(*name.split(" ", 1))].name

    def _against(self, one: frozenset[Feature], other: frozenset[Feature], said: set[str]) -> float:
        """What posts in other bodies and news from other counties say against the two being one."""
        if said or any(kind == "office" for kind, _ in one & other):
            return 0.0
        news = [{name for kind, name in each if kind == "place" and len(name) == _COUNTY} for each in (one, other)]
        bodies = [{name for kind, name in each if kind == "linked"} for each in (one, other)]
        against = _OTHER_NEWS if all(news) and not news[0] & news[1] else 0.0
        if all(bodies):
            counties = [{code for name in each if len(code := self._county(name)) == _COUNTY} for each in bodies]
            against += _OTHER_BODY + (_OTHER_COUNTY if all(counties) and not counties[0] & counties[1] else 0.0)
        return against

    def _county(self, name: str) -> str:
        return self._keys[Member(*name.split(" ", 1))].region


def _text(member: Member) -> str:
    return f"{member.article} {member.entity}"


def _pairs(block: Sequence[Record], known: _Known) -> Iterator[tuple[Record, Record]]:
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
        for left, right in pairwise(holders[feature])
    }
    yield from pairs.values()
