"""The evaluation gate: figures on the dev articles don't fall."""

from __future__ import annotations

import pytest

from benchmarks import gate
from kg.model import Model


@pytest.mark.parametrize("model", gate.MODELS)
def test_no_measure_falls_below_its_floor(model: Model) -> None:
    assert list(gate.below(model, gate.measure(model), gate.floors())) == []
