"""Which declared lines match where: many sentences looked at in one go, their places as the bits of whole numbers.

Bit i of such a number stands for place i. A line's parts move the places that it has reached so far: words to behind
each of their occurrences there, a gap onward as far as it goes (the shift-and method of Baeza-Yates and Gonnet). So a
line takes as many steps as it has parts, however many ways there are to fill its gaps and choices, and re2, which is
to say what stands in which slot, is asked only about sentences in which the line matches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Protocol

from ahocorasick_rs import AhoCorasick

# What closes each text; `view` keeps the characters of this area out of reduced sentences.
_END = "\ue0ff"
# Characters looked at in one go: numbers of so many bits are still quick, and time grows as the text does.
_AT_ONCE = 2_000
_SIGN = re.compile(r"\{[^}]*\}|……|.", re.DOTALL)


class Places:
    """Texts end to end, and where in them words begin of those that lines hold."""

    def __init__(self, texts: Sequence[str], marks: Mapping[str, int]) -> None:
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._steps: dict[Gap, tuple[tuple[int, int], ...]] = {}
        self.marks = marks
        self.every = (1 << self._starts[-1]) - 1

    def texts_at(self, reached: int) -> Iterator[tuple[int, int]]:
        """The numbers of the texts in which, or right behind which, the places `reached` lie; of each the last one."""
        while reached:
            last = reached.bit_length() - 1
            number = bisect_right(self._starts, last) - 1
            start = self._starts[number]
            yield number, last - start
            reached &= (1 << start) - 1

    def steps(self, gap: Gap) -> tuple[tuple[int, int], ...]:
        """Lengths of which some add up to any that `gap` may have, each with the places from where it is free."""
        if gap not in self._steps:
            self._steps[gap] = tuple(self._stretches(gap))
        return self._steps[gap]

    def _stretches(self, gap: Gap) -> Iterator[tuple[int, int]]:
        free = self.every
        for char in (*gap.stops, _END):
            free &= ~self.marks.get(char, 0)
        size, rest = 1, gap.most
        while rest:
            step = min(size, rest)
            yield step, _runs(free, step)
            rest -= step
            size *= 2


def _runs(free: int, length: int) -> int:
    """The places where `length` free ones begin."""
    size = 1
    while size < length:
        further = min(size, length - size)
        free &= free >> further
        size += further
    return free


class Part(Protocol):
    """A part of a line."""

    def reach(self, places: Places, at: int) -> int:
        """The places to which it leads from those of `at`."""

    def words(self) -> Iterator[str]:
        """What it looks up in a text."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words."""

    forms: tuple[str, ...]

    def reach(self, places: Places, at: int) -> int:  # noqa: D102 -- as `Part` has it
        found, marks = 0, places.marks
        for word in self.forms:
            if word in marks:
                found |= (at & marks[word]) << len(word)
        return found

    def words(self) -> Iterator[str]:  # noqa: D102
        yield from self.forms


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many characters, none of them one that stops it."""

    most: int
    stops: str

    def reach(self, places: Places, at: int) -> int:  # noqa: D102
        for length, free in places.steps(self):
            at |= (at & free) << length
        return at

    def words(self) -> Iterator[str]:  # noqa: D102
        yield from self.stops


@dataclass(frozen=True, slots=True)
class Row:
    """Parts, one behind the other."""

    parts: tuple[Part, ...]

    def reach(self, places: Places, at: int) -> int:  # noqa: D102
        for part in self.parts:
            at = part.reach(places, at)
            if not at:
                return 0
        return at

    def words(self) -> Iterator[str]:  # noqa: D102
        for part in self.parts:
            yield from part.words()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts; `optional`: or none of them."""

    parts: tuple[Part, ...]
    optional: bool = False

    def reach(self, places: Places, at: int) -> int:  # noqa: D102
        found = at if self.optional else 0
        for part in self.parts:
            found |= part.reach(places, at)
        return found

    def words(self) -> Iterator[str]:  # noqa: D102
        for part in self.parts:
            yield from part.words()


