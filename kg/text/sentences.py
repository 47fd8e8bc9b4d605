"""Sentences and clauses of Chinese, by a state machine that knows quotations and brackets and keeps offsets.

Libraries split Chinese inside quotations and brackets and lose offsets; this is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Span

_ENDS = frozenset("。！？!?…")
_CLAUSE_ENDS = frozenset("，；,;：:")
_OPEN = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕"}
_CLOSERS = frozenset(_OPEN.values())
# A quotation longer than this was never closed; its marks are taken for stray ones.
_LONGEST_QUOTATION = 400


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order, without the white space around them.

    A line break always ends a sentence. A full stop inside a quotation ends it only where the quotation closes with it.
    """
    spans: list[Span] = []
    start = 0
    for cut in _cuts(text):
        _add(text, start, cut, spans)
        start = cut
    _add(text, start, len(text), spans)
    return spans


def clauses(text: str, sentence: Span) -> list[Span]:
    """Spans of the comma- and semicolon-separated parts of `sentence`, quotations and brackets kept whole."""
    spans: list[Span] = []
    start, stack = sentence.start, []
    for index in range(sentence.start, sentence.end):
        char = text[index]
        if char in _OPEN:
            stack.append(_OPEN[char])
        elif stack and char == stack[-1]:
            stack.pop()
        elif char in _CLAUSE_ENDS and not stack:
            if char in ",:" and _inside_number(text, index):
                continue
            _add(text, start, index + 1, spans)
            start = index + 1
    _add(text, start, sentence.end, spans)
    return spans


def _inside_number(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def _cuts(text: str) -> Iterator[int]:
    stack: list[tuple[str, int]] = []
    index, length = 0, len(text)
    while index < length:
        char = text[index]
        index += 1
        if char == "\n":
            stack.clear()
            yield index
        elif char in _OPEN and _closes(text, char, index):
            stack.append((_OPEN[char], index))
        elif stack and char == stack[-1][0]:
            stack.pop()
            if not stack and text[index - 2] in _ENDS and not _goes_on(text, index):
                yield index
        elif char in _ENDS and not stack:
            while index < length and (text[index] in _ENDS or text[index] in _CLOSERS):
                index += 1
            yield index


def _closes(text: str, opener: str, start: int) -> bool:
    end = text.find(_OPEN[opener], start, start + _LONGEST_QUOTATION)
    return end >= 0 and text.find("\n", start, end) < 0


def _goes_on(text: str, index: int) -> bool:
    """Whether what follows a closed quotation belongs to the same sentence (“……。”他说)."""
    follows = text[index : index + 1]
    return bool(follows) and (follows in "，、，；：,;:的" or any(says in text[index : index + 4] for says in "说說"))


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))
