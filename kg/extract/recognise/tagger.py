"""The trained tagger: how likely each stretch of text is a name of each type.

A small recurrent network over LAC's states and the features of `features.py`, with a linear-chain CRF on top, trained
by `training/tagger.py` on the gold articles of the repository. It gives every span that has a fair chance with its
probability (the CRF's marginal), not one best path, so that the arbiter can weigh it against the other voters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np

from kg.errors import ModelError
from kg.extract import lac
from kg.extract.document import Document
from kg.extract.recognise.chain import Chain, chain_from, labels, likely_spans
from kg.extract.recognise.features import Marks, Rows
from kg.model import Mention, Span, Vote, type_names

voter = "tagger"
_BATCH = 24
_WIDEST, _MARGIN = 1.25, 4  # how much longer than the shortest a piece in the same run may be; tuned for speed on news


class Voice(Protocol):
    """What the accurate and the fast model's tagger have in common."""

    def spans(self, document: Document, rows: Marks, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""


class Tagger:
    """The network and its CRF. Make one a process with `load`."""

    def __init__(self, network: bytes, chain: Chain) -> None:
        self._session: Any = lac.session(network)
        self._chain = chain

    def spans(self, document: Document, rows: Marks, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""
        if document.states is None:
            return
        for batch in batches(pieces):
            yield from mentions(document, batch, self._scores((document.states, rows), batch), self._chain)

    def _scores(self, blocks: Sequence[Rows | Marks], batch: Sequence[Span]) -> Rows:
        """The network's scores, (pieces, longest piece, labels); what stands beyond a piece's end means nothing."""
        scores = np.zeros((len(batch), max(map(len, batch)), len(labels)), dtype=np.float32)
        first = 0
        for alike in _alike(batch):
            found = self._run(blocks, alike)
            scores[first : first + len(alike), : found.shape[1]] = found
            first += len(alike)
        return scores

    def _run(self, blocks: Sequence[Rows | Marks], batch: Sequence[Span]) -> Rows:
        columns = sum(block.shape[1] for block in blocks)
        padded = np.zeros((len(batch), max(map(len, batch)), columns), dtype=np.float32)
        for row, piece in zip(padded, batch, strict=True):
            np.concatenate([block[piece.start : piece.end] for block in blocks], axis=1, out=row[: len(piece)])
        lengths = np.array([len(piece) for piece in batch], dtype=np.int32)
        scores: Rows = self._session.run(None, {"rows": padded, "lengths": lengths})[0]
        return scores


def _alike(batch: Sequence[Span]) -> Iterator[list[Span]]:
    """`batch`, sorted by length, in stretches of like length: the network takes its steps over the padding too."""
    alike: list[Span] = []
    for piece in batch:
        if alike and len(piece) > _WIDEST * len(alike[0]) + _MARGIN:
            yield alike
            alike = []
        alike.append(piece)
    if alike:
        yield alike


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
