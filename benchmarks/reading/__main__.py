"""``python -m benchmarks.reading [PART...]``: pages, lines, encodings, names, copies, hostile, speed, memory."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks.reading import cost, quality

PARTS: dict[str, Callable[[], None]] = {
    "pages": quality.pages,
    "lines": quality.lines,
    "encodings": quality.encodings,
    "names": quality.names,
    "copies": quality.copies,
    "mutated": quality.mutated,
    "speed": cost.speed,
    "memory": cost.memory,
}


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    for name in parser.parse_args().parts or PARTS:
        print(f"\n### {name}\n", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
