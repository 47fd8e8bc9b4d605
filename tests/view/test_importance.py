"""What a page opens on: all of a small graph, a connected and mixed few hundred of a large one."""

from __future__ import annotations

from kg.view.importance import draw_all, draw_some, opening, ranked
from kg.view.page import _network, _opening
from kg.view.payload import columns
from tests.view.sample import gold_data
from tests.view.small import crowd, small


def test_a_small_graph_is_drawn_whole() -> None:
    assert opening([], [0] * draw_all) == list(range(draw_all))


def test_those_without_a_relation_wait_unless_asked_for() -> None:
    assert opening([(1, 3)], [0] * 900) == [1, 3]
    assert opening([(1, 3)], [0] * 900, focus=7) == [1, 3, 7]
    pairs = [(at, at + 1) for at in range(0, 2 * draw_all, 2)]
    assert len(opening(pairs, [0] * 3000)) == draw_some
    assert len(opening([], [0] * 3000)) == draw_some


def test_a_large_graph_opens_on_a_few_hundred_of_every_class() -> None:
    everything = columns(ranked(gold_data(120)))
    network = _network(everything, _opening(everything, focus=None))
    assert len(network.nodes) == draw_some
    assert {node["type"] for node in network.nodes} == {0, 1, 2, 3, 4}
    ends = {end for edge in network.edges for end in (edge["from"], edge["to"])}
    assert len(ends) >= 0.95 * draw_some


def test_one_hub_does_not_fill_the_picture() -> None:
    data = ranked(crowd(2000))
    ranks = {node.iri: rank for rank, node in enumerate(data.nodes)}
    pairs = [(ranks[edge.source], ranks[edge.target]) for edge in data.edges]
    drawn = opening(pairs, [0] * len(data.nodes))
    assert len(drawn) == draw_some
    assert {ranks[node.iri] for node in small.nodes if node.label != "頤和園學院"} <= set(drawn)


def test_the_focus_and_its_neighbours_come_first() -> None:
    data = ranked(gold_data())
    ranks = {node.iri: rank for rank, node in enumerate(data.nodes)}
    pairs = [(ranks[edge.source], ranks[edge.target]) for edge in data.edges]
    focus = len(data.nodes) - 500
    drawn = set(opening(pairs, [0] * len(data.nodes), focus=focus))
    assert focus in drawn
    assert {end for pair in pairs if focus in pair for end in pair} <= drawn
