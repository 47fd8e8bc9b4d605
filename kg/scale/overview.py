"""What the page of a build shows: all of a graph, or of a large one the entities that most is said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import BinaryIO

from kg.graph.blocks import Block
from kg.graph.dataset import quads
from kg.graph.reading import Content, read

# The page of so many entities is made in some seconds, and a browser draws it at once; of larger graphs it is a part,
# so that a build that changes little takes little time. `kg view DIR --focus NAME` makes a page of any other part.
LARGEST = 20_000
_SHOWN = 2_000
# So many of the articles that state a fact are quoted in the page of a part.
_QUOTED = 2


def overview(
    blocks: Sequence[Block], packed: BinaryIO, *, entities: int, largest: int = LARGEST
) -> tuple[Content, str]:
    """What to show, and a title that says so where it isn't all.

    Args:
        blocks: of all articles, and of the entities last.
        packed: the open ``graph.nq.gz``.
        entities: how many there are.
        largest: so many are shown.
    """
    if entities <= largest:
        return read(quad for block in blocks for quad in quads(block.lines(packed))), ""
    shown = _most_said_of(blocks, min(_SHOWN, largest))
    graphs = set(_stating(blocks, shown))
    lines = [line for line in blocks[-1].lines(packed) if line[: line.index(" ")] in shown]
    for block in blocks[:-1]:
        if block.graph in graphs:
            lines += block.lines(packed)
    title = f"{len(shown):,} / {entities:,} · 所说最多的实体 · the entities that most is said of"
    return _among(read(quads(lines)), {node[1:-1] for node in shown}), title


def _most_said_of(blocks: Sequence[Block], count: int) -> set[str]:
    """The ends of the facts about which most is said, so that no entity stands there without any fact."""
    said: Counter[str] = Counter()
    for block in blocks:
        for (subject, _, value), claims in block.facts.items():
            said[subject] += claims
            said[value] += claims
    pairs = {(subject, value) for block in blocks for subject, _, value in block.facts}
    shown: set[str] = set()
    for pair in sorted(pairs, key=lambda ends: (-said[ends[0]] - said[ends[1]], ends)):
        if len(shown) + len(set(pair) - shown) > count:
            break
        shown.update(pair)
    return shown


def _stating(blocks: Iterable[Block], shown: Collection[str]) -> Iterator[str]:
    """The articles to quote: of those that state something among `shown` the first few for each fact."""
    quoted: Counter[tuple[str, str, str]] = Counter()
    for block in blocks:
        wanted = [fact for fact in block.facts if fact[0] in shown and fact[2] in shown and quoted[fact] < _QUOTED]
        if wanted:
            quoted.update(wanted)
            yield block.graph


def _among(content: Content, shown: Collection[str]) -> Content:
    claims = tuple(claim for claim in content.claims if claim.subject in shown and claim.object in shown)
    return Content(content.nodes, claims, content.articles)
