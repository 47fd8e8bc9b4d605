from __future__ import annotations

import csv
import gzip
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import to_canonical_graph

from kg.errors import UsageError, WorkspaceError
from kg.graph.export import SUFFIXES, export
from kg.graph.network import to_networkx
from kg.graph.rdflib_graph import to_rdflib
from kg.graph.tables import safe_cell
from kg.model import Extraction
from tests.graph.samples import extractions, shangnan, union
from tests.graph.test_dataset import dataset

BASE = "https://example.org/r/"
fast = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def triples(file: Path) -> set[str]:
    """The triples of an RDF file in whatever format, as the store writes them."""
    kinds = {"turtle": "TURTLE", "trig": "TRIG", "nquads": "N_QUADS", "ntriples": "N_TRIPLES", "jsonld": "JSON_LD"}
    format_ = getattr(ox.RdfFormat, kinds[SUFFIXES[file.suffix]])
    return {str(quad.triple) for quad in ox.parse(path=file, format=format_)}


@fast
@given(st.lists(extractions(), max_size=2))
def test_turtle_read_by_rdflib_is_the_same_graph(tmp_path: Path, found: list[Extraction]) -> None:
    made = dataset(found)
    export(made, tmp_path / "g.ttl", base=BASE)
    read = rdflib.Graph().parse(tmp_path / "g.ttl")
    wanted = rdflib.Graph().parse(data="\n".join(made.triples), format="nt")
    assert set(to_canonical_graph(read)) == set(to_canonical_graph(wanted))


@fast
@given(st.lists(extractions(), max_size=2))
def test_all_rdf_formats_are_the_same_graph(tmp_path: Path, found: list[Extraction]) -> None:
    made = dataset(found)
    files = [tmp_path / f"g{suffix}" for suffix in (".ttl", ".trig", ".nq", ".nt", ".jsonld")]
    for file in files:
        export(made, file, base=BASE)
    assert len({frozenset(triples(file)) for file in files}) == 1


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".ttl.gz", ".nq.gz", ".csv.gz"])
def test_exports_are_the_same_bytes_each_time(tmp_path: Path, suffix: str) -> None:
    made = dataset([shangnan(), union()])
    (tmp_path / "other").mkdir()
    once = export(made, tmp_path / f"g{suffix}")
    again = export(dataset([union(), shangnan()]), tmp_path / "other" / f"g{suffix}")
    assert [file.read_bytes() for file in once] == [file.read_bytes() for file in again]
    assert all(file.stat().st_size > 0 for file in once)
    assert sorted(tmp_path.glob(".*")) == []


def test_lines_are_sorted(tmp_path: Path) -> None:
    (file,) = export(dataset([shangnan(), union()]), tmp_path / "g.nq")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_a_packed_file_holds_the_same(tmp_path: Path) -> None:
    made = dataset([shangnan()])
    (plain,) = export(made, tmp_path / "g.nt")
    (packed,) = export(made, tmp_path / "g.nt.gz")
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_rdflib_gets_all_triples() -> None:
    made = dataset([shangnan(), union()])
    graph = to_rdflib(made, base=BASE)
    assert len(graph) == len(made.triples)
    rows = graph.query("SELECT ?l WHERE { ?s kg:awarded ?o . ?s rdfs:label ?l }")
    assert [str(row[0]) for row in rows] == ["劉保柱"]


def test_networkx_has_labels_confidence_and_evidence() -> None:
    graph = to_networkx(dataset([shangnan(), union()]).content())
    assert {data["type"] for _, data in graph.nodes(data=True)} == {"Person", "Honor", "Organization", "Place"}
    (edge,) = [data for _, _, data in graph.edges(data=True) if data["predicate"] == "awarded"]
    assert edge["confidence"] == 0.9
    assert edge["evidence"][0]["text"] == "劉保柱等11人獲得陝西省五一勞動獎章。"
    assert edge["qualifiers"]["groupSize"] == ["11"]
    union_node = [node for node, data in graph.nodes(data=True) if data["label"] == "商南县总工会"]
    assert len(union_node) == 1
    assert graph.in_degree(union_node[0]) == 1


def test_graphml_is_read_by_networkx(tmp_path: Path) -> None:
    made = dataset([shangnan(), union()])
    export(made, tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml")
    assert read.number_of_nodes() == len(made.content().nodes)
    assert {data["label"] for _, _, data in read.edges(data=True)} == {"awarded", "locatedIn", "worksFor"}


def test_csv_has_a_row_for_each_node_and_claim(tmp_path: Path) -> None:
    made = dataset([shangnan(), union()])
    nodes, edges = export(made, tmp_path / "g.csv")
    with nodes.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["name"] for row in rows} >= {"劉保柱", "商南县总工会"}
    with edges.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(made.content().claims)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_made_text(value: str) -> None:
    assert safe_cell(value) == f"'{value}"
    assert safe_cell("商南县") == "商南县"


def test_an_unknown_format_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx"):
        export(dataset([]), tmp_path / "g.docx")
    with pytest.raises(UsageError, match="n3"):
        export(dataset([]), tmp_path / "g", format="n3")


def test_a_file_that_cannot_be_written_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="nowhere"):
        export(dataset([]), tmp_path / "nowhere" / "g.ttl")
