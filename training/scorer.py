"""Train the scorer of relations and write what ships: ``python -m training.scorer``.

First the network for pairs (`training.pairs`); of the candidates that it thinks possible a logistic model a relation
weighs sparse features (`training.logistic`); small boosted trees over how a claim stands among its rivals by both have
the last word (`training.forest`). Each stage learns from the cross-validated scores of the one before. Thresholds and
the curve of confidence come from cross-validation by article too, so that no figure is read off what was fitted.

Needs PyTorch and scikit-learn. The same articles, names and code give the same files, byte by byte: docs/training.md.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from kg.extract.relate.claims import Key, best_at, key_of, likely_at
from kg.extract.relate.layout import Floats, least_likely
from kg.extract.relate.network import Network, network_file
from kg.extract.relate.scorer import Scorer, to_npz, weights_file
from kg.extract.relate.weights import weights_of
from training import forest, gold, logistic, pair_rows, pairs
from training.facts import Example, Unseen, examples, folds, load_names, names_file, swapped
from training.gold import GoldArticle, load

_COPIES = 4  # of each article, with other names, for the network
# Which version of the articles the network sees in each epoch: 0 with the names found, 1 with gold's, the copies after.
_EPOCHS = (2, 1, 3, 0, 4, 1, 5, 0, 2, 1, 3, 0)
_MARGIN = 2.0  # log-odds: rows of a true pair that are less likely than its best by more don't state it
_PRECISION = 0.80  # of all that is printed, wrongly cut names and all, in cross-validation; news at large is easier


def main() -> None:
    """Train on the gold folders of the repository, or on others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="gold folders (default: tests/gold/train and extra)")
    parser.add_argument("--names", type=Path, default=names_file, help="what training.tagger wrote")
    parser.add_argument("--out", type=Path, default=weights_file.parent, help="where the two files go")
    parser.add_argument("--networks", type=Path, help="keep the folds' networks here, to try later stages on them")
    parser.add_argument("--dump", type=Path, help="write every claim's cross-validated judgement here")
    options = parser.parse_args()
    for folder in (options.out, options.networks):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    with threadpool_limits(limits=1):  # sums in a fixed order
        _train(options)


def _train(options: argparse.Namespace) -> None:
    articles = [article for folder in options.folders or gold.folders if folder.is_dir() for article in load(folder)]
    data = _collect(articles, load_names(options.names))
    print(len(data), "examples,", sum(len(e.candidates) for e in data), "candidates", flush=True)
    alphabet, vectors = _characters()
    network = Network(dict(zip(alphabet, count(1))), {"characters": vectors})
    made = sieve(data, network, _copies(articles, network), options.networks)
    (options.out / network_file.name).write_bytes(pairs.to_npz(made, alphabet, vectors))
    groups = logistic.rows_of(data)
    print(sum(len(rows.back) for rows in groups.values()), f"possible ({time.process_time():.0f} s)", flush=True)
    likely = {g: np.array([data[e].candidates[c].likely for e, c in rows.back]) for g, rows in groups.items()}
    keep = logistic.stating(data, groups, likely, _MARGIN)
    table = forest.claims_table(data, groups, logistic.cross_scores(groups, keep))
    judged = forest.cross_trees(table)
    wanted = sum((example.wanted for example in data if example.recognised), Counter[str]())
    chosen = _figures(table, judged, wanted)
    if options.dump:
        _dump(options.dump, table, judged)
    use = table.truth >= 0
    scorer = Scorer(
        weights_of(logistic.final_weights(groups, keep)),
        forest.exported(forest.trees(table.matrix[use], table.truth[use])),
        {relation: round(limit, 4) for relation, limit in chosen.items()},
        forest.curve(table.truth[table.found], judged[table.found]),
    )
    (options.out / weights_file.name).write_bytes(to_npz(scorer))


def _characters() -> tuple[str, Floats]:
    """The light tagger's vectors: a row for unknown characters, then one for each of its alphabet."""
    with np.load(gold.models / "light.npz", allow_pickle=False) as stored:
        return "".join(map(chr, stored["alphabet"])), stored["characters"].astype(np.float32)


