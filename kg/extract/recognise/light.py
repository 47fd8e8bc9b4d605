"""The fast model's tagger: two convolutions over characters and features, in NumPy; no neural library, no LAC.

Trained and used as `tagger.Tagger` is, with a vector for each character in the place of LAC's states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.extract.document import Document
from kg.extract.recognise.features import Rows
from kg.extract.recognise.tagger import Chain, batches, chain_from, mentions
from kg.model import Mention, Span

taps = (-2, -1, 0, 1, 2)
"""The neighbours that a convolution looks at; the second layer looks twice as far."""
_gap = taps[-1] * 2  # empty rows between pieces, so that none sees another

Arrays = Mapping[str, NDArray[np.float32]]


class LightTagger:
    """The network's arrays and its CRF. Make one a process with `load`."""

    def __init__(self, alphabet: str, arrays: Arrays, chain: Chain) -> None:
        self._number = {char: number for number, char in enumerate(alphabet, 1)}
        self._arrays = arrays
        self._chain = chain
        self._threads = ThreadpoolController()

    def spans(self, document: Document, rows: Rows, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""
        for batch in batches(pieces):
            yield from mentions(document, batch, self._scores(document.folded, rows, batch), self._chain)

    def characters(self, text: str) -> Rows:
        """The vectors of the characters; unknown ones share one."""
        vectors: Rows = self._arrays["characters"][[self._number.get(char, 0) for char in text]]
        return vectors

    def _scores(self, text: str, rows: Rows, batch: Sequence[Span]) -> Rows:
        """Scores, (pieces, longest piece, labels)."""
        longest = max(map(len, batch))
        table = np.zeros((len(batch), longest + _gap, len(self._arrays["dense_w"])), dtype=np.float32)
        inside = np.zeros((len(batch), longest + _gap, 1), dtype=np.float32)
        for row, mark, piece in zip(table, inside, batch, strict=True):
            row[: len(piece)] = np.concatenate(
                (self.characters(piece.slice(text)), rows[piece.start : piece.end]), axis=1
            )
            mark[: len(piece)] = 1
        with self._threads.limit(limits=1, user_api="blas"):  # more threads only wait for each other
            scores = self._network(table.reshape(-1, table.shape[2]), inside.reshape(-1, 1))
        return scores.reshape(len(batch), longest + _gap, -1)[:, :longest]

    def _network(self, table: Rows, inside: Rows) -> Rows:
        arrays = self._arrays
        dense = np.maximum(table @ arrays["dense_w"] + arrays["dense_b"], 0) * inside
        near = np.maximum(_convolved(dense, arrays["near_w"], 1) + arrays["near_b"], 0) * inside
        far = np.maximum(_convolved(near, arrays["far_w"], 2) + arrays["far_b"], 0) * inside
        scores: Rows = (near + far) @ arrays["scores_w"] + arrays["scores_b"]
        return scores


def _convolved(rows: Rows, weights: Rows, stride: int) -> Rows:
    """Sum over the taps of the rows so far away times that tap's weights, (taps, in, out)."""
    total = np.zeros((len(rows), weights.shape[2]), dtype=np.float32)
    for tap, matrix in zip(taps, weights, strict=True):
        shift = tap * stride
        product = rows @ matrix
        if shift < 0:
            total[-shift:] += product[:shift]
        elif shift > 0:
            total[:-shift] += product[shift:]
        else:
            total += product
    return total


@cache
def load() -> LightTagger:
    """The process's fast tagger, from the file that ships with the package."""
    try:
        data = (files("kg.extract.recognise") / "models" / "light.npz").read_bytes()
    except OSError as error:
        raise ModelError(f"the fast model's file is missing ({error}): install newskg again") from error
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files if stored[name].dtype != np.uint32}
        alphabet = "".join(map(chr, stored["alphabet"]))
        labels = bytes(stored["labels"].astype(np.uint8)).decode().split()
    return LightTagger(alphabet, arrays, chain_from({"labels": labels, "steps": arrays.pop("steps")}))
