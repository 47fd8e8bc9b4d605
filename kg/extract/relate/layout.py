"""An article's reduced sentences as numbers, and the rows that describe pairs in them: what `network` looks at.

A position is a character of a reduced sentence, or a name, post, time or quantity that stands there as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends
from kg.extract.relate.view import Item, Member, holders

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

least_likely = -3.8
"""Pairs that the network thinks less likely (log-odds) are not looked at any further."""
relations = tuple(ends)
column = {relation: number for number, relation in enumerate(relations)}
sources = (
    *("first1", "last1", "mid1", "first2", "last2", "para", "recentfirst", "recentlast", "headline"),
    *("top0", "top1", "aside", "spoken", "echo", "heading", "opening"),
)
"""As what a name that is left out may be known (`focus`)."""
_source = {label: 1 << number for number, label in enumerate(sources)}
_HERE_BEFORE, _HERE_AFTER = 1 << len(sources), 2 << len(sources)
bits = len(sources) + 2
_kinds = {char: number for number, char in enumerate(holders.values(), 1)}
kinds = len(_kinds) + 1
_TOLD_BEFORE, _TOLD_AFTER = 10, 12


@dataclass(frozen=True, slots=True)
class Layout:
    """All positions of an article.

    `vectors`: mean, last and last but one of the vectors of the characters that stand there; `told`: how many
    characters before it belong to words that tell of each relation; `places`: the position of each character of the
    article; `firsts`, `lasts`: of each sentence.
    """

    vectors: Floats
    kinds: Numbers
    told: Floats
    places: Numbers
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    marks: Mapping[tuple[int, str, str], tuple[int, ...]]
    halves: Mapping[tuple[int, int], tuple[int, ...]]


def lay_out(scene: Scene, characters: Floats) -> Layout:
    """The reduced sentences of `scene`; `characters` are the vectors of its folded text's characters."""
    starts: list[int] = []
    stops: list[int] = []
    texts: list[str] = []
    firsts, lasts = [], []
    for view in scene.plain:
        firsts.append(len(starts))
        for item, offset in zip(view.items, view.offsets, strict=True):
            first = item if item is None or not item.members else item.members[0]
            starts.append(offset if first is None else first.start)
            stops.append(0 if first is None else first.end)
        texts.append(view.text)
        lasts.append(len(starts) - 1)
    text = "".join(texts)
    return Layout(
        _vectors(characters, np.array(starts, dtype=np.int64), np.array(stops, dtype=np.int64)),
        np.array([_kinds.get(char, 0) for char in text], dtype=np.int64),
        _told(scene, text),
        _places(scene),
        tuple(firsts),
        tuple(lasts),
        _marks(scene),
        _halves(scene),
    )


def _vectors(characters: Floats, starts: Numbers, stops: Numbers) -> Floats:
    """Mean, last, last but one; of a single character only itself."""
    size = characters.shape[1]
    named = (stops > 0)[:, None]
    ends_ = np.where(stops > 0, stops, starts + 1)
    sums = np.concatenate((np.zeros((1, size)), characters.cumsum(axis=0, dtype=np.float64)))
    mean = (sums[ends_] - sums[starts]) / (ends_ - starts)[:, None]
    last, before = characters[ends_ - 1] * named, characters[np.maximum(ends_ - 2, starts)] * named
    found: Floats = np.concatenate((mean, last, before), axis=1).astype(np.float32)
    return found


_automata: dict[int, tuple[object, AhoCorasick, list[list[int]]]] = {}


def _told(scene: Scene, text: str) -> Floats:
    """For each relation how many characters before each position belong to words that tell of it."""
    marks = np.zeros((len(text) + 1, len(relations)), dtype=np.float32)
    words, columns = _words(scene.triggers)
    for index, start, end in words.find_matches_as_indexes(text):
        marks[start + 1 : end + 1, columns[index]] = 1
    return marks.cumsum(axis=0)


def _words(triggers: Mapping[str, frozenset[str]]) -> tuple[AhoCorasick, list[list[int]]]:
    """The trigger words of two and more characters, found in one pass; kept for the last mapping that was given."""
    if id(triggers) not in _automata:
        _automata.clear()
        words = sorted(word for word in triggers if len(word) > 1) or ["\0"]
        columns = [sorted(column[name] for name in triggers.get(word, ()) if name in column) for word in words]
        _automata[id(triggers)] = triggers, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), columns
    return _automata[id(triggers)][1:]


