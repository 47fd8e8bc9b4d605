"""Candidate names from every voter: the rules of each kind, LAC, and the article's own names where they stand again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.document import Document
from kg.extract.recognise import events, honors, organizations, people, places
from kg.extract.recognise.automaton import Words
from kg.extract.recognise.organizations import FIRST_OF_ITS_KIND
from kg.model import Mention, Vote
from kg.ontology import Ontology

_LAC_TYPES = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}
_finders = (people.find, places.find, organizations.find, honors.find, events.find)
_SURE_NAME = 0.6  # the article's own name is looked for elsewhere from this probability on
_MOST_NAMES = 2_000
_MOST_AT_ONCE = 4  # of names that begin alike the longest; on one character over and over each would stand everywhere

Found = tuple[int, int, dict[str, float]]


def proposals(document: Document, ontology: Ontology) -> list[Mention]:
    """What the rules propose; candidates may overlap."""
    return [mention for find in _finders for mention in find(document, ontology)]


def from_lac(document: Document) -> Iterator[Mention]:
    """LAC's names, in the accurate model. Its times are noise and left out."""
    if document.states is None:
        return
    for token in document.tokens:
        kind = _LAC_TYPES.get(token.tag)
        if kind and len(token.text) > 1:
            yield Mention(token.start, token.end, token.text, kind, votes=(Vote("lac", 1.0),))


def again(document: Document, candidates: Iterable[Mention]) -> Iterator[Mention]:
    """Every other place of a name that some voter is sure of: a full name means the same all through an article."""
    known: dict[str, dict[str, float]] = {}
    places_of: set[tuple[int, int, str]] = set()
    for mention in candidates:
        sure = max((vote.score for vote in mention.votes if vote.voter != "lac"), default=0.0)
        places_of.add((mention.start, mention.end, mention.type))
        if sure >= _SURE_NAME and mention.end - mention.start > 1:
            types = known.setdefault(document.folded[mention.start : mention.end], {})
            types[mention.type] = max(types.get(mention.type, 0.0), sure)
    for start, end, types in _longest(Words(list(known.items())[:_MOST_NAMES], once=True).find(document.folded)):
        for kind, sure in types.items():
            if (start, end, kind) not in places_of:
                yield Mention(start, end, document.text[start:end], kind, votes=(Vote("again", sure),))


def _longest(found: Iterable[Found]) -> Iterator[Found]:
    """The longest few of those that begin at the same place."""
    by_start: dict[int, list[Found]] = {}
    for one in found:
        by_start.setdefault(one[0], []).append(one)  # by end, so the longest comes last
    for same in by_start.values():
        yield from same[-_MOST_AT_ONCE:]


def without_first(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The taggers' stretches, bodies without what says that they are the first of their kind: 首家|快递行业工联会.

    Chances of two stretches that become one are added: the tagger held one of them to be the name.
    """
    chances: dict[tuple[int, int, str, str], float] = {}
    first: dict[tuple[int, int, str, str], Mention] = {}
    for mention in map(_without_first, mentions):
        (vote,) = mention.votes
        key = mention.start, mention.end, mention.type, vote.voter
        first.setdefault(key, mention)
        chances[key] = min(1.0, chances.get(key, 0.0) + vote.score)
    for key, mention in first.items():
        (vote,) = mention.votes
        same = vote.score == chances[key]
        yield mention if same else replace(mention, votes=(replace(vote, score=chances[key]),))


def _without_first(mention: Mention) -> Mention:
    if mention.type != "Organization" or not mention.text.startswith(FIRST_OF_ITS_KIND):
        return mention
    cut = next(len(words) for words in FIRST_OF_ITS_KIND if mention.text.startswith(words))
    return replace(mention, start=mention.start + cut, text=mention.text[cut:])
