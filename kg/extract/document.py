"""What extraction looks at: an article's clean text, folded, cut into sentences and tokens.

All offsets in a `Document`, and in everything that the modules of `kg.extract` hand each other, count in the clean
text. `kg.extract.extract` maps them to the raw text at the very end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.model import Article, Script, Span


class Token(NamedTuple):
    """A word of the segmented text with its part of speech (jieba's and LAC's tag set).

    No dataclass: 700 are made for an article, in a third of the time.
    """

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article ready for analysis.

    `folded` has exactly the length of `text`: simplified, variants and widths unified, for matching only.
    `sentences` cover the text without gaps except white space; `tokens` rejoin to the text. `words` are
    jieba's words of the folded text's sentences, whatever made the tokens. `states` is what LAC's network knew of each
    character, (characters, 512); the fast model has none.
    """

    article: Article
    text: str
    folded: str
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]
    words: tuple[Token, ...] = ()
    states: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @property
    def published(self) -> str | None:
        """The article's publication date, ISO 8601."""
        return self.article.published

    @property
    def language(self) -> Script:
        """The article's script."""
        return self.article.language

    @property
    def title(self) -> Span | None:
        """The title's place in `text`."""
        return self.article.title_span
