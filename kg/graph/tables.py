"""The graph for spreadsheets, Neo4j and Gephi: a table of nodes, a table of edges, GraphML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from kg.graph.reading import Claim, Content, Node

# What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Out(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take `data`."""


def safe_cell(value: str) -> str:
    """`value` as spreadsheets show it and don't run it: an apostrophe goes before what looks like a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class Table(Enum):
    """Who reads a table: people, in a spreadsheet, or Neo4j's importer (``neo4j-admin database import``)."""

    FOR_PEOPLE = auto()
    FOR_NEO4J = auto()


def write_nodes(content: Content, out: Out, kind: Table = Table.FOR_PEOPLE) -> None:
    """Entities as CSV; both kinds have the columns that Neo4j's importer asks for."""
    aliases = "aliases:string[]" if kind is Table.FOR_NEO4J else "aliases"
    header = (":ID", "iri", "name", "hans", "hant", aliases, "subtype", "code", "articles:int", ":LABEL")
    _write(header, (_node_row(node) for node in content.nodes), out, kind)


def write_edges(content: Content, out: Out, kind: Table = Table.FOR_PEOPLE) -> None:
    """Claims as CSV; both kinds have the columns that Neo4j's importer asks for."""
    header = (":START_ID", ":END_ID", ":TYPE", "iri", "confidence:float", "qualifiers", "article", "evidence")
    _write(header, (_edge_row(claim) for claim in content.claims), out, kind)


def _node_row(node: Node) -> Sequence[str]:
    label = f"{node.type};{node.subtype}" if node.subtype else node.type
    aliases = ";".join(alias.replace(";", "；") for alias in node.aliases)
    count = str(len(node.articles))
    return node.iri, node.iri, node.label, node.hans, node.hant, aliases, node.subtype, node.code, count, label


def _edge_row(claim: Claim) -> Sequence[str]:
    return (
        claim.subject,
        claim.object,
        claim.predicate,
        claim.iri,
        f"{claim.confidence:g}",
        _joined(claim.qualifiers),
        claim.article,
        " / ".join(quote.text for quote in claim.quotes),
    )


def _joined(qualifiers: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}={value}" for name, value in qualifiers)


def _write(header: Sequence[str], rows: Iterable[Sequence[str]], out: Out, kind: Table) -> None:
    """Write a table: for people with a byte order mark, or Excel reads Chinese in the system's old encoding."""
    buffer = io.StringIO("\ufeff" if kind is Table.FOR_PEOPLE else "", newline="")
    buffer.seek(0, io.SEEK_END)
    end = "\r\n" if kind is Table.FOR_PEOPLE else "\n"
    writer = csv.writer(buffer, lineterminator=end)
    writer.writerow(header)
    for row in rows:
        # Neo4j's importer takes a line for a row, whatever the quotes say.
        writer.writerow([safe_cell(cell if kind is Table.FOR_PEOPLE else " ".join(cell.split())) for cell in row])
        if buffer.tell() > 1_000_000:
            out.write(buffer.getvalue().encode())
            buffer = io.StringIO(newline="")
            writer = csv.writer(buffer, lineterminator=end)
    out.write(buffer.getvalue().encode())


_NO_XML = re.compile("[^\t\n\r\\x20-\\ud7ff\\ue000-\\ufffd\U00010000-\U0010ffff]")
_NODE_KEYS = ("label", "type", "subtype", "hans", "hant", "aliases", "code", "articles")
_KINDS = {"weight": "double", "articles": "int"}
_EDGE_KEYS = ("label", "weight", "qualifiers", "article", "evidence")


def write_graphml(content: Content, out: Out) -> None:
    """GraphML as Gephi and networkx read it."""
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for prefix, of, keys in (("n", "node", _NODE_KEYS), ("e", "edge", _EDGE_KEYS)):
        head += [
            f'<key id="{prefix}_{key}" for="{of}" attr.name="{key}" attr.type="{_KINDS.get(key, "string")}"/>'
            for key in keys
        ]
    head.append('<graph id="newskg" edgedefault="directed">')
    out.write("\n".join(head).encode())
    for node in content.nodes:
        out.write(_graphml_node(node).encode())
    for claim in content.claims:
        out.write(_graphml_edge(claim).encode())
    out.write(b"\n</graph>\n</graphml>\n")


def _data(prefix: str, values: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{prefix}_{key}">{escape(_NO_XML.sub("", value))}</data>' for key, value in values if value
    )


def _graphml_node(node: Node) -> str:
    aliases, articles = ";".join(node.aliases), str(len(node.articles))
    values = (node.label, node.type, node.subtype, node.hans, node.hant, aliases, node.code, articles)
    return f"\n<node id={quoteattr(node.iri)}>{_data('n', zip(_NODE_KEYS, values, strict=True))}</node>"


def _graphml_edge(claim: Claim) -> str:
    quotes = " / ".join(quote.text for quote in claim.quotes)
    values = (claim.predicate, f"{claim.confidence:g}", _joined(claim.qualifiers), claim.article, quotes)
    ends = f"id={quoteattr(claim.iri)} source={quoteattr(claim.subject)} target={quoteattr(claim.object)}"
    return f"\n<edge {ends}>{_data('e', zip(_EDGE_KEYS, values, strict=True))}</edge>"
