"""The facade over everything below: read, extract, build, open; and the `Graph` that comes out."""

from kg.api.building import build, extract, extract_paths, load_ontology, open, read, remove  # noqa: A004 - as gzip.open
from kg.api.graph import Graph

__all__ = ["Graph", "build", "extract", "extract_paths", "load_ontology", "open", "read", "remove"]
