"""The tagger's network while it learns (PyTorch) and as it ships (ONNX, half-precision weights).

Columns → dense layer with ReLU → bidirectional GRU → a score for each label; a linear-chain CRF over the scores. Where
gold leaves a character's label open, all allowed paths count as right.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from kg.extract.recognise.chain import allowed_steps, labels
from kg.model import Span

Piece = tuple[NDArray[np.float16], NDArray[np.bool_]]
"""The columns and the allowed labels of one stretch of text."""

Made = TypeVar("Made", bound=nn.Module)
Doubles = NDArray[np.float64]

_never = -1e4
_least = 1e-30
_ruled_out = np.where(allowed_steps(), 0.0, _never).astype(np.float32)
_opens = np.array([label[0] in "OBS" for label in labels], dtype=float)
_closes = np.array([label[0] in "OES" for label in labels], dtype=float)
_input_size, _hidden_size = 128, 96
_input_drop, _drop = 0.2, 0.4
_decay = 0.01


class Network(nn.Module):
    """Dense layer, recurrent layer, scores, and the CRF's weights of the steps from label to label."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.dense = nn.Linear(columns, _input_size)
        self.recurrent = nn.GRU(_input_size, _hidden_size, bidirectional=True, batch_first=True)
        self.scores = nn.Linear(2 * _hidden_size, len(labels))
        self.steps = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.input_drop, self.drop = nn.Dropout(_input_drop), nn.Dropout(_drop)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores, (pieces, characters, labels), of padded pieces, the longest first."""
        dense = self.drop(torch.relu(self.dense(self.input_drop(rows))))
        packed = nn.utils.rnn.pack_padded_sequence(dense, lengths, batch_first=True)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.recurrent(packed)[0], batch_first=True)
        return self.scores(self.drop(states))


def loss_of(network: nn.Module, rows: Tensor, lengths: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log-probability that a path is one that gold allows, summed over the pieces."""
    steps = network.steps + torch.tensor(_ruled_out)
    found: Tensor = _Chain.apply(network(rows, lengths), steps, lengths, allowed)  # type: ignore[no-untyped-call]
    return found


