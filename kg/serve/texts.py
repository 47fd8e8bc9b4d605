"""The articles' own texts with their mentions, out of a build's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.iris import digest


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of an article: half-open offsets in its text, the entity's class and IRI."""

    start: int
    end: int
    type: str
    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article's raw text, and the mentions in it: in order, none inside another."""

    text: str
    mentions: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    segment: Path
    doc: str
    id: str


class Texts:
    """Where the text of each article is. Only places are held; a text is read when it is asked for."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._places: dict[str, _Place] = {}
        for file in sorted((folder / "segments").glob("*/articles.parquet")):
            if file.parent.with_suffix(".json").is_file():
                for doc, key in _rows(file, ["doc", "id"]):
                    self._places.setdefault(f"{base}article/{digest(key)}", _Place(file.parent, doc, key))

    def __len__(self) -> int:
        return len(self._places)

    def get(self, iri: str) -> Text | None:
        """The text of the article with this IRI; None where the folder doesn't have it."""
        place = self._places.get(iri)
        if place is None:
            return None
        try:
            ((text,),) = _rows(place.segment / "articles.parquet", ["text"], doc=place.doc)
            mentions = _rows(place.segment / "mentions.parquet", ["start", "end", "type", "entity"], doc=place.doc)
            members = dict(_rows(self._folder / "members.parquet", ["entity", "iri"], article=place.id))
        except (OSError, ValueError, pa.ArrowException):
            return None
        return Text(text, tuple(_apart(mentions, members, len(text))))


def _rows(file: Path, columns: list[str], **equal: str) -> list[tuple[Any, ...]]:
    if not file.is_file():
        return []
    wanted = [(name, "=", value) for name, value in equal.items()] or None
    table = pq.read_table(file, columns=columns, filters=wanted)
    return list(zip(*(table.column(name).to_pylist() for name in columns), strict=True))


def _apart(mentions: Iterable[tuple[Any, ...]], members: dict[str, str], length: int) -> Iterable[Marked]:
    """Mentions in order; of two that overlap the one that begins first, of those the longer."""
    reached = 0
    for start, end, kind, entity in sorted(mentions, key=lambda one: (one[0], -one[1])):
        if start >= reached and start < end <= length:
            reached = end
            yield Marked(start, end, kind, members.get(entity, ""))
