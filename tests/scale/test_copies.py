"""Copies of one article count once, and all their sources are kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.graph.dataset import read_dataset
from kg.graph.vocabulary import term
from tests.scale.test_build import WORDS, exports, make, write

BODY = "".join(random.Random(7).choices(WORDS, k=300))  # noqa: S311 - a text to copy


def copies(folder: Path) -> Path:
    write(folder, 3)
    for name, day, more in (("x", 3, ""), ("y", 1, "责任编辑"), ("z", 2, "更多精彩")):
        text = f"標題\n2024年5月{day}日\n\n{BODY}\n{more}\nPerson 王{name} worksFor Organization 第九公司\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def sources(out: Path) -> dict[str, list[str]]:
    """The sources of each article of several."""
    found: dict[str, list[str]] = {}
    for line in read_dataset(out / "graph.nq.gz").lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate == f"<{term('source')}>":
            found.setdefault(subject, []).append(Path(rest.split('"')[1]).stem)
    return {article: names for article, names in found.items() if len(names) > 1}


def people(out: Path) -> set[str]:
    return {node.label for node in read_dataset(out / "graph.nq.gz").content().nodes if node.type == "Person"}


def test_copies_count_once_and_all_their_sources_are_kept(tmp_path: Path) -> None:
    summary = make(tmp_path / "out", copies(tmp_path / "in")).summary
    assert (summary.articles, summary.copies) == (4, 2)
    assert list(sources(tmp_path / "out").values()) == [["x", "y", "z"]]
    assert {name for name in people(tmp_path / "out") if name in {"王x", "王y", "王z"}} == {"王y"}  # the earliest
    assert "2 copies" in str(summary)


def test_when_the_one_that_stands_for_them_goes_another_takes_its_place(tmp_path: Path) -> None:
    articles = copies(tmp_path / "in")
    make(tmp_path / "out", articles)
    summary = make(tmp_path / "out", remove=(str(articles / "y.txt"),)).summary
    assert (summary.articles, summary.copies) == (4, 1)
    assert "王z" in people(tmp_path / "out")
    (articles / "y.txt").unlink()
    make(tmp_path / "scratch", articles)
    assert exports(tmp_path / "out") == exports(tmp_path / "scratch")


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_order_makes_no_difference(order: int, tmp_path: Path) -> None:
    paths = sorted(copies(tmp_path / "in").iterdir())
    make(tmp_path / "one", *paths)
    random.Random(order).shuffle(paths)  # noqa: S311 - an order to try
    for path in paths:
        make(tmp_path / "many", path)
    assert exports(tmp_path / "one") == exports(tmp_path / "many")


def test_copies_may_each_count(tmp_path: Path) -> None:
    articles = copies(tmp_path / "in")
    (articles / "same.txt").write_bytes((articles / "x.txt").read_bytes())
    summary = make(tmp_path / "out", articles, duplicates=False).summary
    assert (summary.articles, summary.copies) == (6, 1)  # the same text is always one article
    assert list(sources(tmp_path / "out").values()) == [["same", "x"]]
    assert make(tmp_path / "out", articles).summary.copies == 3
