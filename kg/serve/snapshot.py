"""A graph on disk as Oxigraph keeps it, made from what a build left, so that many processes can read it at once.

The store lies in ``DIR/.serve/<state>``, or in a temporary folder where DIR can't be written. It is made beside and
renamed, so that it is there whole or not at all, and it is made again whenever the build's state is another one.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Final, cast

from pyoxigraph import RdfFormat, Store

from kg.errors import WorkspaceError
from kg.graph.dataset import no_graph
from kg.ontology import RESOURCES

_GRAPH = re.compile(rb" <[^<>\s]*> \.$", re.MULTILINE)
_CHUNK: Final = 4_000_000
_TRIES: Final = 40


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One build's graph: where it was built, its state, its store, the base of its resources."""

    folder: Path
    state: str
    store: Path
    base: str


def state_of(folder: Path) -> str:
    """What changes when a build has finished in `folder`.

    Raises:
        WorkspaceError: there is no graph.
    """
    graph = folder / "graph.nq.gz"
    try:
        status = graph.stat()
    except OSError as error:
        raise no_graph(folder) from error
    hashed = blake2b(f"{status.st_size} {status.st_mtime_ns} ".encode(), digest_size=8)
    hashed.update(_marker(folder))
    return hashed.hexdigest()


def base_of(folder: Path) -> str:
    """The IRI under which the resources of the graph in `folder` are."""
    try:
        data: dict[str, Any] = json.loads(_marker(folder) or b"{}")
    except ValueError:
        return RESOURCES
    return str(data.get("base") or RESOURCES)


def _marker(folder: Path) -> bytes:
    try:
        return (folder / "exports.json").read_bytes()
    except OSError:
        return b""


def prepare(folder: Path) -> Snapshot:
    """The store of what is in `folder` now, made where it isn't there yet.

    Raises:
        WorkspaceError: there is no graph, it is damaged, or a build is changing it all the time.
    """
    for _ in range(_TRIES):
        state, base = state_of(folder), base_of(folder)
        store = _place(folder) / state
        if not store.is_dir():
            _make(folder / "graph.nq.gz", store)
        if state_of(folder) == state:
            return Snapshot(folder, state, store, base)
        shutil.rmtree(store, ignore_errors=True)
        time.sleep(0.05)
    raise WorkspaceError(f"{folder} changes all the time: wait until the build is done")


def tidy(folder: Path, keep: str) -> None:
    """Remove the stores of builds before."""
    place = _place(folder)
    for old in place.iterdir() if place.is_dir() else ():
        if old.name != keep and not old.name.endswith(".part"):
            shutil.rmtree(old, ignore_errors=True)


def _place(folder: Path) -> Path:
    beside = folder / ".serve"
    try:
        beside.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=beside):
            return beside
    except OSError:
        name = blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()
        elsewhere = Path(tempfile.gettempdir()) / f"newskg-serve-{name}"
        elsewhere.mkdir(mode=0o700, exist_ok=True)
        return elsewhere


def _make(graph: Path, store: Path) -> None:
    """Fill a new store: each article's graph, and as the default graph the union, each triple once."""
    beside = Path(tempfile.mkdtemp(prefix=f"{store.name}.", suffix=".part", dir=store.parent))
    try:
        filled = Store(str(beside))
        with gzip.open(graph) as quads:
            filled.bulk_load(cast("IO[bytes]", quads), format=RdfFormat.N_QUADS)
        with gzip.open(graph) as quads:
            filled.bulk_load(cast("IO[bytes]", _Triples(quads)), format=RdfFormat.N_TRIPLES)
        filled.optimize()
        filled.flush()
        del filled
        beside.chmod(0o755)
        beside.rename(store)
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        if not store.is_dir():  # or else another process was quicker
            raise WorkspaceError(f"{graph} can't be read ({error}): build it again") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


class _Triples(io.RawIOBase):
    """N-Quads read as N-Triples: without the name of the graph at the end of each line."""

    def __init__(self, quads: Any) -> None:
        self._quads = quads
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            lines = self._quads.readlines(_CHUNK)
            if not lines:
                break
            self._rest += _GRAPH.sub(b" .", b"".join(lines))
        end = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:end], self._rest[end:]
        return given


def main() -> int:
    """Prepare the store of a folder in a process of its own, so that a server goes on answering."""
    try:
        prepare(Path(sys.argv[1]))
    except WorkspaceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
