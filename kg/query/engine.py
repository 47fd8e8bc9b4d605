"""Questions in SPARQL, answered by the embedded store: read-only, in limited time, values bound and never pasted in."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import regex
from pyoxigraph import Literal, QueryBoolean, QuerySolutions, Store

from kg.errors import QueryError
from kg.ontology import PREFIXES, RESOURCES, resource_prefixes
from kg.query.binding import Parameter, bind
from kg.query.guard import check
from kg.query.memory import resident
from kg.query.result import Result, Row
from kg.query.tokens import tokenize

_PLACE = regex.compile(r"error at (?:\d+:\d+-)?(\d+):(\d+): ?")
_CLASSES = regex.compile(r"\[(?:_|'[^\]]*)\]|[|]? *'[^']*'\s*\.\.=\s*'[^']*'\]?")

_BEGINNINGS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"})
_LOOK_EVERY = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, how many rows it may give, by how many bytes the process may grow meanwhile."""

    seconds: float = 60.0
    rows: int = 1_000_000
    memory: int = 4_000_000_000


def run(
    store: Store,
    query: str,
    *,
    parameters: Mapping[str, Parameter] | None = None,
    limits: Limits = Limits(),
    base: str = RESOURCES,
) -> Result:
    """Answer `query` from `store`.

    Args:
        store: is only read.
        query: SPARQL 1.1; the usual prefixes need not be written.
        parameters: values for variables of the query, by name. Text that is an IRI stands for that IRI.
        limits: time, rows and memory.
        base: under which the resources are, for their prefixes.

    Raises:
        QueryError: it can't be parsed (the text says where), is not allowed, took too long or too much memory.
    """
    check(query)
    bound = bind(query, parameters or {})
    answer = _Answer(store, (query, bound), PREFIXES | resource_prefixes(base), limits)
    # Oxigraph can't be stopped; it runs beside, without the interpreter's lock, and is left behind at a limit: the
    # command ends then, and the thread with it; `kg serve` has processes for its queries.
    thread = threading.Thread(target=answer.find, daemon=True)
    thread.start()
    if reason := _overrun(thread, limits):
        answer.given_up = True
        raise QueryError(f"{reason}: ask for less, or raise the limit")
    if isinstance(answer.error, SyntaxError):
        raise QueryError(explain(str(answer.error.msg or answer.error), query)) from answer.error
    if answer.error is not None:
        raise QueryError(f"the query failed: {answer.error}") from answer.error
    assert answer.result is not None  # noqa: S101 - there is a result where there is no error
    return answer.result


def _overrun(thread: threading.Thread, limits: Limits) -> str:
    """Wait for `thread`; which limit it went over, empty where it ended before."""
    before, end = resident(), time.monotonic() + limits.seconds
    while thread.is_alive():
        thread.join(min(_LOOK_EVERY, max(end - time.monotonic(), 0)))
        if resident() - before > limits.memory:
            return f"no answer within {limits.memory // 1_000_000:,} MB of memory"
        if time.monotonic() >= end and thread.is_alive():
            return f"no answer within {limits.seconds:g} seconds"
    return ""


def needs_named_graphs(query: str) -> bool:
    """Whether `query` speaks of single graphs, so that its store must hold them."""
    return any(token.text.upper() in ("GRAPH", "FROM") for token in tokenize(query) if token.kind == "name")


class _Answer:
    """Runs in a thread of its own: leaves a result or an error."""

    def __init__(
        self,
        store: Store,
        queries: tuple[str, str],
        prefixes: dict[str, str],
        limits: Limits,
    ) -> None:
        self._store, self._queries, self._prefixes, self._limits = store, queries, prefixes, limits
        self.result: Result | None = None
        self.error: Exception | None = None
        self.given_up = False

    def find(self) -> None:
        try:
            self.result = self._find()
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            self.error = error

    def _find(self) -> Result:
        written, bound = self._queries
        if bound != written:  # a mistake is to be reported where the user made it
            Store().query(written, prefixes=self._prefixes)
        found = self._store.query(bound, prefixes=self._prefixes)
        if isinstance(found, QueryBoolean):
            answer = Literal(bool(found))
            return Result(("answer",), (Row(("answer",), (answer,)),), "ask")
        if isinstance(found, QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            solutions = (tuple(solution) for solution in found)
            kind = "select"
        else:
            names = ("subject", "predicate", "object")
            solutions = ((triple.subject, triple.predicate, triple.object) for triple in found)
            kind = "graph"
        rows = []
        for terms in islice(solutions, self._limits.rows + 1):
            if self.given_up:
                break
            rows.append(Row(names, terms))
        return Result(names, tuple(rows[: self._limits.rows]), kind, len(rows) > self._limits.rows)


def explain(message: str, query: str) -> str:
    """The parser's message with the place in the user's own words."""
    text = " ".join(message.split())
    found = _PLACE.search(text)
    if not found:
        return f"the query can't be parsed: {text}"
    row, column = int(found[1]), int(found[2])
    lines = query.splitlines() or [""]
    line = lines[min(row, len(lines)) - 1]
    where = f"line {row}, column {column}"
    if "Prefix not found" in text:
        return f"{where}: unknown prefix in {line.strip()[:80]!r}; known are {', '.join(PREFIXES)}"
    if slip := _slip(query):
        return f"{where}: {slip}"
    before = line[max(0, column - 41) : column - 1].lstrip()
    if expected := _expected(text[found.end() :]):
        return f"{where}: after {before!r} expected {expected}"
    return f"{where}: something in {before!r} doesn't belong there; the query is complete without its end"


def _slip(query: str) -> str:
    """What people get wrong most, which the parser tells of only by all that it could have read instead."""
    words = [token.text for token in tokenize(query)]
    if not words:
        return "there is no query; expected is one that begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if words[0].upper() not in _BEGINNINGS:
        return f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not {words[0][:40]!r}"
    for opening, closing in ("{}", "()"):
        more = words.count(opening) - words.count(closing)
        if more:
            return f"{abs(more)} {opening if more > 0 else closing} without its {closing if more > 0 else opening}"
    return ""


def _expected(text: str) -> str:
    """The parser's list of what might follow, without its classes of characters."""
    text = _CLASSES.sub("", text).removeprefix("expected one of ").removeprefix("expected ")
    parts = [part.strip() for part in text.split(", ") if part.strip(" ,")]
    return " or ".join(dict.fromkeys(parts[:6]))
