"""The process that answers queries: it doesn't outlive its server."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

# Starts a worker with an endless query, says its number, and waits to be killed.
_SERVER = """
import json, subprocess, sys, time
worker = subprocess.Popen([sys.executable, "-m", "kg.serve.worker", sys.argv[1], "0"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
worker.stdout.readline()
worker.stdin.write(sys.argv[2].encode() + b"\\n")
worker.stdin.flush()
time.sleep(0.5)
print(worker.pid, flush=True)
time.sleep(60)
"""
_ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for the process in /proc")
def test_a_killed_servers_endless_query_ends_too(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    node = NamedNode("http://example.org/a")
    store.extend(Quad(NamedNode(f"http://example.org/{n}"), node, node, DefaultGraph()) for n in range(500))
    store.flush()
    del store
    job = {"do": "query", "query": _ENDLESS, "prefixes": {}, "results": "json", "graph": "turtle", "size": 1, "rows": 1}
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(tmp_path / "store"), json.dumps(job)], stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    worker = Path("/proc") / server.stdout.readline().decode().strip()
    assert worker.exists()
    server.kill()
    server.communicate()
    assert _ended(worker)


def _ended(process: Path, seconds: float = 10) -> bool:
    """Whether it is gone, or only waits for somebody to ask how it ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if ") Z " in (process / "stat").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False
