"""The words and marks of a SPARQL query, as far as safety and binding need them; linear in the query."""

from __future__ import annotations

from typing import NamedTuple

import regex

_TOKEN = regex.compile(
    r"""(?P<comment>\#[^\n]*+)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"{1,2}(?!"))*+\"\"\"|'''(?:[^'\\]|\\.|'{1,2}(?!'))*+'''
                   |"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
      | (?P<name>[?$@]?[\w:%-][\w.:%-]*+)
      | (?P<mark>\S)""",
    flags=regex.X | regex.S,
)


class Token(NamedTuple):
    """A piece of a query: ``iri``, ``name`` (keyword, prefixed name, variable, number) or ``mark`` (one character)."""

    kind: str
    text: str
    start: int


def tokenize(query: str) -> list[Token]:
    """The pieces of `query` in order, without comments and strings."""
    return [
        Token(found.lastgroup or "", found.group(), found.start())
        for found in _TOKEN.finditer(query)
        if found.lastgroup not in ("comment", "string")
    ]
