import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.extract.relate import network
from kg.extract.relate.candidates import propose
from kg.extract.relate.layout import column, least_likely, relations
from tests.extract.relate.marked import scene_of

_AWARD = "<P刘保柱>被<O陕西省总工会>授予<H全国五一劳动奖章>。<P王芳>参加了<E全国茶业大赛>。"


def test_what_a_sentence_says_is_likelier_than_what_it_does_not() -> None:
    scene = scene_of(_AWARD)
    reading = network.load().read(scene)
    person, body, honor = (item for item in scene.plain[0].items if item is not None)
    odds = reading.near(person, honor)
    assert odds is not None
    assert len(odds) == len(relations)
    others = reading.near(body, honor) or [least_likely] * len(relations)
    assert odds[column["awarded"]] > max(others[column["awarded"]], odds[column["visited"]])


def test_a_pair_of_two_sentences_is_not_asked_for() -> None:
    scene = scene_of(_AWARD)
    person = next(item for item in scene.plain[0].items if item is not None)
    event = next(item for item in scene.plain[1].items if item is not None and item.kind == "Event")
    assert network.load().read(scene).near(person, event) is None


def test_the_sieve_leaves_the_likely_pairs() -> None:
    scene = scene_of(_AWARD)
    kept = {(c.relation, c.subject.entity, c.object.entity) for c in propose(scene, sieve=network.load().read(scene))}
    everything = list(propose(scene))
    assert len(kept) < len({(c.relation, c.subject.entity, c.object.entity) for c in everything})
    assert any(relation == "awarded" for relation, _, _ in kept)
    sifted = [c for c in propose(scene, sieve=network.load().read(scene)) if c.mode != "pattern"]
    assert all(c.likely >= least_likely for c in sifted)


def test_the_same_text_gets_the_same_scores() -> None:
    one, two = (
        [c.likely for c in propose(s, sieve=network.load().read(s))] for s in (scene_of(_AWARD), scene_of(_AWARD))
    )
    assert one == two


@pytest.mark.parametrize("text", ["", "。", "<P王芳>", "\ue000\ue001" * 5, "A" * 3000])
def test_odd_texts_are_read(text: str) -> None:
    scene = scene_of(text)
    list(propose(scene, sieve=network.load().read(scene)))


def test_a_sentence_of_many_names_gives_no_more_pairs_than_its_length_allows() -> None:
    text = "".join(f"<P王{chr(0x4E00 + n)}>、" for n in range(150)) + "参加了<E全国茶业大赛>。"
    scene = scene_of(text.replace("、", "，"))
    reading = network.load().read(scene)
    names = [item for item in scene.plain[0].items if item is not None]
    far = reading.near(names[0], names[-1])
    assert far is None


@given(
    rows=st.lists(st.lists(st.floats(-9, 9, width=32), min_size=2, max_size=2), min_size=1, max_size=60),
    bounds=st.lists(st.tuples(st.integers(0, 59), st.integers(-1, 59)), min_size=1, max_size=8),
)
def test_the_greatest_of_a_stretch(rows: list[list[float]], bounds: list[tuple[int, int]]) -> None:
    table = np.array(rows, dtype=np.float32)
    first = np.array([min(a, len(rows) - 1) for a, _ in bounds])
    last = np.array([min(b, len(rows) - 1) for _, b in bounds])
    found = network.greatest(table, first, last)
    for got, a, b in zip(found, first, last, strict=True):
        wanted = table[a : b + 1].max(axis=0) if b >= a else np.zeros(2)
        assert np.array_equal(got, wanted)


def test_a_damaged_file_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "network.npz"
    file.write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"network\.npz"):
        network.load(file)
