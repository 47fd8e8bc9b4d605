"""The commands of `kg` that work on a graph which was built: ask, look at, hand on, check, take out of."""

from __future__ import annotations

import gzip
import sys
import webbrowser
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from kg import api
from kg.cli import output
from kg.cli.commands import app
from kg.cli.options import PATH, graph_folder, own_ontology
from kg.errors import InputError, KgError, UsageError
from kg.graph.export import FORMATS, format_of
from kg.query.columns import BOTH
from kg.scale.status import status as status_of

_FORMS = ("table", "csv", "tsv", "json", "turtle")
_LANGUAGES = (BOTH, "zh-Hans", "zh-Hant", "en")


@app.command()
@graph_folder
@click.argument("asked", metavar="[QUERY]", required=False)
@click.option("--file", "-f", type=PATH, help="Read the query from a file.")
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
@click.option("--set", "values", metavar="NAME=VALUE", multiple=True, help="Bind a variable of the query.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--lang", type=click.Choice(_LANGUAGES), default=BOTH, help="Names of a named question's columns.")
@click.option(
    "--timeout", "seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds it may take."
)
@click.option(
    "--memory", type=click.FloatRange(min=1), default=4000.0, show_default=True, help="MB it may need (on Linux)."
)
@own_ontology
def query(
    folder: Path,
    asked: str | None,
    file: Path | None,
    listed: bool,
    values: tuple[str, ...],
    form: str,
    lang: str,
    seconds: float,
    memory: float,
    ontology: str | None,
) -> None:
    """提问 · Ask the graph in SPARQL, or by the name of a question.

    The usual prefixes (kg: rdfs: xsd: …) are known. CONSTRUCT and DESCRIBE print Turtle.

    \b
    kg query graph --list
    kg query graph honors
    kg query graph honors-in-place --set place=岚皋县 --lang en
    kg query graph 'SELECT ?who ?honor WHERE { ?who kg:awarded ?honor } LIMIT 5' --format csv
    """
    terms = api.load_ontology(ontology, graph=folder)
    graph = api.open(folder, ontology=terms)
    if listed:
        output.questions(terms)
        return
    if (asked is None) == (file is None):
        raise UsageError("give a query, a question's name, or --file FILE; kg query DIR --list shows the names")
    text = _query_in(file) if file else str(asked)
    result = graph.query(text, seconds=seconds, memory=memory, **_bindings(values))
    if form == "turtle" or (form == "table" and result.kind == "graph"):
        output.say(result.to_turtle().rstrip())
    elif form == "table":
        output.answer(result, terms, question=terms.questions.get(text.strip()), language=lang)
    else:
        written = {"csv": result.to_csv, "tsv": result.to_tsv, "json": result.to_json}[form]()
        output.say(written.rstrip("\r\n"))


def _query_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: no UTF-8 text; save the query as UTF-8") from error


def _bindings(pairs: tuple[str, ...]) -> dict[str, Any]:
    split = [pair.partition("=") for pair in pairs]
    for name, equals, _ in split:
        if not name.isidentifier() or not equals:
            raise UsageError(f"--set takes NAME=VALUE, not {name + equals!r}")
    return {name: value for name, _, value in split}


