"""The rules of the SPARQL 1.1 Protocol, of the Graph Store Protocol and of the Service Description."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

ASK = "ASK { ?s kg:awarded ?o }"
SELECT = "SELECT ?s ?o WHERE { ?s kg:awarded ?o } ORDER BY ?s ?o LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?s kg:awarded ?o } WHERE { ?s kg:awarded ?o }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
UTF16 = {"content-type": "application/sparql-query; charset=UTF-16"}
DIRECT = {"content-type": "application/sparql-query"}


def test_a_query_is_asked_in_three_ways(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": ASK}),
        client.post("/sparql", data={"query": ASK}),
        client.post("/sparql", content=ASK, headers=DIRECT),
        client.post("/sparql/", content=ASK, headers={"content-type": "Application/SPARQL-Query; charset=UTF-8"}),
        client.post("/sparql", content="query=" + quote(ASK), headers={"content-type": FORM["content-type"] + ";x=y"}),
    ]
    assert [(one.status_code, one.json()["boolean"]) for one in answers] == [(200, True)] * 5


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (
            "text/html;q=0.9, application/sparql-results+xml;q=0.8, application/json;q=0.1",
            "application/sparql-results+xml",
        ),
        ("application/json", "application/json"),
        ("text/*", "text/csv"),
        ("*/*;q=0.1, text/csv;q=0", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_accepted(client: httpx.Client, accept: str, given: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == given
    assert _rows(given, answer.text) == 3


def _rows(kind: str, text: str) -> int:
    if "json" in kind:
        return len(json.loads(text)["results"]["bindings"])
    if "xml" in kind:
        return len(ET.fromstring(text).findall(".//{*}result"))  # noqa: S314 - our own
    return len(list(csv.reader(io.StringIO(text), delimiter="," if "csv" in kind else "\t"))) - 1


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE ?s { ?s kg:awarded ?o }"])
def test_triples_come_in_the_format_that_is_accepted(client: httpx.Client, accept: str, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(accept)))


def test_the_format_can_be_said_in_the_address(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert client.get("/sparql", params={"query": SELECT, "format": "html"}).status_code == 400


def test_nothing_that_is_accepted(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": SELECT}, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": SELECT}, headers={"accept": "text/turtle"}).status_code == 406


def test_the_request_chooses_the_graphs(client: httpx.Client) -> None:
    graphs = client.get(
        "/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s kg:awarded ?o } } LIMIT 2"}
    ).json()
    one, two = (row["g"]["value"] for row in graphs["results"]["bindings"])
    count = "SELECT (COUNT(DISTINCT ?st) AS ?n) { ?st kg:evidence ?e }"

    def number(query: str, **more: object) -> int:
        found = client.get("/sparql", params={"query": query, **more}).json()  # type: ignore[dict-item]
        return int(found["results"]["bindings"][0]["n"]["value"])

    everything, left = number(count), number(count, **{"default-graph-uri": one})
    both = number(count, **{"default-graph-uri": [one, two]})
    assert 0 < left < both < everything
    assert number(count, **{"named-graph-uri": one}) == 0  # the default graph is empty then
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(named, **{"named-graph-uri": [one, two]}) == 2
    assert number(count.replace("{", f"FROM <{two}> {{"), **{"default-graph-uri": one}) == left
    assert number(count, **{"default-graph-uri": "https://example.org/none"}) == 0
    body = client.post("/sparql", params={"default-graph-uri": one}, content=count, headers=DIRECT).json()
    assert int(body["results"]["bindings"][0]["n"]["value"]) == left


@pytest.mark.parametrize(
    ("status", "method", "address", "more"),
    [
        (400, "GET", "?query=SELECT", {}),
        (400, "GET", "?query=", {}),
        (400, "GET", "?x=y", {}),
        (400, "GET", "?query=ASK%7B%7D&query=ASK%7B%7D", {}),
        (400, "GET", "?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%C4%22%20%7D", {}),
        (400, "GET", "?update=CLEAR+ALL", {}),
        (400, "GET", "?query=ASK%7B%7D&default-graph-uri=no+iri", {}),
        (403, "POST", "", {"data": {"update": "CLEAR ALL"}}),
        (403, "POST", "", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}),
        (400, "POST", "?query=ASK%7B%7D", {"content": "ASK {}", "headers": DIRECT}),
        (400, "POST", "", {"data": {"query": ["ASK {}", "ASK {}"]}}),
        (400, "POST", "", {"content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}),
        (400, "POST", "", {"content": "ASK { ?s ?p }", "headers": DIRECT}),
        (415, "POST", "", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}),
        (415, "POST", "", {"content": "ASK {}"}),
        (415, "POST", "", {"content": "ASK {}".encode("utf-16"), "headers": UTF16}),
        (405, "PUT", "?query=ASK%7B%7D", {}),
        (405, "DELETE", "", {}),
        (405, "PATCH", "", {}),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_status(client: httpx.Client, status: int, method: str, address: str, more: dict) -> None:  # type: ignore[type-arg]
    answer = client.request(method, "/sparql" + address, **more)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert len(answer.text.splitlines()) <= 1


def test_a_mistake_is_said_with_its_place(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?x WHERE {\n ?x ?y }"})
    assert "line 2, column 9" in answer.text


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    text = answer.text
    assert "sd:Service" in text
    assert "sd:SPARQL11Query" in text
    assert "SPARQL11Update" not in text
    assert str(client.base_url) + "/sparql" in text or "sd:endpoint" in text


def test_graphs_are_read(client: httpx.Client) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s kg:awarded ?o } } LIMIT 1"
    (row,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    iri = row["g"]["value"]
    one = client.get("/graphs", params={"graph": iri}, headers={"accept": "application/n-triples"})
    assert one.status_code == 200
    triples = list(ox.parse(one.content, format=ox.RdfFormat.N_TRIPLES))
    assert any(quad.predicate.value.endswith("#awarded") for quad in triples)
    head = client.head("/graphs", params={"graph": iri})
    assert (head.status_code, head.content) == (200, b"")
    everything = client.get("/graphs?default", headers={"accept": "application/n-triples"})
    assert everything.status_code == 422  # more triples than the limit of this test's server
    assert "--size" in everything.text


@pytest.mark.parametrize(
    ("status", "method", "address"),
    [
        (404, "GET", "?graph=https%3A%2F%2Fexample.org%2Fnone"),
        (404, "HEAD", "?graph=https%3A%2F%2Fexample.org%2Fnone"),
        (400, "GET", ""),
        (400, "GET", "?graph=relative"),
        (400, "GET", "?default&graph=https%3A%2F%2Fexample.org%2F"),
        (405, "PUT", "?default"),
        (405, "POST", "?default"),
        (405, "DELETE", "?default"),
        (405, "PATCH", "?default"),
    ],
)
def test_graphs_are_only_read(client: httpx.Client, status: int, method: str, address: str) -> None:
    assert client.request(method, f"/graphs{address}").status_code == status
