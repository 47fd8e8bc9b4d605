"""Near-duplicates: the same article in another script, with other page furniture, syndicated by several sites.

Each article leaves a `Fingerprint`: a MinHash of its character shingles (folded to one script after repair: 55 of 55
mirrored copies were found that way, none without), its size, and hashes of its particulars: figures, and what looks
like names. Once all are there, `groups` finds which articles are one; it looks at nothing else, so the order of reading
plays no part, and a group without one of its members is a group again, with another that stands for it.

The sketch only proposes. What it proposes is checked: the shorter copy must lie within the longer one, and the
particulars must agree, for notices of one template (weather, appointments, a court's summons) differ in little else.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.model import Article
from kg.read.names import surnames
from kg.text.fold import fold

Ints = npt.NDArray[np.int64]
Sketches = npt.NDArray[np.uint16]

_PERMUTATIONS = 128
_SHINGLE = 4
_CONTAINED = 0.75
# A shorter one is an excerpt, or an article that quotes another.
_LEAST = 0.3
# Tuned on 720 copies of 144 articles (.91 and more of the fewer particulars shared in 99 %) and on notices of seven
# templates (.89 and less, mostly under .7).
_PARTICULARS_SHARED, _FIGURES_SHARED = 0.9, 0.6
_MOST_PARTICULARS = 400
# Below this many shingles chance decides (a headline, a single line): only equal texts are one.
_SMALLEST = 30
# Rows of the sketch that must agree for two articles to be compared: three of one of the 42 bands find 99.6 % of the
# pairs that share half of their shingles.
_ROWS = 3
# A bucket with more articles is split by further rows: thousands of notices of one template are not all compared with
# each other, and copies that share nearly everything still meet in other bands.
_LARGEST_BUCKET = 64
_AT_ONCE = 200_000
_NOISE = re.compile(r"[^㐀-鿿0-9A-Za-z]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# What looks like a name, right or wrong: it need only look alike in every copy.
_PERSON = re.compile(
    rf"(?=([{''.join(sorted(name for name in surnames if len(name) == 1))}][一-鿿]{{1,2}})"
    r"(?:[^一-鿿\ufffd]|同志|老师|先生|女士|出席|主持|表示|介绍|强调|指出|等|说|为|的|诉|获))"
)
_PLACED = re.compile(r"(?=([一-鿿]{2})(?:[县市区镇乡村州旗]|街道|大学|学院|中学|小学|公司|集团|医院|建设))")


def _odd(count: int, seed: int) -> npt.NDArray[np.uint64]:
    """Multipliers for hashing, the same on every machine (splitmix64)."""
    state = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    return _mixed(state) | np.uint64(1)


def _mixed(state: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(state ^ (state >> np.uint64(31)))


_PLACES = _odd(_SHINGLE, 1)
_FACTORS = _odd(_PERMUTATIONS, 2)[:, None]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article for comparing it: bytes and plain values, to be stored as they are.

    `size` is the number of shingles, `figures` and `names` are 32-bit hashes in ascending order, `published` the date.
    """

    sketch: bytes
    size: int
    figures: bytes = b""
    names: bytes = b""
    published: str = ""


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of `article`, from its clean text; about 400 bytes."""
    folded = fold(article.clean.text)
    # Whoever takes an article over gives it a headline of their own.
    body = folded[article.title_span.end :] if article.title_span else folded
    shingles = _shingles(_NOISE.sub("", folded).lower())
    return Fingerprint(
        sketch=_sketch(shingles).tobytes(),
        size=len(shingles),
        figures=_hashes(_FIGURE.findall(body)),
        names=_hashes([*_PERSON.findall(body), *_PLACED.findall(body)]),
        published=article.published or "",
    )


def groups(prints: Mapping[str, Fingerprint]) -> list[tuple[str, ...]]:
    """The articles that are one, a tuple a group, by `rank`; the first in each stands for the others.

    An article alone is in no group.

    Args:
        prints: fingerprints by key (a source, an id); every article must have a key of its own.
    """
    keys = sorted(prints)
    leader = list(range(len(keys)))
    for same_as, index in _equal([prints[key] for key in keys]):
        leader[index] = same_as
    unlike = [index for index, first in enumerate(leader) if index == first]
    for one, two in _near([prints[keys[index]] for index in unlike]):
        _join(leader, unlike[one], unlike[two])
    together: dict[int, list[str]] = {}
    for index, key in enumerate(keys):
        together.setdefault(_root(leader, index), []).append(key)
    return [
        tuple(sorted(members, key=lambda key: rank(prints[key], key)))
        for members in together.values()
        if len(members) > 1
    ]


def rank(one: Fingerprint, key: str) -> tuple[str, int, str]:
    """Orders copies: the one published first (those without a date last), of these the longest, then by key."""
    return one.published or "9999", -one.size, key


def same(one: Fingerprint, two: Fingerprint) -> bool:
    """Whether two fingerprints are of one article."""
    return one == two or bool(list(_near([one, two])))


def _hashes(words: Iterable[str]) -> bytes:
    hashed = sorted({zlib.crc32(word.encode("utf-8", "replace")) for word in words})
    return np.array(hashed[:_MOST_PARTICULARS], dtype="<u4").tobytes()


def _shingles(text: str) -> npt.NDArray[np.uint64]:
    """Hashes of the different runs of four characters of `text`."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    codes = np.pad(codes, (0, max(_SHINGLE - len(codes), 0)))
    count = len(codes) - _SHINGLE + 1
    hashed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        hashed += codes[place : place + count] * factor
    return np.unique(_mixed(hashed))


