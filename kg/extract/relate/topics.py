"""Omitted subjects: a paragraph that begins with a body goes on to say what it did (在西安市建立了服务站, 举办培训班).

A rule and not the scorer's business, because the subject may stand many sentences before: where no other name could be
the subject of the clause, the paragraph's topic is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, View, holders

_O, _P, _L, _E, _T = (holders[kind] for kind in ("Organization", "Person", "Place", "Event", "Time"))
_FREE = f"[^。！？；{_O}{_P}]"
_SET_UP = re.compile(
    f"(?:^|[，；])(?:{_FREE}{{0,12}}?在{_FREE}{{1,10}}?|[率首]先)(?:分别|先后|率先)?(?:成立|建立|设立|创办|组建|开设)了?"
    f"(?:首[家个支]|第一[家个支])?({_O})"
)
_HELD = re.compile(f"(?:^|[，；])(?:联合({_O}))?(?:在{_L}|{_T}|，)*(?:联合)?(?:举办|主办|承办|组织开展)了?({_E})")
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A fact about a paragraph's topic; `view` is the sentence that states it."""

    relation: str
    subject: Member
    object: Member
    view: int


def told_of_topics(scene: Scene) -> Iterator[Told]:
    """What the sentences of each paragraph say of the body that the paragraph begins with."""
    topic: Member | None = None
    end = 0
    for number, view in enumerate(scene.plain):
        if number == 0 or "\n" in scene.document.folded[end : view.span.start]:
            topic = _opening(view)
        end = view.span.end
        if topic is not None:
            yield from _told(view, number, topic)


def _opening(view: View) -> Member | None:
    """The body that the sentence begins with, as its subject."""
    for place, item in enumerate(view.items[: _OPENING + 1]):
        if item is not None and item.kind == "Organization":
            alone = len(item.members) == 1 and view.text[place + 1 : place + 2] not in {
                "",
                "：",
                "，",
                "的",
                "、",
                holders["Title"],
                holders["Member"],
            }
            return item.members[0] if alone else None
    return None


def _told(view: View, number: int, topic: Member) -> Iterator[Told]:
    for found in _SET_UP.finditer(view.text):
        item = view.items[found.start(1)]
        for member in item.members if item is not None else ():
            if member.entity != topic.entity:
                yield Told("establishedBy", member, topic, number)
    for found in _HELD.finditer(view.text):
        item = view.items[found.start(2)]
        for member in item.members if item is not None else ():
            yield Told("organized", topic, member, number)
