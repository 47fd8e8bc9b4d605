"""How a named question's answer is shown to people: columns by their names, relations and classes by their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.ontology import Ontology, Question
from kg.text.scripts import to_hant

BOTH: Final = "both"
"""Chinese and English names of the columns side by side, labels in simplified Chinese."""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text for `language` (zh-Hans, zh-Hant, en): its own, Chinese in its script, or any there is."""
    if language in texts:
        return texts[language]
    if language == BOTH:
        return " ".join(dict.fromkeys(texts[each] for each in ("zh", "en") if texts.get(each)))
    chinese = texts.get("zh", "")
    if language == "en" and "en" not in texts:
        return chinese
    return (to_hant(chinese) if language == "zh-Hant" else chinese) or texts.get("en", "")


def column_name(question: Question | None, variable: str, language: str) -> str:
    """The name of a column, or of what can be set, in `language`; the variable where its question has none."""
    names = question.columns if question else {}
    texts = {each: given[variable] for each, given in names.items() if given.get(variable)}
    return in_language(texts, language) or variable


def labelled(rows: Sequence[Sequence[str]], ontology: Ontology, language: str) -> list[list[str]]:
    """`rows` with labels for the names of relations and classes, in columns that hold nothing else."""
    language = "zh-Hans" if language == BOTH else language
    named = [_all_named(cells, ontology) for cells in zip(*rows, strict=True)]
    return [
        [ontology.label(cell, language) if is_name else cell for cell, is_name in zip(row, named, strict=True)]
        for row in rows
    ]


def _all_named(cells: Sequence[str], ontology: Ontology) -> bool:
    filled = {cell for cell in cells if cell}
    return bool(filled) and all(cell in ontology.relations or cell in ontology.classes for cell in filled)
