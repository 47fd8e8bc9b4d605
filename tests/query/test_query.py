from __future__ import annotations

import json
import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, UsageError
from kg.ontology import load
from kg.query import Limits, needs_named_graphs, run
from tests.graph.samples import shangnan, union
from tests.graph.test_dataset import dataset

STORE = dataset([shangnan(), union()]).store(named=True)
AWARDS = "SELECT ?who ?what WHERE { ?s kg:awarded ?o . ?s rdfs:label ?who . ?o rdfs:label ?what }"


def test_rows_have_the_variables_as_attributes() -> None:
    (row,) = run(STORE, AWARDS)
    assert (row.who, row["what"], row[0], len(row)) == ("劉保柱", "陝西省五一勞動獎章", "劉保柱", 2)
    with pytest.raises(AttributeError, match="nobody"):
        _ = row.nobody


def test_numbers_and_truth_values_are_such() -> None:
    (row,) = run(STORE, "SELECT ?size (true AS ?yes) (1.5 AS ?half) ?none WHERE { ?s kg:groupSize ?size }")
    assert tuple(row) == (11, True, 1.5, None)


def test_ask_is_true_or_false() -> None:
    assert run(STORE, "ASK { ?s kg:awarded ?o }")
    assert not run(STORE, "ASK { ?s kg:visited ?o }")


def test_construct_gives_triples() -> None:
    found = run(STORE, "CONSTRUCT { ?o kg:receivedBy ?s } WHERE { ?s kg:awarded ?o }")
    assert found.variables == ("subject", "predicate", "object")
    assert len(found) == 1


def test_a_triple_that_two_articles_state_counts_once() -> None:
    (row,) = run(STORE, "SELECT (COUNT(*) AS ?n) WHERE { ?s kg:locatedIn ?o }")
    assert row.n == 1


def test_graph_asks_one_article() -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s kg:locatedIn ?o } }"
    assert needs_named_graphs(query)
    assert not needs_named_graphs(AWARDS)
    assert len(run(STORE, query)) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE {\n ?x ?y }", "line 2, column 9"),
        ("SELECT * { ?s foo:b ?c }", "unknown prefix"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { # no\n service silent <http://example.org/> { ?s ?p ?o } }", "line 2, column 2"),
        ("LOAD <http://example.org/>", "LOAD changes data"),
        ("PREFIX a: <b:> INSERT DATA { a:b a:c a:d }", "INSERT changes data"),
        ("DROP ALL", "DROP changes data"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "file:///etc/passwd"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "file:///etc/passwd"),
        ("SELECT * " + "{" * 2500 + "}" * 2500, "inside each other"),
        ("SELECT * { ?s ?p ?o FILTER(" + "!" * 5000 + "?o) }", "operators"),
        ("SELECT * { ?s ?p ?o } #" + "x" * 200_000, "characters"),
        ("", "expected"),
        ("谁获得了五一劳动奖章？", "begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not '谁获得"),
        ("# first\nSELEC ?x { }", "not 'SELEC'"),
        ("SELECT ?x { ?x ?y '{'", "1 { without its }"),
        ("ASK { } }", "1 } without its {"),
        ("ASK { FILTER(?x = (1 }", "2 [(] without its [)]"),
        ("SELECT ?x { ?x ?y ?z } LIMIT 5 x", "'.*LIMIT 5 x' doesn't belong there"),
    ],
)
def test_what_is_wrong_or_forbidden_is_said_in_one_line(query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as error:
        run(STORE, query)
    assert "\n" not in str(error.value)


def test_words_in_strings_comments_and_names_are_not_forbidden() -> None:
    query = 'SELECT ?service WHERE { ?service rdfs:label ?l FILTER(?l != "SERVICE <x> }}}{{{") } # LOAD SERVICE'
    assert len(run(STORE, query)) > 0


def test_a_query_that_takes_too_long_is_given_up() -> None:
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"0\.05 seconds"):
        run(STORE, long, limits=Limits(seconds=0.05))
    assert time.monotonic() - start < 5


def test_more_rows_than_the_limit_are_cut() -> None:
    found = run(STORE, "SELECT * { ?s ?p ?o }", limits=Limits(rows=3))
    assert (len(found), found.truncated) == (3, True)