def _places(scene: Scene) -> Numbers:
    """The position of each character of the article; one that no position stands for has that of the one before."""
    places = np.full(len(scene.document.text) + 1, -1, dtype=np.int64)
    at = 0
    for view in scene.plain:
        for item, offset in zip(view.items, view.offsets, strict=True):
            if item is None:
                places[offset] = at
            else:
                places[item.start : item.end] = at
            at += 1
    return np.maximum(np.maximum.accumulate(places), 0)


def _marks(scene: Scene) -> dict[tuple[int, str, str], tuple[int, ...]]:
    """For each pair that declared lines join in a sentence, the relations."""
    found: dict[tuple[int, str, str], list[int]] = {}
    for number, relation, one, two in scene.matched:
        if relation in column:
            found.setdefault((number, one, two), []).append(column[relation])
    return {key: tuple(sorted(held)) for key, held in found.items()}


def _halves(scene: Scene) -> dict[tuple[int, int], tuple[int, ...]]:
    """For each name that lines with one end take, by sentence and place, the relations, those of a subject last."""
    found: dict[tuple[int, int], list[int]] = {}
    for number, relation, end, start in scene.halves:
        if relation in column:
            shift = len(relations) if end == "subject" else 0
            found.setdefault((number, start), []).append(column[relation] + shift)
    return {key: tuple(sorted(held)) for key, held in found.items()}


Near = tuple[int, int, int, int]
"""Positions: first and last of the subject's item, first and last of the object's."""


Away = tuple[int, Item, Member, int]
"""A sentence's number, a name in it, a name carried over to it, and as what that is known, as bits."""


def near_row(places: Sequence[int], subject: Item, obj: Item) -> Near:
    """Where a pair of one sentence stands, given the `places` of a layout as a list."""
    return places[subject.start], places[subject.end - 1], places[obj.start], places[obj.end - 1]


def marks_of(laid: Layout, number: int, subject: Item, obj: Item) -> tuple[int, ...]:
    """The relations by which declared lines join the first members of two items; those of the turned pair last."""
    one, two = subject.members[0].entity, obj.members[0].entity
    turned = laid.marks.get((number, two, one), ())
    return (*laid.marks.get((number, one, two), ()), *(relation + len(relations) for relation in turned))


@lru_cache(maxsize=4096)
def known_as(labels: frozenset[str]) -> int:
    """As what a name is carried over, as bits."""
    return sum(_source.get(label, 0) for label in labels)


def named_here(kind: str, text: str, place: int) -> int:
    """Whether the sentence names another of `kind` before or behind `place`, as bits."""
    char = holders[kind]
    before = _HERE_BEFORE if 0 <= text.find(char) < place else 0
    return before | (_HERE_AFTER if text.find(char, place) >= 0 else 0)


def spread(rows: Sequence[Sequence[int]], width: int) -> Floats:
    """Lists of columns as rows of ones and zeros."""
    found = np.zeros((len(rows), width), dtype=np.float32)
    for number, columns in enumerate(rows):
        for column_ in columns:
            found[number, column_] = 1
    return found


def spread_bits(flags: Sequence[int]) -> Floats:
    """Source bits as rows of ones and zeros."""
    found: Floats = ((np.array(flags, dtype=np.int64)[:, None] >> np.arange(bits)) & 1).astype(np.float32)
    return found


def told_between(laid: Layout, start: Numbers, stop: Numbers) -> Floats:
    """Which relations the words of positions ``start:stop`` tell of."""
    last = len(laid.told) - 1
    found: Floats = (laid.told[np.clip(stop, 0, last)] > laid.told[np.clip(start, 0, last)]).astype(np.float32)
    return found


def told_around(laid: Layout, left: Numbers, right: Numbers) -> Floats:
    """Which relations the words before position `left` and behind position `right` tell of."""
    before = told_between(laid, np.maximum(left - _TOLD_BEFORE, 0), left)
    return np.concatenate((before, told_between(laid, right + 1, right + 1 + _TOLD_AFTER)), axis=1)


_steps = np.array([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80, 160])
distances = len(_steps) + 1


def coarse(lengths: Numbers) -> Numbers:
    """Distances in coarse steps."""
    found: Numbers = np.searchsorted(_steps, lengths).astype(np.int64)
    return found
