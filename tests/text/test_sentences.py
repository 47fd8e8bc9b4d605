from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.sentences import clauses, sentences

marked = st.text(alphabet=st.sampled_from("县长说好。！？…；，“”‘’（）《》「」\n 1,:"))


def split(text: str) -> list[str]:
    return [span.slice(text) for span in sentences(text)]


@given(marked)
def test_sentences_leave_out_white_space_only(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(marked)
def test_clauses_cover_their_sentence(text: str) -> None:
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        assert "".join("".join(part.slice(text) for part in parts).split()) == "".join(sentence.slice(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他来了。她走了！", ["他来了。", "她走了！"]),
        ("“你好。”他说。“再见。”", ["“你好。”他说。", "“再见。”"]),
        ("李四说：“今天好。明天更好。”会议结束。", ["李四说：“今天好。明天更好。”", "会议结束。"]),
        ("获“先进集体”称号。第二句", ["获“先进集体”称号。", "第二句"]),
        ("（完。）结束", ["（完。）", "结束"]),
        ("标题\n正文第一句。", ["标题", "正文第一句。"]),
        ("“没有合上。第二句。", ["“没有合上。", "第二句。"]),
        ("真的吗？！是的……好", ["真的吗？！", "是的……", "好"]),
    ],
)
def test_quotations_and_brackets_stay_whole(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_clauses_keep_numbers_and_quotations_whole() -> None:
    text = "投资1,500万港元，获“稳、准，快”奖；成立公司"
    assert [part.slice(text) for part in clauses(text, Span(0, len(text)))] == [
        "投资1,500万港元，",
        "获“稳、准，快”奖；",
        "成立公司",
    ]


@pytest.mark.parametrize("char", list("“（。县\n，"))
def test_time_is_linear(char: str) -> None:
    def cost(length: int) -> float:
        start = time.process_time()
        text = char * length
        for sentence in sentences(text):
            clauses(text, sentence)
        return time.process_time() - start

    cost(10_000)
    assert cost(400_000) < max(40 * cost(40_000), 2.0)
