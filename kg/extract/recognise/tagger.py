"""The trained tagger: how likely each stretch of text is a name of each type.

A small recurrent network over LAC's states and the features of `features.py`, with a linear-chain CRF on top, trained
by `training/tagger.py` on the gold articles of the repository. It gives every span that has a fair chance with its
probability (the CRF's marginal), not one best path, so that the arbiter can weigh it against the other voters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract import lac
from kg.extract.document import Document
from kg.extract.recognise.features import Rows
from kg.model import Mention, Span, Vote, type_names

voter = "tagger"
labels = ("O", *(f"{mark}-{name}" for name in type_names for mark in "BIES"))
"""Outside; begin, inside, end, and single character of each type."""
_FAIR = 0.05  # spans less likely than this are not worth weighing (of those, fewer than 1 in 100 is right)
_BATCH = 24

_least = 1e-30

Sums = NDArray[np.floating[Any]]
LikelySpan = tuple[int, int, int, float]
"""Start, end, number of the type, probability."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain CRF: weights of the steps from label to label, of the first and of the last label."""

    steps: NDArray[np.float32]
    first: NDArray[np.float32]
    last: NDArray[np.float32]


class Voice(Protocol):
    """What the accurate and the fast model's tagger have in common."""

    def spans(self, document: Document, rows: Rows, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""


class Tagger:
    """The network and its CRF. Make one a process with `load`."""

    def __init__(self, network: bytes, chain: Chain) -> None:
        self._session: Any = lac.session(network)
        self._chain = chain

    def spans(self, document: Document, rows: Rows, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""
        if document.states is None:
            return
        for batch in batches(pieces):
            yield from mentions(document, batch, self._scores((document.states, rows), batch), self._chain)

    def _scores(self, blocks: Sequence[Rows], batch: Sequence[Span]) -> Rows:
        """The network's scores, (pieces, longest piece, labels); what stands beyond a piece's end means nothing."""
        columns = sum(block.shape[1] for block in blocks)
        padded = np.zeros((len(batch), max(map(len, batch)), columns), dtype=np.float32)
        for row, piece in zip(padded, batch, strict=True):
            np.concatenate([block[piece.start : piece.end] for block in blocks], axis=1, out=row[: len(piece)])
        lengths = np.array([len(piece) for piece in batch], dtype=np.int32)
        scores: Rows = self._session.run(None, {"rows": padded, "lengths": lengths})[0]
        return scores


def mentions(document: Document, batch: Sequence[Span], scores: Rows, chain: Chain) -> Iterator[Mention]:
    """The likely spans of a batch of pieces as candidates."""
    found = likely_spans(scores, [len(piece) for piece in batch], chain)
    for piece, spans in zip(batch, found, strict=True):
        for start, end, kind, chance in spans:
            left, right = piece.start + start, piece.start + end
            votes = (Vote(voter, round(chance, 4)),)
            yield Mention(left, right, document.text[left:right], type_names[kind], votes=votes)


def batches(pieces: Sequence[Span]) -> Iterator[list[Span]]:
    """Pieces of like length together, so that little is padding."""
    ordered = sorted(pieces, key=lambda piece: (len(piece), piece.start))
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


@cache
def load() -> Tagger:
    """The process's tagger, from the files that ship with the package."""
    folder = files("kg.extract.recognise") / "models"
    try:
        network = (folder / "tagger.onnx").read_bytes()
        about = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"the tagger's model is missing ({error}): install newskg again, or use --model fast"
        ) from error
    return Tagger(network, chain_from(about))


def chain_from(about: dict[str, Any]) -> Chain:
    """The CRF of a model's JSON, with steps that make no sense (I after O, one type inside another) ruled out."""
    if tuple(about["labels"]) != labels:
        raise ModelError("the tagger's model knows other types than this version: install newskg again")
    steps = np.array(about["steps"], dtype=np.float32)
    steps[~allowed_steps()] = -np.inf
    opens = np.array([label[0] in "OBS" for label in labels])
    closes = np.array([label[0] in "OES" for label in labels])
    return Chain(
        steps, np.where(opens, 0.0, -np.inf).astype(np.float32), np.where(closes, 0.0, -np.inf).astype(np.float32)
    )


def allowed_steps() -> NDArray[np.bool_]:
    """Which label may follow which, (from, to)."""
    allowed = np.zeros((len(labels), len(labels)), dtype=bool)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            closed = before[0] in "OES"
            allowed[i, j] = after[0] in "OBS" if closed else after[0] in "IE" and before[2:] == after[2:]
    return allowed


def likely_spans(scores: Rows, lengths: Sequence[int], chain: Chain) -> list[list[LikelySpan]]:
    """For each row of a batch the spans with a fair chance."""
    steps = np.exp(chain.steps)
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    forward, scale = forward_sums(weights, steps, np.exp(chain.first))
    backward = backward_sums(weights, steps, np.exp(chain.last), scale, np.array(lengths))
    return [
        list(_spans(weights[row, :length], forward[row, :length], backward[row, :length], scale[row, :length], steps))
        for row, length in enumerate(lengths)
    ]


def forward_sums(weights: Sums, steps: Sums, first: Sums) -> tuple[Sums, Sums]:
    """Forward probabilities, each step's made to add up to 1, and what they added up to before."""
    forward = np.empty_like(weights)
    scale = np.empty(weights.shape[:2], dtype=weights.dtype)
    now = weights[:, 0] * first
    for step in range(weights.shape[1]):
        if step:
            now = (now @ steps) * weights[:, step]
        scale[:, step] = np.maximum(now.sum(axis=1), _least)
        now = now / scale[:, step, None]
        forward[:, step] = now
    return forward, scale


def backward_sums(weights: Sums, steps: Sums, last: Sums, scale: Sums, lengths: NDArray[np.int64]) -> Sums:
    """Backward probabilities in the forward ones' scale; each row begins at its own end."""
    backward = np.empty_like(weights)
    now = np.broadcast_to(last, weights[:, 0].shape)
    for step in range(weights.shape[1] - 1, -1, -1):
        if step + 1 < weights.shape[1]:
            moved = (weights[:, step + 1] * now / scale[:, step + 1, None]) @ steps.T
            now = np.where((step >= lengths - 1)[:, None], last, moved)
        backward[:, step] = now
    return backward


def _spans(
    weights: Rows, forward: Rows, backward: Rows, scale: Rows, steps: Rows
) -> Iterator[tuple[int, int, int, float]]:
    """Spans of one piece, walking on from each likely beginning while the chance lasts."""
    here = forward * backward
    here /= here.sum(axis=1, keepdims=True)
    onward = weights[1:] * backward[1:] / scale[1:, None]
    for kind in range(len(type_names)):
        begin, inside, end, single = range(1 + 4 * kind, 5 + 4 * kind)
        for at in np.flatnonzero(here[:, single] > _FAIR).tolist():
            yield at, at + 1, kind, float(here[at, single])
        opened = np.flatnonzero(here[:-1, begin] > _FAIR).tolist()
        if not opened:
            continue
        moves = {
            (a, b): (steps[a, b] * onward[:, b] / np.maximum(backward[:-1, a], 1e-30)).tolist()
            for a in (begin, inside)
            for b in (inside, end)
        }
        for at in opened:
            chance, label, position = float(here[at, begin]), begin, at
            while chance > _FAIR and position < len(weights) - 1:
                closing = chance * moves[label, end][position]
                if closing > _FAIR:
                    yield at, position + 2, kind, closing
                chance *= moves[label, inside][position]
                label, position = inside, position + 1
