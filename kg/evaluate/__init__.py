"""Scoring against gold: what `kg extract` prints, beside what a careful reader would have written down.

Entities match by type and any of their forms, relations by the entities that they join, quantities as a multiset of
value and unit. What gold marks optional is neither rewarded nor punished.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.article import ArticleScore, Record
from kg.evaluate.tally import Error, Scores, Tally
from kg.extract import extract
from kg.extract.record import to_record
from kg.model import Article, Model
from kg.ontology import Ontology, load
from kg.read import read_paths

__all__ = ["Error", "Record", "Scores", "Tally", "evaluate", "score"]


def evaluate(gold: Path, ontology: Ontology, *, model: Model = "accurate") -> Scores:
    """Extract the ``.txt`` of every gold article in `gold` and score it against its ``.json``.

    Raises:
        InputError: `gold` holds no gold articles.
    """
    texts = [file.with_suffix(".txt") for file in _gold_files(gold)]
    articles = (article for article in read_paths(texts) if isinstance(article, Article))
    return score(gold, (to_record(extract(article, ontology, model=model)) for article in articles), ontology)


def score(gold: Path, records: Iterable[Record], ontology: Ontology | None = None) -> Scores:
    """Score `records`, as `kg extract` prints them, against the gold articles in `gold`, matched by file stem.

    Raises:
        InputError: `gold` holds no gold articles.
    """
    printed = {Path(record["article"]["source"]).stem: record for record in records}
    scores = Scores()
    for file in _gold_files(gold):
        scores.articles += 1
        wanted = json.loads(file.read_text(encoding="utf-8"))
        if file.stem not in printed:
            scores.errors.append(Error(file.stem, "article", "missed", ""))
        ArticleScore(wanted, printed.get(file.stem, {}), scores, ontology or load()).run()
    return scores


def _gold_files(gold: Path) -> list[Path]:
    files = sorted(gold.glob("*.json"))
    if not files:
        raise InputError(f"no gold articles in {gold}: a gold article is two files, NAME.txt and NAME.json")
    return files
