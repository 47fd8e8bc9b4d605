"""Asking the graph: SPARQL that can only read, and results to print or to go on with."""

from kg.query.binding import Parameter
from kg.query.engine import Limits, needs_named_graphs, run
from kg.query.result import Result, Row

__all__ = ["Limits", "Parameter", "Result", "Row", "needs_named_graphs", "run"]
