from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.graph import validate as validating
from kg.graph.dataset import Dataset
from kg.graph.validate import validate
from kg.ontology import load
from tests.graph.samples import shangnan, union
from tests.graph.test_dataset import dataset


def test_what_we_write_is_valid() -> None:
    assert validate(dataset([shangnan(), union()]), load().turtle) == []


def test_a_violation_names_the_node_and_the_sentence() -> None:
    lines = [line.replace('"11"^^', '"-11"^^') for line in dataset([shangnan()]).lines]
    (found,) = validate(Dataset(tuple(sorted(lines))), load().turtle)
    assert found.path == "groupSize"
    assert found.quote == "劉保柱等11人獲得陝西省五一勞動獎章。"


def test_a_qualifier_that_a_relation_may_not_carry_is_found_at_its_statement() -> None:
    lines = [line.replace("ontology#groupSize>", "ontology#count>") for line in dataset([shangnan()]).lines]
    (found,) = validate(Dataset(tuple(sorted(lines))), load().turtle)
    assert (found.path, found.message) == ("count", "no statement of awarded has it")
    assert "/statement/" in found.node
    assert found.quote == "劉保柱等11人獲得陝西省五一勞動獎章。"


def test_a_quote_that_ends_before_it_begins_is_found_at_its_evidence() -> None:
    lines = [re.sub(r'(ontology#end> )"\d+"', r'\1"0"', line) for line in dataset([shangnan()]).lines]
    found = validate(Dataset(tuple(sorted(lines))), load().turtle)
    assert found
    assert {one.path for one in found} == {"start"}
    assert all("/evidence/" in one.node or "/quantity/" in one.node for one in found)


def test_shapes_inside_shapes_mean_what_they_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    found = validate(dataset([shangnan(), union()]), [shapes])
    assert {one.path for one in found} == {"unit", "wasDerivedFrom", "source"}
    monkeypatch.setattr(validating, "_flatten", lambda _: None)
    assert validate(dataset([shangnan(), union()]), [shapes]) == found


# One whose property may be looked at for all nodes at once, one that another refers to, and one that is switched off.
SHAPES = """
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <urn:ex:> .
ex:one a sh:NodeShape ; sh:targetClass kg:Quantity ; sh:property [ sh:path kg:unit ; sh:maxCount 0 ] .
ex:two a sh:NodeShape ; sh:targetClass kg:Evidence ; sh:property [ sh:path prov:wasDerivedFrom ; sh:node ex:three ] .
ex:three a sh:NodeShape ; sh:targetClass kg:Evidence ; sh:property [ sh:path kg:source ; sh:maxCount 0 ] .
ex:four a sh:NodeShape ; sh:deactivated true ; sh:targetClass kg:Evidence ;
    sh:property [ sh:path kg:quote ; sh:maxCount 0 ] .
"""
