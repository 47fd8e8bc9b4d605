from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import InputError, UsageError, WorkspaceError
from kg.ontology import load
from kg.scale.build import Outcome, Plan, build
from kg.scale.exports import Look
from kg.scale.work import Settings
from kg.scale.workspace import FORMAT, Workspace

SETTINGS = Settings(extractor="tests.scale.lines:extract", seconds=2)
WORDS = [chr(code) for code in range(0x4E00, 0x5E00)]
EXPORTS = ("graph.nq.gz", "graph.ttl", "summary.json")


def write(folder: Path, count: int, start: int = 0) -> Path:
    """Articles that share bodies and places, each with one person of its own."""
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        town = f"第{number % 3}镇"
        lines = [
            f"第{number}篇文章",
            "".join(random.Random(number).choices(WORDS, k=60)),  # noqa: S311 - so that none is a copy of another
            f"Person 王伟{number} worksFor Organization {town}总工会",
            f"Organization {town}总工会 locatedIn Place {town}",
            f"Person 王伟 worksFor Organization 第{number % 2}公司",
        ]
        (folder / f"a{number:03}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def make(out: Path, *paths: str | Path, **options: object) -> Outcome:
    look = Look(**{name: options.pop(name) for name in ("min_confidence", "duplicates") if name in options})  # type: ignore[arg-type]
    return build(Workspace(out), paths, load(), plan=Plan(settings=SETTINGS, look=look, **{"workers": 1, **options}))  # type: ignore[arg-type]


def exports(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in EXPORTS]


def test_a_second_build_has_nothing_to_do(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 5)
    first = make(tmp_path / "out", articles)
    before = exports(tmp_path / "out")
    again = make(tmp_path / "out", articles)
    assert (first.processed, again.processed, again.unchanged) == (5, 0, 5)
    assert not again.changed
    assert exports(tmp_path / "out") == before
    assert first.summary == again.summary
    assert first.summary.articles == 5


def test_growing_changing_and_removing_end_in_the_bytes_of_a_build_from_scratch(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 6)
    more = write(tmp_path / "more", 4, start=6)
    grown = tmp_path / "grown"
    make(grown, articles)
    make(grown, more)
    (articles / "a001.txt").write_text("改\nPerson 李明 worksFor Organization 第1公司", encoding="utf-8")
    (articles / "a002.txt").unlink()
    outcome = make(grown, articles, more, sync=True)
    assert (outcome.processed, outcome.unchanged) == (1, 8)
    make(grown, remove=(str(more / "a007.txt"),))
    (more / "a007.txt").unlink()
    make(tmp_path / "scratch", articles, more)
    assert exports(grown) == exports(tmp_path / "scratch")


def test_less_sure_statements_are_left_out_without_extracting_anew(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "in", 3), tmp_path / "out"
    everything = make(out, articles).summary
    before = exports(out)
    less = make(out, articles, min_confidence=0.95)  # the extractor's confidence is .9
    assert (less.processed, dict(less.summary.relations)) == (0, {})
    assert less.summary.entities == everything.entities
    assert make(out, articles).summary == everything
    assert exports(out) == before


def test_the_stages_are_told_in_their_order(tmp_path: Path) -> None:
    told: list[str] = []
    make(tmp_path / "out", write(tmp_path / "in", 1), begins=told.append)
    worked = ["compare", "read", "relate", "read", "keep"]
    assert told == [*worked, "collect", "duplicates", "outline", "resolve", "graph", "export"]


def test_a_folder_that_was_empty_is_no_longer_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (skipped,) = make(tmp_path / "out", tmp_path / "in").summary.skipped
    assert skipped.source == str(tmp_path / "in")
    summary = make(tmp_path / "out", write(tmp_path / "in", 1)).summary
    assert (summary.articles, summary.skipped) == (1, ())


def test_an_article_that_is_not_given_again_stays(tmp_path: Path) -> None:
    articles, more = write(tmp_path / "in", 2), write(tmp_path / "more", 1, start=2)
    make(tmp_path / "out", articles)
    assert make(tmp_path / "out", more).summary.articles == 3


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_and_order_make_no_difference(tmp_path: Path, workers: int) -> None:
    articles = write(tmp_path / "in", 20)
    paths = sorted(articles.iterdir())
    make(tmp_path / "one", *paths)
    random.Random(workers).shuffle(paths)  # noqa: S311 - an order to try
    make(tmp_path / "many", *paths, workers=workers)
    assert exports(tmp_path / "one") == exports(tmp_path / "many")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_or_a_slow_article_costs_only_itself(tmp_path: Path, workers: int) -> None:
    articles = write(tmp_path / "in", 4)
    (articles / "bug.txt").write_text("正文\n!bug", encoding="utf-8")
    (articles / "slow.txt").write_text("正文\n!loop", encoding="utf-8")
    (articles / "empty.txt").write_text("", encoding="utf-8")
    summary = make(tmp_path / "out", articles, workers=workers).summary
    reasons = {Path(one.source).stem: one.reason for one in summary.skipped}
    assert summary.articles == 4
    assert "a mistake of ours" in reasons["bug"]
    assert "2 seconds" in reasons["slow"]
    assert "empty" in reasons["empty"]


def test_a_deadly_article_costs_only_itself(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 12)
    for name in ("a003x", "a007x"):
        (articles / f"{name}.txt").write_text("正文\n!die", encoding="utf-8")
    summary = make(tmp_path / "out", articles, workers=2).summary
    assert summary.articles == 12
    assert {Path(one.source).stem for one in summary.skipped} == {"a003x", "a007x"}
    assert all("exit code 7" in one.reason for one in summary.skipped)


def test_a_missing_path_is_an_error_and_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    make(tmp_path / "out", write(tmp_path / "in", 2))
    before = exports(tmp_path / "out")
    with pytest.raises(InputError, match="nowhere"):
        make(tmp_path / "out", tmp_path / "nowhere")
    assert exports(tmp_path / "out") == before


def test_an_unknown_source_cannot_be_removed(tmp_path: Path) -> None:
    make(tmp_path / "out", write(tmp_path / "in", 2))
    with pytest.raises(UsageError, match="nothing"):
        make(tmp_path / "out", remove=("nothing.txt",))


def test_a_locked_folder_names_the_process(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 2)
    workspace = Workspace(tmp_path / "out")
    workspace.make()
    with workspace.locked(), pytest.raises(WorkspaceError, match=f"process {os.getpid()} on"):
        make(tmp_path / "out", articles)
    assert make(tmp_path / "out", articles).summary.articles == 2


@pytest.mark.skipif(os.name != "posix", reason="other systems end such locks at once")
def test_a_lock_that_outlives_its_process_is_waited_for(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - exists on Unix only

    articles, out = write(tmp_path / "in", 2), tmp_path / "out"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    out.mkdir()
    handle = os.open(out / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    os.write(handle, f"process {dead.pid} on {socket.gethostname()}\n".encode())
    threading.Timer(0.3, os.close, (handle,)).start()
    assert make(out, articles).summary.articles == 2


def test_a_folder_of_another_format_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "out", write(tmp_path / "in", 1))
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    with pytest.raises(WorkspaceError, match="99"):
        make(tmp_path / "out", tmp_path / "in")


def test_a_folder_that_cannot_be_written_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="file"):
        make(tmp_path / "file", write(tmp_path / "in", 1))
