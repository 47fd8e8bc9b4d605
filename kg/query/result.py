"""Answers as values, and as the W3C's JSON, CSV and TSV; triples as Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import UsageError
from kg.ontology import PREFIXES

if TYPE_CHECKING:
    import pandas as pd

Term = NamedNode | BlankNode | Literal
_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BARE = frozenset(_XSD + name for name in ("integer", "decimal", "double", "boolean"))
Value = str | int | float | bool | None


def value_of(term: object) -> Value:
    """A term as Python has it: numbers and truth values as such, everything else as text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return str(getattr(term, "value", term))
    kind = term.datatype.value
    if kind in _INTEGERS:
        return int(term.value)
    if kind in _NUMBERS:
        return float(term.value)
    return term.value == "true" if kind == _XSD + "boolean" else term.value


class Row:
    """One solution: values by attribute (``row.name``), by name (``row["name"]``) and by place (``row[0]``)."""

    __slots__ = ("_names", "terms")

    def __init__(self, names: Sequence[str], terms: tuple[object, ...]) -> None:
        self._names = names
        self.terms = terms

    def __getattr__(self, name: str) -> Value:
        if name not in self._names:
            raise AttributeError(f"no variable {name!r}; there are {', '.join(self._names)}")
        return value_of(self.terms[self._names.index(name)])

    def __getitem__(self, key: str | int) -> Value:
        if isinstance(key, int):
            return value_of(self.terms[key])
        if key not in self._names:
            raise KeyError(key)
        return value_of(self.terms[self._names.index(key)])

    def __iter__(self) -> Iterator[Value]:
        return (value_of(term) for term in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items())})"

    def to_dict(self) -> dict[str, Value]:
        """Values by variable."""
        return dict(zip(self._names, self, strict=True))


@dataclass(frozen=True, slots=True)
class Result(Sequence[Row]):
    """The rows of an answer. An ASK has one row with the variable ``answer``; CONSTRUCT has subject, predicate, object.

    `truncated` says that there were more rows than the limit lets through.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str = "select"
    truncated: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __bool__(self) -> bool:
        """For ASK the answer, else whether there is any row."""
        return bool(self.rows[0].answer) if self.kind == "ask" else bool(self.rows)

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON Format."""
        if self.kind == "ask":
            return json.dumps({"head": {}, "boolean": bool(self)})
        bindings = [
            {name: _binding(term) for name, term in zip(self.variables, row.terms, strict=True) if term is not None}
            for row in self.rows
        ]
        data = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(data, ensure_ascii=False)

    def to_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV Format: values only, lines end in CR LF."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(self.variables)
        for row in self.rows:
            writer.writerow([_plain(term) for term in row.terms])
        return buffer.getvalue()

    def to_tsv(self) -> str:
        """SPARQL 1.1 Query Results TSV Format: terms as Turtle writes them, a tab between them."""
        head = "\t".join(f"?{name}" for name in self.variables)
        lines = ("\t".join("" if term is None else _written(term) for term in row.terms) for row in self.rows)
        return "\n".join([head, *lines]) + "\n"

    def to_turtle(self) -> str:
        """The triples of CONSTRUCT and DESCRIBE as Turtle.

        Raises:
            UsageError: the answer has rows, not triples.
        """
        if self.kind != "graph":
            raise UsageError("only CONSTRUCT and DESCRIBE give Turtle: choose table, csv, tsv or json")
        triples = (Triple(*row.terms) for row in self.rows)  # type: ignore[arg-type]
        written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        return written.decode()

    def to_table(self) -> list[list[str]]:
        """Header and rows as text, for a table on a screen."""
        return [list(self.variables), *([_plain(term) for term in row.terms] for row in self.rows)]

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame with a column for each variable.

        Raises:
            UsageError: pandas isn't installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an optional library
        except ImportError as error:
            raise UsageError("to_pandas needs pandas: pip install pandas") from error
        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.variables))

    def _repr_html_(self) -> str:
        import html  # noqa: PLC0415 - only in notebooks

        head, *rows = self.to_table()
        cells = "".join(f"<th>{html.escape(name)}</th>" for name in head)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[:100]
        )
        more = f"<p>… {len(rows) - 100} more rows</p>" if len(rows) > 100 else ""
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(term: object) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))


def _written(term: object) -> str:
    """A term as TSV has it: numbers and truth values bare, all else as in N-Triples; a tab is never inside."""
    if isinstance(term, Literal) and not term.language and term.datatype.value in _BARE:
        return term.value
    return str(term).replace("\t", "\\t")


def _binding(term: object) -> Mapping[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise UsageError(f"a term that JSON results have no form for: {term}")
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found
