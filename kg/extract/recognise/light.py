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
from kg.extract.recognise.chain import Chain, chain_from, labels
from kg.extract.recognise.features import Marks, Rows
from kg.extract.recognise.tagger import batches, mentions
from kg.model import Mention, Span

taps = (-2, -1, 0, 1, 2)
"""The neighbours that a convolution looks at; the second layer looks twice as far."""
_gap = taps[-1] * 2  # empty rows between pieces, so that none sees another

Arrays = Mapping[str, NDArray[np.float32]]


class LightTagger:
    """The network's arrays and its CRF. Make one a process with `load`."""

    def __init__(self, alphabet: str, arrays: Arrays, chain: Chain) -> None:
        codes = np.array([ord(char) for char in alphabet], dtype=np.int64)
        self._number = np.zeros(0x110000, dtype=np.int32)
        self._number[codes] = np.arange(1, len(codes) + 1)
        self._arrays = arrays
        self._chain = chain
        self._threads = ThreadpoolController()

    def spans(self, document: Document, rows: Marks, pieces: Sequence[Span]) -> Iterator[Mention]:
        """Every span of `pieces` with a fair chance to be a name; they overlap. `rows` are the document's features."""
        with self._threads.limit(limits=1, user_api="blas"):  # more threads only wait for each other
            scored = [(batch, self._scores(document.folded, rows, batch)) for batch in batches(pieces)]
        for batch, scores in scored:
            yield from mentions(document, batch, scores, self._chain)

    def characters(self, text: str) -> Rows:
        """The vectors of the characters; unknown ones share one."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        vectors: Rows = self._arrays["characters"][self._number[codes]]
        return vectors

    def _scores(self, text: str, rows: Marks, batch: Sequence[Span]) -> Rows:
        """Scores, (pieces, longest piece, labels). The pieces stand in one row, a gap behind each."""
        lengths = np.array([len(piece) for piece in batch])
        at = np.concatenate([np.arange(piece.start, piece.end) for piece in batch])
        place = np.arange(len(at)) + np.repeat(np.arange(len(batch)) * _gap, lengths)
        table = np.zeros((place[-1] + 1 + _gap, len(self._arrays["dense_w"])), dtype=np.float32)
        table[place] = np.concatenate(
            (self.characters("".join(piece.slice(text) for piece in batch)), rows[at]), axis=1
        )
        inside = np.zeros((len(table), 1), dtype=np.float32)
        inside[place] = 1
        scores: Rows = np.zeros((len(batch), lengths.max(), len(labels)), dtype=np.float32)
        scores[np.arange(lengths.max()) < lengths[:, None]] = self._network(table, inside)[place]
        return scores

    def _network(self, table: Rows, inside: Rows) -> Rows:
        arrays = self._arrays
        dense = _activated(table @ arrays["dense_w"], arrays["dense_b"], inside)
        near = _activated(_convolved(dense, arrays["near_w"], 1), arrays["near_b"], inside)
        far = _activated(_convolved(near, arrays["far_w"], 2), arrays["far_b"], inside)
        return np.asarray((near + far) @ arrays["scores_w"] + arrays["scores_b"], dtype=np.float32)


def _activated(rows: Rows, bias: Rows, inside: Rows) -> Rows:
    """`rows` with the bias, below 0 and in the gaps 0; done in place."""
    rows += bias
    np.maximum(rows, 0, out=rows)
    rows *= inside
    return rows


def _convolved(rows: Rows, weights: Rows, stride: int) -> Rows:
    """Sum over the taps of the rows so far away times that tap's weights, (taps, in, out)."""
    total: Rows = rows @ weights[len(taps) // 2]
    product = np.empty_like(total)
    for tap, matrix in zip(taps, weights, strict=True):
        shift = tap * stride
        if shift:
            np.matmul(rows, matrix, out=product)
            total[max(-shift, 0) : len(rows) - max(shift, 0)] += product[max(shift, 0) : len(rows) - max(-shift, 0)]
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
        known = bytes(stored["labels"].astype(np.uint8)).decode().split()
    return LightTagger(alphabet, arrays, chain_from({"labels": known, "steps": arrays.pop("steps")}))
