"""Lists: a heading that names an honor or an event, and under it one name a line.

The lines say nothing by themselves (韦美秀 乐业县沙糖橘合作社创始人): what they tell of is what their heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.relate.view import Item, View, holders, posts

_H, _E, _P, _O = (holders[kind] for kind in ("Honor", "Event", "Person", "Organization"))
_POSTS = "".join(holders[kind] for kind in sorted(posts))
_SENTENCE_END = ("。", "！", "？", "，")
# No line of a list is longer, counted with each name as one character.
_LONGEST_LINE = 60
_LONGEST_HEADING = 30
_HELD_FOR = 60
# 厉建设　男，57岁: under a headline that names an honor this is one who has it.
_PROFILE = re.compile(f"[{_P}{_O}](?:[、和]{_P})*等?(?:[\\s\u3000]|[，（](?:男|女))")
# 荣誉：工人先锋号 is that of whom the lines before are of.
_HONORS = re.compile("(?:主要|所获|获得)?(?:荣誉|奖项|获奖)(?:称号|情况)?[：:]")
_ROW = re.compile(
    f"{_H}[”》]?(?:（[^）]{{0,12}}）)?(?:得主|获得者|获奖者|名单)?[：:—\\-\\s]{{1,4}}[^，。]{{0,20}}?[{_P}{_O}]"
)


def is_line(view: View) -> bool:
    """Whether `view` is a line of a list or a heading and no sentence."""
    return bool(view.text) and len(view.text) <= _LONGEST_LINE and not view.text.endswith(_SENTENCE_END)


def heads(view: View) -> bool:
    """Whether `view` may head a list: it names an honor or an event and ends there or with a colon."""
    if _H not in view.text and _E not in view.text:
        return False
    tail = view.text[-_LONGEST_HEADING:]
    if tail.endswith(("：", ":")):
        return True
    named = _P in view.text or _O in view.text
    return is_line(view) and len(view.text) <= _LONGEST_HEADING and not named


def told_of_lists(views: Sequence[View]) -> Iterator[frozenset[str]]:
    """For each sentence what it tells of by standing in a list."""
    heading: frozenset[str] = frozenset()
    since = 0
    for number, view in enumerate(views):
        told: set[str] = set()
        if number and heads(view):
            heading = frozenset({"awarded"} if _H in view.text else {"participatedIn"})
            since = number
        elif heading and number - since <= _HELD_FOR and (is_line(view) or view.text.endswith("；")):
            told |= heading if _P in view.text or _O in view.text else set()
        if is_line(view) and _P in view.text and _O in view.text:
            told.add("worksFor")
        profile = number and _H in views[0].text and _PROFILE.match(view.text)
        if profile or _HONORS.match(view.text) or _ROW.search(view.text):
            told.add("awarded")
        yield frozenset(told)


# Nothing but a number, a bullet or a rank stands before the first name of such a line: 1. 甲 (县小学).
_LEAD = re.compile(r"[\s\d·•●◎▪■◆▶☆★\-—*.、．)）(（一二三四五六七八九十]*$")
_HALL = re.compile("^[”》]?(?:获得者|得主|获奖者|名单|称号)?(?:（[^）]*）)?[”》]?[\\s：:]*$")


def winners(views: Sequence[View]) -> Iterator[tuple[int, Item, Item]]:
    """The lines under a heading that is an honor and no more: their numbers, the heading's honor, the first name."""
    honor: Item | None = None
    for number, view in enumerate(views):
        names = [item for item in view.items if item is not None and item.members]
        if number and heads(view):
            only = len(names) == 1 and names[0].kind == "Honor" and len(names[0].members) == 1
            honor = names[0] if only and _HALL.match(view.text, view.items.index(names[0]) + 1) else None
        elif honor is not None and names:
            first = view.items.index(names[0])
            fits = names[0].kind in {"Person", "Organization"} and all(item.kind != "Honor" for item in names)
            if not fits or not is_line(view) or "。" in view.text or not _LEAD.match(view.text[:first]):
                honor = None
            elif (winner := _winner(view, names, first)) is not None:
                yield number, honor, winner


def _winner(view: View, names: Sequence[Item], first: int) -> Item | None:
    """Who a line is of: its first name, or the person right behind the body that it begins with (县小学 甲)."""
    if names[0].kind == "Person" or len(names) == 1:
        return names[0]
    behind = view.text[first + 1 : view.items.index(names[1])]
    if names[1].kind != "Person":
        return names[0]
    return names[1] if behind.strip(" \u3000" + _POSTS) == "" else None
