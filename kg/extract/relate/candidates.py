"""Pairs of names that might be joined, with the features that the scorer weighs.

A candidate is *near* when both names stand in one sentence, *within* when they are members of one coordination,
*carried* when one is left out of the sentence and taken from what was spoken of before (topic, headline, last subject).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.extract.relate.features import Wording, doubts, echo_features, name_features, source_features
from kg.extract.relate.focus import Focus
from kg.extract.relate.layout import column, known_as, least_likely, named_here
from kg.extract.relate.lists import winners
from kg.extract.relate.misfits import misfit
from kg.extract.relate.pairing import partners
from kg.extract.relate.patterns import Match
from kg.extract.relate.roles import clause_of, role_features
from kg.extract.relate.scene import Scene, most_members, pairs, titled
from kg.extract.relate.schema import ends
from kg.extract.relate.sieve import Candidate, Everything, Sieve, unlikely
from kg.extract.relate.units import named_after
from kg.extract.relate.view import Item, Member, View
from kg.model import type_names

__all__ = ["Candidate", "Sieve", "propose"]

_NAMES = frozenset(type_names)
# Relations whose names keep the posts and bodies before them in view; the others see people with these folded away.
_DETAILED = frozenset({"worksFor", "memberOf", "partOf", "locatedIn", "nativeOf", "educatedAt"})
_FARTHEST_ITEMS = 14
_FARTHEST_CHARS = 160
_MOST_PARTNERS = 8
# How the clause speaks of those left out of it: what a line with one end says is theirs where it speaks of them.
_SPOKEN = frozenset({"ss=", "so="})
_LISTED = ("pattern", "listed")
# What the network would say of lines under a heading, which it doesn't look at.
_SURE = 2.0
# Of 7,500 annotated facts nearly none stands so and in no other way.
_NEVER_AWAY = frozenset({("partneredWith", "co"), ("nativeOf", "co"), ("partOf", "cs"), ("organized", "cs")})


def propose(scene: Scene, *, sieve: Sieve | None = None) -> Iterator[Candidate]:
    """The candidates of an article that `sieve` lets through; those that a declared line or a name proposes always."""
    for candidate in _proposed(scene, sieve or Everything()):
        if not misfit(scene, candidate):
            yield candidate


def _proposed(scene: Scene, sieve: Sieve) -> Iterator[Candidate]:
    numbers = range(len(scene.plain))
    levels = [(_Here(scene, number, detailed=True), _Here(scene, number, detailed=False)) for number in numbers]
    for here in chain.from_iterable(levels):
        yield from _near(here, sieve)
    yield from _declared(scene, sieve)
    yield from _listed(scene)
    yield from _carried(scene, levels, sieve)
    yield from named_after(scene)


def _declared(scene: Scene, sieve: Sieve) -> Iterator[Candidate]:
    """What the declared patterns say."""
    for number, found in enumerate(scene.matches):
        for match in found:
            if match.pattern.loose:
                continue
            text = scene.plain[number].text
            hints = doubts(text)
            relation = match.pattern.relation
            features = ("pattern", f"mark={match.pattern.mark}", *hints, *_bounds(scene, match))
            at = column.get(relation)
            odds = sieve.near(match.subject, match.object)
            likely = unlikely if odds is None or at is None else odds[at]
            for one, two in pairs(scene.document.folded, match.subject, match.object):
                parts = (_called(scene, one, two), tuple(role_features(scene, number, relation, one, two)))
                yield Candidate(
                    relation, "pattern", one, two, number, features, parts, match.subject, match.object, False, likely
                )


def _listed(scene: Scene) -> Iterator[Candidate]:
    """Who stands in the lines under an honor."""
    for number, honor, winner in winners(scene.plain):
        for member in winner.members:
            parts = (_called(scene, member, honor.members[0]),)
            yield Candidate(
                "awarded", "pattern", member, honor.members[0], number, _LISTED, parts, winner, honor, False, _SURE
            )


def _bounds(scene: Scene, match: Match) -> Iterator[str]:
    """What kinds a line joined, what stands right before and after its names."""
    text = scene.document.folded
    yield f"kk={match.subject.kind}{match.object.kind}"
    for label, item in (("s", match.subject), ("o", match.object)):
        yield f"{label}l={text[max(0, item.start - 1) : item.start]}"
        yield f"{label}r={text[item.end : item.end + 1]}"
        yield f"{label}r2={text[item.end : item.end + 2]}"


class _Here:
    """A sentence at one level of detail."""

    def __init__(self, scene: Scene, number: int, *, detailed: bool) -> None:
        self.scene = scene
        self.number = number
        self.detailed = detailed
        self.view: View = (scene.plain if detailed else scene.folded)[number]
        self.names = [
            (place, item) for place, item in enumerate(self.view.items) if item is not None and item.kind in _NAMES
        ]
        self._wording: Wording | None = None
        self._joining: dict[tuple[str, str], list[_Joining]] = {}

    @property
    def wording(self) -> Wording:
        """What its words tell; many a sentence is never asked."""
        self._wording = self._wording or Wording(self.scene, self.view)
        return self._wording

    def relations(self, *, away: bool = False) -> list[str]:
        """The relations that the sentence's words tell of and that are read at this level of detail.

        `away`: where one of the names is not in the sentence.
        """
        told = (self.scene.told_away if away else self.scene.told)[self.number]
        return [relation for relation in ends if relation in told and (relation in _DETAILED) == self.detailed]

    def joining(self, first: str, second: str) -> list[_Joining]:
        """The relations of the sentence that may join a name of one kind to a later one of another kind."""
        if (first, second) not in self._joining:
            self._joining[first, second] = [
                (relation, mode, column[relation])
                for relation in self.relations()
                for mode, s, o in ((">", first, second), ("<", second, first))
                if s in ends[relation][0] and o in ends[relation][1] and (relation, mode) != ("partneredWith", "<")
            ]
        return self._joining[first, second]


_Joining = tuple[str, str, int]
"""A relation, whether its subject stands first, and its column."""


def _near(here: _Here, sieve: Sieve) -> Iterator[Candidate]:
    together = "partneredWith" in here.relations()
    for index, (first, one) in enumerate(here.names):
        if together and len(one.members) > 1 and one.kind == "Organization":
            yield from _within(here, first, one, sieve)
        for second, two in here.names[index + 1 : index + 1 + _FARTHEST_ITEMS]:
            if second - first > _FARTHEST_CHARS:
                break
            yield from _pair(here, (first, one), (second, two), sieve)


def _pair(here: _Here, one: tuple[int, Item], two: tuple[int, Item], sieve: Sieve) -> Iterator[Candidate]:
    joining = here.joining(one[1].kind, two[1].kind)
    if not joining:
        return
    forth, back = sieve.near(one[1], two[1]), sieve.near(two[1], one[1])
    shared: tuple[str, ...] = ()
    for relation, mode, at in joining:
        odds = forth if mode == ">" else back
        if odds is None or odds[at] < least_likely:
            continue
        (place, s), o = (one, two[1]) if mode == ">" else (two, one[1])
        shared = shared or here.wording.pair(one[0], two[0], title=here.number == 0)
        around = here.wording.left(one[0]), here.wording.right(two[0])
        for subject, obj in pairs(here.scene.document.folded, s, o):
            parts = (_called(here.scene, subject, obj), tuple(_own(here, relation, place, subject, obj)), *around)
            yield Candidate(relation, mode, subject, obj, here.number, shared, parts, s, o, here.detailed, odds[at])


def _own(here: _Here, relation: str, place: int, subject: Member, obj: Member) -> Iterator[str]:
    """What sets a pair apart from the others of its two coordinations."""
    yield from role_features(here.scene, here.number, relation, subject, obj)
    if relation == "worksFor":
        yield from here.wording.post_fits(place, here.scene.entities[obj.entity].name)
    marks = here.scene.matched.get((here.number, relation, subject.entity, obj.entity), ())
    yield from (f"mark={mark}" for mark in marks)
    if any(map(_trusted, marks)):
        yield "pattern"
    elif any(map(_trusted, here.scene.matched.get((here.number, relation, obj.entity, subject.entity), ()))):
        yield "turned"


def _trusted(mark: str) -> bool:
    """Whether a mark is that of a line which proposes by itself."""
    return mark[0] != "~"


def _called(scene: Scene, subject: Member, obj: Member) -> tuple[str, ...]:
    """`name_features`, once for two entities."""
    key = subject.entity, obj.entity
    if key not in scene.called:
        scene.called[key] = tuple(name_features(scene, subject, obj))
    return scene.called[key]


def _within(here: _Here, place: int, item: Item, sieve: Sieve) -> Iterator[Candidate]:
    odds = sieve.near(item, item)
    likely = unlikely if odds is None else odds[column["partneredWith"]]
    if likely < least_likely:
        return
    words = here.wording
    shared = (*words.around(place, place), f"n={min(len(item.members), 5)}")
    few = replace(item, members=item.members[:_MOST_PARTNERS])
    folded = here.scene.document.folded
    facing = set(partners(folded, few))
    for one, two in partners(folded, few, loosely=True):
        parts = (("facing",) if (one, two) in facing else ("beside",), words.left(place), words.right(place))
        yield Candidate("partneredWith", "=", one, two, here.number, shared, parts, item, item, False, likely)


_Kinds = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A name, the relations that may join it to one left out (with the end that is), and who may be meant."""

    here: _Here
    place: int
    item: Item
    fitting: tuple[tuple[str, str, _Kinds], ...]
    meant: tuple[tuple[str, Member, frozenset[str], int], ...]


