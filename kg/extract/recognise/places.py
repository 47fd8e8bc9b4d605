"""Places: known divisions in chains (江苏省无锡市惠山区), villages, roads, zones, parks and waters by their heads.

A place inside an organization's name is a candidate too; the arbiter gives the stretch to the longer name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.document import Document
from kg.extract.recognise import events, honors, organizations
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.gazetteer import PlaceHit
from kg.extract.recognise.organizations import outermost
from kg.extract.recognise.scan import Scan, scan
from kg.model import Mention, Vote
from kg.ontology import Ontology

_LONGEST_OWN = {"Village": 5, "Town": 5, "Road": 5, "Landform": 4, "ScenicArea": 9, "DevelopmentZone": 10, "Venue": 10}
_STOP_TAGS = frozenset(
    {
        "p",
        "c",
        "u",
        "r",
        "d",
        "w",
        "q",
        "m",
        "t",
        "TIME",
        "v",
        "f",
        "a",
        "ad",
        "xc",
        "vd",
        "PER",
        "ul",
        "uj",
        "y",
        "vn",
        "i",
        "l",
    }
)
_NAME_TAGS = frozenset({"LOC", "ORG", "nz", "ns", "nt", "x", "nr"})
_WAYS = frozenset({"Village", "Town"})
_RANK = {"Country": 0, "Province": 1, "City": 2, "County": 3, "DevelopmentZone": 3, "Town": 4}
_OTHERS = (organizations.find, honors.find, events.find)
_MOST_FORMS = 200
_OWN = "[\u4e00-\u9fff]{1,4}?"
_BELOW = {
    "County": re.compile(f"(?![的和与在]){_OWN}(镇|乡|街道|苏木)"),
    "City": re.compile(f"(?![的和与在]){_OWN}(镇|乡|街道)"),
    "Town": re.compile(f"(?![的和与在]){_OWN}(村|社区|嘎查)"),
}
_NATIVE = re.compile("(?:[是为由，：；]|现年[0-9]{2}岁的)([一-鿿]{2,8})人(?=[，。；、）]|氏)")
_NEVER = re.compile(r"(?!)(村)")
_SHORT = frozenset("的、，。")
# A candidate of another kind that is at least this sure takes the places inside it.
_LONGER_FROM = 0.6


@dataclass(frozen=True, slots=True)
class _Words:
    heads: Words[str]
    generic: frozenset[str]


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    heads = [(term.form, term.note) for term in ontology.lexicons.get("Place", ()) if term.role == "head"]
    return _Words(Words(heads), frozenset(ontology.forms("Place", "generic")))


def find(document: Document, ontology: Ontology) -> list[Mention]:
    """Candidates for places' names."""
    seen = scan(document, ontology)
    bodies = {m.end: m.start for m in organizations.find(document, ontology) if m.votes[0].score >= 0.85}
    named = [*_by_head(seen, _words(ontology), bodies), *_below(seen)]
    candidates = outermost([*named, *_chains(seen), *_natives(seen, ontology), *_shortened(seen, named)])
    longer = [m for other in _OTHERS for m in other(document, ontology) if m.votes[0].score >= _LONGER_FROM]
    return [mention for mention in candidates if not _inside(mention, longer)]


def _natives(seen: Scan, ontology: Ontology) -> Iterator[Mention]:
    """Where people come from, by its short name too: 他是沙鹿人, 互助县人. A division, or one inside another."""
    for found in _NATIVE.finditer(seen.text):
        name = found[1]
        halves = [(name[:size], name[size:]) for size in range(2, len(name) - 1)]
        known = ontology.divisions.find
        if known(name) or any(known(outer) and known(inner) for outer, inner in halves):
            yield seen.mention(found.start(1), found.end(1), "Place", Vote("place-native", 0.85))


def _inside(place: Mention, longer: list[Mention]) -> bool:
    at = bisect_right(longer, place.start, key=lambda m: m.start)
    return any(
        m.start <= place.start and place.end <= m.end and len(m.text) > len(place.text)
        for m in longer[max(0, at - 4) : at]
    )


def _shortened(seen: Scan, named: list[Mention]) -> Iterator[Mention]:
    """A village's or town's name without its class word, elsewhere in the article: 铜门 after 铜门村."""
    for form in sorted({name for mention in named if (name := _own_name(seen, mention))})[:_MOST_FORMS]:
        at = seen.text.find(form)
        while at >= 0:
            end = at + len(form)
            if not seen.cuts_word(at) and not seen.cuts_word(end):
                yield replace(seen.mention(at, end, "Place", Vote("place-short", 0.6)), kind="short")
            at = seen.text.find(form, end)


