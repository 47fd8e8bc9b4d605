from __future__ import annotations

import csv
import gzip
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import to_canonical_graph

from kg.errors import UsageError, WorkspaceError
from kg.graph import export as exporting
from kg.graph.dataset import Dataset
from kg.graph.export import SUFFIXES, export
from kg.graph.network import to_networkx
from kg.graph.rdflib_graph import to_rdflib
from kg.graph.tables import safe_cell
from kg.model import Extraction
from tests.graph.samples import article, entity, extractions, said, shangnan, union
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


@pytest.mark.parametrize("format_", ["csv", "neo4j"])
def test_tables_have_the_columns_of_neo4j_s_importer(tmp_path: Path, format_: str) -> None:
    nodes, edges = export(dataset([shangnan(), union()]), tmp_path / "g", format=format_)
    rows = []
    for file, wanted in ((nodes, {":ID", ":LABEL"}), (edges, {":START_ID", ":END_ID", ":TYPE"})):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows.append(list(reader))
            assert wanted <= set(reader.fieldnames or ())
    known = {row[":ID"] for row in rows[0]}
    assert len(known) == len(rows[0])
    assert {row[end] for row in rows[1] for end in (":START_ID", ":END_ID")} <= known
    plain = nodes.read_bytes().startswith(b":ID")
    assert plain == (format_ == "neo4j")  # a byte order mark is for Excel only


def test_a_row_for_neo4j_is_one_line(tmp_path: Path) -> None:
    said_ = said("e1", "worksFor", "e2", quote="第一行\n第二行，“引文”。")
    found = Extraction(
        article("a"), (entity("e1", "Person", "=王伟"), entity("e2", "Organization", "甲公司")), (said_,)
    )
    for format_, count in (("neo4j", 2), ("csv", 3)):
        nodes, edges = export(dataset([found]), tmp_path / "g", format=format_)
        assert len(edges.read_text(encoding="utf-8").splitlines()) == count
        assert ",'=王伟," in nodes.read_text(encoding="utf-8")


def test_graphml_says_the_types_and_leaves_out_what_xml_may_not_hold(tmp_path: Path) -> None:
    found = Extraction(article("a"), (entity("e1", "Person", "王\ufffe伟"), entity("e2", "Person", "李明")))
    export(dataset([found]), tmp_path / "g.graphml")
    tree = ET.parse(tmp_path / "g.graphml")  # noqa: S314 - our own file
    kinds = {
        key.get("attr.name"): key.get("attr.type") for key in tree.iter("{http://graphml.graphdrawing.org/xmlns}key")
    }
    assert (kinds["weight"], kinds["articles"], kinds["label"]) == ("double", "int", "string")
    assert sorted(data["label"] for _, data in nx.read_graphml(tmp_path / "g.graphml").nodes(data=True)) == [
        "李明",
        "王伟",
    ]


def test_lines_are_sorted_by_way_of_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = dataset([shangnan(), union()])
    (once,) = export(made, tmp_path / "g.nt")
    before = once.read_bytes()
    monkeypatch.setattr(exporting, "_AT_ONCE", 7)
    (again,) = export(made, tmp_path / "g.nt")
    assert again.read_bytes() == before
    assert (tmp_path / "g.nt").read_text(encoding="utf-8").splitlines() == made.triples


def test_a_graph_in_a_file_is_exported_as_one_in_memory(tmp_path: Path) -> None:
    made = dataset([shangnan(), union()])
    packed = tmp_path / "graph.nq.gz"
    packed.write_bytes(gzip.compress("".join(f"{line}\n" for _, lines in made.graphs() for line in lines).encode()))
    for suffix in (".ttl", ".trig", ".nq", ".nt", ".jsonld", ".graphml"):
        (tmp_path / "file").mkdir(exist_ok=True)
        (one,) = export(made, tmp_path / f"g{suffix}")
        (other,) = export(Dataset(file=packed), tmp_path / "file" / f"g{suffix}")
        assert one.read_bytes() == other.read_bytes()


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
