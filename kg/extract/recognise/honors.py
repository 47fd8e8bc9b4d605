"""Honors: prizes, medals, titles, designations and ranks won, with their level, issuer, year and contest.

A name is found by its head (奖章, 标兵, 一等奖), begins where `titled` says, and counts where a verb of conferring
stands before it, 称号 after it, or an anchor opens it. Quoted names in such a place need no known head (“荆楚楷模”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.recognise import organizations
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.organizations import Head, outermost
from kg.extract.recognise.scan import Scan, kept_for_article, scan
from kg.extract.recognise.titled import Start, TitledGrammar, TitledWalk
from kg.model import Mention, Vote
from kg.ontology import Ontology

_GROUP = re.compile(r"（[^（）。，]{1,12}(?:类|组|奖|团队|银奖|金奖)）")
_QUOTED = re.compile(r"“([^“”。！？\n]{2,24})”")
# Too common to be an honor's name by themselves.
_PLAIN_RANKS = frozenset(
    [
        "一等奖",
        "二等奖",
        "三等奖",
        "特等奖",
        "金奖",
        "银奖",
        "铜奖",
        "金牌",
        "银牌",
        "铜牌",
        "冠军",
        "亚军",
        "季军",
        "优秀奖",
        "第一名",
        "第二名",
        "第三名",
        "第四名",
        "第五名",
        "第六名",
        "前三名",
        "奖牌",
        "状元",
    ]
)


@dataclass(frozen=True, slots=True)
class _Words:
    heads: Words[Head]
    names: Words[str]
    given: Words[str]
    called: Words[str]
    sought: Words[str]
    grammar: TitledGrammar


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    terms = ontology.lexicons.get("Honor", ())

    def chosen(*roles: str) -> list[tuple[str, str]]:
        return [(term.form, term.note) for term in terms if term.role in roles]

    heads = Words((term.form, Head(term.role, term.note)) for term in terms if term.role in {"head", "rank"})
    grammar = TitledGrammar(stop=frozenset(form for form, _ in chosen("stop")), level=Words(chosen("level")))
    return _Words(
        heads, Words(chosen("name")), Words(chosen("given")), Words(chosen("called")), Words(chosen("sought")), grammar
    )


@kept_for_article
def find(document: Document, ontology: Ontology) -> list[Mention]:
    """Candidates for honors' names; none lies inside another."""
    finder = _Finder(scan(document, ontology), _words(ontology), organizations.find(document, ontology))
    return outermost([*finder.by_head(), *finder.quoted(), *finder.by_name()])


class _Finder:
    def __init__(self, seen: Scan, words: _Words, bodies: list[Mention]) -> None:
        self.seen = seen
        self.text = seen.text
        self.words = words
        self.given = words.given.longest_by_end(self.text)
        self.sought = words.sought.longest_by_end(self.text)
        self.called = words.called.longest_by_start(self.text)
        by_end = {mention.end: mention.start for mention in bodies if mention.votes[0].score >= 0.8}
        self.heads = words.heads.longest_by_end(self.text)
        self.walk = TitledWalk(seen, words.grammar, by_end, self.heads)

    def by_head(self) -> Iterator[Mention]:
        heads = self.heads
        for end, (start, head) in heads.items():
            if self.seen.cuts_word(end) or self._longer(heads, start, end):
                continue
            if self.text[start - 1 : start] == "”" and self.text[start:end] in self.words.called:
                continue  # “X”证书: the name is in the quotation
            begin = self.walk.start(start)
            quoted = self.walk.whole_quotation(begin.at, end)
            if quoted is not None:
                begin = Start(quoted, begin.anchors | {"quoted"})
            score = self._score(begin, start, end, head)
            if score and not self._sought(begin.at):
                yield self._mention(begin.at, self._with_group(end), head.subtype, Vote(f"honor-{head.role}", score))

    def by_name(self) -> Iterator[Mention]:
        for start, end, subtype in self.words.names.find(self.text):
            if not self.seen.cuts_word(start) and not self.seen.cuts_word(end) and not self._sought(start):
                yield self._mention(start, end, subtype, Vote("honor-name", 0.75))

    def quoted(self) -> Iterator[Mention]:
        """Quoted names that a verb of conferring or 称号 stands beside, with the level before: 陕西省“五一劳动奖章”."""
        after = -1
        for found in _QUOTED.finditer(self.text):
            start, end = found.span()
            called = end in self.called
            begin = self._before_quotation(start)
            given = self._given(begin.at)
            if self._sought(begin.at):
                continue
            listed = start == after
            if called or (given and self._plain(found[1])) or listed:
                yield self._mention(
                    begin.at, end, "HonoraryTitle", Vote("honor-quoted", 0.85 if called and given else 0.75)
                )
                after = end + (self.text[end : end + 1] in "、和")

    def _before_quotation(self, start: int) -> Start:
        """Where a name begins that ends in the quotation at `start`: with a level, place or year before it."""
        if self.text[start - 1 : start] in {"”", "、", "\n", ""}:
            return Start(start, frozenset())
        country = self.seen.places_by_end.get(start)
        if country is not None and country.level == "Country":
            return Start(start, frozenset())
        begin = self.walk.start(start, bodies=False)
        return begin if begin.anchors else Start(start, frozenset())

    def _given(self, at: int) -> bool:
        """Whether a verb of conferring ends before `at`, at most a quotation mark or 为 between."""
        for end in (at, at - 1) if at > 0 and self.text[at - 1] in "“为了" else (at,):
            if end in self.given and not self.seen.cuts_word(self.given[end][0]):
                return True
        return False

    def _sought(self, at: int) -> bool:
        """Whether the name is only applied for: 申报, 争创."""
        return any(end in self.sought for end in (at, at - 1, at - 2))

    def _plain(self, name: str) -> bool:
        """Whether a quoted stretch reads like a name: short, without a clause in it."""
        return len(name) <= 16 and not set(name) & set("，；：？")

    def _longer(self, heads: dict[int, tuple[int, Head]], start: int, end: int) -> bool:
        """Whether this head is only the beginning of a longer one: 奖 in 奖章."""
        return any(heads[more][0] <= start for more in (end + 1, end + 2, end + 3) if more in heads)

    def _with_group(self, end: int) -> int:
        group = _GROUP.match(self.text, end)
        return group.end() if group else end

    def _score(self, begin: Start, start: int, end: int, head: Head) -> float:
        given = self._given(begin.at)
        called = (self.text[end : end + 1] == "”" and end + 1 in self.called) or end in self.called
        anchored = bool(begin.anchors)
        own = start - begin.at
        if head.role == "rank":
            if own < 1:
                return 0.65 if given and self.text[start:end] not in _PLAIN_RANKS else 0
            return 0.85 if given or anchored else 0.6
        if own < 1 and not (given and end - start > 2):
            return 0
        if given or called:
            return 0.9 if anchored else 0.8
        if not anchored:
            return 0.6 if head.subtype in {"Prize", "Medal"} and own > 1 else 0
        return 0.8 if head.subtype in {"Prize", "Medal", "HonoraryTitle"} else 0.6

    def _mention(self, start: int, end: int, subtype: str, vote: Vote) -> Mention:
        return self.seen.mention(start, end, "Honor", vote, subtype=subtype)
