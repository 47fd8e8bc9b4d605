"""What code says of relations by itself agrees with the ontology."""

from __future__ import annotations

from kg.extract.relate import schema
from kg.model import type_names
from kg.ontology import load


def test_the_five_kinds_are_classes_with_colour_and_shape() -> None:
    for kind in type_names:
        assert load().classes[kind].colour
        assert load().classes[kind].icon


def test_relation_extraction_joins_what_the_ontology_lets_it() -> None:
    assert schema.ends == {r.name: (r.domain, r.range) for r in load().relations.values()}
    assert schema.symmetric == {r.name for r in load().relations.values() if r.symmetric}


def test_trigger_words_tell_of_relations_that_exist() -> None:
    assert {term.role for term in load().lexicons["Trigger"]} <= set(load().relations)
