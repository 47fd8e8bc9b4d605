"""The lexicons of people's names, compiled once, and an article read with them: titles, verbs of speech, surnames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.scan import Scan
from kg.ontology import Ontology

# Between a title and the name after it: 记者：王明, 记者 王明, 校长“…” doesn't count.
_GAP = " ：:"


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What names of people are made of and stand beside."""

    surnames: frozenset[str]
    surname: re.Pattern[str]
    """Empty matches before every surname."""
    rare: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    sounds: frozenset[str]
    sounded: re.Pattern[str]
    """Runs of the characters that foreign names are written with."""
    japanese: Words[str]
    elements: Words[str]
    before: Words[str]
    after: Words[str]
    says: Words[str]
    acts: Words[str]


@once_per_ontology
def person_words(ontology: Ontology) -> PersonWords:
    """The compiled lexicons of `ontology`."""
    terms = ontology.lexicons.get("Person", ())

    def marked(*roles: str) -> list[tuple[str, str]]:
        return [(form, form) for form in ontology.forms("Person", *roles)]

    def titles(*roles: str) -> list[tuple[str, str]]:
        return [(term.form, term.role) for term in ontology.lexicons.get("Title", ()) if term.role in roles]

    sounds = "".join(sorted(set("".join(ontology.forms("Person", "transliteration")))))
    surnames = ontology.forms("Person", "surname")
    return PersonWords(
        surnames=frozenset(surnames),
        surname=re.compile(f"(?={any_of(surnames)})"),
        rare=frozenset(term.form for term in terms if term.role == "surname" and term.note == "rare"),
        never=frozenset("".join(ontology.forms("Person", "never"))),
        common=frozenset(ontology.forms("Person", "word")),
        sounds=frozenset(sounds),
        sounded=re.compile(f"[{re.escape(sounds)}]+" if sounds else "(?!)"),
        japanese=Words(marked("japanese")),
        elements=Words(marked("minority")),
        before=Words(titles("post", "kind")),
        after=Words([*titles("post", "kind"), *titles("address")]),
        says=Words(marked("says")),
        acts=Words(marked("acts")),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`: single characters as one class, which is looked up at once."""
    single = "".join(sorted({word for word in words if len(word) == 1}))
    longer = sorted({word for word in words if len(word) > 1})
    return "|".join([f"[{re.escape(single)}]"] * bool(single) + [re.escape(word) for word in longer]) or "(?!)"


class PersonContext:
    """An article with its titles and verbs by position."""

    def __init__(self, scan: Scan, words: PersonWords) -> None:
        self.scan = scan
        self.words = words
        self.text = scan.text
        self.title_by_end = words.before.longest_by_end(self.text)
        self.title_by_start = words.after.longest_by_start(self.text)
        self.says_by_start = words.says.longest_by_start(self.text)
        self.acts_by_start = words.acts.longest_by_start(self.text)

    def title_before(self, start: int) -> bool:
        """Whether a title ends just before `start`, with at most a space or colon between."""
        at = start
        while at > 0 and self.text[at - 1] in _GAP and start - at < 3:
            at -= 1
        found = self.title_by_end.get(at)
        return found is not None and not self.scan.cuts_word(found[0])

    def title_after(self, end: int) -> bool:
        """Whether a title starts at `end`."""
        return end in self.title_by_start and not self._cut(end)

    def says(self, end: int) -> bool:
        """Whether a verb that only people are the subject of starts at `end`."""
        return self._verb(self.says_by_start, end)

    def acts(self, end: int) -> bool:
        """Whether a verb or preposition that names often stand before starts at `end`."""
        return self._verb(self.acts_by_start, end)

    def _verb(self, verbs: dict[int, tuple[int, str]], end: int) -> bool:
        found = verbs.get(end)
        return found is not None and not self._cut(end) and not self._cut(found[0])

    def cuts(self, at: int) -> bool:
        """Whether both segmenters have a word across `at`."""
        edges = self.scan.edges
        return edges.cuts(at) and edges.word_at[at - 1] == edges.word_at[at]

    def closed(self, end: int) -> bool:
        """Whether the text at `end` can't belong to a name: punctuation, a space, the end."""
        return end >= len(self.text) or not self.text[end].isalnum()

    def opened(self, start: int) -> bool:
        """Whether the text before `start` can't belong to a name."""
        return start == 0 or not self.text[start - 1].isalnum()

    def word_edge(self, at: int) -> bool:
        """Whether a word begins at `at`."""
        return self.scan.edges.starts_word(at)

    def _cut(self, at: int) -> bool:
        return self.scan.cuts_word(at)
