"""What a reader may be told: limits, field names of records, whether the network may be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the fields of a JSON Lines or Parquet record, best first; the first that is there counts."""

    text: tuple[str, ...] = ("text", "content", "body", "article", "正文", "内容")
    title: tuple[str, ...] = ("title", "headline", "标题")
    published: tuple[str, ...] = ("published", "date", "time", "publish_time", "published_at", "datetime", "日期")
    publisher: tuple[str, ...] = ("publisher", "source", "site", "来源")
    url: tuple[str, ...] = ("url", "link", "id")
    authors: tuple[str, ...] = ("authors", "author", "作者")

    def named(self, names: Mapping[str, str]) -> Fields:
        """The same with the fields that a user names (``{"text": "content"}``) before all others.

        Raises:
            UsageError: there is no such part of an article.
        """
        known = [part.name for part in fields(self)]
        for part in names:
            if part not in known:
                raise UsageError(f"{part!r} is no part of an article that a field can hold: {', '.join(known)}")
        return replace(self, **{part: (name, *getattr(self, part)) for part, name in names.items()})


def nothing(_name: str) -> str:
    """No reason to pass over any record."""
    return ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits and choices for `kg.read.read_paths`.

    `max_bytes` bounds one file of text and one record of a larger file, `max_html_bytes` one page (parsers hang on
    larger ones), `max_unpacked_bytes` what one compressed file may unpack to. `seconds` is the time one page may take.
    """

    max_bytes: int = 20_000_000
    max_html_bytes: int = 2_000_000
    max_unpacked_bytes: int = 100_000_000_000
    seconds: float = 20.0
    fields: Fields = field(default_factory=Fields)
    allow_network: bool = False
    published: str | None = None
    """A date that overrides what the articles say, ISO 8601."""
    passed_over: Callable[[str], str] = nothing
    """Told the name of each record before it is read; where it gives a reason, the record is skipped for it."""
