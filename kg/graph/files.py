"""Files that are there whole or not at all: written beside, forced to disk, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import WorkspaceError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends well, and leaves no trace when it doesn't.

    Raises:
        WorkspaceError: it can't be written: no such folder, no permission, disk full.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise WorkspaceError(f"can't write {path}: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Make `text` the content of `path`, whole or not at all."""
    with replacing(path) as out:
        out.write(text.encode("utf-8"))


def sync_folder(folder: Path) -> None:
    """Force the names in `folder` to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
