"""Entities by any part of any of their names, in either script, or by how the name sounds; the best first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import accumulate

import regex

from kg.graph.reading import Content, Node
from kg.text.fold import fold_name

_LATIN = regex.compile(r"[a-z0-9]+")
_LONGEST = 200
# What a match is worth: the whole name, its beginning, its end, a part of it; the same of its sound, and of initials.
_EXACT, _BEGINS, _ENDS, _WITHIN, _SOUND, _SOUND_BEGINS, _INITIALS, _SOUND_WITHIN = 100, 80, 70, 60, 50, 40, 35, 20
_INITIALS_END = 15


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as the search knows it: `forms` are all its names in both scripts, `weight` its number of articles."""

    iri: str
    type: str
    subtype: str
    label: str
    forms: tuple[str, ...]
    weight: int = 0
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that was found, and the form of its name that matched."""

    entity: Named
    form: str
    score: int


class NameIndex:
    """All names of a graph, ready to be searched. Names are put in one text, so that a search is one pass in C."""

    def __init__(self, entities: Iterable[Named]) -> None:
        self._entities = tuple(entities)

    def __len__(self) -> int:
        return len(self._entities)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many entities there are of each class."""
        return dict(Counter(entity.type for entity in self._entities))

    def best(self, limit: int) -> list[Named]:
        """The entities that most articles name; places, which every article names, come after all others."""
        return nsmallest(limit, self._entities, key=_standing)

    @cached_property
    def _written(self) -> _Keys:
        return _Keys(
            (key, place, form)
            for place, entity in enumerate(self._entities)
            for key, form in {fold_name(form): form for form in reversed(entity.forms) if form}.items()
            if key
        )

    @cached_property
    def _spoken(self) -> tuple[_Keys, _Keys]:
        """Keys of syllables and of their initials; made when a first name in Latin letters is searched."""
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - takes half a second to load

        rows = []
        for place, entity in enumerate(self._entities):
            for form in dict.fromkeys(entity.forms[:3]):
                syllables = lazy_pinyin(form[:_LONGEST], style=Style.NORMAL, errors=_kept)  # type: ignore[arg-type]
                rows.append((syllables, place, form))
        full = _Keys(("".join(parts), place, form) for parts, place, form in rows if parts)
        short = _Keys(("".join(part[0] for part in parts), place, form) for parts, place, form in rows if parts)
        return full, short

    def search(self, text: str, *, limit: int = 20, kind: str = "") -> list[Match]:
        """The entities that `text` names or is a part of the name of; the best first.

        Args:
            text: a name or a part of one, in either script, or pinyin, full (shangnan) or initials (sn).
            limit: how many.
            kind: only entities of this class, such as ``Person`` or ``County``.
        """
        key = fold_name(text[:_LONGEST])
        if not key:
            return []
        found: dict[int, Match] = {}
        self._collect(found, self._written, key, (_EXACT, _BEGINS, _ENDS, _WITHIN))
        if _LATIN.fullmatch(key):
            full, short = self._spoken
            self._collect(found, full, key, (_SOUND, _SOUND_BEGINS, _SOUND_WITHIN, _SOUND_WITHIN))
            self._collect(found, short, key, (_INITIALS, _INITIALS - 5, _INITIALS_END if len(key) > 2 else 0, 0))
        matches = [match for match in found.values() if not kind or kind in (match.entity.type, match.entity.subtype)]
        matches.sort(key=_rank)
        return matches[:limit]

    def _collect(self, found: dict[int, Match], keys: _Keys, key: str, worth: tuple[int, int, int, int]) -> None:
        for name, place, form in keys.containing(key):
            score = _score(name, key, worth)
            if score and (place not in found or found[place].score < score):
                found[place] = Match(self._entities[place], form, score)


class _Keys:
    """Names in one text, a line each, with the entity that each belongs to."""

    def __init__(self, rows: Iterable[tuple[str, int, str]]) -> None:
        self._rows = list(rows)
        self._text = "\n" + "".join(f"{key}\n" for key, _, _ in self._rows)
        self._starts = list(accumulate((len(key) + 1 for key, _, _ in self._rows), initial=1))

    def containing(self, key: str) -> Iterable[tuple[str, int, str]]:
        at = self._text.find(key)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            yield self._rows[row]
            at = self._text.find(key, self._starts[row + 1] - 1)


def _rank(one: Match) -> tuple[int, int, int, int, str]:
    found = one.entity
    return -one.score, -found.weight, -found.facts, len(found.label), found.label


def _standing(one: Named) -> tuple[bool, int, int, str]:
    return one.type == "Place", -one.weight, -one.facts, one.label


def _score(name: str, key: str, worth: tuple[int, int, int, int]) -> int:
    exact, begins, ends, within = worth
    if name == key:
        return exact
    if name.startswith(key):
        return begins
    return ends if name.endswith(key) else within


def _kept(text: str) -> Sequence[str]:
    """What isn't Chinese, letter by letter; marks are left out."""
    return [char for char in text.lower() if char.isalnum()]


def named(node: Node) -> Named:
    """An entity as the search takes it."""
    forms = tuple(dict.fromkeys(form for form in node.names if form))
    return Named(node.iri, node.type, node.subtype, node.label, forms, len(node.articles))


def index_of(content: Content) -> NameIndex:
    """The names of all entities of `content`."""
    return NameIndex(named(node) for node in content.nodes)
