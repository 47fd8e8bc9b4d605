"""Many words looked up in one pass over a text (Aho-Corasick, in Rust), and values kept once an ontology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Generic, TypeVar

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from kg.ontology import Ontology

T = TypeVar("T")
# Ontologies whose compiled lexicons are kept; a process works with one, tests with a few.
_KEPT = 4


class Words(Generic[T]):
    """Words, each with a value, found in a text in time linear in it, overlapping ones too.

    With `once` the words are soon compiled and found somewhat slower: for those of one article.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, once: bool = False) -> None:
        self.values: dict[str, T] = {word: value for word, value in entries if word}
        self._words = list(self.values)
        self._payload = list(self.values.values())
        self._automaton = AhoCorasick(
            self._words or ["\0"],
            matchkind=MatchKind.Standard,
            implementation=Implementation.NoncontiguousNFA if once else None,
        )

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of every occurrence, by end."""
        if not self._words:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self._payload[index]

    def matches(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Every occurrence, by end: the number of the word in `values`, start, end."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True) if self._words else []
        numbers, starts, ends = np.array(found, dtype=np.int64).reshape(-1, 3).T
        return numbers, starts, ends

    def longest_by_end(self, text: str) -> dict[int, tuple[int, T]]:
        """For each position where a word ends: the start and value of the longest that ends there."""
        found: dict[int, tuple[int, T]] = {}
        for start, end, value in self.find(text):
            if end not in found or start < found[end][0]:
                found[end] = (start, value)
        return found

    def longest_by_start(self, text: str) -> dict[int, tuple[int, T]]:
        """For each position where a word starts: the end and value of the longest that starts there."""
        found: dict[int, tuple[int, T]] = {}
        for start, end, value in self.find(text):
            if start not in found or end > found[start][0]:
                found[start] = (end, value)
        return found

    def __contains__(self, word: object) -> bool:
        return word in self.values


def once_per_ontology(build: Callable[[Ontology], T]) -> Callable[[Ontology], T]:
    """Keep what `build` makes of an ontology: compiling its lexicons takes longer than reading an article."""
    kept: dict[tuple[str, str], T] = {}

    @wraps(build)
    def built(ontology: Ontology) -> T:
        key = (str(ontology.folder), ontology.version)
        if key not in kept:
            if len(kept) >= _KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = build(ontology)
        return kept[key]

    return built
