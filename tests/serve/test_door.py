"""Requests that are wrong, foreign, too long or too slow: the right status, no traceback, no file from outside."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.errors import UsageError
from kg.ontology import load
from kg.serve.run import serve
from kg.serve.settings import Settings
from tests.serve.running import Running, draw, running


def raw(server: Running, data: bytes, *, seconds: float = 20) -> bytes:
    """What comes back to bytes that are sent as they are, until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as line:
        line.sendall(data)
        found = b""
        try:
            while part := line.recv(65536):
                found += part
        except OSError:
            pass
        return found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


CLOSE = b"Connection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("wanted", "request_"),
    [
        (421, b"GET / HTTP/1.1\r\nHost: evil.example\r\n" + CLOSE),
        (421, b"GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n" + CLOSE),
        (421, b"GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n" + CLOSE),
        (421, b"GET / HTTP/1.1\r\nHost: 192.168.1.1\r\n" + CLOSE),
        (421, b"GET / HTTP/1.0\r\n\r\n"),
        (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n" + CLOSE),
        (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 80_000 + b"\r\n" + CLOSE),
        (414, b"GET /" + b"a" * 80_000 + b" HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (414, b"GET /sparql?query=" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (413, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n" + CLOSE),
        (400, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n" + CLOSE),
        (400, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n" + CLOSE),
        (413, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
              b"Transfer-Encoding: chunked\r\n" + CLOSE + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 2 + b"0\r\n\r\n"),
        (404, b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /static/../app.py HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /static/%2e%2e%2fapp.py HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /static/..%5c..%5capp.py HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /page/person/%2e%2e%2f%2e%2e%2fetc HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /data/person/..%2f..%2fx.ttl HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /newskg/resource/person/%00 HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /page/person/%ff%fe HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (400, b"GET /?q=%ff%fe HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (400, b"GET /?q=%C4%E3 HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (403, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.org\r\nContent-Length: 0\r\n" + CLOSE),
        (403, b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n" + CLOSE),
        (403, b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\n"
              b"Sec-Fetch-Mode: no-cors\r\n" + CLOSE),
        (200, b"GET / HTTP/1.1\r\nHost: [::1]\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\n" + CLOSE),
        (200, b"GET /healthz HTTP/1.1\r\nHost: LOCALHOST:1234\r\n" + CLOSE),
        (200, b"GET /healthz HTTP/1.1\r\nHost: [::1]\r\n" + CLOSE),
        (405, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + CLOSE),
        (405, b"TRACE / HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (400, b"GET /graph?focus=x&depth=99 HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /graph?focus=https://example.org/x HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (404, b"GET /graph?focus=no%20iri HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
        (400, b"GET /query?ask=../../x HTTP/1.1\r\nHost: localhost\r\n" + CLOSE),
    ],
)  # fmt: skip
def test_hostile_requests(server: Running, wanted: int, request_: bytes) -> None:
    answer = raw(server, request_)
    assert status(answer) == wanted, answer[:300]
    assert b"Traceback" not in answer
    assert b"root:" not in answer
    assert b"from __future__" not in answer
    assert b"access-control-allow" not in answer.lower()


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n"],
)
def test_a_client_that_does_not_come_to_the_point_is_left(server: Running, begun: bytes) -> None:
    start = time.monotonic()
    assert raw(server, begun) == b""
    assert time.monotonic() - start < 15


def test_a_body_that_does_not_come_is_a_timeout(server: Running) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    assert status(raw(server, head + b"Content-Length: 90\r\n\r\nASK")) == 408


def test_every_answer_is_guarded(client: httpx.Client) -> None:
    for path in ("/", "/query", "/sparql?query=ASK%7B%7D", "/static/style.css", "/nothing", "/healthz", "/metrics"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


TOKEN = "ein-langes-geheimnis"  # noqa: S105 - of this test only


@pytest.fixture(scope="module")
def locked(gold_folder: Path) -> Iterator[Running]:
    settings = Settings(token=TOKEN, host="0.0.0.0", names=("kg.example",), workers=2)  # noqa: S104 - behind a token
    with running(gold_folder, settings) as found:
        yield found


def test_a_token_is_asked_for(locked: Running) -> None:
    address, token = f"{locked.address}/healthz", TOKEN
    assert httpx.get(address).status_code == 401
    assert "Basic" in httpx.get(address).headers["www-authenticate"]
    assert httpx.get(address, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert httpx.get(address, headers={"authorization": b"Basic \xff"}).status_code == 401
    assert httpx.get(address, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert httpx.get(address, auth=("anybody", token)).status_code == 200
    assert httpx.get(address, auth=("anybody", token), headers={"host": "kg.example"}).status_code == 200
    assert httpx.get(address, auth=("anybody", token), headers={"host": "evil.example"}).status_code == 421


def test_others_are_let_in_only_with_a_token(gold_folder: Path) -> None:
    for token in ("", "short"):
        with pytest.raises(UsageError, match="--token"):
            serve(gold_folder, load(), settings=Settings(host="0.0.0.0", token=token), draw=draw)  # noqa: S104


def test_a_port_in_use_is_said(gold_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(port=taken.getsockname()[1])
        with pytest.raises(UsageError, match=f"{settings.port}: in use; give another one with --port"):
            serve(gold_folder, load(), settings=settings, draw=draw)
