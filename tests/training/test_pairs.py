"""The network for pairs: the same twice, and what ships computes what was trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from kg.extract.relate import network  # noqa: E402 (after the check that PyTorch is there)
from kg.extract.relate.candidates import propose  # noqa: E402
from kg.extract.relate.claims import key_of  # noqa: E402
from tests.extract.relate.marked import scene_of  # noqa: E402
from training import pair_rows, pairs  # noqa: E402

_TEXTS = (
    "<P刘保柱>被<O陕西省总工会>授予<H全国五一劳动奖章>。1998年毕业于<O商洛学院>。",
    "<P王芳>、<P李勇>参加了<O市商务局>举办的<E全国茶业大赛>，到<L商南县>考察。",
)
_ALPHABET = "刘保柱王芳李勇省市县会章院"


def _characters(text: str) -> np.ndarray:
    table = np.random.default_rng(3).normal(size=(len(_ALPHABET) + 1, 8)).astype(np.float16).astype(np.float32)
    return table[[_ALPHABET.find(char) + 1 for char in text]]


def _article(text: str) -> pair_rows.Article:
    scene = scene_of(text)
    candidates = list(propose(scene))
    numbers: dict[tuple[str, str, str], int] = {}
    claims = [numbers.setdefault(key_of(candidate), len(numbers)) for candidate in candidates]
    truth = [n % 3 - 1 for n in range(len(numbers))]
    return pair_rows.article_of(scene, _characters(scene.document.folded), candidates, claims, truth)


def test_training_twice_gives_the_same_file() -> None:
    articles = [_article(text) for text in _TEXTS]
    vectors = _characters(_ALPHABET)
    files = [pairs.to_npz(pairs.fit([articles] * 2, seed=5), _ALPHABET, vectors) for _ in range(2)]
    assert files[0] == files[1]


def test_what_ships_computes_what_was_trained(tmp_path: Path) -> None:
    made = pairs.fit([[_article(text) for text in _TEXTS]], seed=5)
    table = np.random.default_rng(3).normal(size=(len(_ALPHABET) + 1, 8)).astype(np.float32)
    file = tmp_path / "network.npz"
    file.write_bytes(pairs.to_npz(made, _ALPHABET, table))
    for text in _TEXTS:
        scene = scene_of(text)
        sifted = {_place(c): c.likely for c in propose(scene, sieve=network.load(file).read(scene))}
        scored = zip(propose(scene), pairs.scores_of(made, _article(text)).tolist(), strict=True)
        trained = {_place(c): score for c, score in scored}
        assert sifted
        assert all(score == pytest.approx(trained[place], abs=0.02) for place, score in sifted.items())


def _place(candidate: object) -> tuple[object, ...]:
    names = ("relation", "mode", "view", "subject", "object", "detailed", "source", "features")
    return tuple(getattr(candidate, name) for name in names)
