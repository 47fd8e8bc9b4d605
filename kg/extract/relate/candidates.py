"""Pairs of names that might be joined, with the features that the scorer weighs.

A candidate is *near* when both names stand in one sentence, *within* when they are members of one coordination, *carried* when
one of them is left out of the sentence and taken from what was spoken of before (topic, headline, last subject).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.relate.coordination import coordinated, headed
from kg.extract.relate.patterns import Match, Patterns, find
from kg.extract.relate.schema import ends
from kg.extract.relate.view import Item, Member, View, holders, kind_of
from kg.model import Entity

_NAMES = frozenset({"Person", "Organization", "Place", "Honor", "Event"})
# Relations whose names keep the posts and bodies before them in view; the others see people with these folded away.
_DETAILED = frozenset({"worksFor", "memberOf", "partOf", "locatedIn", "nativeOf", "educatedAt"})
_FARTHEST_ITEMS = 14
_MOST_MEMBERS = 40
_FARTHEST_CHARS = 160
# A post in the sentence tells of these even without a trigger word.
_TITLED = frozenset({"worksFor", "memberOf"})
_RESPECTIVELY = re.compile("分别|依次|各自|先后")
_MONEY = holders["Money"]
_CLAUSE_HEAD = re.compile("(?:^|[，；：])[^，；：\ue000-\ue004]{0,6}[\ue000-\ue004]")
_NEGATIONS = re.compile(
    "未能|未获|尚未|没有|没能|并非|不是|拟|争创|申报|计划|有望|意向|如果|若|假如|将|推荐|候选|提名|力争|冲击|预计|网传|谣言|不实|否认|"
    "打算|准备|希望|目标|考虑|洽谈|待定|无缘|落选|取消|推迟|原定|未"
)


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


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's sentences at both levels of detail, and what is known of its entities."""

    document: Document
    entities: Mapping[str, Entity]
    plain: tuple[View, ...]
    folded: tuple[View, ...]
    told: tuple[frozenset[str], ...]
    tops: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, frozenset[str]]
    verbs: re.Pattern[str]
    masked: tuple[str, ...]
    matches: tuple[tuple[Match, ...], ...]
    matched: frozenset[tuple[int, str, str, str]]


def set_scene(
    document: Document,
    entities: Sequence[Entity],
    views: Sequence[View],
    triggers: Mapping[str, frozenset[str]],
    patterns: Patterns,
) -> Scene:
    """Prepare `views` for proposing: coordinations collapsed, trigger words found, the article's main entities counted."""
    matcher = re.compile("|".join(sorted(map(re.escape, triggers), key=len, reverse=True)) or "(?!)")
    plain = tuple(coordinated(view) for view in views)
    told = tuple(
        frozenset(
            relation
            for form in set(matcher.findall(document.folded, view.span.start, view.span.end))
            for relation in triggers[form]
        )
        | (_TITLED if holders["Title"] in view.text else frozenset())
        for view in plain
    )
    counts: dict[str, Counter[str]] = {}
    for entity in entities:
        counts.setdefault(entity.type, Counter())[entity.id] = len(entity.mentions)
    tops = {kind: tuple(e for e, n in counter.most_common(2) if n > 1) for kind, counter in counts.items()}
    folded = tuple(headed(view) for view in views)
    matches = tuple(_matches(patterns, one, two) for one, two in zip(plain, folded, strict=True))
    matched = frozenset(
        (number, match.pattern.relation, s.entity, o.entity)
        for number, found in enumerate(matches)
        for match in found
        for s, o in _pairs(document.folded, match.subject, match.object)
    )
    masked = tuple(_masked(document.folded, view) for view in views)
    verbs = re.compile(
        "|".join(sorted((re.escape(form) for form in triggers if len(form) > 1), key=len, reverse=True)) or "(?!)"
    )
    return Scene(
        document, {e.id: e for e in entities}, plain, folded, told, tops, triggers, verbs, masked, matches, matched
    )


def _masked(folded: str, view: View) -> str:
    """The sentence with its names blanked out, so that no word inside one is read as the sentence's own."""
    chars = list(folded[view.span.start : view.span.end])
    for item in view.items:
        if item is not None and item.members:
            chars[item.start - view.span.start : item.end - view.span.start] = "□" * (item.end - item.start)
    return "".join(chars)


