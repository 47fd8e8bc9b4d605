"""A small network that scores every pair of an article at once, before any feature of a pair is worked out.

Vectors of the characters and names of the reduced sentences (`layout`) → three convolutions over the article → for a
pair in a sentence: its two names, the greatest of what stands between them, their neighbours, trigger words, distance,
declared lines → one hidden layer → a score for each relation. A pair of which one name is carried over from elsewhere
has a hidden layer of its own, which sees as what the name is known. `training/pairs.py` trains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.extract.relate import layout
from kg.extract.relate.layout import Away, Floats, Layout, Near, Numbers
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Item
from kg.model import type_names

Arrays = Mapping[str, Floats]

network_file = Path(__file__).with_name("network.npz")
unasked = -8.0
"""The score of a pair that the network says nothing of: a unit named after its parent."""
convolutions = (("first", 1), ("second", 2), ("third", 5))
"""Each convolution and how far apart its taps are."""
_LEVELS = 7
# Names of a sentence between which more of them stand are not joined (as in `candidates`).
_MOST_APART = 14
_MOST_ROWS = 8192  # scored at once, so that memory stays small however many names an article has
_names = frozenset(type_names)


@dataclass(frozen=True, slots=True)
class Network:
    """The vectors of characters and the weights. Make one a process with `load`."""

    numbers: Mapping[str, int]
    arrays: Arrays

    def read(self, scene: Scene) -> Reading:
        """What the network makes of an article."""
        with _threads().limit(limits=1, user_api="blas"):  # more only wait for each other
            return Reading(scene, layout.lay_out(scene, self.characters(scene.document.folded)), self.arrays)

    def characters(self, text: str) -> Floats:
        """The vectors of the characters of `text`; unknown ones share one."""
        found: Floats = self.arrays["characters"][[self.numbers.get(char, 0) for char in text]]
        return found


class Reading:
    """An article as the network sees it; says of any pair how likely each relation is."""

    def __init__(self, scene: Scene, laid: Layout, arrays: Arrays) -> None:
        self._scene, self._laid, self._arrays = scene, laid, arrays
        self._states = states(laid, arrays)
        self._places: list[int] = laid.places.tolist()
        self._near: dict[Near, int] = {}
        self._near_odds = self._score_near()

    def near(self, subject: Item, obj: Item) -> Sequence[float] | None:
        """The log-odds of each relation, in the order of `layout.relations`, for a pair in one sentence.

        None where no relation is likely.
        """
        row = self._near.get(layout.near_row(self._places, subject, obj))
        return None if row is None else self._near_odds[row]

    def away(self, found: Sequence[Away]) -> Sequence[Mapping[int, float] | None]:
        """For each pair of which a name is carried over the log-odds of the likely relations; None where none is.

        Relations count in the order of `layout.relations`: first those in which the name carried over is the subject,
        then those in which it is the object.
        """
        scores: list[dict[int, float] | None] = []
        with _threads().limit(limits=1, user_api="blas"):
            for start in range(0, len(found), _MOST_ROWS):
                scores += self._away(found[start : start + _MOST_ROWS])
        return scores

    def _away(self, found: Sequence[Away]) -> list[dict[int, float] | None]:
        arrays, laid = self._arrays, self._laid
        at = np.array([self._places[anchor.start] for _, anchor, _, _ in found], dtype=np.int64)
        where = np.array([self._places[member.start] for _, _, member, _ in found], dtype=np.int64)
        halves = [laid.halves.get((number, anchor.members[0].start), ()) for number, anchor, _, _ in found]
        named, rows = np.unique(np.concatenate((at, where)), return_inverse=True)
        anchors, sources = away_parts(laid, self._states, named, arrays)
        hidden = anchors[rows[: len(at)]] + sources[rows[len(at) :]]
        hidden += layout.spread_bits([bits for _, _, _, bits in found]) @ arrays["away_bits"]
        hidden += arrays["away_dist"][layout.coarse(np.maximum(at - where, 0) // 4)]
        hidden += layout.spread(halves, 2 * len(layout.relations)) @ arrays["away_halves"]
        return _likeliest(np.maximum(hidden, 0) @ arrays["away_out"] + arrays["away_bias"])

    def _score_near(self) -> list[list[float] | None]:
        marks = []
        for number, subject, obj in _pairs(self._scene):
            row = layout.near_row(self._places, subject, obj)
            if row not in self._near:
                self._near[row] = len(self._near)
                marks.append(layout.marks_of(self._laid, number, subject, obj))
        rows = np.array(list(self._near), dtype=np.int64).reshape(-1, 4)
        scores: list[list[float] | None] = []
        for start in range(0, len(rows), _MOST_ROWS):
            chunk = slice(start, start + _MOST_ROWS)
            hidden = near_hidden(self._laid, self._states, rows[chunk], marks[chunk], self._arrays)
            declared = np.array([bool(columns) for columns in marks[chunk]])
            scores += _likely(hidden @ self._arrays["near_out"] + self._arrays["near_bias"], declared)
        return scores


def _likeliest(scores: Floats) -> list[dict[int, float] | None]:
    """For each row its likely relations by their columns; None where none is likely."""
    found: list[dict[int, float] | None] = [None] * len(scores)
    rows, columns = (scores >= layout.least_likely).nonzero()
    for row, at, score in zip(rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True):
        held = found[row]
        if held is None:
            held = found[row] = {}
        held[at] = score
    return found


def _likely(scores: Floats, declared: NDArray[np.bool_]) -> list[list[float] | None]:
    """The rows that hold a likely relation, or that a declared line joins, as numbers of Python."""
    kept = (scores.max(axis=1) >= layout.least_likely) | declared
    rows = iter(scores[kept].tolist())
    return [next(rows) if keep else None for keep in kept.tolist()]


def _pairs(scene: Scene) -> Iterator[tuple[int, Item, Item]]:
    """All pairs of names of one sentence, in both orders; of a coordination also itself."""
    for number, (plain, folded) in enumerate(zip(scene.plain, scene.folded, strict=True)):
        for view in (plain, folded) if folded.text != plain.text else (plain,):
            items = [item for item in view.items if item is not None and item.kind in _names]
            for index, one in enumerate(items):
                for two in items[index + 1 : index + 1 + _MOST_APART]:
                    yield number, one, two
                    yield number, two, one
            yield from ((number, item, item) for item in items if len(item.members) > 1)


def states(laid: Layout, arrays: Arrays) -> Floats:
    """The states of all positions."""
    dense = np.maximum(laid.vectors @ arrays["dense_w"] + arrays["dense_b"], 0)
    told = np.diff(laid.told, axis=0) @ arrays["told_w"]
    rows = np.concatenate((dense, arrays["kinds"][laid.kinds], told), axis=1)
    for name, apart in convolutions:
        made = np.maximum(_convolved(rows, arrays[f"{name}_w"], apart) + arrays[f"{name}_b"], 0)
        rows = made if name == "first" else rows + made
    return rows


def _convolved(rows: Floats, weights: Floats, apart: int) -> Floats:
    """Sum over the taps of the rows so far away times that tap's weights, (taps, in, out)."""
    taps, width, out = weights.shape
    reach = taps // 2 * apart
    padded = np.zeros((len(rows) + 2 * reach, width), dtype=np.float32)
    padded[reach : reach + len(rows)] = rows
    beside = np.concatenate([padded[tap * apart : tap * apart + len(rows)] for tap in range(taps)], axis=1)
    found: Floats = beside @ weights.reshape(taps * width, out)
    return found


