"""The graph as the viewer takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph.files import replacing
from kg.graph.reading import Claim, Content, Node, Quote, Source
from kg.ontology import Class, Ontology, Property, Relation
from kg.query import qualifiers_of
from kg.view import (
    ViewArticle,
    ViewData,
    ViewEdge,
    ViewEvidence,
    ViewLabels,
    ViewLegend,
    ViewNode,
    ViewQualifier,
    ViewTerm,
    name_places,
    page_html,
)


def write(content: Content, path: Path, ontology: Ontology, *, title: str = "", focus: str | None = None) -> Path:
    """Write the page of `content` to `path`, whole or not at all."""
    page = html(content, ontology, title=title, focus=focus)
    with replacing(path) as out:
        out.write(page.encode("utf-8"))
    return path


def html(content: Content, ontology: Ontology, *, title: str = "", focus: str | None = None) -> str:
    """The page of `content`, which works offline; `focus` is the IRI of the entity to open on."""
    return page_html(view_data(content, ontology, title=title), focus=focus)


def view_data(content: Content, ontology: Ontology, *, title: str = "") -> ViewData:
    """All that the page needs of `content`."""
    places = {article.iri: place for place, article in enumerate(content.articles)}
    return ViewData(
        nodes=tuple(_node(node, places) for node in _told_of(content)),
        edges=tuple(_edge(claim, content, places) for claim in content.claims),
        articles=tuple(_article(article) for article in content.articles),
        legend=_legend(ontology),
        title=title,
    )


def _told_of(content: Content) -> Sequence[Node]:
    """The entities that an article names or a claim joins: the provinces above a county are in the graph, but no news.

    All, where there are no others.
    """
    ends = {end for claim in content.claims for end in (claim.subject, claim.object)}
    return [node for node in content.nodes if node.articles or node.iri in ends] or content.nodes


def _node(node: Node, places: Mapping[str, int]) -> ViewNode:
    return ViewNode(
        iri=node.iri,
        type=node.type,
        label=node.label,
        subtype=node.subtype,
        hans=node.hans,
        hant=node.hant,
        aliases=node.aliases,
        articles=tuple(sorted(places[article] for article in node.articles)),
    )


def _article(article: Source) -> ViewArticle:
    return ViewArticle(article.title, article.source, article.publisher, article.published, article.url)


def _edge(claim: Claim, content: Content, places: Mapping[str, int]) -> ViewEdge:
    subject, value = content.node(claim.subject), content.node(claim.object)
    return ViewEdge(
        source=claim.subject,
        target=claim.object,
        predicate=claim.predicate,
        qualifiers=tuple(ViewQualifier(*one) for one in qualifiers_of(claim, content)),
        confidence=claim.confidence,
        evidence=tuple(_evidence(quote, subject, value, places) for quote in claim.quotes),
    )


def _evidence(quote: Quote, subject: Node | None, value: Node | None, places: Mapping[str, int]) -> ViewEvidence:
    subjects = _places_of(subject, quote.text)
    return ViewEvidence(quote.text, places[quote.article], subjects, _places_of(value, quote.text))


def _places_of(node: Node | None, text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` names the node."""
    return name_places(node.names, text) if node else ()


def _legend(ontology: Ontology) -> ViewLegend:
    classes = tuple(
        replace(_term(one, one.colour), parent=one.parents[0] if one.parents else "", icon=one.icon)
        for one in ontology.classes.values()
    )
    relations = tuple(replace(_term(one, one.colour), symmetric=one.symmetric) for one in ontology.relations.values())
    return ViewLegend(classes, relations, tuple(_term(one) for one in ontology.qualifiers.values()))


def _term(one: Class | Relation | Property, colour: str = "") -> ViewTerm:
    labels = ViewLabels(one.labels.get("zh-Hans", ""), one.labels.get("zh-Hant", ""), one.labels.get("en", ""))
    return ViewTerm(one.name, labels, colour)
