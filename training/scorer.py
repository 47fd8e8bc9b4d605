"""Train the scorer of relations: ``python -m training.scorer tests/gold/train tests/gold/extra`` writes its weights.

First the network for pairs (`training.pairs`); of the candidates that it thinks possible a logistic model a relation
weighs sparse features; small boosted trees over how a claim stands among its rivals by both have the last word. Each
stage learns from the cross-validated scores of the one before. Thresholds and the curve of confidence come from
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from kg import ontology
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.recognise import recognise
from kg.extract.refer import refer
from kg.extract.relate import look
from kg.extract.relate.candidates import Candidate, propose
from kg.extract.relate.claims import Key, best_at, describe, gather, key_of, likely_at, modes
from kg.extract.relate.layout import least_likely
from kg.extract.relate.network import Network, network_file
from kg.extract.relate.polarity import Denials
from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends, symmetric
from kg.extract.relate.scorer import weights_file
from kg.extract.segment import analyse
from kg.extract.times import find_times
from kg.model import Entity, Mention
from kg.read import read_text
from kg.text.fold import fold_name
from training import light, pairs
from training.gold import GoldArticle, load, project

_FOLDS = 5
_RIDGE = 1.5
_RARE = 3
_SLIGHT = 0.02
_SAMPLED = 0.4  # the share of false carried candidates that is learned from; there are too many to need all
_EPOCHS = 6
_POINTS = 40


Unseen = Mapping[str, Sequence[Sequence[Any]]]
"""By article: start, end, type, subtype, name and confidence of each mention."""


@dataclass(slots=True)
class Example:
    """An article's candidates with what gold says of each: 1 a fact, 0 none, None not to be judged."""

    name: str
    fold: int
    scene: Scene
    candidates: list[Candidate]
    truth: dict[Key, int | None]
    recognised: bool
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


def examples(articles: Sequence[GoldArticle], *, recognised: bool, unseen: Unseen | None = None) -> Iterator[Example]:
    """Gold articles as examples, with the gold's names or with those that the recognisers find.

    `unseen` holds the names that taggers find that had not seen the article; the shipped one knows these too well.
    """
    terms = ontology.load()
    for article in articles:
        document = analyse(read_text(article.file.read_text(encoding="utf-8"), source=article.name), terms)
        gold_entities = project(article.gold, document)
        entities = found_entities(article, document, unseen) if recognised else gold_entities
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
        yield Example(article.name, fold, scene, candidates, truth, recognised, wanted)


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


def found_entities(article: GoldArticle, document: Document, unseen: Unseen | None = None) -> tuple[Entity, ...]:
    """What the recognisers find, numbered as in gold where gold has them too, else ``x1`` and so on."""
    terms = ontology.load()
    gold = article.gold
    mentions = recognise(document, terms) if unseen is None else tuple(_mentions(document, unseen[article.name]))
    forms: dict[tuple[str, str], int] = {}
    for index, entity in enumerate(gold["entities"]):
        for name in [entity["name"], *entity.get("aliases", [])]:
            forms.setdefault((entity["type"], fold_name(name)), index)
    taken: set[int] = set()
    result = []
    for number, entity in enumerate(refer(document, mentions, terms)):
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


def _mentions(document: Document, rows: Sequence[Sequence[Any]]) -> Iterator[Mention]:
    for start, end, kind, subtype, name, confidence in rows:
        text = document.text[start:end]
        yield Mention(start, end, text, kind, subtype=subtype, name=name, confidence=confidence)


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


def learnt_from(data: Sequence[Example], network: Network) -> list[pairs.Article]:
    """The examples as the network for pairs learns from them."""
    articles = []
    for example in data:
        numbers: dict[Key, int] = {}
        claims = [numbers.setdefault(key_of(candidate), len(numbers)) for candidate in example.candidates]
        truth = [-1 if example.truth[key] is None else int(example.truth[key] or 0) for key in numbers]
        characters = network.characters(example.scene.document.folded)
        articles.append(pairs.article_of(example.scene, characters, example.candidates, claims, truth))
    return articles


def sieve(data: Sequence[Example], network: Network, folder: Path) -> pairs.PairNetwork:
    """Leave the candidates that the network finds possible, with its score when it has not seen their article.

    Returns:
        The network that has seen all articles. Networks that are in `folder` already are not trained again.
    """
    articles = learnt_from(data, network)
    for fold in range(_FOLDS):
        made = _network(data, articles, fold, folder)
        for example, article in zip(data, articles, strict=True):
            if example.fold == fold and example.candidates:
                scored = zip(pairs.scores_of(made, article).tolist(), example.candidates, strict=True)
                example.candidates = [
                    replace(candidate, likely=score)
                    for score, candidate in scored
                    if score >= least_likely or candidate.mode in {"pattern", "name"}
                ]
    return _network(data, articles, -1, folder)


