"""The command `kg`: thin commands over `kg.api`. Errors are one line; every command's help has an example."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import click
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from kg import api, demo
from kg.errors import InputError, KgError, UsageError
from kg.evaluate import Scores
from kg.evaluate import evaluate as score_gold
from kg.extract import Model
from kg.extract.record import to_line
from kg.graph.summary import Summary
from kg.model import Skipped
from kg.ontology import Ontology, check
from kg.read.record import article_line
from kg.scale.runners import Progress as Told

Read = TypeVar("Read")

app = typer.Typer(
    name="kg",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# Results go to standard output, everything else to standard error, so that results can be piped.
notes = Console(stderr=True, highlight=False, soft_wrap=True)

_Paths = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that kg build made.", show_default=False)]
_Extra = Annotated[Path | None, typer.Option("--ontology", metavar="DIR", help="A folder that extends the ontology.")]
_Model = Annotated[str, typer.Option("--model", help="accurate, or fast: without the neural network.")]
_Strict = Annotated[bool, typer.Option("--strict", help="Fail where any input was skipped.")]
_Explain = Annotated[bool, typer.Option("--explain", help="Also say why: votes, rules, what was removed.")]


def main() -> None:
    """Run the command. A mistake gives one line on standard error and a non-zero exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):  # Chinese prints on any terminal and through any pipe
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except KgError as error:
        _fail(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stdout.write(error.format_message() + "\n")
        sys.exit(2)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        _fail(f"{error.format_message().rstrip('.')}; see {context.command_path if context else 'kg'} --help", 2)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped; what was finished is kept", 130)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), 1)


def _fail(text: str, code: int) -> NoReturn:
    notes.print(f"kg: {' '.join(text.split())}", style="red", markup=False)
    sys.exit(code)


@app.callback()
def about() -> None:
    """Chinese news in, a knowledge graph out; every fact with the words that state it.

    读中文新闻，建知识图谱；每条事实都指回原文。

    \b
    kg demo                      build the packaged example and say where to look
    kg build articles/ -o graph  make a graph of a folder of articles
    kg query graph honors        ask it a question that has a name, or SPARQL
    kg view graph                look at it in a browser
    """  # noqa: D301 - \b keeps click from re-wrapping the lines below it


@app.command()
def extract(
    paths: _Paths,
    model: _Model = "accurate",
    ontology: _Extra = None,
    explain: _Explain = False,
    strict: _Strict = False,
) -> None:
    """逐篇抽取，每行一个 JSON · Print what each article says: one JSON object a line.

    \b
    kg extract article.txt
    kg extract articles/ --model fast > facts.jsonl
    cat article.txt | kg extract -
    """  # noqa: D301
    results = api.extract_paths(paths, model=_known_model(model), ontology=api.load_ontology(ontology))
    for extraction in _unskipped(results, strict=strict):
        _say(to_line(extraction, explain=explain))


@app.command()
def read(paths: _Paths, explain: _Explain = False, strict: _Strict = False) -> None:
    """只读取，不抽取 · Print articles as they are read, without boilerplate: one JSON object a line.

    \b
    kg read page.html
    kg read articles/ --explain
    """  # noqa: D301
    for article in _unskipped(api.read(paths), strict=strict):
        _say(article_line(article, explain=explain))


@app.command()
def build(
    paths: _Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the graph goes.", show_default=False)],
    model: _Model = "accurate",
    ontology: _Extra = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; by default as many as pay.")
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Make DIR hold exactly PATHS: forget what else it held.")
    ] = False,
    strict: _Strict = False,
) -> None:
    """建图，或往图里加文章 · Build a graph, or add to one: DIR/graph.ttl, DIR/graph.html.

    Only what is new or changed is read; a bad file is skipped and reported.

    \b
    kg build articles/ -o graph
    kg build more/ page.html -o graph
    """  # noqa: D301
    with _progress() as told:
        graph = api.build(
            paths,
            out=out,
            model=_known_model(model),
            ontology=api.load_ontology(ontology),
            workers=workers,
            sync=sync,
            progress=told,
        )
    _summary(graph.summary, api.load_ontology(ontology))
    notes.print(f"{out / 'graph.ttl'}  {out / 'graph.html'}", markup=False)
    _strictly(len(graph.summary.skipped), strict=strict)


