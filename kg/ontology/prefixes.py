"""Prefixes for all names of the graph: the ontology's own terms, those of others that it uses, and the resources."""

from __future__ import annotations

from typing import Final

from kg.ontology.vocabulary import namespace

RESOURCES: Final = "https://w3id.org/newskg/resource/"
"""The default base of the IRIs of what articles speak of."""

PREFIXES: Final = {
    "kg": namespace,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def resource_prefixes(base: str) -> dict[str, str]:
    """Prefixes for the resources under `base`, so that their names are short in Turtle and in queries."""
    return {name: f"{base}{name}/" for name in _RESOURCE_KINDS}


_RESOURCE_KINDS = (
    "person",
    "organization",
    "place",
    "honor",
    "event",
    "article",
    "statement",
    "evidence",
    "quantity",
    "graph",
)
