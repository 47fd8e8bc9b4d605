"""What the tagger sees of each character beside LAC's states: words, marks, lexicon words, what the rules propose.

Every column is 0 or 1. Which columns there are is fixed here, not by the ontology's content, so that a longer lexicon
needs no new weights; `width` and the order of the blocks are part of the trained model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.document import Document, Token
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.model import Mention, Span, type_names
from kg.ontology import Ontology
from kg.text.fold import fold

Rows = NDArray[np.float32]
Marks = NDArray[np.int8]
"""A table of features, a byte each: a megabyte of text has 75 MB of them."""
Numbers = NDArray[np.int64]

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

_lac_columns = {name: column for column, name in enumerate(_LAC)}
_jieba_columns = {name: column for column, name in enumerate(_JIEBA)}


def _mark_columns() -> NDArray[np.int8]:
    """The column of each character's kind by its code point, -1 for none; the last entry stands for all beyond."""
    columns = np.full(0x10001, -1, dtype=np.int8)
    for column, chars in enumerate(_MARKS):
        columns[[ord(char) for char in chars]] = column
    for column, chars in ((len(_MARKS), "0123456789"), (len(_MARKS) + 1, ascii_letters)):
        columns[[ord(char) for char in chars]] = column
    return columns


_mark_of = _mark_columns()

_ROLES = tuple((lexicon, role) for lexicon, roles in _LEXICONS for role in roles)
_BLOCKS = (len(_LAC) + 2, len(_JIEBA) + 4, len(_MARKS) + 2, 1 + len(_ENCLOSED), 3 * len(_NAME_TAGS), 3 * len(_ROLES))
width = sum(_BLOCKS) + 3 * len(type_names)
"""Columns of a feature row."""


def rows(document: Document, proposals: Iterable[Mention], ontology: Ontology) -> Marks:
    """The features of every character of `document`, (characters, `width`); `proposals` are what the rules found."""
    table = np.zeros((len(document.text), width), dtype=np.int8)
    edges = np.cumsum((0, *_BLOCKS)).tolist()
    blocks = [table[:, start:end] for start, end in zip(edges, [*edges[1:], width], strict=True)]
    if document.states is not None:
        _words(blocks[0], document.tokens, _lac_columns)
    _shapes(blocks[1][:, len(_JIEBA) + 2 :], *_words(blocks[1], document.words, _jieba_columns))
    _marks(blocks[2], document.folded)
    _places_in_text(blocks[3], document)
    _names_again(blocks[4], document)
    numbers, starts, ends = _lexicon(ontology).matches(document.folded)
    spots, kinds = _lexicon_roles(ontology).of(numbers)
    _spans(blocks[5], starts[spots], ends[spots], kinds)
    found = [(mention.start, mention.end, type_names.index(mention.type)) for mention in proposals]
    _spans(blocks[6], *np.array(found, dtype=np.int64).reshape(-1, 3).T)
    return table


def without_lac(rows: Marks) -> Marks:
    """The features as the fast model has them: nothing of what LAC saw."""
    bare = rows.copy()
    bare[:, : _BLOCKS[0]] = 0
    bare[:, sum(_BLOCKS[:4]) : sum(_BLOCKS[:5])] = 0
    return bare


def _spans(block: Marks, starts: Numbers, ends: Numbers, kinds: Numbers) -> None:
    """First, all and last characters of spans, each of the sort that its kind says."""
    block[starts, 3 * kinds] = 1
    owners, inside = _characters(starts, ends)
    block[inside, 3 * kinds[owners] + 1] = 1
    block[ends - 1, 3 * kinds + 2] = 1


def _characters(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Every character of every span: which span, and where."""
    lengths = ends - starts
    owners = np.repeat(np.arange(len(starts)), lengths)
    before = np.cumsum(lengths) - lengths
    return owners, np.arange(len(owners)) - (before - starts)[owners]


def _words(block: Marks, tokens: Sequence[Token], columns: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The class of each character's word, and where words begin and end; gives the words' starts and ends."""
    starts, ends = (np.array(column, dtype=np.int64) for column in ([t.start for t in tokens], [t.end for t in tokens]))
    unknown = columns["w"]
    classes = [
        columns.get(tag, columns.get(tag[:2], columns.get(tag[:1], unknown))) if tag not in columns else columns[tag]
        for tag in [token.tag for token in tokens]
    ]
    owners, inside = _characters(starts, ends)
    block[inside, np.array(classes, dtype=np.int64)[owners]] = 1
    block[starts, len(columns)] = 1
    block[ends - 1, len(columns) + 1] = 1
    return starts, ends


def _shapes(block: Marks, starts: Numbers, ends: Numbers) -> None:
    """Words of one character, and long ones: strings of single characters are often unknown names."""
    lengths = ends - starts
    block[starts[lengths == 1], 0] = 1
    long = lengths > 2
    block[_characters(starts[long], ends[long])[1], 1] = 1


def _marks(block: Marks, folded: str) -> None:
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _mark_of[np.minimum(codes, len(_mark_of) - 1)]
    at = np.flatnonzero(kinds >= 0)
    block[at, kinds[at]] = 1


def _places_in_text(block: Marks, document: Document) -> None:
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


def _names_again(block: Marks, document: Document) -> None:
    """Where a name that LAC saw somewhere in the article stands, seen there or not."""
    names: dict[str, list[int]] = {}
    for token in document.tokens:
        if token.tag in _NAME_TAGS and token.end - token.start > 1:
            kinds = names.setdefault(document.folded[token.start : token.end], [])
            if _NAME_TAGS.index(token.tag) not in kinds:
                kinds.append(_NAME_TAGS.index(token.tag))
    again = [
        (start, end, kind)
        for start, end, kinds in Words(list(names.items())[:_MOST_NAMES], once=True).find(document.folded)
        for kind in kinds
    ]
    _spans(block, *np.array(again, dtype=np.int64).reshape(-1, 3).T)


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


@dataclass(frozen=True, slots=True)
class _Roles:
    """The roles of each word of the lexicons: those of word n are ``roles[first[n] : first[n] + count[n]]``."""

    roles: Numbers
    first: Numbers
    count: Numbers

    def of(self, words: Numbers) -> tuple[Numbers, Numbers]:
        """Every role of every one of `words`: which of them, and the role."""
        owners, at = _characters(self.first[words], self.first[words] + self.count[words])
        return owners, self.roles[at]


@once_per_ontology
def _lexicon_roles(ontology: Ontology) -> _Roles:
    rows = list(_lexicon(ontology).values.values())
    count = np.array([len(row) for row in rows], dtype=np.int64)
    roles = np.array([role for row in rows for role in row], dtype=np.int64)
    return _Roles(roles, np.cumsum(count) - count, count)
