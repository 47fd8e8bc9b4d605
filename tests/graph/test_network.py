"""The graph as networkx and rdflib users know it: nothing of ours is needed to go on from there."""

from __future__ import annotations

from io import StringIO

import networkx as nx
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from kg.graph.dataset import Dataset
from kg.graph.dataset import build as make_dataset
from kg.graph.iris import Minter
from kg.graph.network import to_networkx
from kg.graph.rdflib_graph import to_rdflib
from kg.ontology import load, namespace
from kg.resolve import resolve
from tests.graph.samples import shangnan, union

KG = rdflib.Namespace(namespace)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    found = [shangnan(), union()]
    resolution = resolve(found, load())
    return make_dataset(found, resolution, minter=Minter(), classes=load().classes)


def by_label(net: nx.MultiDiGraph, label: str) -> str:
    (found,) = [node for node, data in net.nodes(data=True) if label in (data["hans"], data["hant"])]
    return str(found)


def test_nodes_say_what_they_are(dataset: Dataset) -> None:
    net = to_networkx(dataset.content())
    assert type(net) is nx.MultiDiGraph
    body = net.nodes[by_label(net, "商南县总工会")]
    assert (body["label"], body["type"]) == ("商南县总工会", "Organization")
    assert (body["hans"], body["hant"]) == ("商南县总工会", "商南縣總工會")
    assert len(body["articles"]) == 2
    assert net.nodes[by_label(net, "商南县")]["subtype"] == "County"


def test_two_articles_that_say_the_same_are_two_edges_with_their_evidence(dataset: Dataset) -> None:
    net = to_networkx(dataset.content())
    body, county = by_label(net, "商南县总工会"), by_label(net, "商南县")
    claims = net.get_edge_data(body, county)
    assert len(claims) == 2
    for claim in claims.values():
        assert claim["predicate"] == "locatedIn"
        assert 0 < claim["confidence"] <= 1
        assert claim["weight"] == claim["confidence"]
        (quote,) = claim["evidence"]
        assert quote["text"]
        assert quote["start"] < quote["end"]
        assert quote["article"] == claim["article"]


def test_qualifiers_stand_on_the_edge(dataset: Dataset) -> None:
    net = to_networkx(dataset.content())
    (awarded,) = [data for _, _, data in net.edges(data=True) if data["predicate"] == "awarded"]
    assert awarded["qualifiers"]["date"] == ["2023-05"]
    assert awarded["qualifiers"]["conferredBy"] == [by_label(net, "陝西省總工會")]


def test_centrality_communities_paths_and_files_work_on_it(dataset: Dataset) -> None:
    net = to_networkx(dataset.content())
    rank = nx.pagerank(net, weight="weight")
    assert sum(rank.values()) == pytest.approx(1)
    central = nx.degree_centrality(net)
    assert max(central, key=central.__getitem__) == by_label(net, "商南县总工会")
    communities = nx.community.louvain_communities(net.to_undirected(), weight="weight", seed=1)
    assert set().union(*communities) == set(net)
    assert nx.has_path(net, by_label(net, "王伟"), by_label(net, "商南县"))
    assert nx.node_link_graph(nx.node_link_data(net, edges="edges"), edges="edges").number_of_edges() == len(net.edges)


def test_it_is_the_same_from_call_to_call(dataset: Dataset) -> None:
    one, other = to_networkx(dataset.content()), to_networkx(dataset.content())
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_rdflib_reads_it_like_any_graph(dataset: Dataset) -> None:
    graph = to_rdflib(dataset)
    assert len(graph) == len(dataset.triples)
    (body,) = graph.subjects(RDFS.label, rdflib.Literal("商南县总工会", lang="zh-hans"))
    assert (body, RDF.type, KG.Organization) in graph
    assert str(graph.value(graph.value(body, KG.inDivision), KG.divisionCode)) == "611023"
    rows = graph.query("SELECT ?who WHERE { ?p kg:awarded ?h . ?p rdfs:label ?who }")
    assert [str(row.who) for row in rows] == ["劉保柱"]
    assert {prefix for prefix, _ in graph.namespaces()} >= {"kg", "rdfs", "person", "organization"}
    places = list(graph.objects(graph.value(body, KG.locatedIn), RDFS.label))
    assert list(graph[body : KG.locatedIn / RDFS.label]) == places != []


@pytest.mark.parametrize("form", ["turtle", "nt", "xml", "json-ld"])
def test_rdflib_writes_it_and_reads_it_back(dataset: Dataset, form: str) -> None:
    graph = to_rdflib(dataset)
    again = rdflib.Graph().parse(StringIO(graph.serialize(format=form)), format=form)
    # rdflib's Turtle writes the decimal 3000 as 3000.0: the value counts.
    assert {(s, p, o.toPython()) for s, p, o in again} == {(s, p, o.toPython()) for s, p, o in graph}


def test_rdflib_can_change_its_copy(dataset: Dataset) -> None:
    graph, other = to_rdflib(dataset), to_rdflib(dataset)
    added = (rdflib.URIRef("https://example.org/a"), RDFS.label, rdflib.Literal("新"))
    graph.add(added)
    assert added in graph
    assert added not in other
    assert len(graph - other) == 1
    graph.remove((None, RDFS.label, None))
    assert not list(graph.subject_objects(RDFS.label))
    memory = rdflib.Graph()
    memory += other
    assert isomorphic(memory, other)
