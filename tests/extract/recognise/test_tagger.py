"""The tagger: probabilities that add up, what ships and what it was trained on, traps."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.extract.recognise import features, recognise, tagger
from kg.extract.segment import analyse
from kg.model import AlignedText, Article, Mention
from kg.ontology import load
from kg.read import duplicates, read_text

gold = Path(__file__).parents[2] / "gold"
models = files("kg.extract.recognise") / "models"


def names(text: str, model: str = "accurate") -> list[Mention]:
    article = Article(id="a", source="a", text=text, clean=AlignedText(text))
    model_ = "fast" if model == "fast" else "accurate"
    return list(recognise(analyse(article, load(), model=model_), load(), model=model_))


def test_weights_of_other_types_are_refused() -> None:
    with pytest.raises(ModelError, match="other types"):
        tagger.chain_from({"labels": ["O"], "steps": [[0.0]]})


@pytest.mark.parametrize("model", ["accurate", "fast"])
@pytest.mark.parametrize("part", ["dev", "blind"])
def test_nothing_was_learned_from_dev(model: str, part: str) -> None:
    learned = set(json.loads((models / f"{model}-trained-on.json").read_text("utf-8")))
    dev = {file.stem for file in (gold / part).glob("*.json")}
    assert learned
    assert dev
    assert not learned & dev
    folders = (gold / "train", gold / "extra")
    files_ = [folder / f"{name}.txt" for folder in folders for name in learned if (folder / f"{name}.txt").is_file()]
    assert len(files_) == len(learned)
    assert not {file.read_bytes() for file in files_} & {file.read_bytes() for file in (gold / part).glob("*.txt")}


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_no_near_copy_of_dev_was_learned(model: str) -> None:
    learned = json.loads((models / f"{model}-trained-on.json").read_text("utf-8"))
    files_ = {f"{part}/{file.stem}": file for part in ("dev", "train", "extra") for file in (gold / part).glob("*.txt")}
    prints = {
        name: duplicates.fingerprint(read_text(file.read_text("utf-8"), source=name))
        for name, file in files_.items()
        if name.startswith("dev/") or file.stem in learned
    }
    assert len(prints) > len(learned)
    mixed = [group for group in duplicates.groups(prints) if len({name.startswith("dev/") for name in group}) > 1]
    assert not mixed


def test_a_near_copy_would_be_seen() -> None:
    file = next((gold / "dev").glob("*.txt"))
    text = file.read_text("utf-8")
    pair = {name: duplicates.fingerprint(read_text(one, source=name)) for name, one in (("a", text), ("b", text[40:]))}
    assert duplicates.groups(pair)


def test_features_are_as_wide_as_the_network_expects() -> None:
    document = analyse(Article(id="a", source="a", text="刘保柱", clean=AlignedText("刘保柱")), load())
    rows = features.rows(document, (), load())
    assert rows.shape == (3, features.width)
    assert set(np.unique(rows)) <= {0.0, 1.0}
    assert tagger.load()


def test_shangnan() -> None:
    found = {
        (mention.form, mention.type) for mention in names("陕西省总工会授予商南县总工会刘保柱陕西省五一劳动奖章。")
    }
    assert found >= {
        ("陕西省总工会", "Organization"),
        ("刘保柱", "Person"),
        ("陕西省五一劳动奖章", "Honor"),
    }


@pytest.mark.parametrize("model", ["accurate", "fast"])
@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("观看高清直播，弘扬劳模精神。", {"高清", "弘扬"}),
        ("双方将进一步拓展合作市场，任县里的干部都来参加。", {"合作市", "任县"}),
        ("他建成县里第一座果园，五一假期游客很多。", {"建成县", "五一"}),
    ],
)
def test_words_that_only_look_like_names(model: str, text: str, invented: set[str]) -> None:
    assert not {mention.form for mention in names(text, model)} & invented


def test_place_inside_a_body_is_no_place_of_its_own() -> None:
    found = names("商洛市人力资源和社会保障局与西安交通大学签订合作协议。")
    assert [(mention.form, mention.type) for mention in found] == [
        ("商洛市人力资源和社会保障局", "Organization"),
        ("西安交通大学", "Organization"),
    ]


def test_two_readings_agree() -> None:
    text = "商南县总工会主席刘保柱到西安市调研，看望了数控机加班组的职工。"
    assert names(text) == names(text)


def test_every_mention_says_who_voted() -> None:
    assert all(mention.votes for mention in names("商南县总工会主席刘保柱到西安市调研。"))


@pytest.mark.parametrize("text", ["王" * 5000, "（" * 5000, "王李张" * 2000, "“" * 3000, "\u200b" * 3000, "县" * 5000])
def test_hostile_text_gives_a_result(text: str) -> None:
    found = names(text)
    assert all(mention.text == text[mention.start : mention.end] for mention in found)


def test_a_person_whom_every_voter_sees_needs_no_post() -> None:
    found = {
        mention.form
        for mention in names("省总工会授予商南县总工会刘保柱陕西省五一劳动奖章。")
        if mention.type == "Person"
    }
    assert found == {"刘保柱"}
