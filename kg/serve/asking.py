"""The query page: named questions with their values, or SPARQL, and a table of what comes back."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from kg.errors import QueryError, UsageError
from kg.ontology import PREFIXES, Ontology, Question, resource_prefixes
from kg.query.binding import bind
from kg.query.columns import column_name, labelled
from kg.query.engine import explain
from kg.query.guard import check
from kg.query.questions import parameters_of
from kg.serve.protocol import Asked, Fields, query_job
from kg.serve.served import Served

_SHOWN: Final = 500
# What the top of a named question's file says of it, and prefixes that are known without being written.
_HEADER = re.compile(r"\A(?:(?:#|PREFIX [a-z]+: <http).*\n)+")
_NAME = re.compile(r"[a-z0-9-]{1,60}")


def number(text: str, *, low: int, high: int, name: str) -> int:
    """A whole number of an address; raises UsageError where it isn't one between the two."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
        raise UsageError(f"{name} must be a number from {low} to {high} (the limit is --{name})")
    return int(text)


async def answer(fields: Fields, served: Served, *, language: str) -> dict[str, Any]:
    """What the page shows: the query and its answer, or only the questions that there are.

    An answer to a named question has its columns' names in `language`, and labels for relations.

    Raises:
        KgError: the query can't be answered.
    """
    values = _page(fields, served)
    text = values["bound"]
    if not text:
        return values
    check(text)
    job = query_job(Asked(text, None, None), served, "json")
    reply = await served.ask(job)
    if reply.head["status"] == "syntax":
        raise QueryError(explain(reply.head["message"], text))
    if reply.head["status"] != "ok":
        raise QueryError(f"the query failed: {reply.head.get('message', '')}")
    shown = values | _shown(reply.head["kind"], reply.content, served)
    question = served.ontology.questions.get(values["ask"])
    return _for_people(shown, served.ontology, question, language) if question and shown["kind"] == "rows" else shown


def _for_people(shown: dict[str, Any], ontology: Ontology, question: Question, language: str) -> dict[str, Any]:
    texts = labelled([[text for text, _ in row] for row in shown["rows"]], ontology, language)
    rows = [
        [(text, iri) for text, (_, iri) in zip(said, row, strict=True)]
        for said, row in zip(texts, shown["rows"], strict=True)
    ]
    return shown | {"rows": rows, "heads": [column_name(question, name, language) for name in shown["variables"]]}


def unanswered(fields: Fields, served: Served, message: str) -> dict[str, Any]:
    """What the page shows where the query went wrong."""
    try:
        values = _page(fields, served)
    except (QueryError, UsageError):
        values = _page([], served)
    return values | {"message": message}


def _page(fields: Fields, served: Served) -> dict[str, Any]:
    questions = served.ontology.questions
    named = dict(fields)
    ask, text = named.get("ask", ""), named.get("query", "")
    known = [(name, parameters_of(one.query), one) for name, one in questions.items()]
    values: dict[str, Any] = {"questions": known, "ask": ask, "given": {}, "text": text, "bound": text, "kind": ""}
    if not ask:
        return values
    if not _NAME.fullmatch(ask) or ask not in questions:
        raise UsageError(f"no question is named {ask[:60]!r}")
    given = {name[2:]: value for name, value in fields if name.startswith("p.") and value.strip()}
    bound = bind(questions[ask].query, given)
    return values | {"given": given, "text": _HEADER.sub("", bound), "bound": bound}


def _shown(kind: str, content: bytes, served: Served) -> dict[str, Any]:
    if kind == "graph":
        return {"kind": kind, "turtle": content.decode()[:200_000]}
    data = json.loads(content)
    if kind == "boolean":
        return {"kind": kind, "yes": data["boolean"]}
    variables, rows = data["head"]["vars"], data["results"]["bindings"]
    prefixes = PREFIXES | resource_prefixes(served.base)
    cells = [[_cell(row.get(name), prefixes) for name in variables] for row in rows[:_SHOWN]]
    return {
        "kind": kind,
        "variables": variables,
        "heads": variables,
        "rows": cells,
        "count": len(rows),
        "shown": len(cells),
    }


def _cell(binding: dict[str, str] | None, prefixes: dict[str, str]) -> tuple[str, str]:
    """The text of a cell, and the IRI where it is one."""
    if binding is None:
        return "", ""
    value = binding["value"]
    if binding["type"] != "uri":
        return value, ""
    short = next((f"{name}:{value[len(iri) :]}" for name, iri in prefixes.items() if value.startswith(iri)), value)
    return short, value
