"""Chinese people's names: a surname and one or two characters, weighed by what stands before, after and elsewhere.

A surname alone proves little (高清, 方便), so each candidate gathers evidence: a title before or after, a verb of
speech, a bracket with 女 or an age, a list with a certain member, the segmenter's own guess, the same name again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Token
from kg.extract.recognise.person_words import PersonContext

_ABOUT = re.compile(
    r"（(?:女|男|左|右|中|化名|前|后|图|时年|现年|[\u4e00-\u9fff]{1,5}族|\d{1,3}岁|已故|原名|笔名|19\d\d|20\d\d|[A-Z])"
)
_GROUP = re.compile(r"等(?:同志|人|[\d一二三四五六七八九十百千]{1,4}(?:余)?(?:人|名|位|个|组|对))")
_LIST = "、和与及"
_MOST_FORMS = 500
"""Names looked for again in one article; a real one has at most some hundred."""
_PLACE_CLASS = frozenset("镇村乡县市区州旗街路桥山河湖岛寺庙队班杯奖")
accepted_from = 0.5
"""The score from which a candidate counts. Weights below were set by reading the training articles."""


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: where, how sure, and the rule that weighs most in it."""

    start: int
    end: int
    score: float
    rule: str


class ChineseNames:
    """Finds Chinese names in one article; at characters in `blocked`, which other names hold, only a title counts."""

    def __init__(self, context: PersonContext, blocked: set[int]) -> None:
        self.context = context
        self.text = context.text
        self.blocked = blocked
        self.words = context.words
        never = context.words.never
        self._may_be_given = ["\u4e00" <= char <= "\u9fff" and char not in never for char in self.text]

    def find(self) -> list[Name]:
        """Names, none overlapping another, best first chosen."""
        found = best([name for start in self._starts() for name in self._at(start)])
        found = best([*found, *self._listed(found)])
        return best([*found, *self._again(found)])

    def _starts(self) -> Iterator[int]:
        """Where a surname begins that a name might begin with."""
        for found in self.words.surname.finditer(self.text):
            yield found.start()

    def _lengths(self, start: int) -> list[int]:
        """Possible lengths of a name at `start`, from the characters alone."""
        surnames, text = self.words.surnames, self.text
        lengths: list[int] = []
        for size in (2, 1):
            if text[start : start + size] in surnames and start + size <= len(text):
                lengths.extend(size + given for given in (2, 1) if self._given(start + size, given))
        if self._given(start + 2, 2) and self._common_surname(start) and self._common_surname(start + 1):
            lengths.append(4)  # a married woman's double surname: 范徐丽泰
        return sorted(set(lengths), reverse=True)

    def _common_surname(self, at: int) -> bool:
        char = self.text[at : at + 1]
        return char in self.words.surnames and char not in self.words.rare

    def _given(self, start: int, size: int) -> bool:
        may = self._may_be_given
        return start + size <= len(may) and may[start] and (size == 1 or may[start + 1])

    def _at(self, start: int) -> list[Name]:
        """The one or two most likely names at `start`."""
        before = self._before(start)
        if before < 0:
            return []
        names = []
        for length in self._lengths(start):
            name = self._weigh(start, start + length, before)
            if name and name.score >= accepted_from:
                names.append(name)
        return names

    def _before(self, start: int) -> float:
        """What stands before speaks for a name beginning here: 0 to 0.4, or -1 where none can."""
        if self.context.scan.cuts_word(start):
            return -1
        if self.context.title_before(start):
            return 0.4
        if start == 0 or self.text[start - 1] in "\n（、；“：":
            return 0.15
        if self.context.opened(start):
            return 0.1
        return (
            0.15 if self.context.word_edge(start) and self.context.scan.token_over(start - 1).tag in _BODIES else 0.05
        )

    def _weigh(self, start: int, end: int, before: float) -> Name | None:
        if before < 0.4 and (start in self.blocked or end - 1 in self.blocked):
            return None
        if self.context.cuts(end):
            return None
        token = self.context.scan.token_over(start)
        guess = self._guess(token, start, end) or self._loose_characters(start, end)
        after = self._after(end)
        score = before + after + guess + self._surname(start, end) - self._loose_ends(start, end)
        if end - start == 3:
            score += 0.12  # most names have three characters
        score -= self._against(start, end, before=before, after=after)
        score -= self._against_word(token, start, end, before=before)
        if end - start == 4 and not guess and self.text[start : start + 2] not in self.words.surnames:
            score -= 0.25
        return Name(start, end, min(score, 0.97), "person-title" if before >= 0.4 else "person-context")

    def _loose_characters(self, start: int, end: int) -> float:
        """What it is worth that a dictionary has no word for the characters, where no neural segmenter was asked."""
        edges = self.context.scan.edges
        if self.context.scan.document.states is not None or (start and not edges.starts_word(start)):
            return 0.0
        single = all(edges.starts_word(at) for at in range(start, end)) and edges.starts_word(end)
        follows = end >= len(self.text) or edges.token_over(end).end - end > 1 or not self.text[end].isalnum()
        return (0.15 if self.text[start] in self.words.rare else 0.3) if single and follows else 0.0

    @staticmethod
    def _guess(token: Token, start: int, end: int) -> float:
        """What the segmenter's taking it for a person is worth."""
        if token.tag not in {"PER", "nr"} or token.start != start or token.end > end:
            return 0.0
        return 0.45 if token.end == end else 0.3 if token.tag == "PER" else 0.0

    def _against_word(self, token: Token, start: int, end: int, *, before: float) -> float:
        """What speaks against a name whose characters the segmenter has in other words."""
        exact = token.start == start and token.end == end
        against = 0.0
        listed = token.tag in {"ns", "nz", "nt"}  # only jieba's dictionary has these: 楚雄, 兰亭
        if exact and (listed or token.tag not in _NAME_LIKE) and (before < 0.4 or self.text[start] in self.words.rare):
            against += 0.3
        if token.tag in {"LOC", "ORG"} and (token.end > end or exact):
            against += 0.3
        return against + (0.1 if self.context.scan.cuts_word(end) else 0.0)

    def _against(self, start: int, end: int, *, before: float, after: float) -> float:
        """What the characters themselves and those behind speak against a name."""
        against = 0.0
        if self.text[start:end] in self.words.common:
            against += 0.1 if before >= 0.4 and after >= 0.3 else 0.6
        if self.text[start + 1 : end] in _NO_GIVEN_NAME:
            against += 0.4
        if self.text[end : end + 1] in _PLACE_CLASS and not self.context.title_after(end):
            against += 0.4
        return against

    def _loose_ends(self, start: int, end: int) -> float:
        """What small words at its ends speak against a name: 由 in 由寨子, 以 in 罗思苇以."""
        first, last = self.context.scan.token_over(start), self.context.scan.token_over(end - 1)
        against = 0.0
        if last.end - last.start == 1 and end - start > 2:
            against += 0.3 if last.tag in {"p", "c", "u"} else 0.2 if last.tag in {"v", "d", "f"} else 0.0
        if end - start == 3 and self.text[start : start + 2] in self.words.common and self.context.word_edge(start + 2):
            against += 0.4
        if first.end - first.start == 1 and self.text[start] in self.words.rare:
            against += 0.3 if first.tag in {"p", "c", "u", "d"} else 0.1 if first.tag == "v" else 0.0
        return against

    def _surname(self, start: int, end: int) -> float:
        compound = self.text[start : start + 2] in self.words.surnames and end - start > 2
        if compound:
            return 0.15
        return 0.0 if self.text[start] in self.words.rare else 0.1

    def _after(self, end: int) -> float:
        """What stands after speaks for a name ending here: 0 to 0.4, or -1 where none can."""
        text, context = self.text, self.context
        if text.startswith("（", end) and _ABOUT.match(text, end):
            return 0.4
        if text.startswith("等", end) and _GROUP.match(text, end):
            return 0.4
        if context.title_after(end):
            return 0.4
        if context.says(end):
            return 0.38
        if context.closed(end) or context.acts(end):
            return 0.2
        return 0.05 if context.word_edge(end) else 0.0

    def _listed(self, known: list[Name]) -> Iterator[Name]:
        """Names beside a certain one in a list: A、B和C."""
        seen: set[int] = set()
        for name in known:
            if name.score < 0.6:
                continue
            at = name.end
            while at not in seen and (following := self._member(at)) is not None:
                seen.add(at)
                yield following
                at = following.end
            at = name.start
            while -at not in seen and (earlier := self._member_before(at)) is not None:
                seen.add(-at)
                yield earlier
                at = earlier.start

    def _member(self, at: int) -> Name | None:
        """The name after the list mark at `at`."""
        if self.text[at : at + 1] not in _LIST and not (self.text[at : at + 1] == " " and at + 1 < len(self.text)):
            return None
        start = at + 1
        if start >= len(self.text) or self.context.scan.cuts_word(start):
            return None
        options = [
            (self._after(start + length), length)
            for length in self._lengths(start)
            if not self.context.scan.cuts_word(start + length)
        ]
        best = max(options, default=None)
        floor = 0.2 if self.text[at] != " " else 0.3
        if (
            best is None
            or best[0] < floor
            or (self.text[start : start + best[1]] in self.words.common and best[0] < 0.3)
        ):
            return None
        return Name(start, start + best[1], 0.75, "person-list")

    def _member_before(self, at: int) -> Name | None:
        """The name before the list mark that ends at `at`."""
        if at < 3 or self.text[at - 1] not in _LIST:
            return None
        end = at - 1
        for length in (3, 2, 4):
            start = end - length
            if start >= 0 and length in self._lengths(start) and not self.context.scan.cuts_word(start):
                before = self._before(start)
                if before >= 0.1 and self.text[start:end] not in self.words.common:
                    return Name(start, end, 0.75, "person-list")
        return None

    def _again(self, known: list[Name]) -> Iterator[Name]:
        """Further occurrences of names that are certain once."""
        certain = dict.fromkeys(self.text[name.start : name.end] for name in known if name.score >= 0.7)
        taken = {name.start for name in known}
        for form in list(certain)[:_MOST_FORMS]:
            at = self.text.find(form)
            while at >= 0:
                end = at + len(form)
                if at not in taken and (len(form) > 2 or (self.context.word_edge(at) and self.context.word_edge(end))):
                    yield Name(at, end, 0.9 if len(form) > 2 else 0.75, "person-again")
                at = self.text.find(form, end)


def best(names: list[Name]) -> list[Name]:
    """The best of names that overlap, in order of the text; ties go to the longer."""
    chosen: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (-name.score, name.start - name.end, name.start)):
        places = range(name.start, name.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(name)
    return sorted(chosen, key=lambda name: name.start)


_NO_GIVEN_NAME = frozenset(
    {
        "一行",
        "先生",
        "女士",
        "同志",
        "老师",
        "老",
        "某",
        "家",
        "姓",
        "氏",
        "总",
        "工",
        "导",
        "爷爷",
        "奶奶",
        "大爷",
        "大妈",
        "阿姨",
    }
)
_BODIES = frozenset({"ORG", "LOC", "nt", "ns"})
_NAME_LIKE = frozenset({"PER", "nr", "nz", "x", "ORG", "LOC", "nw", "ns", "nt"})
