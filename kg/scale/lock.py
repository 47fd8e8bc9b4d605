"""Who is at work in a folder: a lock of the system's, on an open file that names the process.

It goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import WorkspaceError

# A worker that a build was about to start when it was killed holds the lock until it has begun.
_TRIES: Final = 100


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other builds out of `folder` for the block.

    Raises:
        WorkspaceError: another process holds it, which the text names, or it can't be written.
    """
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WorkspaceError(f"can't write to {folder}: {error.strerror or error}") from error
    try:
        _take(handle, folder)
        _sign(handle, folder)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    for _ in range(_TRIES):
        if _try_lock(handle):
            return
        os.lseek(handle, 0, os.SEEK_SET)
        holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
        if not _gone(holder):
            break
        time.sleep(0.05)
    raise WorkspaceError(f"{folder} is being built by {holder}; wait for it, or use another folder")


def _sign(handle: int, folder: Path) -> None:
    """Say in the lock who holds it."""
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
    except OSError as error:
        raise WorkspaceError(f"can't write to {folder}: {error.strerror or error}") from error


def _gone(holder: str) -> bool:
    """Whether the process that a lock names ran on this machine, and has ended."""
    found = re.fullmatch(r"process (\d{1,9}) on (.*)", holder)
    if found is None or found[2] != socket.gethostname() or os.name != "posix":
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


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
