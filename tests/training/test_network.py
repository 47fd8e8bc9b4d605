"""Training: the same twice, the slope is right, and what ships computes what was trained."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from kg.extract.recognise import chain, tagger  # noqa: E402 (after the check that PyTorch is there)
from training import light, network  # noqa: E402

columns = 12


def pieces(count: int = 6) -> list[network.Piece]:
    draw = np.random.default_rng(1)
    made = []
    for size in range(3, 3 + count):
        allowed = np.zeros((size, len(tagger.labels)), dtype=bool)
        allowed[:, 0] = True
        allowed[:2] = False
        allowed[[0, 1], [1, 3]] = True  # B-Person, E-Person
        made.append((draw.normal(size=(size, columns)).astype(np.float16), allowed))
    return made


@pytest.mark.parametrize("make", [network.Network, light.Light])
def test_training_twice_gives_the_same_weights(make: type) -> None:
    first, second = (network.fit(make, [pieces()], network.Pace(2)).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_slope_is_that_of_small_steps() -> None:
    lengths = torch.tensor([5, 3])
    scores = torch.randn(2, 5, len(tagger.labels), generator=torch.Generator().manual_seed(2)).double().requires_grad_()
    steps = torch.tensor(np.where(chain.allowed_steps(), 0.3, -1e4))
    allowed = torch.zeros(2, 5, len(tagger.labels), dtype=torch.bool)
    allowed[:, :, 0] = True
    allowed[:, 1:3] = True
    loss = network._Chain.apply(scores, steps, lengths, allowed)
    loss.backward()
    moved = scores.detach().clone()
    moved[0, 1, 0] += 1e-3
    assert scores.grad is not None
    slope = (network._Chain.apply(moved, steps, lengths, allowed) - loss) / 1e-3
    assert float(slope) == pytest.approx(float(scores.grad[0, 1, 0]), abs=2e-2)


def test_onnx_computes_what_was_trained() -> None:
    learnt = [network.fit(network.Network, [pieces()], network.Pace(2), seed=seed) for seed in (1, 2)]
    rows, lengths, _ = network._padded(pieces())
    session = tagger.lac.session(network.to_onnx(learnt))
    [scores] = session.run(None, {"rows": rows.numpy(), "lengths": lengths.numpy().astype(np.int32)})
    with torch.no_grad():
        wanted = torch.stack([one(rows, lengths) for one in learnt]).mean(dim=0).numpy()
    for got, want, length in zip(scores, wanted, lengths.tolist(), strict=True):
        assert np.allclose(got[:length], want[:length], atol=0.02)  # weights are stored in half precision


def test_numpy_computes_what_was_trained() -> None:
    size = light._size + columns
    made = [(np.concatenate((np.zeros((len(a), light._size), np.float16), a), axis=1), b) for a, b in pieces()]
    learnt = network.fit(light.Light, [made], network.Pace(2))
    voice = light.tagger_of(light.arrays_of(learnt, np.zeros((2, light._size), np.float32)), "字")
    rows, lengths, _ = network._padded(made)
    inside = (np.arange(rows.shape[1] + 4) < lengths.numpy()[:, None]).astype(np.float32)
    table = np.pad(rows.numpy(), ((0, 0), (0, 4), (0, 0)))
    got = voice._network(table.reshape(-1, size), inside.reshape(-1, 1)).reshape(*table.shape[:2], -1)
    with torch.no_grad():
        wanted = learnt(rows, lengths).numpy()
    for mine, theirs, length in zip(got, wanted, lengths.tolist(), strict=True):
        assert np.allclose(mine[:length], theirs[:length], atol=0.02)
