"""The W3C's own protocol tests that apply to an endpoint that only reads; run where NEWSKG_W3C names their folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from kg.serve.settings import Settings
from tests.serve.running import running, write_graph

_FOLDER = Path(os.environ.get("NEWSKG_W3C", "/nonexistent")) / "protocol"
_MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_HT = rdflib.Namespace("http://www.w3.org/2011/http#")
_CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
_DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
_TYPES = {
    "boolean": ("sparql-results",),
    "tabular": ("sparql-results", "csv", "tab-sep"),
    "RDF": ("turtle", "rdf", "n-tr"),
}


def _manifest() -> rdflib.Graph:
    found = rdflib.Graph()
    if (_FOLDER / "manifest.ttl").is_file():
        found.parse(_FOLDER / "manifest.ttl")
    return found


MANIFEST = _manifest()


def _applying() -> list[Any]:
    """All but those that succeed in changing data: `bad_update` ones must be refused, which we do."""
    tests = MANIFEST.subjects(RDF.type, _MF.ProtocolTest)
    return sorted(one for one in tests if not str(one).rpartition("#")[2].startswith("update_"))


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("w3c")
    lines = [
        f"{line[:-1].rstrip()} <{_DATA.format(number)}> ."
        for number in (1, 2, 3)
        for line in (_FOLDER / f"data{number}.nt").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    write_graph(folder, lines)
    with running(folder, Settings(workers=2)) as server, httpx.Client(base_url=server.address, timeout=30) as client:
        yield client


@pytest.mark.skipif(not MANIFEST, reason="set NEWSKG_W3C to the folder of the W3C's SPARQL 1.1 tests")
@pytest.mark.parametrize("test", _applying(), ids=lambda test: str(test).rpartition("#")[2])
def test_the_w3c_protocol(endpoint: httpx.Client, test: Any) -> None:
    (action,) = MANIFEST.objects(test, _MF.action)
    (requests,) = MANIFEST.objects(action, _HT.requests)
    for request in Collection(MANIFEST, requests):
        _check(endpoint, request)


def _check(endpoint: httpx.Client, request: Any) -> None:
    headers = {}
    for listed in MANIFEST.objects(request, _HT.headers):
        for header in Collection(MANIFEST, listed):
            headers[str(MANIFEST.value(header, _HT.fieldName))] = str(MANIFEST.value(header, _HT.fieldValue))
    body = MANIFEST.value(request, _HT.body)
    content = None
    if body is not None:
        encoding = str(MANIFEST.value(body, _CNT.characterEncoding))
        content = str(MANIFEST.value(body, _CNT.chars)).encode(encoding)
    answer = endpoint.request(
        str(MANIFEST.value(request, _HT.methodName)),
        str(MANIFEST.value(request, _HT.absolutePath)),
        headers=headers,
        content=content,
    )
    response = MANIFEST.value(request, _HT.resp)
    statuses = {str(one)[-3] for one in MANIFEST.objects(response, _MF.expectedStatus)}
    assert str(answer.status_code)[0] in statuses, answer.text
    if (wanted := MANIFEST.value(response, _MF.expectedBoolean)) is not None:
        assert answer.json()["boolean"] is bool(wanted)
    for form in MANIFEST.objects(response, _MF.expectedFormat):
        assert any(part in answer.headers["content-type"] for part in _TYPES[str(form)])


def test_there_are_as_many_as_we_know_of() -> None:
    if MANIFEST:
        assert len(_applying()) == 27