def _own_name(seen: Scan, mention: Mention) -> str:
    if mention.subtype not in _WAYS or mention.votes[0].score < 0.75:
        return ""
    start = max(
        (hit.end for hit in seen.places if mention.start <= hit.start and hit.end < mention.end), default=mention.start
    )
    own = seen.text[start : mention.end - 1]
    return own if 2 <= len(own) <= 4 and seen.text[mention.end - 1] in "村镇乡寨" else ""


def _chains(seen: Scan) -> Iterator[Mention]:
    """Divisions that stand one inside the other without a gap, as one name."""
    run: list[PlaceHit] = []
    for hit in [*seen.places, None]:
        if hit is not None and (not run or (hit.start == run[-1].end and _goes_on(run[-1], hit))):
            run.append(hit)
            continue
        yield from _chain(seen, run)
        run = [hit] if hit is not None else []


def _goes_on(outer: PlaceHit, inner: PlaceHit) -> bool:
    """Whether `inner` lies in `outer`; of quarters that are no divisions (九龙尖沙咀) the order says so."""
    return _narrower(outer.level, inner.level) or (not inner.codes and inner.level == outer.level == "County")


def _narrower(outer: str, inner: str) -> bool:
    return _RANK.get(inner, 9) > _RANK.get(outer, 9) or _RANK.get(inner, 9) == _RANK.get(outer, 9) == 2


def _chain(seen: Scan, run: list[PlaceHit]) -> Iterator[Mention]:
    if not run:
        return
    sure = max(hit.sure for hit in run)
    yield seen.mention(run[0].start, run[-1].end, "Place", Vote("place-known", sure), subtype=run[-1].level)


def _by_head(seen: Scan, words: _Words, bodies: dict[int, int]) -> Iterator[Mention]:
    heads = words.heads.longest_by_end(seen.text)
    for end, (start, level) in heads.items():
        if seen.cuts_word(end) or end in seen.places_by_end or start >= heads.get(end + 1, (end, ""))[0]:
            continue
        begin, anchored = _begin(seen, start, level)
        if level == "Venue" and begin in bodies:
            begin, anchored = bodies[begin], True
        if start - begin < 1 or seen.text[begin:end] in words.generic:
            continue
        score = _score(seen, begin, start, end, anchored=anchored)
        if score:
            yield seen.mention(begin, end, "Place", Vote("place-head", score), subtype=level)


def _below(seen: Scan) -> Iterator[Mention]:
    """Towns behind a county's name and villages behind a town's, whatever the segmenter made of them."""
    for hit in seen.places:
        found = _BELOW.get(hit.level, _NEVER).match(seen.text, hit.end)
        if found and hit.sure >= 0.75 and seen.text[hit.end - 1] not in _SHORT and not seen.cuts_word(found.end()):
            level = "Village" if found[1] in {"村", "社区", "嘎查"} else "Town"
            yield seen.mention(
                _chain_start(seen, hit.end), found.end(), "Place", Vote("place-below", 0.88), subtype=level
            )


def _begin(seen: Scan, head: int, level: str) -> tuple[int, bool]:
    """Where the place's name begins, and whether a known place stands there."""
    at, limit = head, max(0, head - _LONGEST_OWN.get(level, 8))
    while at > 0:
        hit = seen.places_by_end.get(at)
        if hit:
            return _chain_start(seen, at), True
        if at <= limit or not _joins(seen, at, head):
            break
        token = seen.token_over(at - 1)
        at = token.start
    return at, False


def _chain_start(seen: Scan, at: int) -> int:
    level = ""
    while (hit := seen.places_by_end.get(at)) is not None and (not level or _narrower(hit.level, level)):
        at, level = hit.start, hit.level
    return at


def _joins(seen: Scan, at: int, head: int) -> bool:
    """Whether the word before `at` may belong to a place's own name."""
    if not seen.text[at - 1].isalnum():
        return False
    token = seen.token_over(at - 1)
    if token.end > at and token.tag not in _NAME_TAGS and token.end < head:
        return False
    return token.tag not in _STOP_TAGS or (token.end > at and token.tag in _NAME_TAGS)


def _score(seen: Scan, begin: int, start: int, end: int, *, anchored: bool) -> float:
    token = seen.token_over(end - 1)
    located = token.tag in {"LOC", "ns"} and token.start <= start
    if located and token.start == begin:
        return 0.85
    if anchored:
        return 0.85 if located else 0.75
    own = start - begin
    if located:
        return 0.6
    first = seen.token_over(begin)
    return 0.55 if first.tag in {"nz", "LOC", "ns", "x"} and own > 1 else 0
