"""Web archives (WARC): the pages of their responses, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read.encoding import decode
from kg.read.html import read_html
from kg.read.network import is_address
from kg.read.options import ReadOptions

# To go on after a record one must unpack it; past this size the rest of the file is given up instead.
_LARGEST_SKIPPED = 200_000_000
_LONGEST_LINE, _MOST_LINES = 100_000, 100_000


def read_warc(stream: IO[bytes], *, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of the HTML responses of a WARC file, packed or not; other records are passed over."""
    try:
        archive = ArchiveIterator(stream)
        headers = _Headers(archive.reader.readline)
        archive.reader.readline = headers.line
        for number, record in enumerate(archive, 1):
            headers.lines = 0
            length = int(record.rec_headers.get_header("Content-Length") or 0) if record.rec_headers else 0
            if length > _LARGEST_SKIPPED:
                raise InputError(f"record {number} claims {length:,} bytes; the rest of the file is left out")
            if _is_page(record):
                yield _read(record, f"{source}#{number}", options)
    except (
        ArchiveLoadFailed,
        ValueError,
        AttributeError,
        TypeError,
    ) as error:  # the last two: its parser on broken headers
        raise InputError(
            f"no readable WARC ({str(error).splitlines()[0][:80] if str(error) else 'damaged'})"
        ) from error


@dataclass(slots=True)
class _Headers:
    """Header lines, bounded: warcio reads as long a line and as many of them as a file has."""

    read: Callable[[int | None], bytes]
    lines: int = 0

    def line(self, length: int | None = None) -> bytes:
        """The next line."""
        found = self.read(length or _LONGEST_LINE)
        self.lines += 1
        if self.lines > _MOST_LINES or (not length and len(found) >= _LONGEST_LINE):
            raise InputError("headers without end; the rest of the file is left out")
        return found


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return "html" in kind and (record.http_headers.get_statuscode() or "").startswith("2")


def _read(record: ArcWarcRecord, source: str, options: ReadOptions) -> Article | Skipped:
    if reason := options.passed_over(source):
        return Skipped(source, reason)
    stream = record.content_stream()
    data = stream.read(options.max_html_bytes + 1)
    if len(data) > options.max_html_bytes:
        if _rest(stream, _LARGEST_SKIPPED) > _LARGEST_SKIPPED:
            raise InputError(f"{source} unpacks without end; the rest of the file is left out")
        return Skipped(source, f"a page of more than {options.max_html_bytes:,} bytes")
    if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
        raise InputError(f"{source} is cut off")
    try:
        article = read_html(decode(data), source=source, options=options, published=options.published)
    except InputError as error:
        return Skipped(source, str(error))
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    return article if article.url or not is_address(address) else replace(article, url=address)


def _rest(stream: IO[bytes], limit: int) -> int:
    size = 0
    while size <= limit and (chunk := stream.read(1 << 20)):
        size += len(chunk)
    return size
