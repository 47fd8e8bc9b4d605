"""Judgements of people about which names mean one entity: a text file that can be edited and kept in git.

One judgement a line, columns between tabs: verdict (``same``, ``different``, ``unsure``), type, name and article of the
one, name and article of the other, then who, why and when. An article is its id or its source; ``*`` stands for every
article. Names count folded. Lines that begin with ``#`` are comments. To take a judgement back, delete its line; the
last one on a pair counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

from kg.errors import WorkspaceError
from kg.model import type_names
from kg.text.fold import fold_name

Verdict = Literal["same", "different", "unsure"]
Pair = tuple[str, frozenset[tuple[str, str]]]
"""What a judgement is about: a type, and two names, each folded and with its article."""
ANYWHERE: Final = "*"
HEADER: Final = "# verdict\ttype\tname\tarticle\tother name\tother article\tby\twhy\twhen\n"


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a judgement names it: by a form of its name and the article that it stands in, or ``*``."""

    name: str
    article: str = ANYWHERE

    @property
    def key(self) -> tuple[str, str]:
        """The name folded, and the article."""
        return fold_name(self.name) or self.name, self.article


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two names of a type mean one entity; by whom, why and when."""

    verdict: Verdict
    type: str
    left: Named
    right: Named
    by: str = ""
    why: str = ""
    when: str = ""

    @property
    def pair(self) -> Pair:
        """What it is about, whichever side comes first."""
        return self.type, frozenset({self.left.key, self.right.key})

    @property
    def line(self) -> str:
        """The judgement as a line of the file."""
        cells = (
            self.verdict,
            self.type,
            self.left.name,
            self.left.article,
            self.right.name,
            self.right.article,
            self.by,
            self.why,
            self.when,
        )
        return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def read(file: Path) -> tuple[Judgement, ...]:
    """The judgements of `file` that count, in its order; none where there is no file.

    Raises:
        WorkspaceError: it is no UTF-8 text, or a line is no judgement; the text names it.
    """
    if not file.exists():
        return ()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{file} is no UTF-8 text; save it as UTF-8") from error
    return latest(
        _parse(line, f"{file}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )


def latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Of several judgements on one pair only the last."""
    return tuple({judgement.pair: judgement for judgement in judgements}.values())


def append(file: Path, judgement: Judgement) -> None:
    """Add `judgement` at the end of `file`, which is made with a header where it isn't there."""
    before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    # An editor may have left the last line without its end.
    start = HEADER if not before else "" if before.endswith("\n") else "\n"
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.write(start + judgement.line)


def take_back(file: Path, pair: Pair | None = None) -> Judgement | None:
    """Delete the last judgement of `file`, or the last on `pair`; an earlier one on the same pair counts again.

    Returns:
        What was taken back; None where there is no such judgement.

    Raises:
        WorkspaceError: the file can't be read as judgements.
    """
    read(file)  # complains about what it can't read
    lines = file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else []
    for number in range(len(lines) - 1, -1, -1):
        if not lines[number].strip() or lines[number].startswith("#"):
            continue
        judgement = _parse(lines[number], f"{file}:{number + 1}")
        if pair in (None, judgement.pair):
            beside = file.with_name(f".{file.name}.part")
            kept = lines[:number] + lines[number + 1 :]
            beside.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8", newline="\n")
            beside.replace(file)
            return judgement
    return None


def _parse(line: str, where: str) -> Judgement:
    cells = line.split("\t")
    if len(cells) < 6 or cells[0] not in get_args(Verdict):
        raise WorkspaceError(
            f"{where}: a judgement is same, different or unsure, type, name, article, other name, other article, "
            f"between tabs: {line[:80]!r}"
        )
    if cells[1] not in type_names:
        raise WorkspaceError(f"{where}: no type {cells[1]!r}; there are {', '.join(type_names)}")
    by, why, when = ([*cells[6:9], "", "", ""])[:3]
    verdict = cast("Verdict", cells[0])
    return Judgement(verdict, cells[1], Named(cells[2], cells[3]), Named(cells[4], cells[5]), by, why, when)
