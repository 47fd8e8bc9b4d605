"""Time against length: ``python -m benchmarks.length`` reads and extracts ever longer texts that nobody would write.

Each kind is one trap (a character, brackets, surnames, digits … over and over), given in four lengths, up to a megabyte
for the fast model, which reads whatever is longer than 40,000 characters for the accurate one, too. Doubling the text
may double the time, not more: the last column is the steepest exponent, 1 for linear.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from itertools import pairwise

from kg.extract import extract
from kg.extract.lac import longest_piece
from kg.model import Model
from kg.ontology import load
from kg.read import read_text

KINDS = {
    "one character 啊": "啊",
    "one surname 王": "王",
    "surnames": "赵钱孙李周吴郑王冯陈",
    "full names": "王建国、李秀英、",
    "opening brackets": "（",
    "brackets": "（）",
    "nested brackets": "（（（（））））",
    "digits": "1",
    "Chinese digits": "三",
    "numbers with units": "3万元",
    "年月日": "年月日",
    "dates": "2023年5月3日",
    "opening quotes": "“",
    "quotes": "“”",
    "quoted names": "“先锋号”",
    "county": "县",
    "counties": "商南县丹凤县",
    "heads": "公司",
    "bodies": "商南县总工会",
    "honors": "获劳动模范称号",
    "honor heads": "奖",
    "dots": "·",
    "dotted names": "约翰·史密斯",
    "full stops": "。",
    "commas": "，",
    "line breaks": "县\n",
    "spaces": " 张",
    "letters": "a",
    "Latin names": "John Smith ",
    "lone surrogates": "\ud83d",
    "zero width": "张\u200b",
    "clauses": "王建国获劳动模范称号，",
    "sentences": "5月3日，商南县总工会授予王建国等3人“劳动模范”称号。",
}
"""What is repeated, by name."""
SIZES = {"accurate": (15_000, 30_000, 60_000, 120_000), "fast": (125_000, 250_000, 500_000, 1_000_000)}
"""Bytes of UTF-8, by model."""
_MEASURABLE = 0.2  # seconds for the longest text; below, a ratio says nothing


def main() -> None:
    """Print a table, seconds of CPU by kind and length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=("accurate", "fast"), action="append")
    parser.add_argument("--kind", action="append", choices=tuple(KINDS), help="only these")
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out sizes beyond, in bytes")
    options = parser.parse_args()
    models: list[Model] = options.model or ["accurate", "fast"]
    for model in models:
        extract(read_text("张三获奖。"), load(), model=model)
        sizes = [size for size in SIZES[model] if size <= options.largest]
        print(f"\n| {model} | " + " | ".join(f"{size // 1000} kB" for size in sizes) + " | exponent |")
        print("| --- |" + " --- |" * (len(sizes) + 1))
        for kind in options.kind or KINDS:
            taken = list(seconds(KINDS[kind], sizes, model))
            print(f"| {kind} | " + " | ".join(f"{one:.2f} s" for one in taken) + f" | {steepest(taken)} |", flush=True)


def steepest(taken: list[float]) -> str:
    """The largest exponent between neighbours of `taken`, each for twice the length of the one before."""
    if taken[-1] < _MEASURABLE:
        return "–"
    return f"{max((math.log2(b / a) for a, b in pairwise(taken)), default=0.0):.2f}"


def seconds(unit: str, sizes: list[int], model: Model) -> Iterator[float]:
    """The CPU time for each of `sizes`, in bytes, of `unit` over and over, read and extracted.

    So often that the last piece given to a tagger is as long as the others: a name that it sees in a shorter one is
    looked for in all of the text, which takes ten times as long, by chance at one length and not at the next.
    """
    each = len(unit.encode("utf-8", "surrogatepass"))
    whole = longest_piece // math.gcd(longest_piece, len(unit))
    for size in sizes:
        text = unit * (size // each // whole * whole)
        start = time.process_time()
        extract(read_text(text), load(), model=model)
        yield time.process_time() - start


if __name__ == "__main__":
    main()
