"""The ontology folder as one frozen value: classes, relations, lexicons, patterns, questions. The only reader of its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError

namespace = "https://w3id.org/newskg/ontology#"


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a lexicon: a form, the role it plays (``surname``, ``head``, ``name`` …), a note."""

    form: str
    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One line of a pattern file, as written, and where it stands."""

    relation: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the folder says. `version` is a hash of all its files."""

    folder: Path
    version: str
    lexicons: Mapping[str, tuple[Term, ...]]
    patterns: tuple[PatternLine, ...]

    def forms(self, lexicon: str, *roles: str) -> tuple[str, ...]:
        """The forms of `lexicon` (a file's stem) that play one of `roles`, in the file's order; all without roles."""
        return tuple(term.form for term in self.lexicons.get(lexicon, ()) if not roles or term.role in roles)


def default_folder() -> Path:
    """The ontology that ships with the package: beside the module in an installed copy, at the top of a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology beside {here}: install newskg again")


@cache
def load(folder: Path | None = None) -> Ontology:
    """Read `folder` (by default the ontology that ships with newskg)."""
    root = folder or default_folder()
    lexicons = {file.stem: tuple(_terms(file)) for file in sorted((root / "lexicon").glob("*.tsv"))}
    patterns = tuple(line for file in sorted((root / "patterns").glob("*.txt")) for line in _patterns(file))
    return Ontology(folder=root, version="", lexicons=lexicons, patterns=patterns)


def _terms(file: Path) -> list[Term]:
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            raise OntologyError(f"{file}:{number}: a lexicon line is form, tab, role (and a note): {line!r}")
        rows.append(Term(*cells[:3]))
    return rows


def _patterns(file: Path) -> list[PatternLine]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        PatternLine(relation=file.stem, text=line.strip(), file=file.name, line=number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
