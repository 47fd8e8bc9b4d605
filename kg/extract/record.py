"""An extraction as the JSON record that `kg extract` prints, one a line."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Entity, Evidence, Extraction, Mention, Qualifier, Quantity, Statement


def to_line(extraction: Extraction, *, explain: bool = False) -> str:
    """`extraction` as one line of JSON, without the line break."""
    return json.dumps(to_record(extraction, explain=explain), ensure_ascii=False)


def to_record(extraction: Extraction, *, explain: bool = False) -> dict[str, Any]:
    """`extraction` as plain values.

    Offsets count code points of the article's raw text, which the record carries where it was extracted from markup.
    With `explain` mentions say who voted for them and over which other readings they were chosen, statements which rule
    proposed them.
    """
    article = extraction.article
    head: dict[str, Any] = {
        "source": article.source,
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "language": article.language,
    }
    if article.url:
        head["url"] = article.url
    if article.extracted:
        head["text"] = article.text
    return {
        "article": head,
        "entities": [_entity(entity, explain=explain) for entity in extraction.entities],
        "statements": [_statement(statement, explain=explain) for statement in extraction.statements],
        "quantities": [_quantity(quantity) for quantity in extraction.quantities],
    }


def _entity(entity: Entity, *, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"id": entity.id, "type": entity.type}
    if entity.subtype:
        record["subtype"] = entity.subtype
    record |= {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "confidence": round(entity.confidence, 4),
        "mentions": [_mention(mention, explain=explain) for mention in entity.mentions],
    }
    return record


def _mention(mention: Mention, *, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"start": mention.start, "end": mention.end, "text": mention.text}
    if explain:
        record["kind"] = mention.kind
        record["confidence"] = round(mention.confidence, 4)
        record["votes"] = {vote.voter: round(vote.score, 4) for vote in mention.votes}
        if mention.rivals:
            record["over"] = [[one.text, one.type, round(one.confidence, 4)] for one in mention.rivals]
    return record


def _statement(statement: Statement, *, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "subject": statement.subject,
        "predicate": statement.predicate,
        "object": statement.object,
        "qualifiers": _qualifiers(statement.qualifiers),
        "confidence": round(statement.confidence, 4),
        "evidence": [_evidence(quote) for quote in statement.evidence],
    }
    if explain:
        record["rule"] = statement.rule
    return record


def _qualifiers(qualifiers: tuple[Qualifier, ...]) -> dict[str, Any]:
    """One value a name, or the list of them where a name occurs more than once."""
    values: dict[str, list[Any]] = {}
    for qualifier in qualifiers:
        values.setdefault(qualifier.name, []).append(qualifier.value)
    return {name: many[0] if len(many) == 1 else many for name, many in values.items()}


def _evidence(quote: Evidence) -> dict[str, Any]:
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "value": quantity.value,
        "unit": quantity.unit,
        "approx": quantity.approx,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
    }
