from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query import Named, NameIndex

_NAMES = ["商南县总工会", "商南县", "陕西省总工会", "劉保柱", "刘宝珠", "商洛职业技术学院", "TCL科技"]
INDEX = NameIndex(Named(f"i:{place}", "Place", "", name, (name,), place) for place, name in enumerate(_NAMES))


def found(text: str, **more: object) -> list[str]:
    return [match.entity.label for match in INDEX.search(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("商南县", "商南县"),
        ("商南", "商南县总工会"[:3]),
        ("总工会", "陕西省总工会"),
        ("總工會", "陕西省总工会"),
        ("刘保柱", "劉保柱"),
        ("shangnanxian", "商南县"),
        ("snx", "商南县"),
        ("liubaozhu", "刘宝珠"),
        ("tcl", "TCL科技"),
        (" 商 南 县 ", "商南县"),
    ],
)
def test_the_best_is_first(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_names_that_sound_alike_are_all_found() -> None:
    assert set(found("liubaozhu")) == {"劉保柱", "刘宝珠"}


def test_a_whole_name_goes_before_a_part() -> None:
    assert found("商南县") == ["商南县", "商南县总工会"]


def test_limit_and_kind() -> None:
    assert len(found("商", limit=1)) == 1
    assert found("商", kind="Person") == []


@pytest.mark.parametrize("text", ["", " ", "“”", "没有的", "\n", "\\", "%", "*", "a" * 10_000])
def test_nothing_is_found_of_what_names_nothing(text: str) -> None:
    assert found(text) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text("商南县总工会ab·“ \n", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_every_part_of_every_name_is_found(names: list[str], data: st.DataObject) -> None:
    index = NameIndex(Named(f"i:{place}", "Place", "", name, (name,)) for place, name in enumerate(names))
    place = data.draw(st.integers(0, len(names) - 1))
    name = names[place]
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    hits = [match.entity.iri for match in index.search(part, limit=100)]
    assert f"i:{place}" in hits or not part.strip("·“ \n")
