"""Features of a candidate: what stands between and around its names, how they stand, what they are called.

A feature is a string; the scorer has a weight for those that mattered in training.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, View, holders, kind_of, posts

_MONEY = holders["Money"]
_SHORT = 11
_CLAUSE_HEAD = re.compile("(?:^|[，；：])[^，；：\ue000-\ue004]{0,6}[\ue000-\ue004]")
_NEGATIONS = re.compile(
    "未能|未获|尚未|没有|没能|并非|不是|拟|争创|申报|计划|有望|意向|如果|若|假如|将|推荐|候选|提名|力争|冲击|预计|网传|谣言|不实|否认|"
    "打算|准备|希望|目标|考虑|洽谈|待定|无缘|落选|取消|推迟|原定|未"
)


def _classes(scene: Scene, label: str, text: str) -> Iterator[str]:
    """The relations whose trigger words stand in `text`, each word and its kind."""
    for word in dict.fromkeys(scene.verbs.findall(text)):
        yield f"{label}w={word}"
        for relation in scene.triggers[word]:
            yield f"{label}={relation}"


def bucket(n: int) -> str:
    """`n` in coarse steps."""
    for limit in (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80):
        if n <= limit:
            return str(limit)
    return "far"


def around_features(scene: Scene, view: View, first: int, second: int) -> Iterator[str]:
    """What stands before the placeholder at `first` and after the one at `second`."""
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
    k = text[first] + text[second]
    kinds = [c for c in between if c in kind_of]
    commas = sum(map(between.count, "，；："))
    yield f"k={k}"
    yield f"bl={bucket(len(between))}"
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
    yield from _posts(scene, view, first, second)
    yield f"bk={k}{''.join(kinds[:6])}"
    yield from _classes(scene, "vb", between if len(between) <= 40 else between[:20] + "|" + between[-20:])
    if _MONEY in between:
        yield "money=b"
    yield from _clauses(text, first, second)
    na, nb = text[first] in kinds, text[second] in kinds
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
    yield from around_features(scene, view, first, second)


def _clauses(text: str, first: int, second: int) -> Iterator[str]:
    """Whether the names begin their clauses, and how many of the first one's kind begin one between them."""
    heads = [found.end() - 1 for found in _CLAUSE_HEAD.finditer(text, 0, second + 1)]
    rivals = sum(first < head < second and text[head] == text[first] for head in heads)
    yield f"head={first in heads}{second in heads}"
    yield f"rivals={min(rivals, 3)}"
    yield f"headed={first in heads}{min(rivals, 2)}{any(c in '，；' for c in text[first:second])}"
    yield f"clause1={bucket(first - max(text.rfind(c, 0, first) for c in '，；。：'))}"


def post_features(scene: Scene, view: View, place: int, body: str) -> Iterator[str]:
    """How the post beside a person fits a body's name: 馆长 and 图书馆."""
    for label, at in (("before", place - 1), ("after", place + 1)):
        for title in _titles(scene, view, at, at):
            yield f"tt={label}{title}{body[-1:]}"
            yield f"ttfit={label}{title[:1] == body[-1:]}"


def _titles(scene: Scene, view: View, start: int, end: int) -> Iterator[str]:
    """The last two characters of the titles between two places of `view`."""
    for item in view.items[max(0, start) : end + 1]:
        if item is not None and item.kind in posts:
            yield scene.document.folded[max(item.start, item.end - 2) : item.end]


def _posts(scene: Scene, view: View, first: int, second: int) -> Iterator[str]:
    """The posts beside the two names, and the words between these with their posts as written."""
    k = view.text[first] + view.text[second]
    if second - first <= _SHORT:
        yield f"bt={k}{_worded(scene, view, first + 1, second)}"
    for label, at in (("t1", first + 1), ("t2", second + 1)):
        for title in _titles(scene, view, at, at):
            yield f"{label}={k}{title}"
    for title in _titles(scene, view, first, second):
        yield f"tb={title}"


def _worded(scene: Scene, view: View, start: int, end: int) -> str:
    """The text between two places with its titles' last two characters for their placeholders."""
    return "".join(
        scene.document.folded[max(item.start, item.end - 2) : item.end] if item and item.kind in posts else char
        for char, item in zip(view.text[start:end], view.items[start:end], strict=True)
    )


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


def anchor_features(scene: Scene, view: View, place: int) -> Iterator[str]:
    """What the sentence of a carried candidate says around its only name."""
    text = view.text
    before = text[:place]
    yield from around_features(scene, view, place, place)
    yield f"start={bucket(place)}"
    if place <= 8:
        yield f"sb={before}"
    opening = re.match("[^\ue000-\ue009，。]{0,6}", text)
    yield f"open={opening.group() if opening else ''}"
    yield f"o2={text[:2]}"
    for index in range(max(0, place - 30), place - 1):
        yield f"bb={text[index : index + 2]}"
    for index in range(place + 1, min(len(text) - 1, place + 20)):
        yield f"ab={text[index : index + 2]}"
    yield f"bk={''.join(c for c in before if c in kind_of)[-5:]}"
    if "。" not in text[-2:]:
        yield "line"


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


def parent_features(parent: str, rest: str, *, seen: bool) -> Iterator[str]:
    """What a unit's name adds to its parent's; `seen` says whether the parent is named by itself too."""
    yield f"rest={rest}"
    yield f"r1={rest[-1:]}"
    yield f"r2={rest[-2:]}"
    yield f"rl={bucket(len(rest))}"
    yield f"rp={rest[:1]}"
    yield f"p1={parent[-1:]}"
    yield f"p2={parent[-2:]}"
    yield f"pl={bucket(len(parent))}"
    yield f"seen={seen}"
