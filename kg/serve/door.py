"""Who comes in, and with what: host, origin, token, sizes and times of requests; what every answer carries."""

from __future__ import annotations

import asyncio
import base64
import hmac
import ipaddress
import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.protocol import RequestError
from kg.serve.settings import LOOPBACK, Settings

_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::[0-9]{1,5})?", re.IGNORECASE)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_ADDRESS: Final = 16_000
_LONGEST_HEADERS: Final = 32_000
_CLOSE: Final = {"Connection": "close"}
# How long a client may leave an answer lying before the connection is given up.
_UNREAD: Final = 30.0

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may do: run and show our own files, and ask this server."""

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}


class Door:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not come in; guard the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a WebSocket: there are none here
            await send({"type": "websocket.close", "code": 1008})
            return
        guarded = _Guarded(receive, send, self._settings)
        if refusal := self._refusal(scope):
            await refusal(scope, receive, guarded.send)
            return
        await self._app(scope, guarded.receive, guarded.send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        return self._too_much(scope, headers) or self._stranger(scope, headers)

    def _too_much(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return _refuse(414, f"the address has more than {_LONGEST_ADDRESS:,} characters: send the query with POST")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > _LONGEST_HEADERS:
            return _refuse(431, f"the headers have more than {_LONGEST_HEADERS:,} bytes")
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length[:18]) > self._settings.body:
            return _refuse(413, _too_long(self._settings))
        return None

    def _stranger(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not self._knows(headers.getlist("host")):
            return _refuse(421, "this server isn't called that: open it by the address that it printed (see --name)")
        if _is_foreign(scope["method"], headers):
            return _refuse(403, "a page of another site asked; open this server's own pages")
        if self._settings.token and not self._may_enter(headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": 'Basic realm="newskg", charset="UTF-8"'}
            return _refuse(401, "say the token: Authorization: Bearer TOKEN, or as the password", challenge)
        return None

    def _knows(self, hosts: list[str]) -> bool:
        """Whether the one Host header names this server: against pages that rebind their name to this machine."""
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return False
        name = found[1].strip("[]").lower()
        if name in LOOPBACK or name == self._settings.host.lower() or name in self._settings.names:
            return True
        return not self._settings.is_local and _is_address(name)

    def _may_enter(self, authorization: str) -> bool:
        kind, _, given = authorization.strip().partition(" ")
        if kind.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
            except ValueError:
                return False
        elif kind.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode(), self._settings.token.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_foreign(method: str, headers: Headers) -> bool:
    """Whether another site's page sent this; following a link from there is no offence."""
    site = headers.get("sec-fetch-site", "")
    if site in ("cross-site", "same-site"):
        return not (method in _READING and headers.get("sec-fetch-mode") == "navigate")
    origin = headers.get("origin", "")
    return bool(origin) and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def _refuse(status: int, text: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status, headers=headers)


def _too_long(settings: Settings) -> str:
    return f"the request has more than {settings.body:,} bytes (the limit is --body)"


class _Guarded:
    """A request that may neither be too long nor come too slowly, and an answer that carries what all carry."""

    def __init__(self, receive: Receive, send: Send, settings: Settings) -> None:
        self._receive, self._send, self._settings = receive, send, settings
        self._got = 0
        self._whole = False
        self._end = asyncio.get_running_loop().time() + settings.patience

    async def receive(self) -> Message:
        if self._whole:  # what comes now is only the client's going away
            return await self._receive()
        try:
            left = self._end - asyncio.get_running_loop().time()
            message = await asyncio.wait_for(self._receive(), max(0.01, left))
        except TimeoutError as error:
            text = f"the request took more than {self._settings.patience:g} seconds"
            raise RequestError(text, status=408, headers=_CLOSE) from error
        self._got += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._got > self._settings.body:
            raise RequestError(_too_long(self._settings), status=413, headers=_CLOSE)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", POLICY)
        await asyncio.wait_for(self._send(message), _UNREAD)
