"""Files of many articles: JSON Lines and Parquet, a record at a time, so that memory stays constant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read import dates
from kg.read.article import read_text
from kg.read.html import read_html
from kg.read.limits import time_limit
from kg.read.options import ReadOptions
from kg.read.streams import lines
from kg.text.fold import fold

_MARKUP = re.compile(r"<(?:p|div|br|html|body|span|section)\b[^<>]{0,500}>", re.IGNORECASE)
_BATCH = 32
# Real articles are packed at most some thirty times; 758 bytes once promised 15 GB.
_LARGEST_RATIO = 1_000


def read_json_lines(stream: IO[bytes], *, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of JSON Lines; a line that is no record gives a `Skipped` with its number."""
    for number, line in lines(stream, options):
        name = f"{source}#{number}"
        if line is None:
            yield Skipped(name, f"a line of more than {options.max_bytes:,} bytes")
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Skipped(name, f"no JSON ({str(error)[:80]})")
            continue
        yield _read(record, name, options)


def read_parquet(file: Path, *, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a Parquet file, in small batches."""
    try:
        with pq.ParquetFile(file, memory_map=False, pre_buffer=False) as table:
            _refuse_bomb(table, file, options)
            wanted = {name for names in _names(options) for name in names}
            columns = [name for name in table.schema_arrow.names if name in wanted]
            number, total, most = 0, 0, _LARGEST_RATIO * max(file.stat().st_size, 10_000)
            for batch in table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
                total += batch.nbytes
                if total > most:
                    raise InputError(f"unpacks to far more than its size (over {most:,} bytes)")
                for record in batch.to_pylist():
                    number += 1
                    yield _read(record, f"{source}#{number}", options)
    except (pa.ArrowException, OSError, MemoryError) as error:
        raise InputError(f"no readable Parquet ({str(error).splitlines()[0][:80]})") from error


def _refuse_bomb(table: pq.ParquetFile, file: Path, options: ReadOptions) -> None:
    size = max(file.stat().st_size, 1)
    promised = sum(table.metadata.row_group(i).total_byte_size for i in range(table.metadata.num_row_groups))
    rows = table.metadata.num_rows
    if promised > min(options.max_unpacked_bytes, _LARGEST_RATIO * size) or rows > size:
        raise InputError(f"unpacks to far more than its {size:,} bytes ({rows:,} rows)")


def _names(options: ReadOptions) -> tuple[tuple[str, ...], ...]:
    fields = options.fields
    return fields.text, fields.title, fields.published, fields.publisher, fields.url


def _read(record: object, source: str, options: ReadOptions) -> Article | Skipped:
    if not isinstance(record, Mapping):
        return Skipped(source, "a record that is no object with fields")
    text = _field(record, options.fields.text)
    if not text or not text.strip():
        return Skipped(source, f"no text (looked for {', '.join(options.fields.text)})")
    if len(text) > options.max_bytes:
        return Skipped(source, f"a text of more than {options.max_bytes:,} characters")
    try:
        return _with_fields(_article(record, text, source, options), record, options)
    except InputError as error:
        return Skipped(source, str(error))


def _article(record: Mapping[str, Any], text: str, source: str, options: ReadOptions) -> Article:
    if _MARKUP.search(text[:2000]):
        return read_html(text, source=source, options=options, published=options.published)
    title = _field(record, options.fields.title)
    if title and title.strip() not in text[: len(title) + 200]:
        text = f"{title.strip()}\n\n{text}"
    with time_limit(options.seconds):
        return replace(read_text(text, source=source, published=options.published), extracted=True)


def _with_fields(article: Article, record: Mapping[str, Any], options: ReadOptions) -> Article:
    """What the record's own fields say counts more than what the text says."""
    fields = options.fields
    date = options.published or _iso(_field(record, fields.published))
    url = _field(record, fields.url)
    return replace(
        article,
        title=_field(record, fields.title) or article.title,
        published=date or article.published,
        publisher=_field(record, fields.publisher) or article.publisher,
        url=url if url and url.startswith(("http://", "https://")) else article.url,
    )


def _field(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, str) and value.strip():
            return value
    return None


def _iso(text: str | None) -> str | None:
    if not text:
        return None
    found = dates.find(fold(text[:60]), short=False)
    return found[0].value if found else None
