"""The whole training of the relation scorer, on a few articles: the same files twice."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("sklearn")

from kg.extract.relate.scorer import load_scorer
from training import scorer
from training.facts import folds

_TRAIN = Path(__file__).parent.parent / "gold" / "train"
_FILES = ("network.npz", "weights.npz")


def test_training_twice_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    of_folds = {zlib.crc32(file.stem.encode()) % folds: file.stem for file in sorted(_TRAIN.glob("*.json"))}
    for name in of_folds.values():
        for file in _TRAIN.glob(f"{name}.*"):
            shutil.copy(file, gold)
    made = []
    for run in ("one", "two"):
        monkeypatch.setattr("sys.argv", ["scorer", str(gold), "--out", str(tmp_path / run)])
        scorer.main()
        made.append([(tmp_path / run / name).read_bytes() for name in _FILES])
    assert made[0] == made[1]
    assert load_scorer(tmp_path / "one" / "weights.npz").weights
