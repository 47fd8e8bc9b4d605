"""Lists: a heading that names an honor or an event, and under it one name a line.

The lines say nothing by themselves (韦美秀 乐业县沙糖橘合作社创始人): what they tell of is what their heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.relate.view import View, holders

_H, _E, _P, _O, _L = (holders[kind] for kind in ("Honor", "Event", "Person", "Organization", "Place"))
_SENTENCE_END = ("。", "！", "？", "，")
# No line of a list is longer, counted with each name as one character.
_LONGEST_LINE = 60
_LONGEST_HEADING = 30
_HELD_FOR = 60
_ROW = re.compile(
    f"{_H}[”」』》]?(?:（[^）]{{0,12}}）)?(?:得主|获得者|获奖者|名单)?[：:—\\-\\s]{{1,4}}[^，。]{{0,20}}?[{_P}{_O}]"
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
        if _ROW.search(view.text):
            told.add("awarded")
        yield frozenset(told)
