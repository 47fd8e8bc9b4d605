"""The graph for spreadsheets, Neo4j and Gephi: a table of nodes, a table of edges, GraphML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from kg.graph.reading import Claim, Content, Node

# What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Out(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take `data`."""


def safe_cell(value: str) -> str:
    """`value` as spreadsheets show it and don't run it: an apostrophe goes before what looks like a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def write_nodes(content: Content, out: Out) -> None:
    """Entities as CSV with the header that Neo4j's importer reads."""
    header = (":ID", "name", "hans", "hant", "aliases", "subtype", "code", "articles:int", ":LABEL")
    _write(header, (_node_row(node) for node in content.nodes), out)


def write_edges(content: Content, out: Out) -> None:
    """Claims as CSV with the header that Neo4j's importer reads."""
    header = (":START_ID", ":END_ID", ":TYPE", "confidence:float", "qualifiers", "article", "evidence")
    _write(header, (_edge_row(claim) for claim in content.claims), out)


def _node_row(node: Node) -> Sequence[str]:
    label = f"{node.type};{node.subtype}" if node.subtype else node.type
    aliases = ";".join(alias.replace(";", ",") for alias in node.aliases)
    count = str(len(node.articles))
    return node.iri, node.label, node.hans, node.hant, aliases, node.subtype, node.code, count, label


def _edge_row(claim: Claim) -> Sequence[str]:
    return (
        claim.subject,
        claim.object,
        claim.predicate,
        f"{claim.confidence:g}",
        _joined(claim.qualifiers),
        claim.article,
        " / ".join(quote.text for quote in claim.quotes),
    )


def _joined(qualifiers: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}={value}" for name, value in qualifiers)


def _write(header: Sequence[str], rows: Iterable[Sequence[str]], out: Out) -> None:
    # A byte order mark, or Excel reads Chinese in the system's old encoding.
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        if buffer.tell() > 1_000_000:
            out.write(buffer.getvalue().encode())
            buffer = io.StringIO(newline="")
            writer = csv.writer(buffer, lineterminator="\r\n")
    out.write(buffer.getvalue().encode())


_NODE_KEYS = ("label", "type", "subtype", "hans", "hant", "aliases", "code")
_EDGE_KEYS = ("label", "weight", "qualifiers", "article", "evidence")


def write_graphml(content: Content, out: Out) -> None:
    """GraphML as Gephi and networkx read it."""
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    head += [f'<key id="n_{key}" for="node" attr.name="{key}" attr.type="string"/>' for key in _NODE_KEYS]
    kinds = {"weight": "double"}
    head += [
        f'<key id="e_{key}" for="edge" attr.name="{key}" attr.type="{kinds.get(key, "string")}"/>' for key in _EDGE_KEYS
    ]
    head.append('<graph id="newskg" edgedefault="directed">')
    out.write("\n".join(head).encode())
    for node in content.nodes:
        out.write(_graphml_node(node).encode())
    for claim in content.claims:
        out.write(_graphml_edge(claim).encode())
    out.write(b"\n</graph>\n</graphml>\n")


def _data(prefix: str, values: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<data key="{prefix}_{key}">{escape(value)}</data>' for key, value in values if value)


def _graphml_node(node: Node) -> str:
    values = (node.label, node.type, node.subtype, node.hans, node.hant, ";".join(node.aliases), node.code)
    return f"\n<node id={quoteattr(node.iri)}>{_data('n', zip(_NODE_KEYS, values, strict=True))}</node>"


def _graphml_edge(claim: Claim) -> str:
    quotes = " / ".join(quote.text for quote in claim.quotes)
    values = (claim.predicate, f"{claim.confidence:g}", _joined(claim.qualifiers), claim.article, quotes)
    ends = f"id={quoteattr(claim.iri)} source={quoteattr(claim.subject)} target={quoteattr(claim.object)}"
    return f"\n<edge {ends}>{_data('e', zip(_EDGE_KEYS, values, strict=True))}</edge>"
