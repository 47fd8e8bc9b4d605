"""The notebooks run from top to bottom, and the two files of each pair say the same."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.py"))


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("script", NOTEBOOKS, ids=lambda path: path.stem)
def test_pairs_agree(script: Path) -> None:
    cells = [(cell.cell_type, cell.source) for cell in jupytext.read(script).cells]
    paired = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    assert [(cell.cell_type, cell.source) for cell in paired.cells] == cells, "run: jupytext --sync notebooks/*.py"


@pytest.mark.parametrize("script", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(script: Path, tmp_path: Path) -> None:
    notebook = jupytext.read(script)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert any("text/html" in output.get("data", {}) for output in notebook.cells[-1].outputs)
