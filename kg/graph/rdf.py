"""What articles say, as RDF: one named graph an article, and one that describes the entities across articles.

Each claim is there twice: as the direct triple, for easy questions, and as a ``kg:Statement`` node with qualifiers and
the sentences that state it. Everything has a hash IRI; there are no blank nodes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph.iris import Minter
from kg.graph.nquads import day, decimal, integer, iri, is_iri, moment, text, typed, visible
from kg.graph.vocabulary import ALT_LABEL, DERIVED, HIDDEN_LABEL, LABEL, OBJECT, PREDICATE, SAME, SUBJECT, TYPE, term
from kg.model import (
    Article,
    Entity,
    Extraction,
    Label,
    Member,
    Qualifier,
    Quantity,
    Resolution,
    ResolvedEntity,
    Statement,
)
from kg.text.fold import fold_name
from kg.text.numbers import find_number

Triple = tuple[str, str, str]
_INTEGERS = frozenset({"groupSize", "count"})
_DATES = frozenset({"date"})
# Cities abroad have a code of the source only, which `skos:exactMatch` says better.
_OFFICIAL_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[A-Z]{2}(-[0-9]+)?")
_TYPE, _LABEL = iri(TYPE), iri(LABEL)


class ArticleWriter:
    """Writes what articles say, once it is known which entity each article's entity is."""

    def __init__(self, resolution: Resolution, minter: Minter) -> None:
        self._minter = minter
        self._iris: dict[Member, str] = {
            member: iri(minter.entity(entity.identity)) for entity in resolution.entities for member in entity.members
        }

    def lines(self, extraction: Extraction) -> Iterator[str]:
        """The N-Quads of one article's graph; not sorted, and a line may come twice."""
        graph = iri(self._minter.article(extraction.article.id))
        for subject, predicate, value in self._triples(extraction, graph):
            yield f"{subject} {predicate} {value} {graph} ."

    def _triples(self, extraction: Extraction, article: str) -> Iterator[Triple]:
        yield from _metadata(extraction.article, article)
        key = extraction.article.id
        known = {entity.id: entity for entity in extraction.entities}
        for entity in extraction.entities:
            yield article, iri(term("mentions")), self._iris[Member(key, entity.id)]
        for claim in _claims(extraction.statements, known).values():
            yield from self._claim(claim, known, key, article)
        for quantity in extraction.quantities:
            yield from self._quantity(quantity, key, article)

    def _claim(self, claim: _Claim, known: Mapping[str, Entity], key: str, article: str) -> Iterator[Triple]:
        said = claim.best
        subject, value = self._iris[Member(key, said.subject)], self._iris[Member(key, said.object)]
        predicate = iri(term(said.predicate))
        if subject == value:  # two names of one entity: nothing to say of it
            return
        node = iri(self._minter.statement(key, *claim.key))
        yield subject, predicate, value
        yield node, _TYPE, iri(term("Statement"))
        yield node, iri(SUBJECT), subject
        yield node, iri(PREDICATE), predicate
        yield node, iri(OBJECT), value
        yield node, iri(term("confidence")), decimal(said.confidence)
        if said.rule:
            yield node, iri(term("rule")), text(said.rule)
        for qualifier in said.qualifiers:
            if not qualifier.is_entity:
                yield from ((node, iri(term(name)), value) for name, value in _values(qualifier))
            elif qualifier.value in known:
                yield node, iri(term(qualifier.name)), self._iris[Member(key, str(qualifier.value))]
        for start, end in sorted(claim.quotes):
            quote = iri(self._minter.evidence(key, start, end))
            yield node, iri(term("evidence")), quote
            yield quote, _TYPE, iri(term("Evidence"))
            yield from _passage(quote, start, end, claim.quotes[start, end])
            yield quote, iri(DERIVED), article

    def _quantity(self, quantity: Quantity, key: str, article: str) -> Iterator[Triple]:
        where = (str(quantity.start), str(quantity.end))
        node = iri(self._minter.quantity(key, *where, f"{quantity.value:g}", quantity.unit))
        yield article, iri(term("quantity")), node
        yield node, _TYPE, iri(term("Quantity"))
        yield from _passage(node, quantity.start, quantity.end, quantity.text)
        yield node, iri(term("value")), decimal(quantity.value)
        yield node, iri(term("unit")), text(quantity.unit)
        if quantity.approx:
            yield node, iri(term("approximate")), typed("true", "boolean")


