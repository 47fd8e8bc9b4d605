"""The example article, a real page that is not in the repo: every fact that its gold requires is in the graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kg
from kg.evaluate import Scores, evaluate
from kg.ontology import load

GOLD = Path(os.environ.get("NEWSKG_GOLD", "/nowhere")) / "train"
pytestmark = pytest.mark.skipif(not (GOLD / "shangnan-union.txt").exists(), reason="NEWSKG_GOLD names no gold folder")

# Gold calls this honor 全國…, the article 全省…: what the article says is right.
SLIP = "商南縣職工活動中心 awarded 全國先進地方工人文化宮"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    for suffix in (".txt", ".json"):
        (folder / f"shangnan-union{suffix}").write_bytes((GOLD / f"shangnan-union{suffix}").read_bytes())
    return folder


@pytest.fixture(scope="module")
def scores(folder: Path) -> Scores:
    return evaluate(folder, load())


@pytest.fixture(scope="module")
def graph(folder: Path) -> kg.Graph:
    built = kg.build(folder / "shangnan-union.txt")
    assert not built.summary.skipped
    return built


def test_every_required_fact_is_found(scores: Scores) -> None:
    missed = [error.detail for error in scores.errors if (error.what, error.why) == ("relation", "missed")]
    assert [fact for fact in missed if fact != SLIP] == []
    assert scores["qualifier"].right == scores["qualifier"].gold


def test_what_the_text_says_of_the_whole_province_is_not_said_of_the_country(graph: kg.Graph) -> None:
    rows = graph.query(
        """SELECT ?honor WHERE { ?who kg:awarded/rdfs:label ?honor ; rdfs:label ?name
                                 FILTER(STR(?name) = "商南縣職工活動中心") }"""
    )
    assert [row.honor for row in rows] == ["陝西省先進地方工人文化宮"]


def test_the_page_around_the_article_leaves_no_trace(graph: kg.Graph, tmp_path: Path) -> None:
    (file,) = graph.save(tmp_path / "graph.ttl")
    text = file.read_text(encoding="utf-8")
    assert "商南縣總工會" in text
    for furniture in ("免费AV", "国产", "乱码高清", "版權所有", "備案號", "分享到", "Copyright"):
        assert furniture not in text


def test_short_and_full_name_are_one_node(graph: kg.Graph) -> None:
    rows = graph.query(
        """SELECT DISTINCT ?body WHERE { ?body rdfs:label|skos:altLabel ?name
                                         FILTER(STR(?name) IN ("縣總工會", "商南縣總工會")) }"""
    )
    assert len(rows) == 1
