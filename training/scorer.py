"""Train the scorer of relations: ``python -m training.scorer tests/gold/train tests/gold/extra`` writes its weights.

Stage one is a logistic model a relation over sparse features; stage two, small boosted trees over how a claim stands
among its rivals, is trained on stage one's cross-validated scores. Thresholds and the confidence curve come from
cross-validation by article too, so that no figure is read off what was fitted. Deterministic on one machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import pickle
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier

from kg import ontology
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.recognise import recognise
from kg.extract.refer import refer
from kg.extract.relate import look
from kg.extract.relate.candidates import Candidate, propose
from kg.extract.relate.claims import Key, best_at, describe, gather, key_of, modes
from kg.extract.relate.polarity import Denials
from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends, symmetric
from kg.extract.relate.scorer import least, weights_file
from kg.extract.segment import analyse
from kg.extract.times import find_times
from kg.model import Entity
from kg.read import read_text
from kg.text.fold import fold_name
from training.gold import GoldArticle, load, project

_FOLDS = 5
_RIDGE = 1.5
_RARE = 3
_SLIGHT = 0.02
_SAMPLED = 0.4  # the share of false carried candidates that is learned from; there are too many to need all
_NEAR = {">", "<", "=", "name"}


@dataclass(slots=True)
class Example:
    """An article's candidates with what gold says of each: 1 a fact, 0 none, None not to be judged."""

    name: str
    fold: int
    scene: Scene
    candidates: list[Candidate]
    truth: dict[Key, int | None]
    wanted: Counter[str] = field(default_factory=Counter)


def wanted_pairs(gold: dict[str, Any]) -> dict[Key, bool]:
    """The relations of a gold article by the numbers of their entities (``e1`` …), and whether each is required."""
    entities = gold["entities"]
    found: dict[Key, bool] = {}
    for relation in gold["relations"]:
        sides = []
        for name, kinds in zip((relation["s"], relation["o"]), ends[relation["p"]], strict=True):
            options = [i for i, e in enumerate(entities) if e["name"] == name]
            sides.append(f"e{next((i for i in options if entities[i]['type'] in kinds), options[0]) + 1}")
        if relation["p"] in symmetric:
            sides.sort()
        key = (relation["p"], sides[0], sides[1])
        found[key] = found.get(key, False) or not relation.get("optional", False)
    return found


def examples(articles: Sequence[GoldArticle], *, recognised: bool) -> Iterator[Example]:
    """Gold articles as examples, with the gold's names or with those that the recognisers find."""
    terms = ontology.load()
    for article in articles:
        document = analyse(read_text(article.file.read_text(encoding="utf-8"), source=article.name), terms)
        gold_entities = project(article.gold, document)
        entities = found_entities(article.gold, document) if recognised else gold_entities
        times = find_times(document)
        quantities = find_quantities(document, times, tuple(m for e in entities for m in e.mentions))
        scene = look(document, entities, times, quantities, terms)
        denied = Denials(scene)
        candidates = [candidate for candidate in propose(scene) if not denied.holds(candidate)]
        pairs = wanted_pairs(article.gold)
        loose = {e.id for e in gold_entities if e.confidence < 1} | _blurred(gold_entities, entities)
        truth: dict[Key, int | None] = {}
        for candidate in candidates:
            key = key_of(candidate)
            if key not in truth:
                required = pairs.get(key)
                forgiven = required is False or key[1] in loose or key[2] in loose
                truth[key] = 1 if required else None if forgiven else 0
        wanted = Counter(key[0] for key, required in pairs.items() if required)
        fold = zlib.crc32(article.name.encode()) % _FOLDS
        yield Example(article.name, fold, scene, candidates, truth, wanted)


def _blurred(gold: Sequence[Entity], found: Sequence[Entity]) -> set[str]:
    """Found names that overlap gold's without being one of them: of what is said of them gold says nothing."""
    taken = {place for entity in gold for m in entity.mentions for place in range(m.start, m.end)}
    known = {entity.id for entity in gold}
    return {
        entity.id
        for entity in found
        if entity.id not in known
        and any(place in taken for m in entity.mentions if m.kind != "reference" for place in range(m.start, m.end))
    }


def found_entities(gold: dict[str, Any], document: Document) -> tuple[Entity, ...]:
    """What the recognisers find, numbered as in gold where gold has them too, else ``x1`` and so on."""
    terms = ontology.load()
    forms: dict[tuple[str, str], int] = {}
    for index, entity in enumerate(gold["entities"]):
        for name in [entity["name"], *entity.get("aliases", [])]:
            forms.setdefault((entity["type"], fold_name(name)), index)
    taken: set[int] = set()
    result = []
    for number, entity in enumerate(refer(document, recognise(document, terms), terms)):
        match = next(
            (
                forms[entity.type, fold_name(n)]
                for n in [entity.name, *entity.aliases]
                if (entity.type, fold_name(n)) in forms
            ),
            None,
        )
        fresh = match is not None and match not in taken
        name = f"e{match + 1}" if match is not None and fresh else f"x{number}"
        if match is not None:
            taken.add(match)
        result.append(Entity(name, entity.type, entity.name, entity.aliases, entity.mentions, entity.subtype))
    return tuple(result)


