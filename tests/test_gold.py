"""The annotated articles keep to `gold/GUIDE.md`: a slip in them would be learned, and scored, as if it were right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.model import type_names
from kg.ontology import load
from kg.text.fold import fold_name

FOLDER = Path(__file__).parent / "gold"
FILES = sorted(FOLDER.glob("*/*.json"))
# A form may be built by a reader (县总工会 is 商南县总工会), so that it need not stand in the text; few are.
MOST_BUILT = 0.1


def annotation(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_each_article_has_both_of_its_files() -> None:
    assert {file.with_suffix("") for file in FILES} == {file.with_suffix("") for file in FOLDER.glob("*/*.txt")}
    assert len(FILES) > 300


def test_a_name_is_one_entity() -> None:
    """Relations name their ends, so that one name can't be two entities."""
    for file in FILES:
        names = [entity["name"] for entity in annotation(file)["entities"]]
        assert len(names) == len(set(names)), file.name


def test_relations_join_entities_of_the_types_that_the_ontology_allows() -> None:
    relations = load().relations
    for file in FILES:
        found = annotation(file)
        types = {entity["name"]: entity["type"] for entity in found["entities"]}
        assert set(types.values()) <= set(type_names), file.name
        for one in found["relations"]:
            relation = relations[one["p"]]
            assert types[one["s"]] in relation.domain, (file.name, one)
            assert types[one["o"]] in relation.range, (file.name, one)


def test_relations_carry_the_qualifiers_that_the_ontology_knows_of_them() -> None:
    """The graph has no place for the date of studies or of an investment, so that none could be found."""
    relations = load().relations
    for file in FILES:
        for one in annotation(file)["relations"]:
            assert set(one.get("q", {})) <= set(relations[one["p"]].qualifiers), (file.name, one)


@pytest.mark.parametrize("part", ["train", "dev", "extra", "blind"])
def test_forms_stand_in_the_text(part: str) -> None:
    built = forms = 0
    for file in (FOLDER / part).glob("*.json"):
        text = fold_name(file.with_suffix(".txt").read_text(encoding="utf-8"))
        for entity in annotation(file)["entities"]:
            forms += 1
            built += not any(fold_name(form) in text for form in (entity["name"], *entity.get("aliases", [])))
    assert built <= MOST_BUILT * forms
