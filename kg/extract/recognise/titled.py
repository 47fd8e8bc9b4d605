"""Where the name of an honor or event begins: a walk to the left over what such names are made of.

第28届, 2023年度, a place, a body, 全国 and a quoted name are anchors; plain words join them to the head.
Words that seldom stand in names (verbs, adverbs) are passed only where an anchor follows:
福建省抗击新冠肺炎疫情先进个人.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from kg.extract.recognise.automaton import Words
from kg.extract.recognise.scan import Scan

reach = 52
"""The most characters a name has before its head; the longest in the training articles has 44."""

_ORDINAL = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,6}(?:届|批|期)|首[届批]|\d{4}(?:-\d{4})?(?:年度?|赛季)?|[二〇一九八七六五四三○零]{4}年度?|民国\d{1,3}年|1\d\d年|\d{2}年度)$"
)
_RELATIVE = frozenset("省市县区州旗镇乡") | {
    "自治区",
    "自治州",
    "我省",
    "我市",
    "我县",
    "全省",
    "全市",
    "全县",
    "全区",
    "全国",
    "全州",
    "全港",
}
_HARD_TAGS = frozenset({"p", "u", "r", "w", "q", "xc", "PER", "nr", "ul", "uj", "y"})
_SOFT_TAGS = frozenset({"v", "d", "vd", "ad", "c", "f", "t", "TIME", "m", "s"})
_DIVISIBLE = frozenset({"ORG", "LOC", "nz", "n", "nt", "ns", "x", "TIME", "vn", "m"})
_CONJUNCTIONS = frozenset("与和及暨或")
_TAKING = frozenset("获夺摘捧揽膺颁授评")
_MEASURES = frozenset("项个名次座块枚张位届")
_SENTENCE = "。，；！？：、\n"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a name begins and its anchors: ``ordinal place body level quoted relative``."""

    at: int
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class TitledGrammar:
    """The words that decide where such names begin."""

    stop: frozenset[str]
    level: Words[str]


class TitledWalk:
    """Walks to the left over one article; made once for it."""

    def __init__(
        self, scan: Scan, grammar: TitledGrammar, bodies: Mapping[int, int], ends: Container[int] = ()
    ) -> None:
        self.scan = scan
        self.text = scan.text
        self.grammar = grammar
        self.bodies = bodies
        self.ends = ends
        self.level = grammar.level.longest_by_end(self.text)
        self._anchors: dict[int, tuple[int, str] | None] = {}  # asked for again by every head that stands near
        self._words: dict[int, tuple[int, bool] | None] = {}
        self.level_starts = {start for start, _ in self.level.values() if scan.edges.starts_word(start)}

    def start(self, head: int, *, bodies: bool = True) -> Start:
        """Where the name whose head starts at `head` begins; `bodies` lets it begin with the body that issues it."""
        limit = max(0, head - reach)
        at, firm, anchors, pending = head, head, set[str](), False
        while at > limit:
            if at not in self._anchors:
                self._anchors[at] = self._anchor(at)
            anchor = self._anchors[at]
            if anchor is not None and not (anchor[1] == "body" and (pending or not bodies)):
                at, kind = anchor
                firm, pending = at, False
                anchors.add(kind)
                continue
            if at not in self._words:
                self._words[at] = self._word(at)
            step = self._words[at]
            if at == firm and anchors and self.scan.token_over(at - 1).tag in {"PER", "nr"}:
                break  # who got it, before the place or level that the name begins with
            if step is None or (step[1] and anchors and self.text[step[0] : at] not in _CONJUNCTIONS):
                break  # the verb before an anchored name says what was done with it
            at, soft = step
            pending = pending or soft
            if not pending:
                firm = at
                anchors.update(self._opening(at))
        return Start(self._behind_bracket(firm), frozenset(anchors))

    def _opening(self, at: int) -> set[str]:
        """The anchor that a word run together with its neighbours opens with: 釜山国际短片电影节."""
        return {"place"} if at in self.scan.places_by_start else {"level"} if at in self.level_starts else set()

    def _behind_bracket(self, at: int) -> int:
        """`at`, moved behind a bracket that stands there: it belongs to what comes before."""
        if self.text[at : at + 1] != "（":
            return at
        close = self.text.find("）", at, at + 20)
        return close + 1 if close > 0 else at

    def _anchor(self, at: int) -> tuple[int, str] | None:
        """What anchor ends at `at`: its start and kind."""
        place = self.scan.places_by_end.get(at)
        if place:
            return place.start, "place"
        if at in self.bodies:
            return self.bodies[at], "body"
        if self.text[at - 1] in "”’》":
            return self._quoted(at)
        return self._ordinal(at) or self._level(at)

    def _ordinal(self, at: int) -> tuple[int, str] | None:
        found = _ORDINAL.search(self.text, max(0, at - 16), at)
        if found is None or (found.start() and self.text[found.start() - 1].isdigit()):
            return None
        return found.start(), "ordinal"

    def _level(self, at: int) -> tuple[int, str] | None:
        level = self.level.get(at)
        if level and not self.scan.cuts_word(level[0]):
            return level[0], "level"
        token = self.scan.token_over(at - 1)
        if token.end == at and self.text[token.start : at] in _RELATIVE:
            return token.start, "relative"
        return None

    def _quoted(self, at: int) -> tuple[int, str] | None:
        start = self.scan.opener(at, reach=34)
        if start is None or any(mark in self.text[start:at] for mark in "。；！？"):
            return None
        return start, "quoted"

    def _word(self, at: int) -> tuple[int, bool] | None:
        """The start of the word before `at`, and whether it seldom stands in names; None where the name ends."""
        char = self.text[at - 1]
        if char.isalnum():
            return self._plain_word(at)
        if char == "“":
            return (at - 1, True) if at - 1 > 0 and self.text[at - 2].isalnum() else None
        if char == "）":
            start = self.scan.opener(at, reach=18)
            return (start, False) if start is not None and not set(self.text[start:at]) & set("。，；讯电者") else None
        joined = char in "·-&×" and self.text[at - 2 : at - 1] not in _SENTENCE
        latin = char == " " and self.text[at - 2 : at - 1].isalnum() and self.text[at - 2 : at + 1].replace(" ", "")
        return (at - 1, False) if joined or (latin and (latin[0].isascii() or latin[-1].isascii())) else None

    def _plain_word(self, at: int) -> tuple[int, bool] | None:
        token = self.scan.token_over(at - 1)
        word = self.text[token.start : at]
        if word in _CONJUNCTIONS and token.start in self.ends:
            return None  # two names: A奖和B奖
        if (token.tag == "m" and word[-1] in _MEASURES) or (token.tag == "v" and not _TAKING.isdisjoint(word)):
            return None
        if word in self.grammar.stop or (token.tag in _HARD_TAGS and not self._name(token.tag, word)):
            return None
        if token.end > at and token.tag not in _DIVISIBLE:
            return None
        return token.start, token.tag in _SOFT_TAGS and not word.isascii()

    @staticmethod
    def _name(tag: str, word: str) -> bool:
        """Prizes named after people: 李国平数学奖."""
        return tag in {"PER", "nr"} and len(word) > 1

    def whole_quotation(self, begin: int, end: int) -> int | None:
        """Where the quotation begins that ``begin:end`` ends, if it reads like one name."""
        if self.text[end : end + 1] not in {"”", "’"}:
            return None
        start = self.scan.opener(end + 1, reach=34)
        if start is None or start + 1 > begin or set(self.text[start + 1 : end]) & set("，。；！？：、"):
            return None
        return start + 1
