"""Known places in a text: administrative divisions and countries, with checks against words that only look like them.

A full name with its class word (商南县) counts unless it cuts a word (合作市 in 合作市场). A name that is also a common word,
or very short (任县), and every short form (商南) needs support: its parent beside it, its full name elsewhere in the
article, or the segmenter's word for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.ontology import Division, Ontology


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A known place's name at ``start:end``; `level` is the ontology's class, `sure` how little it needs support."""

    start: int
    end: int
    level: str
    sure: float
    name: str


@dataclass(frozen=True, slots=True)
class _Entry:
    level: str
    short: bool
    owners: tuple[str, ...]
    """Full names that the form stands for."""
    parents: frozenset[str]
    """Names, full and short, of what it lies in."""
    common: bool = False
    """Whether the form is more often a word than a place (合作, 和平)."""


# Short forms of townships and zones (和平, 城关) are too many and too common to be looked for.
_ONLY_FULL = frozenset({"Town", "DevelopmentZone"})
_FAMOUS = frozenset({"Country", "Province", "City"})
# Roles of the Place lexicon that name places, and the ontology's class of each.
_ROLES = {"country": "Country", "city": "City", "district": "County", "region": "Region", "place": "Place"}


@once_per_ontology
def _known(ontology: Ontology) -> Words[_Entry]:
    """Every form of every known place; a form of several places knows the parents of all."""
    gathered: dict[str, list[tuple[str, bool, str, frozenset[str]]]] = {}
    common = set(ontology.forms("Place", "common"))
    for division, about in _divisions(ontology):
        level, name = division.class_name, division.name
        gathered.setdefault(name, []).append((level, False, name, about))
        if division.short and level not in _ONLY_FULL:
            gathered.setdefault(division.short, []).append((level, True, name, about))
        for form in division.also:
            if len(form) > 1:
                gathered.setdefault(form, []).append((level, False, name, about))
        common.update(form for form, risky in ((division.short, division.risky), (name, division.risky_name)) if risky)
    for role, level in _ROLES.items():
        for form in ontology.forms("Place", role):
            gathered.setdefault(form, []).append((level, False, form, frozenset()))
    return Words((form, _entry(rows, common=form in common)) for form, rows in gathered.items())


def _entry(rows: list[tuple[str, bool, str, frozenset[str]]], *, common: bool) -> _Entry:
    """What a form stands for; where it is the name of several places, the first (the highest) gives the class."""
    level, short, _, _ = rows[0]
    return _Entry(level, short, tuple(row[2] for row in rows), frozenset().union(*(row[3] for row in rows)), common)


def _divisions(ontology: Ontology) -> Iterator[tuple[Division, frozenset[str]]]:
    """Each administrative division with the names, full and short, of what it lies in."""
    divisions = ontology.divisions
    held: dict[str, frozenset[str]] = {}
    for division in (*divisions, *divisions.towns()):
        if division.parent_code not in held:
            above = divisions.path(division.parent_code)
            held[division.parent_code] = frozenset(
                form for parent in above for form in (parent.name, parent.short) if form
            )
        yield division, held[division.parent_code]


def place_hits(document: Document, ontology: Ontology, token_at: list[int]) -> tuple[PlaceHit, ...]:
    """Known places in the text, longest first at each position, without those that only look like places."""
    found = _candidates(document, ontology, token_at)
    present = {document.folded[start:end] for start, end, _ in found}
    ends = {end: document.folded[start:end] for start, end, _ in found}
    hits = []
    for start, end, entry in found:
        form = document.folded[start:end]
        sure = _support(document, token_at, start, end, entry, present, ends)
        if sure > 0:
            hits.append(PlaceHit(start, end, entry.level, sure, form))
    return tuple(_outermost(hits))


def _candidates(document: Document, ontology: Ontology, token_at: list[int]) -> list[tuple[int, int, _Entry]]:
    text, tokens = document.folded, document.tokens
    found = []
    for start, end, entry in _known(ontology).find(text):
        if not _cuts(tokens, token_at, start) and not _cuts(tokens, token_at, end):
            found.append((start, end, entry))
    return found


def _cuts(tokens, token_at: list[int], at: int) -> bool:  # type: ignore[no-untyped-def]
    if at <= 0 or at >= len(token_at) or token_at[at - 1] != token_at[at]:
        return False
    return tokens[token_at[at]].tag not in _SPLITTABLE


_SPLITTABLE = frozenset({"ORG", "LOC", "PER", "nz", "nt", "ns", "x", "TIME", "nr", "nw"})


def _support(document, token_at, start, end, entry: _Entry, present: set[str], ends: dict[int, str]) -> float:  # type: ignore[no-untyped-def]
    """How sure the form at ``start:end`` is a place; 0 says that it isn't taken for one."""
    form = document.folded[start:end]
    token = document.tokens[token_at[start]]
    exact = token.start == start and token.end == end
    located = exact and token.tag in {"LOC", "ns"}
    parent = ends.get(start, "")
    under = parent in entry.parents
    if not entry.short and len(form) > 2:
        return 0.97 if under or located else 0.9 if token.tag in _SPLITTABLE or exact else 0.8
    if under:
        return 0.95
    if entry.short:
        if any(owner in present for owner in entry.owners):
            return 0.7 if entry.common and not located else 0.9
        if entry.common:
            return 0.5 if located else 0
        return 0.95 if entry.level in _FAMOUS else 0.8 if located else 0.5 if token.tag in _SPLITTABLE else 0
    return 0.9 if located else 0.6 if exact or token.tag in {"LOC", "ORG"} else 0


def _outermost(hits: list[PlaceHit]) -> Iterator[PlaceHit]:
    """Hits that lie in no other hit (江苏 in 江苏省)."""
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach:
            reach = hit.end
            yield hit