def _network(data: Sequence[Example], articles: Sequence[pairs.Article], fold: int, folder: Path) -> pairs.PairNetwork:
    """The network that has not seen the articles of `fold`."""
    file = folder / f"pairs-{fold}.npz"
    if file.exists():
        return pairs.restored(file.read_bytes())
    chosen = [(e.recognised, a) for e, a in zip(data, articles, strict=True) if e.fold != fold and e.candidates]
    versions = [[article for found, article in chosen if found is which] for which in (True, False)]
    made = pairs.fit([version for version in versions if version], epochs=_EPOCHS, seed=1)
    print(f"network without fold {fold} ({time.process_time():.0f} s)", flush=True)
    file.write_bytes(pairs.stored(made))
    return made


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


def stating(
    data: Sequence[Example], groups: dict[str, Rows], scores: dict[str, np.ndarray], margin: float
) -> dict[str, np.ndarray]:
    """Of a true pair's rows, those that score close to its best one are taken to state it; the others are left out."""
    best: dict[tuple[str, Key], float] = {}
    for group, rows in groups.items():
        for key, truth, score in zip(rows.keys, rows.truth, scores[group], strict=True):
            if truth == 1:
                best[key] = max(best.get(key, -99.0), float(score))
    return {
        group: np.array(
            [
                truth != 1 or score >= best[key] - margin or data[e].candidates[c].mode == "name"
                for key, truth, score, (e, c) in zip(rows.keys, rows.truth, scores[group], rows.back, strict=True)
            ],
            dtype=bool,
        )
        for group, rows in groups.items()
    }


@dataclass(slots=True)
class Table:
    """The trees' rows: one a claim; `found` where names were recognised."""

    matrix: np.ndarray
    truth: np.ndarray
    folds: np.ndarray
    relations: list[str]
    names: list[str]
    found: np.ndarray


def claims_table(data: Sequence[Example], groups: dict[str, Rows], scores: dict[str, np.ndarray]) -> Table:
    """Describe every claim of every article by stage one's scores."""
    held: dict[int, dict[int, float]] = defaultdict(dict)
    for group, rows in groups.items():
        for (e, c), score in zip(rows.back, scores[group], strict=True):
            held[e][c] = float(score)
    lines, truth, folds, relations, names, found = [], [], [], [], [], []
    for e, example in enumerate(data):
        claims = gather((held[e][c], candidate) for c, candidate in enumerate(example.candidates))
        for key, row in describe(example.scene, claims).items():
            known = example.truth[key]
            lines.append(row)
            truth.append(-1 if known is None else known)
            folds.append(example.fold)
            found.append(example.recognised)
            relations.append(key[0])
            top = claims[key].scored[0][1]
            said = example.scene.entities
            sentence = example.scene.plain[top.view].span.slice(example.scene.document.folded)
            names.append(f"{example.name}\t{said[key[1]].name} {key[0]} {said[key[2]].name}\t{top.mode}\t{sentence}")
    return Table(np.array(lines), np.array(truth), np.array(folds), relations, names, np.array(found))


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
    for fold in range(_FOLDS):
        use = (table.folds != fold) & (table.truth >= 0)
        model = trees(table.matrix[use], table.truth[use])
        test = table.folds == fold
        out[test] = model.decision_function(table.matrix[test])
    return out


def show(title: str, table: Table, scores: np.ndarray, wanted: Counter[str], limits: dict[str, float]) -> None:
    """Print precision, recall and F1 by relation of what is printed of articles with recognised names."""
    print(f"== {title} ({time.process_time():.0f} s)")
    names, total = np.array(table.relations), Counter({"wanted": sum(wanted.values())})
    for relation in ends:
        use = (names == relation) & (table.truth >= 0) & table.found & (scores >= limits[relation])
        right, printed = int(table.truth[use].sum()), int(use.sum())
        total.update(right=right, printed=printed)
        print(f"{relation:16} {_figures(right, printed, wanted[relation])}  at {limits[relation]:.2f}")
    print(f"{'all':16} {_figures(total['right'], total['printed'], total['wanted'])}", flush=True)


def _figures(right: int, printed: int, wanted: int) -> str:
    p, r = right / max(printed, 1), right / max(wanted, 1)
    return f"P {p:.3f} R {r:.3f} F {2 * right / max(printed + wanted, 1):.3f}  {right}/{printed}/{wanted}"


