"""Pairs of names that might be joined, with the features that the scorer weighs.

A candidate is *near* when both names stand in one sentence, *within* when they are members of one coordination, *carried* when
one is left out of the sentence and taken from what was spoken of before (topic, headline, last subject).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relate.features import (
    anchor_features,
    around_features,
    bucket,
    doubts,
    echo_features,
    name_features,
    pair_features,
    post_features,
    source_features,
)
from kg.extract.relate.focus import Focus
from kg.extract.relate.scene import Scene, pairs, titled
from kg.extract.relate.schema import ends
from kg.extract.relate.view import Item, Member, View

_NAMES = frozenset({"Person", "Organization", "Place", "Honor", "Event"})
# Relations whose names keep the posts and bodies before them in view; the others see people with these folded away.
_DETAILED = frozenset({"worksFor", "memberOf", "partOf", "locatedIn", "nativeOf", "educatedAt"})
_FARTHEST_ITEMS = 14
_FARTHEST_CHARS = 160


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that might be joined by `relation`; `view` is the number of the sentence, `mode` how the pair stands."""

    relation: str
    mode: str
    subject: Member
    object: Member
    view: int
    features: tuple[str, ...]
    own: tuple[str, ...]
    anchor: Item
    other: Item | None
    detailed: bool


def propose(scene: Scene) -> Iterator[Candidate]:
    """All candidates of an article."""
    for number in range(len(scene.plain)):
        yield from _near(scene, number, detailed=True)
        yield from _near(scene, number, detailed=False)
    yield from _declared(scene)
    yield from _carried(scene)
    yield from _named_after(scene)


def _declared(scene: Scene) -> Iterator[Candidate]:
    """What the declared patterns say."""
    for number, found in enumerate(scene.matches):
        for match in found:
            text = scene.plain[number].text
            hints = doubts(text)
            features = ("pattern", f"line={match.pattern.source}", *hints)
            for one, two in pairs(scene.document.folded, match.subject, match.object):
                yield Candidate(
                    match.pattern.relation,
                    "pattern",
                    one,
                    two,
                    number,
                    features,
                    (),
                    match.subject,
                    match.object,
                    False,
                )


def _named_after(scene: Scene) -> Iterator[Candidate]:
    """Units whose name begins with their parent's: 高淳区人民医院急诊科, 高淳区人民医院."""
    bodies = [e for e in scene.entities.values() if e.type == "Organization"]
    where = _first_mentions(scene)
    for unit in bodies:
        if unit.id not in where:
            continue
        for parent in bodies:
            rest = unit.name[len(parent.name) :]
            if parent.id != unit.id and rest and unit.name.startswith(parent.name):
                number, member = where[unit.id]
                features = (
                    f"rest={rest}",
                    f"r1={rest[-1:]}",
                    f"r2={rest[-2:]}",
                    f"rl={bucket(len(rest))}",
                    f"rp={rest[:1]}",
                )
                features += (f"p1={parent.name[-1:]}", f"p2={parent.name[-2:]}", f"pl={bucket(len(parent.name))}")
                features += (f"seen={parent.id in where}",)
                away = where.get(parent.id, (number, Member(parent.id, member.start, member.end)))[1]
                item = Item("Organization", member.start, member.end, (member,))
                yield Candidate("partOf", "name", member, away, number, features, (), item, None, detailed=True)


def _first_mentions(scene: Scene) -> dict[str, tuple[int, Member]]:
    where: dict[str, tuple[int, Member]] = {}
    for number, view in enumerate(scene.plain):
        for item in view.items:
            for member in item.members if item is not None else ():
                where.setdefault(member.entity, (number, member))
    return where


