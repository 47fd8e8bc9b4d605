"""A person's name without the words that were taken for part of it (董秘|冯可达, 郎平|和); or no name at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.recognise.automaton import once_per_ontology
from kg.model import Span
from kg.ontology import Ontology

_MARK = re.compile("[^\\w（）·-]+")
_NATIVE = re.compile("[一-鿿]{2,3}籍$")
_WITH_NEXT = re.compile("[一-鿿]{2,3}[和与]")  # 郎平和|诗人|舒婷
_NO_PERSON = re.compile("^.某某?$|[裔族奖]$|^.氏$")
_ON_PURPOSE = re.compile("专[程诚]")  # 专|程渡海, who came across the sea for it
_CHILD = re.compile("之[孙子女父母妻夫弟妹兄姐侄甥婿媳]")
_GIVEN = frozenset("让玛安约")  # first parts of foreign names that are common words: 让-皮埃尔·杜邦
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    surnames: frozenset[str]
    foreign: frozenset[str]


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    return _Words(
        frozenset(form for form in ontology.forms("Title", "post", "kind", "address") if len(form) > 1),
        frozenset(ontology.forms("Person", "surname")),
        frozenset((*ontology.forms("Person", "japanese"), *"".join(ontology.forms("Person", "transliteration")))),
    )


class People:
    """Where people's names in a folded text begin and end."""

    def __init__(self, text: str, ontology: Ontology) -> None:
        self.text = text
        self.words = _words(ontology)

    def edges(self, start: int, end: int, free: int) -> Span | None:
        """The name in ``start:end``, None where there is none; `free` is where the next name begins."""
        if _WITH_NEXT.fullmatch(self.text, start, end) and self.text[end:free] in self.words.titles:
            return Span(start, end - 1)
        if mark := _MARK.match(self.text, start, end - 2):
            start = mark.end()
        name = self.text[start:end]
        dashed = self._before_dash(start)
        if dashed < start and "·" in name:
            return Span(dashed, end)
        if self._none(name, start):
            return None
        if _CHILD.match(self.text, start - 1) and self.named(name[1:]):
            return Span(start + 1, end)
        for size in range(min(4, len(name) - 2), 1, -1):
            if name[:size] in self.words.titles and self.named(name[size:]):
                return Span(start + size, end)
        return None if self._clause(name) else Span(start, end)

    def named(self, name: str) -> bool:
        """Whether `name` is as long as Chinese names are and begins with a surname."""
        return 2 <= len(name) <= _LONGEST_NAME and (name[0] in self.words.surnames or name[:2] in self.words.surnames)

    def _none(self, name: str, start: int) -> bool:
        """Whether `name` is somebody's origin (泗阳籍), a stand-in (李某) or part of a word (专|程渡海)."""
        native = _NATIVE.fullmatch(name) and name[0] != "籍"
        return bool(_ON_PURPOSE.match(self.text, max(start - 1, 0)) or _NO_PERSON.search(name) or native)

    def _before_dash(self, start: int) -> int:
        """Where the first part of 让-皮埃尔·杜邦 begins before its dash; `start` where there is none."""
        at = start - 1
        if at < 1 or self.text[at] != "-":
            return start
        while start - at < 4 and (self.text[at - 1] in self.words.foreign or self.text[at - 1] in _GIVEN):
            at -= 1
        return at if at < start - 1 else start

    def _clause(self, name: str) -> bool:
        """Whether words that are none of a name's stand in a long one: 向基层延伸."""
        if len(name) <= _LONGEST_NAME or not name.isalpha() or name.isascii() or name[:2] in self.words.foreign:
            return False
        return sum(char in self.words.foreign for char in name) * 2 < len(name)
