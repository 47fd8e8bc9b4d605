"""``kg resolve``: which names are one entity, asked at the keyboard or judged by arguments."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

import click
from rich.table import Table

from kg import api
from kg.api.reviewing import Question, Review, Side
from kg.cli import output
from kg.cli.commands import app
from kg.cli.options import graph_folder, own_ontology
from kg.errors import UsageError
from kg.resolve.judgements import ANYWHERE, Judgement, Named

_VERDICTS: Final = ("same", "different", "unsure")
_KEYS: Final = {
    "s": "same",
    "d": "different",
    "u": "unsure",
    "k": "skip",
    "": "skip",
    "b": "back",
    "q": "quit",
    **{word: word for word in (*_VERDICTS, "skip", "back", "quit")},
}
_PROMPT: Final = "s 同 same · d 异 different · u 不定 unsure · k 跳过 skip · b 退回 back · q 结束 quit"


@app.command()
@graph_folder
@click.argument("names", metavar="[KEY | TYPE NAME NAME]", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="Print the pairs in doubt, most useful first.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON Lines, with what articles say.")
@click.option("--judge", "verdict", type=click.Choice(_VERDICTS), help="Judge one pair, by its key or by names.")
@click.option("--undo", is_flag=True, help="Take back the last judgement, or that on the pair KEY.")
@click.option("--judged", is_flag=True, help="Print the judgements that count.")
@click.option("--reasons", metavar="NAME", help="Print why the articles' entities of this name are one.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many pairs.")
@click.option("--by", metavar="WHO", help="Who judges; by default the user's name.")
@click.option("--why", metavar="TEXT", default="", help="Kept with the judgement.")
@click.option("--later", is_flag=True, help="Don't make the graph anew: the next build does.")
@own_ontology
def resolve(
    folder: Path,
    names: tuple[str, ...],
    listed: bool,
    as_json: bool,
    verdict: str | None,
    undo: bool,
    judged: bool,
    reasons: str | None,
    limit: int,
    by: str | None,
    why: str,
    later: bool,
    ontology: str | None,
) -> None:
    """消歧 · Ask which names are one entity, and keep the answers in DIR/judgements.tsv.

    Without options: shows the pairs in doubt side by side and takes s, d, u, k (skip), b (back) or q at the keyboard.
    Answers hold in every later build; the graph is made anew at once. A NAME may say its article: 王伟@a.txt.

    \b
    kg resolve graph
    kg resolve graph --list
    kg resolve graph --judge same 3f2a9c01
    kg resolve graph --judge different Person 王伟@a.txt 王伟@b.txt --why 两个人
    kg resolve graph --undo
    """
    review = Review(folder, ontology=api.load_ontology(ontology, graph=folder))
    answer = _Answer(by or _user(), why)
    if judged:
        for one in review.judgements:
            output.say(one.line.rstrip("\n"))
    elif reasons is not None:
        _show_reasons(review, reasons)
    elif listed or as_json:
        _show_pairs(review.questions(limit), as_json=as_json)
    elif undo:
        _undo(review, names)
        _apply(review, later=later)
    elif verdict is not None:
        judgement = answer.on(verdict, review, names)
        review.judge(judgement)
        output.note(f"kept in {review.file}: {judgement.line.strip()}")
        _apply(review, later=later)
    elif names:
        raise UsageError("say what of the pair: --judge same, --judge different or --judge unsure")
    elif _ask(review, review.questions(limit), answer):
        _apply(review, later=later)


class _Answer:
    """Makes judgements of one user, today."""

    def __init__(self, by: str, why: str) -> None:
        self._by, self._why, self._when = by, why, date.today().isoformat()

    def to(self, question: Question, verdict: str) -> Judgement:
        return question.judged(verdict, by=self._by, why=self._why, when=self._when)

    def on(self, verdict: str, review: Review, names: tuple[str, ...]) -> Judgement:
        if len(names) == 1:
            return self.to(review.question(names[0]), verdict)
        if len(names) != 3:
            raise UsageError("--judge takes a pair's key, or a type and two names: Person 王伟@a.txt 王伟@b.txt")
        kind, left, right = names
        return Judgement(verdict, kind, _named(left), _named(right), self._by, self._why, self._when)  # type: ignore[arg-type]


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a machine whose user has no name
        return "someone"


def _named(text: str) -> Named:
    name, _, article = text.partition("@")
    return Named(name, article or ANYWHERE)


def _undo(review: Review, names: tuple[str, ...]) -> None:
    found = review.undo(review.question(names[0]) if names else None)
    if found is None:
        raise UsageError(f"{review.file} holds no such judgement")
    output.note(f"taken back: {found.line.strip()}")


def _apply(review: Review, *, later: bool) -> None:
    if later:
        output.note("the next kg build of this folder puts it into the graph")
        return
    graph = review.rebuild()
    output.note(f"the graph is made anew: {sum(graph.summary.entities.values())} entities")


def _show_pairs(questions: list[Question], *, as_json: bool) -> None:
    for one in questions:
        if as_json:
            output.say(json.dumps(asdict(one), ensure_ascii=False))
        else:
            where = f"{one.left.name}@{one.left.source}\t{one.right.name}@{one.right.source}"
            output.say(f"{one.key}\t{one.type}\t{where}\t{one.score:g}\t{one.reason}")
    output.note(f"{len(questions)} {'pair' if len(questions) == 1 else 'pairs'} in doubt")


def _show_reasons(review: Review, name: str) -> None:
    found = list(review.reasons(name))
    if not found:
        raise UsageError(f"no entity is named {name!r}")
    for entity, merges in found:
        output.say(f"{entity.identity.type} {entity.identity.name} {entity.identity.context}: {len(entity.members)}")
        for one in merges:
            output.say(f"\t{review.source(one.left)}\t{review.source(one.right)}\t{one.score:g}\t{one.reason}")


def _ask(review: Review, questions: list[Question], answer: _Answer) -> bool:
    """Go through the questions at the keyboard; whether anything was judged or taken back."""
    at, changed, answered = 0, False, set[int]()
    while at < len(questions):
        _show(questions[at], at, len(questions))
        chosen = _choice()
        if chosen == "quit":
            break
        if chosen == "back":
            at = max(0, at - 1)
            if at in answered:
                review.undo(questions[at])
                answered.discard(at)
            continue
        if chosen != "skip":
            review.judge(answer.to(questions[at], chosen))
            answered.add(at)
            changed = True
        at += 1
    output.note(f"{len(answered)} judged, kept in {review.file}" if questions else "no pairs are in doubt")
    return changed


def _choice() -> str:
    while True:
        try:
            typed = click.prompt(_PROMPT, default="", show_default=False, err=True).strip().lower()
        except click.Abort:  # the end of the input is an end too
            return "quit"
        if typed in _KEYS:
            return _KEYS[typed]


def _show(question: Question, at: int, of: int) -> None:
    """The two side by side, on standard error as all that is no result."""
    heading = f"{at + 1}/{of}  {question.type}  {question.key}  {question.score:g}  {question.reason}"
    table = Table(title=heading, title_justify="left", expand=True, show_header=False, show_lines=True)
    table.add_column(width=6)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for label, left, right in zip(_LABELS, _cells(question.left), _cells(question.right), strict=True):
        if left or right:
            table.add_row(label, left, right)
    output.notes.print(table, markup=False)


_LABELS: Final = ("名称", "职务", "文章", "原文", "相关")


def _cells(side: Side) -> tuple[str, ...]:
    article = "  ".join(part for part in (side.published[:10], side.title, side.source) if part)
    more = f"  (+{side.articles - 1})" if side.articles > 1 else ""
    forms = "、".join((side.name, *side.forms))
    return forms, "、".join(side.posts), article + more, "\n".join(side.said), "、".join(side.around)
