"""The tagger: probabilities that add up, what ships and what it was trained on, traps."""

from __future__ import annotations

import itertools
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

gold = Path(__file__).parents[2] / "gold"
models = files("kg.extract.recognise") / "models"


def names(text: str, model: str = "accurate") -> list[Mention]:
    article = Article(id="a", source="a", text=text, clean=AlignedText(text))
    model_ = "fast" if model == "fast" else "accurate"
    return list(recognise(analyse(article, load(), model=model_), load(), model=model_))


def random_chain() -> tagger.Chain:
    steps = np.random.default_rng(3).normal(size=(len(tagger.labels), len(tagger.labels)))
    return tagger.chain_from({"labels": list(tagger.labels), "steps": steps.tolist()})


def test_chances_are_those_of_all_paths_counted_one_by_one() -> None:
    chain, length = random_chain(), 3
    scores = np.random.default_rng(4).normal(scale=2, size=(1, length, len(tagger.labels))).astype(np.float32)
    total, sums = 0.0, dict[tuple[int, int, int], float]()
    for path in itertools.product(range(len(tagger.labels)), repeat=length):
        steps = sum(chain.steps[pair] for pair in itertools.pairwise(path))
        weight = float(
            np.exp(scores[0, range(length), path].sum() + steps + chain.first[path[0]] + chain.last[path[-1]])
        )
        total += weight
        for start, end, kind in spans_of(path):
            sums[start, end, kind] = sums.get((start, end, kind), 0.0) + weight
    [found] = tagger.likely_spans(scores, [length], chain)
    assert found
    assert {span[:3]: pytest.approx(span[3], rel=1e-4) for span in found} == {
        span: weight / total for span, weight in sums.items() if weight / total > 0.05
    }


def spans_of(path: tuple[int, ...]) -> list[tuple[int, int, int]]:
    found, start = [], 0
    for at, label in enumerate(path):
        mark, kind = tagger.labels[label][0], (label - 1) // 4
        start = at if mark in "BS" else start
        if mark in "ES":
            found.append((start, at + 1, kind))
    return found


def test_padding_changes_nothing() -> None:
    chain = random_chain()
    scores = np.random.default_rng(5).normal(size=(2, 9, len(tagger.labels))).astype(np.float32)
    together = tagger.likely_spans(scores, [9, 4], chain)
    alone = tagger.likely_spans(scores[1:, :4], [4], chain)
    assert [span[:3] for span in together[1]] == [span[:3] for span in alone[0]]
    assert np.allclose([span[3] for span in together[1]], [span[3] for span in alone[0]], atol=1e-5)


def test_steps_that_make_no_sense_are_ruled_out() -> None:
    allowed = tagger.allowed_steps()
    number = {label: index for index, label in enumerate(tagger.labels)}
    assert allowed[number["B-Person"], number["E-Person"]]
    assert not allowed[number["B-Person"], number["E-Place"]]
    assert not allowed[number["O"], number["I-Honor"]]
    assert not allowed[number["B-Event"], number["O"]]


def test_weights_of_other_types_are_refused() -> None:
    with pytest.raises(ModelError, match="other types"):
        tagger.chain_from({"labels": ["O"], "steps": [[0.0]]})


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_nothing_was_learned_from_dev(model: str) -> None:
    learned = set(json.loads((models / f"{model}-trained-on.json").read_text("utf-8")))
    dev = {file.stem for file in (gold / "dev").glob("*.json")}
    assert learned
    assert dev
    assert not learned & dev
    folders = (gold / "train", gold / "extra")
    files_ = [folder / f"{name}.txt" for folder in folders for name in learned if (folder / f"{name}.txt").is_file()]
    assert len(files_) == len(learned)
    assert not {file.read_bytes() for file in files_} & {file.read_bytes() for file in (gold / "dev").glob("*.txt")}


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
