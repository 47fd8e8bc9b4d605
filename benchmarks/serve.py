"""The server: first answers of named questions on a million quads, and how it stands load, beside `oxigraph serve`.

``python -m benchmarks.serve [--quads N] [--load N] [--seconds N]``. The graph is made of gold annotations, copied with
other names. Oxigraph's own server is measured where its command is there (`pip install oxigraph`).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import httpx

from kg.ontology import PREFIXES, load
from kg.serve.settings import Settings
from kg.serve.snapshot import prepare
from tests.query.gold import gold_graph
from tests.serve.running import running, write_graph

_KEY = re.compile(r"(/(?:person|organization|honor|event|article|statement|evidence|quantity)/)([0-9a-f]{20})")
_LABEL = re.compile(r'((?:label|altLabel|hiddenLabel|Label)> ")([^"\\]+)(")')
_SYLLABLES = "安宝长德恩福广和吉嘉康乐明宁平庆荣瑞顺泰文祥新兴义永裕元泽正"
FLOOR_SECONDS = 0.5
RATE, CONNECTIONS = 30, 64


def graph_of(quads: int) -> Iterator[str]:
    """About so many quads: the gold graph, and copies of it whose people, bodies, honors and events are others."""
    lines = list(gold_graph().lines)
    for copy in range(max(1, round(quads / len(lines)))):
        yield from lines if copy == 0 else (_swapped(line, copy) for line in lines)


def _swapped(line: str, copy: int) -> str:
    line = _KEY.sub(lambda found: found[1] + blake2b(f"{copy} {found[2]}".encode(), digest_size=10).hexdigest(), line)
    if "/place/" in line.split(" ", 1)[0]:
        return line
    mark = _SYLLABLES[copy % 30] + _SYLLABLES[copy // 30 % 30]
    return _LABEL.sub(lambda found: f"{found[1]}{found[2][:1]}{mark}{found[2][1:]}{found[3]}", line)


def first_answers(folder: Path, times: int = 3) -> dict[str, float]:
    """Seconds until each named question is answered, the median; each time by a process that has answered nothing."""
    with running(folder, Settings(follow=0, seconds=60, quick=60, workers=1)) as server:
        found = {}
        for name in load().questions:
            taken = []
            for _ in range(times):
                begun = time.perf_counter()
                answer = httpx.get(
                    f"{server.address}/sparql", params={"query": load().questions[name].query}, timeout=90
                )
                taken.append(time.perf_counter() - begun)
                if answer.status_code != 200:
                    raise SystemExit(f"{name}: {answer.status_code} {answer.text}")
            found[name] = statistics.median(taken)
    return found


async def stand(address: str, queries: list[str], *, seconds: float, rate: float = RATE) -> tuple[list[float], int]:
    """Ask at a fixed rate from many connections; the seconds of each answer, and how many went wrong."""
    taken: list[float] = []
    wrong = 0
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    chosen = random.Random(1)  # noqa: S311 - which question comes next

    async with httpx.AsyncClient(limits=limits, timeout=60) as client:

        async def one() -> None:
            nonlocal wrong
            begun = time.perf_counter()
            try:
                answer = await client.get(address, params={"query": chosen.choice(queries)})
                wrong += answer.status_code != 200
            except httpx.HTTPError:
                wrong += 1
            taken.append(time.perf_counter() - begun)

        tasks = []
        begun = time.perf_counter()
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(one()))
        await asyncio.gather(*tasks)
    return taken, wrong


async def throughput(address: str, queries: list[str], *, seconds: float) -> float:
    """Answers a second when every connection asks again as soon as it has its answer."""
    end, done = time.perf_counter() + seconds, 0
    chosen = random.Random(2)  # noqa: S311 - which question comes next

    async with httpx.AsyncClient(timeout=120, limits=httpx.Limits(max_connections=CONNECTIONS)) as client:

        async def many() -> None:
            nonlocal done
            while time.perf_counter() < end:
                answer = await client.get(address, params={"query": chosen.choice(queries)})
                done += answer.status_code == 200

        begun = time.perf_counter()
        await asyncio.gather(*(many() for _ in range(8)))
        return done / (time.perf_counter() - begun)


def mixed() -> list[str]:
    """Named questions as users ask them, prefixes written out, for servers that don't know them."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    bodies = (re.sub(r"(?m)^PREFIX .*\n", "", one.query) for one in load().questions.values())
    return [prefixes + body for body in bodies]


def report(name: str, address: str, seconds: float) -> None:
    """Print how a server stands the load."""
    taken, wrong = asyncio.run(stand(address, mixed(), seconds=seconds))
    p95 = sorted(taken)[int(0.95 * len(taken))]
    most = asyncio.run(throughput(address, mixed(), seconds=min(20, seconds)))
    print(f"{name:16} {len(taken)} asked, {wrong} wrong, median {statistics.median(taken) * 1000:.0f} ms, "
          f"p95 {p95 * 1000:.0f} ms, at most {most:.1f} answers/s")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--load", type=int, default=100_000, help="quads for the load")
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newskg-bench-") as temporary:
        if given.quads:
            folder = Path(temporary) / "large"
            write_graph(folder, graph_of(given.quads))
            prepare(folder)
            for name, seconds in sorted(first_answers(folder).items(), key=lambda item: -item[1]):
                print(
                    f"{name:22} {seconds * 1000:6.0f} ms{'' if seconds <= FLOOR_SECONDS else '  over the floor'}",
                    flush=True,
                )
        folder = Path(temporary) / "load"
        write_graph(folder, graph_of(given.load))
        store = prepare(folder).store
        with running(folder, Settings(follow=0)) as server:
            report("kg serve", f"{server.address}/sparql", given.seconds)
        if command := shutil.which("oxigraph") or shutil.which(".venv/bin/oxigraph"):
            port = "17878"
            arguments = [command, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
            process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)  # noqa: S603 - our own arguments
            try:
                time.sleep(2)
                report("oxigraph serve", f"http://127.0.0.1:{port}/query", given.seconds)
            finally:
                process.terminate()


if __name__ == "__main__":
    main()
