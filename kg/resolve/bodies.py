"""Bodies, places and the like whose keys differ but that may be one: the region left out, an alias, a short form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from kg.model import Member, Merge
from kg.ontology import Ontology
from kg.resolve.clusters import Facts
from kg.resolve.kinds import LEGAL, is_company
from kg.resolve.records import Key, Record
from kg.resolve.regions import Regions

ENOUGH = 0.75
"""A pair of this score is one without anyone's judgement."""
# Shorter cores (电视台, 一中) are borne by many bodies.
_SHORTEST_CORE = 4
_SHORTEST_ALIAS = 2
_SHORTEST_STEM = 3
_ALIKE = 86.0
# Larger blocks are not searched for names that are merely alike.
_LARGEST_BLOCK = 150
# Two articles that share this much of what they name, and so many things, tell the same.
_SHARE, _DOUBTFUL_SHARE, _LEAST_SHARED = 0.5, 0.3, 3
_FEW = 12
_TELLING = frozenset("0123456789一二三四五六七八九十东南西北中上下左右大小新老男女甲乙丙丁")
# Of ranks alone: in a name 金 and 银 may be slips.
_GRADES = frozenset("金银铜冠亚季殿")
Match = tuple[str, str, str]


class Bodies:
    """Proposes pairs among what isn't a person, from the keys alone."""

    def __init__(self, records: Iterable[Record], regions: Regions, ontology: Ontology) -> None:
        self._records = [record for record in records if record.type != "Person"]
        self._regions = regions
        self._trades = frozenset(ontology.forms("Organization", "trade")) | {"集团", "股份", "控股"}
        self._ranks = tuple(ontology.forms("Honor", "rank"))
        self._first: dict[Match, Record] = {}
        for record in self._records:
            self._first.setdefault(record.key.match, record)

    def merges(self, *, doubts: bool = True) -> Iterator[Merge]:
        """All proposals; the score says how sure each is. Without `doubts` not those that are never sure."""
        yield from self._region_missing()
        yield from self._nested()
        yield from self._known_alias()
        yield from self._shortened()
        yield from self._abbreviated()
        if doubts:
            yield from self._alike()

    def _region_missing(self) -> Iterator[Merge]:
        """Bodies named without a region, with the only one of that core that is named with a region.

        虎之翼科技有限公司 is 商洛市虎之翼科技有限公司 as long as no other region has one.
        """
        by_core: dict[str, dict[str, Record]] = defaultdict(dict)
        for (kind, core, context), record in self._first.items():
            key = record.key
            if kind == "Organization" and len(core) >= _SHORTEST_CORE and not key.bare:
                by_core[core].setdefault(context, record)
        for core, regions in by_core.items():
            named = [region for region in regions if region]
            if "" in regions and len(named) == 1:
                yield Merge(regions[""].member, regions[named[0]].member, f"only {core}, region left out", 0.9)

    def _nested(self) -> Iterator[Merge]:
        """A village named with and without its town; a society of a city that another article puts in its district."""
        by_core: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
        for (kind, core, context), record in self._first.items():
            key = record.key
            own_name = kind in ("Place", "Organization") and not key.bare and not key.code
            if own_name and key.region and context == key.region:
                by_core[kind, core][key.region] = record
        for (kind, core), regions in by_core.items():
            inner: dict[str, list[str]] = defaultdict(list)
            for region in regions:
                for outer in self._regions.within(region) - {region}:
                    if outer in regions and (kind == "Place" or not _both_stated(regions[outer], regions[region])):
                        inner[outer].append(region)
            for outer, found in inner.items():
                if len(found) == 1:
                    yield Merge(regions[outer].member, regions[found[0]].member, f"only {core} inside it", 0.88)

    def _known_alias(self) -> Iterator[Merge]:
        """What is named only by a form that articles give as another name of exactly one (北大 is 北京大学).

        So is a body by its former name, where an article says that it was renamed.
        """
        holders: dict[Match, dict[Match, Record]] = defaultdict(dict)
        for record in self._records:
            if record.type in ("Organization", "Place"):
                for alias, key in zip(record.others, record.also, strict=True):
                    if not key.bare and len(alias) >= _SHORTEST_ALIAS and key.match != record.key.match:
                        holders[key.match].setdefault(record.key.match, record)
        for match, owners in holders.items():
            if match in self._first and len(owners) == 1:
                (owner,) = owners.values()
                name = self._first[match].name
                yield Merge(self._first[match].member, owner.member, f"{name} is another name of it", 0.85)

    def _shortened(self) -> Iterator[Merge]:
        """A company by the beginning of its name: 阳晨牧业 is 商洛市阳晨牧业有限公司 where there is no other."""
        stems: dict[str, dict[Match, Record]] = defaultdict(dict)
        for match, record in self._first.items():
            if match[0] == "Organization" and (found := LEGAL.search(match[1])):
                stem = match[1][: found.start()]
                for end in range(_SHORTEST_STEM, len(stem) + 1):
                    if self._trade(stem[end:]):
                        stems[stem[:end]][match] = record
        for match, record in self._first.items():
            key = record.key
            if match[0] != "Organization" or key.bare or LEGAL.search(match[1]):
                continue
            stem = match[1].removesuffix("公司") if is_company(match[1]) else match[1]
            found_there = stems.get(stem, {}).values()
            fitting = [one for one in found_there if not key.region or one.key.region == key.region]
            if len(fitting) == 1 and fitting[0].member != record.member:
                reason = f"{match[1]} is the beginning of its name"
                yield Merge(record.member, fitting[0].member, reason, 0.8 if len(stem) > _SHORTEST_STEM else 0.6)

    def _trade(self, text: str) -> bool:
        """Whether what a short form leaves out is nothing but trades (科技, 新能源汽车)."""
        if not text or text in self._trades:
            return True
        return any(text[:end] in self._trades and self._trade(text[end:]) for end in range(2, len(text)))

    def _abbreviated(self) -> Iterator[Merge]:
        """One body of a region by the characters that stand for its words: 卫健局 is 卫生健康局."""
        blocks: dict[tuple[str, str, str], list[Match]] = defaultdict(list)
        for match, record in self._first.items():
            if match[0] == "Organization" and record.key.region and len(match[1]) > 2:
                blocks[match[2], match[1][0], match[1][-1]].append(match)
        for block in blocks.values():
            pairs = [(a, b) if len(a[1]) < len(b[1]) else (b, a) for a, b in combinations(sorted(block)[:400], 2)]
            longer: dict[Match, list[Match]] = defaultdict(list)
            for short, long in pairs:
                if abbreviates(short[1], long[1]):
                    longer[short].append(long)
            for short, found in longer.items():
                if len(found) == 1:
                    reason = f"{short[1]} is short for {found[0][1]}"
                    yield Merge(self._first[short].member, self._first[found[0]].member, reason, 0.8)

    def _alike(self) -> Iterator[Merge]:
        """Names that differ by little, as slips of the pen and of reading do: for a human to judge."""
        blocks: dict[tuple[str, str, str], list[Match]] = defaultdict(list)
        for match, record in self._first.items():
            if len(match[1]) >= 5 and not record.key.code:
                blocks[match[0], match[2], match[1][:2]].append(match)
        for block in blocks.values():
            for left, right in combinations(sorted(block), 2) if len(block) <= _LARGEST_BLOCK else ():
                if fuzz.ratio(left[1], right[1]) >= _ALIKE and not _told_apart(left[1], right[1]):
                    if left[0] == "Honor" and self._ranked_apart(left[1], right[1]):
                        continue
                    yield Merge(self._first[left].member, self._first[right].member, "names alike", 0.5)

    def _ranked_apart(self, left: str, right: str) -> bool:
        """Whether the two honors end in ranks of one contest that are never the same: 金牌 and 银牌."""
        ranks = [next((rank for rank in self._ranks if name.endswith(rank)), "") for name in (left, right)]
        grades = [_GRADES & set(rank) for rank in ranks]
        return all(grades) and grades[0] != grades[1]


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` picks characters of `long` in order, first and last included, and hardly two that adjoin."""
    if not 2 < len(short) < len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    places = [0]
    for char in short[1:-1]:
        at = long.find(char, places[-1] + 1, len(long) - 1)
        if at < 0:
            return False
        places.append(at)
    places.append(len(long) - 1)
    return sum(two - one == 1 for one, two in pairwise(places)) * 3 <= len(short) - 1


def _both_stated(left: Record, right: Record) -> bool:
    return left.key.stated and right.key.stated


def _told_apart(left: str, right: str) -> bool:
    """Whether the two differ in a character that tells namesakes apart: a number, a direction."""
    return bool((set(left) ^ set(right)) & _TELLING)


def by_people(
    records: Iterable[Record], keys: Mapping[Member, Key], entity: Callable[[Member], Member]
) -> Iterator[Merge]:
    """Bare names whose place nobody says, by who works there: two articles' 实验小学 with one headmistress.

    `entity` gives the member that stands for a person, as far as people are known.
    """
    blocks: dict[tuple[str, str, Member], list[Record]] = defaultdict(list)
    for record in records:
        key = record.key
        if record.type == "Organization" and key.bare:
            for person in sorted({entity(one) for one in record.linked if keys[one].type == "Person"}):
                blocks[key.type, key.core, person].append(record)
    for (_, core, person), block in blocks.items():
        for left, right in pairwise(block):
            if left.key.lone or right.key.lone:
                yield Merge(left.member, right.member, f"{core} of the same {keys[person].name}", 0.8)


def by_surroundings(records: Iterable[Record], entity: Callable[[Member], Member]) -> Iterator[Merge]:
    """Bare names of which nobody says where, in articles that speak of the same things: one report in two papers.

    `entity` gives the member that stands for what another is, as far as that is known.
    """
    around: dict[str, set[Member]] = defaultdict(set)
    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        key = record.key
        if key.lone:
            blocks[key.type, key.core].append(record)
        else:
            around[record.member.article].add(entity(record.member))
    for (_, core), block in blocks.items():
        for left, right in _neighbours(block, around):
            one, other = around[left.member.article], around[right.member.article]
            shared = len(one & other)
            share = shared / min(len(one), len(other))
            if shared >= _LEAST_SHARED and share >= _DOUBTFUL_SHARE:
                reason = f"{core} among {shared} other things that both articles name"
                yield Merge(left.member, right.member, reason, 0.8 if share >= _SHARE else 0.5)


def _neighbours(block: Sequence[Record], around: Mapping[str, set[Member]]) -> Iterator[tuple[Record, Record]]:
    """Pairs of a block whose articles share something that few of the others name; each pair once."""
    holders: dict[Member, list[Record]] = defaultdict(list)
    for record in block:
        for each in around[record.member.article]:
            holders[each].append(record)
    pairs = {
        (left.member, right.member): (left, right)
        for each in sorted(holders)
        if len(holders[each]) <= _FEW
        for left, right in combinations(holders[each], 2)
    }
    yield from pairs.values()


def facts(record: Record) -> Facts:
    """What keeps it from being another: its region, its registered name, a place's code."""
    key = record.key
    if record.type == "Place":
        return _facts((key.code,), tuple(one.code for one in record.also))
    if record.type == "Organization":
        also = (value for one in record.also for value in (one.region if one.stated else "", _legal(one.core)))
        return _facts((key.region if key.stated or key.bare else "", _legal(key.core)), tuple(also))
    return _facts((key.region,)) if record.type == "Honor" else _NOTHING


_NOTHING = Facts()


@lru_cache(maxsize=1 << 16)
def _facts(values: tuple[str, ...], also: tuple[str, ...] = ()) -> Facts:
    """Facts of one value each, empty where unknown; the same for all of whom the same is known."""
    return Facts(tuple(frozenset({value} - {""}) for value in values), frozenset(also) - {""})


@lru_cache(maxsize=1 << 16)
def _legal(core: str) -> str:
    return core if LEGAL.search(core) else ""


def ordered(merges: Iterable[Merge]) -> list[Merge]:
    """The surest first; the order is the same whatever order they come in."""
    return sorted(merges, key=lambda one: (-one.score, one.left, one.right, one.reason))
