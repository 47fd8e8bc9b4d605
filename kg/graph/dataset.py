"""All of the graph as N-Quads, the one form that the store and every export are made from.

The store is Oxigraph's in memory, filled from the lines when a question is asked, in about three seconds a million. It
is never written to disk: ``graph.nq.gz`` is the truth, has the same bytes on every machine, and can't be left half
changed by a process that dies.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import WorkspaceError
from kg.graph.iris import Minter
from kg.graph.nquads import iri
from kg.graph.rdf import ArticleWriter, entity_triples
from kg.graph.reading import Content, read
from kg.model import Extraction, Member, Resolution

_BATCH: Final = 20_000


class Dataset:
    """N-Quads, each once; the same whatever order the articles came in.

    They are in memory, or in a file that is read when they are asked for.
    """

    def __init__(self, lines: Iterable[str] = (), *, file: Path | None = None) -> None:
        self._given = tuple(lines)
        self._file = file

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All quads, sorted.

        Raises:
            WorkspaceError: the file isn't there, or is damaged.
        """
        return tuple(sorted(self._given if self._file is None else _read(self._file)))

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def triples(self) -> list[str]:
        """The union of all graphs as sorted N-Triples."""
        return sorted({triple_of(line) for line in self.lines})

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

    def graphs(self) -> Iterator[tuple[str, list[str]]]:
        """The quads of one graph after the other, by the graph's IRI; those of the entities' graph may come in parts.

        What is in a file is streamed.

        Raises:
            WorkspaceError: the file isn't there, or is damaged.
        """
        lines = (
            sorted(self._given, key=lambda line: (graph_of(line), line)) if self._file is None else _read(self._file)
        )
        for graph, group in groupby(lines, graph_of):
            while part := [line for _, line in zip(range(_BATCH), group, strict=False)]:
                yield graph, part


def graph_of(line: str) -> str:
    """The graph that a quad is in, between angle brackets."""
    return line[line.rindex(" <", 0, -2) + 1 : -2]


def triple_of(line: str) -> str:
    """A quad without its graph, as a line of N-Triples."""
    return line[: line.rindex(" <", 0, -2)] + " ."


def no_graph(folder: Path) -> WorkspaceError:
    """The error that there is no graph in `folder`; the same whoever looks for one."""
    return WorkspaceError(f"no graph in {folder}: make one with `kg build PATH... -o {folder}`")


def _read(file: Path) -> Iterator[str]:
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except FileNotFoundError as error:
        raise no_graph(file.parent) from error
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise WorkspaceError(f"{file} is damaged ({error}): remove it and build again") from error


def quads(lines: Sequence[str]) -> Iterator[Quad]:
    """N-Quads or N-Triples as terms, a batch at a time."""
    for start in range(0, len(lines), _BATCH):
        yield from parse("\n".join(lines[start : start + _BATCH]), format=RdfFormat.N_QUADS)


def read_dataset(file: Path) -> Dataset:
    """The graph that a build left in `file`, gzipped N-Quads, read now.

    Raises:
        WorkspaceError: it isn't there, or is damaged.
    """
    return Dataset(_read(file))


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
    writer = ArticleWriter(members(resolution, minter), minter)
    for extraction in extractions:
        lines.update(writer.describe(extraction).lines())
    graph = iri(minter.entities)
    for entity in resolution.entities:
        lines.update(f"{triple} {graph} ." for triple in entity_triples(entity, minter, classes))
    return Dataset(lines)


def members(resolution: Resolution, minter: Minter) -> dict[Member, str]:
    """Which entity each article's entity is, its IRI between angle brackets."""
    return {
        member: node
        for entity in resolution.entities
        for node in (f"<{minter.entity(entity.identity)}>",)
        for member in entity.members
    }
