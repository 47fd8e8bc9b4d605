"""What an article has been speaking of: where a name that a sentence leaves out is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.relate.lists import heads
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, View
from kg.model import type_names

_NAMES = frozenset(type_names)
_ByKind = dict[str, list[Member]]
_Meant = tuple[str, Member, frozenset[str]]
# 协会, 典礼: kinds whose names end in a word that later sentences use alone.
_CALLED = frozenset({"Organization", "Event", "Place"})
_WIDER = {"小学": "学校", "中学": "学校", "学院": "学校", "大学": "学校", "集团": "公司", "银行": "公司"}
_SPOKEN = frozenset({"spoken"})
_FIRST, _LAST, _TOPS = ("first1", "first2"), ("last1", "last2"), ("top0", "top1")


class Focus:
    """The names of the sentences read so far, by where they stood: last sentence, paragraph's start, headline."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.where: dict[str, Member] = {}
        self._sentences: list[_ByKind] = []
        self._paragraph: dict[str, Member] = {}
        self._end = 0
        self._aside: Sequence[Member] = ()
        self._known: dict[str, dict[str, frozenset[str]]] = {}
        self._heading: dict[str, Member] = {}
        self._opening: dict[str, Member] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._echoes: dict[str, set[str]] = {}
        self._meant: dict[tuple[str, Sequence[str]], list[_Meant]] = {}

    @property
    def aside(self) -> Sequence[Member]:
        """Bodies that the sentence names but its reduced form no longer shows."""
        return self._aside

    @aside.setter
    def aside(self, members: Sequence[Member]) -> None:
        self._aside = members
        self._meant = {}

    def known(self, kind: str) -> dict[str, frozenset[str]]:
        """Entities of `kind` that may be meant though unnamed, and as what."""
        if kind not in self._known:
            self._known[kind] = self._look(kind)
        return self._known[kind]

    def _look(self, kind: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for label, entity in self._places(kind):
            found.setdefault(entity, set()).add(label)
        return {entity: frozenset(labels) for entity, labels in found.items()}

    def _places(self, kind: str) -> Iterator[tuple[str, str]]:
        """Each place from which an entity of `kind` may be meant."""
        for names, first, last in zip(reversed(self._sentences[-2:]), _FIRST, _LAST, strict=False):
            if here := names.get(kind):
                yield first, here[0].entity
                yield last, here[-1].entity
                yield from (("mid1", member.entity) for member in here[1:-1][:3] if first == _FIRST[0])
        if kind in self._paragraph:
            yield "para", self._paragraph[kind].entity
        recent = next((names[kind] for names in reversed(self._sentences[-8:]) if kind in names), [])
        headline = self._sentences[0].get(kind, []) if self._sentences else []
        for label, members in (("recentfirst", recent[:1]), ("recentlast", recent[-1:]), ("headline", headline[:1])):
            yield from ((label, member.entity) for member in members)
        for label, known in (("opening", self._opening), ("heading", self._heading)):
            if kind in known:
                yield label, known[kind].entity
        yield from (("echo", entity) for entity in sorted(self._echoes.get(kind, ())))
        for label, entity in zip(_TOPS, self.scene.tops.get(kind, ()), strict=False):
            if entity in self.where:
                yield label, entity

    def beside(self, kind: str, spoken: Sequence[str] = ()) -> Sequence[_Meant]:
        """Who of `kind` may be meant though the sentence shows no name, where last named, and as what.

        `spoken` are those whom the clause goes on to speak of.
        """
        if (kind, spoken) not in self._meant:
            self._meant[kind, spoken] = list(self._beside(kind, spoken))
        return self._meant[kind, spoken]

    def _beside(self, kind: str, spoken: Sequence[str]) -> Iterator[_Meant]:
        aside = {m.entity: m for m in self._aside if self.scene.entities[m.entity].type == kind}
        yield from ((entity, member, frozenset({"aside"})) for entity, member in aside.items())
        known = self.known(kind)
        for entity, labels in known.items():
            if entity not in aside:
                yield entity, self.where[entity], labels | _SPOKEN if entity in spoken else labels
        for entity in spoken:
            if entity in self.where and self.scene.entities[entity].type == kind and entity not in {*aside, *known}:
                yield entity, self.where[entity], _SPOKEN

    def turn_to(self, view: View) -> None:
        """Notice whom `view` names by the last word of a name alone: 协会, 学校, 典礼."""
        self._known = {}
        self._meant = {}
        self._echoes = {}
        if not self._words:
            return
        text = view.text
        pieces = {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
        for word in pieces & self._words.keys():
            for kind, entity in self._words[word].items():
                self._echoes.setdefault(kind, set()).add(entity)

    def read(self, number: int) -> None:
        """Go on past sentence `number`."""
        view = self.scene.plain[number]
        names: _ByKind = {}
        for item in view.items:
            if item is not None and item.kind in _NAMES:
                names.setdefault(item.kind, []).extend(item.members)
        if "\n" in self.scene.document.folded[self._end : view.span.start]:
            self._paragraph = {}
        if number and heads(view):
            self._heading = {kind: members[0] for kind, members in names.items()}
        for kind, members in names.items():
            self._paragraph.setdefault(kind, members[0])
            self._opening.setdefault(kind, members[0])
            self.where.update((member.entity, member) for member in members)
            if kind in _CALLED:
                self._learn(kind, members)
        self._end = view.span.end
        self._sentences.append(names)

    def _learn(self, kind: str, members: Sequence[Member]) -> None:
        for member in members:
            name = self.scene.entities[member.entity].name
            for word in (name[-2:], name[-3:], _WIDER.get(name[-2:], "")):
                if len(word) > 1 and len(name) > len(word):
                    self._words.setdefault(word, {})[kind] = member.entity
