from dataclasses import replace

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.extract.relate.glance import Again, Choice, Gap, Glance, Part, Row, Words, read
from kg.extract.relate.patterns import compile_patterns
from kg.ontology import PatternLine

_GAPS: dict[str, Part] = {"…": Gap(3, "。"), "……": Gap(7, "。甲")}
_IN_RE2 = {"…": "[^。]{0,3}?", "……": "[^。甲]{0,7}?", "(": "(?:"}
_words = st.text("甲乙丙", min_size=1, max_size=2)
_lines = st.recursive(
    _words | st.sampled_from(["…", "……"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map(lambda held: f"({'|'.join(held)})")
        | inner.map(lambda held: f"({held})?")
    ),
    max_leaves=8,
)
_texts = st.lists(st.text("甲乙丙丁。", max_size=20), min_size=1, max_size=6)


def _in_re2(line: str) -> str:
    gaps = line.replace("……", "\0").replace("…", _IN_RE2["…"]).replace("\0", _IN_RE2["……"])
    return gaps.replace("(", _IN_RE2["("])


@settings(max_examples=400)
@given(_lines, _texts)
def test_a_line_is_found_where_re2_matches(line: str, texts: list[str]) -> None:
    # Some word must be held, or every line would match the empty text.
    regex = re2.compile(_in_re2(f"丁({line})丙"))
    found = Glance([read(f"丁({line})丙", _GAPS.get)]).matching(texts)
    assert [bool(lines) for lines in found] == [regex.search(text) is not None for text in texts]


@settings(max_examples=100)
@given(_lines, _texts)
def test_no_match_ends_behind_the_place_that_is_told(line: str, texts: list[str]) -> None:
    regex = re2.compile(_in_re2(f"丁({line})丙"))
    for text, lines in zip(texts, Glance([read(f"丁({line})丙", _GAPS.get)]).matching(texts), strict=True):
        ends = [found.end() for found in (regex.match(text, at) for at in range(len(text))) if found]
        assert all(end <= last for end in ends for _, last in lines)


def test_lines_are_told_in_their_order_for_each_of_many_texts() -> None:
    glance = Glance([Words(("乙",)), Words(("甲",)), Row((Words(("甲",)), Words(("乙",))))])
    texts = ["甲乙", "乙", "丙", *["丙" * 500] * 20, "甲乙"]
    found = [[number for number, _ in lines] for lines in glance.matching(texts)]
    assert found == [[0, 1, 2], [0], [], *[[]] * 20, [0, 1, 2]]


def test_nothing_goes_on_into_the_next_text() -> None:
    glance = Glance([Row((Words(("甲",)), Gap(9, ""), Words(("乙",))))])
    assert glance.matching(["甲", "乙", "甲丙乙"]) == [[], [], [(0, 3)]]


def test_a_run_of_parts_goes_as_far_as_it_can() -> None:
    joint = Choice((Words(("、",)),), optional=True)
    posts = Again(Words(("甲",)), Row((joint, Words(("甲",)))))
    assert Glance([posts]).matching(["丙甲、甲甲丙", "甲、、甲"]) == [[(0, 5)], [(0, 4)]]
    assert Glance([Row((Words(("丙",)), posts, Words(("丁",))))]).matching(["丙甲、甲甲丁", "丙甲、、甲丁"]) == [
        [(0, 6)],
        [],
    ]


def test_a_line_of_many_ways_takes_no_longer() -> None:
    line = "{subject}" + "(甲|乙|甲乙)?……" * 40 + "丙{object}"
    held = (PatternLine("awarded", line, "awarded.txt", 1),)
    patterns = compile_patterns(replace(ontology.load(), patterns=held, version="many ways"))
    assert patterns.glance.matching(["\ue000" + "甲乙" * 250] * 20) == [[]] * 20
