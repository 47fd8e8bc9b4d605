"""What a query may not do: reach the network or files, change anything, or nest so deep that the parser dies of it."""

from __future__ import annotations

import regex

from kg.errors import ForbiddenQueryError, QueryError
from kg.query.tokens import Token, tokenize

# The parser's stack ends at about 2,200 nested groups; no question that a person writes comes near these.
_DEEPEST = 60
_LONGEST = 100_000
# Each of these makes the parser or the engine go one level down without any bracket.
_CHAINED = regex.compile(r"(?:[!^+-]\s*){30}")
_MOST_OPERATORS = 2_000

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_QUESTIONS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_OPERATORS = frozenset("!^+-*/|&=<>")
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


def check(query: str) -> None:
    """Refuse `query` where it is not a harmless question.

    Raises:
        QueryError: it reaches outside, changes data, is too long or too deeply nested; the text says where.
    """
    if len(query) > _LONGEST:
        raise QueryError(f"the query has {len(query):,} characters; the limit is {_LONGEST:,}")
    tokens = tokenize(query)
    _check_depth(query, tokens)
    _check_words(query, tokens)


def _check_depth(query: str, tokens: list[Token]) -> None:
    depth = operators = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            operators += token.text in _OPERATORS
            if depth > _DEEPEST:
                raise QueryError(f"{position(query, token.start)}: more than {_DEEPEST} groups inside each other")
    if operators > _MOST_OPERATORS or _CHAINED.search(query):
        raise QueryError(f"the query has too many operators; the limit is {_MOST_OPERATORS:,}")


def _check_words(query: str, tokens: list[Token]) -> None:
    words = [token.text.upper() if token.kind == "name" else token.text for token in tokens]
    opening = True
    for index, (token, word) in enumerate(zip(tokens, words, strict=True)):
        before = words[index - 1] if index else ""
        where = position(query, token.start)
        if word == "SERVICE":
            raise ForbiddenQueryError(f"{where}: SERVICE reaches other servers and is switched off")
        if opening and word in _UPDATES:
            raise ForbiddenQueryError(f"{where}: {word} changes data; only questions are answered here")
        if token.kind == "iri" and before in ("FROM", "NAMED") and not token.text.lower().startswith("<http"):
            raise ForbiddenQueryError(f"{where}: FROM {token.text} reaches files; name a graph of the data")
        if token.kind == "name" and word in _QUESTIONS:
            opening = False


def form_of(query: str) -> str:
    """Which of the four kinds of question it is: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; empty if none."""
    words = (token.text.upper() for token in tokenize(query) if token.kind == "name")
    return next((word for word in words if word in _QUESTIONS), "")


def position(query: str, at: int) -> str:
    """Line and column of `at` in `query`, both from one."""
    before = query[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"
