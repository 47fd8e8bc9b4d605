from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rdflib

import kg
from kg.api import building, load_ontology
from kg.api.page import view_data
from kg.errors import QueryError
from kg.graph.reading import Content, Node, Source
from kg.scale.work import Settings
from tests.scale.test_build import write


@pytest.fixture(autouse=True)
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction has its own tests."""
    monkeypatch.setattr(building, "Settings", lambda **more: Settings(extractor="tests.scale.lines:extract", **more))


def test_at_most_ten_names() -> None:
    assert len(kg.__all__) <= 10
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = kg.nothing


def test_importing_loads_nothing_heavy_and_packages_do_not_hide_the_functions() -> None:
    code = (
        "import sys, kg; assert not {'rdflib', 'networkx', 'pyarrow', 'jieba'} & set(sys.modules);"
        "import kg.read.article, kg.extract.document; assert callable(kg.read) and callable(kg.extract)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_graph_in_memory(tmp_path: Path) -> None:
    graph = kg.build(write(tmp_path / "in", 4))
    assert graph.summary.articles == 4
    assert graph.folder is None
    rows = graph.query("SELECT ?who ?where WHERE { ?p kg:worksFor ?o . ?p rdfs:label ?who . ?o rdfs:label ?where }")
    assert ("王伟0", "第0镇总工会") in {(row.who, row.where) for row in rows}
    assert len(graph.query("people", organization="第0镇")) == 2
    assert graph.to_networkx().number_of_edges() == sum(graph.summary.relations.values())
    assert "4 articles" in repr(graph)


def test_a_graph_in_a_folder_is_opened_again(tmp_path: Path) -> None:
    built = kg.build([write(tmp_path / "in", 3)], out=tmp_path / "out")
    opened = kg.open(tmp_path / "out")
    assert opened.summary == built.summary
    assert len(opened) == len(built)
    assert (tmp_path / "out" / "graph.html").read_text(encoding="utf-8").startswith("<!")
    assert len(rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")) == len(opened.to_rdflib())


def test_the_page_is_the_same_each_time(tmp_path: Path) -> None:
    graph = kg.build(write(tmp_path / "in", 3))
    assert graph.view(tmp_path / "a.html").read_bytes() == graph.view(tmp_path / "b.html").read_bytes()


def _shown(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Content:
    """What `view` gives to the page."""
    given: list[Content] = []
    monkeypatch.setattr("kg.api.page.write", lambda content, path, *_, **__: given.append(content) or path)
    graph.view("page.html", **options)
    return given[0]


def test_the_page_of_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = kg.build(write(tmp_path / "in", 3))
    everyone = graph.content
    works = [claim for claim in everyone.claims if claim.predicate == "worksFor"]
    people = _shown(graph, monkeypatch, sparql="SELECT ?who WHERE { ?who a kg:Person }")
    assert {node.type for node in people.nodes} == {"Person"}
    assert people.claims == ()
    told = _shown(graph, monkeypatch, sparql="SELECT ?c WHERE { ?c rdf:subject ?s ; rdf:predicate kg:worksFor }")
    assert list(told.claims) == works
    built = _shown(graph, monkeypatch, sparql="CONSTRUCT { ?a kg:worksFor ?b } WHERE { ?a kg:worksFor ?b }")
    assert built == told
    among = _shown(graph, monkeypatch, sparql="SELECT ?a ?b WHERE { ?a kg:worksFor ?b } LIMIT 1")
    assert len(among.nodes) == 2
    assert len(among.claims) >= 1
    with pytest.raises(QueryError, match="names no entity"):
        graph.view(tmp_path / "page.html", sparql="SELECT ?name WHERE { ?a rdfs:label ?name }")


def test_a_page_leaves_out_what_nobody_tells_of() -> None:
    named = Node("http://example.org/a", "Place", "County", "岚皋县", "", "", (), (), "", ("http://example.org/x",))
    above = replace(named, iri="http://example.org/b", label="陕西省", articles=())
    article = Source("http://example.org/x")
    shown = view_data(Content((named, above), (), (article,)), load_ontology())
    assert [node.label for node in shown.nodes] == ["岚皋县"]
    assert len(view_data(Content((above,)), load_ontology()).nodes) == 1


def test_save_goes_by_the_name(tmp_path: Path) -> None:
    graph = kg.build(write(tmp_path / "in", 2))
    (file,) = graph.save(tmp_path / "g.jsonld")
    assert file.read_text(encoding="utf-8").startswith("[{")


def test_a_notebook_gets_a_frame_that_can_reach_nothing(tmp_path: Path) -> None:
    shown = kg.build(write(tmp_path / "in", 2))._repr_mimebundle_()
    assert "2 articles" in shown["text/plain"]
    assert 'sandbox="allow-scripts"' in shown["text/html"]
    assert "<script" not in shown["text/html"]


def test_a_source_is_taken_out(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 3)
    kg.build(articles, out=tmp_path / "out")
    graph = building.remove(tmp_path / "out", [str(articles / "a001.txt")])
    assert graph.summary.articles == 2
    assert not graph.query("people", organization="第1镇")


def test_opening_nothing_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match="build"):
        kg.open(tmp_path)


def test_an_unknown_question_is_said_with_those_there_are(tmp_path: Path) -> None:
    graph = kg.build(write(tmp_path / "in", 1))
    with pytest.raises(kg.KgError, match="honors"):
        graph.query("nonsense")
