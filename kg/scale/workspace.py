"""The folder of a build: what it stands for, what is finished, who is at work in it.

``manifest.json`` says which inputs the folder stands for. ``segments/`` holds what was extracted: a folder of tables
and a status file for each chunk of work; a segment counts once its status file is there. Everything else in the folder
is made from these two and from ``judgements.tsv``, and can be made again.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import WorkspaceError
from kg.graph import segments
from kg.graph.files import write_text
from kg.model import Extraction, Skipped
from kg.scale.work import Done

FORMAT: Final = 1
"""Version of the folder's layout and of the tables."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the folder stands for: the key of each source, by source, and inputs that could not even be opened.

    `version` is that of code, ontology and model, which the keys depend on too.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A build's folder."""

    folder: Path

    @property
    def segments(self) -> Path:
        """Where segments and their status files are."""
        return self.folder / "segments"

    @property
    def graph(self) -> Path:
        """The graph as N-Quads."""
        return self.folder / "graph.nq.gz"

    @property
    def judgements(self) -> Path:
        """What people have decided about entities."""
        return self.folder / "judgements.tsv"

    @property
    def summary(self) -> Path:
        """What is in the graph, in numbers."""
        return self.folder / "summary.json"

    @property
    def redirects(self) -> Path:
        """IRIs that entities had before, with those that they have now."""
        return self.folder / "redirects.tsv"

    def exists(self) -> bool:
        """Whether something was built here."""
        return (self.folder / "manifest.json").is_file()

    def make(self) -> None:
        """Make the folder where it isn't there.

        Raises:
            WorkspaceError: it can't be made, or holds something that isn't ours.
        """
        try:
            self.segments.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(f"can't write to {self.folder}: {error.strerror or error}") from error

    def manifest(self) -> Manifest:
        """What the folder stands for; nothing where it is new.

        Raises:
            WorkspaceError: it was made by a version that wrote folders in another way, or is damaged.
        """
        if not self.exists():
            return Manifest()
        data = self._json(self.folder / "manifest.json")
        if data.get("format") != FORMAT:
            raise WorkspaceError(
                f"{self.folder} has format {data.get('format')}, this version of newskg writes {FORMAT}: build it anew"
            )
        return Manifest(data["units"], data["unreadable"], data["version"])

    def write_manifest(self, manifest: Manifest) -> None:
        """Say what the folder stands for from now on."""
        data = {
            "format": FORMAT,
            "version": manifest.version,
            "units": dict(manifest.units),
            "unreadable": dict(manifest.unreadable),
        }
        write_text(self.folder / "manifest.json", json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n")

    def finished(self) -> dict[str, tuple[Done, str]]:
        """For each unit that is done its outcome and the name of its segment, by the unit's key."""
        done: dict[str, tuple[Done, str]] = {}
        for status in sorted(self.segments.glob("*.json")):
            for row in self._json(status)["units"]:
                outcome = Done.from_data(row)
                done.setdefault(outcome.unit, (outcome, status.stem))
        return done

    def _json(self, file: Path) -> dict[str, Any]:
        try:
            data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{file} is damaged: {error}; remove it and build again") from error
        return data

    def extractions(self, manifest: Manifest, *, full: bool = False) -> Iterator[Extraction]:
        """All that the folder stands for, by article id and source."""
        wanted: dict[str, set[str]] = {}
        finished = self.finished()
        for key in manifest.units.values():
            if key in finished:
                wanted.setdefault(finished[key][1], set()).add(key)
        found = [
            extraction
            for name in sorted(wanted)
            for extraction in segments.read(self.segments / name, frozenset(wanted[name]), full=full)
        ]
        found.sort(key=lambda one: (one.article.id, one.article.source))
        yield from found

    def skipped(self, manifest: Manifest) -> list[Skipped]:
        """What gave no article, by source."""
        finished = self.finished()
        found = [Skipped(source, reason) for source, reason in manifest.unreadable.items()]
        for key in manifest.units.values():
            if key in finished:
                found += finished[key][0].skipped
        return sorted(set(found), key=lambda one: (one.source, one.reason))

    def sweep(self) -> None:
        """Remove what dead processes left half written; the caller holds the lock."""
        for leftover in [*self.segments.glob(".*.part"), *self.folder.glob(".*.part")]:
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other builds out of the folder for the block.

        The lock is the system's, on an open file, so that it goes with the process that holds it, however that ends.

        Raises:
            WorkspaceError: another process holds it; the text names that process.
        """
        file = self.folder / "lock"
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WorkspaceError(f"can't write to {self.folder}: {error.strerror or error}") from error
        try:
            if not _try_lock(handle):
                holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
                raise WorkspaceError(f"{self.folder} is being built by {holder}; wait for it, or use another folder")
            os.ftruncate(handle, 0)
            os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
            yield
            os.ftruncate(handle, 0)
        finally:
            os.close(handle)


def _try_lock(handle: int) -> bool:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        try:
            # Far behind the text, so that others can still read who holds it.
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl  # noqa: PLC0415 - exists on Unix only

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