def both_ways(candidate: Candidate) -> set[str]:
    """All features of `candidate`, each as it is and as one of the candidate's mode."""
    names = {*candidate.features, *candidate.own}
    return names | {f"{candidate.mode}@{name}" for name in names} | {f"{candidate.mode}@bias"}


def group_of(candidate: Candidate) -> str:
    """Which model weighs `candidate`: one a relation, in which features have a shared weight and one by mode."""
    return candidate.relation


@dataclass(slots=True)
class Rows:
    """The candidates of one group as a sparse matrix; column 0 is the bias."""

    matrix: csr_matrix
    names: list[str]
    truth: np.ndarray
    folds: np.ndarray
    keys: list[tuple[str, Key]]
    back: list[tuple[int, int]]
    sampled: np.ndarray
    carried: np.ndarray


def rows_of(data: Sequence[Example]) -> dict[str, Rows]:
    """Candidates of all articles, by group."""
    members: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for e, example in enumerate(data):
        for c, candidate in enumerate(example.candidates):
            members[group_of(candidate)].append((e, c))
    return {group: _rows(data, back) for group, back in sorted(members.items())}


def _rows(data: Sequence[Example], back: list[tuple[int, int]]) -> Rows:
    features = [both_ways(data[e].candidates[c]) for e, c in back]
    counts = Counter(name for row in features for name in row)
    names = ["bias", *sorted(name for name, n in counts.items() if n >= _RARE)]
    column = {name: index for index, name in enumerate(names)}
    pointers, columns = [0], []
    for row in features:
        columns += sorted({column[name] for name in row if name in column} | {0})
        pointers.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(back), len(names)))
    carried = np.array([data[e].candidates[c].mode in {"cs", "co"} for e, c in back])
    keys = [(data[e].name, key_of(data[e].candidates[c])) for e, c in back]
    truth = [data[e].truth[key_of(data[e].candidates[c])] for e, c in back]
    return Rows(
        matrix,
        names,
        np.array([-1 if t is None else t for t in truth]),
        np.array([data[e].fold for e, _ in back]),
        keys,
        back,
        np.array([zlib.crc32(f"{e} {c}".encode()) % 100 < 100 * _SAMPLED for e, c in back]) | ~carried,
        carried,
    )


