"""Communities: what hangs together, the same in every run; a very large graph opens on them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from kg.view import ViewData
from kg.view.communities import communities, draw_communities_from
from kg.view.importance import draw_some, ranked
from kg.view.page import _network, _opening
from kg.view.payload import columns
from tests.view.conftest import OpenPage, View
from tests.view.sample import copies, gold_data
from tests.view.small import crowd


@cache
def large() -> ViewData:
    return copies(gold_data(60), draw_communities_from)


def _clique(first: int, size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(first, first + size) for b in range(a + 1, first + size)]


def test_two_crowds_with_one_acquaintance_are_two_communities() -> None:
    pairs = [*_clique(0, 30), *_clique(30, 25), (29, 30), (5, 55)]
    assert communities(57, pairs) == [[*range(30), 55], [*range(30, 55)], [56]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 119), st.integers(0, 119)), max_size=300))
def test_each_entity_has_one_community_whatever_the_order(pairs: list[tuple[int, int]]) -> None:
    found = communities(120, pairs)
    assert sorted(node for members in found for node in members) == list(range(120))
    assert found == communities(120, [(b, a) for a, b in pairs[::-1]])


def test_a_very_large_graph_opens_on_its_communities() -> None:
    everything = columns(ranked(large()))
    first = _opening(everything, focus=None)
    assert draw_some * 3 // 4 <= len(first.drawn) <= draw_some
    assert len([group for group in first.groups if group]) >= 8
    assert all(set(group) <= set(members) for group, members in zip(first.groups, first.members, strict=True))
    boxes = {node["id"]: (node["x"], node["y"]) for node in _network(everything, first).nodes}
    spans = [_span([boxes[node] for node in group]) for group in first.groups if group]
    assert not [(a, b) for a in spans for b in spans if a < b and _overlap(a, b)]
    assert _opening(everything, focus=3).groups == []


def test_one_hub_has_no_communities() -> None:
    everything = columns(ranked(crowd(draw_communities_from)))
    first = _opening(everything, focus=None)
    assert len(first.drawn) == draw_some
    assert first.members == []


def _span(spots: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    xs, ys = zip(*spots, strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _boxes(view: View) -> int:
    return int(view.page.evaluate("newskg.picture.boxes().length"))


def test_a_community_opens_by_its_title_and_from_the_list(open_page: OpenPage) -> None:
    view = open_page(large())
    assert _boxes(view) >= 8
    at = view.page.evaluate(
        """() => {
            const {picture} = newskg, box = picture.boxes()[2], frame = picture.container.getBoundingClientRect();
            const spot = picture.network.canvasToDOM({x: box.x, y: box.y});
            return {x: spot.x + frame.left + 14, y: spot.y + frame.top - 9, name: newskg.model.label(box.first)};
        }"""
    )
    view.page.mouse.click(at["x"], at["y"])
    expect(view.page.locator("#details h2")).to_have_text(at["name"])
    entry = view.page.locator("[data-group=communities] button").nth(1)
    name = entry.inner_text()
    entry.focus()
    view.page.keyboard.press("Enter")
    expect(view.page.locator("#details h2")).to_have_text(name)
    assert view.complaints == []


def test_a_community_brings_more_members_and_the_address_keeps_it(open_page: OpenPage) -> None:
    view = open_page(large())
    view.page.locator("[data-group=communities] button").first.click()
    before = len(view.seen())
    view.page.click("#details [data-act=expand]")
    view.settle()
    assert len(view.seen()) == before + 20
    name = view.page.inner_text("#details h2")
    again = open_page(large(), hash_=view.page.evaluate("location.hash"))
    expect(again.page.locator("#details h2")).to_have_text(name)
    view.page.keyboard.press("Control+z")
    assert len(view.seen()) == before


def test_the_list_has_communities_that_are_not_drawn(open_page: OpenPage) -> None:
    view = open_page(large())
    absent = view.page.evaluate(
        "newskg.model.communities.findIndex(all => all.length > 2 && !all.some(one => newskg.state.shown.has(one)))"
    )
    assert absent > 0
    before = set(view.seen())
    view.page.locator("[data-group=communities] button").nth(absent).click()
    view.settle()
    assert set(view.seen()) > before


def test_smaller_graphs_have_no_boxes(open_page: OpenPage) -> None:
    view = open_page(replace(large(), nodes=large().nodes[:600]))
    assert _boxes(view) == 0
    assert view.page.locator("[data-group=communities]").count() == 0
