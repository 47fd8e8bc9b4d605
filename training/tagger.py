"""Train the tagger and the arbiter, cross-validate both, and write what ships: `python -m training.tagger`.

Needs the extra `train` (PyTorch and onnx; nothing of it is needed to run newskg). See docs/training.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg import ontology as ontologies
from kg.extract.recognise import arbiter, candidates_of, tagger
from kg.extract.segment import analyse
from kg.ontology import Ontology
from training import material, network, scores, weigh
from training.material import Example

_root = Path(__file__).resolve().parent.parent
_models = _root / "kg" / "extract" / "recognise" / "models"
_folders = tuple(_root / "tests" / "gold" / part for part in ("train", "extra"))


def main() -> None:
    """Train on the gold folders of the repository, or on others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="gold folders (default: tests/gold/train and extra)")
    parser.add_argument("--out", type=Path, default=_models, help="where the model's files go")
    parser.add_argument("--folds", type=int, default=5, help="folds of the cross-validation, 0 for none")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--copies", type=int, default=3, help="copies of the articles with other names")
    options = parser.parse_args()
    ontology = ontologies.load()
    articles = material.load(options.folders or [folder for folder in _folders if folder.is_dir()])
    versions = [material.examples(articles, ontology), *material.swapped_copies(articles, ontology, options.copies)]
    print(f"{len(articles)} articles, {sum(len(example.document.text) for example in versions[0])} characters")
    options.out.mkdir(parents=True, exist_ok=True)
    if options.folds:
        _write_arbiter(versions, ontology, options.folds, options.epochs, options.out)
    learnt = network.fit([_pieces(version) for version in versions], epochs=options.epochs)
    (options.out / "tagger.onnx").write_bytes(network.to_onnx(learnt))
    about = _about(learnt) | {
        "trained on": _provenance(versions[0]),
        "epochs": options.epochs,
        "copies": options.copies,
    }
    (options.out / "tagger.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_arbiter(versions: Sequence[list[Example]], ontology: Ontology, folds: int, epochs: int, out: Path) -> None:
    """Cross-validate, print the figures, and fit the arbiter to what the folds' taggers said of articles unseen."""
    order = list(range(len(versions[0])))
    random.Random(7).shuffle(order)  # noqa: S311 (repeatable, not secret)
    groups: dict[str, list[list[weigh.Heard]]] = {"accurate": [], "fast": []}
    for fold in range(folds):
        held = set(order[fold::folds])
        learnt = network.fit(
            [_pieces([example for i, example in enumerate(version) if i not in held]) for version in versions],
            epochs=epochs,
        )
        voice = tagger.Tagger(network.to_onnx(learnt), tagger.chain_from(_about(learnt)))
        unseen = [versions[0][index] for index in sorted(held)]
        groups["accurate"].append([_heard(example, ontology, voice) for example in unseen])
        groups["fast"].append([_heard(example, ontology, None) for example in unseen])
        print(f"fold {fold + 1} of {folds}", flush=True)
    models = {}
    for model, group in groups.items():
        print(model, scores.table(scores.entity_figures(weigh.cross_fitted(group))), sep="\n", flush=True)
        weights = weigh.fit([article for part in group for article in part])
        models[model] = {"threshold": weights.threshold, "weights": weights.by_type}
    content = {"evidence": arbiter.evidence_names, "models": models}
    (out / "arbiter.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _heard(example: Example, ontology: Ontology, voice: tagger.Tagger | None) -> weigh.Heard:
    document = example.document if voice else analyse(example.document.article, ontology, model="fast")
    return weigh.Heard(example.gold, example.entities, tuple(candidates_of(document, ontology, voice)))


def _pieces(examples: Sequence[Example]) -> list[network.Piece]:
    return [piece for e in examples for piece in network.pieces_of(e.table, e.allowed, e.pieces)]


def _about(learnt: network.Network) -> dict[str, Any]:
    steps = learnt.steps.detach().numpy().round(4).tolist()
    return {"labels": tagger.labels, "steps": [[round(step, 4) for step in row] for row in steps]}


def _provenance(examples: Sequence[Example]) -> dict[str, str]:
    """Each article with a hash of its text and annotation, so that a test can see what was learned from."""
    return {
        example.name: hashlib.sha256(
            (example.document.article.text + json.dumps(example.gold, sort_keys=True)).encode()
        ).hexdigest()[:16]
        for example in examples
    }


if __name__ == "__main__":
    main()
