"""A pair that might be joined, and what says beforehand which pairs are worth looking at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.extract.relate.layout import Away, relations
from kg.extract.relate.view import Item, Member


class Sieve(Protocol):
    """What says of bare pairs how likely they are, as `network.Reading` does."""

    def near(self, subject: Item, obj: Item) -> Sequence[float] | None:
        """The log-odds of each relation for two names of one sentence; None where none is likely."""

    def away(self, found: Sequence[Away]) -> Sequence[Mapping[int, float] | None]:
        """For each name carried over the log-odds of likely relations, it being subject, then object; None as above."""


class Everything:
    """A sieve that lets all through."""

    def near(self, subject: Item, obj: Item) -> Sequence[float]:  # noqa: ARG002 -- as `Sieve` has it
        """Nothing is unlikely."""
        return _ANY

    def away(self, found: Sequence[Away]) -> Sequence[Mapping[int, float]]:
        """Nothing is unlikely."""
        return [dict(enumerate((*_ANY, *_ANY)))] * len(found)


_ANY = (0.0,) * len(relations)
# What a pair that a declared line joins counts for though the network finds no relation of the two likely.
unlikely = -8.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that might be joined by `relation`; `view` is the number of the sentence, `mode` how the pair stands.

    `likely` is what the network thinks of it (log-odds), `source` as what a name that is left out is known (bits).
    """

    relation: str
    mode: str
    subject: Member
    object: Member
    view: int
    features: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    anchor: Item
    other: Item | None
    detailed: bool
    likely: float = -8.0
    source: int = 0

    @property
    def own(self) -> tuple[str, ...]:
        """The features that it doesn't share with the other pairs of its two items; `parts` keeps them by origin."""
        return tuple(name for part in self.parts for name in part)
