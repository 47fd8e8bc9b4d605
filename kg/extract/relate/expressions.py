"""The expression of a declared line, compiled: by Python's engine where that can't take long, else by re2.

Python's engine does in 2 µs what re2, which builds its states anew for every text, does in 14; but it tries one way of
filling a line's gaps after the other. A line of few ways costs at most so many steps at each place of a text, which
leaves the time linear in the text; all others run on re2, which is linear whatever a line says.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any

import re2

# Two long gaps and two choices: a place of a text costs such a line at most a tenth of a millisecond.
_MOST_WAYS = 4000
_GAPS = {"……": 31, "…": 9, "{agreement}": 25}
_NESTED = re.compile(r"\([^()]*\(")
_CHOICE = re.compile(r"\(([^()]*)\)")
# Bytes that re2 keeps for a line's states. Of its usual 8 MB a line hundreds of lines take 100 MB in 200 articles.
_MEMORY = 1 << 18
_MOST_MEMORY = 1 << 23


def expression(line: str, source: str) -> Any:
    """`source`, the regular expression of `line`, ready to run.

    Raises:
        ValueError: it is none.
    """
    try:
        return re.compile(source) if ways(line) <= _MOST_WAYS else _linear(source)
    except (re.error, re2.error) as error:
        raise ValueError(str(error)) from error


def ways(line: str) -> float:
    """In how many ways at most the gaps, choices and optional pieces of `line` can be filled at one place of a text."""
    if _NESTED.search(line) or "{title}" in line:  # posts may go on and on
        return math.inf
    found = 2.0 ** line.count("?")
    for choice in _CHOICE.findall(line):
        found *= _alike(choice.split("|"))
    rest = line
    for gap, lengths in _GAPS.items():
        found *= float(lengths) ** rest.count(gap)
        rest = rest.replace(gap, "")
    return found


def _alike(words: list[str]) -> int:
    """How many of `words` at most can stand at one place."""
    if any(word[:1] in {"", "…", "{"} or word[1:2] == "?" for word in words):
        return len(words)
    return max(Counter(word[0] for word in words).values())


def _linear(source: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(source, options)
    except re2.error:  # too long a line for that
        options.max_mem = _MOST_MEMORY
        return re2.compile(source, options)
