"""A graph made of gold annotations, so that what questions answer can be checked by reading the articles."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.graph.dataset import Dataset
from kg.model import AlignedText, Article, Entity, Evidence, Extraction, Qualifier, Quantity, Statement
from tests.graph.test_dataset import dataset

_GOLD = Path(__file__).parents[1] / "gold" / "train"
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_ARTICLES = Path(__file__).with_name("gold-articles.txt")


@cache
def gold_graph(base: str = "https://w3id.org/newskg/resource/") -> Dataset:
    """The graph of the articles that the list names."""
    names = _ARTICLES.read_text(encoding="utf-8").split()
    found = [extraction(name) for name in names]
    return dataset([*found, *(_retold(one) for one in found[:8])], base)


def _retold(found: Extraction) -> Extraction:
    """Another article that says the same, but has the years wrong: what is confirmed, and what is contradicted."""
    article = replace(found.article, id=f"{found.article.id}-retold", source=f"retold-{found.article.source}")
    statements = tuple(
        replace(one, qualifiers=tuple(_wrong(each) for each in one.qualifiers)) for one in found.statements[:6]
    )
    return replace(found, article=article, statements=statements, quantities=())


def _wrong(one: Qualifier) -> Qualifier:
    return replace(one, value="1905") if one.name == "date" else one


def extraction(name: str) -> Extraction:
    """One article as its annotation has it, optional facts aside."""
    gold = json.loads((_GOLD / f"{name}.json").read_text(encoding="utf-8"))
    text = (_GOLD / f"{name}.txt").read_text(encoding="utf-8")
    meta = gold["meta"]
    article = Article(
        id=name,
        source=f"{name}.txt",
        text=text,
        clean=AlignedText(text),
        title=meta.get("title") or "",
        published=meta.get("published"),
        publisher=meta.get("publisher"),
        language=gold["script"],
    )
    forms = {one["name"]: (one["name"], *one["aliases"]) for one in gold["entities"]}
    ids = {name: f"e{number}" for number, name in enumerate(forms, 1)}
    entities = tuple(
        Entity(ids[one["name"]], one["type"], one["name"], tuple(one["aliases"])) for one in gold["entities"]
    )
    statements = tuple(
        Statement(
            ids[one["s"]],
            one["p"],
            ids[one["o"]],
            tuple(_qualifiers(one.get("q", {}), ids)),
            1.0,
            (_evidence(text, forms[one["s"]], forms[one["o"]]),),
        )
        for one in gold["relations"]
        if not one.get("optional") and one["s"] in ids and one["o"] in ids
    )
    quantities = tuple(_quantity(one, text) for one in gold["quantities"] if one["text"] in text)
    return Extraction(article, entities, statements, quantities)


def _qualifiers(found: dict[str, Any], ids: dict[str, str]) -> Any:
    for name, values in found.items():
        for value in values if isinstance(values, list) else [values]:
            is_entity = name == "conferredBy"
            if not is_entity or value in ids:
                yield Qualifier(name, ids[value] if is_entity else value, is_entity)


def _evidence(text: str, subject: tuple[str, ...], value: tuple[str, ...]) -> Evidence:
    """The first sentence that names both, else one that names the object, else the first."""
    sentences = [(found.start(), found.end()) for found in _SENTENCE.finditer(text)]

    def best(place: tuple[int, int]) -> int:
        words = text[slice(*place)]
        return 2 * any(form in words for form in value) + any(form in words for form in subject)

    start, end = max(sentences, key=best)
    return Evidence(start, end, text[start:end])


def _quantity(one: dict[str, Any], text: str) -> Quantity:
    start = text.index(one["text"])
    return Quantity(start, start + len(one["text"]), one["text"], one["value"], one["unit"], bool(one.get("approx")))
