"""A build in which little changed costs little: `benchmarks.workspace` measures it on articles of the real kind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.graph import blocks
from kg.scale import exports as making
from kg.scale import overview
from tests.scale.test_build import exports, make, write
from tests.scale.test_nothing_lost import contents


def test_of_300_articles_only_those_that_changed_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = blocks.make_block
    monkeypatch.setattr(making.blocks, "make_block", lambda said, *more: made.append(said.graph) or real(said, *more))
    articles = write(tmp_path / "in", 300)
    began = time.process_time()
    make(tmp_path / "out", articles)
    first = time.process_time() - began
    assert len(made) == 300
    made.clear()
    for number in (7, 70, 270):
        write(articles, 1, start=1000 + number)
        (articles / f"a{1000 + number}.txt").replace(articles / f"a{number:03}.txt")
    began = time.process_time()
    assert make(tmp_path / "out", articles).processed == 3
    assert time.process_time() - began < first  # the extractor of these tests costs nothing: what is left is resolution
    assert len(made) == 3
    make(tmp_path / "scratch", articles)
    assert contents(tmp_path / "out") == contents(tmp_path / "scratch")
    assert exports(tmp_path / "out") == exports(tmp_path / "scratch")


def test_a_damaged_export_is_not_taken_over(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 4)
    make(tmp_path / "out", articles)
    good = contents(tmp_path / "out")
    for name in ("graph.nq.gz", "graph.ttl"):
        data = bytearray((tmp_path / "out" / name).read_bytes())
        data[len(data) // 3] ^= 1
        (tmp_path / "out" / name).write_bytes(data)
    (tmp_path / "out" / "blocks.parquet").write_bytes(b"no table")
    make(tmp_path / "out", write(tmp_path / "more", 1, start=50))
    make(tmp_path / "out", articles, sync=True)
    assert contents(tmp_path / "out") == good


def test_the_page_of_a_large_graph_shows_what_most_is_said_of(tmp_path: Path) -> None:
    make(tmp_path / "out", write(tmp_path / "in", 12))
    index = list(blocks.read_index(tmp_path / "out").values())
    with (tmp_path / "out" / "graph.nq.gz").open("rb") as packed:
        everything, title = overview.overview(index, packed, entities=19, largest=100)
        assert title == ""
        part, title = overview.overview(index, packed, entities=19, largest=6)
    assert 1 < len(part.nodes) <= 6 < len(everything.nodes)
    assert title.startswith(f"{len(part.nodes)} / 19")
    assert part.claims
    assert {end for claim in part.claims for end in (claim.subject, claim.object)} <= {node.iri for node in part.nodes}
