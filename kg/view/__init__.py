"""The page that shows a graph and the words behind every relation."""

from kg.view.data import (
    ViewArticle,
    ViewData,
    ViewEdge,
    ViewEvidence,
    ViewLabels,
    ViewLegend,
    ViewNode,
    ViewQualifier,
    ViewTerm,
)
from kg.view.highlight import name_places
from kg.view.page import page_html

__all__ = [
    "ViewArticle",
    "ViewData",
    "ViewEdge",
    "ViewEvidence",
    "ViewLabels",
    "ViewLegend",
    "ViewNode",
    "ViewQualifier",
    "ViewTerm",
    "name_places",
    "page_html",
]
