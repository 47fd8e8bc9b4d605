"""Serving until one is stopped: uvicorn, with patience for slow clients but not for ever."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import UsageError
from kg.ontology import Ontology
from kg.serve.app import application
from kg.serve.pages import Draw
from kg.serve.settings import Settings
from kg.serve.snapshot import state_of

# Bytes of request line and headers; uvicorn's own is the same, said here because it is a promise.
_HEADERS = 65_536
_CONNECTIONS = 500
_KEPT = 15


def serve(
    folder: Path,
    ontology: Ontology,
    *,
    settings: Settings,
    draw: Draw,
    ready: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve the graph in `folder` until the process is told to stop; `ready` is called with the port once it is taken.

    Raises:
        UsageError: it would be reached from other machines, and there is no token; the port can't be had.
        WorkspaceError: there is no graph.
    """
    if not settings.is_local and len(settings.token) < 12:
        raise UsageError(f"{settings.host} is reached from other machines: give --token, 12 characters or more")
    state_of(folder)
    app = application(folder, ontology, settings=settings, draw=draw)
    with _door(settings) as door:
        ready(door.getsockname()[1])
        uvicorn.Server(configuration(app, settings)).run(sockets=[door])


def _door(settings: Settings) -> socket.socket:
    """The socket to serve at, taken here, so that one that can't be had is told in our words."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        why = "in use" if error.errno == errno.EADDRINUSE else (error.strerror or str(error)).lower()
        raise UsageError(f"{settings.host} port {settings.port}: {why}; give another one with --port") from error


def configuration(app: Any, settings: Settings) -> uvicorn.Config:
    """How uvicorn is to run the application."""

    class Protocol(PatientProtocol):
        patience = settings.patience

    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=Protocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEPT,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=_HEADERS,
        limit_concurrency=_CONNECTIONS,
        backlog=512,
    )


class PatientProtocol(H11Protocol):
    """uvicorn's, which waits for headers without end; this one hangs up on a client that doesn't come to the point."""

    patience = 10.0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A client is there: its headers are due."""
        super().connection_made(transport)
        self._begin_to_wait()

    def data_received(self, data: bytes) -> None:
        """Something has come: the headers, or a part of them."""
        super().data_received(data)
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering:
            self._stop_waiting()
        elif self._waiting is None:
            self._begin_to_wait()

    def on_response_complete(self) -> None:
        """The next request may take as long as connections are kept."""
        super().on_response_complete()
        self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _begin_to_wait(self) -> None:
        self._waiting = self.loop.call_later(self.patience, self._hang_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _hang_up(self) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()
