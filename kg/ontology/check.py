"""What is wrong with an ontology folder, as lines that name the file and say what to do.

Patterns are compiled where they are used; `kg.api.check_ontology` adds their problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import type_names
from kg.ontology import shapes
from kg.ontology.divisions import Division, levels, places, wrong_rows
from kg.ontology.files import default_folder, files, lines, read
from kg.ontology.model import Class, Ontology, Property, Question, Relation
from kg.ontology.prefixes import PREFIXES, RESOURCES, resource_prefixes
from kg.ontology.reading import load, pattern_lines, question, term
from kg.ontology.vocabulary import Facts, read_classes, read_facts, read_properties, read_relations

languages = ("zh-Hans", "zh-Hant", "en")
"""The languages that every label must come in."""
_readable = (
    "*.ttl",
    "*.md",
    "lexicon/*.tsv",
    "patterns/*.txt",
    "queries/*.rq",
    "places/*.tsv",
    "places/*.tsv.xz",
    "*/*.md",
)
_read_files = tuple(pattern for pattern in _readable if not pattern.endswith(".md"))
_EXPECTED = "*.ttl, lexicon/*.tsv, patterns/*.txt, queries/*.rq and places/*.tsv"
_Named: TypeAlias = Class | Relation | Property


def check(folder: Path) -> list[str]:
    """The problems of `folder`: a whole ontology where it holds ``kg.ttl``, else one that extends ours."""
    if not folder.is_dir():
        return [f"{folder}: no such folder"]
    if not any(file.is_file() for pattern in _read_files for file in folder.glob(pattern)):
        return list(_strangers(folder)) or [f"{folder}: nothing to check; expected are {_EXPECTED}"]
    problems = [*_strangers(folder), *_unreadable(folder)]
    ontology = readable(folder)
    if ontology is None:
        return problems
    return [
        *problems,
        *_terms(ontology, read_facts(ontology.turtle), folder),
        *_pattern_names(ontology, folder),
        *_lexicon_notes(ontology, folder),
        *_kinds_without_form(folder),
        *_parents_of_places(ontology, folder),
    ]


def readable(folder: Path) -> Ontology | None:
    """The ontology of `folder`; where a file of words can't be read with our words and its terms, else None."""
    whole = (folder / "kg.ttl").is_file()
    try:
        return load(folder) if whole else load(default_folder(), extra=folder)
    except OntologyError:
        turtle = files((folder,) if whole else (default_folder(), folder), "*.ttl")
    try:
        facts = read_facts(turtle)
        return replace(
            load(),
            classes=read_classes(facts),
            relations=read_relations(facts),
            qualifiers=read_properties(facts, qualifiers=True),
            properties=read_properties(facts, qualifiers=False),
            turtle=turtle,
            patterns=pattern_lines(folder),
            version=f"terms of {folder}",
        )
    except OntologyError:
        return None


def _strangers(folder: Path) -> Iterator[str]:
    """Files that nothing reads, so that a slip in a name is seen."""
    known = {file for pattern in _readable for file in folder.glob(pattern)}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file not in known and not file.name.startswith("."):
            yield f"{file}: not read; expected are {_EXPECTED}"


def _unreadable(folder: Path) -> Iterator[str]:
    """Mistakes that each file shows by itself: Turtle, lexicon lines, rows of places, queries."""
    for file in files([folder], "*.ttl"):
        yield from _complaint(lambda file=file: read_facts([file]))  # type: ignore[misc]
    for file in files([folder], "lexicon/*.tsv"):
        for line in lines(file):
            yield from _complaint(lambda line=line: term(line))  # type: ignore[misc]
    for file in (*files([folder], "places/*.tsv"), *files([folder], "places/*.tsv.xz")):
        yield from wrong_rows(file)
    for file in files([folder], "queries/*.rq"):
        yield from _query(file)


def _complaint(reader: Callable[[], object]) -> Iterator[str]:
    try:
        reader()
    except OntologyError as error:
        yield str(error)


def _query(file: Path) -> Iterator[str]:
    """A query without a title in Chinese and English, or that is no SPARQL, or whose columns are named amiss."""
    asked = question(file)
    for language in ("zh", "en"):
        if not asked.titles.get(language):
            yield f"{file}:1: no title: begin with a line '# title-{language}: …'"
    try:
        found = ox.Store().query(asked.query, prefixes=PREFIXES | resource_prefixes(RESOURCES))
    except SyntaxError as error:
        yield f"{file}:{error.lineno or 1}: no valid SPARQL: {error.msg}"
        return
    if isinstance(found, ox.QuerySolutions) and asked.columns:
        yield from _columns(file, asked, [variable.value for variable in found.variables])


