"""Putting pairs together into clusters, never joining what a judgement or a hard conflict keeps apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
_Some = frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What can't differ within an entity: each of `sets` is empty where unknown.

    `also` holds values that are known besides (a former name's, a second post's): who shares one is no stranger.
    """

    sets: tuple[_Some, ...] = ()
    also: _Some = frozenset()

    def conflict(self, other: Facts) -> bool:
        """Whether some set is known on both sides and nothing in it, or besides, is shared."""
        return any(
            one and two and not ((one | self.also) & (two | other.also))
            for one, two in zip(self.sets, other.sets, strict=False)
        )

    def __or__(self, other: Facts) -> Facts:
        """What is known of both together."""
        if self is other or self == other:
            return self
        longer, shorter = (self.sets, other.sets) if len(self.sets) >= len(other.sets) else (other.sets, self.sets)
        both = tuple(one | two for one, two in zip(longer, shorter, strict=False)) + longer[len(shorter) :]
        return Facts(both, self.also | other.also)


class Clusters(Generic[Item]):
    """Disjoint sets with bars between them: two sets with a barred pair across them are never joined.

    Nor are two sets whose facts conflict, unless the join is forced. The result depends on the order of `join` only
    where something forbids a join; callers join in a fixed order.
    """

    def __init__(self) -> None:
        self._parent: dict[Item, Item] = {}
        self._members: dict[Item, list[Item]] = {}
        self._bars: dict[Item, set[Item]] = {}
        self._facts: dict[Item, Facts] = {}

    def add(self, item: Item, facts: Facts = Facts()) -> None:
        """Make `item` known, alone in its set."""
        if item not in self._parent:
            self._parent[item] = item
            self._members[item] = [item]
            self._facts[item] = facts

    def unite(self, items: Sequence[Item]) -> bool:
        """Make one set of `items`, each alone until now, where nothing that is known tells them apart; whether so."""
        first = items[0]
        facts = self._facts[first]
        if self._bars or any(self._facts.get(item) != facts or len(self._members[item]) > 1 for item in items):
            return False
        for item in items[1:]:
            self._parent[item] = first
            del self._members[item], self._facts[item]
        self._members[first] = list(items)
        return True

    def find(self, item: Item) -> Item:
        """The representative of the set that `item` is in."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def learn(self, item: Item, facts: Facts) -> None:
        """Add to what is known of the set that `item` is in."""
        root = self.find(item)
        self._facts[root] |= facts

    def bar(self, left: Item, right: Item) -> None:
        """Keep the sets of the two apart from now on."""
        one, other = self.find(left), self.find(right)
        if one != other:
            self._bars.setdefault(one, set()).add(other)
            self._bars.setdefault(other, set()).add(one)

    def barred(self, left: Item, right: Item) -> bool:
        """Whether a bar keeps the sets of the two apart."""
        return self.find(right) in self._bars.get(self.find(left), ())

    def conflict(self, left: Item, right: Item) -> bool:
        """Whether what is known of the two sets can't be true of one."""
        return self._facts[self.find(left)].conflict(self._facts[self.find(right)])

    def join(self, left: Item, right: Item, *, forced: bool = False) -> bool:
        """Make one set of the two, unless something keeps them apart; whether they are one set now.

        Where it is `forced`, only a bar does.
        """
        one, other = self.find(left), self.find(right)
        if one == other:
            return True
        if other in self._bars.get(one, ()) or (not forced and self._facts[one].conflict(self._facts[other])):
            return False
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
        self._facts[one] |= self._facts.pop(other)
        for barred in self._bars.pop(other, ()):
            self._bars[barred].discard(other)
            self._bars[barred].add(one)
            self._bars.setdefault(one, set()).add(barred)
        return True

    def members(self, item: Item) -> list[Item]:
        """All items in the set that `item` is in."""
        return self._members[self.find(item)]

    def sets(self) -> Iterable[list[Item]]:
        """All sets, in no particular order."""
        return self._members.values()
