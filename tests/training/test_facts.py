"""What the scorer of relations learns from: the names kept for it belong to the articles it may see."""

from __future__ import annotations

from pathlib import Path

from kg.model import Mention
from training.facts import load_names, write_names

_GOLD = Path(__file__).parent.parent / "gold"


def test_names_come_back_and_are_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    mention = Mention(3, 6, "刘保柱", "Person", name="刘保柱", confidence=0.9375)
    one, two = tmp_path / "one", tmp_path / "two"
    write_names(one, {"a": (mention,), "b": ()})
    write_names(two, {"b": (), "a": (mention,)})
    assert one.read_bytes() == two.read_bytes()
    assert load_names(one) == {"a": [[3, 6, "Person", "", "刘保柱", 0.9375]], "b": []}


def test_names_are_kept_of_every_training_article_and_of_no_other() -> None:
    articles = {file.stem for part in ("train", "extra") for file in (_GOLD / part).glob("*.json")}
    assert set(load_names()) == articles
