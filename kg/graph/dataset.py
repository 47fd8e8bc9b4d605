"""All of the graph as sorted N-Quads, the one form that the store and every export are made from."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from kg.graph.iris import Minter
from kg.graph.rdf import ArticleWriter, entity_lines
from kg.model import Extraction, Resolution


@dataclass(frozen=True, slots=True)
class Dataset:
    """N-Quads, each once, sorted; the same list whatever order the articles came in."""

    lines: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def triples(self) -> list[str]:
        """The union of all graphs as sorted N-Triples."""
        return sorted({line[: line.rindex(" <", 0, -2)] + " ." for line in self.lines})

    def by_graph(self) -> list[str]:
        """The lines, those of one graph together."""
        return sorted(self.lines, key=lambda line: (line[line.rindex(" <", 0, -2) :], line))


def build(
    extractions: Iterable[Extraction], resolution: Resolution, *, minter: Minter, classes: Container[str] = ()
) -> Dataset:
    """The graph of `extractions`, whose entities `resolution` has put together.

    Args:
        extractions: the same as were resolved.
        resolution: from `kg.resolve.resolve`.
        minter: makes the IRIs.
        classes: local names of the ontology's classes; a subtype that is none of them is left out.
    """
    lines: set[str] = set()
    writer = ArticleWriter(resolution, minter)
    for extraction in extractions:
        lines.update(writer.lines(extraction))
    for entity in resolution.entities:
        lines.update(entity_lines(entity, minter, classes))
    return Dataset(tuple(sorted(lines)))
