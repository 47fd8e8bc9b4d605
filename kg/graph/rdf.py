"""What articles say, as RDF: one named graph an article, and one that describes the entities across articles.

Each claim is there twice: as the direct triple, for easy questions, and as a ``kg:Statement`` node with qualifiers and
the sentences that state it. Everything has a hash IRI; there are no blank nodes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.graph.iris import Minter
from kg.graph.nquads import day, decimal, integer, iri, is_iri, moment, text, typed, visible
from kg.graph.vocabulary import (
    ALT_LABEL,
    DERIVED,
    HIDDEN_LABEL,
    LABEL,
    OBJECT,
    PREDICATE,
    SAME,
    SEE_ALSO,
    SUBJECT,
    TYPE,
    term,
)
from kg.model import (
    Article,
    Entity,
    Extraction,
    Label,
    Member,
    Qualifier,
    Quantity,
    ResolvedEntity,
    Statement,
)
from kg.text.fold import fold, fold_name
from kg.text.numbers import find_number

Triple = tuple[str, str, str]
_INTEGERS = frozenset({"groupSize", "count"})
_DATES = frozenset({"date"})
# Cities abroad have a code of the source only, which `skos:exactMatch` says better.
_OFFICIAL_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[A-Z]{2}(-[0-9]+)?")
_TYPE, _LABEL, _ALT, _HIDDEN = iri(TYPE), iri(LABEL), iri(ALT_LABEL), iri(HIDDEN_LABEL)


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """What one article says.

    `own` are the triples about the article and what it says, as ``subject predicate object``, sorted; `facts` the
    direct triples about entities, which other articles may state too, with how many of the article's claims state them.
    """

    graph: str
    own: tuple[str, ...]
    facts: Mapping[Triple, int]

    def lines(self) -> list[str]:
        """The N-Quads of the article's graph, each once, sorted."""
        return [f"{triple} {self.graph} ." for triple in sorted({*self.own, *(" ".join(one) for one in self.facts)})]


class ArticleWriter:
    """Writes what articles say, once it is known which entity each article's entity is."""

    def __init__(self, iris: Mapping[Member, str], minter: Minter) -> None:
        self._minter = minter
        self._iris = iris

    def describe(self, extraction: Extraction, copies: Iterable[Article] = ()) -> ArticleGraph:
        """The graph of one article; `copies` are articles that are the same and that it stands for."""
        graph = iri(self._minter.article(extraction.article.id))
        key = extraction.article.id
        known = {entity.id: entity for entity in extraction.entities}
        own = [*_metadata(extraction.article, graph), *_sources(copies, graph)]
        own += ((graph, iri(term("mentions")), self._iris[Member(key, one.id)]) for one in extraction.entities)
        facts: Counter[Triple] = Counter()
        for claim in _claims(extraction.statements, known).values():
            fact = self._fact(claim.best, key)
            if fact[0] != fact[2]:  # two names of one entity: nothing to say of it
                facts[fact] += 1
                own += self._claim(claim, fact, known, key, graph)
        for quantity in extraction.quantities:
            own += self._quantity(quantity, key, graph)
        return ArticleGraph(graph, tuple(sorted({" ".join(one) for one in own})), facts)

    def _fact(self, said: Statement, key: str) -> Triple:
        subject, value = self._iris[Member(key, said.subject)], self._iris[Member(key, said.object)]
        return subject, iri(term(said.predicate)), value

    def _claim(
        self, claim: _Claim, fact: Triple, known: Mapping[str, Entity], key: str, article: str
    ) -> Iterator[Triple]:
        said = claim.best
        subject, predicate, value = fact
        node = iri(self._minter.statement(key, *claim.key))
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
    if name == "amount" and (number := find_number(fold(str(value)), 0)):
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


def _sources(copies: Iterable[Article], node: str) -> Iterator[Triple]:
    """Where else the article stands."""
    for copy in copies:
        yield node, iri(term("source")), text(copy.source)
        if copy.url and is_iri(copy.url):
            yield node, iri(SEE_ALSO), iri(copy.url)


def entity_triples(entity: ResolvedEntity, minter: Minter, classes: Container[str]) -> Iterator[str]:
    """The triples that describe one entity: its classes and labels, and a place's code."""
    node = f"<{minter.entity(entity.identity)}>"
    kind = entity.identity.type
    yield f"{node} {_TYPE} {_term(kind)}"
    if entity.subtype in classes and entity.subtype != kind:
        yield f"{node} {_TYPE} {_term(entity.subtype)}"
    for predicate, labels in ((_LABEL, entity.labels), (_ALT, entity.alternatives), (_HIDDEN, entity.hidden)):
        for label in labels:
            yield f"{node} {predicate} {_label(label)}"
    if entity.code and _OFFICIAL_CODE.fullmatch(entity.code):
        yield f"{node} {_term('divisionCode')} {text(entity.code)}"
    if entity.same_as:
        yield f"{node} {iri(SAME)} {iri(entity.same_as)}"
    if entity.within:
        around = "withinDivision" if kind == "Place" else "inDivision"
        yield f"{node} {_term(around)} <{minter.entity(entity.within)}>"


@cache
def _term(name: str) -> str:
    """A term of the ontology."""
    return iri(term(name))


def _label(label: Label) -> str:
    return text(label.text, label.script)
