"""Features of a candidate: what stands between and around its names, how they stand, what they are called.

A feature is a string; the scorer has a weight for those that mattered in training.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, View, holders, posts

_MONEY = holders["Money"]
_POSTS = frozenset(holders[kind] for kind in posts)
_HOLDERS = re.compile(f"[{''.join(holders.values())}]")
_LEFT, _RIGHT = 10, 12
_SHORT, _LONG = 11, 40
_STEPS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80)
_BUCKETS = tuple(str(next(step for step in _STEPS if n <= step)) for n in range(_STEPS[-1] + 1))
_CLAUSE_END = re.compile("[，。；：！？]")
_OPENING = re.compile("[^\ue000-\ue009，。]{0,6}")
_CLAUSE_HEAD = re.compile("(?:^|[，；：])[^，；：\ue000-\ue004]{0,6}[\ue000-\ue004]")
_NEGATIONS = re.compile(
    "未能|未获|尚未|没有|没能|并非|不是|拟|争创|申报|计划|有望|意向|如果|若|假如|将|推荐|候选|提名|力争|冲击|预计|网传|谣言|不实|否认|"
    "打算|准备|希望|目标|考虑|洽谈|待定|无缘|落选|取消|推迟|原定|未"
)


class Wording:
    """A reduced sentence and what is told by the words in it, worked out once for all of its names."""

    def __init__(self, scene: Scene, view: View) -> None:
        self.view = view
        self._scene = scene
        self._heads = [found.end() - 1 for found in _CLAUSE_HEAD.finditer(view.text)]
        self._titles = {place: _last_two(scene, view, place) for place, char in enumerate(view.text) if char in _POSTS}
        self._lefts: dict[int, tuple[str, ...]] = {}
        self._rights: dict[int, tuple[str, ...]] = {}

    def left(self, place: int) -> tuple[str, ...]:
        """What stands before the placeholder at `place`."""
        if place not in self._lefts:
            self._lefts[place] = tuple(self._left(place))
        return self._lefts[place]

    def _left(self, place: int) -> list[str]:
        left = self.view.text[max(0, place - _LEFT) : place]
        found = [f"l{size}={left[-size:]}" for size in (1, 2, 3)]
        found += [f"tl={self._titles[at]}" for at in (place - 2, place - 1) if at in self._titles]
        found += [f"lb={one}{two}" for one, two in pairwise(_CLAUSE_END.split(left)[-1])]
        return found + self._told("vl", left)

    def right(self, place: int) -> tuple[str, ...]:
        """What stands behind the placeholder at `place`."""
        if place not in self._rights:
            self._rights[place] = tuple(self._right(place))
        return self._rights[place]

    def _right(self, place: int) -> list[str]:
        right = self.view.text[place + 1 : place + 1 + _RIGHT]
        found = [f"r{size}={right[:size]}" for size in (1, 2, 3, 4)]
        found += [f"tr={self._titles[at]}" for at in (place + 1, place + 2) if at in self._titles]
        found += [f"rb={one}{two}" for one, two in pairwise(_CLAUSE_END.split(right, maxsplit=1)[0])]
        return found + self._told("vr", right)

    def around(self, first: int, second: int) -> list[str]:
        """Doubts and sums of money before the placeholder at `first` and behind the one at `second`."""
        text = self.view.text
        right = text[second + 1 : second + 1 + _RIGHT]
        found = [
            f"neg={word}" for word in dict.fromkeys(_NEGATIONS.findall(f"{text[max(0, first - 8) : first]}|{right}"))
        ]
        return [*found, "money=r"] if _MONEY in right else found

    def pair(self, first: int, second: int, *, title: bool) -> tuple[str, ...]:
        """What stands between the placeholders at `first` and `second`, and how they stand; `title`: it is one's."""
        text = self.view.text
        between = text[first + 1 : second]
        k = text[first] + text[second]
        commas = min(between.count("，") + between.count("；") + between.count("："), 5)
        kinds = _HOLDERS.findall(between)
        na, nb = text[first] in kinds, text[second] in kinds
        return (
            f"k={k}",
            f"bc={commas}",
            f"bk={k}{''.join(kinds[:6])}",
            f"near={na}{nb}",
            f"near={na}{nb}{min(commas, 2)}{k}",
            f"fa={text.find(text[first]) < first}",
            f"fb={text.find(text[second], second + 1) >= 0}",
            *(() if "。" in text[-2:] else ("line",)),
            *(("title",) if title else ()),
            *self._between(between, k),
            *self._posts(first, second, k),
            *self._clauses(first, second),
            *self.around(first, second),
        )

    def _between(self, between: str, k: str) -> list[str]:
        size = len(between)
        found = [f"bl={bucket(size)}", f"be={between.count('、')}" if size < _LONG else "be=far"]
        if size <= _SHORT - 1:
            found.append(f"b={k}{between}")
        for length in (1, 2, 3, 4):
            found += (f"bp={between[:length]}", f"bs={between[-length:]}")
        found += [f"bb={one}{two}" for one, two in pairwise(between[:31])]
        found += [f"bb={one}{two}" for one, two in pairwise(between[max(30, size - 12) :])]
        found += self._told("vb", between if size <= _LONG else f"{between[:20]}|{between[-20:]}")
        if _MONEY in between:
            found.append("money=b")
        return found + [f"neg={word}" for word in set(_NEGATIONS.findall(between))]

    def _posts(self, first: int, second: int, k: str) -> list[str]:
        """The posts beside the two names, and the words between these with their posts as written."""
        titles = self._titles
        found = [f"tb={title}" for place, title in titles.items() if first < place < second]
        found += [f"t1={k}{titles[at]}" for at in (first + 1,) if at in titles]
        found += [f"t2={k}{titles[at]}" for at in (second + 1,) if at in titles]
        if second - first <= _SHORT:
            worded = (titles.get(at, self.view.text[at]) for at in range(first + 1, second))
            found.append(f"bt={k}{''.join(worded)}")
        return found

    def _clauses(self, first: int, second: int) -> tuple[str, ...]:
        """Whether the names begin their clauses, and how many of the first one's kind begin one between them."""
        text, heads = self.view.text, self._heads
        rivals = sum(first < head < second and text[head] == text[first] for head in heads)
        parted = text.find("，", first, second) >= 0 or text.find("；", first, second) >= 0
        return (
            f"head={first in heads}{second in heads}",
            f"rivals={min(rivals, 3)}",
            f"headed={first in heads}{min(rivals, 2)}{parted}",
            f"clause1={bucket(first - max(text.rfind(c, 0, first) for c in '，；。：'))}",
        )

    def anchor(self, place: int) -> tuple[str, ...]:
        """What the sentence of a carried candidate says around its only name."""
        text = self.view.text
        before = text[:place]
        opening = _OPENING.match(text)
        return (
            f"start={bucket(place)}",
            f"open={opening.group() if opening else ''}",
            f"o2={text[:2]}",
            f"bk={''.join(_HOLDERS.findall(before)[-5:])}",
            *((f"sb={before}",) if place <= 8 else ()),
            *(() if "。" in text[-2:] else ("line",)),
            *(f"bb={one}{two}" for one, two in pairwise(before[-30:])),
            *(f"ab={one}{two}" for one, two in pairwise(text[place + 1 : place + 21])),
            *self.around(place, place),
        )

    def post_fits(self, place: int, body: str) -> Iterator[str]:
        """How the post beside a person fits a body's name: 馆长 and 图书馆."""
        for label, at in (("before", place - 1), ("after", place + 1)):
            if at in self._titles:
                title = self._titles[at]
                yield f"tt={label}{title}{body[-1:]}"
                yield f"ttfit={label}{title[:1] == body[-1:]}"

    def _told(self, label: str, text: str) -> list[str]:
        """The relations whose trigger words stand in `text`, each word and its kind."""
        found = []
        for word in dict.fromkeys(self._scene.verbs.findall(text)):
            found.append(f"{label}w={word}")
            found += [f"{label}={relation}" for relation in self._scene.triggers[word]]
        return found


