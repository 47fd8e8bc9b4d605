"""No text, however odd, makes the rule recognisers slow, wrong in their offsets, or fail."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.extract.document import Document, Token
from kg.extract.recognise import events, honors, organizations, people, places
from kg.model import AlignedText, Article, Mention
from kg.text.fold import fold
from kg.text.sentences import sentences

FINDERS = (people.find, places.find, organizations.find, honors.find, events.find)
PIECES = [
    "张",
    "王",
    "北京",
    "市",
    "县",
    "村",
    "公司",
    "大学",
    "局",
    "奖",
    "第三届",
    "大赛",
    "“",
    "”",
    "（",
    "）",
    "·",
    "、",
    "和",
    " ",
    "获",
    "称号",
    "某",
    "阿",
    "-",
    "书记",
    "说",
    "\n",
    "A",
    "7",
    "集团",
    "的",
    "中国",
]


def document(text: str, size: int = 2) -> Document:
    """`text` in words of `size` characters: as bad as a segmenter can be."""
    article = Article(id="t", source="test", text=text, clean=AlignedText(text))
    folded = fold(text)
    tokens = tuple(
        Token(at, min(at + size, len(text)), folded[at : at + size], "n") for at in range(0, len(text), size)
    )
    return Document(article, text, folded, tuple(sentences(text)), tokens, words=tokens)


def found(text: str, size: int = 2) -> list[Mention]:
    read = document(text, size)
    return [mention for find in FINDERS for mention in find(read, ontology.load())]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join), st.integers(1, 4))
def test_mentions_are_slices_of_the_text(text: str, size: int) -> None:
    for mention in found(text, size):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.votes
        assert all(0 < vote.score <= 1 for vote in mention.votes)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_is_read(text: str) -> None:
    for mention in found(text):
        assert mention.text == text[mention.start : mention.end]


@pytest.mark.parametrize(
    "piece", ["张", "王李、", "（", "“", "北京", "阿-", "·阿", "县公司", "第三届大赛", "和", "获奖", "李明、王芳、"]
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        found(text)
        return time.process_time() - start

    seconds(1_000)
    short, long = seconds(10_000), seconds(40_000)
    assert long < 12 * short + 0.2  # four times the text; quadratic would be sixteen