def thresholds(table: Table, scores: np.ndarray, wanted: Counter[str], precision: float) -> dict[str, float]:
    """The limits with the most facts at `precision` over all: one for all relations, then moved one by one.

    Scores are as good as calibrated, so that one limit for all is best but for what the trees misjudge of a relation.
    """
    use = (table.truth >= 0) & table.found
    order = np.argsort(-scores[use], kind="stable")
    hits, counts = np.cumsum(table.truth[use][order]), np.arange(1, int(use.sum()) + 1)
    f1 = np.where(hits / counts >= precision, 2 * hits / (counts + sum(wanted.values())), -1)
    limit = float(scores[use][order][int(np.argmax(f1))])
    return dict.fromkeys(ends, limit)


def curve(truth: np.ndarray, scores: np.ndarray) -> tuple[list[float], list[float]]:
    """Judgements and how often claims judged so are facts: isotonic, then thinned to a few points between bins."""
    use = truth >= 0
    order = np.argsort(scores[use], kind="stable")
    at, right = scores[use][order], truth[use][order]
    rising = IsotonicRegression(out_of_bounds="clip").fit_transform(at, right)
    bins = [bin_ for bin_ in np.array_split(np.arange(len(at)), _POINTS) if len(bin_)]
    points = [(round(float(at[bin_].mean()), 4), round(float(rising[bin_].mean()), 4)) for bin_ in bins]
    return [x for x, _ in points], [y for _, y in points]


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
    points: tuple[list[float], list[float]],
) -> None:
    """Write the model as gzipped JSON, the same bytes for the same model."""
    held = {
        "weights": weights,
        "trees": forest,
        "thresholds": {r: round(t, 4) for r, t in chosen.items()},
        "curve": points,
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


def main() -> None:
    """Train on folders of gold articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--cache", type=Path, required=True, help="a folder for candidates and networks between runs")
    parser.add_argument("--unseen", type=Path, help="names found by taggers that had not seen the article (JSON)")
    parser.add_argument("--precision", type=float, default=0.87, help="of all that is printed, in cross-validation")
    parser.add_argument("--dump", type=Path, help="write every claim's cross-validated judgement here")
    parser.add_argument("-o", "--output", type=Path, default=weights_file)
    args = parser.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)
    alphabet = light.alphabet()
    vectors = light.character_vectors(alphabet)
    characters = Network({char: number for number, char in enumerate(alphabet, 1)}, {"characters": vectors})
    data = _collect(args)
    print(len(data), "examples,", sum(len(e.candidates) for e in data), "candidates", flush=True)
    made = sieve(data, characters, args.cache)
    network_file.write_bytes(pairs.to_npz(made, alphabet, vectors))
    groups = rows_of(data)
    print(sum(len(rows.back) for rows in groups.values()), f"possible ({time.process_time():.0f} s)", flush=True)
    likely = {g: np.array([data[e].candidates[c].likely for e, c in rows.back]) for g, rows in groups.items()}
    keep = stating(data, groups, likely, 2.0)
    table = claims_table(data, groups, cross_scores(groups, keep))
    wanted = sum((example.wanted for example in data if example.recognised), Counter())
    for name, scores in (("network", table.matrix[:, likely_at]), ("logistic", table.matrix[:, best_at])):
        show(name, table, scores, wanted, thresholds(table, scores, wanted, 0.0))
    out = cross_trees(table)
    show("trees, best F1", table, out, wanted, thresholds(table, out, wanted, 0.0))
    chosen = thresholds(table, out, wanted, args.precision)
    show(f"trees, precision {args.precision}", table, out, wanted, chosen)
    if args.dump:
        rows = zip(table.truth, out, table.matrix, table.found, table.names, strict=True)
        lines = [f"{t}\t{o:.2f}\t{r[best_at]:.2f}\t{r[likely_at]:.2f}\t{f:d}\t{n}" for t, o, r, f, n in rows]
        args.dump.write_text("\n".join(lines), encoding="utf-8")
    use = table.truth >= 0
    save(
        args.output,
        final_weights(groups, keep),
        exported(trees(table.matrix[use], table.truth[use])),
        chosen,
        curve(table.truth[table.found], out[table.found]),
    )


def _collect(args: argparse.Namespace) -> list[Example]:
    file = args.cache / "candidates.pickle"
    if file.exists():
        return list(pickle.loads(file.read_bytes()))  # noqa: S301 -- a file that this script wrote
    articles = [article for folder in args.gold for article in load(folder)]
    unseen = json.loads(args.unseen.read_text(encoding="utf-8")) if args.unseen else None
    data = list(examples(articles, recognised=False))
    data += examples(articles, recognised=True, unseen=unseen)
    file.write_bytes(pickle.dumps(data))
    return data


if __name__ == "__main__":
    main()
