from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.resolve.judgements import Judgement, Named, append, read

SAME = Judgement(
    "same", "Organization", Named("县总工会", "a.txt"), Named("商南县总工会"), "me", "one body", "2024-05-01"
)
DIFFERENT = Judgement("different", "Person", Named("王伟", "a.txt"), Named("王伟", "b.txt"))


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    assert read(file) == ()
    append(file, SAME)
    append(file, DIFFERENT)
    assert read(file) == (SAME, DIFFERENT)


def test_a_last_line_without_its_end_stays_a_line(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text(SAME.line.rstrip("\n"), encoding="utf-8")
    append(file, DIFFERENT)
    assert read(file) == (SAME, DIFFERENT)


def test_the_last_judgement_on_a_pair_counts(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    append(file, SAME)
    again = Judgement("unsure", "Organization", SAME.right, SAME.left)
    append(file, again)
    assert read(file) == (again,)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("same\tPerson\t王伟", "between tabs"),
        ("equal\tPerson\t甲\t*\t乙\t*", "same"),
        ("same\tBody\t甲\t*\t乙\t*", "Body"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_text(SAME.line + line + "\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=rf"judgements\.tsv:2: .*{says}"):
        read(file)


def test_a_file_in_another_encoding_is_said_clearly(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    file.write_bytes(SAME.line.encode("gbk"))
    with pytest.raises(WorkspaceError, match="UTF-8"):
        read(file)
