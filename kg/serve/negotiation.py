"""Which format a client wants: the Accept header of RFC 9110, for results, graphs and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.errors import KgError

RESULTS: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types of SELECT and ASK, the preferred first."""

GRAPHS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}
"""Media types of CONSTRUCT, DESCRIBE and whole graphs."""

NAMES: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Media types by the end of a file's name."""

SHORT: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Media types by the name that ``?format=`` gives."""

_MOST: Final = 50


class NotAcceptableError(KgError):
    """Nothing that the client accepts can be made."""


def choose(accept: str, offered: Sequence[str] | Mapping[str, str]) -> str:
    """The media type of `offered` that `accept` likes best; of equals the one offered first.

    Raises:
        NotAcceptableError: it accepts none of them.
    """
    ranges = _ranges(accept)
    best, liked = "", 0.0
    for kind in offered:
        quality = max(((_closeness(one, kind), q) for one, q in ranges if _closeness(one, kind)), default=(0, 0.0))[1]
        if quality > liked:
            best, liked = kind, quality
    if not best:
        raise NotAcceptableError(f"none of {accept[:100]} can be given; there are {', '.join(offered)}")
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their quality; no header accepts everything."""
    found = []
    for part in (accept or "*/*").split(",")[:_MOST]:
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((_number(piece[2:]) for piece in parameters if piece.startswith("q=")), 1.0)
        if kind:
            found.append((kind, quality))
    return found


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _closeness(wanted: str, kind: str) -> int:
    """3 for the same type, 2 for its family, 1 for anything, 0 for another."""
    if wanted == kind:
        return 3
    if wanted.endswith("/*") and wanted[:-1] == kind[: len(wanted) - 1]:
        return 2
    return 1 if wanted == "*/*" else 0


def with_charset(kind: str) -> str:
    """The media type as a header says it: text says that it is UTF-8."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
