"""What the search of a server knows of each entity, gathered from a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.graph.vocabulary import ALT_LABEL, HIDDEN_LABEL, LABEL, OBJECT, SUBJECT, TYPE, term
from kg.model import type_names
from kg.ontology import namespace

_UNION = DefaultGraph()


def names_of(store: Store) -> list[list[Any]]:
    """Rows of IRI, class, finer class, label, forms, numbers of articles and of statements, as JSON takes them."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for name in type_names:
        for quad in store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(term(name)), _UNION):
            kinds[_value(quad.subject)].add(name)
    weights = Counter(_value(quad.object) for quad in _all(store, term("mentions")))
    facts = Counter(_value(quad.object) for name in (SUBJECT, OBJECT) for quad in _all(store, name))
    forms: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for order, predicate in enumerate((LABEL, ALT_LABEL, HIDDEN_LABEL)):
        for quad in _all(store, predicate):
            if (iri := _value(quad.subject)) in kinds:
                forms[iri].append((order, str(getattr(quad.object, "language", "") or ""), _value(quad.object)))
    for quad in _all(store, TYPE):
        name = _value(quad.object)
        if (iri := _value(quad.subject)) in kinds and name.startswith(namespace):
            kinds[iri].add(name.removeprefix(namespace))
    return [_row(iri, kinds[iri], sorted(forms[iri]), (weights[iri], facts[iri])) for iri in sorted(kinds)]


def _all(store: Store, predicate: str) -> Iterable[Any]:
    return store.quads_for_pattern(None, NamedNode(predicate), None, _UNION)


def _value(node: Any) -> str:
    return str(node.value)


def _row(iri: str, kinds: set[str], forms: list[tuple[int, str, str]], weights: tuple[int, int]) -> list[Any]:
    known = list(dict.fromkeys(form for _, _, form in forms))
    label = known[0] if known else iri  # zh-hans sorts before zh-hant
    return [iri, min(kinds & set(type_names)), min(kinds - set(type_names), default=""), label, known, *weights]
