"""Which entities a page opens on: all of a small graph, the most telling few hundred of a large one."""

from __future__ import annotations

from collections import Counter

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


def opening(pairs: list[tuple[int, int]], count: int, *, focus: int | None = None) -> list[int]:
    """The ranks of the nodes to draw first, of `count` ranked nodes joined by `pairs`.

    Above `draw_all` relations are taken by the rank of their weaker end, so that what is drawn hangs together.
    """
    if count <= draw_all:
        return list(range(count))
    chosen: dict[int, None] = {} if focus is None else {focus: None}
    brought: Counter[int] = Counter()
    for source, target in sorted(set(pairs), key=lambda pair: (focus not in pair, max(pair), min(pair))):
        hub = min(source, target)
        if len(chosen) >= draw_some - 1:
            break
        new = [node for node in (source, target) if node not in chosen]
        if new and brought[hub] < _NEIGHBOURS_OF_ONE:
            brought[hub] += 1
            chosen.update(dict.fromkeys(new))
    rest = (rank for rank in range(count) if rank not in chosen)
    while len(chosen) < draw_some:
        chosen[next(rest)] = None
    return sorted(chosen)
