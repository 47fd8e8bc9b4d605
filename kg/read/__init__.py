"""Bytes in, articles out: formats, encodings, boilerplate, dirt, metadata, near-duplicates."""

from kg.read.article import read_text
from kg.read.files import list_files, read_paths
from kg.read.options import Fields, ReadOptions

__all__ = ["Fields", "ReadOptions", "list_files", "read_paths", "read_text"]