@app.command()
def query(
    folder: _Folder,
    text: Annotated[str, typer.Argument(metavar="QUERY", help="SPARQL, or a named question.", show_default=False)] = "",
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the named questions.")] = False,
    values: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Bind a variable.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that the query may take.")] = 60.0,
) -> None:
    """用 SPARQL 或问题名提问 · Ask the graph in SPARQL, or by the name of a question. The usual prefixes are known.

    \b
    kg query graph --list
    kg query graph honors
    kg query graph honors-in-place --set place=岚皋县
    kg query graph 'SELECT ?who ?honor WHERE { ?who kg:awarded ?honor } LIMIT 5' --format csv
    """  # noqa: D301
    if form not in ("table", "csv", "json"):
        raise UsageError(f"unknown format {form!r}: choose table, csv or json")
    graph = api.open(folder)
    if listed:
        _questions(api.load_ontology())
        return
    if bool(text) == bool(file):
        raise UsageError("give a query, a question's name, or --file FILE; kg query DIR --list shows the names")
    asked = file.read_text(encoding="utf-8") if file else text
    result = graph.query(asked, seconds=seconds, **_bindings(values or []))
    if form == "table":
        _table(*result.to_table())
        notes.print(f"{len(result)} rows{', more were cut off' if result.truncated else ''}")
    else:
        _say((result.to_csv() if form == "csv" else result.to_json()).rstrip("\r\n"))


@app.command()
def view(
    folder: _Folder,
    focus: Annotated[str | None, typer.Option("--focus", metavar="NAME", help="Open on this entity.")] = None,
    stay: Annotated[bool, typer.Option("--no-open", help="Write the page, but don't open a browser.")] = False,
) -> None:
    """在浏览器里看图 · Write DIR/graph.html anew and open it in the browser.

    \b
    kg view graph
    kg view graph --focus 商南县总工会
    """  # noqa: D301
    page = api.open(folder).view(focus=focus)
    notes.print(str(page), markup=False)
    if not stay:
        webbrowser.open(page.resolve().as_uri())


@app.command()
def export(
    folder: _Folder,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Its name says the format.")],
) -> None:
    """导出 · Write the graph to a file: .ttl .trig .nq .nt .jsonld .graphml .csv, also with .gz.

    \b
    kg export graph -o graph.jsonld
    kg export graph -o graph.nq.gz
    """  # noqa: D301
    for path in api.open(folder).save(out):
        notes.print(str(path), markup=False)


@app.command()
def status(folder: _Folder) -> None:
    """图里有什么 · Say what is in a graph.

    \b
    kg status graph
    """  # noqa: D301
    _summary(api.open(folder).summary, api.load_ontology())


@app.command()
def remove(
    folder: _Folder,
    sources: Annotated[list[str], typer.Argument(help="Sources of articles, as kg status names them.")],
) -> None:
    """移除文章 · Take articles out of a graph; what other articles say stays.

    \b
    kg remove graph articles/one.txt
    """  # noqa: D301
    _summary(api.remove(folder, sources).summary, api.load_ontology())


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Pairs NAME.txt, NAME.json.", show_default=False)],
    model: _Model = "accurate",
    errors: Annotated[bool, typer.Option("--errors", help="Also print every error.")] = False,
) -> None:
    """对照标注评分 · Score extraction against annotated articles.

    \b
    kg evaluate tests/gold/dev
    kg evaluate tests/gold/dev --errors
    """  # noqa: D301
    if not gold.is_dir():
        raise InputError(f"{gold} is no folder: give one with gold articles, NAME.txt beside NAME.json")
    scores = score_gold(gold, api.load_ontology(), model=_known_model(model))
    if errors:
        for error in scores.errors:
            _say("\t".join(error))
    _scores(scores)


