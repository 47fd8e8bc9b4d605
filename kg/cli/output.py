"""What the command prints: results on standard output, all else on standard error, so that results can be piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from kg.errors import InputError
from kg.graph.summary import Summary
from kg.model import Skipped
from kg.ontology import Ontology, Question
from kg.query import Result as Answer
from kg.query.columns import column_name, labelled
from kg.query.questions import parameters_of
from kg.scale.runners import Progress as Told
from kg.scale.stopwatch import StopWatch

if TYPE_CHECKING:
    from kg.evaluate import Scores

Result = TypeVar("Result")

_READABLE = "give text, pages (HTML) or records (JSON Lines, Parquet, WARC)"

notes = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(line + "\n")


def note(line: object) -> None:
    """A line about the result."""
    notes.print(str(line), markup=False)


def unskipped(results: Iterable[Result | Skipped], *, strict: bool) -> Iterator[Result]:
    """What was read; what was not is told on standard error at the end.

    Raises:
        InputError: at the end, where nothing could be read, or `strict` and something was skipped.
    """
    skipped, read = list[Skipped](), False
    for result in results:
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            read = True
            yield result
    skips(skipped, read=read)
    strictly(len(skipped), strict=strict)


def skips(skipped: Sequence[Skipped], *, read: bool = True) -> None:
    """Tell what was skipped; `read` is whether any of what was asked for was not.

    Raises:
        InputError: nothing was read. Where that was one file, the error says all.
    """
    if not read and len(skipped) == 1:
        raise InputError(f"{skipped[0].source}: {skipped[0].reason}; {_READABLE}")
    for one in skipped:
        notes.print(f"skipped {one.source}: {one.reason}", style="yellow", markup=False)
    if not read:
        raise InputError(f"nothing could be read; {_READABLE}")


def strictly(skipped: int, *, strict: bool) -> None:
    """Make skipped inputs an error where the user asked for that.

    Raises:
        InputError: something was skipped, and `strict`.
    """
    if strict and skipped:
        raise InputError(f"{skipped} skipped, and --strict makes that an error")


@contextmanager
def progress() -> Iterator[Told]:
    """A bar on a terminal; nothing where standard error is a file or a pipe."""
    columns = (SpinnerColumn(), TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task("articles", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def summary(
    counts: Summary, ontology: Ontology, *, asked: bool = False, more: Iterable[tuple[str, str, str]] = ()
) -> None:
    """What a graph holds: articles, entities by class, statements by relation; a result only where `asked` for."""
    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    table.add_row("articles", "文章", str(counts.articles))
    if counts.copies:
        table.add_row("copies of them", "重复文章", str(counts.copies))
    for name, count in counts.entities.items():
        table.add_row(name, ontology.label(name), str(count))
    for name, count in counts.relations.items():
        table.add_row(name, ontology.label(name), str(count))
    for row in more:
        table.add_row(*row)
    if asked:
        _show(table)
    else:
        notes.print(table)


def profile(watch: StopWatch) -> None:
    """What each stage of a build cost, and an article at each."""
    watch.begin("")
    articles, total = watch.laps["segment"], sum(watch.seconds.values())
    rows = []
    for stage, seconds in [*watch.seconds.items(), ("all", total)]:
        each = [f"{1000 * seconds / articles:.1f}", f"{articles / max(seconds, 1e-6):,.0f}"] if articles else ["", ""]
        rows.append([stage, f"{seconds:.3f}", f"{seconds / max(total, 1e-6):.1%}", *each])
    table = _filled(["stage", "CPU s", "share", "ms/article", "articles/s"], rows)
    for column in table.columns[1:]:
        column.justify = "right"
    notes.print(table)
    notes.print(f"{articles} articles extracted, in one process; read and page load their libraries, once")


def questions(ontology: Ontology) -> None:
    """The named questions: what each asks, what can be set, in Chinese and English."""
    for name, one in ontology.questions.items():
        values = " ".join(f"--set {each}=…" for each in parameters_of(one.query))
        say(f"{name}  {values}".rstrip())
        for language in ("zh", "en"):
            title, description = one.titles.get(language, ""), one.descriptions.get(language, "")
            say(f"    {title}{'。' if language == 'zh' else '. '}{description}")


def answer(found: Answer, ontology: Ontology, *, question: Question | None, language: str) -> None:
    """A table of the rows; that of a named question has its columns' names and labels for relations."""
    head, *rows = found.to_table()
    if question:
        head = [column_name(question, variable, language) for variable in head]
        rows = labelled(rows, ontology, language)
    show_table(head, rows)
    note(f"{len(found)} {'row' if len(found) == 1 else 'rows'}{', more were cut off' if found.truncated else ''}")


def scores(found: Scores) -> None:
    """Precision, recall and F1 of each measure, with the counts behind them."""
    head = [f"{found.articles} articles", "P", "R", "F1", "right", "printed", "gold"]
    rows = []
    for name, tally in sorted(found.tallies.items()):
        shares = [f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1)]
        rows.append([name, *shares, *map(str, (tally.right, tally.printed, tally.gold))])
    show_table(head, rows)


def error_classes(found: Scores) -> None:
    """How many relations went wrong in which way."""
    rows = [[why, cause, str(count)] for (why, cause), count in sorted(found.error_classes().items())]
    show_table(["relations", "likeliest cause", "how many"], rows)


def show_table(head: list[str], rows: list[list[str]]) -> None:
    """A table on standard output."""
    _show(_filled(head, rows))


def _filled(head: list[str], rows: list[list[str]]) -> Table:
    table = Table(*head, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    return table


def _show(table: Table) -> None:
    """Print on standard output; in a pipe as wide as the cells need, so that nothing is cut."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = max(80, console.measure(table, options=console.options.update(width=10_000)).maximum)
    console.print(table)
