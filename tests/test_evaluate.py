from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate import Scores, score

GOLD: dict[str, Any] = {
    "id": "one",
    "meta": {
        "title": "李四获奖",
        "published": "2024-05-01T09:00",
        "publisher": "某报",
        "authors": ["王五"],
        "editors": [],
    },
    "entities": [
        {"name": "李四", "type": "Person", "aliases": []},
        {"name": "商南县总工会", "type": "Organization", "aliases": ["县总工会"]},
        {"name": "商南县劳动模范", "type": "Honor", "aliases": ["“劳动模范”"]},
        {"name": "商南县", "type": "Place", "aliases": [], "optional": True},
    ],
    "relations": [
        {"s": "李四", "p": "awarded", "o": "商南县劳动模范", "q": {"conferredBy": "商南县总工会", "date": "2024-05"}},
        {"s": "商南县总工会", "p": "locatedIn", "o": "商南县", "optional": True},
    ],
    "quantities": [{"value": 11, "unit": "人", "text": "11人", "approx": False}],
    "noise": ["分享到"],
}


def record(**changes: Any) -> dict[str, Any]:
    """A record that says all that gold says, with `changes`."""
    return {
        "article": {"source": "somewhere/one.txt", **GOLD["meta"], "published": "2024-05-01"},
        "entities": [
            {"id": "e1", "type": "Person", "name": "李四", "aliases": []},
            {"id": "e2", "type": "Organization", "name": "商南縣總工會", "aliases": ["縣總工會"]},
            {"id": "e3", "type": "Honor", "name": "商南县“劳动模范”", "aliases": []},
        ],
        "statements": [
            {
                "subject": "e1",
                "predicate": "awarded",
                "object": "e3",
                "qualifiers": {"conferredBy": "e2", "date": "2024-05-01"},
            }
        ],
        "quantities": [{"value": 11, "unit": "人"}],
    } | changes


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def f1(scores: Scores) -> dict[str, float]:
    names = ("entity", "canonical name", "relation", "qualifier", "quantity", "metadata")
    return {name: round(scores[name].f1, 2) for name in names}


def test_what_gold_says_scores_one_in_either_script(gold: Path) -> None:
    scores = score(gold, [record()])
    # a date is compared at gold's precision only where it is metadata
    assert f1(scores) == {
        "entity": 1.0,
        "canonical name": 1.0,
        "relation": 1.0,
        "qualifier": 0.5,
        "quantity": 1.0,
        "metadata": 1.0,
    }


def test_a_missing_article_scores_as_empty(gold: Path) -> None:
    scores = score(gold, [])
    assert scores["entity"].gold == 3
    assert scores["entity"].printed == 0
    assert [error.why for error in scores.errors if error.what == "article"] == ["missed"]


def test_a_second_entity_for_the_same_name_is_an_error(gold: Path) -> None:
    entities = [*record()["entities"], {"id": "e9", "type": "Organization", "name": "县总工会", "aliases": []}]
    scores = score(gold, [record(entities=entities)])
    assert (scores["entity"].right, scores["entity"].printed) == (3, 4)
    assert [error.why for error in scores.errors if error.what == "entity"] == ["split"]


def test_optional_entities_and_relations_count_neither_way(gold: Path) -> None:
    entities = [*record()["entities"], {"id": "e4", "type": "Place", "name": "商南县", "aliases": []}]
    located = {"subject": "e2", "predicate": "locatedIn", "object": "e4", "qualifiers": {}}
    with_optional = score(gold, [record(entities=entities, statements=[*record()["statements"], located])])
    assert f1(with_optional) == f1(score(gold, [record()]))


def test_an_invented_relation_costs_precision(gold: Path) -> None:
    invented = {"subject": "e1", "predicate": "worksFor", "object": "e2", "qualifiers": {}}
    scores = score(gold, [record(statements=[*record()["statements"], invented])])
    assert (scores["relation"].right, scores["relation"].printed) == (1, 2)
    assert scores["relation/worksFor"].precision == 0


@pytest.mark.parametrize(
    ("quote", "cause"), [("李四拟调县总工会。", "wrong polarity"), ("县总工会给李四颁奖。", "not said")]
)
def test_an_invention_beside_a_denial_is_told_apart(gold: Path, quote: str, cause: str) -> None:
    invented = {"subject": "e1", "predicate": "worksFor", "object": "e2", "evidence": [{"text": quote}]}
    scores = score(gold, [record(statements=[*record()["statements"], invented])])
    assert scores.error_classes() == {("spurious", cause): 1}


def test_confidence_is_binned(gold: Path) -> None:
    sure = [{**record()["statements"][0], "confidence": 0.85}]
    invented = {"subject": "e1", "predicate": "worksFor", "object": "e2", "confidence": 0.82}
    scores = score(gold, [record(statements=[*sure, invented])])
    assert scores.reliability() == [(0.8, 0.5, 2)]


def test_many_aliases_win_nothing(gold: Path) -> None:
    guess = {"id": "e1", "type": "Person", "name": "张三", "aliases": ["李四", "王五", "赵六"]}
    scores = score(gold, [record(entities=[guess])])
    assert scores["entity"].right == 0


def test_noise_in_a_name_is_counted(gold: Path) -> None:
    leak = {"id": "e5", "type": "Organization", "name": "分享到微博", "aliases": []}
    assert score(gold, [record(entities=[leak])])["noise leaked"].printed == 1


def test_a_folder_without_gold_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold articles"):
        score(tmp_path, [])