@dataclass(frozen=True, slots=True)
class Again:
    """A part and what may follow it, as often as it does."""

    part: Part
    more: Part

    def reach(self, places: Places, at: int) -> int:  # noqa: D102
        found = fresh = self.part.reach(places, at)
        while fresh:
            fresh = self.more.reach(places, fresh) & ~found
            found |= fresh
        return found

    def words(self) -> Iterator[str]:  # noqa: D102
        yield from self.part.words()
        yield from self.more.words()


def read(line: str, special: Callable[[str], Part | None]) -> Part:
    """The parts of a declared line that re2 takes; `special` says what a slot or a gap is, None of other characters."""
    groups: list[list[list[Part]]] = [[[]]]
    for sign in _SIGN.findall(line):
        row = groups[-1][-1]
        if sign == "(":
            groups.append([[]])
        elif sign == "|":
            groups[-1].append([])
        elif sign == ")":
            closed = _either(groups.pop())
            groups[-1][-1].append(closed)
        elif sign == "?":
            row[-1] = Choice((row[-1],), optional=True)
        else:
            row.append(special(sign) or Words((sign,)))
    return _either(groups.pop())


def _either(rows: Sequence[Sequence[Part]]) -> Part:
    parts = tuple(map(_row, rows))
    if all(isinstance(part, Words) for part in parts):
        return Words(tuple(form for part in parts for form in part.words()))
    return parts[0] if len(parts) == 1 else Choice(parts)


def _row(parts: Sequence[Part]) -> Part:
    """`parts` in a row, characters that stand for themselves joined to words."""
    joined: list[Part] = []
    for plain, run in groupby(parts, key=lambda part: isinstance(part, Words) and len(part.forms) == 1):
        if plain:
            joined.append(Words(("".join(form for part in run for form in part.words()),)))
        else:
            joined.extend(run)
    return joined[0] if len(joined) == 1 else Row(tuple(joined))


def _needed(part: Part) -> Iterator[frozenset[str]]:
    """Sets of words of each of which a text holds one that `part` matches."""
    if isinstance(part, Words):
        yield frozenset(part.forms)
    elif isinstance(part, Row):
        for each in part.parts:
            yield from _needed(each)


Found = tuple[int, int]
"""The number of a line that matches in a text, and where the last of its matches there ends."""


class Glance:
    """Lines, looked for all at once."""

    def __init__(self, lines: Sequence[Part]) -> None:
        self._lines = lines
        self._words = sorted({_END, *(word for line in lines for word in line.words())})
        self._automaton = AhoCorasick(self._words)
        self._by_word: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            # The longest words are those that fewest texts hold; a line that needs none is tried on all texts.
            for word in max(_needed(line), key=lambda words: min(map(len, words)), default=frozenset({_END})):
                self._by_word.setdefault(word, []).append(number)

    def matching(self, texts: Sequence[str]) -> list[list[Found]]:
        """For each text the lines that match in it, by their numbers."""
        found: list[list[Found]] = [[] for _ in texts]
        for first, block in _blocks(texts):
            places = Places(block, self._marks(block))
            for number in sorted({line for word in places.marks for line in self._by_word.get(word, ())}):
                for text, last in places.texts_at(self._lines[number].reach(places, places.every)):
                    found[first + text].append((number, last))
        return found

    def _marks(self, texts: Sequence[str]) -> dict[str, int]:
        """For each word that stands in `texts`, put end to end, the places where it begins."""
        marks: dict[str, int] = {}
        text = "".join(text + _END for text in texts)
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            word = self._words[number]
            marks[word] = marks.get(word, 0) | 1 << start
        return marks


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """`texts` in stretches to be looked at in one go, each with the number of its first one."""
    first = size = 0
    for number, text in enumerate(texts, 1):
        size += len(text) + 1
        if size >= _AT_ONCE or number == len(texts):
            yield first, texts[first:number]
            first, size = number, 0
