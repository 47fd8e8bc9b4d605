"""Who each clause speaks of: its own subject, or the one that it goes on with from the clause or sentence before.

No parser: in news Chinese the first name of a clause is its subject unless a preposition governs it, a verb stands
before it or 的 makes it another's attribute. 他, 该校, 公司 at the clause's head stand for who was spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.relate.finder import Finder
from kg.extract.relate.view import Item, View, holders
from kg.model import Entity, type_names

_NAMED = "".join(holders[kind] for kind in type_names)
# 甲的儿子, 甲县医院乙, 县政协委员: what stands before these is no subject.
_ATTRIBUTE = frozenset({"的", "）", *_NAMED, holders["Title"], holders["Member"]})
_UNIT = re.compile("旗下|下属|所属|属下|辖下|名下|(?:指导|带领|率领|陪同)之?下")
_ONLY = re.compile("只有|唯有|还有|另有|其中")
_ACTORS = frozenset({"Person", "Organization"})
_CUT = re.compile("[，；：。！？]")
_PREPOSITIONS = {
    **dict.fromkeys("由经", "agent"),
    **dict.fromkeys("被受获", "passive"),
    **dict.fromkeys("与和同跟", "with"),
    **dict.fromkeys("在于从到赴往自至", "where"),
    **dict.fromkeys("向为给对将把以按随据应代是任", "other"),
}
_HE = re.compile("^[^，；：。！？\ue000-\ue004]{0,6}?(?:他|她|本人|此人|先生|女士)(?!们|国|人|省|乡|的)")
# 毕业于师范学院的他
_OF_HIM = re.compile("的[他她](?![们的])")
_BODY_HEAD = re.compile(
    "^[“‘]?(?:\ue005|目前|如今|近年来|同时|当时|此外|随后|后来|其中|现在)*(?:该|本|我|全|这[家个所])?"
    "(公司|企业|集团|学校|校方|学院|大学|医院|院方|协会|商会|学会|合作社|基金会|俱乐部|球队|联盟|研究院|中心|工厂|村|社区|银行|书店|剧团|乐团"
    "|(?<=[该本我])[会院校厂社店团队馆所站行部局园])"
    "(?![长人里内的和与、法庭区])"
)
_VERB = re.compile(
    "获|夺|评为|授|颁|举[办行]|主办|承办|签[署订约下]|成立|创[办立建]|设立|建立|毕业|就读|考[入取]|考察|调研|参观|走访|看望|慰问|视察|投资|捐|收购"
    "|担任|出任|当选|聘|参加|出席|位于|来自|落户|表示|介绍|说|是|称|有"
)
_SOON = 10
_SAME = {"校方": "学校", "院方": "医院"}
_CORPORATE = frozenset({"公司", "企业", "集团", "工厂"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause from character ``start`` of the article to ``end``; `subjects` are entities, `how` tells whence.

    ``own``: named in it; ``echo``: named by 他 or 公司; ``on``: gone on with from the clause before in the sentence;
    ``before``: from an earlier sentence; ``none``: nobody was spoken of.
    """

    start: int
    end: int
    subjects: tuple[str, ...]
    how: str
    told: frozenset[str]


class Speaker:
    """Goes through an article's sentences in order and says of each of their clauses whom it speaks of."""

    def __init__(self, entities: Mapping[str, Entity], words: Finder, triggers: Mapping[str, frozenset[str]]) -> None:
        self._entities = entities
        self._words = words
        self._triggers = triggers
        self._last: tuple[str, ...] = ()
        self._person: tuple[str, ...] = ()
        self._bodies: dict[str, tuple[str, ...]] = {}

    def clauses(self, view: View) -> tuple[Clause, ...]:
        """The clauses of the next sentence."""
        found = []
        how = "before" if self._last else "none"
        for start, end in _stretches(view.text):
            own = self._own(view, start, end)
            if own is not None:
                self._speak_of(tuple(dict.fromkeys(member.entity for member in own.members)))
                kind = "own"
            else:
                kind = "echo" if self._echo(view.text[start:end]) else how
            text = view.text[start:end]
            told = frozenset(
                r for word in set(self._words.findall(text)) if len(word) > 1 for r in self._triggers[word]
            )
            found.append(Clause(view.offsets[start], _reach(view, end - 1), self._last, kind, told))
            self._remember(view.items[start:end])
            how = "on" if self._last else "none"
        return tuple(found)

    def _speak_of(self, entities: tuple[str, ...]) -> None:
        self._last = entities

    def _own(self, view: View, start: int, end: int) -> Item | None:
        """The clause's subject where the clause names it."""
        for place in range(start, end):
            item = view.items[place]
            if item is None or item.kind not in _ACTORS:
                continue
            if _VERB.search(_ONLY.sub("", view.text[start:place])) and not _described(view.text, start, place, end):
                continue
            after = view.text[place + 1 : place + 2]
            governed = preposition(view.text, place) != "" or (after and after in _ATTRIBUTE)
            governed = governed or _UNIT.match(view.text, place + 1) is not None
            if not governed:
                return item
        return None

    def _echo(self, text: str) -> bool:
        """Whether the clause begins with a word for who was spoken of; that one is spoken of from here on."""
        if self._person and (_HE.match(text) or _OF_HIM.search(text)):
            self._speak_of(self._person)
            return True
        body = _BODY_HEAD.match(text)
        if body is None:
            return False
        word = _SAME.get(body[1], body[1])
        meant = self._bodies.get("公司" if word in _CORPORATE else word)
        # 公司 of which nothing was said before is anyhow not the person spoken of.
        self._speak_of(meant or ())
        return True

    def _remember(self, items: Sequence[Item | None]) -> None:
        for item in items:
            if item is None or item.kind not in _ACTORS:
                continue
            ids = tuple(dict.fromkeys(member.entity for member in item.members))
            if item.kind == "Person":
                # 他 is one of several at most where nobody was named alone.
                self._person = ids if len(ids) == 1 or not self._person else self._person
                continue
            for entity in ids:
                for word in _words(self._entities[entity].name):
                    self._bodies[word] = (entity,)


def _described(text: str, start: int, place: int, end: int) -> bool:
    """Whether the verb before a name describes it and the clause goes on with its own: 毕业于乙校的甲获奖."""
    before = text[start:place]
    within = before.rfind("的")
    alone = within >= 0 and "了" not in before and not _VERB.search(before, within)
    return alone and _VERB.search(text, place + 1, min(end, place + _SOON)) is not None


def _words(name: str) -> Iterator[str]:
    """The bare words by which a later clause may speak of a body of this name."""
    yield name[-2:]
    yield name[-3:]
    yield name[-1:]
    if name[-2:] in _CORPORATE or name[-1:] in "厂社店行":
        yield "公司"
    if name[-2:] in {"中学", "小学", "学院", "大学", "幼儿"}:
        yield "学校"


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _CUT.finditer(text):
        if found.end() > start:
            yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _reach(view: View, place: int) -> int:
    item = view.items[place]
    return item.end if item is not None else view.offsets[place] + 1


def preposition(text: str, place: int) -> str:
    """What governs the name at `place`: agent, passive, with, where, other, or nothing."""
    return _PREPOSITIONS.get(text[place - 1 : place], "") if place else ""
