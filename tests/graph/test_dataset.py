from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.dataset import Dataset, build
from kg.graph.iris import Minter
from kg.graph.vocabulary import term
from kg.model import Extraction
from kg.ontology import load
from kg.resolve import resolve
from tests.graph.samples import article, entity, extractions, said, shangnan, union


def dataset(found: list[Extraction], base: str = "https://example.org/r/") -> Dataset:
    return build(found, resolve(found, load()), minter=Minter(base), classes=load().classes)


def ask(found: Dataset, query: str) -> list[tuple[str, ...]]:
    prefixes = {"kg": term(""), "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    rows = found.store(named="GRAPH" in query).query(query, prefixes=prefixes)
    return sorted(tuple(value.value for value in row) for row in rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(extractions(), max_size=4), st.randoms())
def test_the_order_of_articles_does_not_matter(found: list[Extraction], order: random.Random) -> None:
    unique = list({one.article.id: one for one in found}.values())
    shuffled = list(unique)
    order.shuffle(shuffled)
    assert dataset(unique).lines == dataset(shuffled).lines


@settings(max_examples=60, deadline=None)
@given(st.lists(extractions(), max_size=3))
def test_every_line_is_a_quad_without_blank_nodes(found: list[Extraction]) -> None:
    lines = dataset(found).lines
    quads = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
    assert len(set(quads)) == len(lines)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)
    assert all(isinstance(quad.graph_name, ox.NamedNode) for quad in quads)


def test_a_claim_has_a_direct_triple_and_a_statement_with_its_sentence() -> None:
    found = dataset([shangnan()])
    assert ask(found, "SELECT ?w ?h { ?s kg:awarded ?o . ?s rdfs:label ?w . ?o rdfs:label ?h }") == [
        ("劉保柱", "陝西省五一勞動獎章")
    ]
    query = """SELECT ?by ?date ?size ?quote ?start { ?s kg:groupSize ?size ; kg:date ?date ;
      kg:conferredBy/rdfs:label ?by ; kg:evidence ?e . ?e kg:quote ?quote ; kg:start ?start }"""
    assert ask(found, query) == [("陝西省總工會", "2023-05", "11", "劉保柱等11人獲得陝西省五一勞動獎章。", "0")]


def test_both_scripts_meet_in_one_entity() -> None:
    found = dataset([shangnan(), union()])
    query = "SELECT ?l { ?s a kg:Organization ; rdfs:label ?l ; kg:locatedIn ?p } "
    assert ask(found, query) == [("商南县总工会",), ("商南縣總工會",)]
    assert ask(found, "SELECT DISTINCT ?s { ?s a kg:Organization ; kg:locatedIn ?p }") != []
    assert len(ask(found, "SELECT DISTINCT ?s { ?s a kg:Organization ; kg:locatedIn ?p }")) == 1


def test_the_other_script_is_hidden_where_no_article_attests_it() -> None:
    query = "SELECT ?l { ?s a kg:Person ; <http://www.w3.org/2004/02/skos/core#hiddenLabel> ?l }"
    assert ask(dataset([shangnan()]), query) == [("刘保柱",)]


def test_two_articles_that_say_the_same_make_two_statements_and_one_triple() -> None:
    one, other = union(), union()
    object.__setattr__(other, "article", article("again"))
    found = dataset([one, other])
    assert len(ask(found, "SELECT ?s { ?s a kg:Statement ; kg:evidence ?e }")) == 4
    assert len([line for line in found.triples if "#locatedIn> <" in line and "predicate" not in line]) == 1


def test_a_claim_about_itself_and_an_unknown_entity_say_nothing() -> None:
    loop = Extraction(
        article("loop"),
        (entity("e1", "Organization", "甲公司"), entity("e2", "Organization", "“甲公司”")),
        (said("e1", "partneredWith", "e2"), said("e1", "partOf", "e9")),
    )
    assert ask(dataset([loop]), "SELECT ?s { ?s a kg:Statement }") == []


@pytest.mark.parametrize(
    ("amount", "value", "unit"),
    [("4.86亿元", "486000000", "元"), ("300萬元", "3000000", "元"), ("5億港元", "500000000", "港元")],
)
def test_an_amount_is_verbatim_beside_its_number(amount: str, value: str, unit: str) -> None:
    from kg.model import Qualifier  # noqa: PLC0415

    one = Extraction(
        article("money"),
        (entity("e1", "Organization", "甲公司"), entity("e2", "Organization", "乙公司")),
        (said("e1", "investedIn", "e2", Qualifier("amount", amount)),),
    )
    query = "SELECT ?a ?v ?u { ?s kg:amount ?a ; kg:amountValue ?v ; kg:amountUnit ?u }"
    assert ask(dataset([one]), query) == [(amount, value, unit)]


def test_one_articles_graph_holds_all_that_it_says() -> None:
    found = dataset([shangnan(), union()])
    graph = Minter("https://example.org/r/").article("union")
    lines = [line for line in found.lines if line.endswith(f" <{graph}> .")]
    without = dataset([shangnan()]).lines
    claims = [line for line in found.lines if "/graph/entities>" not in line]
    assert {line for line in claims if line not in lines} == {
        line for line in without if "/graph/entities>" not in line
    }


def test_a_base_that_is_no_iri_is_refused() -> None:
    with pytest.raises(Exception, match="base"):
        Minter("not an iri")