def _carried(scene: Scene, levels: Sequence[tuple[_Here, _Here]], sieve: Sieve) -> Iterator[Candidate]:
    anchors = list(_anchors(scene, levels))
    found = [(a.here.number, a.item, away, bits) for a in anchors for _, away, _, bits in a.meant]
    odds = iter(sieve.away(found))
    for anchor in anchors:
        yield from _carried_to(anchor, [next(odds) for _ in anchor.meant])


def _anchors(scene: Scene, levels: Sequence[tuple[_Here, _Here]]) -> Iterator[_Anchor]:
    focus = Focus(scene)
    for number, (view, level) in enumerate(zip(scene.plain, levels, strict=True)):
        focus.turn_to(view)
        for here in level:
            carrying = _carrying(here.relations(away=True)) if here.names else ()
            if not carrying:
                continue
            present = {m.entity for item in here.view.items if item for m in item.members}
            focus.aside = _folded_away(view, present) if not here.detailed else ()
            fitting = {kind: tuple(_fitting(carrying, kind)) for kind in {item.kind for _, item in here.names}}
            for place, item in here.names:
                wanted = sorted({kind for _, mode, kinds in fitting[item.kind] for kind in kinds[mode != "cs"]})
                found = _meant(here, focus, wanted, place, item)
                meant = tuple(each for each in found if each[1].entity not in present)
                if meant:
                    yield _Anchor(here, place, item, fitting[item.kind], meant)
        focus.read(number)


