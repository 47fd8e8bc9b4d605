"""Extractions as append-only Parquet tables, article-local: no entity across articles is named in them.

A segment is a folder with one file a table. Rows of all tables carry `doc`, which names one article of one input; rows
of one article stand together, in the order of the articles. DuckDB and Spark read the files as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.graph.iris import digest
from kg.model import (
    AlignedText,
    Article,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Qualifier,
    Quantity,
    Script,
    Statement,
    Time,
    Vote,
)
from kg.read.duplicates import Fingerprint

Row = tuple[Any, ...]
_BYTES, _TEXT, _INT, _REAL, _FLAG, _TEXTS, _REALS = (
    pa.binary(),
    pa.string(),
    pa.int32(),
    pa.float64(),
    pa.bool_(),
    pa.list_(pa.string()),
    pa.list_(pa.float64()),
)


@dataclass(frozen=True, slots=True)
class Document:
    """An extraction and the input that it was made from; an input's articles are numbered in their order."""

    unit: str
    number: int
    extraction: Extraction
    print: Fingerprint

    @property
    def key(self) -> str:
        """What the rows of the document carry."""
        return digest(self.unit, str(self.number))


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([("doc", _TEXT), *columns.items()])


SCHEMAS: Final = {
    "articles": _schema(
        unit=_TEXT,
        number=_INT,
        id=_TEXT,
        source=_TEXT,
        title=_TEXT,
        published=_TEXT,
        publisher=_TEXT,
        authors=_TEXTS,
        editors=_TEXTS,
        language=_TEXT,
        url=_TEXT,
        extracted=_FLAG,
        sketch=_BYTES,
        size=_INT,
        figures=_BYTES,
        names=_BYTES,
        text=_TEXT,
    ),
    "entities": _schema(id=_TEXT, type=_TEXT, subtype=_TEXT, name=_TEXT, aliases=_TEXTS, confidence=_REAL),
    "mentions": _schema(
        entity=_TEXT,
        start=_INT,
        end=_INT,
        text=_TEXT,
        type=_TEXT,
        subtype=_TEXT,
        kind=_TEXT,
        name=_TEXT,
        confidence=_REAL,
        voters=_TEXTS,
        scores=_REALS,
    ),
    "statements": _schema(number=_INT, subject=_TEXT, predicate=_TEXT, object=_TEXT, confidence=_REAL, rule=_TEXT),
    "qualifiers": _schema(number=_INT, name=_TEXT, value=_TEXT, kind=_TEXT),
    "evidence": _schema(number=_INT, start=_INT, end=_INT, text=_TEXT),
    "quantities": _schema(start=_INT, end=_INT, text=_TEXT, value=_REAL, unit=_TEXT, approx=_FLAG),
    "times": _schema(start=_INT, end=_INT, text=_TEXT, value=_TEXT, end_value=_TEXT),
}
"""The tables of a segment. Their change is a change of the workspace's format version."""


