"""The facade over everything below: read, extract, build, open; and the `Graph` that comes out."""

from kg.api.building import build, extract, extract_paths, load_ontology, open, read, remove  # noqa: A004 - as gzip.open
from kg.api.checking import check_ontology
from kg.api.graph import Graph

__all__ = ["Graph", "build", "check_ontology", "extract", "extract_paths", "load_ontology", "open", "read", "remove"]
