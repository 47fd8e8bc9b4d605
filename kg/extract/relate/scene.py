"""An article as the proposing of relations sees it: reduced sentences, what they tell of, what the patterns found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from kg.extract.document import Document
from kg.extract.relate.clauses import Clause, Speaker
from kg.extract.relate.coordination import coordinated, headed
from kg.extract.relate.finder import Finder
from kg.extract.relate.lists import told_of_lists
from kg.extract.relate.pairing import paired, partners
from kg.extract.relate.patterns import Half, Match, Patterns, find
from kg.extract.relate.unit_names import is_bare
from kg.extract.relate.view import Item, Member, View, holders
from kg.model import Entity
from kg.text.fold import fold

most_members = 40
"""So many members of a coordination are joined with others; the rest of a longer list is not."""
titled = frozenset({"worksFor", "memberOf"})
"""Relations that a post in the sentence tells of even without a trigger word."""
_OF_UNITS = frozenset({"partOf"})
# A post; or a body right before a person, who is of it whatever else the sentence tells of: 消防局长甲, 襄阳四中乙,
# 乙（襄阳四中）.
_POSTED = re.compile(
    f"[{holders['Title']}{holders['Member']}]|{holders['Organization']}(?:[长的：（] ?| {{0,2}}){holders['Person']}"
    f"|{holders['Person']}[】（：／/丨| ]{{1,2}}{holders['Organization']}"
)
_RESPECTIVELY = re.compile("分别|依次|各自|先后|分(?=[获列摘夺居得任获])|顺次|对应")


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's sentences at both levels of detail, and what is known of its entities."""

    document: Document
    entities: Mapping[str, Entity]
    plain: tuple[View, ...]
    folded: tuple[View, ...]
    told: tuple[frozenset[str], ...]
    told_away: tuple[frozenset[str], ...]
    tops: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, frozenset[str]]
    verbs: Finder
    masked: tuple[str, ...]
    matches: tuple[tuple[Match, ...], ...]
    matched: Mapping[tuple[int, str, str, str], tuple[str, ...]]
    halves: Mapping[tuple[int, str, str, int], tuple[str, ...]]
    lines: Mapping[str, str]
    clauses: tuple[tuple[Clause, ...], ...]
    called: dict[tuple[str, str], tuple[str, ...]]
    paired: tuple[Mapping[tuple[str, str], bool], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """For each trigger word the relations it tells of: between two names, and where a sentence shows one alone."""

    near: Mapping[str, frozenset[str]]
    away: Mapping[str, frozenset[str]]


def set_scene(
    document: Document,
    entities: Sequence[Entity],
    views: Sequence[View],
    words: Words,
    patterns: Patterns,
) -> Scene:
    """Prepare `views`: coordinations collapsed, trigger words found, patterns matched, main entities counted."""
    matcher, verbs = _finders(tuple(words.near))
    plain = tuple(coordinated(view) for view in views)
    folded = tuple(headed(view) for view in views)
    found = _matches(patterns, plain, folded)
    said_words = [set(matcher.findall(view.span.slice(document.folded))) for view in plain]
    besides = _told_besides(plain, found, document.folded)
    matches = tuple(tuple(match for match in row if isinstance(match, Match)) for row in found)
    simplified = _in_simplified(entities)
    speaker = Speaker(simplified, matcher, words.near)
    return Scene(
        document,
        simplified,
        plain,
        folded,
        tuple(_told(words.near, said, more) for said, more in zip(said_words, besides, strict=True)),
        tuple(_told(words.away, said, more) for said, more in zip(said_words, besides, strict=True)),
        _tops(entities),
        words.near,
        verbs,
        tuple(_masked(document.folded, view) for view in views),
        matches,
        _matched(document.folded, matches),
        _halves(found),
        patterns.sources,
        tuple(map(speaker.clauses, folded)),
        {},
        tuple(map(paired, plain)),
    )


@cache
def _finders(words: tuple[str, ...]) -> tuple[Finder, Finder]:
    """What finds trigger words: all of them, and those of more than one character."""
    return Finder(words), Finder([word for word in words if len(word) > 1])


def _tops(entities: Sequence[Entity]) -> dict[str, tuple[str, ...]]:
    """For each type the two entities that are named most, of those that are named more than once."""
    counts: dict[str, Counter[str]] = {}
    for entity in entities:
        counts.setdefault(entity.type, Counter())[entity.id] = len(entity.mentions)
    return {kind: tuple(e for e, n in counter.most_common(2) if n > 1) for kind, counter in counts.items()}


def _told_besides(plain: Sequence[View], found: Sequence[Sequence[Match | Half]], text: str) -> list[frozenset[str]]:
    """For each sentence the relations that posts, units, patterns and lists in it tell of, whatever its words."""
    return [
        (titled if _POSTED.search(view.text) else frozenset())
        | (_OF_UNITS if any(is_bare(item, text) for item in view.items) else frozenset())
        | {match.pattern.relation for match in row if not match.pattern.loose}
        | listed
        for view, row, listed in zip(plain, found, told_of_lists(plain), strict=True)
    ]


def _told(triggers: Mapping[str, frozenset[str]], words: set[str], besides: frozenset[str]) -> frozenset[str]:
    """The relations that a sentence with these words tells of, and those that something else in it does."""
    return besides.union(*(triggers.get(word, ()) for word in words))


def _in_simplified(entities: Sequence[Entity]) -> dict[str, Entity]:
    """`entities` by id, with their names as the reduced sentences write them."""
    names = [name for entity in entities for name in (entity.name, *entity.aliases)]
    folded, at = fold("\n".join(names)), 0  # in one go: what a name costs is mostly the asking
    simplified = []
    for name in names:
        simplified.append(folded[at : at + len(name)])
        at += len(name) + 1
    each = iter(simplified)
    return {e.id: replace(e, name=next(each), aliases=tuple(islice(each, len(e.aliases)))) for e in entities}


def _masked(folded: str, view: View) -> str:
    """The sentence with its names blanked out, so that no word inside one is read as the sentence's own."""
    chars = list(folded[view.span.start : view.span.end])
    for item in view.items:
        if item is not None and item.members:
            chars[item.start - view.span.start : item.end - view.span.start] = "□" * (item.end - item.start)
    return "".join(chars)


def _matched(text: str, matches: Sequence[Sequence[Match]]) -> dict[tuple[int, str, str, str], tuple[str, ...]]:
    """For each pair that lines join in a sentence, the marks of those lines."""
    marks: dict[tuple[int, str, str, str], set[str]] = {}
    for number, found in enumerate(matches):
        for match in found:
            for s, o in pairs(text, match.subject, match.object):
                marks.setdefault((number, match.pattern.relation, s.entity, o.entity), set()).add(match.pattern.mark)
    return {key: tuple(sorted(held)) for key, held in marks.items()}


def _halves(found: Sequence[Sequence[Match | Half]]) -> dict[tuple[int, str, str, int], tuple[str, ...]]:
    """For each name that lines with one end take, by sentence, relation, end and place, the marks of those lines."""
    marks: dict[tuple[int, str, str, int], set[str]] = {}
    for number, row in enumerate(found):
        for half in row:
            if isinstance(half, Half):
                for member in half.item.members:
                    key = number, half.pattern.relation, half.end, member.start
                    marks.setdefault(key, set()).add(half.pattern.mark)
    return {key: tuple(sorted(held)) for key, held in marks.items()}


def _matches(patterns: Patterns, plain: Sequence[View], folded: Sequence[View]) -> list[tuple[Match | Half, ...]]:
    """What the declared patterns find with posts in view and with posts folded away."""
    both = zip(plain, folded, strict=True)
    others = {number: two for number, (one, two) in enumerate(both) if one.text != two.text}
    found = find(patterns, [*plain, *others.values()])
    besides = dict(zip(others, found[len(plain) :], strict=True))
    return [(*found[number], *besides.get(number, ())) for number in range(len(plain))]


def pairs(folded: str, subject: Item, obj: Item) -> Iterator[tuple[Member, Member]]:
    """Each subject with each object; one by one where 分别 pairs two lists of one length; one list with itself."""
    ones, twos = subject.members[:most_members], obj.members[:most_members]
    if subject is obj:
        yield from partners(folded, replace(subject, members=ones))
        return
    left, right = (subject, obj) if subject.start < obj.start else (obj, subject)
    if len(ones) == len(twos) > 1 and _RESPECTIVELY.search(folded, left.end, right.start):
        joined = list(zip(ones, twos, strict=True))
    else:
        joined = [(one, two) for one in ones for two in twos]
    yield from (pair for pair in joined if pair[0].entity != pair[1].entity)
