"""Speed of each stage on one core, beside jieba.posseg and plain LAC on the same text in the same run.

``python -m benchmarks.speed [--rounds N]``: the median of N rounds over all gold articles of the repo, CPU time.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import baselines
from kg.extract import extract
from kg.model import Article, Model
from kg.ontology import load
from kg.read import read_paths
from kg.scale.stopwatch import StopWatch

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"


def main() -> None:
    """Print a table of milliseconds an article and characters a second, by stage and system."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    files = sorted(GOLD.glob("*/*.txt"))
    articles = [article for article in read_paths(files) if isinstance(article, Article)]
    characters = sum(len(article.clean.text) for article in articles)
    print(f"{len(articles)} articles, {characters} characters, median of {rounds} rounds, one core\n")
    print("| | ms an article | characters/s |\n| --- | --- | --- |")
    for name, seconds in _medians(articles, files, rounds):
        print(f"| {name} | {1000 * seconds / len(articles):.2f} | {characters / seconds:,.0f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"\npeak memory of this process, all systems loaded: {peak:.0f} MB")


def _medians(articles: list[Article], files: list[Path], rounds: int) -> Iterator[tuple[str, float]]:
    laps: defaultdict[str, list[float]] = defaultdict(list)
    jieba, lac = baselines.jieba_tagger(), baselines.lac_tagger()
    for lap in range(rounds + 1):  # the first one loads and warms, and does not count
        for name, seconds in [*_ours(articles, files), *_theirs(articles, {"jieba.posseg": jieba, "LAC": lac})]:
            if lap:
                laps[name].append(seconds)
    for name, measured in laps.items():
        yield name, statistics.median(measured)


def _ours(articles: list[Article], files: list[Path]) -> Iterator[tuple[str, float]]:
    start = time.process_time()
    list(read_paths(files))
    yield "read", time.process_time() - start
    models: tuple[Model, ...] = ("accurate", "fast")
    for model in models:
        watch = StopWatch()
        for article in articles:
            extract(article, load(), model=model, begins=watch.begin)
            watch.begin("")
        yield from ((f"{model}: {stage}", seconds) for stage, seconds in watch.seconds.items())
        yield f"{model}: all of extraction", sum(watch.seconds.values())


def _theirs(articles: list[Article], taggers: dict[str, baselines.Tagger]) -> Iterator[tuple[str, float]]:
    for name, tag in taggers.items():
        start = time.process_time()
        for article in articles:
            list(tag(article.clean.text.replace("\n", "。")))
        yield f"{name}, tags only", time.process_time() - start


if __name__ == "__main__":
    main()
