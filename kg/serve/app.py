"""The application: routes, what each error is in HTTP, health and metrics. There is no traceback in any answer."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.ontology import Ontology
from kg.serve import protocol
from kg.serve.door import Door
from kg.serve.metrics import Metrics
from kg.serve.pages import Draw, Pages
from kg.serve.served import Served
from kg.serve.settings import Settings

_log: Final = logging.getLogger("kg.serve")


def application(folder: Path, ontology: Ontology, *, settings: Settings, draw: Draw) -> ASGIApp:
    """The ASGI application that serves the graph in `folder`.

    Args:
        folder: where a build left it.
        ontology: names and colours of classes and relations, and the named questions.
        settings: limits and access.
        draw: makes the page of the viewer out of content and the IRI of the entity to open on.
    """
    served, metrics = Served(folder, settings, ontology), Metrics()
    pages = Pages(served, draw)

    @asynccontextmanager
    async def alive(app: Starlette) -> AsyncIterator[None]:
        del app
        await served.begin()
        try:
            yield
        finally:
            await served.end()

    app = Starlette(
        routes=_routes(served, pages, metrics),
        lifespan=alive,
        middleware=[Middleware(_Counted, metrics=metrics)],
        exception_handlers={KgError: pages.error, HTTPException: pages.error, Exception: _unexpected},
    )
    return Door(app, settings)


def _routes(served: Served, pages: Pages, metrics: Metrics) -> list[Route]:
    async def sparql(request: Request) -> Response:
        if request.method != "POST" and not request.scope["query_string"]:
            if "text/html" in request.headers.get("accept", ""):
                return RedirectResponse("/query", 303)
            return protocol.description(request)
        return await protocol.query(request, served)

    async def graph_store(request: Request) -> Response:
        return await protocol.graph(request, served)

    async def health(request: Request) -> Response:
        del request
        state = {"status": "ok", "state": served.state} if served.is_ready else {"status": "loading"}
        return JSONResponse(state, 200 if served.is_ready else 503)

    async def counts(request: Request) -> Response:
        del request
        gauges = {
            "newskg_queries_running": ("Queries that are being answered", float(served.running)),
            "newskg_entities": ("Entities that can be searched", float(len(served.names))),
        }
        return PlainTextResponse(metrics.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8")

    reading = ["GET"]
    return [
        Route("/", pages.home, methods=reading, name="home"),
        Route("/sparql", sparql, methods=["GET", "POST"], name="sparql"),
        Route("/sparql/", sparql, methods=["GET", "POST"], name="sparql"),
        Route("/graphs", graph_store, methods=reading, name="graphs"),
        Route("/query", pages.query, methods=reading, name="query"),
        Route("/graph", pages.graph, methods=reading, name="graph"),
        Route("/page/{kind}/{key}", pages.resource, methods=reading, name="page"),
        Route("/data/{kind}/{key}.{end}", pages.data, methods=reading, name="data"),
        Route("/static/{name}", pages.static, methods=reading, name="static"),
        Route("/healthz", health, methods=reading, name="health"),
        Route("/health", health, methods=reading, name="health"),
        Route("/metrics", counts, methods=reading, name="metrics"),
        Route("/{path:path}", pages.thing, methods=reading, name="thing"),
    ]


async def _unexpected(request: Request, error: Exception) -> Response:
    """A mistake of ours: the log has it, the client has one line."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return PlainTextResponse("the server made a mistake; its log says more\n", 500)


class _Counted:
    """Counts what was asked and how it was answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            route = getattr(scope.get("route"), "name", "") or "none"
            self._metrics.count(route, status, time.perf_counter() - begun)
