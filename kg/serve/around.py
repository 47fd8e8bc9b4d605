"""What a store says around an entity or in an article, found by walking it: quick on any size, and always bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.vocabulary import DERIVED, OBJECT, SUBJECT, TYPE, term

_SUBJECT, _OBJECT, _TYPE, _DERIVED = (NamedNode(iri) for iri in (SUBJECT, OBJECT, TYPE, DERIVED))
_EVIDENCE, _MENTIONS = (NamedNode(term(name)) for name in ("evidence", "mentions"))
_BY = NamedNode(term("conferredBy"))
# These point from an article or to everything: what is about one entity needs none of them.
_LISTS = frozenset({term("mentions"), term("quantity")})


def around(store: Store, iris: Iterable[str], *, steps: int = 1, most: int = 2_000) -> list[Quad]:
    """The quads about these entities: names, statements that they take part in, sentences, articles, the other ends.

    Args:
        store: with its named graphs.
        iris: entities.
        steps: how many statements away; 0 gives only what the entities are called.
        most: statements at most, and as many articles; the walk ends there.

    Returns:
        Quads that `kg.graph.reading.read` understands.
    """
    walk = _Walk(store, most)
    edge = [NamedNode(iri) for iri in iris]
    for node in edge:
        walk.entity(node)
    for _ in range(steps):
        edge = list(dict.fromkeys(end for node in edge for end in walk.statements_of(node)))
    return walk.quads


def in_article(store: Store, iri: str, *, most: int = 5_000) -> list[Quad]:
    """The quads that one article's graph holds, and what the entities in it are called."""
    walk = _Walk(store, most)
    article = NamedNode(iri)
    for quad in islice(store.quads_for_pattern(None, None, None, article), 20 * most):
        walk.quads.append(quad)
        if quad.predicate == _MENTIONS:
            walk.entity(quad.object, mentioned=False)
    return walk.quads


class _Walk:
    """Gathers quads; each node is gone to once."""

    def __init__(self, store: Store, most: int) -> None:
        self._store = store
        self._most = most
        self._seen: set[str] = set()
        self._statements = 0
        self.quads: list[Quad] = []

    def _about(self, node: NamedNode) -> Iterator[Quad]:
        for quad in self._store.quads_for_pattern(node, None, None):
            if not isinstance(quad.graph_name, DefaultGraph):
                yield quad

    def _add(self, node: NamedNode, *, without: frozenset[str] = frozenset()) -> list[Quad]:
        if node.value in self._seen:
            return []
        self._seen.add(node.value)
        found = [quad for quad in self._about(node) if quad.predicate.value not in without]
        self.quads += found
        return found

    def entity(self, node: object, *, mentioned: bool = True) -> None:
        """What it is called, and the articles that name it."""
        if not isinstance(node, NamedNode) or node.value in self._seen:
            return
        self._add(node)
        if not mentioned:
            return
        for quad in islice(self._store.quads_for_pattern(None, _MENTIONS, node), self._most):
            if not isinstance(quad.graph_name, DefaultGraph):
                self.quads.append(quad)
                self._article(quad.subject)

    def _article(self, node: object) -> None:
        if isinstance(node, NamedNode):
            self._add(node, without=_LISTS)

    def statements_of(self, node: NamedNode) -> Iterator[NamedNode]:
        """Add the statements that it takes part in; the other ends of them."""
        for role in (_SUBJECT, _OBJECT, _BY):
            for quad in self._store.quads_for_pattern(None, role, node):
                if self._statements >= self._most:
                    return
                if isinstance(quad.graph_name, DefaultGraph) or not isinstance(quad.subject, NamedNode):
                    continue
                yield from self._statement(quad.subject)

    def _statement(self, statement: NamedNode) -> Iterator[NamedNode]:
        said = self._add(statement)
        self._statements += bool(said)
        for quad in said:
            if not isinstance(quad.object, NamedNode) or quad.predicate == _TYPE:
                continue
            if quad.predicate == _EVIDENCE:
                for line in self._add(quad.object):
                    if line.predicate == _DERIVED:
                        self._article(line.object)
                continue
            self.entity(quad.object)
            if quad.predicate in (_SUBJECT, _OBJECT):
                yield quad.object
