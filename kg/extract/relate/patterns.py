"""Declared patterns: lines of ``ontology/patterns/<relation>.txt`` that read like Chinese with slots, run by re2.

``{subject+}被{conferredBy}授予{object+}(荣誉)?称号``: a slot takes a name of its type (``+`` also a coordination), a
qualifier's slot what it needs; ``(甲|乙)`` is a choice, ``?`` makes optional, ``…`` skips up to eight characters
without names, ``……`` up to thirty of anything inside the sentence. re2 is linear in the text whatever a user writes.
A line that begins with ``~`` is looser: it proposes nothing by itself, but what it joins is weighed with its mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from zlib import crc32

import re2

from kg.errors import OntologyError
from kg.extract.relate.glance import Again, Choice, Gap, Glance, Part, Row, Words, read
from kg.extract.relate.schema import ends as learned
from kg.extract.relate.schema import types_of
from kg.extract.relate.titles import Titles, title_matcher
from kg.extract.relate.view import Item, View, holders
from kg.model import type_names
from kg.ontology import Ontology, PatternLine

_NAMED = "".join(holders[kind] for kind in type_names)
_GAPS = {"……": "[^。！？；\n]{0,30}?", "…": f"[^。！？；\n{_NAMED}]{{0,8}}?"}
_AGREEMENTS = ("协议书", "协议", "备忘录", "合同", "意向书", "协定")
_AGREEMENT = f"[^，。；！？{_NAMED}]{{0,24}}?(?:{'|'.join(_AGREEMENTS)})"
_POST = f"[{holders['Title']}{holders['Member']}]"
_VALUES = {
    "date": holders["Time"],
    "member": holders["Member"],
    "title": f"{_POST}(?:、?{_POST})*",
    "amount": holders["Money"],
    "count": holders["Quantity"],
    "conferredBy": holders["Organization"],
    "agreement": _AGREEMENT,
}
_BODY = holders["Organization"]
_PREPOSITIONS = frozenset("于在从到赴往向为给对被与和同跟自入任")
_HEADED = frozenset(holders[kind] for kind in ("Title", "Member", "Person"))
_ENDS = frozenset({"subject", "object", "both"})
_LOOSE = "~"
# Bytes that re2 keeps for a line's states. Of its usual 8 MB a line hundreds of lines take 100 MB in 200 articles.
_MEMORY = 1 << 18
_MOST_MEMORY = 1 << 23
# What `_GAPS` and `_VALUES` say in re2's language, as the parts of a line that `glance` looks for.
_GAP_PARTS = {"……": Gap(30, "。！？；\n"), "…": Gap(8, f"。！？；\n{_NAMED}")}
_OPENS, _CLOSES = (Choice((Words(tuple(marks)),), optional=True) for marks in ("“‘《", "”’》"))
_POSTS = Words(tuple(_POST[1:-1]))
_VALUE_PARTS: Mapping[str, Part] = {
    "title": Again(_POSTS, Row((Choice((Words(("、",)),), optional=True), _POSTS))),
    "agreement": Row((Gap(24, f"，。；！？{_NAMED}"), Words(_AGREEMENTS))),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled line and which slots take coordinations; `mark` names it wherever its file stands."""

    relation: str
    source: str
    mark: str
    regex: Any
    slots: tuple[str, ...]
    many: frozenset[str]
    parts: Part

    @property
    def loose(self) -> bool:
        """Whether the line proposes nothing by itself."""
        return self.mark.startswith(_LOOSE)


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern found in a view: the items in its slots; the text of its values by slot."""

    pattern: Pattern
    subject: Item
    object: Item
    values: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Half:
    """What a line with one end found in a view: the end's item, and that the other end is left out."""

    pattern: Pattern
    end: str
    item: Item


@dataclass(frozen=True, slots=True)
class Patterns:
    """All lines, and what finds those that match in a text.

    re2's own automaton over all lines at once (its Set) needs 64 MB for its states and ten times as long.
    """

    lines: tuple[Pattern, ...]
    glance: Glance
    sources: Mapping[str, str]
    """By the feature that a line gives, its file and line."""


def compile_patterns(ontology: Ontology) -> Patterns:
    """The patterns of `ontology`.

    Raises:
        OntologyError: a line that is no pattern; the text names file, line and mistake.
    """
    return _compiled(ontology)


