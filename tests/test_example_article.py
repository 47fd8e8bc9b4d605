"""The example article, a real page that is not in the repo: every fact that its gold requires is in the graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.evaluate import evaluate
from kg.ontology import load

GOLD = Path(os.environ.get("NEWSKG_GOLD", "/nowhere")) / "train"
pytestmark = pytest.mark.skipif(not (GOLD / "shangnan-union.txt").exists(), reason="NEWSKG_GOLD names no gold folder")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    for suffix in (".txt", ".json"):
        (folder / f"shangnan-union{suffix}").write_bytes((GOLD / f"shangnan-union{suffix}").read_bytes())
    return folder


@pytest.mark.parametrize("model", ["accurate"])
def test_every_required_fact_is_found(folder: Path, model: str) -> None:
    scores = evaluate(folder, load(), model=model)  # type: ignore[arg-type]
    assert [error for error in scores.errors if error.what == "relation" and error.why == "missed"] == []
    assert scores["qualifier"].right == scores["qualifier"].gold
    assert scores["noise leaked"].printed == 0
