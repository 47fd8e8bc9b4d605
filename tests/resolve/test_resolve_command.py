"""``kg resolve`` as its user meets it: what is asked, what is kept, what the graph is afterwards."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

import kg
from kg import cli

# Two of one name in one county, whose work the articles don't say: who they are is for people to judge.
ARTICLES = {
    "a.txt": "商南县总工会举办培训班\n2024年4月10日 来源：商南县融媒体中心\n\n"
    "4月10日，商南县总工会在富水镇举办电工培训班，刘强说，收获很大。\n",
    "b.txt": "商南县总工会慰问职工\n2024年5月10日 来源：商南县融媒体中心\n\n"
    "5月10日，商南县总工会慰问一线职工，刘强说，心里很温暖。\n",
}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    kg.build(folder, out=folder / "graph", model="fast", workers=1)
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "graph", tmp_path / "graph")
    return tmp_path / "graph"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path, keys: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", StringIO(keys))
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return call


def people(graph: Path, name: str = "刘强") -> int:
    return len([node for node in kg.open(graph).content.nodes if node.type == "Person" and node.label == name])


def key_of(run: Run, graph: Path, name: str = "刘强") -> str:
    return next(line.split("\t")[0] for line in run("resolve", graph, "--list").out.splitlines() if name in line)


def test_pairs_in_doubt_are_listed_with_both_contexts(graph: Path, run: Run) -> None:
    listed = run("resolve", graph, "--list")
    assert listed.code == 0
    assert "1 pair in doubt" in listed.err
    (pair,) = map(json.loads, run("resolve", graph, "--json").out.splitlines())
    assert {pair["left"]["name"], pair["right"]["name"]} == {"刘强"}
    assert {Path(pair[side]["source"]).name for side in ("left", "right")} == {"a.txt", "b.txt"}
    assert any("刘强说，收获很大" in sentence for side in ("left", "right") for sentence in pair[side]["said"])
    assert "商南县总工会" in pair["left"]["around"]
    assert pair["reason"]
    assert pair["key"] == key_of(run, graph)


def test_an_answer_at_the_keyboard_changes_the_graph_and_can_be_taken_back(graph: Path, run: Run) -> None:
    before = (graph / "graph.ttl").read_bytes()
    assert people(graph) == 2
    asked = run("resolve", graph, "--by", "小王", keys="s\n")
    assert asked.code == 0
    assert "刘强说" in asked.err
    assert people(graph) == 1
    assert "same\tPerson\t刘强" in (graph / "judgements.tsv").read_text(encoding="utf-8")
    assert "\t小王\t" in run("resolve", graph, "--judged").out
    assert "judged the same by 小王" in run("resolve", graph, "--reasons", "刘强").out
    assert run("resolve", graph, "--undo").code == 0
    assert people(graph) == 2
    assert (graph / "graph.ttl").read_bytes() == before


def test_decisions_survive_a_build(graph: Path, run: Run, tmp_path: Path) -> None:
    run("resolve", graph, "--judge", "same", key_of(run, graph))
    more = tmp_path / "c.txt"
    more.write_text("丹凤县植树\n2024年3月12日\n\n丹凤县12日开展植树活动。\n", encoding="utf-8")
    kg.build(more, out=graph, model="fast", workers=1)
    assert people(graph) == 1


@pytest.mark.parametrize(("keys", "kept"), [("k\n", 0), ("q\n", 0), ("", 0), ("x\nd\n", 1), ("d\n", 1), ("k\nb\n", 0)])
def test_skip_quit_and_nonsense_decide_nothing(graph: Path, run: Run, keys: str, kept: int) -> None:
    assert run("resolve", graph, keys=keys).code == 0
    lines = [line for line in run("resolve", graph, "--judged").out.splitlines() if line]
    assert len(lines) == kept


def test_back_takes_the_answer_back(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        other = text.replace("商南", "丹凤").replace("刘强", "周涛")
        (folder / f"other-{name}").write_text(other, encoding="utf-8")
    kg.build(folder, out=folder / "graph", model="fast", workers=1)
    assert run("resolve", folder / "graph", keys="s\nb\nd\nk\n").code == 0
    (line,) = run("resolve", folder / "graph", "--judged").out.splitlines()
    assert line.startswith("different\t")


def test_a_pair_is_judged_by_its_key_or_by_names(graph: Path, run: Run) -> None:
    sources = [Path(str(one.source)) for one in kg.open(graph).content.articles]
    left, right = (f"刘强@{source}" for source in sources)
    assert run("resolve", graph, "--judge", "same", "Person", left, right, "--why", "同一人", "--later").code == 0
    assert people(graph) == 2  # until the next build
    body = "商南县总工会"
    assert run("resolve", graph, "--judge", "different", "Organization", f"{body}@{sources[0]}", body).code == 0
    assert people(graph) == 1
    assert len([node for node in kg.open(graph).content.nodes if body in node.names]) == 2
    assert "同一人" in run("resolve", graph, "--judged").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--judge", "same", "nothing"], "no pair in doubt"),
        (["--judge", "same", "Person", "刘强"], "a type and two names"),
        (["--judge", "same", "Person", "没有", "刘强"], "no article names"),
        (["--judge", "same", "Persn", "刘强", "刘强"], "there are Person, "),
        (["--judge", "same", "Person", "没有@a.txt", "商南县总工会@none.txt"], "no article 'a.txt'"),
        (["--judge", "same", "Person", "没有@a.txt", "商南县总工会"], "'商南县总工会' is of the class Organization"),
        (["--undo"], "no such judgement"),
        (["--reasons", "没有"], "no entity is named"),
        (["Person"], "--judge same"),
    ],
)
def test_mistakes_are_told_in_a_line(graph: Path, run: Run, arguments: list[str], told: str) -> None:
    result = run("resolve", graph, *arguments)
    assert result.code != 0
    assert told in result.err
    assert len(result.err.strip().splitlines()) == 1


def test_a_folder_without_a_graph_is_told(tmp_path: Path, run: Run) -> None:
    assert "kg build" in run("resolve", tmp_path / "none", "--list").err


def test_the_example_in_the_docs_runs(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "resolution.md"
    (code,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(graph.parent)
    exec(code, {})  # noqa: S102 - our own docs
    assert "商南县总工会 商南县" in capsys.readouterr().out
