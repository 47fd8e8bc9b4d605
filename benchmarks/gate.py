"""The evaluation gate: measures on tests/gold/dev may not fall below the floors of tests/floors.toml.

A floor is of a measure's F1, or of its precision or recall where its name ends so (``relation precision``).
``python -m benchmarks.gate`` checks, ``--raise`` lifts the floors to what was reached (rounded down to the half
percent), ``--lower`` also lets them sink.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluate import Scores, evaluate
from kg.model import Model
from kg.ontology import load

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.toml"
GOLD = ROOT / "tests" / "gold" / "dev"
MODELS: tuple[Model, ...] = ("accurate", "fast")

Floors = Mapping[str, Mapping[str, float]]


def floors() -> Floors:
    """The floors by model and measure."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def measure(model: Model) -> Scores:
    """The scores of `model` on the dev articles."""
    return evaluate(GOLD, load(), model=model)


def below(model: Model, scores: Scores, wanted: Floors) -> Iterator[str]:
    """One line for each measure of `model` under its floor."""
    for name, floor in wanted.get(model, {}).items():
        if reached(scores, name) < floor:
            yield f"{model}: {name} {reached(scores, name):.4f} is below its floor {floor}"


def reached(scores: Scores, name: str) -> float:
    """The F1 of measure `name`, or its precision or recall where the name ends with that word."""
    measure, _, share = name.rpartition(" ")
    if share in {"precision", "recall"}:
        return scores[measure].precision if share == "precision" else scores[measure].recall
    return scores[name].f1


def main() -> int:
    """Check or rewrite the floors; 1 where a measure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    old = floors()
    scores = {model: measure(model) for model in MODELS}
    problems = [line for model in MODELS for line in below(model, scores[model], old)]
    print("\n".join(problems) or "every measure is at or above its floor")
    if options.lift or options.lower:
        FLOORS.write_text("".join(_lines(scores, old, lower=options.lower)), encoding="utf-8")
    return 1 if problems and not options.lower else 0


def _lines(scores: Mapping[Model, Scores], old: Floors, *, lower: bool) -> Iterator[str]:
    for line in FLOORS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            yield line + "\n"
    for model, score in scores.items():
        yield f"\n[{model}]\n"
        for name, floor in old[model].items():
            rounded = math.floor(reached(score, name) * 200) / 200
            yield f'"{name}" = {rounded if lower else max(rounded, floor):.3f}\n'


if __name__ == "__main__":
    sys.exit(main())
