"""An article's clean text as a `Document`: folded, cut into sentences, words and parts of speech.

The accurate model reads words, classes and names from LAC, the fast one from jieba. jieba's dictionary is made larger
by the project's own: names that the ontology's lexicons and administrative divisions hold. Nothing else imports jieba.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from math import inf, log
from string import ascii_letters, digits
from sys import intern

import jieba
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract import lac
from kg.extract.document import Document, Token
from kg.model import Article, Model, Span
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
# What jieba looks for words in; all else it parts by character.
_BLOCK = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")
_PARTS = re.compile(rf"{_BLOCK.pattern}|\r\n|[\s\S]")
_ALPHANUMERIC = frozenset(ascii_letters + digits)


def analyse(article: Article, ontology: Ontology, *, model: Model = "accurate") -> Document:
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
        return Document(article, text, folded, spans, tuple(_with_gaps(text, folded, words)), words)
    tokens, states = _read_with_lac(folded, pieces)
    return Document(article, text, folded, spans, tuple(_with_gaps(text, folded, tokens)), words, states)


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


def _with_gaps(text: str, folded: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens` and, as tokens of class ``w``, the white space between sentences, so that all rejoin to the text."""
    at, same = 0, text == folded
    for token in tokens:
        if token.start > at:
            yield Token(at, token.start, text[at : token.start], "w")
        yield token if same else Token(token.start, token.end, text[token.start : token.end], token.tag)
        at = token.end
    if at < len(text):
        yield Token(at, len(text), text[at:], "w")


def jieba_tokens(folded: str, pieces: Iterable[Span], ontology: Ontology) -> Iterator[Token]:
    """Jieba's words of each piece of the folded text, with their class in the dictionary (``x`` for a new word)."""
    dictionary = _words(ontology)
    for piece in pieces:
        start = piece.start
        for word, tag in dictionary.cut(piece.slice(folded)):
            yield Token(start, start + len(word), word, tag or _class_of_unknown(word))
            start += len(word)


def _class_of_unknown(word: str) -> str:
    return "m" if word[0].isdigit() else "eng" if word.isascii() and word.isalpha() else "x"


class _Words:
    """Jieba's likeliest words, from its dictionary and one of our own, in a third of its time and half of its memory.

    Jieba asks its dictionary for every stretch that a word might be, and keeps all beginnings of words for that. Here
    one automaton finds all words of a sentence in a pass. It keeps no strings: what is known of its words stands in
    arrays by their numbers.
    """

    def __init__(self, frequencies: dict[str, int], classes: dict[str, str]) -> None:
        """Take what is needed of the dictionaries and empty them, so that they don't outlive the automaton's making."""
        total = log(sum(frequencies.values()))
        self._unknown = -total
        self._single = {word: log(count) - total for word, count in frequencies.items() if count and len(word) == 1}
        longer = [word for word, count in frequencies.items() if count and len(word) > 1 and _BLOCK.fullmatch(word)]
        self._chances = array("d", (log(frequencies[word]) - total for word in longer))
        frequencies.clear()
        self._tags = tuple(sorted(set(classes.values())))
        numbers = {tag: number for number, tag in enumerate(self._tags)}
        self._classes = array("H", (numbers[classes[word]] for word in longer))
        # Of single characters and of letters and digits in a row, which may be joined from single ones.
        self._others = {word: tag for word, tag in classes.items() if len(word) == 1 or word.isascii()}
        classes.clear()
        self._automaton = AhoCorasick(longer, matchkind=MatchKind.Standard, store_patterns=False)

    def cut(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of `text`, each with its class, which is empty where the dictionary has none."""
        for part in _PARTS.findall(text):
            if _BLOCK.match(part):
                yield from self._cut(part)
            else:
                yield part, self._others.get(part, "")

    def _cut(self, block: str) -> Iterator[tuple[str, str]]:
        at = run = 0  # from `run` on single letters and digits, which are one word
        for end, number in self._path(block):
            if number >= 0 or block[at] not in _ALPHANUMERIC:
                if run < at:
                    yield block[run:at], self._others.get(block[run:at], "")
                word = block[at:end]
                yield word, self._tags[self._classes[number]] if number >= 0 else self._others.get(word, "")
                run = end
            at = end
        if run < at:
            yield block[run:at], self._others.get(block[run:at], "")

    def _path(self, block: str) -> Iterator[tuple[int, int]]:
        """The likeliest words, each as where it ends and its number, which is -1 for a single character."""
        single, unknown, length = self._single.get, self._unknown, len(block)
        longer = self._longer(block)
        sums = [0.0] * (length + 1)
        words = [(0, 0)] * length
        for start in range(length - 1, -1, -1):
            chance, word = single(block[start]), (start + 1, -1)
            if start in longer:
                best = -inf if chance is None else chance + sums[start + 1]
                for more, end, number in longer[start]:  # the longest last: it wins where two are alike
                    if more + sums[end] >= best:
                        best, word = more + sums[end], (end, number)
            else:
                best = (unknown if chance is None else chance) + sums[start + 1]
            sums[start], words[start] = best, word
        at = 0
        while at < length:
            yield words[at]
            at = words[at][0]

    def _longer(self, block: str) -> dict[int, list[tuple[float, int, int]]]:
        """For each character the words of two characters and more that begin there: their chance, end, number."""
        found: dict[int, list[tuple[float, int, int]]] = {}
        chances = self._chances
        for number, start, end in self._automaton.find_matches_as_indexes(block, overlapping=True):
            if start in found:
                found[start].append((chances[number], end, number))
            else:
                found[start] = [(chances[number], end, number)]
        return found


_dictionaries: dict[tuple[str, str], _Words] = {}


def _words(ontology: Ontology) -> _Words:
    """Jieba with the project's words, one a process and ontology."""
    key = (str(ontology.folder), ontology.version)
    if key not in _dictionaries:
        _dictionaries[key] = _make_words(ontology)
    return _dictionaries[key]


def _make_words(ontology: Ontology) -> _Words:
    frequencies: dict[str, int] = {}
    classes: dict[str, str] = {}
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file:  # 350,000 lines: a list of them, and a string for each class, would take 40 MB
            word, frequency, kind = line.decode("utf-8").split()
            classes[word] = intern(kind)
            frequencies[word] = int(frequency)
    for word, kind in _project_words(ontology):
        if frequencies.setdefault(word, _WORD_FREQUENCY) == _WORD_FREQUENCY:
            classes.setdefault(word, kind)
    return _Words(frequencies, classes)


def _project_words(ontology: Ontology) -> Iterator[tuple[str, str]]:
    for lexicon, kind in _CLASS_OF_LEXICON.items():
        for form in ontology.forms(lexicon):
            if len(form) > 1 and form.isalnum():
                yield fold(form), kind
    for form, divisions in ontology.divisions.index().items():
        risk = max(division.risk if division.short == form else division.risk - 1 for division in divisions)
        if len(form) > 1 and risk < 1:
            yield form, "ns"
