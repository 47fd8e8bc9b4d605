"""A server in this process, on a port of its own, for tests: its graph is of the gold articles."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kg.api import page
from kg.graph.reading import Content
from kg.ontology import RESOURCES, load
from kg.serve.app import application
from kg.serve.run import configuration
from kg.serve.settings import Settings


def write_graph(folder: Path, lines: Iterable[str], *, state: str = "1", base: str = RESOURCES) -> None:
    """What a build leaves, as far as a server needs it."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / "graph.part"
    with gzip.open(beside, "wt", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)
    beside.replace(folder / "graph.nq.gz")
    (folder / "exports.json").write_text(json.dumps({"state": state, "base": base}), encoding="utf-8")


def draw(content: Content, focus: str) -> str:
    return page.html(content, load(), focus=focus)


class Running:
    """A server that answers; `address` ends without a slash."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        app = application(folder, load(), settings=settings, draw=draw)
        config = configuration(app, settings)
        config.port = self.port
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve())

    def start(self) -> None:
        self._thread.start()
        for _ in range(1200):
            if self._server.started or not self._thread.is_alive():
                break
            threading.Event().wait(0.05)
        assert self._server.started

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@contextmanager
def running(folder: Path, settings: Settings | None = None) -> Iterator[Running]:
    server = Running(folder, settings or Settings())
    server.start()
    try:
        yield server
    finally:
        server.stop()
