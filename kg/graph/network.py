"""The graph as a networkx MultiDiGraph: entities as nodes, one edge for each article's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.graph.reading import Content

if TYPE_CHECKING:
    from typing import Any


def to_networkx(content: Content) -> nx.MultiDiGraph[Any]:
    """`content` for centrality, communities and drawing.

    Nodes are IRIs with ``label``, ``type``, ``subtype``, ``hans``, ``hant``, ``aliases`` and ``articles``. Edges have
    the claim's IRI as key, and ``predicate``, ``confidence``, ``weight`` (the same), ``qualifiers`` (name to list of
    values), ``article`` and ``evidence`` (dictionaries with ``text``, ``start``, ``end``, ``article``).
    """
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(name="newskg")
    for node in content.nodes:
        graph.add_node(
            node.iri,
            label=node.label,
            type=node.type,
            subtype=node.subtype,
            hans=node.hans,
            hant=node.hant,
            aliases=list(node.aliases),
            articles=list(node.articles),
        )
    for claim in content.claims:
        qualifiers: dict[str, list[str]] = {}
        for name, value in claim.qualifiers:
            qualifiers.setdefault(name, []).append(value)
        graph.add_edge(
            claim.subject,
            claim.object,
            key=claim.iri,
            predicate=claim.predicate,
            confidence=claim.confidence,
            weight=claim.confidence,
            qualifiers=qualifiers,
            article=claim.article,
            evidence=[
                {"text": quote.text, "start": quote.start, "end": quote.end, "article": quote.article}
                for quote in claim.quotes
            ],
        )
    return graph
