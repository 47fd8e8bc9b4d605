"""Bytes to text: every encoding, whatever is declared, with single bad bytes."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.encoding import decode
from tests.read.encoded import variants

_GOLD = Path(__file__).parents[1] / "gold"
_TEXTS = [file.read_text(encoding="utf-8") for file in sorted(_GOLD.glob("*/*.txt"))[::12]]


def test_texts_are_read_right_whatever_is_declared() -> None:
    every = [one for seed, text in enumerate(_TEXTS) for one in variants(text, seed)]
    wrong = [(one.encoding, one.declared, one.damaged, one.text[:20]) for one in every if not one.is_read_right()]
    assert len(wrong) <= 0.005 * len(every), wrong


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_a_bad_byte_costs_a_character_instead_of_a_line(encoding: str) -> None:
    text = "臨江縣總工會在縣文化館舉辦職工技能培訓班來自各鄉鎮的職工參加縣總工會主席出席並講話"
    data = text.encode(encoding)
    for at in range(0, len(data), 2):
        found = decode(data[:at] + b"\xff" + data[at + 1 :])
        assert sum(char not in text for char in found) <= 2, (at, found)
        assert abs(len(found) - len(text)) <= 2


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        pass
    else:
        text.encode("utf-8")


def test_bytes_out_of_step_take_linear_time() -> None:
    draw = random.Random(3)  # noqa: S311 - no secret
    text = "临江县总工会举办培训班。" * 40_000
    data = bytearray(text.encode("gb18030"))
    for _ in range(3000):
        data[draw.randrange(len(data))] = 0x80 + draw.randrange(0x7F)
    begin = time.process_time()
    decode(bytes(data))
    assert time.process_time() - begin < 6
