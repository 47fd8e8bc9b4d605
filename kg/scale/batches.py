"""Inputs as units of work: a file, or, of a file of many articles, so many records after each other.

The key of a unit is a hash of all that its extraction depends on, so that of a file of lines to which some were added
only the last batch and what follows is read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kg.errors import InputError
from kg.graph.iris import digest
from kg.read import ReadOptions
from kg.read.streams import in_utf8, json_lines, lines, opened, suffixes

Named = tuple[tuple[str, str], ...]
"""Parts of an article, each with the name of the records' field that holds it."""
BATCH: Final = 16
"""Records of a unit: at a tenth of a second each, a unit is finished, and safe, within two seconds."""
# More records than a file can honestly claim to hold; its reader has limits of its own.
_MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Unit:
    """Some work. `source` is the file's path as given; `key` a hash of all that its extraction depends on.

    `first` and `last` are the numbers of its records, beginning with 1; both are 0 where the file is one article.
    `content` is a hash of the whole file; `fields` the names that a user gave for parts of its records.
    """

    source: str
    key: str
    first: int = 0
    last: int = 0
    content: str = ""
    fields: Named = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """What is known of a file: a hash of its content, the keys of its units, the fields of its records as named."""

    content: str
    units: tuple[str, ...]
    fields: Named = ()


def units(source: str, known: Keys) -> Iterator[Unit]:
    """The units of a file."""
    many = holds_many(Path(source))
    for number, key in enumerate(known.units):
        first, last = (number * BATCH + 1, (number + 1) * BATCH) if many else (0, 0)
        yield Unit(source, key, first, last, known.content, known.fields)


def holds_many(file: Path) -> bool:
    """Whether `file` is of a format that holds many articles."""
    return suffixes(file.name)[0] in json_lines | {".parquet", ".warc"}


def keys(file: Path, source: str, version: str, fields: Named = ()) -> Keys:
    """The keys of the units of `file`, the parts of whose records are in `fields`.

    Raises:
        OSError: it can't be read.
    """
    content = _content(file)
    if not holds_many(file):
        return Keys(content, (digest(source, content, version),))
    kind, _ = suffixes(file.name)
    parts = [f"{part}={name}" for part, name in fields]
    if kind in json_lines:
        hashes: Sequence[str] = list(_line_batches(file))
    else:
        count = _rows(file) if kind == ".parquet" else _records(file)
        hashes = [content] * -(-min(count, _MOST) // BATCH)
    found = (digest(source, str(number), hashed, version, *parts) for number, hashed in enumerate(hashes or [content]))
    return Keys(content, tuple(found), fields)


def _content(file: Path) -> str:
    hashed = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def _line_batches(file: Path) -> Iterator[str]:
    """A hash of each batch of lines; where the file is damaged, of those before."""
    hashed, batch = blake2b(digest_size=16), 0
    try:
        with opened(file) as stream:
            for number, line in lines(in_utf8(stream), ReadOptions()):
                while (number - 1) // BATCH > batch:
                    yield hashed.hexdigest()
                    hashed, batch = blake2b(digest_size=16), batch + 1
                hashed.update(b"%d " % number + (line or b""))
    except InputError as error:
        hashed.update(str(error).encode())
    yield hashed.hexdigest()


def _rows(file: Path) -> int:
    try:
        return int(pq.read_metadata(file).num_rows)
    except (pa.ArrowException, OSError, MemoryError):
        return 0  # its reader will say what is wrong


def _records(file: Path) -> int:
    """How many records a web archive has; where it is damaged, up to there."""
    count = 0
    try:
        with file.open("rb") if suffixes(file.name)[1] == ".gz" else opened(file) as stream:
            for _ in ArchiveIterator(stream):
                count += 1
    except (ArchiveLoadFailed, InputError, ValueError, AttributeError, TypeError):
        return count + 1
    return count
