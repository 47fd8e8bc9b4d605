"""Lines of real-looking pages: which are body, which are boilerplate. Labels in `lines/` were made by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kg.read.layout import Line, assign_roles, split
from kg.read.repair import repair
from kg.text.fold import fold

_GOLD = Path(__file__).parents[1] / "gold"
_TRAIN = _GOLD / "train"
# Lines that are read for metadata.
_TELLING = frozenset({"header", "byline", "editor"})
_LABELS = Path(__file__).parent / "lines" / "train.tsv"


def _labels() -> dict[str, dict[int, str]]:
    labels: dict[str, dict[int, str]] = {}
    for row in _LABELS.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            article, number, label = row.split("\t")
            labels.setdefault(article, {})[int(number)] = label
    return labels


def test_body_lines_are_kept_and_boilerplate_goes() -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for article, labels in _labels().items():
        raw = (_TRAIN / f"{article}.txt").read_text(encoding="utf-8")
        repaired = repair(raw)
        lines = split(repaired)
        assign_roles(lines)
        for line in lines:
            number = raw.count("\n", 0, repaired.source_span(line.start, line.end).start) + 1
            label, kept = labels[number], line.role in {"title", "body"}
            seen[label, kept] += 1
            if kept != (label in {"title", "body"}):
                wrong.append((article, number, label, line.role, line.text[:40]))
    body = seen["body", True] + seen["title", True]
    assert body >= 0.995 * (body + seen["body", False] + seen["title", False]), wrong
    junk = seen["boilerplate", False]
    assert junk >= 0.95 * (junk + seen["boilerplate", True]), wrong


@pytest.mark.parametrize("part", ["train", "extra", "dev"])
def test_lines_with_noise_go_and_lines_with_names_stay(part: str) -> None:
    """What gold says of lines: its noise stands in boilerplate, its names and quantities in title and body."""
    kept: Counter[tuple[str, bool]] = Counter()
    for file in sorted((_GOLD / part).glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        entities = [entity for entity in gold["entities"] if not entity.get("optional")]
        names = [fold(form) for entity in entities for form in (entity["name"], *entity["aliases"]) if len(form) > 2]
        figures = [quantity["text"] for quantity in gold["quantities"] if len(quantity["text"]) > 2]
        for line in _lines(file.with_suffix(".txt")):
            if any(fold(noise) in line.folded for noise in gold["noise"]):
                kept["noise", line.role in {"title", "body"}] += 1
            elif line.role not in _TELLING and any(form in line.folded for form in [*names, *map(fold, figures)]):
                kept["said", line.role in {"title", "body"}] += 1
    assert kept["said", True] >= 0.99 * (
        kept["said", True] + kept["said", False]
    )  # an outlet above the title is no loss
    assert kept["noise", False] >= 0.95 * (kept["noise", True] + kept["noise", False])


def _lines(file: Path) -> list[Line]:
    found = split(repair(file.read_text(encoding="utf-8")))
    assign_roles(found)
    return found
