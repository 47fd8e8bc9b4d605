"""Lists that answer each other: 甲、乙分获一等奖、二等奖; 甲与乙、丙签约; 甲与乙、丙与丁分别签约.

Of two lists of one length that 分别 joins each name goes with the one that stands as far on in the other; bodies on one
side of 与 are no partners of each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.relate.view import Item, Member, View

_RESPECTIVELY = re.compile("分别|依次|顺次|(?<![部百千万半几])分(?=[获列摘夺居得任获])")
_STOP = re.compile("[，。；：！？\n]")
_APART = re.compile("、|以及|和|与|及|暨")
_ACTORS = frozenset({"Person", "Organization"})
_KINDS = (_ACTORS, frozenset({"Honor"}), frozenset({"Place"}), frozenset({"Event"}))
_FEWEST = 2
_WITH = frozenset({"与", "同", "和", "跟"})
_GOVERNED = re.compile("(?:与|同|跟|和|联合|携手|会同|联手|牵手)$")
# All of a list are each other's partners: 甲与乙、丙三方签约.
_ALL = re.compile("[^。；]{0,12}?(?:[三四五六七多各][方家]|共同|一起|互)")
_ASIDE = re.compile("（[^（）]*）")


def paired(view: View) -> Mapping[tuple[str, str], bool]:
    """For names of two lists that 分别 joins, in the order in which they stand, whether the two belong together."""
    found: dict[tuple[str, str], bool] = {}
    for marker in _RESPECTIVELY.finditer(view.text):
        start = max((stop.end() for stop in _STOP.finditer(view.text, 0, marker.start())), default=0)
        stop = _STOP.search(view.text, marker.end())
        end = stop.start() if stop else len(view.text)
        for one in _KINDS:
            lefts = _heads(view, start, marker.start(), one)
            for two in _KINDS if len(lefts) >= _FEWEST else ():
                rights = _heads(view, marker.end(), end, two)
                if len(lefts) == len(rights):
                    found |= {(a, b): i == j for i, a in enumerate(lefts) for j, b in enumerate(rights)}
    return found


def _heads(view: View, start: int, end: int, kinds: frozenset[str]) -> list[str]:
    """The names that a list is of: in each of its parts the last one of `kinds` (县医院医生甲 is 甲)."""
    found: list[str] = []
    cuts = [start, *(cut.end() for cut in _APART.finditer(view.text, start, end)), end + 1]
    for left, right in pairwise(cuts):
        names = [item for item in view.items[left : min(right, end)] if item is not None and item.kind in kinds]
        people = [item for item in names if item.kind == "Person"]
        found += [member.entity for item in (people or names)[-1:] for member in item.members]
    return found


def partners(folded: str, item: Item, *, loosely: bool = False) -> Iterator[tuple[Member, Member]]:
    """Those of a list's members who may be each other's partners.

    `loosely`: also those behind one 与 (学校与甲、乙签约), who often are.
    """
    members = item.members
    sides = sides_of(folded, item)
    for index, one in enumerate(members):
        for place, two in enumerate(members[index + 1 :], index + 1):
            apart = sides is None or sides[index] == -sides[place] or (loosely and max(sides) < _FEWEST)
            if one.entity != two.entity and apart:
                yield one, two


def sides_of(folded: str, item: Item) -> Sequence[int] | None:
    """On which side of its 与 each member stands, by pairs of lists: 1 and -1, 2 and -2; None where all are alike."""
    members = item.members
    if _ALL.match(folded, item.end) or any(one.start >= two.start for one, two in pairwise(members)):
        return None
    if _GOVERNED.search(folded, max(0, item.start - 2), item.start):
        return [1] * len(members)
    joints = [_ASIDE.sub("", folded[one.end : two.start]) for one, two in pairwise(members)]
    cuts = [place for place, joint in enumerate(joints) if joint in _WITH]
    if len(cuts) > 1 and len(joints) % 2 and cuts == list(range(0, len(joints), 2)):
        return [(place // 2 + 1) * (1 if place % 2 == 0 else -1) for place in range(len(members))]
    if len(cuts) == 1 and cuts[0] < len(joints) - 1:
        return [1 if place <= cuts[0] else -1 for place in range(len(members))]
    return None
