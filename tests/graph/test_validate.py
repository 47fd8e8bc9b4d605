from __future__ import annotations

import re

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
