"""Files of many articles: read in parts, each finished by itself."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.scale import work
from kg.scale.batches import BATCH
from kg.scale.workspace import Workspace
from tests.scale.test_build import exports, make, write


def records(folder: Path, count: int, start: int = 0) -> list[dict[str, str]]:
    paths = sorted(write(folder, count, start).iterdir())
    return [{"text": path.read_text(encoding="utf-8")} for path in paths]


def lines(file: Path, found: list[dict[str, str]]) -> Path:
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), encoding="utf-8")
    return file


def test_only_the_batches_that_changed_are_read_again(tmp_path: Path) -> None:
    found = records(tmp_path / "in", 3 * BATCH + 2)
    file = lines(tmp_path / "dump.jsonl", found)
    first = make(tmp_path / "out", file)
    assert (first.processed, first.summary.articles) == (4, len(found))
    found += records(tmp_path / "more", 1, start=100)
    found[BATCH + 3] = records(tmp_path / "other", 1, start=200)[0]
    again = make(tmp_path / "out", lines(file, found))
    assert (again.processed, again.unchanged) == (2, 2)
    make(tmp_path / "scratch", file)
    assert exports(tmp_path / "out") == exports(tmp_path / "scratch")
    shorter = make(tmp_path / "out", lines(file, found[: BATCH + 1]))
    assert shorter.summary.articles == BATCH + 1


@pytest.mark.parametrize("form", ["jsonl.gz", "parquet"])
def test_any_number_of_workers_reads_the_same(form: str, tmp_path: Path) -> None:
    found = records(tmp_path / "in", 4 * BATCH)
    file = tmp_path / f"dump.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(found), file, row_group_size=10)
    else:
        file.write_bytes(gzip.compress(lines(tmp_path / "dump.jsonl", found).read_bytes()))
    for workers in (1, 3):
        assert make(tmp_path / str(workers), file, workers=workers).summary.articles == len(found)
    assert exports(tmp_path / "1") == exports(tmp_path / "3")


def test_records_that_kill_a_process_cost_only_themselves(tmp_path: Path) -> None:
    found = records(tmp_path / "in", 3 * BATCH)
    for number in (2, 20, 21):
        found[number] = {"text": "标题一则\n\n!die"}
    file = lines(tmp_path / "dump.jsonl", found)
    summary = make(tmp_path / "out", file, workers=2).summary
    assert summary.articles == len(found) - 3
    assert sorted(one.source for one in summary.skipped) == [f"{file}#{number}" for number in (21, 22, 3)]
    assert all("exit code 7" in one.reason for one in summary.skipped)


def test_a_file_whose_end_is_damaged_is_read_again_once_it_is_whole(tmp_path: Path) -> None:
    found = records(tmp_path / "in", 3 * BATCH)
    whole = gzip.compress(lines(tmp_path / "dump.jsonl", found).read_bytes(), 1)
    file = tmp_path / "dump.jsonl.gz"
    file.write_bytes(whole[: len(whole) // 2])
    cut = make(tmp_path / "out", file).summary
    assert 0 < cut.articles < len(found)
    assert [one.source for one in cut.skipped] == [str(file)]
    file.write_bytes(whole)
    assert make(tmp_path / "out", file).summary.articles == len(found)
    assert make(tmp_path / "out", file).summary.skipped == ()
    make(tmp_path / "scratch", file)
    assert exports(tmp_path / "out") == exports(tmp_path / "scratch")


def test_the_fields_of_a_file_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [{"words": one["text"]} for one in records(tmp_path / "in", BATCH + 1)]
    file, out = lines(tmp_path / "dump.jsonl", found), tmp_path / "out"
    assert make(out, file).summary.articles == 0
    named = (("text", "words"),)
    assert make(out, file, fields=named).summary.articles == len(found)
    more = write(tmp_path / "more", 1, start=200)
    assert make(out, more).unchanged == 2
    monkeypatch.setattr("kg.scale.build.code_version", lambda: "another")
    assert make(out, more).summary.articles == len(found) + 1
    make(tmp_path / "pool", file, fields=named, workers=2)
    make(tmp_path / "scratch", file, fields=named)
    assert exports(tmp_path / "pool") == exports(tmp_path / "scratch")


def test_what_is_finished_is_kept_every_few_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_KEEP_EVERY", 0.0)
    articles = write(tmp_path / "in", 30)
    make(tmp_path / "out", articles)
    workspace = Workspace(tmp_path / "out")
    merged = list(workspace.segments.glob("*.json"))
    assert len(merged) == 1  # thirty small ones, put together in the end
    assert len(list(workspace.extractions(workspace.manifest()))) == 30
    make(tmp_path / "scratch", articles)
    assert exports(tmp_path / "out") == exports(tmp_path / "scratch")
    assert make(tmp_path / "out", articles).processed == 0


def test_segments_of_which_nothing_counts_are_gone(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", 3)
    make(tmp_path / "out", articles)
    secret = (articles / "a001.txt").read_text(encoding="utf-8").splitlines()[1]
    (articles / "a001.txt").write_text("改\nPerson 李明 worksFor Organization 第1公司", encoding="utf-8")
    make(tmp_path / "out", articles)
    workspace = Workspace(tmp_path / "out")
    texts = [one.article.text for one in workspace.extractions(workspace.manifest(), full=True)]
    assert len(texts) == 3
    assert not any(secret in text for text in texts)
