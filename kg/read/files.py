"""Paths to articles: files, folders, patterns, standard input, addresses, in a fixed order.

What can't be read inside a folder, a pattern or a file gives one clear line and the rest goes on; a path that was
named and doesn't exist is an error.
"""

from __future__ import annotations

import codecs
import glob
import io
import os
import re
import sys
from collections import Counter
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
from kg.read.network import fetch, is_address
from kg.read.options import ReadOptions
from kg.read.records import read_json_lines, read_parquet
from kg.read.streams import json_lines, opened, suffixes, whole

_TEXT = frozenset({".txt", ".md", ".text", ".markdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_KNOWN = _TEXT | _PAGES | json_lines | {".parquet", ".warc"}
_DEFAULT = ReadOptions()
_OFF = "reading from the network is off; --allow-network turns it on"
# Line ends, control characters, and marks that reorder what stands around them.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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


def list_files(paths: Iterable[str | Path | Skipped]) -> Iterator[Path | Skipped]:
    """The files that `read_paths` reads, in its order, without opening them; what is skipped already stays so.

    Standard input and addresses have no file: what is to be kept of them must be saved first.
    """
    for path in paths:
        if isinstance(path, Skipped):
            yield path
        elif is_address(path):
            yield Skipped(str(path), _OFF)
        elif str(path) == "-":
            yield Skipped(str(path), "no file; save it and give the file")
        else:
            yield from _files(Path(path))


def _files(path: Path) -> Iterator[Path | Skipped]:
    if path.is_dir():
        yield from _walk(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(str(path)) and (found := sorted(glob.glob(str(path), recursive=True))):  # noqa: PTH207 - ** anywhere
        for name in found:
            yield from _files(Path(name))
    else:
        raise InputError(f"{_shown(path)}: no such file or folder")


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    """Files below `folder` by name; hidden ones and links to folders (they may loop) left out.

    Those of no format that is read are counted and said in one line at the end.
    """
    found, others = False, Counter[str]()
    for root, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if suffixes(name)[0] in _PAGES}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_saved_with(name, pages))
        for name in sorted(name for name in names if not name.startswith(".")):
            kind, packing = suffixes(name)
            if kind in _KNOWN:
                found = True
                yield Path(root, name)
            else:
                others[_printable(kind + packing)[:12] or "no suffix"] += 1
    if others:
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(others.items())[:8])
        files = "1 file" if others.total() == 1 else f"{others.total():,} files"
        yield Skipped(_shown(folder / "*"), f"{files} of no format that is read ({listed})")
    elif not found:
        yield Skipped(_shown(folder), f"a folder without articles ({', '.join(sorted(_KNOWN))})")


def _is_saved_with(folder: str, pages: set[str]) -> bool:
    """Whether a browser saved `folder` beside a page, for its pictures, scripts and frames."""
    return any(folder in {f"{page}_files", f"{page}.files"} for page in pages)


def _shown(path: Path) -> str:
    """`path` as one line of text that can be printed and stored, whatever bytes its name has."""
    return _printable(os.fsencode(path).decode("utf-8", "replace"))


def _printable(name: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", name)


def _read_file(file: Path, options: ReadOptions) -> Iterator[Article | Skipped]:
    source = _shown(file)
    yield from _guarded(source, _articles(file, source, options))


def _guarded(source: str, articles: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    empty = True
    try:
        for article in articles:
            empty = False
            yield article
        if empty:
            yield Skipped(source, "no article in it")
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
        yield from _from_stream(stream, kind if kind in _KNOWN else _sniffed(stream), source, options)


def _from_stream(stream: IO[bytes], kind: str, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if kind in json_lines:
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
    stream = io.BufferedReader(sys.stdin.buffer.raw) if hasattr(sys.stdin.buffer, "raw") else sys.stdin.buffer
    yield from _from_stream(stream, _sniffed(stream), "-", options)


def _sniffed(stream: IO[bytes]) -> str:
    """What no name tells: JSON Lines where it begins with an object, a page where with a tag, else one text."""
    begin = stream.peek(4096)[:4096] if isinstance(stream, io.BufferedReader) else b""
    begin = begin.removeprefix(codecs.BOM_UTF8).lstrip()
    if begin.startswith((b"WARC/", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1")):
        raise InputError("packed, an archive or Parquet: give its name the suffix that says so")
    return ".jsonl" if begin.startswith(b"{") else ".html" if begin[:1] == b"<" else ".txt"


def _address(url: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if not options.allow_network:
        raise InputError(f"{url}: {_OFF}")
    yield from _guarded(url, _fetched(url, options))


def _fetched(url: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    data, kind = fetch(url, options)
    yield _one(data, ".txt" if kind.startswith("text/plain") else ".html", url, options)