@dataclass(slots=True)
class _Claim:
    """Statements of one article that say the same: the surest of them, and the quotes of all."""

    key: tuple[str, ...]
    best: Statement
    quotes: dict[tuple[int, int], str]


def _claims(statements: Iterable[Statement], known: Mapping[str, Entity]) -> dict[tuple[str, ...], _Claim]:
    """Claims by what they say; one that names an entity which the article doesn't have is left out."""
    claims: dict[tuple[str, ...], _Claim] = {}
    for statement in statements:
        if statement.subject not in known or statement.object not in known:
            continue
        key = _key(statement, known)
        claim = claims.setdefault(key, _Claim(key, statement, {}))
        if (-statement.confidence, statement.rule) < (-claim.best.confidence, claim.best.rule):
            claim.best = statement
        claim.quotes.update({(quote.start, quote.end): quote.text for quote in statement.evidence})
    return claims


def _key(statement: Statement, known: Mapping[str, Entity]) -> tuple[str, ...]:
    """What a statement says, in names: independent of local ids and of what other articles say."""

    def named(local: str) -> str:
        entity = known.get(local)
        return f"{entity.type} {fold_name(entity.name) or entity.name}" if entity else ""

    qualifiers = sorted(
        f"{one.name}={named(str(one.value)) if one.is_entity else one.value}" for one in statement.qualifiers
    )
    return (named(statement.subject), statement.predicate, named(statement.object), *qualifiers)


def _values(qualifier: Qualifier) -> Iterator[tuple[str, str]]:
    """What a qualifier says, as property and literal; an amount also as number and unit."""
    name, value = qualifier.name, qualifier.value
    if name in _DATES:
        if literal := day(str(value)):
            yield name, literal
    elif isinstance(value, int) or (name in _INTEGERS and isinstance(value, float)):
        yield name, integer(int(value))
    elif isinstance(value, float):
        yield name, decimal(value)
    elif visible(value):
        yield name, text(value)
    if name == "amount" and (number := find_number(str(value), 0)):
        yield "amountValue", decimal(number.value)
        if unit := visible(str(value)[number.end :]).strip():
            yield "amountUnit", text(unit)


def _passage(node: str, start: int, end: int, quote: str) -> Iterator[Triple]:
    yield node, iri(term("quote")), text(quote)
    yield node, iri(term("start")), typed(str(start), "nonNegativeInteger")
    yield node, iri(term("end")), typed(str(end), "nonNegativeInteger")


def _metadata(article: Article, node: str) -> Iterator[Triple]:
    yield node, _TYPE, iri(term("Article"))
    yield node, iri(term("contentHash")), text(article.id)
    yield node, iri(term("source")), text(article.source)
    yield node, iri(term("language")), text(article.language)
    if article.title:
        yield node, _LABEL, text(article.title, article.language)
    if published := moment(article.published or ""):
        yield node, iri(term("published")), published
    if article.publisher:
        yield node, iri(term("publisher")), text(article.publisher)
    if article.url and is_iri(article.url):
        yield node, iri(term("url")), typed(article.url, "anyURI")
    for name, people in (("author", article.authors), ("editor", article.editors)):
        for person in people:
            yield node, iri(term(name)), text(person)


def entity_lines(entity: ResolvedEntity, minter: Minter, classes: Container[str]) -> Iterator[str]:
    """The N-Quads that describe one entity: its classes and labels, and a place's code."""
    node, graph = iri(minter.entity(entity.identity)), iri(minter.entities)

    def line(predicate: str, value: str) -> str:
        return f"{node} {iri(predicate)} {value} {graph} ."

    yield line(TYPE, iri(term(entity.identity.type)))
    if entity.subtype in classes and entity.subtype != entity.identity.type:
        yield line(TYPE, iri(term(entity.subtype)))
    for predicate, labels in ((LABEL, entity.labels), (ALT_LABEL, entity.alternatives), (HIDDEN_LABEL, entity.hidden)):
        yield from (line(predicate, _label(label)) for label in labels)
    if _OFFICIAL_CODE.fullmatch(entity.code):
        yield line(term("divisionCode"), text(entity.code))
    if entity.same_as:
        yield line(SAME, iri(entity.same_as))
    if entity.within:
        yield line(term("withinDivision"), iri(minter.entity(entity.within)))


def _label(label: Label) -> str:
    return text(label.text, label.script)
