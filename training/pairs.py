"""The network for pairs while it learns (PyTorch): ``kg/extract/relate/network.py`` says what it looks at.

A claim is as likely as its likeliest candidates (log of the summed odds), so that a sentence that names two of whom
another says something need not be told apart by hand. What gold leaves open teaches nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import conv1d, dropout

from kg.extract.relate import layout, network
from kg.extract.relate.layout import Floats
from kg.extract.relate.network import convolutions
from training.pair_rows import Article, Batch, batch_of

_dense, _kind, _told, _states, _hidden = 64, 24, 24, 96, 96
_batch, _rate, _decay = 2, 2e-3, 0.02
_drop, _input_drop = 0.3, 0.2
_taps = {"first": 3, "second": 5, "third": 5}
_relations = len(layout.relations)
_unasked = -30.0


class PairNetwork(nn.Module):
    """The arrays of `kg.extract.relate.network` as parameters of the same names and shapes."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        first = _dense + _kind + _told
        shapes: dict[str, tuple[int, ...]] = {
            "dense_w": (columns, _dense),
            "dense_b": (_dense,),
            "kinds": (layout.kinds, _kind),
            "told_w": (_relations, _told),
        }
        for name, _ in convolutions:
            shapes |= {f"{name}_w": (_taps[name], first, _states), f"{name}_b": (_states,)}
            first = _states
        sides = ("subject", "object", "between", "left", "right")
        shapes |= {f"near_{side}": (_states, _hidden) for side in sides}
        shapes |= {f"away_{side}": (_states, _hidden) for side in ("anchor", "source", "before", "after")}
        shapes |= dict.fromkeys(("near_subject_x", "near_object_x"), (columns, _hidden))
        shapes |= dict.fromkeys(("away_anchor_x", "away_source_x"), (columns, _hidden))
        shapes |= {f"{part}_dist": (layout.distances, _hidden) for part in ("near", "away")}
        shapes |= {"near_told": (3 * _relations, _hidden), "away_told": (2 * _relations, _hidden)}
        shapes |= {"near_order": (2, _hidden), "near_marks": (2 * _relations, _hidden)}
        shapes |= {"away_bits": (layout.bits, _hidden), "away_halves": (2 * _relations, _hidden)}
        shapes |= {"near_b": (_hidden,), "away_b": (_hidden,)}
        shapes |= {"near_out": (_hidden, _relations), "away_out": (_hidden, 2 * _relations)}
        shapes |= {"near_bias": (_relations,), "away_bias": (2 * _relations,)}
        self.arrays = nn.ParameterDict({name: nn.Parameter(_initial(name, shape)) for name, shape in shapes.items()})

    def forward(self, batch: Batch) -> Tensor:
        """The log-odds of each candidate."""
        seen = self._states(batch)
        found = torch.full((len(batch.part),), _unasked)
        for number, hidden, name in ((0, self._near(batch, seen), "near"), (1, self._away(batch, seen), "away")):
            mask = batch.part == number
            scores = self._dropped(torch.relu(hidden)) @ self.arrays[f"{name}_out"] + self.arrays[f"{name}_bias"]
            found = found.masked_scatter(mask, scores[batch.row[mask], batch.column[mask]])
        return found

    def _dropped(self, rows: Tensor) -> Tensor:
        return dropout(rows, _drop, self.training)

    def _states(self, batch: Batch) -> Tensor:
        arrays = self.arrays
        dense = torch.relu(dropout(batch.vectors, _input_drop, self.training) @ arrays["dense_w"] + arrays["dense_b"])
        told = batch.told @ arrays["told_w"]
        rows = self._dropped(torch.cat((dense, arrays["kinds"][batch.kinds], told), dim=1)) * batch.inside
        for name, apart in convolutions:
            weights = arrays[f"{name}_w"].permute(2, 1, 0)
            padding = weights.shape[2] // 2 * apart
            made = conv1d(rows.T[None], weights, arrays[f"{name}_b"], padding=padding, dilation=apart)[0].T
            made = torch.relu(made) * batch.inside
            rows = made if name == "first" else rows + made
        return self._dropped(rows)

    def _near(self, batch: Batch, seen: Tensor) -> Tensor:
        arrays, columns = self.arrays, batch.near
        subject, subject_end, obj, obj_end = batch.near_at.T
        left, right = torch.minimum(subject, obj), torch.maximum(subject_end, obj_end)
        first, last = torch.minimum(subject_end, obj_end) + 1, torch.maximum(subject, obj) - 1
        hidden = seen[subject] @ arrays["near_subject"] + seen[obj] @ arrays["near_object"] + arrays["near_b"]
        hidden = (
            hidden + batch.vectors[subject] @ arrays["near_subject_x"] + batch.vectors[obj] @ arrays["near_object_x"]
        )
        hidden = hidden + greatest(seen, first, last) @ arrays["near_between"]
        hidden = hidden + seen[(left - 1).clamp(min=0)] @ arrays["near_left"]
        hidden = hidden + seen[(right + 1).clamp(max=len(seen) - 1)] @ arrays["near_right"]
        return hidden + sum(columns[name] @ arrays[f"near_{name}"] for name in ("dist", "told", "order", "marks"))

    def _away(self, batch: Batch, seen: Tensor) -> Tensor:
        arrays, columns = self.arrays, batch.away
        at, where = batch.away_at.T
        first, last = batch.bounds[at].T
        sums = torch.cat((torch.zeros(1, seen.shape[1]), seen.cumsum(dim=0)))
        before = (sums[at] - sums[first]) / (at - first).clamp(min=1)[:, None]
        after = (sums[last + 1] - sums[at + 1]) / (last - at).clamp(min=1)[:, None]
        hidden = seen[at] @ arrays["away_anchor"] + seen[where] @ arrays["away_source"] + arrays["away_b"]
        hidden = hidden + batch.vectors[at] @ arrays["away_anchor_x"] + batch.vectors[where] @ arrays["away_source_x"]
        hidden = hidden + before @ arrays["away_before"] + after @ arrays["away_after"]
        return hidden + sum(columns[name] @ arrays[f"away_{name}"] for name in ("dist", "told", "bits", "halves"))


