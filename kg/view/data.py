"""What a page shows, as plain frozen values: the only thing that the viewer knows of a graph.

Whoever has a graph fills a `ViewData`; nothing here reads a store. Every text may come from an article and is hostile
until it is shown as text. Offsets are half-open and count Unicode code points of the quote they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OffsetRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ViewLabels:
    """One term of the ontology in the three languages of the page; an empty one falls back to the others."""

    hans: str = ""
    hant: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class ViewTerm:
    """A class, relation or qualifier: its local name (``Person``, ``awarded``), labels, colour (``#rrggbb`` or empty).

    `parent` is the local name of the class above (``County`` → ``Place``), empty for the classes at the top. `icon` is
    the shape of a class's nodes (``dot square diamond triangle triangleDown star hexagon``); empty: the page chooses.
    `symmetric` says of a relation that it has no direction.
    """

    name: str
    labels: ViewLabels = ViewLabels()
    colour: str = ""
    parent: str = ""
    icon: str = ""
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class ViewLegend:
    """The ontology's part that the page needs, in the order in which it is to be listed."""

    classes: tuple[ViewTerm, ...] = ()
    relations: tuple[ViewTerm, ...] = ()
    qualifiers: tuple[ViewTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewArticle:
    """An article that says something. `date` is ISO 8601 as precise as known; `url` is a link only if http or https."""

    title: str = ""
    source: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ViewNode:
    """An entity. `type` is one of the classes at the top, `subtype` a finer one or empty.

    `label` is what is shown; `hans` and `hant` are it in either script, where known. `articles` are the places in
    `ViewData.articles` of the articles that name it.
    """

    iri: str
    type: str
    label: str
    subtype: str = ""
    hans: str = ""
    hant: str = ""
    aliases: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewQualifier:
    """One qualifier of a claim: `value` as shown, and the entity's IRI in `node` where it names one."""

    name: str
    value: str
    node: str = ""


@dataclass(frozen=True, slots=True)
class ViewEvidence:
    """A sentence that says it: the exact quote, its article (place in `ViewData.articles`), where both ends stand."""

    quote: str
    article: int
    subjects: tuple[OffsetRange, ...] = ()
    objects: tuple[OffsetRange, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """One claim (a ``kg:Statement``): `source` and `target` are IRIs of nodes, `predicate` a relation's local name.

    Claims with the same ends and predicate are drawn as one line whose panel lists them all. A claim with an end that
    is no node of the page is left out.
    """

    source: str
    target: str
    predicate: str
    qualifiers: tuple[ViewQualifier, ...] = ()
    confidence: float = 1.0
    evidence: tuple[ViewEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewData:
    """All that a page holds. `title` heads it; an empty one is the page's own."""

    nodes: tuple[ViewNode, ...] = ()
    edges: tuple[ViewEdge, ...] = ()
    articles: tuple[ViewArticle, ...] = ()
    legend: ViewLegend = field(default_factory=ViewLegend)
    title: str = ""
