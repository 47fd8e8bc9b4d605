"""An article's clean text as a `Document`: folded, cut into sentences, words and parts of speech.

The accurate model reads words, classes and names from LAC, the fast one from jieba. jieba's dictionary is made larger
by the project's own: names that the ontology's lexicons and administrative divisions hold. Nothing else imports jieba.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import jieba

from kg.extract import lac
from kg.extract.document import Document, Token
from kg.model import Article, Span
from kg.ontology import Ontology
from kg.text.fold import fold
from kg.text.sentences import sentences

longest_read = 40_000
"""Articles longer than this (a book, not news) are read by the fast model, so that memory stays bounded."""

# Of 60 million words counted. Not tuned: any number of this size lets a listed name win against its parts and lose
# against a common word that overlaps it.
_WORD_FREQUENCY = 60
_CLASS_OF_LEXICON = {"Place": "ns", "Organization": "nt", "Honor": "nz", "Event": "nz", "Title": "n"}
_PAUSES = "，、；：,; 　"


def analyse(article: Article, ontology: Ontology, *, model: Literal["accurate", "fast"] = "accurate") -> Document:
    """The clean text of `article`, ready for the recognisers.

    Raises:
        ModelError: `model` is accurate and LAC's files are missing.
    """
    text = article.clean.text
    folded = fold(text)
    spans = tuple(sentences(text))
    pieces = [piece for span in spans for piece in pieces_of(folded, span)]
    words = tuple(jieba_tokens(folded, pieces, ontology))
    if model == "fast" or len(text) > longest_read:
        return Document(article, text, folded, spans, tokens=tuple(_with_gaps(text, words)), words=words)
    tokens, states = _read_with_lac(folded, pieces)
    return Document(article, text, folded, spans, tokens=tuple(_with_gaps(text, tokens)), words=words, states=states)


def _read_with_lac(folded: str, pieces: list[Span]) -> tuple[list[Token], lac.Floats]:
    reader = lac.load()
    tokens: list[Token] = []
    states = lac.blank_states(len(folded))
    for piece, encoded in zip(pieces, reader.encode([piece.slice(folded) for piece in pieces]), strict=True):
        states[piece.start : piece.end] = encoded.states
        tokens.extend(_tokens(folded, piece, [reader.tags[tag] for tag in encoded.tags]))
    return tokens, states


def _tokens(folded: str, piece: Span, tags: list[str]) -> Iterator[Token]:
    """Words from LAC's tags (``n-B``, ``n-I``); one that changes class midway goes on as it began."""
    starts = [at for at, tag in enumerate(tags) if at == 0 or not tag.endswith("-I")]
    for start, end in zip(starts, [*starts[1:], len(tags)], strict=True):
        left, right = piece.start + start, piece.start + end
        yield Token(left, right, folded[left:right], tags[start].partition("-")[0])


def pieces_of(folded: str, sentence: Span) -> Iterator[Span]:
    """`sentence` in stretches of at most `lac.longest_piece`, cut behind a pause in the second half."""
    start = sentence.start
    while sentence.end - start > lac.longest_piece:
        limit = start + lac.longest_piece
        middle = start + lac.longest_piece // 2
        cut = max(folded.rfind(pause, middle, limit) for pause in _PAUSES) + 1 or limit
        yield Span(start, cut)
        start = cut
    yield Span(start, sentence.end)


def _with_gaps(text: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens` and, as tokens of class ``w``, the white space between sentences, so that all rejoin to the text."""
    at = 0
    for token in tokens:
        if token.start > at:
            yield Token(at, token.start, text[at : token.start], "w")
        yield Token(token.start, token.end, text[token.start : token.end], token.tag)
        at = token.end
    if at < len(text):
        yield Token(at, len(text), text[at:], "w")


def jieba_tokens(folded: str, pieces: Iterable[Span], ontology: Ontology) -> Iterator[Token]:
    """Jieba's words of each piece of the folded text, with their class in the dictionary (``x`` for a new word)."""
    dictionary = _dictionary(ontology)
    for piece in pieces:
        at = piece.start
        for word in dictionary.tokenizer.cut(piece.slice(folded), HMM=False):
            yield Token(at, at + len(word), word, dictionary.class_of(word))
            at += len(word)


@dataclass(frozen=True, slots=True)
class _Dictionary:
    tokenizer: jieba.Tokenizer
    classes: dict[str, str]

    def class_of(self, word: str) -> str:
        found = self.classes.get(word)
        if found is None:
            found = "m" if word[0].isdigit() else "eng" if word.isascii() and word.isalpha() else "x"
        return found


_dictionaries: dict[tuple[str, str], _Dictionary] = {}


def _dictionary(ontology: Ontology) -> _Dictionary:
    """Jieba with the project's words, one a process and ontology."""
    key = (str(ontology.folder), ontology.version)
    if key not in _dictionaries:
        _dictionaries[key] = _make_dictionary(ontology)
    return _dictionaries[key]


def _make_dictionary(ontology: Ontology) -> _Dictionary:
    """Jieba's dictionary and the project's, read without jieba's own cache, a file in the shared temporary folder."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    lines = tokenizer.get_dict_file().read().decode("utf-8").splitlines()
    frequencies: dict[str, int] = {}
    classes: dict[str, str] = {}
    for line in lines:
        word, frequency, classes[word] = line.split(" ")
        frequencies[word] = int(frequency)
    for word, kind in _project_words(ontology):
        if frequencies.setdefault(word, _WORD_FREQUENCY) == _WORD_FREQUENCY:
            classes.setdefault(word, kind)
    tokenizer.total = sum(frequencies.values())
    for word in list(frequencies):
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)  # jieba knows by these that a longer word may follow
    tokenizer.FREQ, tokenizer.initialized = frequencies, True
    return _Dictionary(tokenizer, classes)


def _project_words(ontology: Ontology) -> Iterator[tuple[str, str]]:
    for lexicon, kind in _CLASS_OF_LEXICON.items():
        for form in ontology.forms(lexicon):
            if len(form) > 1 and form.isalnum():
                yield fold(form), kind
    for form, divisions in ontology.divisions.index().items():
        risk = max(division.risk if division.short == form else division.risk - 1 for division in divisions)
        if len(form) > 1 and risk < 1:
            yield form, "ns"
