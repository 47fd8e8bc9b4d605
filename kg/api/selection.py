"""The part of a graph that the answer to a query is about."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph.reading import Claim, Content
from kg.ontology import namespace
from kg.query import Result


def selected(content: Content, result: Result, *, by_name: bool = False) -> Content:
    """The entities that `result` names, with what is said among them.

    Where it names statements (``?claim a kg:Statement``) or builds relations (``CONSTRUCT { ?who kg:awarded ?what }``),
    these are shown and no others. Of a named question, which shows labels (`by_name`), these stand for their entities.

    Raises:
        QueryError: it names neither an entity nor a statement of `content`.
    """
    named = {term.value for row in result.rows for term in row.terms if isinstance(term, NamedNode)}
    claims = _claims(content, result, named)
    ends = {end for claim in claims for end in (claim.subject, claim.object)}
    iris = {node.iri for node in content.nodes if node.iri in named or node.iri in ends}
    if by_name and not iris:
        shown = {term.value for row in result.rows for term in row.terms if isinstance(term, Literal)}
        iris = {node.iri for node in content.nodes if not shown.isdisjoint((node.label, node.hans, node.hant))}
    if not iris:
        raise QueryError("the answer names no entity: select the entities themselves (?who), not their labels")
    return content.among(iris, claims=claims or None)


def _claims(content: Content, result: Result, named: set[str]) -> tuple[Claim, ...]:
    built: set[tuple[str, ...]] = set()
    if result.kind == "graph":
        built = {tuple(str(getattr(term, "value", "")) for term in row.terms) for row in result.rows}
    return tuple(
        claim
        for claim in content.claims
        if claim.iri in named or (claim.subject, namespace + claim.predicate, claim.object) in built
    )
