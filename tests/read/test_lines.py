"""Lines of real-looking pages: which are body, which are boilerplate. Labels in `lines/` were made by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.read.layout import assign_roles, split
from kg.read.repair import repair

_TRAIN = Path(__file__).parents[1] / "gold" / "train"
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
