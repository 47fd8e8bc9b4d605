"""Whether builds lose anything, the long way: ``python -m benchmarks.kills``, or ``make soak``.

Builds are killed at random moments, die at every change of the disk, run out of disk, and are given their articles in
any order on any number of workers. Each time the next build must end in the bytes of one that was left alone. Most are
of articles for tests, whose extractor takes no time, so that deaths come at every stage; a fifth of the kills are of
gold articles and the fast model. Builds run in children of this process, which has all loaded.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import made
from kg.ontology import load
from kg.scale.build import Plan, build
from kg.scale.work import Settings
from kg.scale.workspace import Workspace
from tests.scale.hardships import dies_at, full_at
from tests.scale.test_build import make, write
from tests.scale.test_nothing_lost import contents, nothing_doubled


def main() -> None:
    """Print how often builds were hindered in each way, and how often that cost anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--steps", type=int, default=90)
    parser.add_argument("--full", type=int, default=20)
    parser.add_argument("--orders", type=int, default=10)
    parser.add_argument("--articles", type=int, default=6, help="gold articles")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = _Trial(Path(folder, "lines"), sorted(write(Path(folder, "in"), 20).iterdir()), make, given.seed)
        gold = _Trial(Path(folder, "gold"), shortest(given.articles), _fast, given.seed)
        lines.run("killed at random moments, articles for tests", given.kills * 4 // 5, lines.killed)
        gold.run("killed at random moments, gold articles", given.kills - given.kills * 4 // 5, gold.killed)
        lines.run("dead at a change of the disk", given.steps, lambda number: lines.dead(number + 1))
        lines.run("full disk", given.full, lambda number: lines.full(number * 700))
        many = _Trial(Path(folder, "many"), sorted(write(Path(folder, "more"), 60).iterdir()), make, given.seed)
        many.run("orders, 1, 2 and 4 workers", given.orders, many.shuffled)


def shortest(count: int) -> list[Path]:
    """The shortest gold articles that have some names."""
    return sorted(made.gold(), key=lambda path: (path.stat().st_size, path))[:count]


def _fast(out: Path, *paths: Path, workers: int = 1) -> object:
    return build(Workspace(out), paths, load(), plan=Plan(settings=Settings(model="fast"), workers=workers))


class _Trial:
    """Builds of the same articles, of which one is left alone."""

    def __init__(self, folder: Path, articles: list[Path], make: Callable[..., Any], seed: int) -> None:
        self._articles, self._out, self._make = articles, folder / "out", make
        folder.mkdir()
        make(folder / "first", *articles)  # what is loaded once is loaded now
        began = time.monotonic()
        make(folder / "good", *articles)
        self._takes = time.monotonic() - began
        self._wanted = contents(folder / "good")
        self._chosen = random.Random(seed)  # noqa: S311 - moments to try

    def run(self, name: str, times: int, hinder: Callable[[int], object]) -> None:
        """Hinder builds, and see what the next one leaves."""
        lost, finished, began = 0, 0, time.monotonic()
        for number in range(times):
            if number and number % 20 == 0:
                print(f"{number} of {times}, {lost} lost", file=sys.stderr, flush=True)
            shutil.rmtree(self._out, ignore_errors=True)
            finished += bool(hinder(number))
            self._make(self._out, *self._articles)
            lost += contents(self._out) != self._wanted or not nothing_doubled(self._out)
        told = f"{name}: {times} in {time.monotonic() - began:.0f} s, of which {lost} cost anything"
        print(f"{told}; {finished} had come to their end" if finished else told, flush=True)

    def killed(self, number: int) -> bool:
        """Kill a build of one worker, each twentieth time of two; whether it had come to its end."""
        workers = 2 if number % 20 == 19 else 1
        child = os.fork()
        if not child:
            code = 1
            try:
                self._make(self._out, *self._articles, workers=workers)
                code = 0
            finally:
                os._exit(code)
        time.sleep(self._chosen.uniform(0, self._takes + 2 * (workers - 1)))
        os.kill(child, signal.SIGKILL)
        return os.waitpid(child, 0)[1] == 0

    def dead(self, step: int) -> None:
        """Have a build die at a change of the disk."""
        self._out.mkdir()
        dies_at(step, lambda: self._make(self._out, *self._articles), self._out)

    def full(self, size: int) -> None:
        """Have a build run out of disk."""
        full_at(size, lambda: self._make(self._out, *self._articles))

    def shuffled(self, number: int) -> None:
        """Build in two parts, in any order."""
        paths = list(self._articles)
        random.Random(number).shuffle(paths)  # noqa: S311 - an order to try
        for part in (paths[: len(paths) // 3], paths[len(paths) // 3 :]):
            self._make(self._out, *part, workers=(1, 2, 4)[number % 3])


if __name__ == "__main__":
    main()
