"""The command, as its user meets it: results on standard output, one clear line for each mistake."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import api, cli, demo
from kg.api import building
from kg.query.memory import resident
from kg.scale.work import Settings


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs") / "graph"
    finished = outside("build", demo.articles, "-o", folder, "--workers", "1")
    assert finished.code == 0, finished.err
    return folder


def outside(*arguments: str | Path) -> Ran:
    """Run in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return call


def commands() -> list[list[str]]:
    found = []
    for name, command in cli.app.commands.items():
        inner = getattr(command, "commands", None)
        found += [[name, below] for below in inner] if inner else [[name]]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_each_command_explains_itself_with_an_example(command: list[str], run: Run) -> None:
    result = run(*command, "--help")
    assert result.code == 0
    assert re.search(rf"^\s+(cat \S+ \| )?kg {' '.join(command)}\b", result.out, re.MULTILINE)


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_each_command_is_in_the_readme_or_its_docs(command: list[str]) -> None:
    root = Path(__file__).resolve().parent.parent
    text = "".join(file.read_text(encoding="utf-8") for file in [root / "README.md", *(root / "docs").glob("*.md")])
    assert f"kg {' '.join(command)}" in text


def test_extract_prints_one_record_a_line(run: Run) -> None:
    file = demo.articles / "langao-union-workers.txt"
    result = run("extract", file)
    (line,) = result.out.splitlines()
    record = json.loads(line)
    assert record["article"]["title"] == "嵐皋:擦亮“工”字招牌 讓產業工人更有奔頭"
    raw = file.read_text(encoding="utf-8")
    for entity in record["entities"]:
        assert all(raw[each["start"] : each["end"]] == each["text"] for each in entity["mentions"])
    for statement in record["statements"]:
        assert all(raw[each["start"] : each["end"]] == each["text"] for each in statement["evidence"])


def test_read_prints_the_article_without_its_furniture(run: Run) -> None:
    record = json.loads(run("read", "--explain", demo.articles / "langao-union-workers.txt").out)
    assert record["published"] == "2024-05-06T09:12:37"
    assert "分享到" not in record["text"]
    assert any("分享到" in part["text"] for part in record["removed"])


def test_build_leaves_a_graph_and_a_page(graph: Path) -> None:
    assert (graph / "graph.ttl").stat().st_size > 10_000
    assert (graph / "graph.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_build_says_what_there_is_and_what_was_skipped(tmp_path: Path, run: Run) -> None:
    (tmp_path / "good.txt").write_text(
        "南宫岭茶业获奖\n2024年5月1日\n\n张大旺获“岚皋县劳动模范”称号。\n", encoding="utf-8"
    )
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 40)
    result = run("build", tmp_path, "-o", tmp_path / "graph", "--workers", "1")
    assert result.code == 0
    assert re.search(r"articles\s+文章\s+1\b", result.err)
    assert re.search(r"^skipped \S*bad\.txt: .+", result.err, re.MULTILINE)
    assert run("build", tmp_path, "-o", tmp_path / "graph", "--strict").code != 0


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_query_prints(form: str, graph: Path, run: Run) -> None:
    result = run("query", graph, "SELECT ?honor WHERE { ?h a kg:Honor ; rdfs:label ?honor }", "--format", form)
    assert result.code == 0
    assert "五一勞動獎章" in result.out


def test_query_by_name_and_from_a_file(tmp_path: Path, graph: Path, run: Run) -> None:
    assert "honors" in run("query", graph, "--list").out
    assert run("query", graph, "honors").out.split("\n")[0].startswith("获得者 Recipient")
    timeline = run("query", graph, "timeline", "--lang", "en").out
    assert timeline.split("\n")[0].split()[:3] == ["Date", "Subject", "Relation"]
    assert "awarded" not in run("query", graph, "timeline", "--lang", "zh-Hans").out
    assert run("query", graph, "timeline", "--format", "csv").out.startswith("date,subject,relation,")
    (tmp_path / "question.rq").write_text("ASK { ?who kg:awarded ?honor }", encoding="utf-8")
    assert "true" in run("query", graph, "-f", tmp_path / "question.rq", "--format", "json").out


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--timeout", "0.5", "no answer within 0.5 seconds"),
        pytest.param(
            *("--memory", "60", "no answer within 60 MB"),
            marks=pytest.mark.skipif(not resident(), reason="the system doesn't say how much memory a process has"),
        ),
    ],
)
def test_a_query_without_end_ends_at_its_limit(graph: Path, option: str, value: str, said: str) -> None:
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
    start = time.monotonic()
    ended = outside("query", graph, greedy, option, value)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"kg: {said}")
    assert ended.err.count("\n") == 1
    assert time.monotonic() - start < 20