@app.command("demo")
def run_demo(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the graph goes.")] = Path("demo"),
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """建一个样例图谱 · Build the graph of the packaged example: six articles, dirt included.

    \b
    kg demo
    kg demo -o example --open
    """  # noqa: D301
    with _progress() as told:
        graph = api.build(demo.articles, out=out, sync=True, progress=told)
    _summary(graph.summary, api.load_ontology())
    page = (out / "graph.html").resolve()
    _say(f"Look at it · 看图    {page.as_uri()}")
    _say(f"Read it · 看数据     {out / 'graph.ttl'}")
    _say(f"Ask it · 提问        kg query {out} honors")
    if show:
        webbrowser.open(page.as_uri())


terms = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Work on an ontology folder. 检查本体目录。")
app.add_typer(terms, name="ontology")


@terms.command("check")
def check_ontology(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder like ontology/.", show_default=False)],
) -> None:
    """检查本体、词表与句式 · Find mistakes in a folder of ontology, lexicons and patterns, by file and line.

    \b
    kg ontology check my-ontology
    """  # noqa: D301
    problems = check(folder)
    for problem in problems:
        _say(problem)
    if problems:
        raise KgError(f"{len(problems)} mistakes in {folder}")
    notes.print(f"{folder}: no mistakes", markup=False)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _known_model(name: str) -> Model:
    if name == "accurate":
        return "accurate"
    if name == "fast":
        return "fast"
    raise UsageError(f"unknown model {name!r}: choose accurate or fast")


def _unskipped(results: Iterable[Read | Skipped], *, strict: bool) -> Iterator[Read]:
    """What was read; what was not is told on standard error."""
    skipped = 0
    for result in results:
        if isinstance(result, Skipped):
            skipped += 1
            notes.print(f"skipped {result.source}: {result.reason}", style="yellow", markup=False)
        else:
            yield result
    _strictly(skipped, strict=strict)


def _strictly(skipped: int, *, strict: bool) -> None:
    if strict and skipped:
        raise InputError(f"{skipped} skipped, and --strict makes that an error")


def _bindings(pairs: list[str]) -> dict[str, Any]:
    split = [pair.partition("=") for pair in pairs]
    for name, equals, _ in split:
        if not name.isidentifier() or not equals:
            raise UsageError(f"--set takes NAME=VALUE, not {name + equals!r}")
    return {name: value for name, _, value in split}


@contextmanager
def _progress() -> Iterator[Told]:
    """A bar on a terminal; nothing where standard error is a file or a pipe."""
    columns = (SpinnerColumn(), TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task("articles", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _summary(summary: Summary, ontology: Ontology) -> None:
    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    table.add_row("articles", "文章", str(summary.articles), style="bold")
    for kind, counts in (("classes", summary.entities), ("relations", summary.relations)):
        table.add_section()
        for name, count in counts.items():
            labels = getattr(ontology, kind)[name].labels
            table.add_row(name, labels["zh-Hans"], str(count))
    notes.print(table)
    for skipped in summary.skipped:
        notes.print(f"skipped {skipped.source}: {skipped.reason}", style="yellow", markup=False)


def _questions(ontology: Ontology) -> None:
    rows = [
        [name, question.titles.get("zh", ""), question.titles.get("en", "")]
        for name, question in ontology.questions.items()
    ]
    _table(["name", "问题", "question"], *rows)


def _scores(scores: Scores) -> None:
    rows = [
        [name, f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"]
        + [str(count) for count in (tally.right, tally.printed, tally.gold)]
        for name, tally in sorted(scores.tallies.items())
    ]
    _table([f"{scores.articles} articles", "P", "R", "F1", "right", "printed", "gold"], *rows)


def _table(head: list[str], *rows: list[str]) -> None:
    """A table on standard output; in a pipe as wide as its cells need, so that nothing is cut."""
    table = Table(*head, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = max(80, console.measure(table, options=console.options.update(width=10_000)).maximum)
    console.print(table)
