"""The words without one of which a declared line can't match: what to look for before its expression is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relate.titles import Titles
from kg.extract.relate.view import holders, posts

# Slots, groups without groups inside, gaps, marks, and runs of characters that stand for themselves.
_PIECE = re.compile(r"\{[^{}]*\}|\([^()]*\)|…+|[()|?}]|[^{}()|?…]+")
# What stands in a text where a line has the slot.
_HELD = {
    "{member}": frozenset({holders["Member"]}),
    "{title}": frozenset(holders[kind] for kind in posts),
    "{amount}": frozenset({holders["Money"]}),
    "{count}": frozenset({holders["Quantity"]}),
}
_VARIABLE = re.compile("[…{?]")


def needed_words(line: str, titles: Titles) -> frozenset[str]:
    """Words of which one stands in every text that `line` matches; none where nothing of the kind can be told.

    A word that ends in a post may end in its placeholder in a reduced sentence, so this is one of the words then.
    """
    best = max(_choices(line, titles), key=lambda words: (min(map(len, words)), sorted(words)), default=frozenset())
    return frozenset(best)


def all_needed(line: str, titles: Titles, *, longest: int = 2) -> tuple[frozenset[str], ...]:
    """Of each of these sets a text that `line` matches holds one; words are cut to `longest` characters."""
    found = [frozenset(word[:longest] for word in words) for words in _choices(line, titles)]
    pieces = [] if re.search(r"\([^()]*\(", line) else _PIECE.findall(line)
    for index, piece in enumerate(pieces):
        if piece in _HELD and pieces[index + 1 : index + 2] != ["?"]:
            found.append(_HELD[piece])
    return tuple(found)


def _choices(line: str, titles: Titles) -> Iterator[frozenset[str]]:
    pieces = _PIECE.findall(line)
    if "(" in pieces or "|" in pieces:
        return
    for index, piece in enumerate(pieces):
        optional = pieces[index + 1 : index + 2] == ["?"]
        if piece.startswith("("):
            words = [] if optional else [_start(word) for word in piece[1:-1].split("|")]
        elif piece[0] in "{…?":
            continue
        else:
            words = [piece[:-1] if optional else piece]
        if words and all(words):
            yield frozenset(words) | _placeholders(words, titles)


def _start(word: str) -> str:
    """What `word` begins with for certain: 授 of 授予?."""
    found = _VARIABLE.search(word)
    if found is None:
        return word
    return word[: found.start() - 1] if found.group() == "?" else word[: found.start()]


def _placeholders(words: list[str], titles: Titles) -> frozenset[str]:
    # A word that is a post as a whole is looked for in the posts of the text as well.
    held = any(titles.regex.search(word) and not titles.regex.fullmatch(word) for word in words)
    return frozenset(holders[kind] for kind in posts) if held else frozenset()