def test_export_by_the_file_s_name(tmp_path: Path, graph: Path, run: Run) -> None:
    assert run("export", graph, "-o", tmp_path / "graph.nq.gz").code == 0
    assert (tmp_path / "graph.nq.gz").read_bytes()[:2] == b"\x1f\x8b"


def test_export_to_standard_output_and_in_each_format(tmp_path: Path, graph: Path, run: Run) -> None:
    assert "kg:Person" in run("export", graph, "--format", "turtle").out
    assert run("export", graph).code == 2
    assert run("export", graph, "--format", "csv").code == 2
    for form in ("turtle", "trig", "nquads", "ntriples", "jsonld", "graphml"):
        assert run("export", graph, "--format", form, "--gzip", "-o", tmp_path / form).code == 0
        assert gzip.decompress((tmp_path / f"{form}.gz").read_bytes())
    assert run("export", graph, "--format", "neo4j", "-o", tmp_path / "n").code == 0
    assert (tmp_path / "n.nodes.csv").read_text(encoding="utf-8").startswith(":ID,")


def test_status_and_remove(tmp_path: Path, run: Run) -> None:
    (tmp_path / "one.txt").write_text("标题一则\n2024年5月1日\n\n李小满毕业于安康学院。\n", encoding="utf-8")
    assert run("build", tmp_path / "one.txt", "-o", tmp_path / "graph", "--workers", "1").code == 0
    assert re.search(r"文章\s+1\b", run("status", tmp_path / "graph").out)
    assert re.search(r"输入文件\s+1\b", run("status", tmp_path / "graph").out)
    assert run("remove", tmp_path / "graph", tmp_path / "one.txt").code == 0
    assert re.search(r"文章\s+0\b", run("status", tmp_path / "graph").out)


def test_nothing_readable_among_several_is_an_error_that_names_each(tmp_path: Path, run: Run) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    result = run("extract", tmp_path / "one.txt", tmp_path / "two.txt")
    assert result.code == 1
    assert re.findall(r"^skipped \S*(one|two)\.txt: empty$", result.err, re.MULTILINE) == ["one", "two"]


def test_view_takes_a_name_in_either_script(graph: Path, run: Run) -> None:
    (iri,) = {row.split(",")[0] for row in run("query", graph, _NAMED, "--format", "csv").out.split()[1:]}
    shown, whole = [], (graph / "graph.html").read_bytes()
    for name in ("嵐皋縣總工會", "岚皋县总工会", iri):
        assert run("view", graph, "--no-open", "--focus", name, "--depth", "1").code == 0
        shown.append((graph / "view.html").read_bytes())
    assert shown[0] == shown[1] == shown[2]
    near = run("view", graph, "--no-open", "--focus", "岚皋总工会")
    assert "岚皋县总工会" in near.err
    assert run("view", graph, "--no-open").code == 0
    assert (graph / "graph.html").read_bytes() == whole
    assert len(whole) > len(shown[0])


def test_view_of_an_answer(tmp_path: Path, graph: Path, run: Run) -> None:
    query, page = tmp_path / "works.rq", tmp_path / "works.html"
    query.write_text("SELECT ?a ?b WHERE { ?a kg:worksFor ?b }", encoding="utf-8")
    assert run("view", graph, "--no-open", "--sparql", query, "-o", page).code == 0
    whole = run("view", graph, "--no-open", "-o", tmp_path / "whole.html")
    assert whole.code == 0
    assert len(page.read_bytes()) < len((tmp_path / "whole.html").read_bytes())
    assert run("view", graph, "--no-open", "--sparql", query, "--query", "people").code == 2
    for name in ("honors", "people"):  # named questions show labels; the page is of what they are labels of
        assert run("view", graph, "--no-open", "--query", name, "-o", page).code == 0, name
    nobody = run("view", graph, "--no-open", "--query", "people", "--set", "organization=无此机构", "-o", page)
    assert (nobody.code, nobody.err.count("\n")) == (1, 1)
    assert run("view", graph, "--no-open", "--sparql", tmp_path / "missing.rq").code != 0


