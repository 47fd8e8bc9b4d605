"""The graph in every form that others read, all made from one sorted list of N-Quads, the same bytes every time."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from pyoxigraph import RdfFormat, serialize

from kg.errors import UsageError
from kg.graph.dataset import Dataset, quads
from kg.graph.files import replacing
from kg.graph.tables import write_edges, write_graphml, write_nodes
from kg.graph.vocabulary import PREFIXES, RESOURCES, resource_prefixes

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


def export(dataset: Dataset, path: Path, *, format: str = "", base: str = RESOURCES) -> list[Path]:  # noqa: A002
    """Write `dataset` to `path`, gzipped where the name ends in ``.gz``.

    ``csv`` makes two files of one name, ``….nodes.csv`` and ``….edges.csv``.

    Returns:
        The files written.

    Raises:
        UsageError: no such format.
        WorkspaceError: the file can't be written.
    """
    wanted = format or format_of(path)
    if wanted == "csv":
        return _tables(dataset, path)
    if wanted not in _WRITERS:
        raise UsageError(f"no format {wanted!r}: use one of {', '.join([*_WRITERS, 'csv'])}")
    with replacing(path) as file, _maybe_gzipped(file, path) as out:
        _WRITERS[wanted](dataset, out, base)
    return [path]


@contextmanager
def _maybe_gzipped(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if not path.name.endswith(".gz"):
        yield file
        return
    # No name and no time in the header: the same bytes every time.
    with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        yield cast("BinaryIO", packed)


_BATCH = 20_000


def _write_lines(lines: list[str] | tuple[str, ...], out: BinaryIO) -> None:
    out.writelines(
        "".join(f"{line}\n" for line in lines[start : start + _BATCH]).encode()
        for start in range(0, len(lines), _BATCH)
    )


def _ntriples(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    _write_lines(dataset.triples, out)


def _nquads(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    _write_lines(dataset.lines, out)


def _turtle(dataset: Dataset, out: BinaryIO, base: str) -> None:
    triples = (quad.triple for quad in quads(dataset.triples))
    serialize(triples, out, RdfFormat.TURTLE, prefixes=PREFIXES | resource_prefixes(base))


def _trig(dataset: Dataset, out: BinaryIO, base: str) -> None:
    lines = dataset.by_graph()
    serialize(quads(lines), out, RdfFormat.TRIG, prefixes=PREFIXES | resource_prefixes(base))


def _jsonld(dataset: Dataset, out: BinaryIO, base: str) -> None:
    serialize(quads(dataset.by_graph()), out, RdfFormat.JSON_LD, prefixes=PREFIXES | resource_prefixes(base))


def _graphml(dataset: Dataset, out: BinaryIO, base: str) -> None:
    del base
    write_graphml(dataset.content(), out)


def _tables(dataset: Dataset, path: Path) -> list[Path]:
    content = dataset.content()
    packed = ".gz" if path.name.endswith(".gz") else ""
    stem = path.name.removesuffix(".gz").removesuffix(".csv")
    written = []
    for name, write in (("nodes", write_nodes), ("edges", write_edges)):
        target = path.with_name(f"{stem}.{name}.csv{packed}")
        with replacing(target) as file, _maybe_gzipped(file, target) as out:
            write(content, out)
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
