"""Which entities belong together: what a very large graph opens on instead of its hubs.

Modularity is maximised by Louvain's method (Blondel et al. 2008, networkx). Entities with a single neighbour are put
to it beforehand, which changes no optimum (Arenas et al. 2007, "Size reduction of complex networks preserving
modularity") and leaves a third less to do.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

draw_communities_from = 5000
"""From so many entities a graph opens on its communities."""

listed = 40
"""So many of the largest communities can be reached from the page."""

_DRAWN_OF_ONE = 34  # a dozen communities fill a screen, each with enough members to say what it is about
_FEWEST = 4  # below so many, communities say less about a graph than its most important entities
_WHOLE = 40  # a component of up to so many entities is one community
_SEED = 7


@dataclass(frozen=True, slots=True)
class Opening:
    """What is drawn first: `drawn` are ranks of nodes, `groups` the same by community, the largest first.

    ``members[c]`` are all ranks of community ``c``, those that are not drawn included; ``groups[c]`` may be empty.
    """

    drawn: list[int]
    groups: list[list[int]]
    members: list[list[int]]


def opening_by_community(pairs: Sequence[tuple[int, int]], places: Sequence[float], *, room: int) -> Opening | None:
    """At most `room` nodes of the largest communities; ``places[rank]`` orders the members of one (least first).

    None where they would fill less than three quarters of it, or are too few: a graph of one hub has no communities.
    """
    near = _neighbours(pairs)
    found = communities(len(places), pairs)[:listed]
    groups: list[list[int]] = []
    left = room
    for members in found:
        group = _heart(members, near, places, min(_DRAWN_OF_ONE, left))
        left -= len(group)
        groups.append(group)
    if left > room / 4 or sum(map(bool, groups)) < _FEWEST:
        return None
    return Opening(sorted(rank for group in groups for rank in group), groups, found)


def communities(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The nodes ``0 … count-1`` by community, each sorted, the largest first; the same in every run."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))
    found: list[list[int]] = []
    for part in nx.connected_components(graph):
        found += [sorted(part)] if len(part) <= _WHOLE else _split(graph, part)
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _split(graph: nx.Graph, part: set[int]) -> list[list[int]]:
    """The communities of a connected part with at least three nodes."""
    host = {node: next(iter(graph[node])) if graph.degree(node) == 1 else node for node in part}
    weights = Counter(
        (min(host[a], host[b]), max(host[a], host[b])) for a, b in sorted(map(sorted, graph.subgraph(part).edges))
    )
    core = nx.Graph()
    core.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    home = {node: at for at, group in enumerate(nx.community.louvain_communities(core, seed=_SEED)) for node in group}
    members: dict[int, list[int]] = defaultdict(list)
    for node in sorted(part):
        members[home[host[node]]].append(node)
    return list(members.values())


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    return near


def _heart(members: list[int], near: dict[int, set[int]], places: Sequence[float], room: int) -> list[int]:
    """At most `room` members that hang together, grown from the most important one."""
    inside, first = set(members), min(members)
    reached, waiting = {first}, [(places[first], first)]
    chosen: list[int] = []
    while waiting and len(chosen) < room:
        _, node = heapq.heappop(waiting)
        chosen.append(node)
        for other in (near[node] & inside) - reached:
            reached.add(other)
            heapq.heappush(waiting, (places[other], other))
    return sorted(chosen)
