"""Putting pairs together into clusters, never joining what a judgement or a hard conflict keeps apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Clusters(Generic[Item]):
    """Disjoint sets with bars between them: two sets with a barred pair across them are never joined.

    The result depends on the order of `join` only where a bar forbids a join; callers join in a fixed order.
    """

    def __init__(self) -> None:
        self._parent: dict[Item, Item] = {}
        self._members: dict[Item, list[Item]] = {}
        self._bars: dict[Item, set[Item]] = {}

    def add(self, item: Item) -> None:
        """Make `item` known, alone in its set."""
        if item not in self._parent:
            self._parent[item] = item
            self._members[item] = [item]

    def find(self, item: Item) -> Item:
        """The representative of the set that `item` is in."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def bar(self, left: Item, right: Item) -> None:
        """Keep the sets of the two apart from now on."""
        one, other = self.find(left), self.find(right)
        if one != other:
            self._bars.setdefault(one, set()).add(other)
            self._bars.setdefault(other, set()).add(one)

    def barred(self, left: Item, right: Item) -> bool:
        """Whether something keeps the sets of the two apart."""
        return self.find(right) in self._bars.get(self.find(left), ())

    def join(self, left: Item, right: Item) -> bool:
        """Make one set of the two, unless a bar keeps them apart; whether they are one set now."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return True
        if other in self._bars.get(one, ()):
            return False
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
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