def test_parameters_reach_filters_in_every_group() -> None:
    query = """SELECT DISTINCT ?s WHERE { { ?s rdfs:label ?l FILTER(STR(?l) = ?name) } UNION
      { ?s skos:altLabel ?l FILTER(STR(?l) = STR(?name)) } }"""
    assert len(run(STORE, query, parameters={"name": "商南县总工会"})) == 1
    assert len(run(STORE, query, parameters={"name": "縣總工會"})) == 1
    assert len(run(STORE, query, parameters={"name": "nobody"})) == 0


def test_an_iri_parameter_is_the_resource() -> None:
    (row,) = run(STORE, "SELECT ?s WHERE { ?s kg:awarded ?o }")
    assert len(run(STORE, "SELECT ?o WHERE { ?s kg:awarded ?o }", parameters={"s": row.s})) == 1


def test_an_unknown_parameter_is_said_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"\?nobody.*\?who"):
        run(STORE, AWARDS, parameters={"nobody": "x"})


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_becomes_part_of_the_query(value: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(value)))
    store.add(ox.Quad(ox.NamedNode("a:secret"), ox.NamedNode("a:p"), ox.Literal("other" + value)))
    found = run(store, "SELECT ?s WHERE { ?s ?p ?o FILTER(STR(?o) = STR(?v)) }", parameters={"v": value})
    assert [row.s for row in found] == ["a:s"]


def test_results_in_the_formats_of_the_w3c() -> None:
    found = run(STORE, "SELECT ?who ?size ?no WHERE { ?s kg:groupSize ?size ; rdf:subject/rdfs:label ?who }")
    binding = json.loads(found.to_json())["results"]["bindings"][0]
    assert binding["who"] == {"type": "literal", "value": "劉保柱", "xml:lang": "zh-hant"}
    assert binding["size"]["datatype"].endswith("#integer")
    assert "no" not in binding
    assert found.to_csv() == "who,size,no\r\n劉保柱,11,\r\n"
    assert json.loads(run(STORE, "ASK { }").to_json()) == {"head": {}, "boolean": True}


def test_html_of_a_result_is_escaped() -> None:
    found = run(STORE, 'SELECT ("<script>" AS ?x) {}')
    assert "<script>" not in found._repr_html_()


@pytest.mark.parametrize("name", sorted(load().questions))
def test_named_questions_are_answered(name: str) -> None:
    question = load().questions[name]
    assert question.titles["zh"]
    assert question.titles["en"]
    assert question.descriptions["zh"]
    run(STORE, question.query)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("honors", {"recipient": "保柱"}),
        ("honors", {"honor": "五一"}),
        ("career", {"name": "刘保柱"}),
        ("career", {"name": "王伟"}),
        ("people", {"organization": "总工会"}),
        ("article", {"source": "shangnan"}),
        ("article", {"title": "慰问"}),
        ("months", {}),
        ("central", {}),
        ("conferrers", {}),
        ("evidence", {}),
        ("confirmed", {}),
    ],
)
def test_named_questions_find_what_the_articles_say(name: str, parameters: dict[str, str]) -> None:
    query = load().questions[name].query
    assert run(STORE, query, parameters=parameters)
    if parameters:
        assert not run(STORE, query, parameters=dict.fromkeys(parameters, "没有的"))


def test_tsv_has_terms_as_turtle_writes_them() -> None:
    found = run(STORE, 'SELECT (kg:a AS ?iri) ("商\\t南\\n"@zh AS ?said) (1 AS ?n) (true AS ?yes) ?none { }')
    iri = "<https://w3id.org/newskg/ontology#a>"
    assert found.to_tsv() == f'?iri\t?said\t?n\t?yes\t?none\n{iri}\t"商\\t南\\n"@zh\t1\ttrue\t\n'


def test_triples_are_turtle_and_rows_are_not() -> None:
    found = run(STORE, "CONSTRUCT { ?s kg:awarded ?o } WHERE { ?s kg:awarded ?o }")
    assert len(list(ox.parse(found.to_turtle(), format=ox.RdfFormat.TURTLE))) == 1
    with pytest.raises(UsageError, match="CONSTRUCT"):
        run(STORE, AWARDS).to_turtle()
