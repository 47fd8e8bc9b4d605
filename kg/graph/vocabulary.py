"""The names of everything in the graph: our own terms and those of others that we use."""

from __future__ import annotations

from typing import Final

from kg.ontology import PREFIXES, namespace

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
