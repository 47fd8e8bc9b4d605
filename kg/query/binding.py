"""Values for the variables of a query, put in as data blocks: a value is always a term, never text of the query.

(Oxigraph's own substitution reaches only what SELECT names, not filters.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import regex
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph.nquads import is_iri
from kg.ontology import PREFIXES
from kg.query.questions import parameters_of
from kg.query.tokens import Token, tokenize

Parameter = str | int | float | bool | date | datetime | Decimal | NamedNode | Literal
_VARIABLE = regex.compile(r"[A-Za-z_]\w*")
_XSD = PREFIXES["xsd"]


@dataclass(slots=True)
class _Group:
    """A group of patterns, where it begins, and the variables that stand directly in it."""

    start: int
    variables: set[str] = field(default_factory=set)


def bind(query: str, parameters: Mapping[str, Parameter]) -> str:
    """`query` with its variables bound to `parameters`.

    Each gets a ``VALUES`` block in the main group and in every group that speaks of it, so that filters see it too.

    Raises:
        QueryError: the query has no such variable.
    """
    if not parameters:
        return query
    groups = _groups(tokenize(query))
    used = set().union(*(group.variables for group in groups))
    terms = {name: str(term_of(value)) for name, value in parameters.items()}
    for name in terms:
        if not _VARIABLE.fullmatch(name) or name not in used:
            settable = parameters_of(query)
            known = ", ".join(f"?{one}" for one in settable or sorted(used)) or "none"
            raise QueryError(f"the query has no variable ?{name}{' to set' if settable else ''}; it has {known}")
    for place, group in sorted(enumerate(groups), key=lambda item: -item[1].start):
        names = [name for name in sorted(terms) if name in group.variables or place == 0]
        blocks = "".join(f" VALUES ?{name} {{ {terms[name]} }}" for name in names)
        query = query[: group.start] + blocks + query[group.start :]
    return query


def _groups(tokens: list[Token]) -> list[_Group]:
    """The groups of patterns in their order; blocks of data and templates of CONSTRUCT are none."""
    groups: list[_Group] = []
    stack: list[_Group | None] = []
    data = template = False
    for token in tokens:
        word = token.text.upper() if token.kind == "name" else token.text
        data = (data and word != "}") or word == "VALUES"
        template = (template and word != "}") or word == "CONSTRUCT"
        if word == "WHERE":
            template = False
        if word == "{":
            group = None if data or template else _Group(token.start + 1)
            stack.append(group)
            groups += [group] if group else []
        elif word == "}" and stack:
            stack.pop()
        elif token.kind == "name" and word[0] in "?$" and stack and stack[-1] is not None:
            stack[-1].variables.add(token.text[1:])
    return groups


def term_of(value: Parameter) -> NamedNode | Literal:
    """A Python value as an RDF term; text that is an http IRI stands for the resource."""
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, str):
        if value.startswith(("http://", "https://")) and is_iri(value):
            return NamedNode(value)
        return Literal(value)
    if isinstance(value, date):  # a datetime is one too
        kind = "dateTime" if isinstance(value, datetime) else "date"
        return Literal(value.isoformat(), datatype=NamedNode(_XSD + kind))
    if isinstance(value, Decimal):
        return Literal(str(value), datatype=NamedNode(_XSD + "decimal"))
    return Literal(value)