class _Chain(torch.autograd.Function):
    """The CRF's loss, its slope from forward and backward sums: several times faster than recording each step."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, steps: Tensor, lengths: Tensor, allowed: Tensor) -> Tensor:
        weights = np.exp((scores - scores.amax(dim=2, keepdim=True)).double().numpy())
        step_weights = np.exp(steps.double().numpy())
        every = _sums(weights, step_weights, lengths.numpy())
        right = _sums(weights * allowed.numpy(), step_weights, lengths.numpy())
        ctx.slopes = [torch.from_numpy((a - b).astype(np.float32)) for a, b in zip(every[1:], right[1:], strict=True)]
        return torch.tensor(every[0] - right[0], dtype=torch.float32)

    @staticmethod
    def backward(ctx: Any, loss: Tensor) -> tuple[Tensor, Tensor, None, None]:  # type: ignore[override]
        of_scores, of_steps = ctx.slopes
        return loss * of_scores, loss * of_steps, None, None


def _sums(weights: Doubles, steps: Doubles, lengths: NDArray[np.int64]) -> tuple[float, Doubles, Doubles]:
    """Log of the summed weight of all paths, how often each label and each step is expected in them."""
    forward, scale = _forward_sums(weights, steps, _opens)
    backward = _backward_sums(weights, steps, _closes, scale, lengths)
    inside = np.arange(weights.shape[1]) < lengths[:, None]
    rows = np.arange(len(lengths))
    ends = (forward[rows, lengths - 1] * _closes).sum(axis=1)
    total = np.log(scale, where=inside, out=np.zeros_like(scale)).sum() + np.log(ends).sum()
    expected = np.where(inside[:, :, None], forward * backward / ends[:, None, None], 0.0)
    onward = weights[:, 1:] * backward[:, 1:] / scale[:, 1:, None] / ends[:, None, None]
    onward = np.where(inside[:, 1:, None], onward, 0.0)
    before = np.where(inside[:, :-1, None], forward[:, :-1], 0.0)
    taken = before.reshape(-1, len(labels)).T @ onward.reshape(-1, len(labels)) * steps
    return float(total), expected, taken


def _forward_sums(weights: Doubles, steps: Doubles, first: Doubles) -> tuple[Doubles, Doubles]:
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


def _backward_sums(
    weights: Doubles, steps: Doubles, last: Doubles, scale: Doubles, lengths: NDArray[np.int64]
) -> Doubles:
    """Backward probabilities in the forward ones' scale; each row begins at its own end."""
    backward = np.empty_like(weights)
    now = np.broadcast_to(last, weights[:, 0].shape)
    for step in range(weights.shape[1] - 1, -1, -1):
        if step + 1 < weights.shape[1]:
            moved = (weights[:, step + 1] * now / scale[:, step + 1, None]) @ steps.T
            now = np.where((step >= lengths - 1)[:, None], last, moved)
        backward[:, step] = now
    return backward


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a network learns: epochs, pieces in a batch, and the highest learning rate of the one cycle."""

    epochs: int
    batch: int = 16
    rate: float = 2e-3


def fit(make: Callable[[int], Made], copies: Sequence[Sequence[Piece]], pace: Pace, *, seed: int = 1) -> Made:
    """Train on the copies of the material in turn, one an epoch. The same material and seed give the same weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in a fixed order
    torch.use_deterministic_algorithms(True)
    draw = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    network = make(copies[0][0][0].shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=pace.rate, weight_decay=_decay)
    plan = [copies[epoch % len(copies)] for epoch in range(pace.epochs)]
    total = sum(-(-len(pieces) // pace.batch) for pieces in plan)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, pace.rate, total_steps=total + 1, pct_start=0.15)
    network.train()
    for pieces in plan:
        for chosen in _batches(pieces, pace.batch, draw):
            optimizer.zero_grad()
            loss = loss_of(network, *_padded(chosen)) / len(chosen)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def _batches(pieces: Sequence[Piece], size: int, draw: random.Random) -> list[list[Piece]]:
    """Pieces of like length together, in another order each time."""
    ordered = sorted(pieces, key=lambda piece: len(piece[0]) + draw.random() * 20)
    batches = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    draw.shuffle(batches)
    return batches


def _padded(batch: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor]:
    ordered = sorted(batch, key=lambda piece: -len(piece[0]))
    longest = len(ordered[0][0])
    rows = np.zeros((len(batch), longest, ordered[0][0].shape[1]), dtype=np.float32)
    allowed = np.zeros((len(batch), longest, len(labels)), dtype=bool)
    allowed[:, :, 0] = True
    for index, (table, labelled) in enumerate(ordered):
        rows[index, : len(table)] = table
        allowed[index, : len(table)] = labelled
    lengths = torch.tensor([len(table) for table, _ in ordered])
    return torch.from_numpy(rows), lengths, torch.from_numpy(allowed)


def pieces_of(table: NDArray[np.float16], allowed: NDArray[np.bool_], pieces: Sequence[Span]) -> list[Piece]:
    """The pieces of one article."""
    return [(table[piece.start : piece.end], allowed[piece.start : piece.end]) for piece in pieces]


def to_onnx(networks: Sequence[Network]) -> bytes:
    """The networks without their CRF as one ONNX model: ``rows``, ``lengths`` → ``scores``, the mean of theirs."""
    stored = [
        {
            f"{name}_{number}": array
            for name, array in _stored({name: t.detach().numpy() for name, t in one.state_dict().items()}).items()
        }
        for number, one in enumerate(networks)
    ]
    halves = [
        numpy_helper.from_array(np.ascontiguousarray(array, np.float16), f"{name}_half")
        for arrays in stored
        for name, array in arrays.items()
    ]
    shape = numpy_helper.from_array(np.array([0, 0, 2 * _hidden_size], dtype=np.int64), "shape")
    columns = networks[0].dense.in_features
    nodes = [node for number, arrays in enumerate(stored) for node in _nodes(arrays, f"_{number}")]
    graph = helper.make_graph(
        [*nodes, helper.make_node("Mean", [f"scores_{number}" for number in range(len(networks))], ["scores"])],
        "tagger",
        [
            helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["pieces", "characters", columns]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["pieces"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["pieces", "characters", len(labels)])],
        [*halves, shape],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7, producer_name="newskg")
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def _stored(weights: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """PyTorch's weights by ONNX's names, in the shapes that its operators take."""
    return {
        "dense_w": weights["dense.weight"].T,
        "dense_b": weights["dense.bias"],
        "gru_w": _gates(weights, "weight_ih"),
        "gru_r": _gates(weights, "weight_hh"),
        "gru_b": np.concatenate((_gates(weights, "bias_ih"), _gates(weights, "bias_hh")), axis=1),
        "scores_w": weights["scores.weight"].T,
        "scores_b": weights["scores.bias"],
    }


def _nodes(stored: Iterable[str], of: str) -> list[onnx.NodeProto]:
    """The operators of the network whose names end in `of`, after those that widen its stored halves."""
    return [
        *(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT) for name in stored),
        helper.make_node("MatMul", ["rows", f"dense_w{of}"], [f"dense_0{of}"]),
        helper.make_node("Add", [f"dense_0{of}", f"dense_b{of}"], [f"dense_1{of}"]),
        helper.make_node("Relu", [f"dense_1{of}"], [f"dense{of}"]),
        helper.make_node("Transpose", [f"dense{of}"], [f"steps{of}"], perm=[1, 0, 2]),
        helper.make_node(
            "GRU",
            [f"steps{of}", f"gru_w{of}", f"gru_r{of}", f"gru_b{of}", "lengths"],
            [f"states_0{of}"],
            direction="bidirectional",
            hidden_size=_hidden_size,
            linear_before_reset=1,
        ),
        helper.make_node("Transpose", [f"states_0{of}"], [f"states_1{of}"], perm=[2, 0, 1, 3]),
        helper.make_node("Reshape", [f"states_1{of}", "shape"], [f"states{of}"]),
        helper.make_node("MatMul", [f"states{of}", f"scores_w{of}"], [f"scores_0{of}"]),
        helper.make_node("Add", [f"scores_0{of}", f"scores_b{of}"], [f"scores{of}"]),
    ]


def _gates(weights: dict[str, NDArray[np.float32]], part: str) -> NDArray[np.float32]:
    """PyTorch's gates (reset, update, new) in ONNX's order (update, reset, new), both directions."""
    both = []
    for direction in ("", "_reverse"):
        reset, update, new = np.split(weights[f"recurrent.{part}_l0{direction}"], 3)
        both.append(np.concatenate((update, reset, new)))
    return np.stack(both)


def rounded(steps: Sequence[Tensor]) -> list[list[float]]:
    """The mean of the CRFs' steps as they are written down."""
    mean = torch.stack([one.detach() for one in steps]).mean(dim=0)
    return [[round(step, 4) for step in row] for row in mean.tolist()]