def _last_two(scene: Scene, view: View, place: int) -> str:
    """The last two characters of the post at `place`."""
    item = view.items[place]
    return scene.document.folded[max(item.start, item.end - 2) : item.end] if item is not None else ""


def bucket(n: int) -> str:
    """`n` in coarse steps."""
    return _BUCKETS[n] if n < len(_BUCKETS) else "far"


def echo_features(scene: Scene, view: View, place: int, entity: str) -> Iterator[str]:
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


def name_features(scene: Scene, subject: Member, obj: Member) -> Iterator[str]:
    """What the two are called: class words, one name inside the other."""
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


def source_features(view: View, place: int, kind: str, labels: frozenset[str]) -> Iterator[str]:
    """From where a name is carried over, and whether the sentence has another of its kind."""
    char = holders[kind]
    local = ("b" if char in view.text[:place] else "") + ("a" if char in view.text[place:] else "")
    yield f"local={local}"
    for label in labels:
        yield f"src={label}"
        yield f"src={label}{local}"
    yield f"srcs={','.join(sorted(labels))}{local}"


def doubts(text: str) -> tuple[str, ...]:
    """The words of `text` that make a statement doubtful."""
    return tuple(f"neg={word}" for word in sorted(set(_NEGATIONS.findall(text))))


def parent_features(parent: str, rest: str, *, seen: bool, short: bool) -> Iterator[str]:
    """What a unit's name adds to its parent's; `seen`: the parent is named by itself too, `short`: it is shortened."""
    yield f"rest={rest}"
    yield f"r1={rest[-1:]}"
    yield f"r2={rest[-2:]}"
    yield f"rl={bucket(len(rest))}"
    yield f"rp={rest[:1]}"
    yield f"p1={parent[-1:]}"
    yield f"p2={parent[-2:]}"
    yield f"pl={bucket(len(parent))}"
    yield f"seen={seen}"
    if short:
        yield "short"
