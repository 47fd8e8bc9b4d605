"""Names found in a sentence, for the tests of the rule recognisers."""

from __future__ import annotations

from collections.abc import Callable

from kg import ontology
from kg.extract.document import Document
from kg.extract.segment import analyse
from kg.model import AlignedText, Article, Mention
from kg.ontology import Ontology

Find = Callable[[Document, Ontology], list[Mention]]


def read(text: str) -> Document:
    """`text` as the accurate model reads it."""
    article = Article(id="t", source="test", text=text, clean=AlignedText(text))
    return analyse(article, ontology.load(), model="accurate")


def mentions(find: Find, text: str) -> list[Mention]:
    """The candidates of a recogniser in `text`."""
    return find(read(text), ontology.load())


def names(find: Find, text: str) -> set[str]:
    """Their forms."""
    return {mention.form for mention in mentions(find, text)}
