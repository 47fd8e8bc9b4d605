"""People: the same name alone is not enough; what the articles say around it must agree.

Evidence that two records of one name are one person, each with a weight: a body that both are linked to, people that
both articles name, bodies, places and honors, the same title. What half of the articles mention (国务院) says little: a
weight falls with the share of articles that have the feature. Posts in bodies of different counties speak against it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise
from math import log
from typing import Final, NamedTuple

from kg.model import Member, Merge
from kg.resolve.clusters import Facts
from kg.resolve.records import Key, Record
from kg.resolve.regions import Regions

# A pair of this weight is one person without anyone's judgement; tuned on tests/resolve/pairs/tune.txt.
ENOUGH: Final = 1.0
DOUBTFUL: Final = 0.45
"""Below `ENOUGH`, from here on, the pair is shown for judgement."""
# What weighs less is no reason to tell, and no pair rests on it alone.
_REASON: Final = 0.1
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
Feature = tuple[str, str | Member]
_Entity = Callable[[Member], Member]
_Known = Mapping[Member, "_Around"]


class People:
    """Matches the records of people, given which entity everything else in their articles is.

    What articles have in common are features: a kind with a name, or with the member that stands for an entity. They go
    by number, for many thousands of pairs are compared.
    """

    def __init__(
        self, records: Iterable[Record], keys: Mapping[Member, Key], regions: Regions, entity: _Entity
    ) -> None:
        """`entity` gives the member that stands for the entity which another member is, as far as it is known."""
        self._keys, self._regions, self._entity = keys, regions, entity
        self._numbers: dict[Feature, int] = {}
        self._features: list[Feature] = []
        self._articles: dict[str, set[int]] = defaultdict(set)
        nobody: dict[str, bool] = {}
        for record in records:
            if record.type == "Person":
                unknown = nobody.get(record.name)
                if unknown is None:
                    unknown = nobody[record.name] = _NOBODY.search(record.name) is not None
                if unknown:
                    continue
            found = self._articles[record.member.article]
            found.add(self._number(*self._feature(record.member, record.key)))
            if record.key.region[:6].isdigit():  # the county or city that it is in
                found.add(self._number("place", record.key.region[:6]))
        self._counts = Counter(chain.from_iterable(self._articles.values()))
        self._rarities = [self._rareness(*feature) for feature in self._features]

    def _number(self, kind: str, name: str | Member) -> int:
        feature = (kind, name)
        known = self._numbers.get(feature)
        if known is None:
            known = self._numbers[feature] = len(self._features)
            self._features.append(feature)
        return known

    def _feature(self, member: Member, key: Key) -> Feature:
        """What an entity adds to its article."""
        if key.type == "Person":
            return "person", key.name
        if key.type == "Place":
            return ("place", key.code) if key.code and len(key.code) <= 6 else ("spot", self._entity(member))
        return "body" if key.type == "Organization" else key.type.lower(), self._entity(member)

    def matches(self, block: Sequence[Record], *, least: float = DOUBTFUL, why: bool = True) -> Iterator[Merge]:
        """Pairs of records of one name that weigh `least` or more, those of different articles only.

        Args:
            block: the records.
            least: what a pair must weigh.
            why: whether the reasons are wanted.
        """
        if len(block) < 2 or _NOBODY.search(block[0].name):
            return
        rare = _RARE.get(len(block[0].name), _RAREST)
        known = {record.member: self._around(record) for record in block}
        for left, right in _pairs(block, known):
            if left.member.article != right.member.article:
                one, other = known[left.member], known[right.member]
                shared = self._shared(one, other)
                if not shared.features:
                    continue
                weights = self._weights(shared.features)
                score = _sum(weights, rare) - self._against(one, other, shared)
                if round(score, 3) >= least and weights[0][0] >= _REASON and score >= DOUBTFUL:
                    yield Merge(left.member, right.member, self._reasons(shared) if why else "", round(score, 3))

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
        if not bodies:
            return _NOTHING
        seats = {self._keys[member].region for member in bodies}
        counties = frozenset(code for code in seats if len(code) == 6 and code.isdigit())
        return Facts((counties,), frozenset(f"{one.article} {one.entity}" for one in map(self._entity, bodies)))

    def _around(self, record: Record) -> _Around:
        """What is known around a person."""
        posts = [(one, self._keys[one]) for one in record.linked]
        linked = {
            self._number(*each) for each in (self._feature(*post) for post in posts) if each[0] in ("body", "spot")
        }
        told: list[Feature] = [("title", name) for name in record.titles]
        told += [("office", key.region) for _, key in posts if key.region and _LEADING.match(key.core)]
        if record.context.publisher:
            told.append(("publisher", record.context.publisher))
        found = self._articles[record.member.article] - {self._number("person", record.name)}
        found |= {self._number("linked", self._features[each][1]) for each in linked}
        found |= {self._number(*feature) for feature in told}
        self._rarities += [self._rareness(*feature) for feature in self._features[len(self._rarities) :]]
        places = (self._features[each] for each in found)
        news = frozenset(str(name) for kind, name in places if kind == "place" and len(name) == _COUNTY)
        regions = (self._keys[one].region for one in (self._features[each][1] for each in linked))  # type: ignore[index]
        return _Around(found, linked, news, frozenset(code for code in regions if len(code) == _COUNTY))

    def _rareness(self, kind: str, name: str | Member) -> float:
        """How much a shared feature says, from 1 (in two articles only) down to 0 (in all of them)."""
        if kind in ("title", "publisher", "office"):
            return 1.0
        kinds = ("body", "spot") if kind in ("linked", "met") else (kind,)
        numbers = [self._numbers[each, name] for each in kinds if (each, name) in self._numbers]
        count = max([2, *(self._counts[number] for number in numbers)])
        total = max(len(self._articles), _FEWEST)
        return max(_LEAST_OF_LINKED if kind == "linked" else 0.0, log(total / count) / log(total / 2))

    def _shared(self, one: _Around, other: _Around) -> _Shared:
        """What is known of both."""
        both = one.features & other.features
        if not both:
            return _Shared(both, both)
        met = {each for each in one.linked ^ other.linked if each in both and self._features[each][0] == "body"}
        said = one.linked & other.linked | met
        if not said:
            return _Shared(both, said)
        kept = both - said
        for each in met:
            number = self._number("met", self._features[each][1])
            if number == len(self._rarities):
                self._rarities.append(self._rareness(*self._features[number]))
            kept.add(number)
        return _Shared(kept, said)

    def _weights(self, features: Iterable[int]) -> list[tuple[float, str]]:
        """The kinds of what two records share, with their weights, the heaviest first.

        A kind of evidence counts with its rarest name and a little for every other one, so that two long lists of
        bodies don't make one person by their length.
        """
        by_kind: dict[str, list[float]] = {}
        for each in features:
            kind = self._features[each][0]
            if kind in by_kind:
                by_kind[kind].append(self._rarities[each])
            else:
                by_kind[kind] = [self._rarities[each]]
        weights = []
        for kind, rarities in by_kind.items():
            if len(rarities) > 1:
                rarities.sort(reverse=True)
            weights.append((_WEIGHTS[kind] * (rarities[0] + 0.15 * sum(rarities[1:4])), kind))
        weights.sort(reverse=True)
        return weights

    def _reasons(self, shared: _Shared) -> str:
        """What two records share, the heaviest kind first: of each kind the rarest name."""
        rarest: dict[str, tuple[float, str]] = {}
        for each in shared.features:
            kind, name = self._features[each]
            found = -self._rarities[each], self._shown(kind, name)
            rarest[kind] = min(rarest.get(kind, found), found)
        weights = self._weights(shared.features)
        told = [(-weight, f"same {kind} {rarest[kind][1]}") for weight, kind in weights if weight >= _REASON]
        return ", ".join(reason for _, reason in sorted(told))

    def _shown(self, kind: str, name: str | Member) -> str:
        if not isinstance(name, str):
            return self._keys[name].name
        division = self._regions.get(name) if kind in ("office", "place") else None
        return division.name if division else name

    def _against(self, one: _Around, other: _Around, shared: _Shared) -> float:
        """What posts in other bodies and news from other counties say against the two being one."""
        if shared.said or any(self._features[each][0] == "office" for each in shared.features):
            return 0.0
        against = _OTHER_NEWS if one.news and other.news and not one.news & other.news else 0.0
        if one.linked and other.linked:
            elsewhere = one.counties and other.counties and not one.counties & other.counties
            against += _OTHER_BODY + (_OTHER_COUNTY if elsewhere else 0.0)
        return against


_NOTHING: Final = Facts((frozenset(),))


class _Around(NamedTuple):
    """What is known around a person: all, the bodies linked to it, the counties of the news and those of its posts."""

    features: set[int]
    linked: set[int]
    news: frozenset[str]
    counties: frozenset[str]


class _Shared(NamedTuple):
    """What is known around two persons both; `said` are the bodies that one is linked to and both have."""

    features: set[int]
    said: set[int]


def _sum(weights: Sequence[tuple[float, str]], rare: float) -> float:
    """All weights with that of the name; of those that news of one place has anyway the heaviest, a fifth of others."""
    around = [weight for weight, kind in weights if kind in _OF_THE_PLACE]
    return sum(weight for weight, kind in weights if kind not in _OF_THE_PLACE) + (
        sum(around[:1]) + _FURTHER * sum(around[1:]) + rare
    )


def _pairs(block: Sequence[Record], known: _Known) -> Iterator[tuple[Record, Record]]:
    if len(block) <= _LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    holders: dict[int, list[Record]] = defaultdict(list)
    for record in block:
        for feature in known[record.member].features:
            holders[feature].append(record)
    pairs = {
        (left.member, right.member): (left, right)
        for feature in sorted(holders)
        for left, right in pairwise(holders[feature])
    }
    yield from pairs.values()
