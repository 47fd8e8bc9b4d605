"""Rules of reading match folded text: a word in traditional script in one of them can never be found."""

from __future__ import annotations

import re

import pytest

from kg.read import boilerplate, bylines, header, imprint, layout, masthead, metadata, names, signed
from kg.text.scripts import to_hans

_HAN = re.compile("[\u4e00-\u9fff]+")


@pytest.mark.parametrize("module", [boilerplate, bylines, header, imprint, layout, masthead, metadata, names, signed])
def test_words_of_rules_are_in_simplified_script(module: object) -> None:
    rules = [value.pattern for value in vars(module).values() if isinstance(value, re.Pattern)]
    assert rules
    assert [word for rule in rules for word in _HAN.findall(rule) if to_hans(word) != word] == []
