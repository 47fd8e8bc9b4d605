"""Segmentation: whatever the text, tokens rejoin to it and sentences stay inside it."""

from __future__ import annotations

from itertools import pairwise

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import lac, segment
from kg.extract.document import Document
from kg.model import AlignedText, Article, Span
from kg.ontology import load


def analysed(text: str, model: str = "accurate") -> Document:
    article = Article(id="a", source="a", text=text, clean=AlignedText(text))
    return segment.analyse(article, load(), model="fast" if model == "fast" else "accurate")


@pytest.mark.parametrize("model", ["accurate", "fast"])
@settings(max_examples=40, deadline=None)
@given(text=st.text(st.sampled_from("商南县总工会授予刘保柱“” \n，。、《》A1９\u3000\u200b\ud83c𠮷陜")))
def test_tokens_rejoin_to_the_text(model: str, text: str) -> None:
    document = analysed(text, model)
    assert "".join(token.text for token in document.tokens) == text
    assert all(token.text == text[token.start : token.end] for token in document.tokens)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_unicode_is_analysed(text: str) -> None:
    document = analysed(text, "fast")
    assert "".join(token.text for token in document.tokens) == text
    assert len(document.folded) == len(text)


def test_accurate_and_fast_say_what_words_are_names() -> None:
    text = "商南县总工会主席刘保柱到西安市调研。"
    assert {(token.text, token.tag) for token in analysed(text).tokens} >= {("刘保柱", "PER"), ("西安市", "LOC")}
    assert ("西安市", "ns") in {(token.text, token.tag) for token in analysed(text, "fast").tokens}


def test_projects_dictionary_knows_counties_that_jieba_does_not() -> None:
    words = [token.text for token in analysed("他到镇坪县工作。", "fast").tokens]
    assert "镇坪县" in words


def test_traditional_script_reads_as_simplified() -> None:
    simplified, traditional = analysed("陕西省总工会授予他奖章。"), analysed("陝西省總工會授予他獎章。")
    assert [token.tag for token in simplified.tokens] == [token.tag for token in traditional.tokens]


def test_long_sentences_are_cut_at_pauses() -> None:
    sentence = "商洛市各县区，" * 100
    pieces = list(segment.pieces_of(sentence, Span(0, len(sentence))))
    assert all(len(piece) <= lac.longest_piece for piece in pieces)
    assert all(sentence[piece.end - 1] == "，" for piece in pieces)
    assert pieces[0].start == 0
    assert all(left.end == right.start for left, right in pairwise(pieces))


def test_books_are_read_by_the_fast_model() -> None:
    document = analysed("王" * (segment.longest_read + 1))
    assert document.states is None
    assert sum(len(token.text) for token in document.tokens) == segment.longest_read + 1


def test_sentences_do_not_change_what_others_read() -> None:
    alone, together = analysed("刘保柱到会。"), analysed("刘保柱到会。\n商南县总工会举办培训班，来自各镇的职工参加。")
    assert alone.states is not None
    assert together.states is not None
    assert (alone.states == together.states[: len(alone.text)]).all()


def jiebas_own(frequencies: dict[str, int]) -> jieba.Tokenizer:
    beginnings = {word[:size]: 0 for word in frequencies for size in range(1, len(word))}
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = beginnings | frequencies, sum(frequencies.values())
    tokenizer.initialized = True
    return tokenizer


@given(
    frequencies=st.dictionaries(st.text("县总工会aB2.·", min_size=1, max_size=4), st.integers(1, 9), min_size=1),
    text=st.text("县总工会授aB2.·，\r\n ", max_size=30),
)
def test_words_are_those_that_jieba_finds(frequencies: dict[str, int], text: str) -> None:
    classes = {word: word[:1] for word in frequencies}
    expected = [(word, classes.get(word, "")) for word in jiebas_own(frequencies).cut(text, HMM=False)]
    assert list(segment._Words(dict(frequencies), dict(classes)).cut(text)) == expected
