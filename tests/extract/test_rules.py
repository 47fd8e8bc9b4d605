"""Rules match folded text: a word in traditional script in one of them can never be found."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from kg.text.scripts import to_hans

# What reads or writes names, units and labels in the article's own script.
_UNFOLDED = {
    "kg.extract.quantities": {"_SAME", "_HALVED"},
    "kg.extract.refer.organizations": {"_LEAGUE"},
    "kg.extract.refer.ranks": {"_SPORT"},
    "kg.extract.refer.units": {"_MEDIUM"},
    "kg.extract.relate.view": {"money"},
}
_HAN = re.compile("[\u4e00-\u9fff]")
_KEPT = "乾"  # 乾隆 is written so in both scripts


_package = import_module("kg.extract").__path__  # the name in `kg` is that of the function
_modules = [found.name for found in pkgutil.walk_packages(_package, "kg.extract.") if not found.ispkg]


def _said(value: object) -> Iterator[str]:
    """The text of a pattern, the words of a collection."""
    if isinstance(value, re.Pattern):
        value = value.pattern
    if isinstance(value, str):
        yield value
    elif isinstance(value, frozenset | tuple | list | set):
        for one in value:
            yield from _said(one)
    elif isinstance(value, dict):
        yield from _said((*value, *value.values()))


@pytest.mark.parametrize("name", _modules)
def test_words_of_rules_are_in_simplified_script(name: str) -> None:
    free = _UNFOLDED.get(name, set())
    rules = {label: value for label, value in vars(import_module(name)).items() if label not in free}
    texts = [(label, text) for label, value in rules.items() if label[:2] != "__" for text in _said(value)]
    assert [
        (label, char) for label, text in texts for char in _HAN.findall(text) if to_hans(char) != char and char != _KEPT
    ] == []