def mistakes(ontology: Ontology) -> list[str]:
    """What is wrong with each line that is no pattern; lines of an unknown relation are read as of any two names."""
    found = []
    for line in ontology.patterns:
        try:
            _compile(line, ontology, strict=False)
        except OntologyError as error:
            found.append(str(error))
    return found


@lru_cache(maxsize=4)
def _compiled(ontology: Ontology) -> Patterns:
    lines = tuple(_compile(line, ontology) for line in ontology.patterns)
    sources = {f"mark={line.mark}": line.source for line in lines}
    return Patterns(lines, Glance([line.parts for line in lines]), sources)


def _compile(line: PatternLine, ontology: Ontology, *, strict: bool = True) -> Pattern:
    where = f"{line.file}:{line.line}"
    subjects, objects = types_of(line.relation, ontology)
    if not (subjects and objects) and not strict:
        subjects = objects = frozenset(type_names)
    if not subjects or not objects:
        raise OntologyError(f"{where}: no relation {line.relation} in the ontology: name the file after one")
    slots: list[str] = []
    many: set[str] = set()
    text = _with_titles(_plain(line.text), title_matcher(ontology))
    classes = _classes(subjects, objects)
    source = "".join(_parts(text, where, classes, slots, many))
    ends = _ENDS.intersection(slots)
    alone = len(ends) == 1 and line.relation in learned
    if ends not in ({"both"}, {"subject", "object"}) and not alone:
        raise OntologyError(f"{where}: a pattern needs {{subject}} and {{object}}, or {{both+}} alone: {line.text}")
    try:
        regex = _regex(source)
    except re2.error as error:
        raise OntologyError(f"{where}: {line.text}: {error}") from error
    loose = line.text.startswith(_LOOSE) and line.relation in learned
    mark = f"{_LOOSE if loose else ''}{crc32(_plain(line.text).encode()):08x}"
    parts = read(text, partial(_special, classes))
    return Pattern(line.relation, where, mark, regex, tuple(slots), frozenset(many), parts)