def _matches(patterns: Patterns, plain: View, folded: View) -> tuple[Match, ...]:
    """What the declared patterns find with posts in view and with posts folded away."""
    return (*find(patterns, plain), *(find(patterns, folded) if folded.text != plain.text else ()))


def _pairs(folded: str, subject: Item, obj: Item) -> Iterator[tuple[Member, Member]]:
    """Each subject with each object; one by one where 分别 pairs two lists of the same length; among themselves in one list."""
    ones, twos = subject.members[:_MOST_MEMBERS], obj.members[:_MOST_MEMBERS]
    if subject is obj:
        yield from (
            (one, two) for index, one in enumerate(ones) for two in ones[index + 1 :] if one.entity != two.entity
        )
        return
    left, right = (subject, obj) if subject.start < obj.start else (obj, subject)
    if len(ones) == len(twos) > 1 and _RESPECTIVELY.search(folded, left.end, right.start):
        pairs = list(zip(ones, twos, strict=True))
    else:
        pairs = [(one, two) for one in ones for two in twos]
    yield from (pair for pair in pairs if pair[0].entity != pair[1].entity)


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
            doubts = tuple(f"neg={word}" for word in sorted(set(_NEGATIONS.findall(text))))
            features = ("pattern", f"line={match.pattern.source}", *doubts)
            for one, two in _pairs(scene.document.folded, match.subject, match.object):
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
                    f"rl={_bucket(len(rest))}",
                    f"rp={rest[:1]}",
                )
                features += (f"p1={parent.name[-1:]}", f"p2={parent.name[-2:]}", f"pl={_bucket(len(parent.name))}")
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
    for one, two in _pairs(scene.document.folded, s, o):
        own = tuple(_names(scene, one, two))
        if posts >= 0:
            own = (*own, *_posts(scene, view, posts, scene.entities[two.entity].name))
        if (number, relation, one.entity, two.entity) in scene.matched:
            own = (*own, "pattern")
        yield Candidate(relation, mode, one, two, number, shared, own, s, o, detailed)


def _within(scene: Scene, number: int, view: View, place: int) -> Iterator[Candidate]:
    item = view.items[place]
    assert item is not None
    shared = tuple([*_around(scene, view, place, place), f"n={min(len(item.members), 5)}"])
    members = item.members[:8]
    for index, one in enumerate(members):
        for two in members[index + 1 :]:
            if one.entity != two.entity:
                yield Candidate("partneredWith", "=", one, two, number, shared, (), item, item, False)


def _classes(scene: Scene, label: str, text: str) -> Iterator[str]:
    """The relations whose trigger words stand in `text`, each word and its kind."""
    for word in dict.fromkeys(scene.verbs.findall(text)):
        yield f"{label}w={word}"
        for relation in scene.triggers[word]:
            yield f"{label}={relation}"


def _bucket(n: int) -> str:
    for limit in (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80):
        if n <= limit:
            return str(limit)
    return "far"


def _around(scene: Scene, view: View, first: int, second: int) -> Iterator[str]:
    text = view.text
    for title in _titles(scene, view, first - 2, first - 1):
        yield f"tl={title}"
    for title in _titles(scene, view, second + 1, second + 2):
        yield f"tr={title}"
    left = text[max(0, first - 10) : first]
    right = text[second + 1 : second + 13]
    for size in (1, 2, 3):
        yield f"l{size}={left[-size:]}"
    for size in (1, 2, 3, 4):
        yield f"r{size}={right[:size]}"
    clause = re.split("[，。；：！？]", right)[0]
    for index in range(len(clause) - 1):
        yield f"rb={clause[index : index + 2]}"
    clause = re.split("[，。；：！？]", left)[-1]
    for index in range(len(clause) - 1):
        yield f"lb={clause[index : index + 2]}"
    yield from _classes(scene, "vl", left)
    yield from _classes(scene, "vr", right)
    if _MONEY in right:
        yield "money=r"
    around = left[-8:] + "|" + right
    for word in set(_NEGATIONS.findall(around)):
        yield f"neg={word}"


