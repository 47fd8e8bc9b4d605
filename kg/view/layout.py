"""Where the drawn entities stand: networkx lays out each component, then the components are packed side by side.

The same graph always gives the same picture: fixed seed, fixed order, no physics in the browser.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Mask = NDArray[np.bool_]

_STEP = 85.0  # world units between neighbours: at zoom 1 a name of six characters fits between two nodes
_ROOM = np.array([74.0, 46.0])  # the rectangle that a node and its label keep free of other nodes
_CELL = 40.0  # components are packed on a grid of this width
_ASPECT = 1.5  # width to height of the whole picture: that of the canvas beside its panels on a usual screen
# Around a node, in its room: what its sign and its name below it cover.
_NAME_PLACES = [(x, y) for x in (-0.9, 0.0, 0.9) for y in (-0.4, 0.9)]
_SEED = 7
_DENSE = 500  # from here networkx would need SciPy


def layout(count: int, pairs: Iterable[tuple[int, int]], *, groups: Sequence[list[int]] = ()) -> Points:
    """Positions of the nodes ``0 … count-1`` joined by `pairs`, as rows of x and y around the origin.

    Nodes of one of the `groups`, which hold all nodes if there are any, stand together on ground of their own, a
    rectangle with room for a title above; else each connected component stands by itself.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))
    parts = [sorted(part) for part in groups or nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    placed = [_component(graph.subgraph(part), part) for part in parts]
    prints = [_footprint(points, _inner_lines(graph, part)) for part, points in zip(parts, placed, strict=True)]
    if groups:
        prints = [_ground(mask, first) for mask, first in prints]
    corners = _pack([mask for mask, _ in prints])
    positions = np.zeros((count, 2))
    for part, points, (_, first), corner in zip(parts, placed, prints, corners, strict=True):
        positions[part] = points - first + corner
    return positions - (positions.min(axis=0) + positions.max(axis=0)) / 2 if count else positions


def _inner_lines(graph: nx.Graph, part: list[int]) -> list[tuple[int, int]]:
    places = {node: place for place, node in enumerate(part)}
    inner = graph.subgraph(part).edges
    return [(places[source], places[target]) for source, target in sorted(map(sorted, inner))]


def _component(graph: nx.Graph, order: list[int]) -> Points:
    if len(order) == 1:
        return np.zeros((1, 2))
    if len(order) == 2:
        return np.array([[0.0, 0.0], [_STEP, 0.0]])
    ordered = nx.Graph()  # a subgraph iterates in the order of a set: not the same in every run
    ordered.add_nodes_from(order)
    ordered.add_edges_from(sorted(graph.edges))
    start = nx.circular_layout(ordered)
    method = "force" if len(order) < _DENSE else "energy"
    spread = nx.spring_layout(ordered, pos=start, seed=_SEED, iterations=_rounds(len(order)), method=method)
    points = np.array([spread[node] for node in order]) * _STEP * math.sqrt(len(order)) * 0.62
    return _apart(_lying(points))


def _rounds(nodes: int) -> int:
    """More rounds for small components, where they cost nothing; 60 settle 400 nodes in 0.3 s."""
    return 200 if nodes < 80 else 60


def _lying(points: Points) -> Points:
    """Turned so that the longest stretch lies across the screen, and leans the same way every time."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.T))
    across, up = axes[:, 1], axes[:, 0]
    across = across * (1.0 if across[np.abs(across).argmax()] > 0 else -1.0)
    up = up * (1.0 if up[np.abs(up).argmax()] > 0 else -1.0)
    turned: Points = centred @ np.column_stack([across, up])
    return turned


def _apart(points: Points) -> Points:
    """Pushed apart until no two rectangles overlap, or 80 rounds are over."""
    moved = points.copy()
    upper = np.triu(np.ones((len(points), len(points)), dtype=bool), 1)
    for _ in range(80):
        gap = moved[:, None, :] - moved[None, :, :]
        overlap = _ROOM - np.abs(gap)
        hits = (overlap > 0).all(axis=2) & upper
        if not hits.any():
            break
        first, second = np.nonzero(hits)
        amount = overlap[first, second]
        axis = (amount / _ROOM).argmin(axis=1)  # along the axis where less of the room is missing
        push = np.zeros_like(amount)
        rows = np.arange(len(first))
        sign = np.where(gap[first, second][rows, axis] >= 0, 1.0, -1.0)
        push[rows, axis] = sign * amount[rows, axis] * 0.26
        np.add.at(moved, first, push)
        np.add.at(moved, second, -push)
    return moved


def _footprint(points: Points, lines: list[tuple[int, int]]) -> tuple[Mask, Points]:
    """The cells of the grid that a component covers with nodes, names and lines; where the first cell is."""
    places = [points + np.multiply(shift, _ROOM) for shift in _NAME_PLACES]
    for source, target in lines:
        steps = int(np.hypot(*(points[target] - points[source])) // (_CELL / 2)) + 1
        places.append(np.linspace(points[source], points[target], steps + 1))
    cells = np.floor(np.concatenate(places) / _CELL).astype(int)
    first = cells.min(axis=0)
    cells -= first
    mask = np.zeros(cells.max(axis=0) + 1, dtype=bool)
    mask[cells[:, 0], cells[:, 1]] = True
    return mask, first * _CELL


def _ground(mask: Mask, first: Points) -> tuple[Mask, Points]:
    """The whole rectangle around a footprint, one cell wider on each side and two on top, where the title stands."""
    whole = np.ones((mask.shape[0] + 2, mask.shape[1] + 3), dtype=bool)
    return whole, first - np.array([_CELL, 2 * _CELL])


def _pack(masks: list[Mask]) -> list[Points]:
    """A corner for each footprint, none over another: each takes the free place nearest to the middle, in order."""
    widest = max((max(mask.shape) for mask in masks), default=0)
    side = int(math.sqrt(sum(mask.size for mask in masks)) * 2) + widest + 4
    taken = np.zeros((side, side), dtype=bool)
    spots = _spiral(side)
    resume: dict[bytes, int] = {}  # equal footprints never fit before the place where the last one did
    corners = []
    for mask in masks:
        key = bytes(mask.shape) + mask.tobytes()
        at = resume.get(key, 0)
        while not _free(taken, spots[at], mask):
            at += 1
        resume[key] = at
        left, top = _corner(spots[at], mask)
        taken[left : left + mask.shape[0], top : top + mask.shape[1]] |= mask
        corners.append(np.array([left, top]) * _CELL)
    return corners


def _spiral(side: int) -> list[tuple[int, int]]:
    middle = side // 2
    reach = range(side)
    keyed = (((x - middle) ** 2 / _ASPECT + (y - middle) ** 2 * _ASPECT, x, y) for x in reach for y in reach)
    return [(x, y) for _, x, y in sorted(keyed)]


def _corner(spot: tuple[int, int], mask: Mask) -> tuple[int, int]:
    return spot[0] - mask.shape[0] // 2, spot[1] - mask.shape[1] // 2


def _free(taken: Mask, spot: tuple[int, int], mask: Mask) -> bool:
    left, top = _corner(spot, mask)
    right, bottom = left + mask.shape[0], top + mask.shape[1]
    inside = left >= 0 and top >= 0 and right <= taken.shape[0] and bottom <= taken.shape[1]
    return inside and not (taken[left:right, top:bottom] & mask).any()