_NAMED = 'SELECT DISTINCT ?e WHERE { ?e rdfs:label|skos:hiddenLabel ?name FILTER(STR(?name) = "岚皋县总工会") }'


def test_validate_finds_nothing_wrong_with_what_was_built(graph: Path, run: Run) -> None:
    result = run("validate", graph)
    assert (result.code, result.out) == (0, "")
    assert "no violations" in result.err


def test_validate_prints_violations_with_their_sentence(tmp_path: Path, graph: Path, run: Run) -> None:
    shutil.copytree(graph, tmp_path / "graph")
    file = tmp_path / "graph" / "graph.nq.gz"
    lines = gzip.decompress(file.read_bytes()).decode()
    file.write_bytes(gzip.compress(re.sub(r'(#confidence> )"[0-9.]+"', r'\1"7"', lines, count=1).encode()))
    result = run("validate", tmp_path / "graph")
    assert result.code == 1
    (line,) = result.out.splitlines()
    assert re.search(r"confidence: .+ in: .+", line)
    assert "1 violation in" in result.err


def test_profile_says_what_each_stage_costs(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "one.txt"
    file.write_text("标题一则\n2024年5月1日\n\n李小满毕业于安康学院。\n", encoding="utf-8")
    result = run("build", file, "-o", tmp_path / "graph", "--profile")
    assert result.code == 0
    stages = ("read", "segment", "recognise", "refer", "times and quantities", "relate", "resolve", "graph", "export")
    for stage in (*stages, "page"):
        assert re.search(rf"^{stage}\s+\d+\.\d{{3}}\s+\d+\.\d%\s+\d+\.\d\s+[\d,]+$", result.err, re.MULTILINE), stage
    assert "1 articles extracted, in one process" in result.err


def test_less_sure_statements_are_left_out_and_come_back(tmp_path: Path, run: Run) -> None:
    def said(*options: str) -> int:
        assert run("build", demo.articles, "-o", tmp_path / "graph", "--workers", "1", *options).code == 0
        asked = "SELECT ?c WHERE { ?s a kg:Statement ; kg:confidence ?c }"
        return len(run("query", tmp_path / "graph", asked, "--format", "csv").out.splitlines()) - 1

    everything, sure = said(), said("--min-confidence", "0.9")
    assert 0 < sure < everything
    (line,) = run("extract", demo.articles / "langao-union-workers.txt", "--min-confidence", "0.9").out.splitlines()
    assert all(statement["confidence"] >= 0.9 for statement in json.loads(line)["statements"])
    assert said() == everything


def test_ontology_check_names_file_and_line_of_a_broken_pattern(tmp_path: Path, run: Run) -> None:
    (tmp_path / "patterns").mkdir()
    file = tmp_path / "patterns" / "awarded.txt"
    file.write_text("{subject+}获封{object}\n{subject}获{nobody}\n", encoding="utf-8")
    result = run("ontology", "check", tmp_path)
    assert result.code == 1
    assert result.out.startswith(f"{file}:2: ")
    assert "nobody" in result.out
    file.write_text("{subject+}获封{object}\n", encoding="utf-8")
    assert run("ontology", "check", tmp_path).code == 0


@pytest.fixture
def sponsored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A graph with a relation of the user's own, and the folder that declares it."""
    page = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"
    turtle = re.search(r"```turtle\n(.+?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert turtle is not None
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "sponsors.ttl").write_text(turtle[1], encoding="utf-8")
    (tmp_path / "a.txt").write_text("Event 龙舟赛 sponsoredBy Organization 宏达公司\n", encoding="utf-8")
    monkeypatch.setattr(building, "Settings", lambda **more: Settings(extractor="tests.scale.lines:extract", **more))
    api.build(tmp_path / "a.txt", out=tmp_path / "graph", ontology=api.load_ontology(mine))
    return tmp_path / "graph", mine


@pytest.mark.parametrize("command", [["status"], ["search", "龙舟"], ["show", "龙舟赛"]], ids=" ".join)
def test_a_graph_remembers_the_ontology_it_was_built_with(
    sponsored: tuple[Path, Path], command: list[str], run: Run
) -> None:
    graph, mine = sponsored
    name, *more = command
    known = run(name, graph, *more)
    assert known.code == 0
    assert "赞助方" in known.out
    moved = mine.rename(mine.with_name("moved"))
    gone = run(name, graph, *more)
    assert (gone.code, gone.err.count("\n")) == (1, 1)
    assert "--ontology" in gone.err
    assert run(name, graph, *more, "--ontology", moved).out == known.out


def test_what_is_made_anew_is_made_with_the_same_ontology(sponsored: tuple[Path, Path]) -> None:
    graph, _ = sponsored
    first = graph.with_name("a.txt")
    more = graph.with_name("b.txt")
    more.write_text("Person 李明 worksFor Organization 蓝海社\nEvent 灯会 sponsoredBy Organization 蓝海社\n", "utf-8")
    assert api.build(more, out=graph).summary.relations["sponsoredBy"] == 2
    assert api.remove(graph, [str(first)]).summary.relations["sponsoredBy"] == 1


def bad_calls(folder: Path, graph: Path) -> dict[str, list[str | Path]]:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    (folder / "file").write_text("not a folder", encoding="utf-8")
    return {
        "missing path": ["extract", folder / "nowhere.txt"],
        "missing path to build": ["build", folder / "nowhere", "-o", folder / "out"],
        "empty file": ["extract", folder / "empty.txt"],
        "empty file to build": ["build", folder / "empty.txt", "-o", folder / "out"],
        "no text": ["extract", folder / "image.txt"],
        "no text to build": ["build", folder / "image.txt", "-o", folder / "out"],
        "query file that is no text": ["query", graph, "-f", folder / "image.txt"],
        "unknown focus": ["view", graph, "--no-open", "--focus", "无此机构"],
        "depth without focus": ["view", graph, "--no-open", "--depth", "1"],
        "profile of several processes": ["build", demo.articles, "-o", folder / "out", "--profile", "--workers", "2"],
        "unknown option": ["extract", "--colour", folder / "empty.txt"],
        "unknown command": ["extarct"],
        "unknown model": ["extract", "--model", "best", demo.articles],
        "search for nothing": ["search", graph, " "],
        "broken SPARQL": ["query", graph, "SELECT ?x WHERE { ?x"],
        "update": ["query", graph, "DELETE WHERE { ?s ?p ?o }"],
        "unknown question": ["query", graph, "honours"],
        "no graph": ["query", folder / "nothing", "honors"],
        "no folder can be made": ["build", demo.articles, "-o", folder / "file" / "graph"],
        "no gold": ["evaluate", folder],
        "unknown format": ["export", graph, "-o", folder / "graph.docx"],
        "bad binding": ["query", graph, "honors", "--set", "place"],
    }


@pytest.mark.parametrize("ask", [("query", "honours"), ("show", "没有这个"), ("search", "没有这个")])
def test_what_the_graph_does_not_have_gives_the_same_code(ask: tuple[str, str], graph: Path, run: Run) -> None:
    assert run(ask[0], graph, ask[1]).code == 2


CASES = (
    "missing path", "missing path to build", "empty file", "empty file to build", "no text", "no text to build",
    "unknown option", "unknown command", "unknown model", "broken SPARQL", "search for nothing", "update",
    "unknown question", "no graph",
    "no folder can be made", "no gold", "unknown format", "bad binding", "query file that is no text", "unknown focus",
    "depth without focus", "profile of several processes",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_gives_one_line_and_a_code(case: str, tmp_path: Path, graph: Path, run: Run) -> None:
    result = run(*bad_calls(tmp_path, graph)[case])
    assert result.code != 0
    lines = result.err.splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].startswith("kg: ")
    assert "Traceback" not in result.err
    assert result.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "honrs"), "no question is named 'honrs'; did you mean honors"),
        (("query", "career", "--set", "nam=甲"), "the query has no variable ?nam to set; it has ?name"),
        (("search", "局", "--kind", "org"), "no class 'org'; did you mean Organization?"),
    ],
)
def test_a_word_nearly_right_is_answered_with_the_right_one(
    run: Run, graph: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = run(arguments[0], graph, *arguments[1:])
    assert ran.code != 0
    assert said in ran.err
    assert len(ran.err) < 120
