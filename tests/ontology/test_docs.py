"""The page about the ontology is current."""

from __future__ import annotations

from kg.ontology import load
from training.ontology_docs import current, page


def test_the_tables_of_the_page_are_those_of_the_ontology() -> None:
    text = page.read_text(encoding="utf-8")
    assert current(text, load()) == text, "run: python -m training.ontology_docs"
