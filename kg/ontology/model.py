"""The values that an ontology folder is read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.ontology.divisions import Divisions


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
class Class:
    """A class. `labels` and `definitions` are by language tag (``zh-Hans``, ``zh-Hant``, ``en``).

    `parents` are our own classes above it, nearest first; `mappings` the IRIs of classes elsewhere that hold it.
    """

    name: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    colour: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that is extracted; `domain` and `range` are names of classes, either of which fits.

    `mappings` are IRIs of wider properties elsewhere; one that starts with ``^`` runs the other way round.
    """

    name: str
    iri: str
    domain: frozenset[str]
    range: frozenset[str]
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    symmetric: bool = False
    qualifiers: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """Any other property: a qualifier of statements, or one of those that carry evidence and metadata.

    `range` holds class names for a link, a datatype's IRI for a value; it is empty where several fit (a date).
    """

    name: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    mappings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A named SPARQL query; titles, descriptions and names of variables are by language, from the file's top."""

    name: str
    query: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Ontology:
    """What the folder says, and the user's folder that extends it. `version` is a hash of all files that were read.

    `turtle` lists the files with classes and shapes, for tools that want RDF. Two ontologies of one version are equal.
    """

    folder: Path
    version: str
    lexicons: Mapping[str, tuple[Term, ...]]
    patterns: tuple[PatternLine, ...]
    classes: Mapping[str, Class] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    qualifiers: Mapping[str, Property] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    divisions: Divisions = field(default_factory=Divisions)
    turtle: tuple[Path, ...] = ()
    extra: Path | None = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Ontology) and bool(self.version) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version) if self.version else id(self)

    def forms(self, lexicon: str, *roles: str) -> tuple[str, ...]:
        """The forms of `lexicon` (a file's stem) that play one of `roles`, in the file's order; all without roles."""
        return tuple(term.form for term in self.lexicons.get(lexicon, ()) if not roles or term.role in roles)

    def root_class(self, name: str) -> str:
        """The topmost of our classes above `name` (County → Place); `name` itself where there is none."""
        parents = self.classes[name].parents if name in self.classes else ()
        return parents[-1] if parents else name

    def subclasses(self, name: str) -> tuple[str, ...]:
        """The names of all classes below `name`, in the file's order."""
        return tuple(c.name for c in self.classes.values() if name in c.parents)

    def label(self, name: str, language: str = "zh-Hans") -> str:
        """The label of a class, relation, qualifier or property; its name where it has none in `language`."""
        for terms in (self.classes, self.relations, self.qualifiers, self.properties):
            if name in terms:
                return terms[name].labels.get(language, name)
        return name
