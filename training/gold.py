"""Gold articles as training material: their names found again in the text.

Gold says which entities an article has, not where. A form (name or alias) is taken to be mentioned wherever it stands
in the clean text, longer forms first, so that 县总工会 inside 商南县总工会 is not counted again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.extract.document import Document
from kg.model import Entity, Mention
from kg.text.fold import fold, fold_name

_root = Path(__file__).resolve().parent.parent
folders = tuple(_root / "tests" / "gold" / part for part in ("train", "extra"))
"""The gold articles that may be learned from."""
models = _root / "kg" / "extract" / "recognise" / "models"
"""Where the models of names are."""

# Forms that stand in a text far more often as common words than as names.
_TOO_COMMON = frozenset(
    {"金牌", "银牌", "铜牌", "冠军", "亚军", "一等奖", "二等奖", "三等奖", "特等奖", "优秀奖", "劳动模范", "城关"}
)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A gold article: the file of its raw text and its annotation as in the JSON."""

    file: Path
    gold: dict[str, Any]

    @property
    def name(self) -> str:
        """The stem that names it."""
        return self.file.stem


def load(folder: Path) -> list[GoldArticle]:
    """All gold articles of `folder`, by name."""
    return [
        GoldArticle(file=file.with_suffix(".txt"), gold=json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*.json"))
    ]


def project(gold: dict[str, Any], document: Document) -> tuple[Entity, ...]:
    """Gold entities with their mentions in ``document.text``; one without a mention is kept, without mentions.

    Two entities that share a form (a person and a prize) are told apart by nothing: the first in the file gets it.
    """
    forms: dict[str, list[tuple[int, str]]] = {}
    for index, entity in enumerate(gold["entities"]):
        for form in dict.fromkeys([entity["name"], *entity.get("aliases", [])]):
            forms.setdefault(fold(form).replace(" ", ""), []).append((index, form))
    taken = bytearray(len(document.text))
    mentions: dict[int, list[Mention]] = {}
    for folded in sorted(forms, key=lambda form: (-len(form), form)):
        index = forms[folded][0][0]
        kind = gold["entities"][index]["type"]
        for start, end in _occurrences(folded, document.folded):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            mentions.setdefault(index, []).append(Mention(start, end, document.text[start:end], kind))
    return tuple(
        Entity(
            id=f"e{index + 1}",
            type=entity["type"],
            name=entity["name"],
            aliases=tuple(entity.get("aliases", [])),
            mentions=tuple(_kinds(sorted(mentions.get(index, []), key=lambda m: m.start), entity["name"])),
            confidence=0.5 if entity.get("optional") else 1.0,
        )
        for index, entity in enumerate(gold["entities"])
    )


def _kinds(mentions: list[Mention], name: str) -> Iterator[Mention]:
    key = fold_name(name)
    for mention in mentions:
        yield replace(mention, kind="full" if fold_name(mention.text) == key else "short")


def _occurrences(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `form` stands in `text`; quotation marks and spaces inside the text's stretch don't count."""
    if len(form) < 2 or form in _TOO_COMMON:
        return
    bare = [(char, at) for at, char in enumerate(text) if char not in " “”‘’《》"]
    joined = "".join(char for char, _ in bare)
    wanted = "".join(char for char in form if char not in " “”‘’《》")
    at = joined.find(wanted)
    while at >= 0 and wanted:
        yield bare[at][1], bare[at + len(wanted) - 1][1] + 1
        at = joined.find(wanted, at + len(wanted))
