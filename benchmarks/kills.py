"""Whether builds lose anything, the long way: ``python -m benchmarks.kills``, or ``make soak``.

Builds are killed at random moments, die at every change of the disk, run out of disk, and are given their articles in
any order on any number of workers. Each time the next build must end in the bytes of one that was left alone. The
extractor is that of the tests, which takes no time, so that deaths come at every stage.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.scale.hardships import dies_at, full_at
from tests.scale.test_build import make, write
from tests.scale.test_nothing_lost import contents, nothing_doubled

_BUILD = (
    "import sys; from pathlib import Path; from tests.scale.test_build import make;"
    "make(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))"
)


def main() -> None:
    """Print how often builds were hindered in each way, and how often that cost anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--steps", type=int, default=90)
    parser.add_argument("--full", type=int, default=20)
    parser.add_argument("--orders", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = _Trial(Path(folder))
        trial.run("killed at random moments", given.kills, trial.killed)
        trial.run("dead at a change of the disk", given.steps, lambda number: trial.dead(number + 1))
        trial.run("full disk", given.full, lambda number: trial.full(number * 700))
        trial.run("orders, 1, 2 and 4 workers", given.orders, trial.shuffled)


class _Trial:
    def __init__(self, folder: Path) -> None:
        self._articles, self._out = write(folder / "in", 40), folder / "out"
        make(folder / "good", self._articles)
        self._wanted = contents(folder / "good")
        self._chosen = random.Random(1)  # noqa: S311 - moments to try

    def run(self, name: str, times: int, hinder: Callable[[int], None]) -> None:
        lost = 0
        for number in range(times):
            shutil.rmtree(self._out, ignore_errors=True)
            hinder(number)
            make(self._out, self._articles)
            lost += contents(self._out) != self._wanted or not nothing_doubled(self._out)
        print(f"{name}: {times}, of which {lost} cost anything", flush=True)

    def killed(self, number: int) -> None:
        command = [sys.executable, "-c", _BUILD, str(self._out), str(self._articles), str(1 + number % 2)]
        process = subprocess.Popen(command)  # noqa: S603 - our own code
        time.sleep(self._chosen.uniform(0.3, 4.0))
        process.kill()
        process.wait()

    def dead(self, step: int) -> None:
        self._out.mkdir()
        dies_at(step, lambda: make(self._out, self._articles), self._out)

    def full(self, size: int) -> None:
        full_at(size, lambda: make(self._out, self._articles))

    def shuffled(self, number: int) -> None:
        paths = sorted(self._articles.iterdir())
        random.Random(number).shuffle(paths)  # noqa: S311 - an order to try
        for part in (paths[:15], paths[15:]):
            make(self._out, *part, workers=(1, 2, 4)[number % 3])


if __name__ == "__main__":
    main()