@app.command()
@graph_folder
@click.option("--focus", metavar="NAME", help="Open on this entity: its name in either script, or its IRI.")
@click.option("--depth", type=click.IntRange(min=0), help="Show only what is within so many relations of it.")
@click.option("--sparql", "file", metavar="FILE", type=PATH, help="Show only what this query's answer is about.")
@click.option("--query", "asked", metavar="NAME", help="The same with a named question.")
@click.option("--set", "values", metavar="NAME=VALUE", multiple=True, help="Bind a variable of the query.")
@click.option("--out", "-o", metavar="FILE", type=PATH, help="Where to, instead of DIR.")
@click.option("--no-open", "stay", is_flag=True, help="Write the page, but don't open a browser.")
@own_ontology
def view(
    folder: Path,
    focus: str | None,
    depth: int | None,
    file: Path | None,
    asked: str | None,
    values: tuple[str, ...],
    out: Path | None,
    stay: bool,
    ontology: str | None,
) -> None:
    """看图 · Write the page anew and open it in the browser.

    The whole graph goes to DIR/graph.html, a part to DIR/view.html. Of a query's answer the entities are shown that
    it names, and what is said among them.

    \b
    kg view graph
    kg view graph --focus 岚皋县总工会
    kg view graph --focus 岚皋县总工会 --depth 2
    kg view graph --sparql honors.rq -o honors.html
    kg view graph --query honors-in-place --set place=岚皋县
    """
    if file and asked:
        raise UsageError("give --sparql FILE or --query NAME, not both")
    query = _query_in(file) if file else asked or ""
    graph = api.open(folder, ontology=api.load_ontology(ontology, graph=folder))
    page = graph.view(out, focus=focus, depth=depth, sparql=query, **_bindings(values))
    output.note(page)
    if not stay:
        webbrowser.open(page.resolve().as_uri())


@app.command()
@graph_folder
@click.option("--out", "-o", metavar="FILE", type=PATH, help="Where to; by default standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default what the name of FILE says.")
@click.option("--gzip", "packed", is_flag=True, help="Pack it, as a name that ends in .gz does.")
def export(folder: Path, out: Path | None, form: str | None, packed: bool) -> None:
    """导出 · Write the graph in another format.

    By the name of FILE: .ttl .trig .nq .nt .jsonld .graphml or .csv, also with .gz.
    CSV and neo4j make two files, of nodes and of edges.

    \b
    kg export graph -o graph.jsonld
    kg export graph -o graph.nq.gz
    kg export graph --format neo4j -o import/news
    kg export graph --format ntriples | wc -l
    """
    graph = api.open(folder)
    if out is not None and str(out) != "-":
        if packed and not out.name.endswith(".gz"):
            form, out = form or format_of(out), out.with_name(f"{out.name}.gz")
        for path in graph.save(out, format=form or ""):
            output.note(path)
        return
    if form is None:
        raise UsageError("say which format: --format FORMAT, or -o FILE with a name that tells")
    if packed:
        with gzip.GzipFile("", "wb", 6, sys.stdout.buffer, mtime=0) as stream:
            graph.write(cast("BinaryIO", stream), format=form)
    else:
        graph.write(sys.stdout.buffer, format=form)


@app.command()
@graph_folder
@own_ontology
def status(folder: Path, ontology: str | None) -> None:
    """概况 · Say what is in a graph.

    \b
    kg status graph
    """
    terms = api.load_ontology(ontology, graph=folder)
    summary = api.open(folder, ontology=terms).summary
    output.summary(summary, terms, asked=True, more=status_of(folder).rows())
    output.skips(summary.skipped)


@app.command()
@graph_folder
@own_ontology
def validate(folder: Path, ontology: str | None) -> None:
    """校验 · Check a graph against the ontology's shapes (SHACL).

    Prints each violation with the sentence that it comes from. Needs pip install 'newskg[validate]'.

    \b
    kg validate graph
    """
    violations = api.open(folder, ontology=api.load_ontology(ontology, graph=folder)).validate()
    for violation in violations:
        output.say(str(violation))
    if violations:
        raise KgError(f"{len(violations)} {'violation' if len(violations) == 1 else 'violations'} in {folder}")
    output.note(f"{folder}: no violations")


@app.command()
@graph_folder
@click.argument("sources", nargs=-1, required=True)
@own_ontology
def remove(folder: Path, sources: tuple[str, ...], ontology: str | None) -> None:
    """移除 · Take articles out of a graph.

    What other articles say stays.

    \b
    kg remove graph articles/one.txt
    """
    terms = api.load_ontology(ontology, graph=folder)
    summary = api.remove(folder, sources, ontology=terms).summary
    output.skips(summary.skipped)
    output.summary(summary, terms)