def _sketch(shingles: npt.NDArray[np.uint64]) -> Sketches:
    least = np.full(_PERMUTATIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), 4096):  # a long article in parts, so that memory stays small
        np.minimum(least, (shingles[start : start + 4096] * _FACTORS).min(axis=1), out=least)
    # Minima are small numbers, so their own bits tell little; 16 bits of their hashes tell articles apart.
    return (_mixed(least) & np.uint64(0xFFFF)).astype("<u2")


def _equal(prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Indexes of fingerprints that say the same as an earlier one, with that one's."""
    seen: dict[tuple[object, ...], int] = {}
    for index, each in enumerate(prints):
        first = seen.setdefault((each.sketch, each.size, each.figures, each.names), index)
        if first != index:
            yield first, index


def _near(prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes of fingerprints that are of one article."""
    if len(prints) < 2:
        return
    sketches = np.frombuffer(b"".join(each.sketch for each in prints), dtype="<u2").reshape(-1, _PERMUTATIONS)
    sizes = np.array([each.size for each in prints], dtype=np.int64)
    large = np.flatnonzero(sizes >= _SMALLEST)
    pairs = _proposed(sketches[large])
    for start in range(0, len(pairs), _AT_ONCE):
        one, two = large[pairs[start : start + _AT_ONCE]].T
        jaccard = (sketches[one] == sketches[two]).mean(axis=1)
        smaller, both = np.minimum(sizes[one], sizes[two]), sizes[one] + sizes[two]
        contained = jaccard * both / (1 + jaccard) >= _CONTAINED * smaller
        contained &= smaller >= _LEAST * (both - smaller)
        for left, right in zip(one[contained].tolist(), two[contained].tolist(), strict=True):
            if _agree(prints[left], prints[right]):
                yield left, right


def _agree(one: Fingerprint, two: Fingerprint) -> bool:
    """Whether the particulars are the same, as far as both copies reach."""
    figures = [set(np.frombuffer(each.figures, dtype="<u4").tolist()) for each in (one, two)]
    names = [set(np.frombuffer(each.names, dtype="<u4").tolist()) for each in (one, two)]
    every = [each | {-figure for figure in more} for each, more in zip(names, figures, strict=True)]
    fewer = min(map(len, every))
    # Of few particulars all: two notices of the weather agreed in ten of eleven.
    missing = fewer - len(every[0] & every[1])
    return _shared(*figures) >= _FIGURES_SHARED and missing <= max((1 - _PARTICULARS_SHARED) * fewer - 0.5, 0)


def _shared(one: set[int], two: set[int]) -> float:
    """Which share of the smaller set is in the other; of a single thing nothing can be said."""
    fewer = min(len(one), len(two))
    return len(one & two) / fewer if fewer > 1 else 1.0


def _proposed(sketches: Sketches) -> Ints:
    """Pairs of rows of `sketches` that agree in a band, each once, as rows of two indexes."""
    count = len(sketches)
    codes = np.empty(0, dtype=np.int64)
    for start in range(0, _PERMUTATIONS - _ROWS + 1, _ROWS):
        fresh = [one * count + two for one, two in _met(sketches, start)]
        if fresh:
            codes = np.union1d(codes, np.concatenate(fresh))
    return np.stack((codes // max(count, 1), codes % max(count, 1)), axis=1)


def _met(sketches: Sketches, start: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs, the lower index first, that agree in the rows from `start`."""
    waiting = [(np.arange(len(sketches)), start, _ROWS)]
    while waiting:
        members, row, looked = waiting.pop()
        for bucket in _buckets(sketches, members, row):
            if len(bucket) <= _LARGEST_BUCKET:
                left, right = np.triu_indices(len(bucket), 1)
                yield bucket[left], bucket[right]
            elif looked < _PERMUTATIONS:
                waiting.append((bucket, (row + _ROWS) % (_PERMUTATIONS - _ROWS + 1), looked + _ROWS))
            else:  # alike in every row: neighbours are enough to hold them together
                yield bucket[:-1], bucket[1:]


def _buckets(sketches: Sketches, members: Ints, row: int) -> Iterator[Ints]:
    """Those of `members`, ascending, that agree in the band from `row`: two or more a bucket."""
    band = sketches[members, row : row + _ROWS].astype(np.uint64)
    key = band @ (np.uint64(1) << np.arange(0, 16 * _ROWS, 16, dtype=np.uint64))
    order = np.argsort(key, kind="stable")
    ends = np.flatnonzero(np.diff(key[order])) + 1
    starts, stops = np.concatenate(([0], ends)), np.concatenate((ends, [len(order)]))
    for index in np.flatnonzero(stops - starts > 1):
        yield members[order[starts[index] : stops[index]]]


def _join(leader: list[int], one: int, two: int) -> None:
    low, high = sorted((_root(leader, one), _root(leader, two)))
    leader[high] = low


def _root(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index