def write(documents: Iterable[Document], folder: Path) -> None:
    """Write the tables of `documents` into `folder`, which exists and is empty."""
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for document in documents:
        for table, row in _rows(document):
            rows[table].append((document.key, *row))
    for name, schema in SCHEMAS.items():
        columns = list(zip(*rows[name], strict=True)) or [()] * len(schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{name}.parquet", compression="zstd")


def _rows(document: Document) -> Iterator[tuple[str, Row]]:
    found = document.extraction
    yield "articles", _article_row(document)
    for entity in found.entities:
        kept = (entity.id, entity.type, entity.subtype, entity.name, entity.aliases, entity.confidence)
        yield "entities", kept
        for mention in entity.mentions:
            yield "mentions", (entity.id, *_mention_row(mention))
    for number, statement in enumerate(found.statements):
        yield from _statement_rows(number, statement)
    for one in found.quantities:
        yield "quantities", (one.start, one.end, one.text, float(one.value), one.unit, one.approx)
    for time in found.times:
        yield "times", (time.start, time.end, time.text, time.value, time.end_value)


def _article_row(document: Document) -> Row:
    one = document.extraction.article
    meta = (one.title, one.published, one.publisher, one.authors, one.editors, one.language, one.url)
    print_ = document.print
    kept = (print_.sketch, print_.size, print_.figures, print_.names)
    return (document.unit, document.number, one.id, one.source, *meta, one.extracted, *kept, one.text)


def _mention_row(one: Mention) -> Row:
    voters, scores = [vote.voter for vote in one.votes], [vote.score for vote in one.votes]
    kept = (one.start, one.end, one.text, one.type, one.subtype, one.kind, one.name, one.confidence)
    return (*kept, voters, scores)


def _statement_rows(number: int, one: Statement) -> Iterator[tuple[str, Row]]:
    yield "statements", (number, one.subject, one.predicate, one.object, one.confidence, one.rule)
    for qualifier in one.qualifiers:
        yield "qualifiers", (number, qualifier.name, str(qualifier.value), _kind(qualifier))
    for quote in one.evidence:
        yield "evidence", (number, quote.start, quote.end, quote.text)


def _kind(qualifier: Qualifier) -> str:
    if qualifier.is_entity:
        return "entity"
    if isinstance(qualifier.value, str):
        return "text"
    return "integer" if isinstance(qualifier.value, int) else "number"


Depth = Literal["articles", "names", "facts", "full"]
_TABLES: Final[Mapping[Depth, tuple[str, ...]]] = {
    "articles": (),
    "names": ("entities", "statements", "qualifiers"),
    "facts": ("entities", "statements", "qualifiers", "evidence", "quantities"),
    "full": tuple(name for name in SCHEMAS if name != "articles"),
}


def read(
    folder: Path, units: Container[str], *, depth: Depth = "facts", only: Container[str] | None = None
) -> Iterator[Document]:
    """The documents in `folder` that were made from `units`, in the order in which they were written.

    Args:
        folder: a segment.
        units: keys of inputs.
        only: keys of documents, where not all are asked for.
        depth: ``articles`` is the articles without text; ``names`` what resolution needs: entities, and statements
            without their evidence; ``facts`` all that the graph holds; ``full`` also mentions, times and the text.
    """
    rows = _rows_of(folder, "articles", depth)
    articles = [row for row in rows if row[1] in units and (only is None or row[0] in only)]
    if not articles:
        return
    documents = [row[0] for row in articles]
    tables = {name: _grouped(folder, name, documents) for name in _TABLES[depth]}
    for row in articles:
        found = _extraction(row, {name: groups.get(row[0], ()) for name, groups in tables.items()})
        yield Document(row[1], row[2], found, _fingerprint(row, found.article.published))


def merge(sources: Iterable[tuple[Path, Container[str]]], folder: Path) -> None:
    """Write into `folder`, which exists and is empty, the documents of several segments.

    Args:
        sources: segments, each with the units of it that count.
        folder: the new segment.
    """
    parts: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
    for source, units in sources:
        articles = _table(source, "articles")
        kept = articles.filter(pa.array([unit in units for unit in articles["unit"].to_pylist()], pa.bool_()))
        documents = kept["doc"].combine_chunks()
        for name in SCHEMAS:
            table = _table(source, name)
            parts[name].append(table.filter(pc.is_in(table["doc"], value_set=documents)))
    for name, schema in SCHEMAS.items():
        pq.write_table(
            pa.concat_tables([schema.empty_table(), *parts[name]]), folder / f"{name}.parquet", compression="zstd"
        )


def _table(folder: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    return pq.read_table(folder / f"{name}.parquet", columns=columns, memory_map=True, use_threads=False)


def _rows_of(folder: Path, name: str, depth: Depth) -> Iterator[Row]:
    columns = SCHEMAS[name].names
    table = _table(folder, name, columns if depth == "full" or name != "articles" else columns[:-1])
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _grouped(folder: Path, name: str, documents: Sequence[str]) -> Mapping[str, Sequence[Row]]:
    table = _table(folder, name)
    table = table.filter(pc.is_in(table["doc"], value_set=pa.array(documents, pa.string())))
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        groups[row[0]].append(row)
    return groups


def _fingerprint(row: Row, published: str | None) -> Fingerprint:
    sketch, size, figures, names = row[_PRINT : _PRINT + 4]
    return Fingerprint(sketch, size, figures, names, published or "")


_PRINT: Final = SCHEMAS["articles"].names.index("sketch")


def _extraction(row: Row, tables: Mapping[str, Sequence[Row]]) -> Extraction:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for _, entity, *values in tables.get("mentions", ()):
        votes = tuple(Vote(*vote) for vote in zip(values.pop(-2), values.pop(), strict=True))
        mentions[entity].append(replace(Mention(*values), votes=votes))
    return Extraction(
        article=_article(row),
        entities=tuple(
            Entity(
                id=local,
                type=kind,
                name=name,
                aliases=tuple(aliases),
                mentions=tuple(mentions.get(local, ())),
                subtype=subtype,
                confidence=confidence,
            )
            for _, local, kind, subtype, name, aliases, confidence in tables.get("entities", ())
        ),
        statements=tuple(_statements(tables)),
        quantities=tuple(
            Quantity(start, end, text, int(value) if value.is_integer() else value, unit, approx)
            for _, start, end, text, value, unit, approx in tables.get("quantities", ())
        ),
        times=tuple(Time(*time[1:]) for time in tables.get("times", ())),
    )


def _article(row: Row) -> Article:
    _, _, _, key, source, title, published, publisher, authors, editors, language, url, extracted, *rest = row
    text = rest[4] if len(rest) > 4 else ""
    return Article(
        id=key,
        source=source,
        text=text,
        clean=AlignedText(text),
        title=title,
        published=published,
        publisher=publisher,
        authors=tuple(authors),
        editors=tuple(editors),
        language=cast("Script", language),
        url=url,
        extracted=extracted,
    )


_READERS: Final[Mapping[str, Callable[[str], str | int | float]]] = {"integer": int, "number": float}


def _statements(tables: Mapping[str, Sequence[Row]]) -> Iterator[Statement]:
    qualifiers: dict[int, list[Qualifier]] = defaultdict(list)
    for _, number, name, value, kind in tables.get("qualifiers", ()):
        qualifiers[number].append(Qualifier(name, _READERS.get(kind, str)(value), kind == "entity"))
    quotes: dict[int, list[Evidence]] = defaultdict(list)
    for _, number, start, end, text in tables.get("evidence", ()):
        quotes[number].append(Evidence(start, end, text))
    for _, number, subject, predicate, value, confidence, rule in tables.get("statements", ()):
        yield Statement(subject, predicate, value, tuple(qualifiers[number]), confidence, tuple(quotes[number]), rule)
