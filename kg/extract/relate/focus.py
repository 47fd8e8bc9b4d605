"""What an article has been speaking of: where a name that a sentence leaves out is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member

_NAMES = frozenset({"Person", "Organization", "Place", "Honor", "Event"})
_ByKind = dict[str, list[Member]]


class Focus:
    """The names of the sentences read so far, by where they stood: last sentence, paragraph's start, headline."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.where: dict[str, Member] = {}
        self._sentences: list[_ByKind] = []
        self._paragraph: dict[str, Member] = {}
        self._end = 0
        self.aside: Sequence[Member] = ()
        self._known: dict[str, dict[str, frozenset[str]]] = {}

    def known(self, kind: str) -> dict[str, frozenset[str]]:
        """Entities of `kind` that may be meant though unnamed, and as what."""
        if kind not in self._known:
            self._known[kind] = self._look(kind)
        return self._known[kind]

    def _look(self, kind: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}

        def add(members: Sequence[Member], label: str) -> None:
            for member in members:
                found.setdefault(member.entity, set()).add(label)

        for back, names in enumerate(reversed(self._sentences[-2:]), 1):
            here = names.get(kind, [])
            add(here[:1], f"first{back}")
            add(here[-1:], f"last{back}")
            add(here[1:-1][:3] if back == 1 else [], "mid1")
        add([self._paragraph[kind]] if kind in self._paragraph else [], "para")
        recent = next((names[kind] for names in reversed(self._sentences[-8:]) if names.get(kind)), [])
        add(recent[:1], "recentfirst")
        add(recent[-1:], "recentlast")
        add(self._sentences[0].get(kind, [])[:1] if self._sentences else [], "headline")
        for rank, entity in enumerate(self.scene.tops.get(kind, ())):
            add([self.where[entity]] if entity in self.where else [], f"top{rank}")
        return {entity: frozenset(labels) for entity, labels in found.items()}

    def beside(self, kind: str) -> Iterator[tuple[str, Member, frozenset[str]]]:
        """Who of `kind` may be meant though the sentence shows no name, where last named, and as what."""
        aside = {m.entity: m for m in self.aside if self.scene.entities[m.entity].type == kind}
        yield from ((entity, member, frozenset({"aside"})) for entity, member in aside.items())
        for entity, labels in self.known(kind).items():
            if entity not in aside:
                yield entity, self.where[entity], labels

    def read(self, number: int) -> None:
        """Go on past sentence `number`."""
        view = self.scene.plain[number]
        names: _ByKind = {}
        for item in view.items:
            if item is not None and item.kind in _NAMES:
                names.setdefault(item.kind, []).extend(item.members)
        if "\n" in self.scene.document.folded[self._end : view.span.start]:
            self._paragraph = {}
        for kind, members in names.items():
            self._paragraph.setdefault(kind, members[0])
            self.where.update((member.entity, member) for member in members)
        self._end = view.span.end
        self._sentences.append(names)
        self._known = {}
