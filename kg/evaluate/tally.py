"""Counts of right and wrong, and the errors behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Tally:
    """Counts of what was right, what was printed and what there was to find."""

    right: int = 0
    printed: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the printed that is right; 0 where nothing was printed."""
        return self.right / self.printed if self.printed else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there was nothing to find."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Error(NamedTuple):
    """One difference between what was printed and gold; `cause` is the likeliest one of a relation's error."""

    article: str
    what: str
    why: str
    detail: str
    cause: str = ""


@dataclass(slots=True)
class Scores:
    """Tallies by measure (``entity``, ``entity/Person``, ``relation/awarded`` …) and the errors behind them."""

    articles: int = 0
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Error] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    """The confidence of each statement that counts, and whether it is right."""

    def __getitem__(self, measure: str) -> Tally:
        return self.tallies[measure]

    def count(self, measure: str, kind: str = "", *, right: int = 0, printed: int = 0, gold: int = 0) -> None:
        """Add to `measure`, and to ``measure/kind`` where a kind is given."""
        for key in (measure, f"{measure}/{kind}") if kind else (measure,):
            tally = self.tallies[key]
            tally.right += right
            tally.printed += printed
            tally.gold += gold

    def error_classes(self) -> Counter[tuple[str, str]]:
        """How many relations went wrong in which way: (``missed`` or ``spurious``, the likeliest cause)."""
        return Counter((error.why, error.cause) for error in self.errors if error.what == "relation")

    def reliability(self, width: float = 0.1) -> list[tuple[float, float, int]]:
        """By bins of confidence, lower edge first: the share of printed statements that is right, how many."""
        bins: defaultdict[int, list[bool]] = defaultdict(list)
        for confidence, right in self.judged:
            bins[min(int(confidence / width), int(1 / width) - 1)].append(right)
        return [(at * width, sum(found) / len(found), len(found)) for at, found in sorted(bins.items())]
