from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import segments
from kg.model import Extraction
from tests.graph.samples import extractions, shangnan, union


@settings(max_examples=40, deadline=None)
@given(st.lists(extractions(), max_size=3))
def test_what_is_written_is_read_back(found: list[Extraction]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        segments.write([segments.Document("u", n, one) for n, one in enumerate(found)], Path(folder))
        assert list(segments.read(Path(folder), frozenset({"u"}), full=True)) == found


def test_the_lean_reading_leaves_out_what_the_graph_does_not_need(tmp_path: Path) -> None:
    segments.write([segments.Document("u", 0, shangnan())], tmp_path)
    (lean,) = segments.read(tmp_path, frozenset({"u"}))
    assert lean.statements == shangnan().statements
    assert lean.article.text == ""
    assert replace(lean.article, text="", clean=lean.article.clean).title == "商南縣總工會工作"


def test_only_the_units_asked_for_are_read(tmp_path: Path) -> None:
    segments.write([segments.Document("a", 0, shangnan()), segments.Document("b", 0, union())], tmp_path)
    assert [one.article.id for one in segments.read(tmp_path, frozenset({"b"}))] == ["union"]
    assert list(segments.read(tmp_path, frozenset())) == []
