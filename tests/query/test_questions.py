"""Each named question over the gold graph, against answers that were read beside the articles."""

from __future__ import annotations

import pytest

from kg.ontology import Question, load
from kg.query.columns import BOTH, column_name, labelled
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
def test_columns_and_what_can_be_set_have_names_in_both_languages(name: str) -> None:
    question = load().questions[name]
    shown = {*asked(name, {}).variables, *parameters_of(question.query)}
    for language in ("zh", "en"):
        assert question.columns[language].keys() == shown
        assert all(question.columns[language].values())
    assert column_name(question, min(shown), "en") == question.columns["en"][min(shown)]


def test_a_column_is_named_in_the_language_asked_for() -> None:
    question = Question("who", "", {}, {}, {"zh": {"who": "获得者", "what": "荣誉"}, "en": {"who": "Recipient"}})
    names = [column_name(question, "who", language) for language in ("zh-Hans", "zh-Hant", "en", BOTH)]
    assert names == ["获得者", "獲得者", "Recipient", "获得者 Recipient"]
    assert column_name(question, "what", "en") == "荣誉"
    assert column_name(question, "other", "en") == column_name(None, "other", "en") == "other"


def test_only_columns_of_nothing_but_relations_or_classes_get_labels() -> None:
    rows = [["awarded", "awarded", "Person"], ["", "a file", "County"]]
    assert labelled(rows, load(), "en") == [["awarded", "awarded", "Person"], ["", "a file", "County"]]
    assert labelled(rows, load(), "zh-Hans") == [["获得", "awarded", "人物"], ["", "a file", "县级行政区"]]
    assert labelled([], load(), BOTH) == []


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
