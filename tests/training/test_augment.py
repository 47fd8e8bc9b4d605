"""Copies with other names: text and gold say the same, and the names do change."""

from __future__ import annotations

import random
from copy import deepcopy
from pathlib import Path

import pytest

from kg.ontology import load
from training import gold
from training.augment import Swapper

folder = Path(__file__).parents[1] / "gold" / "train"


@pytest.fixture(scope="module")
def articles() -> list[gold.GoldArticle]:
    return gold.load(folder)[:12]


def test_swapped_names_stand_in_the_swapped_text(articles: list[gold.GoldArticle]) -> None:
    swapper = Swapper(articles, load())
    people = changed = 0
    for article in articles:
        text = article.file.read_text("utf-8")
        swapped, annotation = swapper.swap(text, deepcopy(article.gold), random.Random(1))  # noqa: S311
        for before, after in zip(article.gold["entities"], annotation["entities"], strict=True):
            if before["type"] == "Person" and before["name"] in text:
                people += 1
                changed += before["name"] != after["name"]
                assert after["name"] in swapped
    assert changed > people / 2


def test_same_draw_same_copy(articles: list[gold.GoldArticle]) -> None:
    swapper = Swapper(articles, load())
    text = articles[0].file.read_text("utf-8")
    first, second = (swapper.swap(text, deepcopy(articles[0].gold), random.Random("copy 0")) for _ in range(2))  # noqa: S311
    assert first == second
