"""Turtle in parts that can be put one after the other: the prefixes once, then bodies that use them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from kg.ontology import PREFIXES, resource_prefixes


def head(base: str) -> bytes:
    """The lines of prefixes that every body relies on."""
    return _head(base)


def body(triples: Iterable[str], base: str) -> bytes:
    """N-Triples as Turtle without the prefixes; those of one subject must stand together."""
    quads = parse("\n".join(triples), format=RdfFormat.N_TRIPLES)  # all in the default graph, which Turtle is
    written = serialize(quads, format=RdfFormat.TURTLE, prefixes=_prefixes(base))
    return written[len(_head(base)) :] if written else b""


@cache
def _head(base: str) -> bytes:
    node = NamedNode("urn:x")
    written = serialize([Triple(node, node, node)], format=RdfFormat.TURTLE, prefixes=_prefixes(base)) or b""
    return b"".join(line + b"\n" for line in written.splitlines() if line.startswith(b"@prefix"))


@cache
def _prefixes(base: str) -> dict[str, str]:
    return PREFIXES | resource_prefixes(base)
