"""Sentences as relations see them: each name, time, quantity and title one placeholder character, other words kept.

In such a string a pattern is a plain regular expression, a distance counts words and not the length of names, and the
members of a coordination share one context. Placeholders come from Unicode's private-use area; the text's own are
blanked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.document import Document
from kg.extract.relate.titles import Titles
from kg.model import Entity, Quantity, Span, Time

holders = {
    "Person": "\ue000",
    "Organization": "\ue001",
    "Place": "\ue002",
    "Honor": "\ue003",
    "Event": "\ue004",
    "Time": "\ue005",
    "Quantity": "\ue006",
    "Title": "\ue007",
    "Money": "\ue008",
    "Member": "\ue009",
}
"""The placeholder of each kind of item."""

posts = frozenset({"Title", "Member"})
"""The kinds of items that say what someone is."""

kind_of = {char: kind for kind, char in holders.items()}
_PRIVATE = re.compile("[\ue000-\ue0ff]")
money = re.compile("元|币|幣|镑|鎊|欧|歐|日圆|美金|港纸|铢|卢比|令吉|法郎")
"""What the unit of a sum of money holds."""
_BRACKETS = re.compile(r"（[^（）\ue000-\ue004。]{0,12}）")
# A sentence longer than this is no prose; it is cut, so that work stays linear in the text.
_LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class Member:
    """One name inside an item: the entity's id and where it stands in the text."""

    entity: str
    start: int
    end: int
    kind: str = "full"


@dataclass(frozen=True, slots=True)
class Item:
    """What a placeholder stands for, ``start:end`` in the text; a coordination has several members.

    `size` is the number that 等11人 closes a coordination with. `payload` is the time or the quantity itself, `word` a
    post as written.
    """

    kind: str
    start: int
    end: int
    members: tuple[Member, ...] = ()
    size: int | None = None
    payload: Time | Quantity | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A reduced sentence: ``items[i]`` is what ``text[i]`` stands for, ``offsets[i]`` its place in the article."""

    span: Span
    text: str
    items: tuple[Item | None, ...]
    offsets: tuple[int, ...]

    def places(self) -> list[int]:
        """Positions of the placeholders."""
        return [index for index, item in enumerate(self.items) if item is not None]


def names_between(view: View, start: int, end: int) -> bool:
    """Whether a name stands in ``start:end`` of the text."""
    return any(item and item.members and start <= item.start < end for item in view.items)


def reduce(
    document: Document,
    entities: Sequence[Entity],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    titles: Titles,
) -> list[View]:
    """The sentences of `document`, reduced; `titles` finds posts and ranks (书记, 副研究员) in the folded text."""
    items = _items(entities, times, quantities)
    views, at = [], 0
    for sentence in document.sentences:
        span = Span(sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE))
        while at < len(items) and items[at].start < span.start:
            at += 1
        inside = []
        while at < len(items) and items[at].end <= span.end:
            inside.append(items[at])
            at += 1
        views.append(_mask_titles(_reduce_one(document.folded, span, inside), titles))
    return views


def _items(entities: Sequence[Entity], times: Sequence[Time], quantities: Sequence[Quantity]) -> list[Item]:
    """Names, times and quantities in order, none overlapping an earlier or more telling one."""
    found = [
        Item(entity.type, m.start, m.end, (Member(entity.id, m.start, m.end, m.kind),))
        for entity in entities
        for m in entity.mentions
        if entity.type in holders
    ]
    found += [Item("Time", time.start, time.end, payload=time) for time in times]
    found += [Item(_measure(quantity), quantity.start, quantity.end, payload=quantity) for quantity in quantities]
    rank = {"Time": 1, "Quantity": 2, "Money": 2}
    kept: list[Item] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda i: (rank.get(i.kind, 0), i.start - i.end, i.start)):
        stretch = range(item.start, item.end)
        twin = kept and rank.get(item.kind, 0) == 0 and _twin(kept, item)
        if not twin and not any(place in taken for place in stretch):
            kept.append(item)
            taken.update(stretch)
    return sorted(_joined(kept, found), key=lambda item: item.start)


def _measure(quantity: Quantity) -> str:
    return "Money" if money.search(quantity.unit) else "Quantity"


def _twin(kept: Sequence[Item], item: Item) -> bool:
    return (kept[-1].start, kept[-1].end, kept[-1].kind) == (item.start, item.end, item.kind)


def _joined(kept: Sequence[Item], found: Sequence[Item]) -> Iterator[Item]:
    """A reference to several at once (双方) is one item with a member for each entity that it refers to."""
    sharing: dict[tuple[str, int, int], list[Member]] = {}
    for item in found:
        sharing.setdefault((item.kind, item.start, item.end), []).extend(item.members)
    for item in kept:
        members = tuple(dict.fromkeys(sharing[item.kind, item.start, item.end]))
        yield replace(item, members=members) if item.members else item


def _reduce_one(folded: str, span: Span, inside: Sequence[Item]) -> View:
    chars: list[str] = []
    items: list[Item | None] = []
    offsets: list[int] = []
    at = span.start
    for item in [*inside, None]:
        end = item.start if item else span.end
        plain = _PRIVATE.sub(" ", folded[at:end])
        chars.append(plain)
        items.extend([None] * len(plain))
        offsets.extend(range(at, end))
        if item:
            chars.append(holders[item.kind])
            items.append(item)
            offsets.append(item.start)
            at = item.end
    return View(span, "".join(chars), tuple(items), tuple(offsets))


def _mask_titles(view: View, titles: Titles) -> View:
    edits = [
        (
            found.start(),
            found.end(),
            Item(
                titles.kind(found.group()),
                view.offsets[found.start()],
                view.offsets[found.end() - 1] + 1,
                word=found.group(),
            ),
        )
        for found in titles.regex.finditer(view.text)
    ]
    return rewrite(view, edits)


def rewrite(view: View, edits: Sequence[tuple[int, int, Item | None]]) -> View:
    """`view` with each stretch ``start:end`` replaced by one item, or by nothing."""
    if not edits:
        return view
    chars: list[str] = []
    items: list[Item | None] = []
    offsets: list[int] = []
    at = 0
    for start, end, item in edits:
        chars.append(view.text[at:start])
        items.extend(view.items[at:start])
        offsets.extend(view.offsets[at:start])
        if item:
            chars.append(holders[item.kind])
            items.append(item)
            offsets.append(item.start)
        at = end
    chars.append(view.text[at:])
    items.extend(view.items[at:])
    offsets.extend(view.offsets[at:])
    return View(view.span, "".join(chars), tuple(items), tuple(offsets))


def without_brackets(view: View) -> View:
    """`view` without short bracketed asides that name nobody: 魏时雍（楷书）, 安琪（女）."""
    return rewrite(view, [(found.start(), found.end(), None) for found in _BRACKETS.finditer(view.text)])
