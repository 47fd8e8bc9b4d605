"""Extractions as lines to read, and as records that say why."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.extract.listing import to_lines
from kg.extract.record import to_record
from kg.model import (
    AlignedText,
    Article,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Qualifier,
    Quantity,
    Rival,
    Statement,
    Vote,
)
from kg.ontology import load
from kg.read import read_text

TEXT = "省总工会授予李明劳动模范称号，3人到场。"


@pytest.fixture
def extraction() -> Extraction:
    votes = (Vote("person-title", 0.9), Vote("tagger", 0.995))
    rival = Rival("李明劳", "Person", 0.12)
    person = Mention(6, 8, "李明", "Person", confidence=0.98, votes=votes, rivals=(rival,))
    honor = Mention(8, 12, "劳动模范", "Honor", confidence=0.9, votes=(Vote("tagger", 0.8),))
    said = Statement(
        "e1",
        "awarded",
        "e2",
        qualifiers=(Qualifier("date", "2023"),),
        confidence=0.91,
        evidence=(Evidence(0, 14, TEXT[:14]),),
        rule="awarded:3",
    )
    return Extraction(
        Article("a", "a.txt", TEXT, AlignedText(TEXT), title="表彰\x1b[31m"),
        (
            Entity("e1", "Person", "李明", ("李先生",), (person,), confidence=0.98),
            Entity("e2", "Honor", "劳动模范", mentions=(honor,), subtype="HonoraryTitle", confidence=0.9),
        ),
        (said,),
        (Quantity(15, 17, "3人", 3, "人", approx=True),),
    )


def test_a_listing_says_who_voted_what_lost_and_which_rule(extraction: Extraction) -> None:
    lines = list(to_lines(extraction, explain=True))
    assert "  李明   0.98   = 李先生" in lines
    assert any("6-8 李明   full 0.98 by person-title 0.90, tagger 0.99" in line for line in lines)
    assert any(line.strip() == "over Person 李明劳 0.12" for line in lines)
    assert "  李明  awarded  劳动模范   0.91   date=2023" in lines
    assert "      by awarded:3" in lines
    assert any(line.startswith("  3 人 (approx)   15-17 3人") for line in lines)


def test_without_the_reasons_a_listing_is_short(extraction: Extraction) -> None:
    lines = "\n".join(to_lines(extraction))
    assert "tagger" not in lines
    assert "awarded:3" not in lines
    assert "0-14 省总工会授予李明劳动模范称号" in lines


def test_nothing_of_an_article_steers_the_terminal(extraction: Extraction) -> None:
    assert "\x1b" not in "".join(to_lines(extraction, explain=True))


def test_a_record_says_the_same(extraction: Extraction) -> None:
    record = to_record(extraction, explain=True)
    [mention] = record["entities"][0]["mentions"]
    assert mention["votes"] == {"person-title": 0.9, "tagger": 0.995}
    assert mention["over"] == [["李明劳", "Person", 0.12]]
    assert record["statements"][0]["rule"] == "awarded:3"
    assert "votes" not in to_record(extraction)["entities"][0]["mentions"][0]


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_every_name_of_an_article_has_its_voters_and_every_statement_its_rule(model: str) -> None:
    text = "商南县总工会成立\n5月3日，商南县总工会主席李明获“陕西省劳动模范”称号，该县3人到场。\n"
    found = extract(read_text(text), load(), model="fast" if model == "fast" else "accurate")
    mentions = [mention for entity in found.entities for mention in entity.mentions]
    assert "商南县总工会" in {mention.text for mention in mentions}
    assert all(mention.votes for mention in mentions if mention.kind == "full")
    assert all(statement.rule for statement in found.statements)
    assert all(rival.text and rival.confidence < 1 for mention in mentions for rival in mention.rivals)
