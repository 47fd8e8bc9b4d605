"""The graph on disk in blocks, one an article: ``graph.nq.gz``, ``graph.ttl`` and an index of where each block is.

A block depends on its article and on which entities that article's entities are. What hasn't changed is copied from the
files of the last build, byte for byte, so that a build pays for what is new. A block of N-Quads is a gzip member of its
own; together they are one ordinary gzip file. Entities, which all articles share, come last.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.packing import member
from kg.graph.rdf import ArticleGraph, Triple
from kg.graph.turtle import body

PACKED: Final = "graph.nq.gz"
TURTLE: Final = "graph.ttl"
INDEX: Final = "blocks.parquet"
FACTS: Final = "facts.parquet"


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of a file, in bytes, with the checksum of what stands there."""

    start: int
    size: int
    crc: int

    def read(self, file: BinaryIO) -> bytes:
        """What stands there."""
        file.seek(self.start)
        return file.read(self.size)

    def longer(self, pile: Pile, data: bytes) -> Extent:
        """This stretch with `data` put after it on the pile that it ends."""
        pile.add(data)
        return Extent(self.start, self.size + len(data), zlib.crc32(data, self.crc))

    def intact(self, file: BinaryIO) -> bool:
        """Whether what stands there is what was written."""
        return zlib.crc32(self.read(file)) == self.crc


@dataclass(frozen=True, slots=True)
class Block:
    """One article's graph. `key` stands for all that it is made from; `facts` are direct triples with their claims."""

    graph: str
    key: str
    quads: int
    packed: Extent
    turtle: Extent
    facts: Mapping[Triple, int]

    def lines(self, file: BinaryIO) -> list[str]:
        """Its N-Quads, from the open ``graph.nq.gz``."""
        return gzip.decompress(self.packed.read(file)).decode().split("\n")[:-1]


class Pile:
    """A file that grows by one piece after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.end = 0

    def add(self, data: bytes) -> Extent:
        """Write `data` at the end; where it is now."""
        self._out.write(data)
        extent = Extent(self.end, len(data), zlib.crc32(data))
        self.end += len(data)
        return extent


def make_block(said: ArticleGraph, key: str, base: str, piles: tuple[Pile, Pile]) -> Block:
    """The block of one article, put on `piles`: as packed N-Quads, and as Turtle."""
    lines = said.lines()
    packed = piles[0].add(member("".join(f"{line}\n" for line in lines).encode()))
    turtle = piles[1].add(body((f"{triple} ." for triple in said.own), base))
    return Block(said.graph[1:-1], key, len(lines), packed, turtle, said.facts)


def read_index(folder: Path) -> dict[str, Block]:
    """The blocks of the graph in `folder` by the IRI of their article; none where there is no index.

    Raises:
        OSError, pyarrow.ArrowException: the index is damaged.
    """
    if not (folder / INDEX).is_file() or not (folder / FACTS).is_file():
        return {}
    facts: dict[str, dict[Triple, int]] = {}
    for graph, subject, predicate, value, claims in _rows(folder / FACTS):
        facts.setdefault(graph, {})[subject, predicate, value] = claims
    return {
        graph: Block(graph, key, quads, Extent(*place[:3]), Extent(*place[3:]), facts.get(graph, {}))
        for graph, key, quads, *place in _rows(folder / INDEX)
    }


def _rows(file: Path) -> Iterator[tuple[Any, ...]]:
    yield from zip(*(column.to_pylist() for column in pq.read_table(file).columns), strict=True)


_PLACES = ("start", "size", "crc", "turtle_start", "turtle_size", "turtle_crc")
_INDEX_SCHEMA = pa.schema(
    [("graph", pa.string()), ("key", pa.string()), ("quads", pa.int64()), *((name, pa.int64()) for name in _PLACES)]
)
_FACTS_SCHEMA = pa.schema(
    [*((name, pa.string()) for name in ("graph", "subject", "predicate", "object")), ("claims", pa.int32())]
)


def write_index(blocks: Sequence[Block], out: BinaryIO) -> None:
    """Say where each of `blocks` is."""
    rows = [(one.graph, one.key, one.quads, *_place(one.packed), *_place(one.turtle)) for one in blocks]
    _write(rows, _INDEX_SCHEMA, out)


def _place(extent: Extent) -> tuple[int, int, int]:
    return extent.start, extent.size, extent.crc


def write_facts(blocks: Sequence[Block], out: BinaryIO) -> None:
    """Keep the direct triples of `blocks`."""
    rows = [(one.graph, *fact, claims) for one in blocks for fact, claims in sorted(one.facts.items())]
    _write(rows, _FACTS_SCHEMA, out)


def _write(rows: Sequence[tuple[object, ...]], schema: pa.Schema, out: BinaryIO) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")


# Entities are packed so many lines together: large enough to pack well, small enough to be read in parts.
_TOGETHER = 20_000


def add_entities(
    described: Mapping[str, Sequence[str]], facts: Iterable[Triple], graph: str, base: str, piles: tuple[Pile, Pile]
) -> Block:
    """Put the description of all entities on `piles`: as packed N-Quads, and, with the direct triples, as Turtle.

    Args:
        described: for each entity, between angle brackets, its own triples.
        facts: direct triples about the entities.
        graph: the named graph of the entities.
        base: of resources.
        piles: for N-Quads and for Turtle.
    """
    said: dict[str, set[str]] = {}
    for subject, predicate, value in facts:
        said.setdefault(subject, set()).add(f"{subject} {predicate} {value}")
    packed, turtle = Extent(piles[0].end, 0, 0), Extent(piles[1].end, 0, 0)
    own: list[str] = []
    united: list[str] = []
    quads = 0
    for number, subject in enumerate(sorted(described), 1):
        triples = described[subject]
        own += sorted(f"{triple} <{graph}> .\n" for triple in triples)
        united += sorted(f"{triple} ." for triple in {*triples, *said.get(subject, ())})
        if len(united) >= _TOGETHER or number == len(described):
            packed = packed.longer(piles[0], member("".join(own).encode()))
            turtle = turtle.longer(piles[1], body(united, base))
            quads += len(own)
            own, united = [], []
    return Block(graph, f"{packed.crc:08x}{packed.size:x}", quads, packed, turtle, {})
