"""Whatever ends a build, the next one goes on and ends in the bytes of one that was left alone."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.scale.workspace import Workspace
from tests.scale.hardships import DIED, SAID, dies_at, full_at
from tests.scale.test_build import exports, make, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no child processes that share memory on this system")
ALL_EXPORTS = ("graph.nq.gz", "graph.ttl", "summary.json", "blocks.parquet", "facts.parquet")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("in"), 10)


@pytest.fixture(scope="module")
def wanted(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    out = tmp_path_factory.mktemp("good")
    make(out, articles)
    return contents(out)


def contents(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in ALL_EXPORTS]


def nothing_doubled(out: Path) -> bool:
    """Whether each article counts once, in one segment."""
    workspace = Workspace(out)
    sources = [one.extraction.article.source for one in workspace.documents(workspace.manifest(), depth="names")]
    return len(sources) == len(set(sources)) and not list(out.rglob(".*.part"))


# Every change of names and forcing to disk of a first build, from the first one until there are no more.
@pytest.mark.parametrize("step", [*range(1, 46, 3), *range(47, 80, 8)])
def test_a_death_between_two_writes(step: int, articles: Path, wanted: list[bytes], tmp_path: Path) -> None:
    code = dies_at(step, lambda: make(tmp_path, articles), tmp_path)
    assert code in {DIED, 0}
    make(tmp_path, articles)
    assert contents(tmp_path) == wanted
    assert nothing_doubled(tmp_path)


@pytest.mark.parametrize("step", [2, 9, 16, 23, 30, 33, 36, 39, 42, 45])
def test_a_death_in_a_build_that_changes_a_graph(
    step: int, articles: Path, wanted: list[bytes], tmp_path: Path
) -> None:
    before = write(tmp_path / "before", 4, start=30)
    make(tmp_path / "out", before, *sorted(articles.iterdir())[:6])
    dies_at(step, lambda: make(tmp_path / "out", articles, sync=True), tmp_path / "out")
    make(tmp_path / "out", articles, sync=True)
    assert contents(tmp_path / "out") == wanted
    assert nothing_doubled(tmp_path / "out")


@pytest.mark.parametrize("size", [0, 40, 300, 900, 1500, 2500, 4000, 6000, 9000, 12000])
def test_a_full_disk(size: int, articles: Path, wanted: list[bytes], tmp_path: Path) -> None:
    code = full_at(size, lambda: make(tmp_path, articles))
    assert code in {SAID, 0}
    make(tmp_path, articles)
    assert contents(tmp_path) == wanted
    assert nothing_doubled(tmp_path)


def test_kills_at_random_moments(articles: Path, wanted: list[bytes], tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.scale.test_build import make;"
        "make(Path(sys.argv[1]), Path(sys.argv[2]), workers=2)"
    )
    moments = random.Random(1)  # noqa: S311 - moments to try
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(articles)])
        time.sleep(moments.uniform(0.3, 2.5))
        process.kill()
        process.wait()
    make(tmp_path, articles)
    assert contents(tmp_path) == wanted
    assert nothing_doubled(tmp_path)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_order_of_input_and_the_number_of_workers(
    workers: int, articles: Path, wanted: list[bytes], tmp_path: Path
) -> None:
    paths = sorted(articles.iterdir())
    random.Random(workers).shuffle(paths)  # noqa: S311 - an order to try
    make(tmp_path, *paths[:5], workers=workers)
    make(tmp_path, *paths[5:], workers=workers)
    assert contents(tmp_path) == wanted
    assert exports(tmp_path) == wanted[:3]


def test_two_builds_at_once(articles: Path, wanted: list[bytes], tmp_path: Path) -> None:
    code = (
        "import sys, json; from pathlib import Path; from kg.errors import WorkspaceError\n"
        "from tests.scale.test_build import make\n"
        "try: make(Path(sys.argv[1]), Path(sys.argv[2])); print(json.dumps('built'))\n"
        "except WorkspaceError as error: print(json.dumps(str(error)))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path), str(articles)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    said = sorted(json.loads(process.communicate()[0]) for process in both)
    others = [one for one in said if one != "built"]
    assert len(others) < 2
    assert all("is being built by process" in one for one in others)
    assert contents(tmp_path) == wanted
