from __future__ import annotations

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
