"""Reading an ontology folder, and a user's folder on top of it, into one `Ontology`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.divisions import Divisions
from kg.ontology.files import Line, default_folder, files, layers, lines, read, replace_mark, stamps, version
from kg.ontology.model import Ontology, PatternLine, Question, Term
from kg.ontology.vocabulary import read_classes, read_facts, read_properties, read_relations


def load(folder: Path | None = None, *, extra: Path | None = None) -> Ontology:
    """Read `folder` (by default the ontology that ships with newskg), extended by the files of `extra`.

    Lexicons, patterns and lists of places of `extra` are read after ours; one whose first line is ``!replace`` replaces
    ours of its name.
    A Turtle file adds terms and shapes. Raises OntologyError, with file and line, for what can't be read.
    """
    given = tuple(one for one in (folder, extra) if one and one != default_folder())
    return _load(layers(folder, extra), extra, stamps(given))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...], extra: Path | None, _stamps: tuple[object, ...]) -> Ontology:
    """What the folders hold; the stamps make it read again what a user has edited since, as one does in a notebook."""
    turtle = files(folders, "*.ttl")
    facts = read_facts(turtle)
    return Ontology(
        folder=folders[0],
        extra=extra,
        version=version(folders),
        lexicons=_lexicons(files(folders, "lexicon/*.tsv")),
        patterns=pattern_lines(*folders),
        classes=read_classes(facts),
        relations=read_relations(facts),
        qualifiers=read_properties(facts, qualifiers=True),
        properties=read_properties(facts, qualifiers=False),
        questions={file.stem: question(file) for file in files(folders, "queries/*.rq")},
        divisions=Divisions((*files(folders, "places/*.tsv"), *files(folders, "places/*.tsv.xz"))),
        turtle=turtle,
    )


def _lexicons(found: tuple[Path, ...]) -> dict[str, tuple[Term, ...]]:
    held: dict[str, list[Term]] = {}
    for file in found:
        held.setdefault(file.stem, []).extend(term(line) for line in lines(file))
    return {name: tuple(dict.fromkeys(terms)) for name, terms in held.items()}


def term(line: Line) -> Term:
    """One row of a lexicon; raises OntologyError where form or role is missing."""
    cells = line.text.split("\t")
    if not 2 <= len(cells) <= 3 or not all(cell.strip() for cell in cells[:2]):
        raise OntologyError(
            f"{line.where}: a lexicon line is form, tab, role, and perhaps a tab and a note: {line.text!r}"
        )
    return Term(*(cell.strip() for cell in cells))


def pattern_lines(*folders: Path) -> tuple[PatternLine, ...]:
    """The lines of the pattern files of `folders`."""
    return tuple(pattern for file in files(folders, "patterns/*.txt") for pattern in _patterns(file))


def _patterns(file: Path) -> list[PatternLine]:
    return [
        PatternLine(relation=file.stem, text=line.text.strip(), file=_shown(file), line=line.number)
        for line in lines(file)
    ]


def _shown(file: Path) -> str:
    """As messages and graphs name it: ours without the folder that this copy is installed in, a user's as given."""
    home = default_folder()
    return f"ontology/{file.relative_to(home).as_posix()}" if file.is_relative_to(home) else str(file)


def question(file: Path) -> Question:
    """A query file: ``# title-zh: …``, ``# description-en: …``, ``# columns-en: …`` at its top, then SPARQL."""
    header: dict[str, dict[str, str]] = {"title": {}, "description": {}, "columns": {}}
    text = read(file)
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line.lstrip("# ").partition(":")
        kind, _, language = key.strip().partition("-")
        if colon and kind in header and language:
            header[kind][language] = value.strip()
    body = "\n".join(line for line in text.splitlines() if line.strip("# ") != replace_mark)
    columns = {language: _columns(text) for language, text in header["columns"].items()}
    return Question(file.stem, body, header["title"], header["description"], columns)


def _columns(text: str) -> dict[str, str]:
    """``who=Recipient; what=Honor`` as names by variable; what has no equals sign has no name."""
    pairs = (part.partition("=") for part in text.replace("；", ";").split(";") if part.strip())
    return {variable.strip(" ?"): name.strip() for variable, _, name in pairs}