def _columns(file: Path, asked: Question, variables: list[str]) -> Iterator[str]:
    """Columns without a name where a language is given any, and names of what the query doesn't have."""
    for language in ("zh", "en"):
        names = asked.columns.get(language, {})
        for variable in variables:
            if not names.get(variable):
                yield f"{file}:1: no name for the column {variable}: add '{variable}=…' to '# columns-{language}: …'"
        for variable in names:
            if variable not in variables and not re.search(rf"[?$]{re.escape(variable)}\b", asked.query):
                yield f"{file}:1: columns-{language} names {variable!r}, which the query doesn't have"


def _terms(ontology: Ontology, facts: Facts, folder: Path) -> Iterator[str]:
    """Labels, definitions, domains, ranges, qualifiers, colours and shapes of the terms that the folder declares."""
    named: tuple[_Named, ...] = (
        *ontology.classes.values(),
        *ontology.relations.values(),
        *ontology.qualifiers.values(),
        *ontology.properties.values(),
    )
    for item in named:
        file = facts.origin[item.iri]
        if file.is_relative_to(folder):
            where = f"{file}:{_line(file, item.name)}"
            yield from (f"{where}: {item.name} {problem}" for problem in _term(item))
            if isinstance(item, Relation):
                yield from (f"{where}: {item.name} {problem}" for problem in _relation(item, ontology, facts))


def _line(file: Path, name: str) -> int:
    """The line where a term is declared: the first that begins with its name."""
    declared = re.compile(rf"<?\S*[:/#]{re.escape(name)}>?(?:\s|$)")
    return next((number for number, line in enumerate(read(file).splitlines(), 1) if declared.match(line)), 1)


def _term(item: _Named) -> Iterator[str]:
    for language in languages:
        if not item.labels.get(language):
            yield f'has no label in {language}: add rdfs:label "…"@{language}'
    for language in ("zh-Hans", "en"):
        if not item.definitions.get(language):
            yield f'has no definition in {language}: add skos:definition "…"@{language}'
    colour = "" if isinstance(item, Property) else item.colour
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        yield f"has the colour {colour!r}: write #RRGGBB"


def _relation(relation: Relation, ontology: Ontology, facts: Facts) -> Iterator[str]:
    for side, classes in (("domain", relation.domain), ("range", relation.range)):
        if not classes:
            yield f"has no {side}: add rdfs:{side} with one of {', '.join(type_names)}"
        for name in sorted(classes):
            if ontology.root_class(name) not in type_names:
                yield f"has the {side} {name}, which is no class below {', '.join(type_names)}"
    for name in relation.qualifiers:
        if name not in ontology.qualifiers:
            yield f"may carry {name}, which is no qualifier; there are {', '.join(ontology.qualifiers)}"
    if not relation.colour:
        yield 'has no colour: add kg:colour "#RRGGBB"'
    yield from shapes.disagreements(relation, ontology, facts)


def _pattern_names(ontology: Ontology, folder: Path) -> Iterator[str]:
    for file in files([folder], "patterns/*.txt"):
        if file.stem not in ontology.relations:
            yield f"{file}:1: no relation is called {file.stem}; declare it in a .ttl file, or rename the file"


def _lexicon_notes(ontology: Ontology, folder: Path) -> Iterator[str]:
    """Notes in the five kinds' lexicons that look like a class, one capitalised word, and are none below that kind."""
    for file in files([folder], "lexicon/*.tsv"):
        for line in lines(file) if file.stem in type_names else ():
            note = line.text.split("\t")[2].strip() if line.text.count("\t") == 2 else ""
            if re.fullmatch(r"[A-Z][A-Za-z]+", note) and ontology.root_class(note) != file.stem:
                choice = ", ".join(ontology.subclasses(file.stem))
                yield f"{line.where}: {note} is no class below {file.stem}; there are {choice}"


def _kinds_without_form(folder: Path) -> Iterator[str]:
    """Ways to write a kind of body that don't say its usual form."""
    for file in files([folder], "lexicon/Kind.tsv"):
        for line in lines(file):
            cells = line.text.split("\t")
            if len(cells) == 2 and cells[1].strip() in {"same", "end"}:
                yield f"{line.where}: {cells[0]} lacks its usual form: add a tab and the form"


def _parents_of_places(ontology: Ontology, folder: Path) -> Iterator[str]:
    """Places of the folder whose parent is in no list."""
    for file in files([folder], "places/*.tsv"):
        for number, place in _sound(file):
            if place.parent_code and ontology.divisions.get(place.parent_code) is None:
                yield f"{file}:{number}: {place.name} lies in {place.parent_code}, which no list has"
            if not place.parent_code and place.level != levels[0]:
                yield f"{file}:{number}: {place.name} has no parent; only a country may do without"


def _sound(file: Path) -> Iterator[tuple[int, Division]]:
    """The rows of a list of places up to the first that can't be read, which is told by itself."""
    with suppress(OntologyError):
        yield from places(file)
