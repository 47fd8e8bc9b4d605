"""Claims: all candidates of an article that say the same, and how each claim stands against those it competes with.

A person's post in a sentence is mostly one, a prize in a list has one winner: a claim that is the best for both of its
ends is likelier than its own sentence says. Small boosted trees weigh that: this module describes, `scorer` judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends, symmetric
from kg.extract.relate.scorer import least

Key = tuple[str, str, str]
_NONE = -12.0
modes = (">", "<", "=", "cs", "co", "name", "pattern")
"""How a pair may stand: before, after, within a coordination, subject or object carried over, by name, by a pattern."""
_RELATIONS = tuple(ends)
best_at = len(_RELATIONS) + len(modes)
"""Where in a row the score of the claim's best candidate stands."""


@dataclass(slots=True)
class Claim:
    """One relation between two entities, with every candidate that says so, best first."""

    key: Key
    scored: list[tuple[float, Candidate]] = field(default_factory=list)

    @property
    def best(self) -> float:
        """The score of the best candidate."""
        return self.scored[0][0]


def key_of(candidate: Candidate) -> Key:
    """The claim that `candidate` speaks for; a symmetric relation has one key for both directions."""
    one, two = candidate.subject.entity, candidate.object.entity
    if candidate.relation in symmetric and two < one:
        one, two = two, one
    return candidate.relation, one, two


def gather(scored: Iterable[tuple[float, Candidate]]) -> dict[Key, Claim]:
    """Candidates grouped to claims."""
    claims: dict[Key, Claim] = {}
    for score, candidate in scored:
        key = key_of(candidate)
        claims.setdefault(key, Claim(key)).scored.append((score, candidate))
    for claim in claims.values():
        claim.scored.sort(key=lambda pair: (-pair[0], pair[1].view, pair[1].mode))
    return claims


def describe(scene: Scene, claims: Mapping[Key, Claim], *, floor: float = least) -> dict[Key, list[float]]:
    """For each claim that scores above `floor` the numbers that the trees look at."""
    by_subject = _ranked(claims, 1)
    by_object = _ranked(claims, 2)
    in_view_subject, in_view_object = _in_views(claims)
    by_pair: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for (relation, s, o), claim in claims.items():
        by_pair[min(s, o), max(s, o)].append((claim.best, relation))
    rows = {}
    for key, claim in claims.items():
        relation, s, o = key
        if relation not in ends or claim.best <= floor:
            continue
        top = claim.scored[0][1]
        rivals = [score for score, other in by_pair[min(s, o), max(s, o)] if other != relation]
        row = [float(relation == name) for name in _RELATIONS]
        row += [float(top.mode == mode) for mode in modes]
        row += _strength(claim)
        row += [max(rivals, default=_NONE), *_standing(by_subject[relation, s], claim.best)]
        row += _standing(by_object[relation, o], claim.best)
        row += _standing(in_view_subject[relation, top.view, s], claim.best)
        row += _standing(in_view_object[relation, top.view, o], claim.best)
        row += [float(len(scene.entities[e].mentions)) for e in (s, o)]
        rows[key] = [*row, float(top.view), float(scene.entities[s].type == "Person")]
    return rows


def _strength(claim: Claim) -> list[float]:
    near = [score for score, candidate in claim.scored if candidate.mode in {">", "<", "=", "name"}]
    declared = [score for score, candidate in claim.scored if candidate.mode == "pattern"]
    carried = [score for score, candidate in claim.scored if candidate.mode in {"cs", "co"}]
    second = claim.scored[1][0] if len(claim.scored) > 1 else _NONE
    likely = sum(score > -1 for score, _ in claim.scored)
    return [
        claim.best,
        max(near, default=_NONE),
        max(carried, default=_NONE),
        second,
        float(likely),
        float(len(near)),
        max(declared, default=_NONE),
    ]


def _standing(scores: Sequence[float], own: float) -> list[float]:
    """Rank of `own` among `scores` (highest first), the distance to the best other, how many are likely."""
    rank = sum(score > own for score in scores)
    other = scores[0] if rank else (scores[1] if len(scores) > 1 else _NONE)
    return [float(min(rank, 9)), own - other, float(sum(score > -0.5 for score in scores))]


def _ranked(claims: Mapping[Key, Claim], end: int) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for key, claim in claims.items():
        found[key[0], key[end]].append(claim.best)
    for scores in found.values():
        scores.sort(reverse=True)
    return found


_InView = dict[tuple[str, int, str], list[float]]


def _in_views(claims: Mapping[Key, Claim]) -> tuple[_InView, _InView]:
    """Scores of the candidates of each sentence that share a subject, and that share an object."""
    subjects: _InView = defaultdict(list)
    objects: _InView = defaultdict(list)
    for (relation, s, o), claim in claims.items():
        best: dict[int, float] = {}
        for score, candidate in claim.scored:
            best.setdefault(candidate.view, score)
        for view, score in best.items():
            subjects[relation, view, s].append(score)
            objects[relation, view, o].append(score)
    for table in (subjects, objects):
        for scores in table.values():
            scores.sort(reverse=True)
    return subjects, objects
