"""What a graph holds, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.graph.dataset import Dataset
from kg.graph.nquads import iri
from kg.graph.vocabulary import PREDICATE, TYPE
from kg.model import Skipped, type_names
from kg.ontology import namespace


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of articles, entities by type, statements by relation; and what was skipped, with the reason."""

    articles: int = 0
    entities: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    quads: int = 0
    skipped: Sequence[Skipped] = ()

    def to_data(self) -> dict[str, Any]:
        """The summary as JSON takes it."""
        return {
            "articles": self.articles,
            "entities": dict(self.entities),
            "relations": dict(self.relations),
            "quads": self.quads,
            "skipped": [{"source": one.source, "reason": one.reason} for one in self.skipped],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Summary:
        """The summary that `to_data` gave."""
        skipped = tuple(Skipped(**one) for one in data["skipped"])
        return cls(data["articles"], data["entities"], data["relations"], data["quads"], skipped)

    def __str__(self) -> str:
        """A few lines for people."""
        lines = [f"{self.articles} articles, {self.quads} quads"]
        lines.append("entities: " + ", ".join(f"{name} {count}" for name, count in self.entities.items()))
        lines.append("relations: " + (", ".join(f"{name} {count}" for name, count in self.relations.items()) or "none"))
        lines += [f"skipped {one.source}: {one.reason}" for one in self.skipped]
        return "\n".join(lines)


def summarize(dataset: Dataset, skipped: Iterable[Skipped] = ()) -> Summary:
    """Count what is in `dataset`."""
    kind, said = iri(TYPE), iri(PREDICATE)
    types: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for line in dataset.lines:
        _, predicate, rest = line.split(" ", 2)
        if predicate == kind:
            types[_local(rest)] += 1
        elif predicate == said:
            relations[_local(rest)] += 1
    return Summary(
        articles=types["Article"],
        entities={name: types[name] for name in type_names},
        relations=dict(sorted(relations.items(), key=lambda item: (-item[1], item[0]))),
        quads=len(dataset),
        skipped=tuple(skipped),
    )


def _local(rest: str) -> str:
    return rest[1 : rest.index(">")].removeprefix(namespace)
