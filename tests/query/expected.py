"""What each named question answers over the gold graph, kept in files that people have read against the articles.

``python -m tests.query.expected`` writes them anew; read what changed before you keep it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.ontology import load
from kg.query import Limits, Result, run
from tests.query.gold import gold_graph

_MOST = 40
folder = Path(__file__).with_name("expected")
values: dict[str, tuple[dict[str, str], ...]] = {
    "article": ({"source": "a-"}, {"title": "琼剧"}),
    "career": ({}, {"name": "乌兰其其格"}),
    "colleagues": ({}, {"name": "霍炳坤"}),
    "conferred": ({}, {"by": "妇联"}),
    "events": ({}, {"event": "展"}),
    "honors": ({}, {"recipient": "乌兰"}, {"honor": "三八红旗手"}),
    "honors-in-place": ({}, {"place": "南京市"}),
    "honors-since": ({}, {"place": "郯城县", "since": "2000"}),
    "members": ({}, {"body": "协会"}),
    "naming": ({}, {"name": "中国科学院"}),
    "natives": ({}, {"place": "市"}),
    "partners": ({}, {"name": "学院"}),
    "partners-of-partners": ({}, {"name": "智利天主教大学"}),
    "parts": ({}, {"body": "中国科学院"}),
    "people": ({}, {"organization": "陶瓷"}),
    "timeline": ({}, {"name": "乌兰其其格"}),
    "visits": ({}, {"name": "法学院"}),
}
"""Values that a question is asked with, beside none; one that lists everything is asked for a part only."""


def cases() -> list[tuple[str, dict[str, str]]]:
    """Every question with each of its values."""
    return [(name, given) for name in sorted(load().questions) for given in values.get(name, ({},))]


def file_of(name: str, given: dict[str, str]) -> Path:
    """Where the answer is kept."""
    return folder / ("+".join([name, *(f"{key}={value}" for key, value in sorted(given.items()))]) + ".tsv")


def asked(name: str, given: dict[str, str]) -> Result:
    """The answer now."""
    store = gold_graph().store()
    return run(store, load().questions[name].query, parameters=given, limits=Limits(seconds=60))


def as_text(found: Result) -> str:
    """An answer as it is kept: no IRIs, which are hashes; long sentences and long answers cut."""
    lines = [["" if cell.startswith("http") else cell[:60] for cell in row] for row in found.to_table()]
    kept = ["\t".join(line).replace("\n", " ") for line in lines[: 1 + _MOST]]
    return "\n".join([*kept, f"# {len(found)} rows"]) + "\n"


if __name__ == "__main__":
    for question, parameters in cases():
        path = file_of(question, parameters)
        path.write_text(as_text(asked(question, parameters)), encoding="utf-8")
        sys.stdout.write(f"{path.name} {path.read_text(encoding='utf-8').splitlines()[-1]}\n")