def _initial(name: str, shape: tuple[int, ...]) -> Tensor:
    if len(shape) == 1:
        return torch.full(shape, {"near_bias": -3.0, "away_bias": -4.0}.get(name, 0.0))
    if name == "kinds":
        return torch.randn(shape)
    fan = {"near": 6 * _states, "away": 5 * _states}.get(name[:4], int(np.prod(shape[:-1])))
    return (torch.rand(shape) * 2 - 1) * (_hidden if name.endswith("_out") else fan) ** -0.5


def greatest(rows: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """As `network.greatest`."""
    tables = [rows]
    for level in range(6):
        size = 1 << level
        before = tables[-1]
        tables.append(torch.maximum(before, torch.cat((before[size:], before[-size:]))) if size < len(rows) else before)
    levels = torch.log2((last - first + 1).clamp(min=1).float()).long().clamp(max=6)
    start = first.clamp(0, len(rows) - 1)
    stacked = torch.stack(tables)
    end = torch.maximum(last - (1 << levels) + 1, start)
    return torch.maximum(stacked[levels, start], stacked[levels, end]) * (last >= first)[:, None]


def loss_of(made: PairNetwork, batch: Batch) -> Tensor:
    """The cross-entropy of the claims that gold judges and that the network is asked about."""
    scores = made(batch)
    count = len(batch.truth)
    best = torch.full((count,), _unasked).scatter_reduce(0, batch.claim, scores.detach(), "amax")
    summed = torch.zeros(count).scatter_add(0, batch.claim, torch.exp(scores - best[batch.claim]))
    judged = (batch.truth >= 0) & (best > _unasked)
    odds = best + torch.log(summed + 1e-9)
    return cross_entropy(odds[judged], batch.truth[judged].float(), reduction="sum")


def fit(epochs: Sequence[Sequence[Article]], *, seed: int) -> PairNetwork:
    """Train on the articles of each of `epochs` in turn. The same material and seed give the same weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in a fixed order
    torch.use_deterministic_algorithms(True)
    draw = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    made = PairNetwork(epochs[0][0].vectors.shape[1])
    optimizer = torch.optim.AdamW(made.parameters(), lr=_rate, weight_decay=_decay)
    steps = sum(-(-len(articles) // _batch) for articles in epochs)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _rate, total_steps=steps + 1, pct_start=0.15)
    made.train()
    for articles in epochs:
        order = list(articles)
        draw.shuffle(order)
        for start in range(0, len(order), _batch):
            chosen = order[start : start + _batch]
            optimizer.zero_grad()
            loss = loss_of(made, batch_of(chosen)) / len(chosen)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(made.parameters(), 5.0)
            optimizer.step()
            schedule.step()
    return made.eval()


@torch.no_grad()
def scores_of(made: PairNetwork, article: Article) -> Floats:
    """The log-odds of an article's candidates; `network.unasked` where the network says nothing."""
    found: Floats = made(batch_of([article])).numpy()
    return np.where(found <= _unasked, np.float32(network.unasked), found)


def to_npz(made: PairNetwork, alphabet: str, characters: Floats) -> bytes:
    """A NumPy archive in half precision without pickled objects; the same arrays give the same bytes."""
    arrays = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in made.arrays.items()}
    file = BytesIO()
    codes = np.array(list(map(ord, alphabet)), dtype=np.uint32)
    np.savez_compressed(file, alphabet=codes, characters=characters.astype(np.float16), **arrays)
    return file.getvalue()


def stored(made: PairNetwork) -> bytes:
    """The arrays at full precision, to go on with."""
    file = BytesIO()
    np.savez(file, **{name: tensor.detach().numpy() for name, tensor in made.arrays.items()})
    return file.getvalue()


def restored(content: bytes) -> PairNetwork:
    """What `stored` kept."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        made = PairNetwork(arrays["dense_w"].shape[0])
        made.load_state_dict({f"arrays.{name}": torch.from_numpy(arrays[name]) for name in arrays.files})
    return made.eval()