def _collect(articles: Sequence[GoldArticle], unseen: Unseen) -> list[Example]:
    """Every article twice: with gold's names and with those found."""
    if missing := [article.name for article in articles if article.name not in unseen]:
        raise SystemExit(f"{missing[0]}: none of its names are known; run first: python -m training.tagger")
    return [*examples(articles, recognised=False), *examples(articles, recognised=True, unseen=unseen)]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article as the network learns from it: its fold, and in which version its names are."""

    fold: int
    version: int
    article: pair_rows.Article


def _lesson(example: Example, network: Network, version: int) -> Lesson:
    numbers: dict[Key, int] = {}
    claims = [numbers.setdefault(key_of(candidate), len(numbers)) for candidate in example.candidates]
    truth = [-1 if example.truth[key] is None else int(example.truth[key] or 0) for key in numbers]
    characters = network.characters(example.scene.document.folded)
    article = pair_rows.article_of(example.scene, characters, example.candidates, claims, truth)
    return Lesson(example.fold, version, article)


def _copies(articles: Sequence[GoldArticle], network: Network) -> list[Lesson]:
    """The articles with other names; only the network for pairs learns from them."""
    return [
        _lesson(example, network, 2 + number)
        for number in range(_COPIES)
        for example in swapped(articles, number)
        if example.candidates
    ]


def sieve(
    data: Sequence[Example], network: Network, copies: Sequence[Lesson], kept: Path | None = None
) -> pairs.PairNetwork:
    """Leave the candidates that the network finds possible, with its score when it has not seen their article.

    Returns:
        The network that has seen all articles. Networks that are in `kept` already are not trained again.
    """
    lessons = [_lesson(example, network, not example.recognised) for example in data]
    taught = [*(lesson for lesson, example in zip(lessons, data, strict=True) if example.candidates), *copies]
    for fold in range(folds):
        made = _network(taught, fold, kept)
        for example, lesson in zip(data, lessons, strict=True):
            if example.fold == fold and example.candidates:
                scored = zip(pairs.scores_of(made, lesson.article).tolist(), example.candidates, strict=True)
                example.candidates = [
                    replace(candidate, likely=score)
                    for score, candidate in scored
                    if score >= least_likely or candidate.mode in {"pattern", "name"}
                ]
    return _network(taught, -1, kept)


def _network(lessons: Sequence[Lesson], fold: int, kept: Path | None) -> pairs.PairNetwork:
    """The network that has not seen the articles of `fold`."""
    file = kept and kept / f"pairs-{fold}.npz"
    if file and file.exists():
        return pairs.restored(file.read_bytes())
    versions: dict[int, list[pair_rows.Article]] = defaultdict(list)
    for lesson in lessons:
        if lesson.fold != fold:
            versions[lesson.version].append(lesson.article)
    made = pairs.fit([versions[version] for version in _EPOCHS], seed=1)
    print(f"network without fold {fold} ({time.process_time():.0f} s)", flush=True)
    if file:
        file.write_bytes(pairs.stored(made))
    return made


def _figures(table: forest.Table, judged: np.ndarray, wanted: Counter[str]) -> dict[str, float]:
    """Print what each stage reaches in cross-validation.

    Returns:
        The limits that ship.
    """
    stages = {
        "network": table.matrix[:, likely_at],
        "logistic": table.matrix[:, best_at],
        "trees, best F1": judged,
    }
    for name, scores in stages.items():
        forest.show(name, table, scores, wanted, forest.thresholds(table, scores, wanted, 0.0))
    chosen = forest.thresholds(table, judged, wanted, _PRECISION)
    forest.show(f"trees, precision {_PRECISION}", table, judged, wanted, chosen)
    return chosen


def _dump(file: Path, table: forest.Table, judged: np.ndarray) -> None:
    rows = zip(table.truth, judged, table.matrix, table.found, table.names, strict=True)
    lines = [f"{t}\t{o:.2f}\t{r[best_at]:.2f}\t{r[likely_at]:.2f}\t{f:d}\t{n}" for t, o, r, f, n in rows]
    file.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
