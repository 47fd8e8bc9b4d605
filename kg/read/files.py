"""Paths to articles: files, folders, patterns, standard input, addresses, in a fixed order.

What can't be read inside a folder, a pattern or a file gives one clear line and the rest goes on; a path that was
named and doesn't exist is an error.
"""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read.archive import read_warc
from kg.read.article import read_text
from kg.read.encoding import decode
from kg.read.html import read_html
from kg.read.limits import time_limit
from kg.read.network import fetch
from kg.read.options import ReadOptions
from kg.read.records import read_json_lines, read_parquet
from kg.read.streams import opened, suffixes, whole

_TEXT = frozenset({".txt", ".md", ".text", ".markdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_RECORDS = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_KNOWN = _TEXT | _PAGES | _RECORDS | {".parquet", ".warc"}
_DEFAULT = ReadOptions()


def read_paths(paths: Iterable[str | Path], *, options: ReadOptions = _DEFAULT) -> Iterator[Article | Skipped]:
    """The articles of files, folders (with all below, by name), patterns, ``-`` and addresses, in the order given.

    A path that doesn't exist raises `InputError`; whatever can't be read inside gives a `Skipped`.
    """
    for path in paths:
        if str(path) == "-":
            yield from _guarded("-", _standard_input(options))
        elif is_address(path):
            yield from _address(str(path), options)
        else:
            for file in list_files([path]):
                yield from [file] if isinstance(file, Skipped) else _read_file(file, options)


def list_files(paths: Iterable[str | Path]) -> Iterator[Path | Skipped]:
    """The files that `read_paths` reads, in its order, without opening them.

    Standard input and addresses have no file: what is to be kept of them must be saved first.
    """
    for path in paths:
        if str(path) == "-" or is_address(path):
            yield Skipped(str(path), "no file; save it and give the file")
        else:
            yield from _files(Path(path))


def is_address(path: str | Path) -> bool:
    """Whether `path` is a web address."""
    return isinstance(path, str) and path.startswith(("http://", "https://"))


def _files(path: Path) -> Iterator[Path | Skipped]:
    if path.is_dir():
        files = _walk(path)
        first = next(files, None)
        if first is None:
            yield Skipped(_shown(path), f"a folder without articles ({', '.join(sorted(_KNOWN))})")
            return
        yield first
        yield from files
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(str(path)) and (found := sorted(glob.glob(str(path), recursive=True))):  # noqa: PTH207 - ** anywhere
        for name in found:
            yield from _files(Path(name))
    else:
        raise InputError(f"{_shown(path)}: no such file or folder")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder` by name; hidden ones and links to folders (they may loop) left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffixes(name)[0] in _KNOWN:
                yield Path(root, name)


def _shown(path: Path) -> str:
    """`path` as text that can be printed and stored, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_file(file: Path, options: ReadOptions) -> Iterator[Article | Skipped]:
    source = _shown(file)
    yield from _guarded(source, _articles(file, source, options))


def _guarded(source: str, articles: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    try:
        yield from articles
    except InputError as error:
        yield Skipped(source, str(error))
    except MemoryError:
        yield Skipped(source, "needs more memory than there is")


def _articles(file: Path, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    kind, packing = suffixes(file.name)
    if kind == ".parquet" and not packing:
        if not file.is_file():
            raise InputError("no regular file")
        yield from read_parquet(file, source=source, options=options)
        return
    if kind == ".warc" and packing == ".gz":
        # Each record of a packed WARC is packed by itself; its reader knows.
        with file.open("rb") as raw:
            yield from read_warc(raw, source=source, options=options)
        return
    with opened(file) as stream:
        yield from _from_stream(stream, kind, source, options)


def _from_stream(stream: IO[bytes], kind: str, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if kind in _RECORDS:
        yield from read_json_lines(stream, source=source, options=options)
    elif kind == ".warc":
        yield from read_warc(stream, source=source, options=options)
    else:
        yield _one(
            whole(stream, options.max_html_bytes if kind in _PAGES else options.max_bytes), kind, source, options
        )


def _one(data: bytes, kind: str, source: str, options: ReadOptions) -> Article:
    if not data.strip():
        raise InputError("empty")
    text = decode(data)
    if not text.strip():
        raise InputError("empty")
    if kind in _PAGES:
        return read_html(text, source=source, options=options, published=options.published)
    with time_limit(options.seconds):
        return read_text(text, source=source, published=options.published)


def _standard_input(options: ReadOptions) -> Iterator[Article | Skipped]:
    """Standard input: JSON Lines where it begins with an object, a page where it begins with a tag, else one text."""
    stream = io.BufferedReader(sys.stdin.buffer.raw) if hasattr(sys.stdin.buffer, "raw") else sys.stdin.buffer
    begin = stream.peek(4096)[:4096].lstrip() if isinstance(stream, io.BufferedReader) else b""
    kind = ".jsonl" if begin.startswith(b"{") else ".html" if begin[:1] == b"<" else ".txt"
    yield from _from_stream(stream, kind, "-", options)


def _address(url: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if not options.allow_network:
        raise InputError(f"{url}: reading from the network is off; --allow-network turns it on")
    yield from _guarded(url, _fetched(url, options))


def _fetched(url: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    data, kind = fetch(url, options)
    yield _one(data, ".txt" if kind.startswith("text/plain") else ".html", url, options)
