"""Peak memory of each model by itself: ``python -m benchmarks.memory`` reads gold articles, a process a model.

The peak is given after the first article, with the model loaded, and after more: what articles need is kept and grows
slowly.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.extract import extract
from kg.model import Article, Model
from kg.ontology import load
from kg.read import read_paths

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
_AT = (1, 80, 160)


def main() -> None:
    """Print a table, megabytes by model and number of articles."""
    if len(sys.argv) > 1:
        model: Model = "fast" if sys.argv[1] == "fast" else "accurate"
        print(f"| {model} | " + " | ".join(f"{peak:.0f}" for peak in peaks(model)) + " |")
        return
    print("| peak, MB | " + " | ".join(f"after {count}" for count in _AT) + " |")
    print("| --- |" + " --- |" * len(_AT), flush=True)
    for model in ("accurate", "fast"):
        subprocess.run([sys.executable, "-m", "benchmarks.memory", model], check=True)  # noqa: S603 - our own module


def peaks(model: Model) -> Iterator[float]:
    """The process's peak so far, at each of `_AT`."""
    for count, article in enumerate(read_paths(sorted(GOLD.glob("*/*.txt"))[: _AT[-1]]), 1):
        if isinstance(article, Article):
            extract(article, load(), model=model)
        if count in _AT:
            yield _peak()


def _peak() -> float:
    """In megabytes. On Linux of this program alone: `ru_maxrss` begins at what its parent needed."""
    own = Path("/proc/self/status")
    lines = own.read_text().splitlines() if own.exists() else []
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), used / (1 << 20))


if __name__ == "__main__":
    main()
