"""An article as the JSON record that `kg read` prints, one a line."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Article


def article_line(article: Article, *, explain: bool = False) -> str:
    """`article` as one line of JSON: clean text and metadata; with `explain` also what was removed, and why."""
    record: dict[str, Any] = {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "language": article.language,
        "url": article.url,
        "text": article.clean.text,
    }
    if explain:
        record["removed"] = [
            {"reason": part.reason, "start": part.start, "end": part.end, "text": article.text[part.start : part.end]}
            for part in article.removed
        ]
    return json.dumps({name: value for name, value in record.items() if value is not None}, ensure_ascii=False)
