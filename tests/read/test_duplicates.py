"""Near-duplicates: mirrored, damaged and re-boilerplated copies are one article; different articles stay apart."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import read_text
from kg.read.duplicates import Fingerprint, fingerprint, groups, same
from tests.read.copies import makers, refurnished
from tests.read.different import composed, notice

_GOLD = Path(__file__).parents[1] / "gold" / "train"
_ALL = [file.read_text(encoding="utf-8") for file in sorted(_GOLD.glob("*.txt"))]
_TEXTS = _ALL[:50]


@pytest.mark.parametrize("kind", makers)
def test_copies_are_found_and_nothing_else(kind: str) -> None:
    prints = {f"original-{i}": fingerprint(read_text(text)) for i, text in enumerate(_TEXTS)}
    prints |= {f"copy-{i}": fingerprint(read_text(makers[kind](text, i))) for i, text in enumerate(_TEXTS)}
    found = {frozenset(group) for group in groups(prints)}
    wanted = {frozenset({f"original-{i}", f"copy-{i}"}) for i in range(len(_TEXTS))}
    assert len(found & wanted) >= (0.9 if kind == "syndicated" else 0.95) * len(wanted)
    assert found <= wanted


def test_different_articles_stay_apart() -> None:
    texts = [notice(seed) for seed in range(350)] + [composed(_ALL, seed) for seed in range(150)]
    assert groups({str(i): fingerprint(read_text(text)) for i, text in enumerate(texts)}) == []


def test_sequels_that_repeat_their_background_stay_apart() -> None:
    background = read_text(_TEXTS[3]).clean.text.split("\n")[1:3]
    prints = {str(seed): fingerprint(read_text(composed(_ALL[50:], seed, background))) for seed in range(8)}
    assert groups(prints) == []


def test_the_order_of_reading_plays_no_part() -> None:
    prints = {
        f"{kind}-{i}": fingerprint(read_text(make(text, i)))
        for i, text in enumerate(_TEXTS[:8])
        for kind, make in (
            ("plain", lambda text, _: text),
            ("furniture", refurnished),
            ("cut", lambda text, _: text[:-30]),
        )
    }
    shuffled = sorted(prints, key=lambda key: key[::-1])
    assert groups(prints) == groups({key: prints[key] for key in shuffled})
    assert all(len(group) == 3 for group in groups(prints))


def test_the_earliest_then_the_longest_stands_for_a_group_and_another_takes_its_place() -> None:
    sketch = fingerprint(read_text(_TEXTS[0])).sketch
    sizes_and_dates = {"a": (500, ""), "b": (500, "2023-06-05"), "c": (520, "2023-06-04"), "d": (540, "2023-06-04")}
    prints = {key: Fingerprint(sketch, size, published=date) for key, (size, date) in sizes_and_dates.items()}
    standing = []
    while groups(prints):
        ((first, *_),) = groups(prints)
        standing.append(first)
        del prints[first]
    assert standing == ["d", "c", "b"]


def test_a_link_that_goes_parts_what_it_held_together() -> None:
    sketch = np.frombuffer(fingerprint(read_text(_TEXTS[0])).sketch, dtype="<u2")
    prints = {}
    for key, changed in (("a", range(30)), ("b", range(0)), ("c", range(90, 120))):
        rows = sketch.copy()
        rows[list(changed)] += 1
        prints[key] = Fingerprint(rows.tobytes(), 500)
    assert groups(prints) == [("a", "b", "c")]
    del prints["b"]
    assert groups(prints) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 128), st.integers(30, 900)), max_size=24), st.randoms())
@settings(max_examples=25, deadline=None)
def test_groups_are_what_comparing_every_pair_gives(made: list[tuple[int, int, int]], draw: random.Random) -> None:
    prints = {str(i): _made(*one, seed=i) for i, one in enumerate(made)}
    linked = {frozenset((a, b)) for a in prints for b in prints if a != b and same(prints[a], prints[b])}
    shuffled = list(prints)
    draw.shuffle(shuffled)
    found = {frozenset(group) for group in groups({key: prints[key] for key in shuffled})}
    assert set().union(*found) == set().union(*linked)
    assert all(any(link <= group for group in found) for link in linked)


def _made(base: int, changed: int, size: int, *, seed: int) -> Fingerprint:
    rows = np.random.default_rng(base).integers(0, 1 << 16, 128).astype("<u2")
    chosen = np.random.default_rng(1000 + seed)
    rows[chosen.permutation(128)[:changed]] = chosen.integers(0, 1 << 16, changed)
    return Fingerprint(rows.tobytes(), size)


def test_thousands_of_notices_of_one_template_are_compared_in_seconds() -> None:
    draw = np.random.default_rng(7)
    sketches = np.tile(draw.integers(0, 1 << 16, 128).astype("<u2"), (3000, 1))
    changed = draw.random(sketches.shape) < 0.2
    sketches[changed] = draw.integers(0, 1 << 16, int(changed.sum()))
    prints = {
        str(i): Fingerprint(row.tobytes(), 120, np.sort(draw.integers(0, 1 << 32, 4)).astype("<u4").tobytes())
        for i, row in enumerate(sketches)
    }
    prints["copy"] = prints["17"]
    assert groups(prints) == [("17", "copy")]


def test_short_texts_are_one_only_when_they_are_equal() -> None:
    prints = {
        key: fingerprint(read_text(text)) for key, text in (("a", "停水通知"), ("b", "停水通知"), ("c", "停电通知"))
    }
    assert groups(prints) == [("a", "b")]
    assert groups({}) == []
