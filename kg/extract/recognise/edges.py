"""Where words begin and end, by two segmenters: LAC's words first, jieba's where LAC runs several words together."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.document import Document, Token

# Words of these classes may be cut where jieba has no word across: LAC often takes a name and its neighbours for one.
loose_tags = frozenset({"LOC", "PER", "nz", "nt", "ns", "nr", "x", "TIME", "nw"})
_GLUED = 5
"""Words of five characters and more are seldom words: LAC glues unknown names together under any class."""


class Edges:
    """The tokens and words of an article by character."""

    def __init__(self, document: Document) -> None:
        self.tokens = document.tokens
        self.words = document.words
        self.token_at = _by_character(document.tokens, len(document.folded))
        self.word_at = _by_character(document.words, len(document.folded))

    def token_over(self, at: int) -> Token:
        """The token that the character at `at` belongs to."""
        return self.tokens[self.token_at[at]]

    def word_over(self, at: int) -> Token | None:
        """Jieba's word that the character at `at` belongs to."""
        number = self.word_at[at]
        return self.words[number] if number >= 0 else None

    def glued(self, token: Token) -> bool:
        """Whether `token` is probably several words."""
        return token.end - token.start >= _GLUED and token.tag != "w"

    def cuts(self, at: int) -> bool:
        """Whether a word (no name) runs over position `at`, so that no name can begin or end there."""
        if at <= 0 or at >= len(self.token_at) or self.token_at[at - 1] != self.token_at[at]:
            return False
        token = self.token_over(at)
        if token.tag == "ORG":
            return False
        if token.tag in loose_tags or self.glued(token):
            return self.word_at[at - 1] == self.word_at[at] and self.word_at[at] >= 0
        return True

    def starts_word(self, at: int) -> bool:
        """Whether a token begins at `at`."""
        return at == 0 or at >= len(self.token_at) or self.token_at[at - 1] != self.token_at[at]


def _by_character(tokens: Sequence[Token], length: int) -> list[int]:
    """For each character the number of its token, -1 for none."""
    numbers: list[int] = []
    at = 0
    for number, (start, end, _, _) in enumerate(tokens):
        if start > at:
            numbers += [-1] * (start - at)
        numbers += (number,) * (end - start)
        at = end
    return numbers + [-1] * (length - at)
