"""The process that answers queries for a server: a store that it can only read, little memory, and an end at any time.

It reads jobs from standard input and writes answers to standard output, each a line of JSON with the length of what
follows. Nothing that a job says is trusted to end by itself: whoever sent it kills this process when time is up.
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.serve.around import around, in_article
from kg.serve.names import names_of

Job = Mapping[str, Any]
Answer = tuple[dict[str, Any], bytes]
READY: Final = b"ready\n"
# What stands between two rows, in bytes that no value can contain: values are escaped.
_BETWEEN: Final = {"json": b'}},{"', "xml": b"</result><result>", "csv": b"\r\n", "tsv": b"\n"}
# How many of these an answer with no row at all has: lines have a head.
_FIRST: Final = {"json": -1, "xml": -1, "csv": 1, "tsv": 1}
_RESULTS: Final = {name: getattr(QueryResultsFormat, name.upper()) for name in _BETWEEN}
_GRAPHS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class LimitError(Exception):
    """An answer grew over a limit; says which, ``rows`` or ``size``."""


class _Capped(io.RawIOBase):
    """What an answer is written to; it ends the writing where there is too much."""

    def __init__(self, *, size: int, rows: int = 0, between: bytes = b"") -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._left, self._rows, self._between, self._tail = size, rows, between, b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        data = bytes(data)
        self._left -= len(data)
        if self._left < 0:
            raise LimitError("size")
        if self._between:
            keep = len(self._between) - 1
            self._rows -= (self._tail + data).count(self._between)
            self._tail = (self._tail + data)[-keep:] if keep else b""
            if self._rows < 0:
                raise LimitError("rows")
        self._parts.append(data)
        return len(data)

    @property
    def content(self) -> bytes:
        return b"".join(self._parts)


def answer(store: Store, job: Job) -> Answer:
    """What the store says to a job: a head that says how it went, and the bytes."""
    try:
        return _JOBS[job["do"]](store, job)
    except LimitError as error:
        return {"status": "limit", "limit": str(error)}, b""
    except SyntaxError as error:
        return {"status": "syntax", "message": str(error.msg or error)}, b""
    except (ValueError, OSError, RuntimeError, OverflowError) as error:
        return {"status": "failed", "message": str(error)[:300]}, b""


def _query(store: Store, job: Job) -> Answer:
    graphs: dict[str, Any] = {
        name: [NamedNode(iri) for iri in job[name]]
        for name in ("default_graph", "named_graphs")
        if job.get(name) is not None
    }
    found = store.query(job["query"], prefixes=job["prefixes"], base_iri=job.get("base"), **graphs)
    if isinstance(found, QuerySolutions | QueryBoolean):
        form = job["results"]
        boolean = isinstance(found, QueryBoolean)
        out = _Capped(size=job["size"], rows=job["rows"] + _FIRST[form], between=b"" if boolean else _BETWEEN[form])
        found.serialize(cast("IO[bytes]", out), format=_RESULTS[form])
        return {"status": "ok", "kind": "boolean" if boolean else "rows", "form": form}, out.content
    form = job["graph"]
    out = _Capped(size=job["size"])
    serialize(_counted(found, job["rows"]), cast("IO[bytes]", out), _GRAPHS[form], prefixes=job["prefixes"])
    return {"status": "ok", "kind": "graph", "form": form}, out.content


def _counted(triples: Any, rows: int) -> Any:
    yield from islice(triples, rows)
    if next(triples, None) is not None:
        raise LimitError("rows")


def _graph(store: Store, job: Job) -> Answer:
    """One graph, or the default one where `iri` is empty."""
    name = NamedNode(job["iri"]) if job["iri"] else DefaultGraph()
    if job["iri"] and not store.contains_named_graph(name):
        return {"status": "missing"}, b""
    out = _Capped(size=job["size"])
    if job.get("with_body", True):
        triples = (Triple(*quad[:3]) for quad in map(tuple, store.quads_for_pattern(None, None, None, name)))
        serialize(triples, cast("IO[bytes]", out), _GRAPHS[job["graph"]], prefixes=job["prefixes"])
    return {"status": "ok", "form": job["graph"]}, out.content


def _around(store: Store, job: Job) -> Answer:
    quads = around(store, job["iris"], steps=job["steps"], most=job["most"])
    return _serialized(quads, job)


def _article(store: Store, job: Job) -> Answer:
    return _serialized(in_article(store, job["iri"]), job)


def _about(store: Store, job: Job) -> Answer:
    """The triples that say something of one resource, and those that point to it, up to a number."""
    node = NamedNode(job["iri"])
    found = list(islice(store.quads_for_pattern(node, None, None, DefaultGraph()), job["rows"]))
    found += islice(store.quads_for_pattern(None, None, node, DefaultGraph()), job["rows"])
    if not found:
        return {"status": "missing"}, b""
    out = _Capped(size=job["size"])
    serialize(
        (Triple(*tuple(quad)[:3]) for quad in found),
        cast("IO[bytes]", out),
        _GRAPHS[job["graph"]],
        prefixes=job["prefixes"],
    )
    return {"status": "ok", "form": job["graph"]}, out.content


def _serialized(quads: list[Quad], job: Job) -> Answer:
    out = _Capped(size=job["size"])
    serialize(quads, cast("IO[bytes]", out), RdfFormat.N_QUADS)
    return {"status": "ok"}, out.content


def _names(store: Store, job: Job) -> Answer:
    del job
    return {"status": "ok"}, json.dumps(names_of(store), ensure_ascii=False).encode()


_JOBS: Final[dict[str, Callable[[Store, Job], Answer]]] = {
    "query": _query,
    "graph": _graph,
    "around": _around,
    "article": _article,
    "about": _about,
    "names": _names,
}


def limit_memory(more: int) -> None:
    """Let this process take `more` bytes beyond what it has; then its allocations fail and it ends."""
    try:
        import resource  # noqa: PLC0415 - exists on Unix only
    except ImportError:
        return
    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:  # not on Linux: what the store maps is small beside the limit
        used = 0
    resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(source: BinaryIO, out: BinaryIO, store: Store) -> None:
    """Answer jobs until there are no more."""
    while line := source.readline():
        head, content = answer(store, json.loads(line))
        out.write(json.dumps(head | {"length": len(content)}, ensure_ascii=False).encode() + b"\n")
        out.write(content)
        out.flush()


def end_with_parent() -> None:
    """End this process within a second of its parent, also in the midst of a query: Oxigraph lets other threads run.

    A server that is killed outright can't end its processes, and an endless query would go on for ever.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="watch the parent", daemon=True).start()


def main() -> None:
    """``python -m kg.serve.worker STORE MEMORY``."""
    end_with_parent()
    store = Store.read_only(sys.argv[1])
    if memory := int(sys.argv[2]):
        limit_memory(memory)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    try:
        work(sys.stdin.buffer, sys.stdout.buffer, store)
    except (BrokenPipeError, KeyboardInterrupt, MemoryError):
        sys.exit(1)


if __name__ == "__main__":
    main()
