"""An extraction as lines to read at a terminal: names, statements with their sentences, quantities; and why, if asked.

Control characters of an article are shown as spaces, so that none of it can steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Extraction, Mention, Statement


def to_lines(extraction: Extraction, *, explain: bool = False) -> Iterator[str]:
    """What the article says. With `explain` each mention's place, voters and rivals, and each statement's rule."""
    article = extraction.article
    yield _shown(" · ".join(filter(None, (article.title, article.published, article.source))))
    for kind in dict.fromkeys(entity.type for entity in extraction.entities):
        yield f"\n{kind}"
        for entity in (one for one in extraction.entities if one.type == kind):
            yield from _entity(entity, explain=explain)
    names = {entity.id: entity.name for entity in extraction.entities}
    if extraction.statements:
        yield "\nStatement"
    for statement in extraction.statements:
        yield from _statement(statement, names, explain=explain)
    if extraction.quantities:
        yield "\nQuantity"
    for one in extraction.quantities:
        yield f"  {one.value} {one.unit}{' (approx)' if one.approx else ''}   {one.start}-{one.end} {_shown(one.text)}"
    yield ""


def _entity(entity: Entity, *, explain: bool) -> Iterator[str]:
    also = f"   = {_shown(', '.join(entity.aliases))}" if entity.aliases else ""
    what = f" ({entity.subtype})" if entity.subtype else ""
    yield f"  {_shown(entity.name)}{what}   {entity.confidence:.2f}{also}"
    for mention in entity.mentions if explain else ():
        yield from _mention(mention)


def _mention(mention: Mention) -> Iterator[str]:
    voters = ", ".join(f"{vote.voter} {vote.score:.2f}" for vote in mention.votes) or "context"
    place = f"{mention.start}-{mention.end}"
    yield f"    {place:>11} {_shown(mention.text)}   {mention.kind} {mention.confidence:.2f} by {voters}"
    if mention.rivals:
        over = ", ".join(f"{one.type} {_shown(one.text)} {one.confidence:.2f}" for one in mention.rivals)
        yield f"{'':11}     over {over}"


def _statement(statement: Statement, names: dict[str, str], *, explain: bool) -> Iterator[str]:
    said = f"{names[statement.subject]}  {statement.predicate}  {names[statement.object]}"
    details = [
        f"{one.name}={names.get(str(one.value), one.value) if one.is_entity else one.value}"
        for one in statement.qualifiers
    ]
    yield f"  {_shown(said)}   {statement.confidence:.2f}" + (f"   {_shown(', '.join(details))}" if details else "")
    if explain:
        yield f"      by {_shown(statement.rule)}"
    for quote in statement.evidence if explain else statement.evidence[:1]:
        yield f"      {quote.start}-{quote.end} {_shown(quote.text)}"


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text)