def pair_features(scene: Scene, view: View, first: int, second: int, number: int) -> Iterator[str]:
    """What stands between and around the placeholders at `first` and `second`."""
    text = view.text
    between = text[first + 1 : second]
    one, two = view.items[first], view.items[second]
    assert one is not None and two is not None
    k = text[first] + text[second]
    kinds = [c for c in between if c in kind_of]
    commas = sum(between.count(c) for c in "，；：")
    yield f"k={k}"
    yield f"bl={_bucket(len(between))}"
    yield f"bc={min(commas, 5)}"
    yield f"be={between.count('、')}" if len(between) < 40 else "be=far"
    if len(between) <= 10:
        yield f"b={k}{between}"
    for size in (1, 2, 3, 4):
        yield f"bp={between[:size]}"
        yield f"bs={between[-size:]}"
    for index in range(min(len(between) - 1, 30)):
        yield f"bb={between[index : index + 2]}"
    for index in range(max(30, len(between) - 12), len(between) - 1):
        yield f"bb={between[index : index + 2]}"
    yield f"bk={k}{''.join(kinds[:6])}"
    yield from _classes(scene, "vb", between if len(between) <= 40 else between[:20] + "|" + between[-20:])
    if _MONEY in between:
        yield "money=b"
    yield from _clauses(text, first, second)
    na, nb = text[first] in kinds, text[second] in kinds
    for title in _titles(scene, view, first, second):
        yield f"tb={title}"
    yield f"near={na}{nb}"
    yield f"near={na}{nb}{min(commas, 2)}{k}"
    yield f"fa={text[first] in text[:first]}"
    yield f"fb={text[second] in text[second + 1 :]}"
    if "。" not in text[-2:]:
        yield "line"
    if number == 0:
        yield "title"
    for word in set(_NEGATIONS.findall(between)):
        yield f"neg={word}"
    yield from _around(scene, view, first, second)


def _clauses(text: str, first: int, second: int) -> Iterator[str]:
    """Whether the names begin their clauses, and how many of the first one's kind begin one between them."""
    heads = [found.end() - 1 for found in _CLAUSE_HEAD.finditer(text, 0, second + 1)]
    rivals = sum(first < head < second and text[head] == text[first] for head in heads)
    yield f"head={first in heads}{second in heads}"
    yield f"rivals={min(rivals, 3)}"
    yield f"headed={first in heads}{min(rivals, 2)}{any(c in '，；' for c in text[first:second])}"
    yield f"clause1={_bucket(first - max(text.rfind(c, 0, first) for c in '，；。：'))}"


def _posts(scene: Scene, view: View, place: int, body: str) -> Iterator[str]:
    """How the post beside a person fits a body's name: 馆长 and 图书馆."""
    for label, at in (("before", place - 1), ("after", place + 1)):
        for title in _titles(scene, view, at, at):
            yield f"tt={label}{title}{body[-1:]}"
            yield f"ttfit={label}{title[:1] == body[-1:]}"


def _titles(scene: Scene, view: View, start: int, end: int) -> Iterator[str]:
    """The last two characters of the titles between two places of `view`."""
    for item in view.items[max(0, start) : end + 1]:
        if item is not None and item.kind == "Title":
            yield scene.document.folded[max(item.start, item.end - 2) : item.end]


def _echo(scene: Scene, view: View, place: int, entity: str) -> Iterator[str]:
    """Whether the sentence speaks of `entity` by the last word of its name: 基金会, 该校."""
    name = scene.entities[entity].name
    for size in (3, 2):
        at = view.text.find(name[-size:]) if len(name) > size else -1
        if at >= 0:
            yield f"echo={size}{'before' if at < place else 'after'}"
            yield f"echow={name[-size:]}{'before' if at < place else 'after'}{'start' if at < 3 else ''}"
            break
    for lead in "该本我":
        if lead + name[-1:] in view.text:
            yield f"echo={lead}"


def _names(scene: Scene, subject: Member, obj: Member) -> Iterator[str]:
    s, o = scene.entities[subject.entity], scene.entities[obj.entity]
    if s.type != "Person":
        yield f"s2={s.name[-2:]}"
        yield f"s1={s.name[-1:]}"
    if o.type != "Person":
        yield f"o2={o.name[-2:]}"
        yield f"o1={o.name[-1:]}"
    if s.type == o.type or {s.type, o.type} == {"Organization", "Place"}:
        yield f"nest={s.name.startswith(o.name)}{o.name.startswith(s.name)}{o.name in s.name}{s.name in o.name}"
    if {s.type, o.type} == {"Event", "Honor"} or o.type == "Event":
        yield f"enest={s.name[:4] in o.name}"
    yield f"stop={subject.entity in scene.tops.get(s.type, ())}"
    yield f"otop={obj.entity in scene.tops.get(o.type, ())}"


