"""The page's own words: each is used, each that is used exists, in all three languages."""

from __future__ import annotations

import re
from pathlib import Path

import kg.view

_assets = Path(kg.view.__file__).with_name("assets")
_rows = re.findall(
    r"^  (\w+): \[(.*?)\],$", (_assets / "words.js").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
_rest = "".join(file.read_text(encoding="utf-8") for file in sorted(_assets.iterdir()) if file.name != "words.js")


def test_every_word_is_said_in_three_languages() -> None:
    assert len(_rows) > 80
    assert {key: len(re.findall(r'"[^"]+"', row)) for key, row in _rows if len(re.findall(r'"[^"]+"', row)) != 3} == {}


def test_every_word_is_used_and_known() -> None:
    words = {key for key, _ in _rows}
    said = set(re.findall(r'\bsay\("(\w+)"', _rest)) | set(re.findall(r'data-say(?:-\w+)?="(\w+)"', _rest))
    assert said <= words
    assert {word for word in words if f'"{word}"' not in _rest} == set()
