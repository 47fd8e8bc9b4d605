"""What is wrong with an ontology folder, patterns included."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import check, default_folder, load


def check_ontology(folder: str | Path) -> list[str]:
    """The mistakes in a folder of ontology, lexicons and patterns, by file and line; none where all is well."""
    path = Path(folder)
    if problems := check(path):
        return problems
    from kg.extract.relate.patterns import compile_patterns  # noqa: PLC0415 - recognisers take a second to load

    ontology = load(path) if (path / "kg.ttl").is_file() else load(default_folder(), extra=path)
    try:
        compile_patterns(ontology)
    except OntologyError as error:
        return [str(error)]
    return []
