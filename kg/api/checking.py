"""What is wrong with an ontology folder, patterns included."""

from __future__ import annotations

from pathlib import Path

from kg.ontology import check, readable


def check_ontology(folder: str | Path) -> list[str]:
    """The mistakes in a folder of ontology, lexicons and patterns, by file and line; none where all is well."""
    path = Path(folder)
    problems = check(path)
    ontology = readable(path) if path.is_dir() else None
    if ontology is None:
        return problems
    from kg.extract.relate.patterns import mistakes  # noqa: PLC0415 - recognisers take a second to load

    return [*problems, *mistakes(ontology)]
