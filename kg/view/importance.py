"""Which entities a page opens on: all of a small graph, the most telling few hundred of a large one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from kg.view.data import ViewData

draw_all = 500
"""Up to so many entities are all drawn at once."""

draw_some = 400
"""So many are drawn of a larger graph: above it a screen shows no more, and the first draw gets slower."""

# A hub brings at most so many neighbours of its own, else one ministry's members fill the whole picture.
_NEIGHBOURS_OF_ONE = 12


def ranked(data: ViewData) -> ViewData:
    """`data` with its nodes by importance (neighbours and articles), doubles dropped: a node's place is its rank."""
    nodes = {node.iri: node for node in data.nodes}
    edges = tuple(edge for edge in data.edges if edge.source in nodes and edge.target in nodes)
    degree = Counter(iri for pair in {(edge.source, edge.target) for edge in edges} for iri in pair)
    order = sorted(nodes.values(), key=lambda node: (-degree[node.iri] - len(set(node.articles)), node.iri))
    return ViewData(nodes=tuple(order), edges=edges, articles=data.articles, legend=data.legend, title=data.title)


def opening(pairs: list[tuple[int, int]], types: Sequence[int], *, focus: int | None = None) -> list[int]:
    """The ranks of the nodes to draw first; ``types[rank]`` is a node's class, `pairs` are joined by a relation.

    Nodes without any relation wait for the reader's switch, unless there are no others: else a folder of mixed
    articles opens as a cloud of names. Above `draw_all` relations are taken by their weaker end, so that what is drawn
    hangs together. An end counts by its place among its own class: by degree alone, places and ministries would leave
    no room for any honor.
    """
    linked = {rank for pair in pairs for rank in pair}
    if focus is not None:
        linked.add(focus)
    candidates = sorted(linked) if pairs else range(len(types))
    if len(candidates) <= draw_all:
        return list(candidates)
    place = places_in_class(types)
    chosen: dict[int, None] = {} if focus is None else {focus: None}
    brought: Counter[int] = Counter()

    def order(pair: tuple[int, int]) -> tuple[bool, float, int, int]:
        return focus not in pair, max(place[pair[0]], place[pair[1]]), min(pair), max(pair)

    for pair in sorted(set(pairs), key=order):
        if len(chosen) >= draw_some - 1:
            break
        new = [node for node in pair if node not in chosen]
        if new and brought[min(pair)] < _NEIGHBOURS_OF_ONE:
            brought[min(pair)] += 1
            chosen.update(dict.fromkeys(new))
    rest = (rank for rank in candidates if rank not in chosen)
    chosen.update(dict.fromkeys(islice(rest, draw_some - len(chosen))))
    return sorted(chosen)


def places_in_class(types: Sequence[int]) -> list[float]:
    """For each rank its place among the nodes of its class, 0 for the first to nearly 1 for the last."""
    sizes, before = Counter(types), Counter[int]()
    places = []
    for kind in types:
        places.append(before[kind] / sizes[kind])
        before[kind] += 1
    return places
