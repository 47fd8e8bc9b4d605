"""Files of many articles: JSON Lines and Parquet, a record at a time, so that memory stays constant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read import dates
from kg.read.article import read_text, whole_characters
from kg.read.encoding import decode
from kg.read.html import read_html
from kg.read.limits import time_limit
from kg.read.options import ReadOptions
from kg.read.streams import in_utf8, lines

_MARKUP = re.compile(r"<(?:p|div|br|html|body|span|section)\b[^<>]{0,500}>", re.IGNORECASE)
_BATCH = 32
# Real articles are packed at most some thirty times; 758 bytes once promised 15 GB.
_LARGEST_RATIO = 1_000
# A dictionary holds a value once for many rows, so the size of a row group bounds only one row.
_LARGEST_ROW_GROUP = 256_000_000
# So many records without an article and none with one are a wrong field name or no records at all: said once, not for
# each. After an article a file has more credit.
_PATIENCE, _LONGEST_VAIN = 1_000, 100_000
_LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, as it was parsed, and where it stands."""

    source: str
    fields: object


def read_json_lines(stream: IO[bytes], *, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of JSON Lines; a line that is no record gives a `Skipped` with its number."""
    return _patient(parse_json_lines(stream, source=source, options=options), options)


def parse_json_lines(stream: IO[bytes], *, source: str, options: ReadOptions) -> Iterator[Record | Skipped]:
    """The records of JSON Lines, not read yet."""
    for number, line in lines(in_utf8(stream), options):
        name = f"{source}#{number}"
        if line is None:
            yield Skipped(name, f"a line of more than {options.max_bytes:,} bytes")
            continue
        try:
            record = _loaded(line)
        except (ValueError, RecursionError, InputError) as error:
            yield Skipped(name, f"no JSON ({' '.join(str(error).split())[:80]})")
            continue
        yield Record(name, record)


def _loaded(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:  # another encoding, or a bad byte
        return json.loads(decode(line))


def read_parquet(file: Path, *, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a Parquet file, in small batches."""
    try:
        with pq.ParquetFile(file, memory_map=False, pre_buffer=False) as table:
            _refuse_bomb(table, file, options)
            yield from _patient(_rows(table, file, source, options), options)
    except (pa.ArrowException, OSError, MemoryError) as error:
        raise InputError(f"no readable Parquet ({str(error).splitlines()[0][:80]})") from error


def _rows(table: pq.ParquetFile, file: Path, source: str, options: ReadOptions) -> Iterator[Record | Skipped]:
    wanted = {name for names in _names(options) for name in names}
    columns = [name for name in table.schema_arrow.names if name in wanted]
    if not set(columns) & set(options.fields.text):
        raise InputError(_no_text(table.schema_arrow.names, options))
    groups = range(table.metadata.num_row_groups)
    largest = max((table.metadata.row_group(group).total_byte_size for group in groups), default=0)
    size = max(1, min(_BATCH, _LARGEST_ROW_GROUP // max(largest, 1)))
    number, total, most = 0, 0, _LARGEST_RATIO * max(file.stat().st_size, 10_000)
    for batch in table.iter_batches(batch_size=size, columns=columns, use_threads=False):
        total += batch.nbytes
        if total > most:
            raise InputError(f"unpacks to far more than its size (over {most:,} bytes)")
        for row in range(batch.num_rows):
            number += 1
            (record,) = batch.slice(row, 1).to_pylist()
            yield Record(f"{source}#{number}", record)


def _refuse_bomb(table: pq.ParquetFile, file: Path, options: ReadOptions) -> None:
    size = max(file.stat().st_size, 1)
    promised = sum(table.metadata.row_group(i).total_byte_size for i in range(table.metadata.num_row_groups))
    rows = table.metadata.num_rows
    if promised > min(options.max_unpacked_bytes, _LARGEST_RATIO * size) or rows > size:
        raise InputError(f"unpacks to far more than its {size:,} bytes ({rows:,} rows)")


def _names(options: ReadOptions) -> tuple[tuple[str, ...], ...]:
    fields = options.fields
    return fields.text, fields.title, fields.published, fields.publisher, fields.url, fields.authors


def _patient(records: Iterator[Record | Skipped], options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of `records`. What is skipped at the start waits, in case that no record is of any use."""
    waiting: list[Skipped] = []
    found, vain = False, 0
    for record in records:
        result = record if isinstance(record, Skipped) else _read(record.fields, record.source, options)
        if isinstance(result, Article):
            found, vain = True, 0
            yield from waiting
            waiting.clear()
            yield result
            continue
        vain += 1
        if vain >= (_LONGEST_VAIN if found else _PATIENCE):
            raise InputError(f"no article in {vain:,} records in a row, the last one: {result.reason}")
        if found:
            yield result
        else:
            waiting.append(result)
    yield from waiting


def _no_text(names: Iterable[object], options: ReadOptions) -> str:
    listed = ", ".join(str(name) for name in names)
    return f"no field with a text: looked for {', '.join(options.fields.text)}, found {listed[:200] or 'none'}"


def _read(record: object, source: str, options: ReadOptions) -> Article | Skipped:
    if reason := options.passed_over(source):
        return Skipped(source, reason)
    if not isinstance(record, Mapping):
        return Skipped(source, "a record that is no object with fields")
    try:
        text = _field(record, options.fields.text)
        if not text:
            return Skipped(source, _no_text(record, options))
        if len(text) > options.max_bytes:
            return Skipped(source, f"a text of more than {options.max_bytes:,} characters")
        return _with_fields(_article(record, text, source, options), record, options)
    except InputError as error:
        return Skipped(source, str(error))


def _article(record: Mapping[str, Any], text: str, source: str, options: ReadOptions) -> Article:
    if _MARKUP.search(text[:2000]):
        return read_html(text, source=source, options=options, published=options.published)
    title = _short(record, options.fields.title)
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n\n{text}"
    with time_limit(options.seconds):
        return replace(read_text(text, source=source, published=options.published), extracted=True)


def _with_fields(article: Article, record: Mapping[str, Any], options: ReadOptions) -> Article:
    """What the record's own fields say counts more than what the text says."""
    fields = options.fields
    date = options.published or dates.stamp(_short(record, fields.published))
    url = _short(record, fields.url)
    return replace(
        article,
        title=_short(record, fields.title) or article.title,
        published=date or article.published,
        publisher=_short(record, fields.publisher) or article.publisher,
        authors=_people(record, fields.authors) or article.authors,
        url=url if url and url.startswith(("http://", "https://")) else article.url,
    )


def _field(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, bytes) and value.strip():
            return decode(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _short(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """A value that is one line of reasonable length."""
    value = _field(record, names) or ""
    line = whole_characters(" ".join(value[: 2 * _LONGEST_VALUE].split())[:_LONGEST_VALUE])
    return line.strip("\ufffd") or None


def _people(record: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    value = next((record[name] for name in names if record.get(name)), None)
    listed = value if isinstance(value, list) else re.split(r"[、,，;；/\n]+|\s{2,}", str(value or "")[:_LONGEST_VALUE])
    return tuple(
        whole_characters(one.strip()) for one in listed[:50] if isinstance(one, str) and 1 < len(one.strip()) <= 40
    )
