"""The graph in every form that others read, all made from one sorted list of N-Quads, the same bytes every time."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import UsageError
from kg.graph.dataset import Dataset, quads, triple_of
from kg.graph.files import replacing
from kg.graph.iris import Minter
from kg.graph.nquads import iri
from kg.graph.tables import Table, write_edges, write_graphml, write_nodes
from kg.graph.turtle import body, head
from kg.graph.vocabulary import TYPE
from kg.ontology import PREFIXES, RESOURCES, resource_prefixes

SUFFIXES: Final = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}
"""The format that a file's name asks for."""


def format_of(path: Path) -> str:
    """The format that the name of `path` asks for; a ``.gz`` at its end doesn't count.

    Raises:
        UsageError: the name asks for none.
    """
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"can't tell a format from {path.name}: use one of {' '.join(SUFFIXES)}, or name the format")
    return SUFFIXES[suffix]


FORMATS: Final = (*SUFFIXES.values(), "neo4j")
"""The formats, ``neo4j`` besides: its importer's tables have the suffix of tables for people."""
TABLES: Final = frozenset({"csv", "neo4j"})
"""The formats of two files."""


def export(dataset: Dataset, path: Path, *, format: str = "", base: str = RESOURCES) -> list[Path]:  # noqa: A002
    """Write `dataset` to `path`, gzipped where the name ends in ``.gz``.

    ``csv`` and ``neo4j`` make two files of one name, ``….nodes.csv`` and ``….edges.csv``.

    Returns:
        The files written.

    Raises:
        UsageError: no such format.
        WorkspaceError: the file can't be written.
    """
    wanted = format or format_of(path)
    if wanted not in FORMATS:
        raise UsageError(f"no format {wanted!r}: use one of {', '.join(FORMATS)}")
    if wanted in TABLES:
        return _tables(dataset, path, Table.FOR_PEOPLE if wanted == "csv" else Table.FOR_NEO4J)
    with replacing(path) as file, _maybe_gzipped(file, path) as out:
        _WRITERS[wanted](dataset, out, base)
    return [path]


def stream(dataset: Dataset, out: BinaryIO, *, format: str, base: str = RESOURCES) -> None:  # noqa: A002
    """Write `dataset` to `out` in a format of one file.

    Raises:
        UsageError: no such format, or one of two files.
    """
    if format not in _WRITERS:
        raise UsageError(f"{format} makes two files: say where to with -o FILE")
    _WRITERS[format](dataset, out, base)


@contextmanager
def _maybe_gzipped(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if not path.name.endswith(".gz"):
        yield file
        return
    # No name and no time in the header: the same bytes every time.
    with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        yield cast("BinaryIO", packed)


_TYPE: Final = iri(TYPE)
_BATCH = 20_000
# Lines that are sorted in memory (about 400 MB); more are sorted in parts, in files.
_AT_ONCE = 1_500_000


def _write_lines(lines: Iterable[str], out: BinaryIO) -> None:
    found = iter(lines)
    while batch := list(islice(found, _BATCH)):
        out.write("".join(f"{line}\n" for line in batch).encode())


def _sorted(lines: Iterable[str]) -> Iterator[str]:
    """`lines`, sorted, each once; more than fit in memory by way of files."""
    found = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        while len(part := sorted(islice(found, _AT_ONCE))) == _AT_ONCE:
            file = files.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(f"{line}\n" for line in part)
            file.seek(0)
            runs.append(_read_back(file))
        runs.append(part)
        for line, _ in groupby(merge(*runs) if len(runs) > 1 else part):
            yield line


def _read_back(file: Iterable[str]) -> Iterator[str]:
    for line in file:
        yield line.rstrip("\n")


def _ntriples(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    _write_lines(_sorted(triple_of(line) for _, lines in dataset.graphs() for line in lines), out)


def _nquads(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    _write_lines(_sorted(line for _, lines in dataset.graphs() for line in lines), out)


def _turtle(dataset: Dataset, out: BinaryIO, base: str) -> None:
    """Articles first, each with its statements, passages and quantities; then the entities with the direct triples."""
    out.write(head(base))
    entities = f"<{Minter(base).entities}>"
    united: defaultdict[str, set[str]] = defaultdict(set)
    for graph, lines in dataset.graphs():
        triples = [triple_of(line) for line in lines]
        own = {subject for subject, predicate, _ in (one.split(" ", 2) for one in triples) if predicate == _TYPE}
        if graph == entities:
            own = set()
        out.write(body((one for one in triples if one.split(" ", 1)[0] in own), base))
        for one in triples:
            if (subject := one.split(" ", 1)[0]) not in own:
                united[subject].add(one)
    subjects = iter(sorted(united))
    while batch := list(islice(subjects, _BATCH // 10)):
        out.write(body((one for subject in batch for one in sorted(united[subject])), base))


def _trig(dataset: Dataset, out: BinaryIO, base: str) -> None:
    serialize(_all(dataset), out, RdfFormat.TRIG, prefixes=PREFIXES | resource_prefixes(base))


def _jsonld(dataset: Dataset, out: BinaryIO, base: str) -> None:
    serialize(_all(dataset), out, RdfFormat.JSON_LD, prefixes=PREFIXES | resource_prefixes(base))


def _all(dataset: Dataset) -> Iterator[Quad]:
    for _, lines in dataset.graphs():
        yield from quads(lines)


def _graphml(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    write_graphml(dataset.content(), out)


def _tables(dataset: Dataset, path: Path, kind: Table) -> list[Path]:
    content = dataset.content()
    packed = ".gz" if path.name.endswith(".gz") else ""
    stem = path.name.removesuffix(".gz").removesuffix(".csv")
    written = []
    for name, write in (("nodes", write_nodes), ("edges", write_edges)):
        target = path.with_name(f"{stem}.{name}.csv{packed}")
        with replacing(target) as file, _maybe_gzipped(file, target) as out:
            write(content, out, kind)
        written.append(target)
    return written


_WRITERS: Final[dict[str, Callable[[Dataset, BinaryIO, str], None]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
    "graphml": _graphml,
}
