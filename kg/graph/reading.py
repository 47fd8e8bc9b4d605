"""The graph read back into plain values: entities, claims with their quotes, articles. One pass over the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, Quad

from kg.graph.vocabulary import ALT_LABEL, DERIVED, HIDDEN_LABEL, LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, term
from kg.model import type_names
from kg.ontology import namespace
from kg.text.fold import fold_name

_Values = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity. `label` is its name in the script that articles write most (simplified where both)."""

    iri: str
    type: str
    subtype: str
    label: str
    hans: str
    hant: str
    aliases: tuple[str, ...]
    hidden: tuple[str, ...]
    code: str
    articles: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All forms of its name that the graph knows, in both scripts."""
        return (self.label, self.hans, self.hant, *self.aliases, *self.hidden)


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of an article; offsets count code points of the article's raw text."""

    text: str
    start: int
    end: int
    article: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One article's statement. `qualifiers` are name and value, an IRI where it is an entity."""

    iri: str
    subject: str
    predicate: str
    object: str
    confidence: float
    article: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An article's metadata."""

    iri: str
    title: str = ""
    source: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that is in a graph, each part in a fixed order."""

    nodes: tuple[Node, ...] = ()
    claims: tuple[Claim, ...] = ()
    articles: tuple[Source, ...] = ()
    _by_iri: dict[str, Node] = field(default_factory=dict, compare=False, repr=False)

    def node(self, iri: str) -> Node | None:
        """The entity with this IRI."""
        if not self._by_iri:
            self._by_iri.update({node.iri: node for node in self.nodes})
        return self._by_iri.get(iri)

    def named(self, name: str) -> list[Node]:
        """The entities that have this IRI or, in either script, this name; those of most articles first."""
        if known := self.node(name):
            return [known]
        key = fold_name(name)
        if not key:  # most entities have no form in one of the scripts, which is no name
            return []
        found = [node for node in self.nodes if key in {fold_name(each) for each in node.names}]
        return sorted(found, key=lambda node: (fold_name(node.label) != key, -len(node.articles), node.iri))

    def around(self, iri: str, steps: int) -> Content:
        """The part within so many claims of an entity: the entities, what is said among them, the articles on them."""
        reached, edge = {iri}, {iri}
        for _ in range(steps):
            ends = [(claim.subject, claim.object) for claim in self.claims]
            edge = {end for pair in ends if not edge.isdisjoint(pair) for end in pair} - reached
            reached |= edge
        return self.among(reached)

    def among(self, iris: Collection[str], *, claims: tuple[Claim, ...] | None = None) -> Content:
        """These entities, the articles on them, and `claims`: by default all that is said among them."""
        nodes = tuple(node for node in self.nodes if node.iri in iris)
        naming = {article for node in nodes for article in node.articles}
        if claims is None:
            claims = tuple(claim for claim in self.claims if claim.subject in iris and claim.object in iris)
        return Content(nodes, claims, tuple(article for article in self.articles if article.iri in naming))


def read(quads: Iterable[Quad]) -> Content:
    """What `quads` say, whatever their order."""
    about: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    homes: dict[str, str] = {}
    for quad in quads:
        subject, predicate, value = str(quad.subject.value), quad.predicate.value, quad.object  # type: ignore[union-attr]
        language = (value.language or "") if isinstance(value, Literal) else ""
        about[subject][predicate].append((str(value.value), language))  # type: ignore[union-attr]
        if predicate == SUBJECT:
            homes[subject] = quad.graph_name.value  # type: ignore[union-attr]
    kinds = {iri: {name.removeprefix(namespace) for name, _ in values[TYPE]} for iri, values in about.items()}
    articles = tuple(_source(iri, about[iri]) for iri in sorted(kinds) if "Article" in kinds[iri])
    naming: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for entity, _ in about[article.iri][term("mentions")]:
            naming[entity].append(article.iri)
    nodes = (_node(iri, kinds[iri], about[iri], naming[iri]) for iri in sorted(kinds) if kinds[iri] & set(type_names))
    claims = (_claim(iri, about, homes[iri]) for iri in sorted(homes))
    return Content(tuple(nodes), tuple(claims), articles)


def _first(values: _Values, predicate: str, default: str = "") -> str:
    return min((value for value, _ in values.get(predicate, ())), default=default)


def _source(iri: str, values: _Values) -> Source:
    return Source(
        iri=iri,
        title=_first(values, LABEL),
        source=_first(values, term("source")),
        publisher=_first(values, term("publisher")),
        published=_first(values, term("published")),
        url=_first(values, term("url")),
    )


def _node(iri: str, kinds: set[str], values: _Values, articles: list[str]) -> Node:
    labels = {language.lower(): text for text, language in sorted(values.get(LABEL, ()))}
    hans, hant = labels.get("zh-hans", ""), labels.get("zh-hant", "")
    return Node(
        iri=iri,
        type=min(kinds & set(type_names)),
        subtype=min(kinds - set(type_names), default=""),
        label=hans or hant or _first(values, LABEL, iri),
        hans=hans,
        hant=hant,
        aliases=tuple(sorted({text for text, _ in values.get(ALT_LABEL, ())})),
        hidden=tuple(sorted({text for text, _ in values.get(HIDDEN_LABEL, ())})),
        code=_first(values, term("divisionCode")),
        articles=tuple(sorted(articles)),
    )


_OWN = frozenset({TYPE, SUBJECT, PREDICATE, OBJECT, term("confidence"), term("rule"), term("evidence")})


def _claim(iri: str, about: Mapping[str, _Values], article: str) -> Claim:
    values = about[iri]
    quotes = (_quote(about[quote]) for quote, _ in values.get(term("evidence"), ()))
    return Claim(
        iri=iri,
        subject=_first(values, SUBJECT),
        predicate=_first(values, PREDICATE).removeprefix(namespace),
        object=_first(values, OBJECT),
        confidence=float(_first(values, term("confidence"), "1")),
        article=article,
        qualifiers=tuple(
            (name.removeprefix(namespace), value)
            for name in sorted(values.keys() - _OWN)
            for value, _ in sorted(values[name])
        ),
        quotes=tuple(sorted(quotes, key=lambda quote: (quote.article, quote.start, quote.end))),
    )


def _quote(values: _Values) -> Quote:
    return Quote(
        text=_first(values, term("quote")),
        start=int(_first(values, term("start"), "0")),
        end=int(_first(values, term("end"), "0")),
        article=_first(values, DERIVED),
    )
