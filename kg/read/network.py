"""One page from the web: public addresses only, with limits of size, time and redirections."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from kg.errors import InputError
from kg.read.options import ReadOptions

_REDIRECTS = 5
_HEADERS = {"User-Agent": "newskg", "Accept": "text/html, text/plain", "Accept-Encoding": "identity"}


def is_address(path: str | Path) -> bool:
    """Whether `path` is a web address."""
    return isinstance(path, str) and path.startswith(("http://", "https://"))


def fetch(url: str, options: ReadOptions) -> tuple[bytes, str]:
    """The bytes at `url` and their content type."""
    for _ in range(_REDIRECTS + 1):
        response, connection = _ask(url, options)
        try:
            if response.status in {301, 302, 303, 307, 308}:
                url = urljoin(url, response.getheader("Location") or "")
                continue
            if response.status != 200:
                raise InputError(f"the server answered {response.status}")
            data = response.read(options.max_html_bytes + 1)
        finally:
            connection.close()
        if len(data) > options.max_html_bytes:
            raise InputError(f"larger than {options.max_html_bytes:,} bytes")
        return data, response.getheader("Content-Type") or ""
    raise InputError(f"redirected more than {_REDIRECTS} times")


def _ask(url: str, options: ReadOptions) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError("no web address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise InputError("no web address that newskg reads")
    address = _public_address(parts.hostname, port)
    connection = _connection(parts, port, address, options.seconds)
    try:
        connection.request("GET", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", headers=_HEADERS)
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException, ValueError) as error:
        connection.close()
        raise InputError(str(error) or type(error).__name__) from error


def _public_address(host: str, port: int) -> str:
    """The address that will be connected to: looked up once, so that a second answer can't lead elsewhere."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"unknown host {host}") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise InputError(f"{host} is no public address")
    return addresses[0]


def _connection(parts: SplitResult, port: int, address: str, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=seconds)

    def connect(_address: object, *_args: object, **_options: object) -> socket.socket:
        return socket.create_connection((address, port), timeout=seconds)

    connection._create_connection = connect  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to pin the address
    return connection
