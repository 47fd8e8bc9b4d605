"""All of the graph as sorted N-Quads, the one form that the store and every export are made from.

The store is Oxigraph's in memory, filled from the lines when a question is asked, in about three seconds a million. It
is never written to disk: ``graph.nq.gz`` is the truth, has the same bytes on every machine, and can't be left half
changed by a process that dies.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import WorkspaceError
from kg.graph.iris import Minter
from kg.graph.rdf import ArticleWriter, entity_lines
from kg.graph.reading import Content, read
from kg.model import Extraction, Resolution

_BATCH: Final = 20_000


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

    def store(self, *, named: bool = False) -> Store:
        """A store in memory to be queried: the union of all graphs, and with `named` each graph besides.

        The union is loaded as the default graph because Oxigraph's own union of named graphs counts a triple once for
        each graph that holds it.
        """
        filled = Store()
        filled.bulk_load("\n".join(self.triples).encode(), format=RdfFormat.N_TRIPLES)
        if named:
            filled.bulk_load("\n".join(self.lines).encode(), format=RdfFormat.N_QUADS)
        return filled

    def content(self) -> Content:
        """Entities, claims and articles as plain values."""
        return read(quads(self.lines))

    def by_graph(self) -> list[str]:
        """The lines, those of one graph together."""
        return sorted(self.lines, key=lambda line: (line[line.rindex(" <", 0, -2) :], line))


def quads(lines: Sequence[str]) -> Iterator[Quad]:
    """N-Quads or N-Triples as terms, a batch at a time."""
    for start in range(0, len(lines), _BATCH):
        yield from parse("\n".join(lines[start : start + _BATCH]), format=RdfFormat.N_QUADS)


def read_dataset(file: Path) -> Dataset:
    """The graph that a build left in `file`, gzipped N-Quads.

    Raises:
        WorkspaceError: it isn't there, or is damaged.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
            return Dataset(tuple(line.rstrip("\n") for line in lines))
    except FileNotFoundError as error:
        raise WorkspaceError(f"no graph in {file.parent}: build it first") from error
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise WorkspaceError(f"{file} is damaged ({error}): remove it and build again") from error


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
