"""Gold articles as what the tagger learns from: features and, for each character, the labels that gold allows.

Gold says which entities an article has, not where; `training.gold.project` finds their mentions. Where careful readers
would disagree (optional entities) every label is allowed: cross-validation preferred that (entity F1 .854) to taking
them for names (.843) or for none (.845).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.document import Document
from kg.extract.recognise import candidates, features
from kg.extract.recognise.tagger import labels
from kg.extract.segment import analyse, pieces_of
from kg.model import Entity, Span, type_names
from kg.ontology import Ontology
from kg.read import read_text
from training import gold
from training.augment import Swapper


@dataclass(frozen=True, slots=True)
class Example:
    """An article: what the tagger sees, (characters, columns), and which labels gold allows, (characters, labels)."""

    name: str
    gold: dict[str, Any]
    document: Document
    entities: tuple[Entity, ...]
    table: NDArray[np.float16]
    allowed: NDArray[np.bool_]
    pieces: tuple[Span, ...]


def load(folders: Iterable[Path]) -> list[gold.GoldArticle]:
    """The gold articles of all `folders`, by name."""
    return sorted((article for folder in folders for article in gold.load(folder)), key=lambda article: article.name)


def example(name: str, text: str, annotation: dict[str, Any], ontology: Ontology) -> Example:
    """One article with its annotation, ready to learn from."""
    document = analyse(read_text(text, source=name), ontology)
    entities = gold.project(annotation, document)
    rows = features.rows(document, candidates.proposals(document, ontology), ontology)
    if document.states is None:
        raise SystemExit(f"{name} is too long for the accurate model: leave it out")
    table = np.concatenate((document.states, rows), axis=1).astype(np.float16)
    pieces = tuple(piece for sentence in document.sentences for piece in pieces_of(document.folded, sentence))
    return Example(name, annotation, document, entities, table, allowed_labels(document, entities), pieces)


def examples(articles: Sequence[gold.GoldArticle], ontology: Ontology) -> list[Example]:
    """The articles as they are."""
    return [example(article.name, article.file.read_text("utf-8"), article.gold, ontology) for article in articles]


def swapped_copies(articles: Sequence[gold.GoldArticle], ontology: Ontology, copies: int) -> Iterator[list[Example]]:
    """Copies of all articles in which people and places have other names, each copy with others."""
    swapper = Swapper(articles, ontology)
    for copy in range(copies):
        draw = random.Random(f"copy {copy}")  # noqa: S311 (repeatable, not secret)
        made = []
        for article in articles:
            text, annotation = swapper.swap(article.file.read_text("utf-8"), json.loads(json.dumps(article.gold)), draw)
            made.append(example(article.name, text, annotation, ontology))
        yield made


def allowed_labels(document: Document, entities: Iterable[Entity]) -> NDArray[np.bool_]:
    """Which labels each character may have: exactly one, or at an optional entity's mention its own or outside."""
    allowed = np.zeros((len(document.text), len(labels)), dtype=bool)
    allowed[:, 0] = True
    for entity in entities:
        first = 1 + 4 * type_names.index(entity.type)
        for mention in entity.mentions:
            length = mention.end - mention.start
            marks = [3] if length == 1 else [0, *[1] * (length - 2), 2]
            for at, mark in zip(range(mention.start, mention.end), marks, strict=True):
                allowed[at, 0] = entity.confidence < 1
                allowed[at, first + mark] = True
    return allowed
