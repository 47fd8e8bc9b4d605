import math
import time
from functools import cache
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.relate.expressions import expression, ways
from kg.extract.relate.patterns import compile_patterns
from kg.extract.relate.view import holders
from kg.ontology import load


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{subject}获{object}", 1),
        ("{subject}…获(得)?{object}", 18),
        ("{subject}……(荣获|获得|获)…{object}", 31 * 2 * 9),
        ("{subject}…(…奖|获)?{object}", 9 * 9 * 2 * 2),
        ("{both+}签署{agreement}", 25),
        ("{subject}担任{object}{title}", math.inf),
        ("{subject}(获(得|到)){object}", math.inf),
    ],
)
def test_ways_to_fill_a_line_are_counted_with_room_to_spare(line: str, wanted: float) -> None:
    assert ways(line) == wanted


def test_lines_of_many_ways_run_on_re2() -> None:
    few, many = expression("{subject}…获{object}", "a.{0,8}?b"), expression("……" * 5, "a.{0,30}?b")
    assert type(few).__module__ == "re"
    assert type(many) is type(re2.compile("a"))


def test_no_expression_is_a_value_error() -> None:
    for line in ("获", "……" * 5):
        with pytest.raises(ValueError, match="missing"):
            expression(line, "(")


_TEXTS = st.text("".join(holders.values()) + "与和获得荣被授予在于了、，。“”称号成立任", max_size=60)


@cache
def _engines() -> list[tuple[Any, Any, range]]:
    lines = [line for line in compile_patterns(load()).lines[::9] if type(line.regex).__module__ == "re"]
    return [(line.regex, re2.compile(line.regex.pattern), range(len(line.slots) + 1)) for line in lines]


@settings(deadline=None)  # the first text waits for the ontology
@given(_TEXTS)
def test_both_engines_find_the_same(text: str) -> None:
    for one, two, groups in _engines():
        found, wanted = (
            [[match.span(group) for group in groups] for match in engine.finditer(text)] for engine in (one, two)
        )
        assert found == wanted


@pytest.mark.parametrize("words", ["的", "与", "获得", "成立", "在于", "与和同跟", "参加出席"])
def test_time_of_a_line_is_linear_in_the_text(words: str) -> None:
    for line in compile_patterns(load()).lines:
        text = (holders["Person"] + holders["Organization"] + words) * 150
        started = time.process_time()
        for _ in line.regex.finditer(text):
            pass
        assert time.process_time() - started < 0.1, line.source