def _near(scene: Scene, number: int, *, detailed: bool) -> Iterator[Candidate]:
    view = (scene.plain if detailed else scene.folded)[number]
    told = scene.told[number]
    places = [p for p in view.places() if view.items[p].kind in _NAMES]  # type: ignore[union-attr]
    for index, first in enumerate(places):
        one = view.items[first]
        assert one is not None
        if not detailed and len(one.members) > 1 and one.kind == "Organization" and "partneredWith" in told:
            yield from _within(scene, number, view, first)
        for second in places[index + 1 : index + 1 + _FARTHEST_ITEMS]:
            two = view.items[second]
            assert two is not None
            if second - first > _FARTHEST_CHARS:
                break
            fits = [
                (relation, mode)
                for relation, (subjects, objects) in ends.items()
                if relation in told and (relation in _DETAILED) == detailed
                for mode, s, o in ((">", one, two), ("<", two, one))
                if s.kind in subjects and o.kind in objects and not (relation == "partneredWith" and mode == "<")
            ]
            if not fits:
                continue
            shared = tuple(pair_features(scene, view, first, second, number))
            for relation, mode in fits:
                s, o = (one, two) if mode == ">" else (two, one)
                yield from _each(scene, relation, mode, number, shared, s, o, detailed)


def _each(
    scene: Scene, relation: str, mode: str, number: int, shared: tuple[str, ...], s: Item, o: Item, detailed: bool
) -> Iterator[Candidate]:
    view = (scene.plain if detailed else scene.folded)[number]
    posts = view.items.index(s) if relation == "worksFor" else -1
    for one, two in pairs(scene.document.folded, s, o):
        own = tuple(name_features(scene, one, two))
        if posts >= 0:
            own = (*own, *post_features(scene, view, posts, scene.entities[two.entity].name))
        if (number, relation, one.entity, two.entity) in scene.matched:
            own = (*own, "pattern")
        yield Candidate(relation, mode, one, two, number, shared, own, s, o, detailed)


def _within(scene: Scene, number: int, view: View, place: int) -> Iterator[Candidate]:
    item = view.items[place]
    assert item is not None
    shared = tuple([*around_features(scene, view, place, place), f"n={min(len(item.members), 5)}"])
    members = item.members[:8]
    for index, one in enumerate(members):
        for two in members[index + 1 :]:
            if one.entity != two.entity:
                yield Candidate("partneredWith", "=", one, two, number, shared, (), item, item, False)


def _carried(scene: Scene) -> Iterator[Candidate]:
    focus = Focus(scene)
    for number in range(len(scene.plain)):
        told = scene.told[number]
        for detailed in (True, False):
            view = (scene.plain if detailed else scene.folded)[number]
            present = {m.entity for item in scene.plain[number].items if item for m in item.members}
            relations = [r for r in ends if r in told and (r in _DETAILED) == detailed]
            for place in view.places():
                item = view.items[place]
                assert item is not None
                if item.kind in _NAMES:
                    yield from _carried_to(scene, focus, number, view, place, relations, present, detailed)
        focus.read(number)


def _carried_to(
    scene: Scene,
    focus: Focus,
    number: int,
    view: View,
    place: int,
    relations: Sequence[str],
    present: set[str],
    detailed: bool,
) -> Iterator[Candidate]:
    item = view.items[place]
    assert item is not None
    shared: tuple[str, ...] = ()
    for relation in relations:
        subjects, objects = ends[relation]
        for mode, here, there in (("cs", objects, subjects), ("co", subjects, objects)):
            if item.kind not in here or (relation == "partneredWith" and mode == "co"):
                continue
            shared = shared or tuple(anchor_features(scene, view, place))
            for kind in sorted(there):
                for entity, labels in focus.known(kind).items():
                    if entity in present:
                        continue
                    sources = (*source_features(view, place, kind, labels), f"kk={item.kind}{kind}")
                    away = focus.where[entity]
                    for member in item.members:
                        pair = (away, member) if mode == "cs" else (member, away)
                        own = (*sources, *name_features(scene, *pair), *echo_features(scene, view, place, entity))
                        if relation in titled and mode == "co":
                            own = (*own, *post_features(scene, view, place, scene.entities[entity].name))
                        yield Candidate(relation, mode, *pair, number, shared, own, item, None, detailed)
