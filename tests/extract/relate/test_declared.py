"""A relation that a user declares in a folder of their own comes out of extract, with no Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import ontology
from kg.extract import extract
from kg.read import read_text

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "ontology.md"


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> ontology.Ontology:
    """Our ontology with the folder that `docs/ontology.md` shows."""
    folder = tmp_path_factory.mktemp("my")
    for name, text in re.findall(r"`my/([^`]+)`:\n```\w+\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return ontology.load(extra=folder)


def _sponsors(text: str, terms: ontology.Ontology) -> set[tuple[str, str]]:
    found = extract(read_text(text), terms)
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[s.subject], names[s.object]) for s in found.statements if s.predicate == "sponsoredBy"}


_TOLD = "第三届商南县茶叶开采节由陕西商南茶叶有限公司赞助。"


def test_it_comes_out_of_extract(terms: ontology.Ontology) -> None:
    assert _sponsors(_TOLD, terms) == {("第三届商南县茶叶开采节", "陕西商南茶叶有限公司")}


def test_its_statement_tells_the_line_that_gave_it(terms: ontology.Ontology) -> None:
    (statement,) = [s for s in extract(read_text(_TOLD), terms).statements if s.predicate == "sponsoredBy"]
    assert statement.rule.startswith("pattern:")
    assert statement.rule.endswith("patterns/sponsoredBy.txt:1")
    assert statement.evidence[0].text == _TOLD


def test_what_is_only_planned_does_not(terms: ontology.Ontology) -> None:
    assert not _sponsors("第三届商南县茶叶开采节有望由陕西商南茶叶有限公司赞助。", terms)


def test_without_the_folder_there_is_no_such_relation() -> None:
    assert not _sponsors(_TOLD, ontology.load())
