"""Builds that die or run out of disk, each in a child process, so that what is left on the disk can be looked at."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from kg.errors import WorkspaceError

DIED, SAID = 9, 3
_STEPS = ("fsync", "replace", "rename", "unlink", "rmdir", "mkdir")


def dies_at(step: int, work: Callable[[], object], folder: Path) -> int:
    """Do `work` in a child that dies before its `step`-th change of the disk's names or its `step`-th forcing to disk.

    As after a power cut, what was written and not forced to disk is lost: such files under `folder` are cut in half.
    """

    def child() -> None:
        steps, forced, began = [0], set[int](), time.time()
        for name in _STEPS:
            setattr(os, name, counted(getattr(os, name), steps, forced, began))
        work()

    def counted(real: Callable[..., object], steps: list[int], forced: set[int], began: float) -> Callable[..., object]:
        def change(*args: object, **more: object) -> object:
            steps[0] += 1
            if steps[0] == step:
                _lose(folder, forced, began)
                os._exit(DIED)
            if real.__name__ == "fsync":
                forced.add(os.fstat(args[0]).st_ino)  # type: ignore[arg-type]
            return real(*args, **more)

        return change

    return _in_a_child(child)


def _lose(folder: Path, forced: set[int], began: float) -> None:
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_ino not in forced and file.stat().st_mtime >= began:
            os.truncate(file, file.stat().st_size // 2)


def full_at(size: int, work: Callable[[], object]) -> int:
    """Do `work` in a child in which no file can grow beyond `size` bytes."""

    def child() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        work()

    return _in_a_child(child)


def _in_a_child(work: Callable[[], object]) -> int:
    """How the child ended: 0 where all went well, `SAID` where it said what was wrong, `DIED` where it was ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    except WorkspaceError:
        code = SAID
    finally:
        os._exit(code)
