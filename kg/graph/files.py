"""Files that are there whole or not at all: written beside, forced to disk, renamed; one by one or several at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from kg.errors import WorkspaceError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends well, and leaves no trace when it doesn't.

    Raises:
        WorkspaceError: it can't be written: no such folder, no permission, disk full.
    """
    with together() as files:
        with files.replacing(path) as out:
            yield out
        files.settle()


class Together:
    """Files that take the places of others at one moment: each is written beside, `settle` renames them all."""

    def __init__(self) -> None:
        self._beside: dict[Path, Path] = {}
        self._open = ExitStack()

    @contextmanager
    def replacing(self, path: Path) -> Iterator[BinaryIO]:
        """A file to write to that will take the place of `path`; forced to disk when the block ends.

        Raises:
            WorkspaceError: it can't be written.
        """
        beside = self._beside[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
        with _said_of(path), beside.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())

    def beside(self, path: Path) -> Path:
        """Where what will take the place of `path` is now."""
        return self._beside[path]

    def source(self, path: Path) -> BinaryIO:
        """The file that is at `path` now, to be read from until all is settled."""
        return self._open.enter_context(path.open("rb"))

    def scratch(self, folder: Path) -> BinaryIO:
        """A file in `folder` to write to and read from, which is gone in the end."""
        with _said_of(folder):
            return self._open.enter_context(TemporaryFile(dir=folder, prefix=".", suffix=".part"))

    def settle(self, marker: Path | None = None) -> None:
        """Put the files into their places.

        Args:
            marker: one of them that says that all belong together: it goes first and comes back last, so that whoever
                finds it, before and after opening the others, has files of one build.

        Raises:
            WorkspaceError: one of them can't be renamed.
        """
        self._open.close()  # Windows replaces no open file
        last = self._beside.pop(marker) if marker is not None else None
        if marker is not None and marker.exists():
            with _said_of(marker):
                marker.unlink()
                sync(marker.parent)
        for path, beside in self._beside.items():
            with _said_of(path):
                beside.replace(path)
        for folder in {path.parent for path in self._beside}:
            with _said_of(folder):
                sync(folder)
        if marker is not None and last is not None:
            with _said_of(marker):
                last.replace(marker)
                sync(marker.parent)

    def discard(self) -> None:
        """Close what is open and remove what was not put into its place."""
        self._open.close()
        for beside in self._beside.values():
            beside.unlink(missing_ok=True)


@contextmanager
def together() -> Iterator[Together]:
    """Files that are all replaced by `settle`, and of which no trace is left where it isn't reached."""
    files = Together()
    try:
        yield files
    finally:
        files.discard()


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"can't write {path}: {error.strerror or error}") from error


def write_text(path: Path, text: str) -> None:
    """Make `text` the content of `path`, whole or not at all."""
    with replacing(path) as out:
        out.write(text.encode("utf-8"))


def sync(path: Path) -> None:
    """Force a file's content, or the names in a folder, to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
