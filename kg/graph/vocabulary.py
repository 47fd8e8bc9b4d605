"""The names of everything in the graph: our own terms, those of others that we use, and prefixes for all of them."""

from __future__ import annotations

from typing import Final

from kg.ontology import namespace

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

TYPE: Final = PREFIXES["rdf"] + "type"
SUBJECT: Final = PREFIXES["rdf"] + "subject"
PREDICATE: Final = PREFIXES["rdf"] + "predicate"
OBJECT: Final = PREFIXES["rdf"] + "object"
LABEL: Final = PREFIXES["rdfs"] + "label"
ALT_LABEL: Final = PREFIXES["skos"] + "altLabel"
HIDDEN_LABEL: Final = PREFIXES["skos"] + "hiddenLabel"
SAME: Final = PREFIXES["skos"] + "exactMatch"
SEE_ALSO: Final = PREFIXES["rdfs"] + "seeAlso"
DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"


def term(name: str) -> str:
    """The IRI of one of the ontology's own terms, by local name."""
    return namespace + name
