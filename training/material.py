"""Gold articles as what the tagger learns from: features and, for each character, the labels that gold allows.

Gold says which entities an article has, not where; `training.gold.project` finds their mentions. Where careful readers
would disagree (optional entities) every label is allowed: cross-validation preferred that (entity F1 .854) to taking
them for names (.843) or for none (.845).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.document import Document
from kg.extract.recognise import candidates, features
from kg.extract.recognise.tagger import labels
from kg.extract.segment import analyse, pieces_of
from kg.model import Entity, Model, Span, type_names
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


class Maker:
    """Makes examples for one model: its columns are LAC's states (accurate) or vectors of the characters (fast)."""

    def __init__(self, ontology: Ontology, characters: Callable[[str], features.Rows] | None = None) -> None:
        self.ontology = ontology
        self._characters = characters
        self.model: Model = "fast" if characters else "accurate"

    def example(self, name: str, text: str, annotation: dict[str, Any]) -> Example:
        """One article with its annotation, ready to learn from."""
        document = analyse(read_text(text, source=name), self.ontology, model=self.model)
        entities = gold.project(annotation, document)
        rows = features.rows(document, candidates.proposals(document, self.ontology), self.ontology)
        first = self._characters(document.folded) if self._characters else document.states
        if first is None:
            raise SystemExit(f"{name} is too long for the accurate model: leave it out")
        table = np.concatenate((first, rows), axis=1).astype(np.float16)
        pieces = tuple(piece for sentence in document.sentences for piece in pieces_of(document.folded, sentence))
        return Example(name, annotation, document, entities, table, allowed_labels(document, entities), pieces)

    def versions(self, articles: Sequence[gold.GoldArticle], copies: int) -> list[list[Example]]:
        """The articles as they are, then copies in which people and places have other names."""
        swapper = Swapper(articles, self.ontology)
        made = [[self.example(article.name, article.file.read_text("utf-8"), article.gold) for article in articles]]
        for copy in range(copies):
            draw = random.Random(f"copy {copy}")  # noqa: S311 (repeatable, not secret)
            swapped = (
                (article.name, *swapper.swap(article.file.read_text("utf-8"), deepcopy(article.gold), draw))
                for article in articles
            )
            made.append([_slim(self.example(name, text, annotation)) for name, text, annotation in swapped])
        return made


def _slim(example: Example) -> Example:
    """A copy is only learned from: the network's states, most of its memory, stand in its table too."""
    return replace(example, document=replace(example.document, states=None))


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
