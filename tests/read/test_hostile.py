"""Inputs made to do harm: each is skipped with one clear line inside limits, and the batch goes on."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import ReadOptions
from kg.read.html import read_html
from tests.read import hostile, pages

# The peak of this program alone: on Linux `ru_maxrss` begins at what its parent needed.
_CHILD = """
import json, resource, sys
from pathlib import Path
from kg.cli import app
app(["read", sys.argv[1]], standalone_mode=False)
used = resource.getrusage(resource.RUSAGE_SELF)
own = Path("/proc/self/status")
peak = [line.split()[1] for line in own.read_text().splitlines() if line.startswith("VmHWM")] if own.exists() else []
megabytes = int(peak[0]) / 1024 if peak else used.ru_maxrss / (1 << 20)
print(json.dumps({"seconds": used.ru_utime + used.ru_stime, "megabytes": megabytes}))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    articles: dict[str, dict[str, str]]
    skipped: dict[str, list[str]]
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """`kg read` of a folder with all of them, in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.make(folder)
    done = subprocess.run([sys.executable, "-c", _CHILD, str(folder)], capture_output=True, text=True, check=True)
    *out, cost = done.stdout.splitlines()
    records = [json.loads(line) for line in out]
    skipped: dict[str, list[str]] = {}
    for line in done.stderr.splitlines():
        source, _, reason = line.removeprefix("skipped ").partition(": ")
        assert reason, line
        skipped.setdefault(Path(source).name.partition("#")[0], []).append(reason)
    articles = {Path(record["source"]).name.partition("#")[0]: record for record in records}
    return Ran(articles, skipped, **json.loads(cost))


@pytest.mark.parametrize("name", hostile.makers)
def test_each_is_skipped_with_one_line(ran: Ran, name: str) -> None:
    assert len(ran.skipped[name]) == 1, ran.skipped[name]
    assert name not in ran.articles
    assert len(ran.skipped[name][0]) < 250


@pytest.mark.parametrize("name", hostile.readable)
def test_what_has_an_article_is_read(ran: Ran, name: str) -> None:
    text = ran.articles[name]["text"]
    assert "县" in text
    assert "\x00" not in text
    assert "root:" not in text
    assert text.count("县") < 500_000


def test_limits_of_time_and_memory_hold(ran: Ran) -> None:
    assert ran.seconds < 40
    assert ran.megabytes < 600


def test_names_of_any_kind_come_out_printable(ran: Ran) -> None:
    odd = [name for name in ran.articles if name not in hostile.readable]
    assert len(odd) == 6
    assert not any(char in name for name in odd for char in "\n\u202e")
    assert {name: ran.skipped[name] for name in ("self.txt", "dangling.txt", "pipe.txt")} == {
        name: ["no regular file"] for name in ("self.txt", "dangling.txt", "pipe.txt")
    }


@pytest.mark.parametrize("part", range(20))  # 2,000 pages
def test_mutated_pages_give_an_article_or_an_input_error(part: int) -> None:
    draw = random.Random(part)  # noqa: S311 - no secret
    source = pages.Source(title="临江县总工会举办培训", body=[hostile.BODY] * 3)
    made = [make(source) for make in pages.makers]
    read = 0
    for _ in range(100):
        page = hostile.mutated(draw.choice(made), draw)
        try:
            article = read_html(page, source="a.html", options=ReadOptions(seconds=10))
        except InputError:
            continue
        assert isinstance(article, Article)
        read += 1
    assert read > 80  # most mutations do a reader no harm
