"""The page about the ontology is current."""

from __future__ import annotations

import doctest
from collections import Counter

from kg.ontology import default_folder, load
from kg.ontology.divisions import places
from training.ontology_docs import current, page


def test_the_examples_of_the_page_print_what_they_show() -> None:
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= 5
    assert outcome.failed == 0


def test_the_tables_of_the_page_are_those_of_the_ontology() -> None:
    text = page.read_text(encoding="utf-8")
    assert current(text, load()) == text, "run: python -m training.ontology_docs"


def test_the_counts_in_the_readme_of_places_are_those_of_the_files() -> None:
    folder = default_folder() / "places"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in ("china.tsv", "towns.tsv.xz", "former.tsv"):
        assert f"`{name}` | {len(list(places(folder / name))):,}" in readme
    levels = Counter(division.level for _, division in places(folder / "world.tsv"))
    for level, noun in (("country", "countries"), ("province", "states"), ("city", "cities")):
        assert f"{levels[level]:,} {noun}" in readme
