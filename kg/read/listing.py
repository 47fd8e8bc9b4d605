"""The inputs that paths stand for, without opening them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Skipped
from kg.read.files import _shown, _walk


def list_files(paths: Iterable[str | Path]) -> Iterator[str | Skipped]:
    """The files that `read_paths` reads for `paths`, in its order; ``-`` and addresses as they are.

    Each can be given to `read_paths` by itself. A path that doesn't exist raises `InputError`.
    """
    for path in map(str, paths):
        if path == "-" or path.startswith(("http://", "https://")):
            yield path
        else:
            yield from _list_path(Path(path))


def _list_path(path: Path) -> Iterator[str | Skipped]:
    if path.is_dir():
        files = [str(file) for file in _walk(path)]
        yield from files or [Skipped(_shown(path), "a folder without articles")]
    elif os.path.lexists(path):
        yield str(path)
    elif glob.has_magic(str(path)) and (found := sorted(glob.glob(str(path), recursive=True))):  # noqa: PTH207 - ** anywhere
        for name in found:
            yield from _list_path(Path(name))
    else:
        raise InputError(f"{_shown(path)}: no such file or folder")