def near_hidden(laid: Layout, seen: Floats, rows: Numbers, marks: Sequence[Sequence[int]], arrays: Arrays) -> Floats:
    """The hidden layer of pairs in one sentence."""
    subject, subject_end, obj, obj_end = rows.T
    left, right = np.minimum(subject, obj), np.maximum(subject_end, obj_end)
    first, last = np.minimum(subject_end, obj_end) + 1, np.maximum(subject, obj) - 1
    told = (layout.told_between(laid, first, np.maximum(last + 1, first)), layout.told_around(laid, left, right))
    order = np.stack((subject < obj, subject == obj), axis=1).astype(np.float32)
    named, at = np.unique(np.concatenate((subject, obj)), return_inverse=True)
    names = np.concatenate((seen[named], laid.vectors[named]), axis=1)
    hidden = (names @ np.concatenate((arrays["near_subject"], arrays["near_subject_x"])))[at[: len(rows)]]
    hidden += (names @ np.concatenate((arrays["near_object"], arrays["near_object_x"])))[at[len(rows) :]]
    hidden += greatest(seen, first, last) @ arrays["near_between"]
    beside = np.concatenate((seen[np.maximum(left - 1, 0)], seen[np.minimum(right + 1, len(seen) - 1)]), axis=1)
    hidden += beside @ np.concatenate((arrays["near_left"], arrays["near_right"]))
    hidden += arrays["near_dist"][layout.coarse(np.maximum(last - first + 1, 0))]
    hidden += np.concatenate(told, axis=1) @ arrays["near_told"]
    hidden += order @ arrays["near_order"]
    hidden += layout.spread(marks, 2 * len(layout.relations)) @ arrays["near_marks"]
    found: Floats = np.maximum(hidden + arrays["near_b"], 0)
    return found