def _folded_away(view: View, present: set[str]) -> tuple[Member, ...]:
    """Bodies of a person's post, which the reduced sentence no longer shows: 派出所所长李勇说，该所与……签约."""
    return tuple(m for item in view.items if item for m in item.members if m.entity not in present)


def _half(here: _Here, relation: str, mode: str, member: Member) -> Iterator[str]:
    """Which lines with one end take `member` for it: 加入{object}, 向学校捐款."""
    end = "object" if mode == "cs" else "subject"
    marks = here.scene.halves.get((here.number, relation, end, member.start), ())
    if any(map(_trusted, marks)):
        yield f"half={end}"
    yield from (f"mark={mark}" for mark in marks)


def _carried_to(anchor: _Anchor, odds: Sequence[Mapping[int, float] | None]) -> Iterator[Candidate]:
    """Pairs of a name with those whom its sentence may mean without naming them; `odds` are those of each of them."""
    here, place, item = anchor.here, anchor.place, anchor.item
    joined = list(_joined(anchor, odds))
    if not joined:
        return
    words = here.wording
    shared, around = words.anchor(place), (words.left(place), words.right(place))
    sources: dict[tuple[int, bool], tuple[str, ...]] = {}
    for relation, mode, number, likely in joined:
        kind, away, labels, bits = anchor.meant[number]
        posted = relation in titled and mode == "co"
        if (number, posted) not in sources:
            sources[number, posted] = tuple(_whence(here, item, place, kind, away, labels, posted=posted))
        for member in item.members[:most_members]:
            pair = (away, member) if mode == "cs" else (member, away)
            half = tuple(_half(here, relation, mode, member))
            half += tuple(role_features(here.scene, here.number, relation, *pair))
            half += tuple(f"half&{name}" for name in half[1:] if half[0][:5] == "half=" and name[:3] in _SPOKEN)
            parts = (sources[number, posted], _called(here.scene, *pair), half, *around)
            yield Candidate(relation, mode, *pair, here.number, shared, parts, item, None, here.detailed, likely, bits)


