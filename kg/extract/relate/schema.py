"""What each relation may join, as relation extraction uses it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.model import type_names
from kg.ontology import Ontology

_P, _O, _L, _H, _E = "Person", "Organization", "Place", "Honor", "Event"

ends: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "awarded": (frozenset({_P, _O}), frozenset({_H})),
    "partneredWith": (frozenset({_O}), frozenset({_O})),
    "establishedIn": (frozenset({_O}), frozenset({_L})),
    "establishedBy": (frozenset({_O}), frozenset({_O, _P})),
    "worksFor": (frozenset({_P}), frozenset({_O})),
    "memberOf": (frozenset({_P, _O}), frozenset({_O})),
    "partOf": (frozenset({_O}), frozenset({_O})),
    "locatedIn": (frozenset({_O, _L, _E}), frozenset({_L})),
    "organized": (frozenset({_O}), frozenset({_E})),
    "participatedIn": (frozenset({_P, _O}), frozenset({_E})),
    "visited": (frozenset({_P, _O}), frozenset({_O, _L})),
    "nativeOf": (frozenset({_P}), frozenset({_L})),
    "educatedAt": (frozenset({_P}), frozenset({_O})),
    "investedIn": (frozenset({_P, _O}), frozenset({_O, _L})),
}
"""Subject and object classes of the relations that the scorer knows; a user's own come from their ontology."""

symmetric = frozenset({"partneredWith"})


@cache
def triggers(ontology_terms: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    """For each trigger word the relations that it tells of."""
    found: dict[str, set[str]] = {}
    for form, relation in ontology_terms:
        found.setdefault(form, set()).add(relation)
    return {form: frozenset(relations) for form, relations in found.items()}


def trigger_terms(ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """The rows of the lexicon ``Trigger``."""
    return tuple((term.form, term.role) for term in ontology.lexicons.get("Trigger", ()))


def telling_terms(ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """Those rows of the lexicon ``Trigger`` that tell of a relation even where a sentence shows one name alone."""
    return tuple((term.form, term.role) for term in ontology.lexicons.get("Trigger", ()) if term.note != "near")


def types_of(relation: str, ontology: Ontology) -> tuple[frozenset[str], frozenset[str]]:
    """Subject and object classes of `relation`, at the top of the ontology; empty for one that it doesn't have."""
    if relation in ends:
        return ends[relation]
    held = ontology.relations.get(relation)
    if held is None:
        return frozenset(), frozenset()
    return frozenset(_tops(held.domain, ontology)), frozenset(_tops(held.range, ontology))


def _tops(names: frozenset[str], ontology: Ontology) -> set[str]:
    found: set[str] = set()
    for name in names:
        held = ontology.classes.get(name)
        found |= {name, *(held.parents if held else ())}.intersection(type_names)
    return found
