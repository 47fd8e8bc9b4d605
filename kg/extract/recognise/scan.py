"""What all recognisers look at: an article's folded text, its words by position, and the words that places begin with.

Made once an article and handed to each recogniser, so that five of them don't index the same tokens five times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from kg.extract.document import Document, Token
from kg.extract.recognise.edges import Edges
from kg.extract.recognise.gazetteer import PlaceHit, place_hits
from kg.model import Mention, Vote
from kg.ontology import Ontology

_CLOSING = {"”": "“", "’": "‘", "）": "（", "》": "《"}
_QUOTES = frozenset('“”‘’《》"')


@dataclass(frozen=True, slots=True)
class Scan:
    """An article with its words and places indexed by character.

    `places_by_end` and `places_by_start` hold the longest
    place name that ends or starts at a position.
    """

    document: Document
    text: str
    edges: Edges
    places: tuple[PlaceHit, ...]
    places_by_end: dict[int, PlaceHit]
    places_by_start: dict[int, PlaceHit]

    def token_over(self, at: int) -> Token:
        """The word that the character at `at` belongs to."""
        return self.edges.token_over(at)

    def cuts_word(self, at: int) -> bool:
        """Whether a word (no name) runs over position `at`, so that no name can begin or end there."""
        return self.edges.cuts(at)

    def opener(self, end: int, *, reach: int) -> int | None:
        """Where the pair of marks that closes just before `end` opens, if within `reach` characters on this line."""
        mark = self.text[end - 1]
        start = self.text.rfind(_CLOSING[mark], max(0, end - reach), end - 1)
        if start < 0 or "\n" in self.text[start:end] or mark in self.text[start : end - 1]:
            return None
        return start

    def mention(  # noqa: PLR0913 - a span and all that is said of it
        self, start: int, end: int, type_: str, vote: Vote, *, subtype: str = "", name: str = ""
    ) -> Mention:
        """The candidate ``start:end``, quotation marks at its ends cut off; `name` where it differs from the text."""
        while start < end - 1 and (self.text[start] in _QUOTES or self.text[start].isspace()):
            start += 1
        while end > start + 1 and self.text[end - 1] in _QUOTES:
            end -= 1
        text = self.document.text[start:end]
        plain = name or "".join(char for char in text if char not in '“”‘’「」『』《》"\n')
        return Mention(start, end, text, type_, subtype=subtype, name="" if plain == text else plain, votes=(vote,))


_last: list[tuple[Document, Ontology, Scan]] = []


def scan(document: Document, ontology: Ontology) -> Scan:
    """The `Scan` of `document`; the last one made is kept, since each recogniser asks for it in turn."""
    if _last and _last[0][0] is document and _last[0][1] is ontology:
        return _last[0][2]
    made = _make(document, ontology)
    _last[:] = [(document, ontology, made)]
    return made


def _make(document: Document, ontology: Ontology) -> Scan:
    edges = Edges(document)
    hits = place_hits(document, ontology, edges)
    by_end: dict[int, PlaceHit] = {}
    by_start: dict[int, PlaceHit] = {}
    for hit in hits:
        if hit.end not in by_end or hit.start < by_end[hit.end].start:
            by_end[hit.end] = hit
        if hit.start not in by_start or hit.end > by_start[hit.start].end:
            by_start[hit.start] = hit
    return Scan(document, document.folded, edges, hits, by_end, by_start)


Find = Callable[[Document, Ontology], list[Mention]]


def kept_for_article(find: Find) -> Find:
    """Keep what `find` gave for the last article: places are looked for outside organizations, honors and events."""
    last: list[tuple[Document, Ontology, list[Mention]]] = []

    @wraps(find)
    def found(document: Document, ontology: Ontology) -> list[Mention]:
        if not last or last[0][0] is not document or last[0][1] is not ontology:
            last[:] = [(document, ontology, find(document, ontology))]
        return list(last[0][2])

    return found
