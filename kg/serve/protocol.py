"""SPARQL 1.1 Protocol for questions, Graph Store Protocol for reading, and the description of the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.graph.nquads import is_iri
from kg.ontology import PREFIXES, resource_prefixes
from kg.query.engine import explain
from kg.query.guard import check, form_of
from kg.serve.negotiation import GRAPHS, RESULTS, SHORT, choose, with_charset

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.served import Served

_MOST_FIELDS: Final = 200
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this graph can only be read; updates are not answered"
Fields = list[tuple[str, str]]


class RequestError(KgError):
    """A request that is wrong in itself; `status` says how."""

    def __init__(self, message: str, *, status: int = 400, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the graphs that it is asked of; None where the request doesn't say."""

    query: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str = ""


def fields_of(text: bytes) -> Fields:
    """Names and values of a query string or form; percent-encoding must be of UTF-8.

    Raises:
        RequestError: it isn't, or there are too many.
    """
    try:
        found = parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestError("the parameters must be UTF-8 in percent-encoding") from error
    except ValueError as error:
        raise RequestError(f"more than {_MOST_FIELDS} parameters") from error
    return found


async def asked(request: Request) -> Asked:
    """The question of a request, by the three ways of the protocol.

    Raises:
        RequestError: there is none, or more than one, or it is an update.
    """
    fields = fields_of(request.scope["query_string"])
    if request.method == "POST":
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind == _FORM:
            fields += fields_of(await request.body())
        elif kind == _QUERY:
            if any(name == "query" for name, _ in fields):
                raise RequestError("the query is given twice, in the address and in the body")
            fields.append(("query", _text(await request.body(), parameters)))
        elif kind == _UPDATE:
            raise RequestError(_READ_ONLY, status=403)
        else:
            raise RequestError(f"send a query as {_QUERY} or {_FORM}, not as {kind or 'nothing'}", status=415)
    return _asked(fields, is_get=request.method != "POST")


def _text(body: bytes, parameters: str) -> str:
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if "charset=" in charset and "charset=utf-8" not in charset:
        raise RequestError("a query must be UTF-8", status=415)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError("the query is no UTF-8 text") from error


def _asked(fields: Fields, *, is_get: bool) -> Asked:
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise RequestError(_READ_ONLY, status=400 if is_get else 403)
    if len(queries) != 1:
        raise RequestError("give one query" if queries else "give a query: ?query=…")
    default, named = (_graphs(fields, name) for name in ("default-graph-uri", "named-graph-uri"))
    if default is not None or named is not None:  # what is said of one of the two makes the other empty
        default, named = default or (), named or ()
    form = next((value for name, value in fields if name == "format"), "")
    if form and form not in SHORT:
        raise RequestError(f"no format {form[:30]!r}; there are {', '.join(SHORT)}")
    return Asked(queries[0], default, named, form)


def _graphs(fields: Fields, name: str) -> tuple[str, ...] | None:
    found = tuple(value for key, value in fields if key == name)
    for iri in found:
        if not is_iri(iri):
            raise RequestError(f"{name} must be an absolute IRI: {iri[:100]!r}")
    return found or None


async def query(request: Request, served: Served) -> Response:
    """Answer a question in the format that the client accepts."""
    question = await asked(request)
    check(question.query)
    form = form_of(question.query)
    formats = GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else RESULTS
    wanted = SHORT.get(question.format) or request.headers.get("accept", "")
    kind = choose(wanted, formats)
    reply = await served.ask(query_job(question, served, formats[kind]))
    if reply.head["status"] == "syntax":
        raise QueryError(explain(reply.head["message"], question.query))
    if reply.head["status"] != "ok":
        raise QueryError(f"the query failed: {reply.head.get('message', '')}")
    return Response(reply.content, media_type=with_charset(kind), headers={"Vary": "Accept"})


def query_job(question: Asked, served: Served, form: str) -> dict[str, Any]:
    """What a worker is told of a question."""
    return {
        "do": "query",
        "query": question.query,
        "default_graph": question.default_graphs,
        "named_graphs": question.named_graphs,
        "prefixes": PREFIXES | resource_prefixes(served.base),
        "base": served.base,
        "results": form if form in RESULTS.values() else "json",
        "graph": form if form in GRAPHS.values() else "turtle",
        "rows": served.settings.rows,
        "size": served.settings.size,
    }


async def graph(request: Request, served: Served) -> Response:
    """One graph as a whole: ``?default`` or ``?graph=IRI``."""
    fields = dict(fields_of(request.scope["query_string"]))
    if ("default" in fields) == ("graph" in fields):
        raise RequestError("say which graph: ?default, or ?graph=IRI")
    iri = fields.get("graph", "")
    if "graph" in fields and not is_iri(iri):
        raise RequestError(f"graph must be an absolute IRI: {iri[:100]!r}")
    kind = choose(request.headers.get("accept", ""), GRAPHS)
    job = {"do": "graph", "iri": iri, "graph": GRAPHS[kind], "with_body": request.method != "HEAD"}
    reply = await served.ask(job | served.bounds)
    if reply.head["status"] == "missing":
        raise RequestError(f"there is no graph {iri[:200]}", status=404)
    return Response(reply.content, media_type=with_charset(kind), headers={"Vary": "Accept"})


_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OUTPUTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


def description(request: Request) -> Response:
    """SPARQL 1.1 Service Description: what this endpoint is and what it can give."""
    kind = choose(request.headers.get("accept", ""), GRAPHS)
    here = str(request.url.replace(query="", fragment=""))
    service, dataset, default = (NamedNode(here + part) for part in ("", "#dataset", "#default-graph"))

    def said(subject: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(name if ":" in name else _SD + name), value)

    triples = [
        said(service, PREFIXES["rdf"] + "type", NamedNode(_SD + "Service")),
        said(service, "endpoint", service),
        said(service, "supportedLanguage", NamedNode(_SD + "SPARQL11Query")),
        *(said(service, "resultFormat", NamedNode(_FORMATS + name)) for name in _OUTPUTS),
        said(service, "feature", NamedNode(_SD + "UnionDefaultGraph")),
        said(service, "defaultEntailmentRegime", NamedNode("http://www.w3.org/ns/entailment/Simple")),
        said(service, "defaultDataset", dataset),
        said(dataset, PREFIXES["rdf"] + "type", NamedNode(_SD + "Dataset")),
        said(dataset, "defaultGraph", default),
        said(default, PREFIXES["rdf"] + "type", NamedNode(_SD + "Graph")),
    ]
    formats = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}
    content = serialize(triples, format=formats.get(GRAPHS[kind], RdfFormat.JSON_LD), prefixes=PREFIXES | {"sd": _SD})
    return Response(content, media_type=with_charset(kind), headers={"Vary": "Accept"})
