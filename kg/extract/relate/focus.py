"""What an article has been speaking of: where a name that a sentence leaves out is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member

_NAMES = frozenset({"Person", "Organization", "Place", "Honor", "Event"})


class Focus:
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
