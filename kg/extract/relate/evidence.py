"""The words that state a claim: the sentence of both names, or it and the one before where the subject stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene
from kg.model import Evidence, Span
from kg.text.sentences import clauses

# Beyond this a sentence is narrowed to the clauses from the first name to the last.
_LONG = 120


def evidence_of_all(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """The stretches that state a claim; those that hold both names first, else in the order of `candidates`.

    Of two stretches of which one holds the other the first in this order is kept.
    """
    found = [(evidence_of(scene, candidate), candidate) for candidate in candidates]
    found.sort(key=lambda pair: not all(_holds(scene, pair[0], entity) for entity in _ends(pair[1])))
    kept: list[Evidence] = []
    for quote, _ in found:
        if not any(quote.start < other.end and other.start < quote.end for other in kept):
            kept.append(quote)
    return tuple(kept)


def evidence_of(scene: Scene, candidate: Candidate) -> Evidence:
    """The stretch of text that states `candidate`."""
    number = _fullest(scene, candidate) if candidate.mode == "name" else candidate.view
    sentence = scene.plain[number].span
    start, end = _narrowed(scene, candidate, sentence)
    away = [entity for entity in _ends(candidate) if not _holds(scene, sentence, entity)]
    before = scene.plain[number - 1].span if number and candidate.mode != "name" else None
    if before is not None and any(_holds(scene, before, entity) for entity in away):
        start = before.start
    return Evidence(start, end, scene.document.text[start:end])


def _narrowed(scene: Scene, candidate: Candidate, sentence: Span) -> tuple[int, int]:
    """`sentence`, or of a long one the clauses from the first name to the last."""
    places = [Span(place.start, place.end) for place in (candidate.subject, candidate.object)]
    if len(sentence) > _LONG and all(sentence.holds(place) for place in places):
        parts = clauses(scene.document.folded, sentence)
        first, last = min(place.start for place in places), max(place.end for place in places)
        return max(p.start for p in parts if p.start <= first), min(p.end for p in parts if p.end >= last)
    return sentence.start, sentence.end


def _fullest(scene: Scene, candidate: Candidate) -> int:
    """The sentence in which a unit is called by the longest of its names, which begins with its parent's."""
    mentions = scene.entities[candidate.subject.entity].mentions
    longest = max(mentions, key=lambda mention: (mention.end - mention.start, -mention.start))
    return next((n for n, view in enumerate(scene.plain) if view.span.holds(longest)), candidate.view)


def _ends(candidate: Candidate) -> Iterator[str]:
    yield candidate.subject.entity
    yield candidate.object.entity


def _holds(scene: Scene, stretch: Span | Evidence, entity: str) -> bool:
    """Whether a mention of `entity` stands in `stretch`."""
    return any(
        stretch.start <= mention.start and mention.end <= stretch.end for mention in scene.entities[entity].mentions
    )
