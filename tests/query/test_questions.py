"""Each named question over the gold graph, against answers that were read beside the articles."""

from __future__ import annotations

import pytest

from kg.ontology import load
from kg.query.questions import parameters_of, with_groups
from tests.query.expected import as_text, asked, cases, file_of, folder


@pytest.mark.parametrize(("name", "given"), cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_question_is_answered_as_the_articles_say(name: str, given: dict[str, str]) -> None:
    assert as_text(asked(name, given)) == file_of(name, given).read_text(encoding="utf-8")


def test_no_answer_is_empty_or_left_over() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.tsv")}
    assert set(kept) == {file_of(*case).name for case in cases()}
    assert not [name for name, text in kept.items() if text.endswith("# 0 rows\n")]


def test_there_are_questions_enough_and_each_is_described() -> None:
    questions = load().questions
    assert len(questions) >= 20
    for one in questions.values():
        assert one.titles.keys() == one.descriptions.keys() == {"zh", "en"}


@pytest.mark.parametrize("name", sorted(load().questions))
def test_what_can_be_set_is_described_and_takes_any_value(name: str) -> None:
    question = load().questions[name]
    for parameter in parameters_of(question.query):
        assert parameter in question.descriptions["zh"]
        assert parameter in question.descriptions["en"]
        hostile = '没有的" } UNION { ?s ?p ?o'
        # A time is a bound, which any text is; what is nobody's name leaves nothing.
        possible = {tuple(row) for row in asked(name, {})} if parameter == "since" else set()
        assert {tuple(row) for row in asked(name, {parameter: hostile})} <= possible


def test_what_a_question_groups_by_becomes_columns() -> None:
    asked_for = "SELECT (MIN(?name) AS ?where) ?date WHERE { ?s ?p ?o } GROUP BY ?s ?date ORDER BY ?where"
    wider = "SELECT (MIN(?name) AS ?where) ?date ?s WHERE { ?s ?p ?o } GROUP BY ?s ?date ORDER BY ?where"
    assert with_groups(asked_for) == wider
    assert with_groups("SELECT ?s WHERE { ?s ?p ?o }") == "SELECT ?s WHERE { ?s ?p ?o }"