def _regex(source: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(source, options)
    except re2.error:  # too long a line for that
        options.max_mem = _MOST_MEMORY
        return re2.compile(source, options)


def _plain(text: str) -> str:
    return text.removeprefix(_LOOSE)


def _with_titles(text: str, titles: Titles) -> str:
    """`text` with each title as a slot of its own: a reduced sentence has a placeholder in its place."""
    return titles.regex.sub(lambda found: f"{{={found.group()}}}", text)


def _classes(subjects: frozenset[str], objects: frozenset[str]) -> dict[str, str]:
    def either(kinds: frozenset[str]) -> str:
        return "[" + "".join(holders[kind] for kind in sorted(kinds)) + "]"

    return {
        **_VALUES,
        "subject": either(subjects),
        "object": either(objects),
        "both": either(subjects & objects or subjects),
    }


def _parts(text: str, where: str, classes: dict[str, str], slots: list[str], many: set[str]) -> Iterator[str]:
    """The regular expression of `text`, piece by piece; fills `slots` and `many`."""
    at, depth, words = 0, 0, False
    while at < len(text):
        char = text[at]
        if char == "{":
            close = text.find("}", at)
            if close < 0:
                raise OntologyError(f"{where}: a slot is never closed with }}: {text}")
            yield _slot(text[at + 1 : close], where, classes, slots, many)
            words |= slots[-1] in {"member", "title"} or slots[-1].startswith("=")
            at = close
        elif char == "…":
            gap = "……" if text.startswith("……", at) else "…"
            yield _GAPS[gap]
            at += len(gap) - 1
        elif char in "()|?":
            depth += (char == "(") - (char == ")")
            if depth < 0:
                raise OntologyError(f"{where}: a ) without its (: {text}")
            yield "(?:" if char == "(" else char
        elif char == "}":
            raise OntologyError(f"{where}: a }} without its {{: {text}")
        else:
            words = True
            yield re2.escape(char)
        at += 1
    if depth:
        raise OntologyError(f"{where}: a ( is never closed: {text}")
    if not words:
        raise OntologyError(f"{where}: a pattern needs words between its slots: {text}")


def _slot(name: str, where: str, classes: dict[str, str], slots: list[str], many: set[str]) -> str:
    if name.startswith("="):
        slots.append(name)
        return f"({re2.escape(name[1:])}|{_POST})"
    bare, _, kind = name.removesuffix("+").partition(":")
    if bare not in classes:
        raise OntologyError(f"{where}: no slot {{{name}}}; there are {', '.join(sorted(classes))}")
    if kind and (bare not in _ENDS or holders.get(kind, "?") not in classes[bare]):
        raise OntologyError(f"{where}: the slot {{{name}}} can't take a {kind}: see the relation's domain and range")
    if bare in slots:
        raise OntologyError(f"{where}: the slot {{{bare}}} stands twice")
    slots.append(bare)
    if name.endswith("+"):
        many.add(bare)
    taken = f"({holders[kind] if kind else classes[bare]})"
    return f"[“‘《]?{taken}[”’》]?" if bare in _ENDS else taken


def _special(classes: Mapping[str, str], sign: str) -> Part | None:
    """A gap or a slot of a line as `_parts` writes it for re2; None of any other sign."""
    if not sign.startswith("{"):
        return _GAP_PARTS.get(sign)
    bare, _, kind = sign[1:-1].removesuffix("+").partition(":")
    if bare.startswith("="):
        return Words((sign[2:-1], *_POSTS.forms))
    held = _VALUE_PARTS.get(bare) or Words(tuple(holders[kind] if kind else classes[bare].strip("[]")))
    return Row((_OPENS, held, _CLOSES)) if bare in _ENDS else held


def find(patterns: Patterns, views: Sequence[View]) -> list[tuple[Match | Half, ...]]:
    """For each of `views` all matches of `patterns` in it."""
    matching = patterns.glance.matching([view.text for view in views])
    return [
        tuple(match for number, last in lines for match in _find(patterns.lines[number], view, last))
        for view, lines in zip(views, matching, strict=True)
    ]


def _find(pattern: Pattern, view: View, last: int) -> Iterator[Match | Half]:
    """The matches of `pattern` in `view`, none of which ends behind `last`."""
    for found in pattern.regex.finditer(view.text):
        spans = {name: found.span(group) for group, name in enumerate(pattern.slots, 1)}
        slots = {name: span for name, span in spans.items() if span[0] >= 0}
        match = _read(pattern, view, found, slots) if _posts_fit(pattern, found, view) else None
        if match is not None:
            yield match
        if found.end() >= last:  # to search on would be in vain, and as dear as what was found
            return


def _read(pattern: Pattern, view: View, found: Any, slots: Mapping[str, tuple[int, int]]) -> Match | Half | None:
    """What a match says, if it says anything."""
    ends = ("both", "both") if "both" in slots else ("subject", "object")
    alone = [name for name in ends if name in pattern.slots]
    if len(alone) == 1:
        item = view.items[slots[alone[0]][0]] if alone[0] in slots else None
        return Half(pattern, alone[0], item) if item is not None else None
    if not all(name in slots for name in ends):
        return None
    if slots[ends[0]][0] == found.start() and _governed(view.text, found.start(), set(slots.values())):
        return None
    one, two = (view.items[slots[name][0]] for name in ends)
    if one is None or two is None:
        return None
    if any(len(item.members) > 1 and name not in pattern.many for name, item in zip(ends, (one, two), strict=True)):
        return None
    values = tuple((name, *_reach(view, *span)) for name, span in slots.items() if name in _VALUES)
    return Match(pattern, one, two, values)


def _posts_fit(pattern: Pattern, found: Any, view: View) -> bool:
    """Whether each post that the line writes is the one in the text, or its end: 兼职教练 for 教练."""
    for group, name in enumerate(pattern.slots, 1):
        if name.startswith("="):
            start, end = found.span(group)
            item = view.items[start] if end - start == 1 else None
            if item is not None and not item.word.endswith(name[1:]):
                return False
    return True


def _governed(text: str, place: int, slots: set[tuple[int, int]]) -> bool:
    """Whether the name at `place`, with which a match begins, is no subject: 毕业于甲，是…; 甲院长乙是….

    Where the line itself takes the post behind the name, it is meant so.
    """
    if text[place - 1 : place] in _PREPOSITIONS:
        return True
    headed = text[place] == _BODY and text[place + 1 : place + 2] in _HEADED
    return headed and not any(start == place + 1 for start, _ in slots)


def _reach(view: View, start: int, end: int) -> tuple[int, int]:
    """Where ``view.text[start:end]`` stands in the article's text."""
    last = view.items[end - 1]
    return view.offsets[start], last.end if last is not None else view.offsets[end - 1] + 1
