"""Files as streams of bytes, unpacked where they are packed, never more than the limits allow."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyarrow as pa

from kg.errors import InputError
from kg.read.options import ReadOptions

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PACKED = frozenset({".gz", ".zst"})
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)
# A line this many times the size of a record is no record but a bomb: the file is given up.
_PATIENCE = 10
json_lines = frozenset({".jsonl", ".ndjson", ".jsonlines"})
"""Suffixes of files that hold a record a line."""


def suffixes(name: str) -> tuple[str, str]:
    """The suffix that says the format and the one that says the packing: ``a.jsonl.gz`` → ``.jsonl``, ``.gz``."""
    path = Path(name.lower())
    if path.suffix in _PACKED:
        return Path(path.stem).suffix, path.suffix
    return path.suffix, ""


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """`file` as unpacked bytes; damage and other trouble come out as `InputError`."""
    if not file.is_file():
        raise InputError("no regular file")
    packing = suffixes(file.name)[1]
    try:
        with file.open("rb") as raw, unpacked(raw, packing) as stream:
            yield stream
    except _DAMAGED as error:
        raise InputError(f"damaged or truncated {packing or 'file'} ({type(error).__name__})") from error
    except OSError as error:
        if error.errno is None:  # from Arrow
            raise InputError(f"damaged or truncated {packing} ({' '.join(str(error).split())[:80]})") from error
        raise InputError(error.strerror or type(error).__name__) from error


@contextmanager
def unpacked(raw: IO[bytes], packing: str) -> Iterator[IO[bytes]]:
    """`raw` unpacked."""
    if packing == ".gz":
        with io.BufferedReader(gzip.GzipFile(fileobj=raw)) as stream:
            yield stream
    elif packing == ".zst":
        # Arrow's reader bounds the memory that a frame may ask for, and says where one breaks off.
        with pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd") as reader:
            yield io.BufferedReader(reader)
    else:
        yield raw


def whole(stream: IO[bytes], limit: int) -> bytes:
    """All of `stream`, or `InputError` where it is larger than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes")
    return data


def lines(stream: IO[bytes], options: ReadOptions) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that is not empty; None for one that is longer than ``max_bytes``."""
    number, total = 0, 0
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        total += len(line)
        if len(line) > options.max_bytes:
            total += _skip_rest(stream, options)
            yield number, None
        elif line.strip():
            yield number, line
        if total > options.max_unpacked_bytes:
            raise InputError(f"unpacks to more than {options.max_unpacked_bytes:,} bytes")


def in_utf8(stream: IO[bytes]) -> IO[bytes]:
    """`stream`, whose lines end in a line feed; made so where it begins with UTF-16's mark, as PowerShell writes it."""
    mark = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""
    return io.BufferedReader(_Recoded(stream)) if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else stream


class _Recoded(io.RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        room = memoryview(buffer)
        while not self._left and (chunk := self._stream.read(1 << 16)):
            self._left = self._decoder.decode(chunk).encode("utf-8", "replace")
        part, self._left = self._left[: len(room)], self._left[len(room) :]
        room[: len(part)] = part
        return len(part)


def _skip_rest(stream: IO[bytes], options: ReadOptions) -> int:
    skipped = 0
    while rest := stream.readline(1 << 20):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
        if skipped > _PATIENCE * options.max_bytes:
            raise InputError(f"a line of more than {_PATIENCE * options.max_bytes:,} bytes")
    return skipped
