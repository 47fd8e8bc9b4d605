"""An article's text in pieces, each with the entity that it names and the facts whose sentence it is in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.graph.reading import Content, Node
from kg.query import qualifiers_of
from kg.serve.texts import Marked, Text
from kg.view.clean import plain


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that an article states; `quotes` are half-open offsets and the words there."""

    subject: Node
    predicate: str
    object: Node
    confidence: float
    qualifiers: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[int, int, str], ...]

    @property
    def keys(self) -> str:
        """The names of its sentences in the page."""
        return " ".join(f"e{start}-{end}" for start, end, _ in self.quotes)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is all of one kind. `begins` names the sentences that begin here."""

    text: str
    mention: Marked | None
    sentences: str
    begins: tuple[str, ...]


def facts_of(content: Content) -> list[Stated]:
    """The claims of an article's content in the order of their sentences."""
    found = []
    for claim in content.claims:
        subject, value = content.node(claim.subject), content.node(claim.object)
        if subject is None or value is None:
            continue
        qualifiers = tuple((name, text) for name, text, _ in qualifiers_of(claim, content))
        quotes = tuple((quote.start, quote.end, quote.text) for quote in claim.quotes)
        found.append(Stated(subject, claim.predicate, value, claim.confidence, qualifiers, quotes))
    found.sort(key=lambda one: (one.quotes[:1], one.predicate, one.subject.label, one.object.label))
    return found


def pieces(text: Text, facts: list[Stated]) -> list[Piece]:
    """The text cut wherever a mention or a sentence begins or ends. Offsets count code points."""
    raw = plain_lines(text.text)
    spans = sorted({(start, end) for fact in facts for start, end, _ in fact.quotes if 0 <= start < end <= len(raw)})
    cuts = {0, len(raw)} | {at for span in spans for at in span}
    cuts |= {at for mention in text.mentions for at in (mention.start, mention.end)}
    at_start = {mention.start: mention for mention in text.mentions}
    found: list[Piece] = []
    mention: Marked | None = None
    borders = sorted(cuts)
    for start, end in pairwise(borders):
        if mention is not None and mention.end <= start:
            mention = None
        mention = at_start.get(start, mention)
        around = [f"e{left}-{right}" for left, right in spans if left <= start and end <= right]
        begins = tuple(f"e{left}-{right}" for left, right in spans if left == start)
        found.append(Piece(raw[start:end], mention, " ".join(around), begins))
    return found


def plain_lines(text: str) -> str:
    """`text` of the same length, without what hides or turns; its lines stay."""
    return "\n".join(plain(line) for line in text.replace("\r", "\n").split("\n"))
