"""Articles whose names are marked in the text: ``<P张三>`` person, O organization, L place, H honor, E event."""

from __future__ import annotations

import re

from kg import ontology
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.relate import look, relate
from kg.extract.relate.scene import Scene
from kg.extract.times import find_times
from kg.model import AlignedText, Article, Entity, Mention, Statement
from kg.text.fold import fold
from kg.text.sentences import sentences

_KINDS = {"P": "Person", "O": "Organization", "L": "Place", "H": "Honor", "E": "Event"}
_MARK = re.compile("<([POLHE])([^<>]+)>")


def read(marked: str, published: str | None = "2024-04-07") -> tuple[Document, tuple[Entity, ...]]:
    """The document and the entities that `marked` stands for; equal names are one entity."""
    text, found, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        found.append(Mention(len(text), len(text) + len(mark[2]), mark[2], _KINDS[mark[1]]))
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    article = Article(id="a", source="a", text=text, clean=AlignedText(text), published=published)
    document = Document(article, text, fold(text), tuple(sentences(text)), ())
    names = dict.fromkeys((m.type, m.text) for m in found)
    entities = tuple(
        Entity(f"e{n}", kind, name, mentions=tuple(m for m in found if (m.type, m.text) == (kind, name)))
        for n, (kind, name) in enumerate(names, 1)
    )
    return document, entities


def scene_of(marked: str) -> Scene:
    """What candidates are proposed from."""
    document, entities = read(marked)
    times = find_times(document)
    return look(document, entities, times, find_quantities(document, times, ontology=ontology.load()), ontology.load())


def said(marked: str, published: str | None = "2024-04-07") -> tuple[dict[str, str], tuple[Statement, ...]]:
    """Names by entity, and the statements that `marked` makes."""
    document, entities = read(marked, published)
    times = find_times(document)
    quantities = find_quantities(document, times, ontology=ontology.load())
    return {e.id: e.name for e in entities}, relate(document, entities, times, quantities, ontology.load())


def facts(marked: str) -> set[tuple[str, str, str]]:
    """The statements of `marked` as names."""
    names, statements = said(marked)
    return {(names[s.subject], s.predicate, names[s.object]) for s in statements}
