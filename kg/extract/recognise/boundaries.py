"""Where a name that ends in a known head begins: a walk to the left over words, places, quotations and brackets.

The walk stops at punctuation, at words that join clauses (在, 由, 联合 …) and at verbs that don't stand in names.
What it passed is worth most where it begins with an anchor: a place, 县/市/省 …, or an opening such as 国网 or 中共.
The distance is bounded, so the whole is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.recognise.automaton import Words
from kg.extract.recognise.scan import Scan

reach = 44
"""The most characters that a name has before its head; the longest of 2,200 in the training articles has 31."""

_STOP_TAGS = frozenset(
    {
        "p",
        "c",
        "u",
        "r",
        "d",
        "xc",
        "w",
        "q",
        "t",
        "TIME",
        "f",
        "y",
        "e",
        "o",
        "vd",
        "ad",
        "zg",
        "ul",
        "uj",
        "i",
        "l",
        "k",
    }
)
_NAME_TAGS = frozenset({"ORG", "LOC", "PER", "nz", "nt", "ns", "x", "nr", "nw"})
_NOUN_TAGS = frozenset({"n", "vn", "an", "j", "b", "nz", "nt", "ORG", "x", "v", "a"})
_RELATIVE = frozenset("县市省区州旗盟镇乡村") | {
    "自治区",
    "自治州",
    "自治县",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "特区",
    "地区",
    "兵团",
}
_RELATIVE_CHARS = frozenset("县市省区州旗镇乡")
# Inside a stretch that the segmenter took for one name these still part two names.
_SPLITTERS = (
    "联合",
    "与",
    "和",
    "及",
    "的",
    "在",
    "由",
    "向",
    "被",
    "是",
    "、",
    "获",
    "将",
    "对",
    "任",
    "赴",
    "从",
    "为",
    "代表",
)
# Words for bodies that are no names, so that no unit's name goes on over them.
_BARE = frozenset(
    {"公司", "学校", "医院", "子公司", "全资子公司", "集团", "企业", "单位", "工厂", "银行", "机构", "该校", "学院"}
)
_CONJUNCTIONS = frozenset("和与及暨")
_ORDINAL = frozenset("第一二三四五六七八九十百零〇0123456789")


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a name begins, whether an anchor stands there, and whether another body's name lies in it."""

    start: int
    anchored: bool
    nested: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words that decide where names of bodies begin."""

    prefix: Words[str]
    inside: Words[str]
    stop: frozenset[str]
    leading: frozenset[str]
    """Words that may stand inside a name but not open it: titles, kinds of people."""


class LeftWalk:
    """Walks to the left over one article; made once for it."""

    def __init__(self, scan: Scan, grammar: Grammar, heads_by_end: dict[int, tuple[int, object]]) -> None:
        self.scan = scan
        self.text = scan.text
        self.grammar = grammar
        self.heads = heads_by_end
        self.inside = grammar.inside.longest_by_end(self.text)
        self.prefix = grammar.prefix.longest_by_end(self.text)

    def edge(self, at: int, *, person: bool = False) -> Edge:
        """Where the name begins whose head starts at `at`; `person` allows a person's name inside it."""
        limit = max(0, at - reach)
        head, anchor, nested = at, -1, False
        while at > limit:
            place, prefix = self.scan.places_by_end.get(at), self.prefix.get(at)
            if (
                prefix
                and (place is None or prefix[0] < place.start)
                and (anchor == at or not self.scan.cuts_word(prefix[0]))
            ):
                at = anchor = prefix[0]
                continue
            if place and place.start >= limit:
                at = anchor = place.start
                continue
            step = self._step(at, head, person=person or self.text[at : at + 1] == "·")
            if step is None:
                break
            if anchor == at and at != head:
                if not self._ends_body(at) or self.text[step:at] in _BARE:
                    break
                nested = True
                anchor = step
            nested = nested or at in self.heads
            at = step
            if at in self.scan.places_by_start:
                anchor = at
            if self._relative(at, head):
                anchor = at
                break
        if anchor >= 0:
            return Edge(anchor, anchored=True, nested=nested)
        return Edge(self._trim(at, head), anchored=False, nested=nested)

    def _ends_body(self, at: int) -> bool:
        return at in self.heads and not self.scan.cuts_word(at)

    def _relative(self, at: int, head: int) -> bool:
        token = self.scan.token_over(at)
        word = self.scan.edges.word_over(at)
        if word is not None and word.start == at and self.text[at : min(word.end, head)] in _RELATIVE:
            return token.start == at or token.tag in {"TIME", "ORG"} or self.scan.edges.glued(token)
        if token.start != at:
            return False
        whole = token.tag in {"ORG", "nt"} or self.scan.edges.glued(token)
        return self.text[at : min(token.end, head)] in _RELATIVE or (whole and self.text[at] in _RELATIVE_CHARS)

    def _step(self, at: int, head: int, *, person: bool) -> int | None:
        """The start of what stands before `at` and may belong to the name; None where the name begins at `at`."""
        char = self.text[at - 1]
        if char in "”’）":
            return self._over_pair(at)
        inside = self.inside.get(at)
        if inside and at - inside[0] > 1 and not self._starts_in_stop(inside[0]):
            return inside[0]
        if not char.isalnum():
            return self._over_mark(at)
        return self._over_word(at, head, person=person)

    def _starts_in_stop(self, at: int) -> bool:
        token = self.scan.token_over(at)
        return token.start < at and token.tag not in _NAME_TAGS and token.tag not in {"n", "vn", "v", "b", "j"}

    def _over_pair(self, at: int) -> int | None:
        start = self.scan.opener(at, reach=26)
        if start is None or any(mark in self.text[start:at] for mark in "。，；！？："):
            return None
        if self.text[at - 1] == "）" and at - start > 12:
            return None
        return start

    def _over_mark(self, at: int) -> int | None:
        char, before, after = self.text[at - 1], self.text[at - 2 : at - 1], self.text[at : at + 1]
        if char in "·-" and before.isalnum() and after.isalnum():
            return self._word_before(at - 1)[0] if not before.isascii() else at - 1
        if char in " .&" and before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
            return at - 1
        return None

    def _over_word(self, at: int, head: int, *, person: bool) -> int | None:
        start, tag = self._word_before(at)
        word = self.text[start:at]
        if word in _RELATIVE and word not in self.grammar.stop:
            return start
        if word in _CONJUNCTIONS and self._conjoined(start):
            return start
        if word in self.grammar.stop or not self._joins(word, tag, before_head=at == head, person=person):
            return None
        return self._after_splitter(start, at) if len(word) > 2 else start

    def _joins(self, word: str, tag: str, *, before_head: bool, person: bool) -> bool:
        """Whether a word of class `tag` may stand inside a name."""
        if tag in {"v", "vi", "vg"}:
            return word in self.grammar.inside
        if tag == "m":
            return word[0] == "第" or (before_head and all(char in _ORDINAL for char in word))
        if tag in {"PER", "nr"}:
            return person or len(word) == 1
        return tag not in _STOP_TAGS

    def _conjoined(self, at: int) -> bool:
        """Whether 和 or 与 at `at` stands inside a name: a few nouns behind a place or 县 (文化和旅游厅)."""
        if at in self.heads or at in self.scan.places_by_end:
            return False
        for _ in range(4):
            if at <= 0 or not self.text[at - 1].isalnum():
                return False
            start, tag = self._word_before(at)
            if self.text[start:at] in self.grammar.stop or tag not in _NOUN_TAGS:
                return False
            at = start
            if at in self.scan.places_by_end or at in self.heads or self.text[at - 1 : at] in _RELATIVE_CHARS:
                return True
        return False

    def _word_before(self, at: int) -> tuple[int, str]:
        """Start and class of the word before `at`; jieba's last of several that LAC takes for a time."""
        token = self.scan.token_over(at - 1)
        if token.tag == "ORG" or (token.end == at and token.end - token.start < 5):
            return token.start, token.tag
        glued = self.scan.edges.glued(token)
        if glued and token.tag not in {"TIME", "v", "m", "PER"}:
            return token.start, "ORG"
        word = self.scan.edges.word_over(at - 1)
        if word is None or (token.tag in {"LOC", "PER", "nz"} and not glued):
            return token.start, token.tag
        return max(word.start, token.start), word.tag

    def _after_splitter(self, start: int, end: int) -> int | None:
        """`start`, or where a word that parts two names ends inside ``start:end``."""
        cut = start
        for splitter in _SPLITTERS:
            found = self.text.rfind(splitter, start, end)
            if found >= 0 and not self._covered(found):
                cut = max(cut, found + len(splitter))
        return cut if cut < end else None

    def _covered(self, at: int) -> bool:
        """Whether a word that may stand inside names (住房和城乡建设) runs over `at`."""
        return any(
            end in self.inside and self.inside[end][0] < at for end in range(at + 2, min(at + 12, len(self.text) + 1))
        )

    def _trim(self, at: int, head: int) -> int:
        """`at`, moved behind words that open no name (董事长, 优秀)."""
        while at < head:
            token = self.scan.token_over(at)
            if self.text[max(at, token.start) : token.end] not in self.grammar.leading or token.end > head:
                return at
            at = token.end
        return at
