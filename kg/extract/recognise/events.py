"""Events: contests, meetings, exhibitions, courses, ceremonies and campaigns that have a name.

An ordinal, a year, a place, a body, a level or a quoted name makes a name of 大赛, 论坛 or 培训班; ordinary activity
(会议, 活动) needs an ordinal or a quoted name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.document import Document
from kg.extract.recognise import honors, organizations
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.organizations import outermost
from kg.extract.recognise.scan import Scan, kept_for_article, scan
from kg.extract.recognise.titled import Start, TitledGrammar, TitledWalk
from kg.model import Mention, Vote
from kg.ontology import Ontology

_NOUNS = frozenset({"n", "nz", "LOC", "ORG", "vn", "a", "b", "PER", "x", "j", "ns", "nt", "TIME"})
_PHASES = frozenset({"决赛", "半决赛", "比赛", "预赛", "初赛", "复赛"})


@dataclass(frozen=True, slots=True)
class _Words:
    heads: Words[str]
    weak: frozenset[str]
    names: Words[str]
    grammar: TitledGrammar


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    def chosen(*roles: str) -> list[tuple[str, str]]:
        return [(form, form) for form in ontology.forms("Event", *roles)]

    grammar = TitledGrammar(stop=frozenset(ontology.forms("Event", "stop")), level=Words(chosen("level")))
    return _Words(
        Words(chosen("head", "weak")), frozenset(ontology.forms("Event", "weak")), Words(chosen("name")), grammar
    )


@kept_for_article
def find(document: Document, ontology: Ontology) -> list[Mention]:
    """Candidates for events' names; none lies inside another."""
    seen = scan(document, ontology)
    words = _words(ontology)
    bodies = {m.end: m.start for m in organizations.find(document, ontology) if m.votes[0].score >= 0.8}
    named = outermost([*_by_head(seen, words, bodies), *_by_name(seen, words)])
    prizes = honors.find(document, ontology)
    events = [event for mention in named if (event := _beside_honors(mention, prizes)) is not None]
    return [*events, *_again(seen, words, events)]


def _beside_honors(event: Mention, prizes: list[Mention]) -> Mention | None:
    """None for a contest inside a prize's name; a ceremony that names its prize is surer for it."""
    at = bisect_right(prizes, event.start, key=lambda m: m.start)
    for prize in prizes[max(0, at - 2) : at + 1]:
        if prize.start <= event.start and event.end <= prize.end:
            return None
        if event.start <= prize.start and prize.end <= event.end:
            return replace(event, votes=(Vote("event-of-honor", 0.95),))
    return event


def _again(seen: Scan, words: _Words, events: list[Mention]) -> Iterator[Mention]:
    """A ceremony or meeting named before, by its head alone: 颁奖典礼上."""
    taken = {at for event in events for at in range(event.start, event.end)}
    heads = {found for event in events if (found := _head_of(seen, words, event))}
    for head in sorted(heads):
        at = seen.text.find(head)
        while at >= 0:
            end = at + len(head)
            if at not in taken and _free(seen, at) and not seen.cuts_word(at) and not seen.cuts_word(end):
                yield replace(seen.mention(at, end, "Event", Vote("event-again", 0.6)), kind="short")
            at = seen.text.find(head, end)


def _free(seen: Scan, at: int) -> bool:
    """Whether no noun stands before `at`, which would make another name of what follows."""
    return at == 0 or not seen.text[at - 1].isalnum() or seen.token_over(at - 1).tag not in _NOUNS


def _head_of(seen: Scan, words: _Words, event: Mention) -> str:
    for size in range(min(6, len(event.text) - 2), 2, -1):
        head = seen.text[event.end - size : event.end]
        if head in words.heads and size > 2:
            return head
    return ""


def _by_name(seen: Scan, words: _Words) -> Iterator[Mention]:
    for start, end, _ in words.names.find(seen.text):
        if not seen.cuts_word(start) and not seen.cuts_word(end):
            yield seen.mention(start, end, "Event", Vote("event-name", 0.6))


def _by_head(seen: Scan, words: _Words, bodies: dict[int, int]) -> Iterator[Mention]:
    heads = words.heads.longest_by_end(seen.text)
    walk = TitledWalk(seen, words.grammar, bodies, heads)
    for end, (start, _) in heads.items():
        if seen.cuts_word(end) or any(heads[more][0] <= start for more in (end + 1, end + 2, end + 3) if more in heads):
            continue
        weak = seen.text[start:end] in words.weak
        if seen.text[end : end + 1] == "暨" or (weak and start in heads):
            continue
        begin = walk.start(start)
        quoted = walk.whole_quotation(begin.at, end)
        if quoted is not None:
            begin = Start(quoted, begin.anchors | {"quoted"})
        if seen.text[start:end] in _PHASES and any(inner in heads for inner in range(begin.at + 5, start)):
            continue  # the final of a contest: the contest's own name stands
        score = _score(begin, start, end, weak=weak)
        if score:
            yield seen.mention(begin.at, end, "Event", Vote("event-head", score))


def _score(begin: Start, start: int, end: int, *, weak: bool) -> float:
    strong = begin.anchors & {"ordinal", "quoted"}
    own = start - begin.at
    if not begin.anchors or own < (1 if "quoted" in strong else 2):
        return 0
    if weak:
        if strong:
            return 0.7 if own > 3 or "quoted" in strong else 0
        return 0.55 if own > (3 if end - start > 2 else 5) else 0
    return 0.85 if strong else 0.7 if own + end - start > 5 else 0.55
