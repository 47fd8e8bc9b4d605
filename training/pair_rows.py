"""What the network for pairs learns from: an article's candidates as rows, and articles end to end in a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.extract.relate import layout, network
from kg.extract.relate.candidates import Candidate
from kg.extract.relate.layout import Floats, Numbers
from kg.extract.relate.scene import Scene

_gap = 12  # empty positions between articles, so that none sees another
_relations = len(layout.relations)


@dataclass(frozen=True, slots=True)
class Article:
    """What the network learns from: rows of pairs, and for each candidate its row, column and claim.

    `part` is 0 for a pair in one sentence, 1 for one of which a name is carried over, 2 for none; `truth` has a value
    a claim: 1 a fact, 0 none, -1 open.
    """

    vectors: Floats
    kinds: Numbers
    near: dict[str, Floats]
    near_at: Numbers
    away: dict[str, Floats]
    away_at: Numbers
    part: Numbers
    row: Numbers
    column: Numbers
    claim: Numbers
    truth: NDArray[np.int8]
    told: Floats
    bounds: Numbers


def article_of(
    scene: Scene, characters: Floats, candidates: Sequence[Candidate], claims: Sequence[int], truth: Sequence[int]
) -> Article:
    """An article's candidates as rows; `claims` numbers the claim of each, `truth` judges the claims."""
    laid = layout.lay_out(scene, characters)
    rows = _Rows(laid)
    placed = [rows.place(candidate) for candidate in candidates]
    part, row, column = np.array(placed, dtype=np.int64).reshape(-1, 3).T
    near_at = np.array(list(rows.near), dtype=np.int64).reshape(-1, 4)
    away_at = np.array(list(rows.away), dtype=np.int64).reshape(-1, 3)
    return Article(
        vectors=laid.vectors,
        kinds=laid.kinds,
        near=_near_columns(laid, near_at, rows.marks),
        near_at=near_at,
        away=_away_columns(laid, away_at, rows.halves),
        away_at=away_at[:, :2],
        part=part,
        row=row,
        column=column,
        claim=np.array(claims, dtype=np.int64),
        truth=np.array(truth, dtype=np.int8),
        told=np.diff(laid.told, axis=0),
        bounds=np.stack(network.sentence_ends(laid), axis=1),
    )


class _Rows:
    """The rows of an article's pairs, each once; candidates of one pair share its row."""

    def __init__(self, laid: layout.Layout) -> None:
        self.laid = laid
        self.places: list[int] = laid.places.tolist()
        self.near: dict[tuple[int, ...], int] = {}
        self.away: dict[tuple[int, ...], int] = {}
        self.marks: list[tuple[int, ...]] = []
        self.halves: list[tuple[int, ...]] = []

    def place(self, candidate: Candidate) -> tuple[int, int, int]:
        """The part, row and column of `candidate` (see `Article`)."""
        at = layout.column.get(candidate.relation, 0)
        if candidate.mode == "name" or candidate.relation not in layout.column:
            return 2, 0, at
        if candidate.other is not None:
            return 0, self._near(candidate), at
        return 1, self._away(candidate), at + (_relations if candidate.mode == "co" else 0)

    def _near(self, candidate: Candidate) -> int:
        key = layout.near_row(self.places, candidate.anchor, candidate.other)
        if key not in self.near:
            self.near[key] = len(self.near)
            self.marks.append(layout.marks_of(self.laid, candidate.view, candidate.anchor, candidate.other))
        return self.near[key]

    def _away(self, candidate: Candidate) -> int:
        meant = candidate.subject if candidate.mode == "cs" else candidate.object
        key = self.places[candidate.anchor.start], self.places[meant.start], candidate.source
        if key not in self.away:
            self.away[key] = len(self.away)
            self.halves.append(self.laid.halves.get((candidate.view, candidate.anchor.members[0].start), ()))
        return self.away[key]


def _near_columns(laid: layout.Layout, rows: Numbers, marks: Sequence[Sequence[int]]) -> dict[str, Floats]:
    subject, subject_end, obj, obj_end = rows.T
    left, right = np.minimum(subject, obj), np.maximum(subject_end, obj_end)
    first, last = np.minimum(subject_end, obj_end) + 1, np.maximum(subject, obj) - 1
    told = (layout.told_between(laid, first, np.maximum(last + 1, first)), layout.told_around(laid, left, right))
    return {
        "told": np.concatenate(told, axis=1),
        "order": np.stack((subject < obj, subject == obj), axis=1).astype(np.float32),
        "dist": np.eye(layout.distances, dtype=np.float32)[layout.coarse(np.maximum(last - first + 1, 0))],
        "marks": layout.spread(marks, 2 * _relations),
    }


def _away_columns(laid: layout.Layout, rows: Numbers, halves: Sequence[Sequence[int]]) -> dict[str, Floats]:
    at, where, flags = rows.T
    firsts, lasts = network.sentence_ends(laid)
    told = (layout.told_between(laid, firsts[at], at), layout.told_between(laid, at + 1, lasts[at] + 1))
    return {
        "told": np.concatenate(told, axis=1),
        "dist": np.eye(layout.distances, dtype=np.float32)[layout.coarse(np.maximum(at - where, 0) // 4)],
        "bits": layout.spread_bits(flags),
        "halves": layout.spread(halves, 2 * _relations),
    }


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles end to end, with gaps."""

    vectors: Tensor
    kinds: Tensor
    told: Tensor
    inside: Tensor
    bounds: Tensor
    near: dict[str, Tensor]
    near_at: Tensor
    away: dict[str, Tensor]
    away_at: Tensor
    part: Tensor
    row: Tensor
    column: Tensor
    claim: Tensor
    truth: Tensor


def batch_of(articles: Sequence[Article]) -> Batch:
    """Put `articles` end to end."""
    starts = np.cumsum([0, *(len(a.kinds) + _gap for a in articles[:-1])])
    nears = np.cumsum([0, *(len(a.near_at) for a in articles)])
    aways = np.cumsum([0, *(len(a.away_at) for a in articles)])
    claims = np.cumsum([0, *(len(a.truth) for a in articles)])

    def padded(rows: Sequence[NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate([np.pad(r, [(0, _gap), *[(0, 0)] * (r.ndim - 1)]) for r in rows]))

    def joined(rows: Sequence[NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate(rows))

    rows = [np.where(a.part == 0, a.row + nears[i], a.row + aways[i]) for i, a in enumerate(articles)]
    return Batch(
        vectors=padded([a.vectors for a in articles]),
        kinds=padded([a.kinds for a in articles]),
        told=padded([a.told for a in articles]),
        inside=padded([np.ones((len(a.kinds), 1), np.float32) for a in articles]),
        bounds=padded([a.bounds + start for a, start in zip(articles, starts, strict=True)]),
        near={name: joined([a.near[name] for a in articles]) for name in articles[0].near},
        near_at=joined([a.near_at + start for a, start in zip(articles, starts, strict=True)]),
        away={name: joined([a.away[name] for a in articles]) for name in articles[0].away},
        away_at=joined([a.away_at + start for a, start in zip(articles, starts, strict=True)]),
        part=joined([a.part for a in articles]),
        row=joined(rows),
        column=joined([a.column for a in articles]),
        claim=joined([a.claim + claims[i] for i, a in enumerate(articles)]),
        truth=joined([a.truth for a in articles]),
    )
