"""The commands of `kg`, one function each."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

from kg import api, demo
from kg.cli import output
from kg.errors import InputError, KgError, UsageError
from kg.read.record import article_line
from kg.scale.stopwatch import StopWatch
from kg.scale.work import Model

_PATH = click.Path(path_type=Path)
_paths = click.argument("paths", nargs=-1, required=True)
_folder = click.argument("folder", metavar="DIR", type=_PATH)
_extra = click.option("--ontology", metavar="DIR", help="A folder that extends the ontology.")
_strict = click.option("--strict", is_flag=True, help="Fail where any input was skipped.")
_explain = click.option("--explain", is_flag=True, help="Also say why: votes, rules, what was removed.")
_model = click.option(
    "--model",
    type=click.Choice(["accurate", "fast"]),
    default="accurate",
    show_default=True,
    help="fast does without the neural network.",
)
_least = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="0…1",
    help="Leave out statements that are less sure.",
)


@click.group(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def app() -> None:
    """Chinese news in, a knowledge graph out; every fact with the words that state it.

    读中文新闻，建知识图谱；每条事实都指回原文。

    \b
    kg demo                      build the packaged example and say where to look
    kg build articles/ -o graph  make a graph of a folder of articles
    kg query graph honors        ask it a question that has a name, or SPARQL
    kg view graph                look at it in a browser
    """


@app.command()
@_paths
@_model
@_extra
@_least
@_explain
@_strict
def extract(
    paths: tuple[str, ...],
    model: Model,
    ontology: str | None,
    min_confidence: float,
    explain: bool,
    strict: bool,
) -> None:
    """抽取 · Print what each article says, as JSON Lines.

    PATHS are files, folders, or - for standard input.

    \b
    kg extract article.txt
    kg extract articles/ --model fast > facts.jsonl
    cat article.txt | kg extract -
    """
    from kg.extract.record import to_line  # noqa: PLC0415 - recognisers take a second to load

    terms = api.load_ontology(ontology)
    results = api.extract_paths(paths, model=model, ontology=terms, min_confidence=min_confidence)
    for extraction in output.unskipped(results, strict=strict):
        output.say(to_line(extraction, explain=explain))


@app.command()
@_paths
@_explain
@_strict
def read(paths: tuple[str, ...], explain: bool, strict: bool) -> None:
    """读取 · Print articles without boilerplate, as JSON Lines.

    \b
    kg read page.html
    kg read articles/ --explain
    """
    for article in output.unskipped(api.read(paths), strict=strict):
        output.say(article_line(article, explain=explain))


@app.command()
@_paths
@click.option("--out", "-o", metavar="DIR", required=True, type=_PATH, help="Where the graph goes.")
@_model
@_extra
@_least
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default as many as pay.")
@click.option("--sync", is_flag=True, help="Make DIR hold exactly PATHS: forget what else it held.")
@click.option("--profile", is_flag=True, help="Print the cost of each stage; the work is done in one process.")
@_strict
def build(
    paths: tuple[str, ...],
    out: Path,
    model: Model,
    ontology: str | None,
    min_confidence: float,
    workers: int | None,
    sync: bool,
    profile: bool,
    strict: bool,
) -> None:
    """建图 · Build a graph, or add to one.

    DIR gets graph.ttl and graph.html. Only what is new or changed is read; a bad file is skipped and reported.

    \b
    kg build articles/ -o graph
    kg build more/ page.html -o graph
    kg build articles/ -o graph --min-confidence 0.7
    """
    if profile and (workers or 1) > 1:
        raise UsageError("--profile takes the time of one process: leave --workers out")
    terms = api.load_ontology(ontology)
    watch = StopWatch() if profile else None
    with output.progress() as told:
        graph = api.build(
            paths,
            out=out,
            model=model,
            ontology=terms,
            workers=workers,
            sync=sync,
            min_confidence=min_confidence,
            progress=told,
            watch=watch,
        )
    skipped = graph.summary.skipped
    given = {str(Path(path)) for path in paths}
    output.skips(skipped, read=not given <= {one.source for one in skipped} and graph.summary.articles > 0)
    output.summary(graph.summary, terms)
    output.note(f"{out / 'graph.ttl'}  {out / 'graph.html'}")
    if watch is not None:
        output.profile(watch)
    output.strictly(len(skipped), strict=strict)


@app.command()
@_folder
@click.argument("asked", metavar="[QUERY]", required=False)
@click.option("--file", "-f", type=_PATH, help="Read the query from a file.")
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
@click.option("--set", "values", metavar="NAME=VALUE", multiple=True, help="Bind a variable of the query.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--timeout", "seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True)
def query(
    folder: Path,
    asked: str | None,
    file: Path | None,
    listed: bool,
    values: tuple[str, ...],
    form: str,
    seconds: float,
) -> None:
    """提问 · Ask the graph in SPARQL, or by the name of a question.

    The usual prefixes (kg: rdfs: xsd: …) are known.

    \b
    kg query graph --list
    kg query graph honors
    kg query graph honors-in-place --set place=岚皋县
    kg query graph 'SELECT ?who ?honor WHERE { ?who kg:awarded ?honor } LIMIT 5' --format csv
    """
    graph = api.open(folder)
    if listed:
        output.questions(api.load_ontology())
        return
    if (asked is None) == (file is None):
        raise UsageError("give a query, a question's name, or --file FILE; kg query DIR --list shows the names")
    text = _query_in(file) if file else str(asked)
    result = graph.query(text, seconds=seconds, **_bindings(values))
    if form == "table":
        head, *rows = result.to_table()
        output.show_table(head, rows)
        output.note(f"{len(result)} rows{', more were cut off' if result.truncated else ''}")
    else:
        output.say((result.to_csv() if form == "csv" else result.to_json()).rstrip("\r\n"))


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
@_folder
@click.option("--focus", metavar="NAME", help="Open on this entity: its name in either script, or its IRI.")
@click.option("--depth", type=click.IntRange(min=0), help="Show only what is within so many relations of it.")
@click.option("--no-open", "stay", is_flag=True, help="Write the page, but don't open a browser.")
def view(folder: Path, focus: str | None, depth: int | None, stay: bool) -> None:
    """看图 · Write DIR/graph.html anew and open it in the browser.

    \b
    kg view graph
    kg view graph --focus 商南县总工会
    kg view graph --focus 商南县总工会 --depth 2
    """
    page = api.open(folder).view(focus=focus, depth=depth)
    output.note(page)
    if not stay:
        webbrowser.open(page.resolve().as_uri())


@app.command()
@_folder
@click.option("--out", "-o", metavar="FILE", required=True, type=_PATH, help="Its name says the format.")
def export(folder: Path, out: Path) -> None:
    """导出 · Write the graph in another format.

    By the name of FILE: .ttl .trig .nq .nt .jsonld .graphml or .csv, also with .gz.

    \b
    kg export graph -o graph.jsonld
    kg export graph -o graph.nq.gz
    """
    for path in api.open(folder).save(out):
        output.note(path)


@app.command()
@_folder
def status(folder: Path) -> None:
    """概况 · Say what is in a graph.

    \b
    kg status graph
    """
    summary = api.open(folder).summary
    output.summary(summary, api.load_ontology(), asked=True)
    output.skips(summary.skipped)


@app.command()
@_folder
def validate(folder: Path) -> None:
    """校验 · Check a graph against the ontology's shapes (SHACL).

    Prints each violation with the sentence that it comes from. Needs pip install 'newskg[validate]'.

    \b
    kg validate graph
    """
    violations = api.open(folder).validate()
    for violation in violations:
        output.say(str(violation))
    if violations:
        raise KgError(f"{len(violations)} {'violation' if len(violations) == 1 else 'violations'} in {folder}")
    output.note(f"{folder}: no violations")


@app.command()
@_folder
@click.argument("sources", nargs=-1, required=True)
def remove(folder: Path, sources: tuple[str, ...]) -> None:
    """移除 · Take articles out of a graph.

    What other articles say stays.

    \b
    kg remove graph articles/one.txt
    """
    summary = api.remove(folder, sources).summary
    output.skips(summary.skipped)
    output.summary(summary, api.load_ontology())


@app.command()
@click.argument("gold", metavar="GOLD_DIR", type=_PATH)
@_model
@_extra
@click.option("--errors", is_flag=True, help="Also print every error, and how many of which class.")
def evaluate(gold: Path, model: Model, ontology: str | None, errors: bool) -> None:
    """评分 · Score extraction against annotated articles.

    GOLD_DIR holds pairs of files, NAME.txt and NAME.json.

    \b
    kg evaluate tests/gold/dev
    kg evaluate tests/gold/dev --errors
    """
    if not gold.is_dir():
        raise InputError(f"{gold} is no folder: give one with gold articles, NAME.txt beside NAME.json")
    from kg.evaluate import evaluate as score_gold  # noqa: PLC0415 - recognisers take a second to load

    found = score_gold(gold, api.load_ontology(ontology), model=model)
    if errors:
        for error in found.errors:
            output.say("\t".join(error))
        output.error_classes(found)
    output.scores(found)


@app.command("demo")
@click.option("--out", "-o", metavar="DIR", type=_PATH, default="demo", show_default=True)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def run_demo(out: Path, show: bool) -> None:
    """样例 · Build the graph of the packaged example.

    Six articles written for the project, dirt included; they are put into DIR/articles.

    \b
    kg demo
    kg demo -o example --open
    """
    with output.progress() as told:
        graph = api.build(demo.unpack(out), out=out, sync=True, progress=told)
    output.summary(graph.summary, api.load_ontology())
    page = (out / "graph.html").resolve()
    output.say(f"看图 · look at it   {page.as_uri()}")
    output.say(f"数据 · read it      {out / 'graph.ttl'}")
    output.say(f"提问 · ask it       kg query {out} honors")
    if show:
        webbrowser.open(page.as_uri())


@app.group(no_args_is_help=True)
def ontology() -> None:
    """本体 · Work on an ontology folder.

    \b
    kg ontology check my-ontology
    """


@ontology.command("check")
@click.argument("folder", metavar="DIR", type=_PATH)
def check_ontology(folder: Path) -> None:
    """检查 · Find mistakes in a folder of ontology, lexicons and patterns, by file and line.

    \b
    kg ontology check my-ontology
    """
    problems = api.check_ontology(folder)
    for problem in problems:
        output.say(problem)
    if problems:
        raise KgError(f"{len(problems)} {'mistake' if len(problems) == 1 else 'mistakes'} in {folder}")
    output.note(f"{folder}: no mistakes")
