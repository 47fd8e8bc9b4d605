"""`kg read`: JSON Lines out, what was removed and why, fields of records, no network unless it is allowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import app
from kg.errors import InputError, UsageError
from tests.read.copies import injected

_GOLD = Path(__file__).parents[1] / "gold" / "train"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["read", *arguments], standalone_mode=False)


def test_what_is_removed_is_told_with_its_place(tmp_path: Path) -> None:
    for number, gold in enumerate(sorted(_GOLD.glob("*.txt"))[:12]):
        (tmp_path / f"{number:02}.txt").write_text(injected(gold.read_text(encoding="utf-8"), seed=number), "utf-8")
    records = [json.loads(line) for line in _run(str(tmp_path), "--explain").stdout.splitlines()]
    assert len(records) == 12
    for file, record in zip(sorted(tmp_path.iterdir()), records, strict=True):
        raw = file.read_text(encoding="utf-8")
        assert all(raw[one["start"] : one["end"]] == one["text"] for one in record["removed"])
        assert all(one["reason"].isalpha() for one in record["removed"])
        assert record["text"].split("\n")[0].startswith(record["title"][:4])
    assert any(one["reason"] in {"navigation", "spam", "copyright"} for record in records for one in record["removed"])


def test_fields_are_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"words": "县总工会举办培训班。", "head": "培训班开班"}\n', encoding="utf-8")
    record = json.loads(_run(str(file), "--field", "text=words", "--field", "title=head").stdout)
    assert (record["title"], record["text"]) == ("培训班开班", "培训班开班\n县总工会举办培训班。")


@pytest.mark.parametrize("field", ["words", "body=words"])
def test_a_field_that_makes_no_sense_is_said(tmp_path: Path, field: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"words": "县"}\n', encoding="utf-8")
    assert isinstance(_run(str(tmp_path / "a.jsonl"), "--field", field).exception, UsageError)


def test_an_address_is_not_read_unless_the_network_is_allowed() -> None:
    assert isinstance(_run("http://127.0.0.1/").exception, InputError)
    assert "no public address" in str(_run("http://127.0.0.1/", "--allow-network").exception)
