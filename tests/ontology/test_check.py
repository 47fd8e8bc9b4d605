"""What `check` finds in a folder, and that the shipped one has no problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ontology import check, default_folder, load
from kg.ontology.files import replaces
from tests.ontology.test_load import write

page = Path(__file__).resolve().parents[2] / "docs" / "ontology.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The folder that `docs/ontology.md` shows, as it stands there."""
    blocks = re.findall(r"`my/([^`]+)`:\n```\w+\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for name, text in blocks:
        file = tmp_path / "my" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert len(blocks) == 2
    return tmp_path / "my"


def test_the_shipped_ontology_has_no_problem() -> None:
    assert check(default_folder()) == []


def test_the_documented_example_has_no_problem_and_works(example: Path) -> None:
    assert check(example) == []
    ontology = load(extra=example)
    sponsored = ontology.relations["sponsoredBy"]
    assert (sponsored.domain, sponsored.range, sponsored.qualifiers) == ({"Event"}, {"Organization"}, ("amount",))
    assert sponsored.labels["zh-Hant"] == "贊助方"
    assert "{subject}由{object}赞助" in [p.text for p in ontology.patterns if p.relation == "sponsoredBy"]
    assert set(load().relations) < set(ontology.relations)


def test_the_documented_example_has_ten_lines(example: Path) -> None:
    lines = [line for file in example.rglob("*.*") for line in file.read_text(encoding="utf-8").splitlines()]
    assert len([line for line in lines if line.strip() and not line.startswith("@prefix")]) <= 10


@pytest.mark.parametrize(
    ("found", "put", "problem"),
    [
        (' , "贊助方"@zh-Hant', "", r"sponsors\.ttl:8: sponsoredBy has no label in zh-Hant"),
        ('"赞助该活动的机构。"@zh-Hans , ', "", r"sponsors\.ttl:8: sponsoredBy has no definition in zh-Hans"),
        ("rdfs:domain kg:Event ; ", "", r"sponsors\.ttl:8: sponsoredBy has no domain"),
        ("rdfs:domain kg:Event", "rdfs:domain kg:Race", r"has the domain Race, which is no class below Person, "),
        ("rdfs:range kg:Organization", "rdfs:range kg:Company", r"has the range Company, but its shape allows"),
        ("kg:qualifiedBy kg:amount", "kg:qualifiedBy kg:money", r"may carry money, which is no qualifier"),
        ('kg:colour "#AA4499"', 'kg:colour "purple"', r"has the colour 'purple'"),
        (' ; kg:colour "#AA4499"', "", "has no colour"),
        ("sh:targetSubjectsOf kg:sponsoredBy", "sh:targetSubjectsOf kg:awarded", "has no shape"),
        ("sh:class kg:Event", "sh:class kg:Person", "but its shape allows as subject Person"),
        ("kg:sponsoredBy a", "kg:sponsoredBy b", r"sponsors\.ttl:\d+: no valid Turtle"),
    ],
)
def test_a_mistake_in_the_example_is_named(example: Path, found: str, put: str, problem: str) -> None:
    file = example / "sponsors.ttl"
    text = file.read_text(encoding="utf-8")
    assert found in text
    file.write_text(text.replace(found, put, 1), encoding="utf-8")
    assert any(re.search(problem, line) for line in check(example)), check(example)


_NAMED = "# title-zh: 谁\n# title-en: Who\n# columns-zh: s=谁；subj=谁\n"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("patterns__sponsor_txt", "{object}赞助{subject}\n", r"sponsor\.txt:1: no relation is called sponsor"),
        ("lexicon__Honor_tsv", "杯\thead\n杯\n", r"Honor\.tsv:2: a lexicon line is"),
        ("lexicon__Honor_tsv", "杯\thead\tCup\n", r"Honor\.tsv:1: Cup is no class below Honor; there are Medal, "),
        ("lexicon__Honor_tsv", "杯\thead\tCompany\n", r"Honor\.tsv:1: Company is no class below Honor"),
        ("lexicon__Kind_tsv", "人民政府\tsame\n", r"Kind\.tsv:1: 人民政府 lacks its usual form"),
        ("lexicons__Honor_tsv", "杯\thead\n", r"Honor\.tsv: not read"),
        ("places__mine_tsv", "XX-1\t某市\tcity\tXX\n", r"mine\.tsv:1: 某市 lies in XX, which no list has"),
        ("places__mine_tsv", "XX-1\t某市\tcity\t\n", r"mine\.tsv:1: 某市 has no parent"),
        ("places__mine_tsv", "XX-1\t某市\ttown hall\t61\n", r"mine\.tsv:1: a place is"),
        ("queries__who_rq", "# title-zh: 谁\nSELECT * { ?s ?p ?o }\n", r"who\.rq:1: no title: .*title-en"),
        ("queries__who_rq", "# title-zh: 谁\n# title-en: Who\nSELECT\n", r"who\.rq:\d+: no valid SPARQL"),
        ("queries__who_rq", f"{_NAMED}SELECT ?s ?p {{ ?s ?p ?o }}\n", r"no name for the column p: .*columns-zh"),
        ("queries__who_rq", f"{_NAMED}SELECT ?s {{ ?s ?p ?o }}\n", r"no name for the column s: .*columns-en"),
        ("queries__who_rq", f"{_NAMED}SELECT ?s {{ ?s ?p ?o }}\n", r"columns-zh names 'subj', which the query doesn't"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, name: str, text: str, problem: str) -> None:
    folder = write(tmp_path / "mine", **{name: text})
    assert any(re.search(problem, line) for line in check(folder)), check(folder)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine", lexicon__Honor_tsv="杯\n奖\n", queries__who_rq="SELECT\n")
    assert len(check(folder)) == 5


def test_mistakes_of_terms_are_told_beside_those_of_words(example: Path) -> None:
    file = example / "sponsors.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace(' ; kg:colour "#AA4499"', ""), encoding="utf-8")
    write(example, lexicon__Honor_tsv="杯\n杯\thead\tCup\n", places__mine_tsv="XX-1\t某市\nXX-2\t某县\n")
    problems = check(example)
    assert [line.split(": ")[0].rsplit("/", 1)[-1] for line in problems] == [
        "Honor.tsv:1",
        "mine.tsv:1",
        "mine.tsv:2",
        "sponsors.ttl:8",
        "Honor.tsv:2",
    ]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert check(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: no such folder"]


def test_a_folder_with_nothing_to_check_is_a_problem(tmp_path: Path) -> None:
    (problem,) = check(tmp_path)
    assert problem.startswith(f"{tmp_path}: nothing to check")
    (tmp_path / "README.md").write_text("notes")
    assert len(check(tmp_path)) == 1
    (tmp_path / "Honor.txt").write_text("misnamed")
    (problem,) = check(tmp_path)
    assert problem.startswith(f"{tmp_path / 'Honor.txt'}: not read")


def test_shapes_that_forbid_the_wrong_qualifier_are_named(tmp_path: Path) -> None:
    source = default_folder()
    for name in ("kg.ttl", "shapes.ttl"):
        (tmp_path / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    shapes = tmp_path / "shapes.ttl"
    text = shapes.read_text(encoding="utf-8")
    assert "shape:awarded_statements" in text
    start = text.index("shape:awarded_statements")
    shapes.write_text(text[:start] + text[start:].replace("kg:title", "kg:date", 1), encoding="utf-8")
    problems = check(tmp_path)
    assert any("awarded may carry date, but its shape says otherwise" in line for line in problems), problems
    assert any("awarded may not carry title, but its shape says otherwise" in line for line in problems), problems


def test_none_of_the_shipped_files_claims_to_replace() -> None:
    assert not [file for file in default_folder().rglob("*.*") if file.suffix != ".md" and replaces(file)]


def test_a_question_may_use_every_prefix_that_queries_know(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    asked = "# title-zh: 谁\n# title-en: Who\nSELECT ?s { ?s schema:name ?n ; oa:hasBody ?b ; owl:sameAs person:a }\n"
    (tmp_path / "queries" / "who.rq").write_text(asked, encoding="utf-8")
    assert list(check(tmp_path)) == []
