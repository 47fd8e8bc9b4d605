from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.serve.settings import Settings
from tests.query.gold import gold_graph
from tests.serve.running import Running, running, write_graph


@pytest.fixture(scope="session")
def gold_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    write_graph(folder, gold_graph().lines)
    return folder


@pytest.fixture(scope="package")
def server(gold_folder: Path) -> Iterator[Running]:
    settings = Settings(seconds=5, rows=3000, size=2_000_000, memory=400_000_000, body=100_000, patience=2)
    with running(gold_folder, settings) as found:
        yield found


@pytest.fixture(scope="package")
def client(server: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=30) as found:
        yield found
