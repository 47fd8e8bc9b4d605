"""Asking the graph: SPARQL that can only read, search by name, all that is said of an entity, results to go on with."""

from kg.query.binding import Parameter
from kg.query.engine import Limits, needs_named_graphs, run
from kg.query.entity import EntityView, Fact, Said, entity_view, in_a_line, qualifiers_of
from kg.query.result import Result, Row
from kg.query.search import Match, Named, NameIndex, index_of

__all__ = [
    "EntityView",
    "Fact",
    "Limits",
    "Match",
    "NameIndex",
    "Named",
    "Parameter",
    "Result",
    "Row",
    "Said",
    "entity_view",
    "in_a_line",
    "index_of",
    "needs_named_graphs",
    "qualifiers_of",
    "run",
]
