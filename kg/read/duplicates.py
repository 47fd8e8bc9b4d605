"""Near-duplicates: the same article in another script, with other page furniture, syndicated by several sites.

MinHash over character shingles of the clean text, folded to one script (datasketch; 55 of 55 mirrored copies were found
that way, none without folding and repair). What the sketch proposes is checked again: a shorter copy must lie within
the longer one, and the figures must agree, for notices of one template differ in little else. Groups are connected
components over pairs, so the order of reading plays no part.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash, MinHashLSH

from kg.model import Article
from kg.text.fold import fold

_PERMUTATIONS = 128
_SCHEME = "affine32"  # said, not left to the library's default: stored sketches must stay comparable
_SHINGLE = 4
# The sketch only proposes, so it is asked for more than will be believed.
_PROPOSED = 0.3
_CONTAINED = 0.75
_FIGURES_SHARED = 0.6
# Below this many shingles chance decides (a headline, a single line).
_SMALLEST = 30
_NOISE = re.compile(r"[^㐀-鿿0-9A-Za-z]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article for comparing it: its sketch, how many shingles it has, its figures."""

    sketch: bytes
    size: int
    figures: frozenset[str]
    published: str = ""


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of `article`, from its clean text."""
    folded = fold(article.clean.text)
    text = _NOISE.sub("", folded).lower()
    shingles = {text[i : i + _SHINGLE] for i in range(max(len(text) - _SHINGLE + 1, 1))}
    sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32, scheme=_SCHEME)
    sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in shingles])
    return Fingerprint(
        sketch=sketch.hashvalues.astype(np.uint32).tobytes(),
        size=len(shingles),
        figures=frozenset(figure for figure in _FIGURE.findall(folded) if len(figure) > 1),
        published=article.published or "",
    )


def groups(prints: Mapping[str, Fingerprint]) -> list[tuple[str, ...]]:
    """The sources that hold one article, each group with the one that stands for it first: earliest, then longest.

    `prints` maps sources to fingerprints; a source alone is in no group.
    """
    leader = {source: source for source in prints}
    for one, two in sorted(_pairs(prints)):
        roots = sorted((_root(leader, one), _root(leader, two)))
        leader[roots[1]] = roots[0]
    together: dict[str, list[str]] = {}
    for source in sorted(prints):
        together.setdefault(_root(leader, source), []).append(source)
    return [tuple(_ranked(members, prints)) for members in together.values() if len(members) > 1]


def same(one: Fingerprint, two: Fingerprint) -> bool:
    """Whether two fingerprints are of one article."""
    if min(one.size, two.size) < _SMALLEST:
        return one.sketch == two.sketch and one.figures == two.figures
    hashes = [np.frombuffer(each.sketch, dtype=np.uint32) for each in (one, two)]
    jaccard = float(np.mean(hashes[0] == hashes[1]))
    shared = jaccard * (one.size + two.size) / (1 + jaccard)
    return shared / min(one.size, two.size) >= _CONTAINED and _figures_agree(one.figures, two.figures)


def _figures_agree(one: frozenset[str], two: frozenset[str]) -> bool:
    fewer = min(len(one), len(two))
    return fewer < 2 or len(one & two) >= _FIGURES_SHARED * fewer


def _pairs(prints: Mapping[str, Fingerprint]) -> Iterable[tuple[str, str]]:
    index = MinHashLSH(threshold=_PROPOSED, num_perm=_PERMUTATIONS)
    for source in sorted(prints):
        sketch = MinHash(
            num_perm=_PERMUTATIONS,
            hashfunc=zlib.crc32,
            hashvalues=np.frombuffer(prints[source].sketch, dtype=np.uint32),
            scheme=_SCHEME,
        )
        for other in index.query(sketch):
            if same(prints[source], prints[other]):
                yield (other, source) if other < source else (source, other)
        index.insert(source, sketch)


def _root(leader: dict[str, str], source: str) -> str:
    while leader[source] != source:
        leader[source] = leader[leader[source]]
        source = leader[source]
    return source


def _ranked(members: list[str], prints: Mapping[str, Fingerprint]) -> list[str]:
    return sorted(members, key=lambda source: (prints[source].published or "9999", -prints[source].size, source))