def _joined(anchor: _Anchor, odds: Sequence[Mapping[int, float] | None]) -> Iterator[tuple[str, str, int, float]]:
    """Which relations are likely to join the anchor to whom: relation, mode, the number of who is meant, log-odds."""
    rows = [(number, row, anchor.meant[number][0]) for number, row in enumerate(odds) if row is not None]
    for relation, mode, kinds in anchor.fitting if rows else ():
        at = column[relation] + (0 if mode == "cs" else len(column))
        others = kinds[mode != "cs"]
        for number, row, kind in rows:
            if at in row and kind in others:
                yield relation, mode, number, row[at]


def _carrying(relations: Sequence[str]) -> list[tuple[str, str, _Kinds]]:
    """Each relation with the ends that may be left out of a sentence (``cs`` subject, ``co`` object), and its kinds."""
    modes = ((relation, mode) for relation in relations for mode in ("cs", "co"))
    return [(relation, mode, ends[relation]) for relation, mode in modes if (relation, mode) not in _NEVER_AWAY]


def _fitting(carrying: Sequence[tuple[str, str, _Kinds]], kind: str) -> Iterator[tuple[str, str, _Kinds]]:
    """Those of `carrying` of which a name of `kind` may be the end that is not left out."""
    return (each for each in carrying if kind in each[2][each[1] == "cs"])


def _meant(
    here: _Here, focus: Focus, kinds: Sequence[str], place: int, item: Item
) -> Iterator[tuple[str, Member, frozenset[str], int]]:
    """Who of each kind may be meant, where last named, as what; the latter also as bits."""
    at = clause_of(here.scene, here.number, item.members[0])
    spoken = here.scene.clauses[here.number][at].subjects if at >= 0 else ()
    for kind in kinds:
        others = named_here(kind, here.view.text, place)
        for _, away, labels in focus.beside(kind, spoken):
            yield kind, away, labels, others | known_as(labels)


def _whence(  # noqa: PLR0913, PLR0917 -- what is known of a name that is left out
    here: _Here, item: Item, place: int, kind: str, away: Member, labels: frozenset[str], *, posted: bool
) -> Iterator[str]:
    yield from source_features(here.view, place, kind, labels)
    yield f"kk={item.kind}{kind}"
    if posted:
        yield from here.wording.post_fits(place, here.scene.entities[away.entity].name)
    yield from echo_features(here.scene, here.view, place, away.entity)
