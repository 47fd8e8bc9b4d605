from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Extraction
from kg.read.duplicates import Fingerprint
from kg.scale import segments
from tests.graph.samples import extractions, shangnan, union


def document(unit: str, found: Extraction, number: int = 0) -> segments.Document:
    printed = Fingerprint(b"\0\1" * 128, 7, b"1234", b"", found.article.published or "")
    return segments.Document(unit, number, found, printed)


@settings(max_examples=40, deadline=None)
@given(st.lists(extractions(), max_size=3))
def test_what_is_written_is_read_back(found: list[Extraction]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = [document("u", one, n) for n, one in enumerate(found)]
        segments.write(written, Path(folder))
        assert list(segments.read(Path(folder), {"u"}, depth="full")) == written


def test_the_lean_reading_leaves_out_what_the_graph_does_not_need(tmp_path: Path) -> None:
    segments.write([document("u", shangnan())], tmp_path)
    (read,) = segments.read(tmp_path, {"u"})
    lean = read.extraction
    assert lean.statements == shangnan().statements
    assert lean.article.text == ""
    assert replace(lean.article, text="", clean=lean.article.clean).title == "商南縣總工會工作"


def test_only_the_units_asked_for_are_read(tmp_path: Path) -> None:
    segments.write([document("a", shangnan()), document("b", union())], tmp_path)
    assert [one.extraction.article.id for one in segments.read(tmp_path, {"b"})] == ["union"]
    assert list(segments.read(tmp_path, frozenset())) == []
    (key,) = [one.key for one in segments.read(tmp_path, {"a"})]
    assert [one.key for one in segments.read(tmp_path, {"a", "b"}, only={key})] == [key]


def test_merged_segments_hold_what_still_counts(tmp_path: Path) -> None:
    for name in ("one", "two", "both"):
        (tmp_path / name).mkdir()
    kept = [document("a", shangnan()), document("c", union())]
    segments.write([kept[0], document("b", union())], tmp_path / "one")
    segments.write([kept[1]], tmp_path / "two")
    segments.merge([(tmp_path / "one", {"a"}), (tmp_path / "two", {"c"})], tmp_path / "both")
    assert list(segments.read(tmp_path / "both", {"a", "b", "c"}, depth="full")) == kept
