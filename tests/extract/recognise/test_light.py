"""The fast tagger: pieces don't see each other, unknown characters are no mistake."""

from __future__ import annotations

import numpy as np

from kg.extract.recognise import features, light
from kg.ontology import load
from tests.extract.recognise.reading import read


def small() -> light.LightTagger:
    draw = np.random.default_rng(6)
    shapes = {
        "characters": (3, 4),
        "dense_w": (6, 8),
        "dense_b": (8,),
        "near_w": (5, 8, 8),
        "near_b": (8,),
        "far_w": (5, 8, 8),
        "far_b": (8,),
        "scores_w": (8, 21),
        "scores_b": (21,),
    }
    arrays = {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    return light.LightTagger("商南", arrays, light.load()._chain)


def test_pieces_do_not_see_each_other() -> None:
    voice, text = small(), "商南商南商王商南"
    rows = np.random.default_rng(7).normal(size=(len(text), 2)).astype(np.float32)
    first, second = light.Span(0, 5), light.Span(5, 8)
    together = voice._scores(text, rows, [first, second])
    assert np.allclose(together[0], voice._scores(text, rows, [first])[0], atol=1e-5)
    assert np.allclose(together[1, :3], voice._scores(text, rows, [second])[0], atol=1e-5)


def test_unknown_characters_share_a_vector() -> None:
    voice = small()
    assert (voice.characters("𠮷") == voice.characters("\ud83c")).all()
    assert not (voice.characters("商") == voice.characters("南")).all()


def test_convolution_is_the_sum_over_the_taps() -> None:
    rows = np.arange(12, dtype=np.float32).reshape(6, 2)
    weights = np.zeros((5, 2, 2), dtype=np.float32)
    weights[0], weights[3] = np.eye(2), 10 * np.eye(2)
    found = light._convolved(rows, weights, 1)
    assert found[2].tolist() == (rows[0] + 10 * rows[3]).tolist()
    assert light._convolved(rows, weights, 2)[4].tolist() == rows[0].tolist()


def test_features_take_a_byte_each() -> None:
    document = read("商南县总工会昨日表彰了二十名劳动模范。")
    assert features.rows(document, [], load()).nbytes == features.width * len(document.text)
