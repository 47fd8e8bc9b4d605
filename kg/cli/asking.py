"""The commands that ask a graph without SPARQL, or hand it to a browser: search, show, serve."""

from __future__ import annotations

import threading
import webbrowser
from difflib import get_close_matches
from pathlib import Path

import click

from kg import api
from kg.cli import output
from kg.cli.commands import app
from kg.cli.options import graph_folder, own_ontology
from kg.errors import UsageError
from kg.graph.reading import Source
from kg.ontology import Ontology
from kg.query import EntityView, Fact, in_a_line
from kg.serve.settings import Settings

_name = click.argument("name", metavar="NAME")
_DEFAULT = Settings()
_MEGABYTE = 1_000_000


@app.command()
@graph_folder
@_name
@click.option("--kind", metavar="CLASS", default="", help="Only entities of a class, such as Person or County.")
@click.option("--limit", type=click.IntRange(min=1, max=1000), default=20, show_default=True)
@own_ontology
def search(folder: Path, name: str, kind: str, limit: int, ontology: str | None) -> None:
    """搜索 · Find entities by any part of a name, the best first.

    NAME is in either script, or pinyin: all of it, or initials.

    \b
    kg search graph 总工会
    kg search graph langao --kind County
    """
    if not name.strip():
        raise UsageError("nothing to search for: give a part of a name, or its pinyin")
    terms = api.load_ontology(ontology, graph=folder)
    if kind and kind not in terms.classes:
        near = [known for known in terms.classes if known.lower().startswith(kind.lower())]
        near = near or get_close_matches(kind, terms.classes, n=3)
        if near:
            raise UsageError(f"no class {kind!r}; did you mean {', '.join(near)}?")
        raise UsageError(f"no class {kind!r}; there are {', '.join(terms.classes)}")
    graph = api.open(folder, ontology=terms)
    rows = []
    for match in graph.search(name, kind=kind, limit=limit):
        found = match.entity
        label = found.label if match.form == found.label else f"{found.label}（{match.form}）"
        what = terms.label(found.subtype or found.type)
        rows.append([label, what, str(found.weight), in_a_line(graph.entity(found.iri), terms)])
    if not rows:
        raise UsageError(f"no name has {name!r} in it; give a part of the name, or its pinyin")
    output.show_table(["名称 name", "类别 class", "文章 articles", "事实 facts"], rows)


@app.command()
@graph_folder
@_name
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@own_ontology
def show(folder: Path, name: str, as_json: bool, ontology: str | None) -> None:
    """展示 · All that is known of an entity, with the sentences that say it.

    NAME is in either script, a part of a name, pinyin, or an IRI. Where several fit, the best is shown and the others
    are named.

    \b
    kg show graph 岚皋县总工会
    kg show graph 岚皋县总工会 --json
    """
    terms = api.load_ontology(ontology, graph=folder)
    graph = api.open(folder, ontology=terms)
    found = graph.entity(name)
    if as_json:
        output.say(found.to_json())
        return
    for line in _lines(found, terms):
        output.say(line)
    others = [match.entity.label for match in graph.search(name, limit=6) if match.entity.iri != found.iri]
    if others:
        output.note(f"也有 · also: {'、'.join(others)}")


@app.command()
@graph_folder
@click.option("--port", type=click.IntRange(0, 65535), default=_DEFAULT.port, show_default=True)
@click.option("--host", default=_DEFAULT.host, show_default=True, help="Another one lets others in: give --token too.")
@click.option("--token", envvar="NEWSKG_TOKEN", default="", help="What clients must say; or set NEWSKG_TOKEN.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name that the server is called by.")
@click.option("--timeout", "seconds", type=click.FloatRange(0.1, 3600), default=_DEFAULT.seconds, show_default=True)
@click.option(
    "--memory",
    type=click.IntRange(50),
    default=_DEFAULT.memory // _MEGABYTE,
    show_default=True,
    help="MB for each query.",
)
@click.option("--rows", type=click.IntRange(1), default=_DEFAULT.rows, show_default=True, help="Rows of an answer.")
@click.option(
    "--size", type=click.IntRange(1), default=_DEFAULT.size // _MEGABYTE, show_default=True, help="MB of an answer."
)
@click.option("--body", type=click.IntRange(1000), default=_DEFAULT.body, show_default=True, help="Bytes of a request.")
@click.option(
    "--depth", type=click.IntRange(0, 10), default=_DEFAULT.depth, show_default=True, help="Steps around an entity."
)
@click.option("--open", "show_it", is_flag=True, help="Open the first page in the browser.")
@own_ontology
def serve(
    folder: Path,
    port: int,
    host: str,
    token: str,
    names: tuple[str, ...],
    seconds: float,
    memory: int,
    rows: int,
    size: int,
    body: int,
    depth: int,
    show_it: bool,
    ontology: str | None,
) -> None:
    """服务 · Serve the graph: pages to search and read, and a SPARQL endpoint. Stop it with Ctrl+C.

    Read-only, for this machine only unless --host and --token say otherwise. A build into DIR is followed.

    \b
    kg serve graph
    kg serve graph --port 8080 --timeout 30
    curl 'http://127.0.0.1:8000/sparql?query=ASK%20%7B%7D'
    """
    from kg.api import page  # noqa: PLC0415 - these take a second to load
    from kg.serve.run import serve as run  # noqa: PLC0415

    terms = api.load_ontology(ontology, graph=folder)
    settings = Settings(
        host=host,
        port=port,
        token=token,
        names=tuple(name.lower() for name in names),
        seconds=seconds,
        memory=memory * _MEGABYTE,
        rows=rows,
        size=size * _MEGABYTE,
        body=body,
        depth=depth,
    )

    def ready(taken: int) -> None:
        address = f"http://{f'[{host}]' if ':' in host else host}:{taken}/"
        output.note(f"{address}    SPARQL: {address}sparql    Ctrl+C 停止 · stops it")
        if show_it:
            threading.Timer(2.0, webbrowser.open, (address,)).start()

    run(
        folder,
        terms,
        settings=settings,
        draw=lambda content, focus: page.html(content, terms, focus=focus),
        ready=ready,
    )


def _lines(found: EntityView, terms: Ontology) -> list[str]:
    kind = found.node.subtype or found.type
    lines = [f"{found.name}    {terms.label(kind)} {kind}"]
    if found.aliases:
        lines.append(f"又名 also called    {'、'.join(found.aliases)}")
    if found.node.code:
        lines.append(f"区划代码 code    {found.node.code}")
    lines.append(f"{found.iri}")
    for fact in found.facts:
        lines += ["", _headline(fact, terms)]
        lines += [f"    “{said.text}”\n        {_source(said.article)}" for said in fact.said]
    lines += ["", f"文章 articles    {len(found.articles)}"]
    lines += [f"    {_source(article)}" for article in found.articles]
    return lines


def _headline(fact: Fact, terms: Ontology) -> str:
    relation = terms.label(fact.predicate)
    if fact.value is not None:
        text = f"授予 conferred    {fact.value.label} → {fact.other.label}"
    elif fact.role == "subject":
        text = f"{relation} {fact.predicate}    {fact.other.label}"
    else:
        text = f"{fact.other.label}    {relation} {fact.predicate}    ←"
    parts = [f"{terms.label(name)} {value}" for name, value in fact.qualifiers]
    return "    ".join([text, *parts, f"可信度 {fact.confidence:.2f}"])


def _source(article: Source) -> str:
    parts = (article.published[:10], article.title, article.publisher, article.source)
    return " · ".join(part for part in parts if part)