def away_parts(laid: Layout, seen: Floats, at: Numbers, arrays: Arrays) -> tuple[Floats, Floats]:
    """What each of the positions `at` adds to the hidden layer as the name there, and as the one that is not."""
    firsts, lasts = (bounds[at] for bounds in sentence_ends(laid))
    before, after = means_around(seen, at, firsts, lasts)
    told = (layout.told_between(laid, firsts, at), layout.told_between(laid, at + 1, lasts + 1))
    anchors = seen[at] @ arrays["away_anchor"] + laid.vectors[at] @ arrays["away_anchor_x"] + arrays["away_b"]
    anchors += before @ arrays["away_before"] + after @ arrays["away_after"]
    anchors += np.concatenate(told, axis=1) @ arrays["away_told"]
    return anchors, seen[at] @ arrays["away_source"] + laid.vectors[at] @ arrays["away_source_x"]


def greatest(rows: Floats, first: Numbers, last: Numbers) -> Floats:
    """The greatest of each column in ``first..last``; zeros where that is empty; of a long stretch both of its ends."""
    tables = [rows]
    for level in range(_LEVELS - 1):
        size = 1 << level
        before = tables[-1]
        tables.append(
            before if size >= len(rows) else np.maximum(before, np.concatenate((before[size:], before[-size:])))
        )
    sizes = np.maximum(last - first + 1, 1)
    levels = np.minimum(np.log2(sizes).astype(np.int64), _LEVELS - 1)
    stacked = np.stack(tables)
    start = np.clip(first, 0, len(rows) - 1)
    found: Floats = np.maximum(stacked[levels, start], stacked[levels, np.clip(last - (1 << levels) + 1, start, None)])
    return found * (last >= first)[:, None]


def sentence_ends(laid: Layout) -> tuple[Numbers, Numbers]:
    """For every position the first and the last one of its sentence."""
    firsts, lasts = np.array(laid.firsts), np.array(laid.lasts)
    sizes = np.maximum(lasts - firsts + 1, 0)
    return np.repeat(firsts, sizes), np.repeat(lasts, sizes)


def means_around(rows: Floats, at: Numbers, firsts: Numbers, lasts: Numbers) -> tuple[Floats, Floats]:
    """The means of what stands before and of what stands behind each of `at` in its sentence."""
    sums = np.concatenate((np.zeros((1, rows.shape[1])), rows.cumsum(axis=0, dtype=np.float64)))
    before = (sums[at] - sums[firsts]) / np.maximum(at - firsts, 1)[:, None]
    after = (sums[lasts + 1] - sums[at + 1]) / np.maximum(lasts - at, 1)[:, None]
    return before.astype(np.float32), after.astype(np.float32)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def load(file: Path = network_file) -> Network:
    """The process's network, from the file that ships with the package.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "alphabet"}
            numbers = {chr(code): number for number, code in enumerate(stored["alphabet"], 1)}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{file}: the network for pairs can't be read ({error}): install newskg again") from error
    return Network(numbers, arrays)
