"""What each part adds to finding names: `python -m benchmarks.names [GOLD_DIR]` prints entity F1 with parts taken away.

Parts are taken from what ships; only the arbiter is fitted again where the tagger is away. Forms are scored by
themselves, before short forms are resolved.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kg import ontology as ontologies
from kg.extract.document import Document
from kg.extract.recognise import arbiter, candidates, candidates_of, tagger, voices
from kg.extract.segment import analyse
from kg.model import Article, Mention
from kg.ontology import Ontology
from kg.ontology.divisions import Divisions
from kg.read import read_text
from training import gold, scores, weigh

Way = Callable[[Article, Ontology], tuple[Mention, ...]]


def main() -> None:
    """Print a table: the whole, then each part away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("tests/gold/dev"))
    articles = gold.load(parser.parse_args().folder)
    read = [(article.gold, read_text(article.file.read_text("utf-8"), source=article.name)) for article in articles]
    ontology = ontologies.load()
    bare = replace(ontology, divisions=Divisions(), version=f"{ontology.version} without divisions")
    characters = sum(len(article.clean.text) for _, article in read)
    print(f"{'':28}{'P':>7}{'R':>7}{'F1':>7}  {'chars/s':>8}")
    for name, way, used in _ways(ontology, bare):
        way(read[0][1], used)
        start = time.process_time()
        found = [(annotation, way(article, used)) for annotation, article in read]
        speed = characters / (time.process_time() - start)
        figures = scores.entity_figures(found)["all"]
        print(f"{name:28}" + "".join(f"{figure:7.3f}" for figure in figures) + f"  {speed:8,.0f}", flush=True)


def _ways(ontology: Ontology, bare: Ontology) -> Iterator[tuple[str, Way, Ontology]]:
    def whole(article: Article, used: Ontology) -> tuple[Mention, ...]:
        return _names(analyse(article, used), used, voices.load("accurate"))

    def quick(article: Article, used: Ontology) -> tuple[Mention, ...]:
        return _names(analyse(article, used, model="fast"), used, voices.load("fast"))

    def wordless(article: Article, used: Ontology) -> tuple[Mention, ...]:
        return _names(replace(analyse(article, used), words=()), used, voices.load("accurate"))

    yield "accurate", whole, ontology
    yield "  without the tagger", _ruled("accurate", ontology), ontology
    yield "  without jieba's words", wordless, ontology
    yield "  without the gazetteer", whole, bare
    yield "fast (without LAC)", quick, ontology
    yield "  without its tagger", _ruled("fast", ontology), ontology
    yield "LAC alone", lambda article, used: tuple(candidates.from_lac(analyse(article, used))), ontology


def _ruled(model: Literal["accurate", "fast"], ontology: Ontology) -> Way:
    """Rules (and LAC's names, in the accurate model), the arbiter fitted to them alone on the train part."""
    heard = []
    for article in gold.load(Path("tests/gold/train")):
        text = read_text(article.file.read_text("utf-8"), source=article.name)
        document = analyse(text, ontology, model=model)
        entities = gold.project(article.gold, document)
        heard.append(weigh.Heard(article.gold, entities, tuple(candidates_of(document, ontology, None))))
    weights, _ = weigh.fit([heard[fold::5] for fold in range(5)])

    def way(article: Article, used: Ontology) -> tuple[Mention, ...]:
        return arbiter.arbitrate(candidates_of(analyse(article, used, model=model), used, None), weights)

    return way


def _names(document: Document, ontology: Ontology, voice: tagger.Voice) -> tuple[Mention, ...]:
    model: Literal["accurate", "fast"] = "fast" if document.states is None else "accurate"
    return arbiter.arbitrate(candidates_of(document, ontology, voice), arbiter.load(model))


if __name__ == "__main__":
    main()
