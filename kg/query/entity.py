"""Everything that a graph says of one entity, put in order: names, facts with their sentences, articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from kg.graph.reading import Claim, Content, Node, Quote, Source
from kg.ontology import Ontology

# Values that stand beside the article's own words and would say the same twice.
_DERIVED = frozenset({"amountValue", "amountUnit"})


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that states a fact, and the article that it is from."""

    text: str
    start: int
    end: int
    article: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation of an entity to `other`, as all articles that state it say it.

    `role` is ``subject`` or ``object``, what the entity is in it, or ``conferredBy``; then `other` is who received, and
    `value` what. `qualifiers` are names and values for people. The surest `confidence` counts.
    """

    predicate: str
    role: str
    other: Node
    value: Node | None
    qualifiers: tuple[tuple[str, str], ...]
    confidence: float
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """All that is known of an entity; `facts` in the order of the ontology's relations, dated ones by date."""

    node: Node
    facts: tuple[Fact, ...]
    articles: tuple[Source, ...]

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.node.iri

    @property
    def name(self) -> str:
        """What it is called."""
        return self.node.label

    @property
    def type(self) -> str:
        """Its class: ``Person``, ``Organization``, ``Place``, ``Honor`` or ``Event``."""
        return self.node.type

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms of its name that articles use."""
        return tuple(
            form for form in dict.fromkeys((self.node.hant, *self.node.aliases)) if form not in ("", self.name)
        )

    def to_json(self) -> str:
        """As JSON: name, class, aliases, facts with sentences and articles."""
        return json.dumps(asdict(self), ensure_ascii=False)


def entity_view(content: Content, iri: str, ontology: Ontology) -> EntityView | None:
    """What `content` says of the entity `iri`; None where it isn't in it."""
    node = content.node(iri)
    if node is None:
        return None
    articles = {article.iri: article for article in content.articles}
    grouped: dict[tuple[object, ...], list[Claim]] = {}
    for claim in content.claims:
        if role := _role(claim, iri):
            grouped.setdefault(_key(claim, role), []).append(claim)
    facts = [_fact(claims, _role(claims[0], iri), content, articles) for claims in grouped.values()]
    order = {name: place for place, name in enumerate(ontology.relations)}
    known = [fact for fact in facts if fact is not None]
    known.sort(key=lambda fact: _order(fact, order))
    naming = sorted(
        (articles[name] for name in node.articles if name in articles), key=lambda one: (one.published, one.iri)
    )
    return EntityView(node, tuple(known), tuple(reversed(naming)))


def _role(claim: Claim, iri: str) -> str:
    if claim.subject == iri:
        return "subject"
    if claim.object == iri:
        return "object"
    return "conferredBy" if ("conferredBy", iri) in claim.qualifiers else ""


def _key(claim: Claim, role: str) -> tuple[object, ...]:
    return role, claim.predicate, claim.subject, claim.object, claim.qualifiers


def _fact(claims: list[Claim], role: str, content: Content, articles: Mapping[str, Source]) -> Fact | None:
    claim = claims[0]
    other = content.node(claim.object if role == "subject" else claim.subject)
    value = content.node(claim.object) if role == "conferredBy" else None
    if other is None:
        return None
    return Fact(
        claim.predicate,
        role,
        other,
        value,
        tuple((name, text) for name, text, _ in qualifiers_of(claim, content)),
        max(one.confidence for one in claims),
        tuple(_said(quote, articles) for one in claims for quote in one.quotes),
    )


def _said(quote: Quote, articles: Mapping[str, Source]) -> Said:
    return Said(quote.text, quote.start, quote.end, articles.get(quote.article) or Source(quote.article))


def qualifiers_of(claim: Claim, content: Content) -> Iterator[tuple[str, str, str]]:
    """What a claim says besides, for people: name, text, and the IRI of the entity that the text names, or nothing."""
    for name, value in claim.qualifiers:
        if name not in _DERIVED:
            node = content.node(value)
            yield name, node.label if node else value, node.iri if node else ""


def _order(fact: Fact, order: Mapping[str, int]) -> tuple[object, ...]:
    date = dict(fact.qualifiers).get("date", "9999")
    place = order.get(fact.predicate, len(order))
    return fact.role == "conferredBy", fact.role != "subject", place, fact.predicate, date, fact.other.label


def in_a_line(view: EntityView, ontology: Ontology, *, language: str = "zh-Hans", most: int = 4) -> str:
    """A few of its facts on one line, for a list of entities."""
    parts = []
    for fact in view.facts[:most]:
        relation = ontology.relations.get(fact.predicate)
        label = relation.labels.get(language, fact.predicate) if relation else fact.predicate
        if fact.value:
            parts.append(f"{fact.value.label} → {fact.other.label}")
        else:
            parts.append(f"{label} {fact.other.label}" if fact.role == "subject" else f"{fact.other.label} {label} ↩")
    more = len(view.facts) - most
    return " · ".join(parts) + (f" · +{more}" if more > 0 else "")
