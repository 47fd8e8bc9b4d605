"""``make bench``: quality on the dev articles, speed of each stage, the viewer; Markdown for docs/."""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    ["benchmarks.quality", "tests/gold/dev"],
    ["benchmarks.speed"],
    ["benchmarks.memory"],
    ["benchmarks.viewer"],
    ["benchmarks.reading"],
    ["benchmarks.pairs"],
    ["benchmarks.resolving"],
    ["benchmarks.mirrors", "--articles", "45", "--model", "fast"],
    ["benchmarks.evidence", "tests/gold/dev"],
    ["benchmarks.exports"],
    ["benchmarks.serve"],
    ["benchmarks.length"],
)

if __name__ == "__main__":
    for part in PARTS:  # a process each, so that one's memory and caches don't flatter the next
        print(f"\n## {' '.join(part)}\n", flush=True)
        subprocess.run([sys.executable, "-m", *part], check=True)  # noqa: S603 - our own modules
