"""Paths to articles: files, folders and patterns, in a fixed order, with one clear line for what can't be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read.article import read_text
from kg.read.encoding import decode
from kg.read.options import ReadOptions

_TEXT = frozenset({".txt", ".md", ".text", ".markdown"})
_DEFAULT = ReadOptions()


def read_paths(paths: Iterable[str | Path], *, options: ReadOptions = _DEFAULT) -> Iterator[Article | Skipped]:
    """The articles of files, folders (with all below, by name) and patterns, in the order given.

    A path that doesn't exist raises `InputError`; whatever can't be read inside gives a `Skipped`.
    """
    for file in list_files(paths):
        if isinstance(file, Skipped):
            yield file
        else:
            yield from _read_file(file, options)


def list_files(paths: Iterable[str | Path]) -> Iterator[Path | Skipped]:
    """The files that `read_paths` reads, in its order, without opening them."""
    for path in map(Path, paths):
        if path.is_dir():
            files = list(_walk(path))
            if not files:
                yield Skipped(str(path), "a folder without articles (.txt, .md)")
            yield from files
        elif path.exists():
            yield path
        else:
            raise InputError(f"{path}: no such file or folder")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder` by name; hidden ones and links to folders (they may loop) left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in _TEXT:
                yield Path(root, name)


def _read_file(file: Path, options: ReadOptions) -> Iterator[Article | Skipped]:
    source = str(file)
    try:
        data = _bytes(file, options.max_bytes)
        text = decode(data)
        if not text.strip():
            raise InputError("empty")
        yield read_text(text, source=source, published=options.published)
    except InputError as error:
        yield Skipped(source, str(error))
    except OSError as error:
        yield Skipped(source, error.strerror or type(error).__name__)


def _bytes(file: Path, limit: int) -> bytes:
    if not file.is_file():
        raise InputError("no regular file")
    with file.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes; raise max_bytes to read it")
    return data
