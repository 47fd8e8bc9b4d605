"""Quality on gold, beside the simple systems of `benchmarks.baselines`: the tables of docs/quality.md.

``python -m benchmarks.quality tests/gold/dev``
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import baselines
from kg.evaluate import Record, Scores, score
from kg.extract import extract
from kg.extract.record import to_record
from kg.model import Article, type_names
from kg.ontology import load
from kg.read import read_paths

MEASURES = (
    "entity",
    *(f"entity/{kind}" for kind in type_names),
    "canonical name",
    "quantity",
    "metadata",
    "relation",
    "qualifier",
)


def main() -> None:
    """Print one table of F1 by system and one of our own precision and recall by relation, in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    scores = {name: score(gold, records(gold, system)) for name, system in systems().items()}
    print("\n".join(by_system(scores)), end="\n\n")
    print("\n".join(by_relation(scores["newskg accurate"])), end="\n\n")
    print("\n".join(by_confidence(scores["newskg accurate"])), end="\n\n")
    print("\n".join(by_cause(scores["newskg accurate"])))


def systems() -> dict[str, Callable[[Article], Record]]:
    """Each system by the name that the tables give it."""
    ontology = load()
    jieba, lac = baselines.jieba_tagger(), baselines.lac_tagger()
    return {
        "newskg accurate": lambda article: to_record(extract(article, ontology)),
        "newskg fast": lambda article: to_record(extract(article, ontology, model="fast")),
        "LAC, co-occurrence": lambda article: baselines.record(article, lac, baselines.co_occurrence),
        "LAC, nearest trigger": lambda article: baselines.record(article, lac, baselines.nearest_trigger),
        "jieba.posseg, co-occurrence": lambda article: baselines.record(article, jieba, baselines.co_occurrence),
        "jieba.posseg, nearest trigger": lambda article: baselines.record(article, jieba, baselines.nearest_trigger),
    }


def records(gold: Path, system: Callable[[Article], Record]) -> Iterator[Record]:
    """What `system` says of each article of `gold`."""
    for article in read_paths(sorted(gold.glob("*.txt"))):
        if isinstance(article, Article):
            yield system(article)


def by_system(scores: dict[str, Scores]) -> Iterator[str]:
    """F1 of each measure, a column a system."""
    yield "| F1 | " + " | ".join(scores) + " |"
    yield "| --- |" + " --- |" * len(scores)
    for measure in MEASURES:
        cells = (f"{each[measure].f1:.3f}" if each[measure].printed else "–" for each in scores.values())
        yield f"| {measure} | " + " | ".join(cells) + " |"


def by_relation(scores: Scores) -> Iterator[str]:
    """Precision, recall and F1 of each relation."""
    yield "| relation | precision | recall | F1 | in gold |"
    yield "| --- | --- | --- | --- | --- |"
    for measure in sorted(name for name in scores.tallies if name.startswith("relation")):
        tally = scores[measure]
        name = measure.partition("/")[2] or "all"
        yield f"| {name} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} | {tally.gold} |"


def by_confidence(scores: Scores) -> Iterator[str]:
    """Of the statements printed with a confidence in each bin, the share that is right."""
    yield "| confidence | right | statements |"
    yield "| --- | --- | --- |"
    for low, share, count in scores.reliability():
        yield f"| {low:.1f}-{low + 0.1:.1f} | {share:.0%} | {count} |"


def by_cause(scores: Scores) -> Iterator[str]:
    """How many relations went wrong in which way."""
    yield "| relation | likeliest cause | how many |"
    yield "| --- | --- | --- |"
    for (why, cause), count in sorted(scores.error_classes().items()):
        yield f"| {why} | {cause} | {count} |"


if __name__ == "__main__":
    main()
