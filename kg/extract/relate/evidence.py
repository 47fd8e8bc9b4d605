"""The words that state a claim: the sentence of both names, or it and the one before where the subject stands there."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene
from kg.model import Evidence, Span
from kg.text.sentences import clauses

# Beyond this a sentence is narrowed to the clauses from the first name to the last.
_LONG = 120


def evidence_of_all(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """The stretches that state a claim; those that hold both names first, else in the order of `candidates`."""
    found = [(evidence_of(scene, candidate), candidate) for candidate in candidates]
    found.sort(key=lambda pair: not _holds_both(*pair))
    return tuple(dict.fromkeys(evidence for evidence, _ in found))


def _holds_both(evidence: Evidence, candidate: Candidate) -> bool:
    return all(evidence.start <= m.start and m.end <= evidence.end for m in (candidate.subject, candidate.object))


def evidence_of(scene: Scene, candidate: Candidate) -> Evidence:
    """The stretch of text that states `candidate`."""
    sentence = scene.plain[candidate.view].span
    places = [candidate.subject, candidate.object]
    inside = [place for place in places if sentence.start <= place.start < sentence.end]
    start, end = sentence.start, sentence.end
    if len(inside) == 2 and len(sentence) > _LONG:
        parts = [part for part in clauses(scene.document.folded, sentence) if any(part.holds(_span(p)) for p in inside)]
        if parts:
            start, end = parts[0].start, parts[-1].end
    away = next((place for place in places if place not in inside), None)
    before = scene.plain[candidate.view - 1].span if candidate.view else None
    if away and before and before.start <= away.start < before.end:
        start = before.start
    return Evidence(start, end, scene.document.text[start:end])


def _span(place: object) -> Span:
    return Span(place.start, place.end)  # type: ignore[attr-defined]
