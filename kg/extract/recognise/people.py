"""People: Chinese names, foreign and minority names, spaced names, a surname with 某, and a surname with a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document import Document
from kg.extract.recognise import organizations
from kg.extract.recognise.chinese_names import ChineseNames, Name, best
from kg.extract.recognise.foreign_names import ForeignNames
from kg.extract.recognise.person_words import PersonContext, person_words
from kg.extract.recognise.scan import Scan, scan
from kg.model import Mention, Vote
from kg.ontology import Ontology

_HAN = "\u4e00-\u9fff"
_SPACED = re.compile(f"(?<![{_HAN}])([{_HAN}]) {{1,3}}([{_HAN}])(?![{_HAN}])")
_SOMEBODY = re.compile(f"([{_HAN}])某(?:某|甲|乙|丙|[{_HAN}](?=[，。、（说因在]))?")
_FOREIGN_FORM = re.compile(r"（[A-Z][A-Za-z'’.\- ]{1,50}）")


def find(document: Document, ontology: Ontology) -> list[Mention]:
    """Candidates for people's names, none overlapping another."""
    seen = scan(document, ontology)
    context = PersonContext(seen, person_words(ontology))
    blocked = _blocked(seen, organizations.find(document, ontology))
    names = [
        *ForeignNames(context).find(),
        *_spaced(context),
        *_somebody(context),
        *ChineseNames(context, blocked).find(),
    ]
    return [_mention(seen, name) for name in best(names)]


def _blocked(seen: Scan, bodies: list[Mention]) -> set[int]:
    """Characters that belong to names of bodies and places."""
    blocked = {at for body in bodies if body.votes[0].score >= 0.8 for at in range(body.start, body.end)}
    blocked.update(at for place in seen.places if place.sure >= 0.8 for at in range(place.start, place.end))
    return blocked


def _mention(seen: Scan, name: Name) -> Mention:
    """`name` as a mention; a Latin form in brackets behind it belongs to it, spaces inside it don't count."""
    text = seen.document.text[name.start : name.end]
    plain = text if text.isascii() else "".join(text.split())
    latin = _FOREIGN_FORM.match(seen.text, name.end)
    end = latin.end() if latin else name.end
    return seen.mention(name.start, end, "Person", Vote(name.rule, round(name.score, 2)), name=plain)


def _spaced(context: PersonContext) -> Iterator[Name]:
    """Two-character names set apart to the width of three: 殷　俊."""
    for found in _SPACED.finditer(context.text):
        surname, given = found.groups()
        if surname in context.words.surnames and given not in context.words.never:
            sure = surname not in context.words.rare or context.title_before(found.start())
            if sure:
                yield Name(found.start(), found.end(), 0.85, "person-spaced")


def _somebody(context: PersonContext) -> Iterator[Name]:
    for found in _SOMEBODY.finditer(context.text):
        if found[1] in context.words.surnames and not context.scan.cuts_word(found.start()):
            yield Name(found.start(), found.end(), 0.7, "person-somebody")
