"""What a graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.model import Skipped


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of articles, of copies of them, of entities by type, of statements by relation; and what was skipped."""

    articles: int = 0
    copies: int = 0
    entities: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    quads: int = 0
    skipped: Sequence[Skipped] = ()

    def to_data(self) -> dict[str, Any]:
        """The summary as JSON takes it."""
        return {
            "articles": self.articles,
            "copies": self.copies,
            "entities": dict(self.entities),
            "relations": dict(self.relations),
            "quads": self.quads,
            "skipped": [{"source": one.source, "reason": one.reason} for one in self.skipped],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Summary:
        """The summary that `to_data` gave."""
        skipped = tuple(Skipped(**one) for one in data["skipped"])
        counts = (data["articles"], data["copies"], data["entities"], data["relations"], data["quads"])
        return cls(*counts, skipped)

    def __str__(self) -> str:
        """A few lines for people."""
        copies = f" and {self.copies} copies of them" if self.copies else ""
        lines = [f"{self.articles} articles{copies}, {self.quads} quads"]
        lines.append("entities: " + ", ".join(f"{name} {count}" for name, count in self.entities.items()))
        lines.append("relations: " + (", ".join(f"{name} {count}" for name, count in self.relations.items()) or "none"))
        lines += [f"skipped {one.source}: {one.reason}" for one in self.skipped]
        return "\n".join(lines)
