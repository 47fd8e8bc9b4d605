"""What the tagger sees of each character beside LAC's states: words, marks, lexicon words, what the rules propose.

Every column is 0 or 1. Which columns there are is fixed here, not by the ontology's content, so that a longer lexicon
needs no new weights; `width` and the order of the blocks are part of the trained model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.document import Document, Token
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.model import Mention, Span, type_names
from kg.ontology import Ontology
from kg.text.fold import fold

Rows = NDArray[np.float32]

_LAC = (
    *("a", "ad", "an", "c", "d", "f", "m", "n", "nr", "ns", "nt", "nw", "nz", "p", "q", "r"),
    *("s", "t", "u", "v", "vd", "vn", "w", "xc", "PER", "LOC", "ORG", "TIME"),
)
_JIEBA = (
    *("nr", "ns", "nt", "nz", "n", "v", "vn", "a", "d", "m", "q", "r", "p", "c", "u", "t", "f", "s"),
    *("eng", "x", "b", "l", "i", "j", "w"),
)
_NAME_TAGS = ("PER", "LOC", "ORG")
_LEXICONS = (
    ("Organization", ("head", "unit", "short", "name", "prefix", "inside", "stop")),
    ("Place", ("head", "country", "city", "region", "district", "common")),
    ("Person", ("surname", "japanese", "word", "says")),
    ("Post", ("post", "modifier")),
    ("Title", ("post", "kind", "address")),
    ("Honor", ("head", "rank", "given", "called", "level", "name", "stop")),
    ("Event", ("head", "weak", "level", "name", "stop")),
    ("Trigger", ("awarded", "organized", "participatedIn", "visited", "worksFor")),
)
_NUMERALS = "一二三四五六七八九十百千万零〇两"
_MARKS = (
    "，。；：！？",
    "、",
    "“‘",
    "”’",
    "《",
    "》",
    "·",
    "（",
    "）",
    " ",
    "第届",
    "年月日",
    "一二三四五六七八九十百千万零〇两",
)
_ENCLOSED = (("“", "”"), ("《", "》"), ("（", "）"))
_LONGEST_ENCLOSED = 60
_MOST_NAMES = 1_000  # distinct names of one article that are looked up again; hostile articles have more

_ROLES = tuple((lexicon, role) for lexicon, roles in _LEXICONS for role in roles)
_BLOCKS = (len(_LAC) + 2, len(_JIEBA) + 4, len(_MARKS) + 2, 1 + len(_ENCLOSED), 3 * len(_NAME_TAGS), 3 * len(_ROLES))
width = sum(_BLOCKS) + 3 * len(type_names)
"""Columns of a feature row."""


def rows(document: Document, proposals: Iterable[Mention], ontology: Ontology) -> Rows:
    """The features of every character of `document`, (characters, `width`); `proposals` are what the rules found."""
    table = np.zeros((len(document.text), width), dtype=np.float32)
    starts = np.cumsum((0, *_BLOCKS)).tolist()
    blocks = [table[:, start:end] for start, end in zip(starts, [*starts[1:], width], strict=True)]
    if document.states is not None:
        _words(blocks[0], document.tokens, _LAC)
    _words(blocks[1], document.words, _JIEBA)
    _shapes(blocks[1][:, len(_JIEBA) + 2 :], document.words)
    _marks(blocks[2], document.folded)
    _places_in_text(blocks[3], document)
    _names_again(blocks[4], document)
    for start, end, roles in _lexicon(ontology).find(document.folded):
        for role in roles:
            _span(blocks[5], start, end, role)
    for mention in proposals:
        _span(blocks[6], mention.start, mention.end, type_names.index(mention.type))
    return table


def _span(block: Rows, start: int, end: int, kind: int) -> None:
    """First, all and last characters of a span of the `kind`-th sort."""
    block[start, 3 * kind] = 1
    block[start:end, 3 * kind + 1] = 1
    block[end - 1, 3 * kind + 2] = 1


def _words(block: Rows, tokens: Sequence[Token], classes: Sequence[str]) -> None:
    """The class of each character's word, and where words begin and end."""
    columns = {name: column for column, name in enumerate(classes)}
    for token in tokens:
        tag = token.tag
        column = columns.get(tag, columns.get(tag[:2], columns.get(tag[:1], columns["w"])))
        block[token.start : token.end, column] = 1
    block[[token.start for token in tokens], len(classes)] = 1
    block[[token.end - 1 for token in tokens], len(classes) + 1] = 1


def _shapes(block: Rows, words: Sequence[Token]) -> None:
    """Words of one character, and long ones: strings of single characters are often unknown names."""
    for word in words:
        if word.end - word.start == 1:
            block[word.start, 0] = 1
        elif word.end - word.start > 2:
            block[word.start : word.end, 1] = 1


def _marks(block: Rows, folded: str) -> None:
    kinds = {char: column for column, chars in enumerate(_MARKS) for char in chars}
    kinds |= dict.fromkeys("0123456789", len(_MARKS))
    found = [(at, kinds[char]) for at, char in enumerate(folded) if char in kinds]
    found += [(at, len(_MARKS) + 1) for at, char in enumerate(folded) if char.isascii() and char.isalpha()]
    if found:
        at, column = zip(*found, strict=True)
        block[at, column] = 1


def _places_in_text(block: Rows, document: Document) -> None:
    """In the title; inside quotation marks, book title marks, brackets."""
    if document.title:
        block[document.title.start : document.title.end, 0] = 1
    for column, (opener, closer) in enumerate(_ENCLOSED, 1):
        for span in _enclosed(document.folded, opener, closer):
            block[span.start : span.end, column] = 1


def _enclosed(text: str, opener: str, closer: str) -> Iterator[Span]:
    end = text.find(closer)
    while end >= 0:
        start = text.rfind(opener, max(0, end - _LONGEST_ENCLOSED), end)
        if start >= 0 and "\n" not in text[start:end]:
            yield Span(start + 1, end)
        end = text.find(closer, end + 1)


def _names_again(block: Rows, document: Document) -> None:
    """Where a name that LAC saw somewhere in the article stands, seen there or not."""
    names: dict[str, list[int]] = {}
    for token in document.tokens:
        if token.tag in _NAME_TAGS and token.end - token.start > 1:
            kinds = names.setdefault(document.folded[token.start : token.end], [])
            if _NAME_TAGS.index(token.tag) not in kinds:
                kinds.append(_NAME_TAGS.index(token.tag))
    for start, end, kinds in Words(list(names.items())[:_MOST_NAMES]).find(document.folded):
        for kind in kinds:
            _span(block, start, end, kind)


def _triggers() -> dict[str, list[str]]:
    """Words that tell of a relation, as they were when the tagger learned: the patterns' own list goes on growing."""
    try:
        text = (files("kg.extract.recognise") / "models" / "triggers.json").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the taggers' words are missing ({error}): install newskg again") from error
    words: dict[str, list[str]] = json.loads(text)
    return words


@once_per_ontology
def _lexicon(ontology: Ontology) -> Words[tuple[int, ...]]:
    """The lexicons' words, each with the numbers of its roles; surnames are single characters, so they count too."""
    roles: dict[str, list[int]] = {}
    triggers = _triggers()
    for number, (lexicon, role) in enumerate(_ROLES):
        for form in triggers[role] if lexicon == "Trigger" else ontology.forms(lexicon, role):
            roles.setdefault(fold(form), []).append(number)
    return Words((form, tuple(dict.fromkeys(numbers))) for form, numbers in roles.items())