def _carried(scene: Scene) -> Iterator[Candidate]:
    focus = _Focus(scene)
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
    focus: _Focus,
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
            shared = shared or tuple(_anchor_features(scene, view, place))
            for kind in sorted(there):
                for entity, labels in focus.known(kind).items():
                    if entity in present:
                        continue
                    sources = (*_source_features(view, place, kind, labels), f"kk={item.kind}{kind}")
                    away = focus.where[entity]
                    for member in item.members:
                        pair = (away, member) if mode == "cs" else (member, away)
                        own = (*sources, *_names(scene, *pair), *_echo(scene, view, place, entity))
                        if relation in _TITLED and mode == "co":
                            own = (*own, *_posts(scene, view, place, scene.entities[entity].name))
                        yield Candidate(relation, mode, *pair, number, shared, own, item, None, detailed)


def _anchor_features(scene: Scene, view: View, place: int) -> Iterator[str]:
    text = view.text
    before = text[:place]
    yield from _around(scene, view, place, place)
    yield f"start={_bucket(place)}"
    if place <= 8:
        yield f"sb={before}"
    opening = re.match("[^\ue000-\ue008，。]{0,6}", text)
    yield f"open={opening.group() if opening else ''}"
    yield f"o2={text[:2]}"
    for index in range(max(0, place - 30), place - 1):
        yield f"bb={text[index : index + 2]}"
    for index in range(place + 1, min(len(text) - 1, place + 20)):
        yield f"ab={text[index : index + 2]}"
    yield f"bk={''.join(c for c in before if c in kind_of)[-5:]}"
    if "。" not in text[-2:]:
        yield "line"


def _source_features(view: View, place: int, kind: str, labels: frozenset[str]) -> Iterator[str]:
    char = holders[kind]
    local = ("b" if char in view.text[:place] else "") + ("a" if char in view.text[place:] else "")
    yield f"local={local}"
    for label in labels:
        yield f"src={label}"
        yield f"src={label}{local}"
    yield f"srcs={','.join(sorted(labels))}{local}"


class _Focus:
    """What an article has been speaking of, by kind: the last sentence's names, the paragraph's and the article's topic."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.where: dict[str, Member] = {}
        self.labels: dict[str, dict[str, set[str]]] = {}
        self.history: list[tuple[int, int, dict[str, list[Member]]]] = []

    def known(self, kind: str) -> dict[str, frozenset[str]]:
        """Entities of `kind` that may be meant though unnamed, and as what."""
        found: dict[str, set[str]] = {}

        def add(members: Sequence[Member], label: str) -> None:
            for member in members:
                found.setdefault(member.entity, set()).add(label)

        if self.history:
            for back, (_, _, names) in enumerate(reversed(self.history[-2:]), 1):
                here = names.get(kind, [])
                add(here[:1], f"first{back}")
                add(here[-1:], f"last{back}")
                if back == 1:
                    add(here[1:-1][:3], "mid1")
            line = self.history[-1][1]
            for _, at, names in self.history:
                if at == line and names.get(kind):
                    add(names[kind][:1], "para")
                    break
            for _, _, names in reversed(self.history[-8:]):
                if names.get(kind):
                    add(names[kind][:1], "recentfirst")
                    add(names[kind][-1:], "recentlast")
                    break
            add(self.history[0][2].get(kind, [])[:1], "headline")
        for rank, entity in enumerate(self.scene.tops.get(kind, ())):
            if entity in self.where:
                found.setdefault(entity, set()).add(f"top{rank}")
        return {entity: frozenset(labels) for entity, labels in found.items()}

    def read(self, number: int) -> None:
        """Go on past sentence `number`."""
        view = self.scene.plain[number]
        names: dict[str, list[Member]] = {}
        for item in view.items:
            if item is not None and item.kind in _NAMES:
                names.setdefault(item.kind, []).extend(item.members)
        for members in names.values():
            for member in members:
                self.where[member.entity] = member
        line = self.scene.document.folded.count("\n", 0, view.span.start)
        self.history.append((number, line, names))
