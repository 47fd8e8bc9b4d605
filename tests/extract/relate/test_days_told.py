"""The day of a visit, a signing or an event, where the sentence that states it gives none."""

from __future__ import annotations

import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.qualifiers import event_date
from tests.extract.relate.marked import scene_of

OPENING = "2024年3月5日，青河县召开大会。\n"


def days(marked: str, relation: str) -> set[str | None]:
    """The dates of what the last sentence of `marked` proposes."""
    scene = scene_of(marked)
    last = len(scene.plain) - 1
    found = [one for one in propose(scene) if one.relation == relation and one.view == last]
    assert found
    return {event_date(scene, one) for one in found}


@pytest.mark.parametrize(
    ("marked", "relation", "day"),
    [
        ("会后，<P李明>来到<O青河酒厂>调研。", "visited", "2024-03-05"),
        ("<P李明>此前走访过<O青河酒厂>。", "visited", None),
        ("日前，<P李明>来到<O青河酒厂>调研。", "visited", None),
        ("会上，<O青河酒厂>与<O海东大学>签订供货协议。", "partneredWith", "2024-03-05"),
        ("另悉，<O青河酒厂>与<O海东大学>签订供货协议。", "partneredWith", None),
        ("<O青河酒厂>将与<O海东大学>开课，双方2024年2月28日已签约。", "partneredWith", "2024-02-28"),
    ],
)
def test_the_day_of_the_news_is_only_what_was_done_then(marked: str, relation: str, day: str | None) -> None:
    assert days(OPENING + marked, relation) == {day}


def test_an_event_is_held_when_the_sentence_that_names_it_first_says() -> None:
    opening = "（通讯员 2024年3月21日）\n3月18日至20日，<E青河文旅推介周>在海东举行。\n"
    assert days(opening + "<E青河文旅推介周>由<O青河县文旅局>主办。", "organized") == {"2024-03-18"}


def test_the_day_an_event_closed_is_not_when_it_was_held() -> None:
    opening = "2024年3月16日，<E青河文旅推介周>落下帷幕。\n"
    assert days(opening + "<E青河文旅推介周>由<O青河县文旅局>主办。", "organized") == {None}
