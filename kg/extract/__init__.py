"""An article to its entities, statements and quantities: a pure function of text and ontology.

The steps, in order, each in its own module: `segment` cuts the clean text into sentences and words, `recognise` finds
names, `refer` groups them into entities, `times` and `quantities` read what is said of when and how much, `relate`
joins entities into statements. All of them count in the clean text; `extract` maps what they found to the raw text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kg.extract.quantities import find_quantities
from kg.extract.recognise import recognise
from kg.extract.refer import refer
from kg.extract.relate import relate
from kg.extract.segment import analyse
from kg.extract.times import find_times
from kg.model import AlignedText, Article, Entity, Evidence, Extraction, Mention, Model, Quantity, Statement, Time
from kg.ontology import Ontology

__all__ = ["Model", "extract"]

Found = TypeVar("Found", Mention, Evidence, Quantity, Time)


def _silent(_step: str) -> None:
    pass


def extract(
    article: Article, ontology: Ontology, *, model: Model = "accurate", begins: Callable[[str], None] = _silent
) -> Extraction:
    """All that `article` says, as far as `ontology` has words for it.

    The same article, ontology and model give the same extraction on every run: no files, clock or global state.

    Args:
        article: as `kg.read` gives it.
        ontology: classes, relations, lexicons and patterns.
        model: ``accurate`` uses the neural segmenter and the tagger, ``fast`` does without the neural one.
        begins: is told the name of each step as it begins, for those who take the time.

    Returns:
        The extraction, its offsets counting in ``article.text``.

    Raises:
        ModelError: the files of `model` are missing or damaged.
    """
    begins("segment")
    document = analyse(article, ontology, model=model)
    begins("recognise")
    mentions = recognise(document, ontology, model=model)
    begins("refer")
    entities = refer(document, mentions, ontology)
    begins("times and quantities")
    times = find_times(document)
    quantities = find_quantities(document, times, mentions, ontology=ontology)
    begins("relate")
    statements = relate(document, entities, times, quantities, ontology)
    return _Raw(article).extraction(entities, statements, quantities, times)


class _Raw:
    """Maps what was found in an article's clean text to its raw text."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.clean: AlignedText = article.clean

    def extraction(
        self,
        entities: tuple[Entity, ...],
        statements: tuple[Statement, ...],
        quantities: tuple[Quantity, ...],
        times: tuple[Time, ...],
    ) -> Extraction:
        return Extraction(
            article=self.article,
            entities=tuple(
                replace(entity, mentions=tuple(self.mention(mention) for mention in entity.mentions))
                for entity in entities
            ),
            statements=tuple(
                replace(statement, evidence=tuple(self.move(quote) for quote in statement.evidence))
                for statement in statements
            ),
            quantities=tuple(self.move(quantity) for quantity in quantities),
            times=tuple(self.move(time) for time in times),
        )

    def mention(self, found: Mention) -> Mention:
        """The same mention in the raw text; its form stays what the clean text says, free of dirt."""
        return self.move(found if found.name else replace(found, name=found.text))

    def move(self, found: Found) -> Found:
        span = self.clean.source_span(found.start, found.end)
        return replace(found, start=span.start, end=span.end, text=span.slice(self.article.text))
