"""Whom each clause speaks of, and what lines under a heading tell."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.extract.relate import look
from kg.extract.relate.scene import Scene
from kg.extract.times import find_times
from tests.extract.relate.marked import read


def _scene(marked: str) -> tuple[Scene, dict[str, str]]:
    document, entities = read(marked)
    scene = look(document, entities, find_times(document), (), ontology.load())
    return scene, {entity.id: entity.name for entity in entities}


def _spoken(marked: str) -> list[tuple[str, str]]:
    scene, names = _scene(marked)
    return [("、".join(names[e] for e in c.subjects), c.how) for row in scene.clauses for c in row]


@pytest.mark.parametrize(
    ("marked", "spoken"),
    [
        ("<P林海>生于1980年，毕业于<O青山学院>。", [("林海", "own"), ("林海", "on")]),
        ("<P林海>当过兵。2019年获<H劳动模范>。", [("林海", "own"), ("林海", "before")]),
        ("<P林海>在<O宏达公司>工作，<P王芳>任教。", [("林海", "own"), ("王芳", "own")]),
        (
            "<O宏达公司>成立于2001年。<P林海>任董事长，公司获<H一等奖>。",
            [("宏达公司", "own"), ("林海", "own"), ("宏达公司", "echo")],
        ),
        ("<P林海>采访了<P王芳>，他很高兴。", [("林海", "own"), ("王芳", "echo")]),
        ("由<O宏达公司>主办的比赛结束，<P林海>夺冠。", [("", "none"), ("林海", "own")]),
        ("<P林海>是教师，<O县政协>委员。获<H一等奖>。", [("林海", "own"), ("林海", "on"), ("林海", "before")]),
        ("<P林海>到会，毕业于<O青山学院>的<P王芳>获<H一等奖>。", [("林海", "own"), ("王芳", "own")]),
        ("<P林海>走访了<O青山学院>的<P王芳>，获好评。", [("林海", "own"), ("林海", "on")]),
        ("<P林海>、<P王芳>到会，只有<P周敏>获奖。", [("林海、王芳", "own"), ("周敏", "own")]),
        ("<P周敏>和<P林海>、<P王芳>合影，他获<H一等奖>。", [("周敏、林海、王芳", "own"), ("周敏、林海、王芳", "echo")]),
        (
            "<P周敏>开会，<O县医院>派<P林海>、<P王芳>去，她获奖。",
            [("周敏", "own"), ("县医院", "own"), ("周敏", "echo")],
        ),
        ("<P周敏>到会，毕业于<O青山学院>的她获奖。", [("周敏", "own"), ("周敏", "echo")]),
        ("<O林海商会>开会，<P周敏>到场，该会获奖。", [("林海商会", "own"), ("周敏", "own"), ("林海商会", "echo")]),
    ],
)
def test_whom_a_clause_speaks_of(marked: str, spoken: list[tuple[str, str]]) -> None:
    assert _spoken(marked) == spoken


def test_lines_under_an_honor_tell_of_it() -> None:
    scene, _ = _scene("评选结果\n一、<H县优秀教师>\n<P林海> <O青山小学>\n<P王芳> <O红星小学>\n大会昨天结束，天气很好。")
    assert ["awarded" in told for told in scene.told] == [False, True, True, True, False]
    assert "worksFor" in scene.told[2]


def test_a_row_that_names_honor_and_winner_tells_of_it() -> None:
    scene, _ = _scene("三好学生：<P林海>。")
    assert "awarded" not in scene.told[0]
    scene, _ = _scene("<H三好学生>：<P林海>。")
    assert "awarded" in scene.told[0]
