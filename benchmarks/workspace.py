"""A build of many articles of which few changed, beside the first build: ``python -m benchmarks.workspace``.

The articles are made from the gold by swapping names and figures (`benchmarks.made`). CPU time is that of all
processes. In the end the exports are compared, byte for byte, with those of a build from scratch; with ``--scratch
graph`` of one that takes nothing but the extractions over. ``--recalled`` extracts the gold once and swaps names in
what was found, so that what comes after extraction is measured by itself.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import made

EXPORTS = ("graph.nq.gz", "graph.ttl", "graph.html", "summary.json", "blocks.parquet", "facts.parquet")
_BUILD = """
import sys
from functools import partial
from pathlib import Path
from kg.api import load_ontology
from kg.api.building import _write_page
from kg.scale.build import Plan, build
from kg.scale.stopwatch import StopWatch
from kg.scale.work import Settings
from kg.scale.workspace import Workspace
watch, terms = StopWatch(), load_ontology()
plan = Plan(settings=Settings(extractor=sys.argv[3], model=sys.argv[5]), workers=int(sys.argv[4]), sync=True,
            begins=watch.begin, page=partial(_write_page, terms))
done = build(Workspace(Path(sys.argv[2])), [sys.argv[1]], terms, plan=plan)
watch.begin("")
stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in watch.seconds.items() if seconds >= 0.05)
print(f"{done.processed} read, {done.summary.articles} articles and {done.summary.copies} copies, "
      f"{done.summary.quads:,} quads; {stages}")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU of all processes, and by the clock."""

    cpu: float
    wall: float
    said: str


def main() -> None:
    """Print what the first build and the next one cost, and whether the bytes are those of a build from scratch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--recalled", action="store_true")
    parser.add_argument("--scratch", choices=["all", "graph"], default="all", help="what the last build makes anew")
    given = parser.parse_args()
    extractor = "kg.extract:extract"
    if given.recalled:
        made.remember()
        extractor = "benchmarks.made:recall"
    with tempfile.TemporaryDirectory() as folder:
        articles, graph, scratch = Path(folder, "articles"), Path(folder, "graph"), Path(folder, "scratch")
        paths = made.write(articles, given.articles)

        def measured(out: Path) -> Cost:
            cost = build(articles, out, extractor, given.workers, given.model)
            print(f"{out.name}: {cost}", file=sys.stderr, flush=True)
            return cost

        costs = [measured(graph)]
        for path in random.Random(1).sample(paths, given.articles // 100):  # noqa: S311 - any will do
            made.change(path)
        costs.append(measured(graph))
        if given.scratch == "graph":
            shutil.copytree(graph / "segments", scratch / "segments")
            shutil.copy(graph / "manifest.json", scratch)
        costs.append(measured(scratch))
        print("| | CPU s | s | |\n| --- | --- | --- | --- |")
        for name, cost in zip(("first build", "1 % changed", "from scratch"), costs, strict=True):
            print(f"| {name} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.said} |")
        ratio = costs[0].cpu / costs[1].cpu, costs[0].wall / costs[1].wall
        print(f"\n{ratio[0]:.1f} times faster in CPU time, {ratio[1]:.1f} by the clock; ", end="")
        print(differing(Path(folder, "graph"), Path(folder, "scratch")) or "same bytes as from scratch")


def build(articles: Path, out: Path, extractor: str, workers: int, model: str) -> Cost:
    """Build in a process of its own; what it cost."""
    began, before = time.monotonic(), _spent()
    command = [sys.executable, "-c", _BUILD, str(articles), str(out), extractor, str(workers), model]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    return Cost(_spent() - before, time.monotonic() - began, answer.stdout.strip())


def _spent() -> float:
    """CPU seconds of the child processes that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def differing(one: Path, other: Path) -> str:
    """Which exports of two folders differ; empty where none does."""
    unlike = [name for name in EXPORTS if (one / name).read_bytes() != (other / name).read_bytes()]
    return f"these differ: {', '.join(unlike)}" if unlike else ""


if __name__ == "__main__":
    main()