def fit(matrix: csr_matrix, truth: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Ridge logistic regression; column 0, the bias, is hardly held back."""
    sign = np.where(truth > 0, 1.0, -1.0)
    turned = matrix.T.tocsr()
    ridge = np.full(matrix.shape[1], _RIDGE)
    ridge[0] = 1e-3

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        z = sign * (matrix @ beta)
        slope = -sign * weights / (1 + np.exp(np.clip(z, -50, 50)))
        return float(
            (weights * np.logaddexp(0, -z)).sum() + 0.5 * (ridge * beta * beta).sum()
        ), turned @ slope + ridge * beta

    start = np.zeros(matrix.shape[1])
    share = min(max(float((truth > 0).mean()), 1e-4), 0.999)
    start[0] = math.log(share / (1 - share))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 40}).x)


def learn(rows: Rows, chosen: np.ndarray, keep: np.ndarray) -> np.ndarray | None:
    """Weights from the `chosen` rows; `keep` masks rows that stand for their pair without stating it."""
    use = chosen & (rows.truth >= 0) & keep
    if (rows.truth[use] == 1).sum() < 3:
        return None
    thin = use & (rows.truth == 0) & ~rows.sampled
    use &= ~thin
    weights = np.where((rows.truth[use] == 0) & rows.carried[use], 1 / _SAMPLED, 1.0)
    return fit(rows.matrix[use], rows.truth[use], weights)


def cross_scores(groups: dict[str, Rows], keep: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Each candidate's score by a model that saw no other candidate of its article."""
    scores = {}
    for group, rows in groups.items():
        out = np.full(len(rows.back), -12.0)
        for fold in range(_FOLDS):
            beta = learn(rows, rows.folds != fold, keep[group])
            if beta is not None:
                out[rows.folds == fold] = rows.matrix[rows.folds == fold] @ beta
        scores[group] = out
    return scores


def stating(groups: dict[str, Rows], scores: dict[str, np.ndarray], margin: float) -> dict[str, np.ndarray]:
    """Of a true pair's rows, those that score close to its best one are taken to state it; the others are left out."""
    best: dict[tuple[str, Key], float] = {}
    for group, rows in groups.items():
        for key, truth, score in zip(rows.keys, rows.truth, scores[group], strict=True):
            if truth == 1:
                best[key] = max(best.get(key, -99.0), float(score))
    return {
        group: np.array(
            [t != 1 or s >= best[k] - margin for k, t, s in zip(rows.keys, rows.truth, scores[group], strict=True)],
            dtype=bool,
        )
        for group, rows in groups.items()
    }


@dataclass(slots=True)
class Table:
    """Stage two's rows: one a claim."""

    matrix: np.ndarray
    truth: np.ndarray
    folds: np.ndarray
    relations: list[str]
    names: list[str]


def claims_table(data: Sequence[Example], groups: dict[str, Rows], scores: dict[str, np.ndarray]) -> Table:
    """Describe every claim of every article by stage one's scores."""
    held: dict[int, dict[int, float]] = defaultdict(dict)
    for group, rows in groups.items():
        for (e, c), score in zip(rows.back, scores[group], strict=True):
            held[e][c] = float(score)
    lines, truth, folds, relations, names = [], [], [], [], []
    for e, example in enumerate(data):
        claims = gather((held[e][c], candidate) for c, candidate in enumerate(example.candidates))
        for key, row in describe(example.scene, claims).items():
            known = example.truth[key]
            lines.append(row)
            truth.append(-1 if known is None else known)
            folds.append(example.fold)
            relations.append(key[0])
            top = claims[key].scored[0][1]
            said = example.scene.entities
            sentence = example.scene.plain[top.view].span.slice(example.scene.document.folded)
            names.append(f"{example.name}\t{said[key[1]].name} {key[0]} {said[key[2]].name}\t{top.mode}\t{sentence}")
    return Table(np.array(lines), np.array(truth), np.array(folds), relations, names)


def trees(matrix: np.ndarray, truth: np.ndarray) -> HistGradientBoostingClassifier:
    """Small boosted trees."""
    model = HistGradientBoostingClassifier(
        max_iter=130,
        max_leaf_nodes=12,
        learning_rate=0.07,
        min_samples_leaf=15,
        l2_regularization=2.0,
        early_stopping=False,
        random_state=7,
    )
    return model.fit(matrix, truth)


def cross_trees(table: Table) -> np.ndarray:
    """Each claim's log-odds by trees that saw no claim of its fold."""
    out = np.full(len(table.truth), -12.0)
    likely = table.matrix[:, best_at] > least
    for fold in range(_FOLDS):
        use = (table.folds != fold) & (table.truth >= 0) & likely
        model = trees(table.matrix[use], table.truth[use])
        test = (table.folds == fold) & likely
        out[test] = model.decision_function(table.matrix[test])
    return out


def thresholds(
    relations: Sequence[str], truth: np.ndarray, scores: np.ndarray, wanted: Counter[str], floor: float
) -> dict[str, float]:
    """For each relation the score with the best F1 among those of at least `floor` precision; prints the figures."""
    chosen, right, printed = {}, 0, 0
    names = np.array(relations)
    for relation in ends:
        use = (names == relation) & (truth >= 0)
        order = np.argsort(-scores[use], kind="stable")
        hits = np.cumsum(truth[use][order])
        counts = np.arange(1, len(order) + 1)
        f1 = 2 * hits / (counts + wanted[relation])
        ok = np.where(hits / counts >= floor, f1, -1)
        at = int(np.argmax(ok))
        sorted_scores = scores[use][order]
        chosen[relation] = float((sorted_scores[at] + sorted_scores[min(at + 1, len(order) - 1)]) / 2)
        right, printed = right + int(hits[at]), printed + int(counts[at])
        p, r = hits[at] / counts[at], hits[at] / wanted[relation]
        print(f"{relation:16} P {p:.3f} R {r:.3f} F {f1[at]:.3f}  at {chosen[relation]:.2f}  of {wanted[relation]}")
    total = sum(wanted.values())
    print(f"{'all':16} P {right / printed:.3f} R {right / total:.3f} F {2 * right / (printed + total):.3f}", flush=True)
    return chosen


def curve(truth: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic curve from score to share of facts (Platt)."""
    use = (truth >= 0) & (scores > least)
    x = csr_matrix(np.stack([np.ones(int(use.sum())), scores[use]], axis=1))
    sign = np.where(truth[use] > 0, 1.0, -1.0)

    def loss(b: np.ndarray) -> float:
        return float(np.logaddexp(0, -sign * (x @ b)).sum())

    offset, slope = minimize(loss, np.array([0.0, 1.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def exported(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees as lists of nodes: feature, threshold, left, right (-1 in a leaf), value."""
    forest = []
    for (predictor,) in model._predictors:  # noqa: SLF001 -- scikit-learn has no public way to its trees
        tree = []
        for node in predictor.nodes:
            leaf = bool(node["is_leaf"])
            ends = (-1, -1) if leaf else (int(node["left"]), int(node["right"]))
            tree.append(
                [
                    int(node["feature_idx"]),
                    round(float(node["num_threshold"]), 5),
                    *ends,
                    round(float(node["value"]), 5),
                ]
            )
        forest.append(tree)
    return {"base": round(float(model._baseline_prediction.ravel()[0]), 5), "forest": forest}  # noqa: SLF001


def save(
    file: Path,
    weights: dict[str, dict[str, float]],
    forest: dict[str, Any],
    chosen: dict[str, float],
    curves: dict[str, Any],
) -> None:
    """Write the model as gzipped JSON, the same bytes for the same model."""
    held = {
        "weights": weights,
        "trees": forest,
        "thresholds": {r: round(t, 4) for r, t in chosen.items()},
        "curves": curves,
    }
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{file}: {file.stat().st_size / 1e6:.2f} MB")


def final_weights(groups: dict[str, Rows], keep: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Weights learned from all articles, by relation and mode; those too small to matter are left out."""
    weights: dict[str, dict[str, float]] = {}
    for group, rows in groups.items():
        beta = learn(rows, np.ones(len(rows.back), dtype=bool), keep[group])
        if beta is None:
            continue
        held = dict(zip(rows.names, map(float, beta), strict=True))
        for mode in modes:
            own = {name.removeprefix(f"{mode}@") for name in held if name.startswith(f"{mode}@")}
            table = {name: held.get(name, 0.0) + held.get(f"{mode}@{name}", 0.0) for name in sorted(own)}
            if table:
                shared = {name: weight for name, weight in held.items() if "@" not in name}
                weights[group + mode] = {
                    name: round(weight, 3)
                    for name, weight in {**shared, **table}.items()
                    if abs(weight) >= _SLIGHT or name == "bias"
                }
    return weights


def report(title: str, make: Callable[[], Any]) -> Any:
    """Run a step under a heading."""
    print(f"== {title} ({time.process_time():.0f} s)", flush=True)
    return make()


def main() -> None:
    """Train on folders of gold articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, help="keep the collected candidates here between runs")
    parser.add_argument("--names", choices=["gold", "recognised", "both"], default="both")
    parser.add_argument("--floor", type=float, default=0.66, help="the least precision of a relation's threshold")
    parser.add_argument("--margin", type=float, default=0.6, help="what is added to each threshold for precision")
    parser.add_argument("--dump", type=Path, help="write every claim's cross-validated judgement here")
    parser.add_argument("-o", "--output", type=Path, default=weights_file)
    args = parser.parse_args()
    data = _collect(args)
    groups = rows_of(data)
    print(len(data), "examples,", sum(len(rows.back) for rows in groups.values()), "candidates", flush=True)
    keep = {group: np.ones(len(rows.back), dtype=bool) for group, rows in groups.items()}
    scores = cross_scores(groups, keep)
    keep = stating(groups, scores, 2.0)
    scores = cross_scores(groups, keep)
    table = claims_table(data, groups, scores)
    wanted = sum((example.wanted for example in data), Counter())
    report("linear", lambda: thresholds(table.relations, table.truth, table.matrix[:, best_at], wanted, 0.0))
    out = cross_trees(table)
    chosen = report("with trees", lambda: thresholds(table.relations, table.truth, out, wanted, args.floor))
    if args.dump:
        lines = [
            f"{t}\t{o:.2f}\t{r[best_at]:.2f}\t{n}"
            for t, o, r, n in zip(table.truth, out, table.matrix, table.names, strict=True)
        ]
        args.dump.write_text("\n".join(lines), encoding="utf-8")
    use = (table.truth >= 0) & (table.matrix[:, best_at] > least)
    forest = exported(trees(table.matrix[use], table.truth[use]))
    slope, offset = curve(table.truth, out)
    save(
        args.output,
        final_weights(groups, keep),
        forest,
        {relation: limit + args.margin for relation, limit in chosen.items()},
        {relation: [round(slope, 4), round(offset, 4)] for relation in ends},
    )


def _collect(args: argparse.Namespace) -> list[Example]:
    if args.cache and args.cache.exists():
        return list(pickle.loads(args.cache.read_bytes()))  # noqa: S301 -- a file that this script wrote
    articles = [article for folder in args.gold for article in load(folder)]
    data: list[Example] = []
    if args.names in {"gold", "both"}:
        data += examples(articles, recognised=False)
    if args.names in {"recognised", "both"}:
        data += examples(articles, recognised=True)
    if args.cache:
        args.cache.write_bytes(pickle.dumps(data))
    return data


if __name__ == "__main__":
    main()
