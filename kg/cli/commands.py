"""The command `kg` and those of its commands that work on articles, gold and ontologies."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from kg import api, demo
from kg.cli import output
from kg.cli.options import PATH, own_ontology
from kg.errors import InputError, KgError, UsageError
from kg.model import Model
from kg.read.record import article_line
from kg.scale.stopwatch import StopWatch

_paths = click.argument("paths", nargs=-1, required=True)
_strict = click.option("--strict", is_flag=True, help="Fail, after all else is done, where any input was skipped.")
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


def _named(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    named = dict(field.split("=", 1) for field in given if "=" in field)
    if len(named) < len(given):
        raise UsageError("--field takes a part of an article and a field's name, as text=content, each part once")
    return named


_fields = click.option(
    "--field", "fields", multiple=True, callback=_named, metavar="PART=NAME", help="A record's field, as text=content."
)
_network = click.option("--allow-network", is_flag=True, help="Read web addresses too; public ones only.")


@click.group(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newskg", message="newskg %(version)s")
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
@own_ontology
@_least
@_fields
@_network
@_explain
@click.option("--text", is_flag=True, help="Print lines to read instead of JSON.")
@_strict
def extract(
    paths: tuple[str, ...],
    model: Model,
    ontology: str | None,
    min_confidence: float,
    fields: dict[str, str],
    allow_network: bool,
    explain: bool,
    text: bool,
    strict: bool,
) -> None:
    """抽取 · Print what each article says, as JSON Lines.

    PATHS are files, folders, or - for standard input.

    \b
    kg extract article.txt
    kg extract articles/ --model fast > facts.jsonl
    kg extract article.txt --text --explain
    cat article.txt | kg extract -
    """
    from kg.extract.listing import to_lines  # noqa: PLC0415 - recognisers take a second to load
    from kg.extract.record import to_line  # noqa: PLC0415

    terms = api.load_ontology(ontology)
    results = api.extract_paths(
        paths, model=model, ontology=terms, min_confidence=min_confidence, fields=fields, allow_network=allow_network
    )
    for extraction in output.unskipped(results, strict=strict):
        lines = to_lines(extraction, explain=explain) if text else [to_line(extraction, explain=explain)]
        output.say("\n".join(lines))


@app.command()
@_paths
@_fields
@_network
@_explain
@_strict
def read(paths: tuple[str, ...], fields: dict[str, str], allow_network: bool, explain: bool, strict: bool) -> None:
    """读取 · Print articles without boilerplate, as JSON Lines.

    PATHS are text, pages, records (JSON Lines, Parquet, WARC; .gz, .zst), folders, patterns, or - for standard input.

    \b
    kg read page.html
    kg read articles/ --explain
    kg read dump.jsonl.gz --field text=content --field title=headline
    """
    for article in output.unskipped(api.read(paths, fields=fields, allow_network=allow_network), strict=strict):
        output.say(article_line(article, explain=explain))


@app.command()
@_paths
@click.option("--out", "-o", metavar="DIR", required=True, type=PATH, help="Where the graph goes.")
@_model
@own_ontology
@_least
@_fields
@_network
@click.option(
    "--keep-copies", is_flag=True, help="Count copies of one article each; by default once, with all sources."
)
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
    fields: dict[str, str],
    allow_network: bool,
    keep_copies: bool,
    workers: int | None,
    sync: bool,
    profile: bool,
    strict: bool,
) -> None:
    """建图 · Build a graph, or add to one.

    DIR gets graph.ttl and graph.html. Only what is new or changed is read; a bad file is skipped and reported.
    An article that several sources bring (mirrored, in the other script) counts once.

    \b
    kg build articles/ -o graph
    kg build more/ page.html -o graph
    kg build articles/ -o graph --min-confidence 0.7
    kg build dump.jsonl.gz --field text=content -o graph
    """
    if profile and (workers or 1) > 1:
        raise UsageError("--profile takes the time of one process: leave --workers out")
    terms = api.load_ontology(ontology, graph=out)
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
            duplicates=not keep_copies,
            fields=fields,
            allow_network=allow_network,
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
@click.argument("gold", metavar="GOLD_DIR", type=PATH)
@_model
@own_ontology
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
@click.option("--out", "-o", metavar="DIR", type=PATH, default="demo", show_default=True)
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
@click.argument("folder", metavar="DIR", type=PATH)
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
