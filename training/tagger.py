"""Train the taggers and the arbiter, cross-validate both, and write what ships: `python -m training.tagger`.

Also writes which names the accurate model finds in articles that it had not seen, for `training.scorer` to learn from.

Needs the extra `train` (PyTorch and onnx; nothing of it is needed to run newskg). See docs/training.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg import ontology as ontologies
from kg.extract.recognise import arbiter, candidates_of, polish, tagger, voices
from kg.model import Mention
from kg.ontology import Ontology
from training import gold, light, material, network, scores, weigh
from training.facts import names_file, write_names
from training.material import Example

_accurate, _fast = network.Pace(12, batch=32, rate=2.8e-3), network.Pace(16)
# The accurate tagger that ships is the mean of networks that began from other weights; one alone has its quirks.
_SEEDS = (1, 2)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is trained: what it sees, how it is fitted, and the files that it ships as."""

    model: str
    maker: material.Maker
    fit: Callable[[list[list[network.Piece]], tuple[int, ...]], tuple[tagger.Voice, dict[str, bytes]]]


def main() -> None:
    """Train on the gold folders of the repository, or on others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="gold folders (default: tests/gold/train and extra)")
    parser.add_argument("--out", type=Path, default=gold.models, help="where the models' files go")
    parser.add_argument("--folds", type=int, default=5, help="folds of the cross-validation; 0 keeps the arbiter")
    parser.add_argument("--names", type=Path, default=names_file, help="where the names found in unseen articles go")
    parser.add_argument("--copies", type=int, default=3, help="copies of the articles with other names")
    options = parser.parse_args()
    articles = material.load(options.folders or [folder for folder in gold.folders if folder.is_dir()])
    options.out.mkdir(parents=True, exist_ok=True)
    beside: dict[int, tagger.Voice] = {}
    for recipe in (fast(ontologies.load()), accurate(ontologies.load())):
        versions = recipe.maker.versions(articles, options.copies)
        characters = sum(len(example.document.text) for example in versions[0])
        print(f"{recipe.model}: {len(articles)} articles, {characters} characters", flush=True)
        shipped, found = _arbiter(recipe, versions, options.folds, beside) if options.folds else ({}, {})
        shipped |= recipe.fit([_pieces(version) for version in versions], _SEEDS)[1]
        shipped |= {f"{recipe.model}-trained-on.json": _json(_provenance(versions[0]))}
        for name, content in shipped.items():
            (options.out / name).write_bytes(content)
        if found and recipe.model == "accurate":
            write_names(options.names, found)


def accurate(ontology: Ontology) -> Recipe:
    """The recurrent network over LAC's states."""

    def fit(versions: list[list[network.Piece]], seeds: tuple[int, ...]) -> tuple[tagger.Voice, dict[str, bytes]]:
        learnt = [network.fit(network.Network, versions, _accurate, seed=seed) for seed in seeds]
        about = {"labels": tagger.labels, "steps": network.rounded([one.steps for one in learnt])}
        graph = network.to_onnx(learnt)
        return tagger.Tagger(graph, tagger.chain_from(about)), {"tagger.onnx": graph, "tagger.json": _json(about)}

    return Recipe("accurate", material.Maker(ontology), fit)


def fast(ontology: Ontology) -> Recipe:
    """The convolutions over vectors of characters."""
    alphabet = light.alphabet()
    vectors = light.character_vectors(alphabet)
    number = {char: at for at, char in enumerate(alphabet, 1)}

    def fit(versions: list[list[network.Piece]], seeds: tuple[int, ...]) -> tuple[tagger.Voice, dict[str, bytes]]:
        arrays = light.arrays_of(network.fit(light.Light, versions, _fast, seed=seeds[0]), vectors)
        return light.tagger_of(arrays, alphabet), {"light.npz": light.to_npz(arrays, alphabet)}

    maker = material.Maker(ontology, lambda text: vectors[np.array([number.get(char, 0) for char in text], dtype=int)])
    return Recipe("fast", maker, fit)


def _arbiter(
    recipe: Recipe, versions: Sequence[list[Example]], folds: int, beside: dict[int, tagger.Voice]
) -> tuple[dict[str, bytes], dict[str, tuple[Mention, ...]]]:
    """Cross-validate, print the figures, and fit the arbiter to what the folds' taggers said of articles unseen.

    `beside` holds the fast model's tagger of each fold, which the accurate model hears too; the fast model fills it.

    Returns:
        The arbiter's file, and each article's names as taggers and an arbiter find them that had not seen it.
    """
    groups, order = [], []
    for fold in range(folds):
        held = [zlib.crc32(example.name.encode()) % folds == fold for example in versions[0]]
        seen = [[e for e, out in zip(version, held, strict=True) if not out] for version in versions]
        voice, _ = recipe.fit([_pieces(version) for version in seen], _SEEDS[:1])
        if recipe.model == "fast":
            beside[fold] = voice
        else:
            voice = voices.Pair(voice, beside[fold])
        unseen = [e for e, out in zip(versions[0], held, strict=True) if out]
        order += unseen
        groups.append([_heard(example, recipe.maker.ontology, voice) for example in unseen])
        print(f"fold {fold + 1} of {folds}", flush=True)
    weights, judged = weigh.fit(groups)
    print(scores.table(scores.entity_figures(judged)), flush=True)
    content = {"evidence": arbiter.evidence_names, "thresholds": weights.thresholds, "weights": weights.by_type}
    found = {
        example.name: polish.polish(example.document, mentions, recipe.maker.ontology)
        for example, (_, mentions) in zip(order, judged, strict=True)
    }
    return {f"arbiter-{recipe.model}.json": _json(content)}, found


def _heard(example: Example, ontology: Ontology, voice: tagger.Voice) -> weigh.Heard:
    return weigh.Heard(example.gold, example.entities, tuple(candidates_of(example.document, ontology, voice)))


def _pieces(examples: Sequence[Example]) -> list[network.Piece]:
    return [piece for e in examples for piece in network.pieces_of(e.table, e.allowed, e.pieces)]


def _provenance(examples: Sequence[Example]) -> dict[str, str]:
    """Each article with a hash of its text and annotation, so that a test can see what was learned from."""
    return {
        example.name: hashlib.sha256(
            (example.document.article.text + json.dumps(example.gold, sort_keys=True)).encode()
        ).hexdigest()[:16]
        for example in examples
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    main()
