"""Claims: all candidates of an article that say the same, and how each claim stands against those it competes with.

A person's post in a sentence is mostly one, a prize in a list has one winner: a claim that is the best for both of its
ends is likelier than its own sentence says. Small boosted trees weigh that: this module describes, `scorer` judges.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends, symmetric
from kg.extract.relate.scorer import least
from kg.extract.relate.surroundings import Surroundings
from kg.model import Entity, type_names

Key = tuple[str, str, str]
_NONE = -12.0
_LIKELY = -0.5
modes = (">", "<", "=", "cs", "co", "name", "pattern")
"""How a pair may stand: before, after, within a coordination, subject or object carried over, by name, by a pattern."""
_RELATIONS = tuple(ends)
best_at = len(_RELATIONS) + len(modes)
"""Where in a row the score of the claim's best candidate stands."""
_RELATION_ROWS = {name: [float(name == other) for other in _RELATIONS] for name in _RELATIONS}
_MODE_ROWS = {name: [float(name == other) for other in modes] for name in modes}
_NO_MODE = [0.0] * len(modes)
likely_at = best_at + 7
"""Where in a row the network's score of the candidate that it thinks likeliest stands."""


@dataclass(slots=True)
class Claim:
    """One relation between two entities, with every candidate that says so, best first."""

    key: Key
    scored: list[tuple[float, Candidate]] = field(default_factory=list)

    @property
    def best(self) -> float:
        """The score of the best candidate."""
        return self.scored[0][0]

    @property
    def likely(self) -> float:
        """What the network thinks of the candidate that it thinks likeliest."""
        return max(candidate.likely for _, candidate in self.scored)


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


def describe(scene: Scene, claims: Mapping[Key, Claim]) -> dict[Key, list[float]]:
    """For each claim that scores above `least` the numbers that the trees look at."""
    best = {key: claim.best for key, claim in claims.items()}
    likely = {key: claim.likely for key, claim in claims.items()}
    standings = [_ranked(scores, end) for scores in (best, likely) for end in (1, 2)]
    in_view_subject, in_view_object = _in_views(claims)
    by_pair: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    groups: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for key, claim in claims.items():
        by_pair[min(key[1:]), max(key[1:])].append((best[key], likely[key], key[0]))
        groups[_group(claim)].append(best[key])
    around = Surroundings(scene, claims)
    named: dict[str, list[float]] = {}
    rows = {}
    for key, claim in claims.items():
        relation, s, o = key
        if relation not in ends or best[key] <= least:
            continue
        top = claim.scored[0][1]
        rivals = [each[:2] for each in by_pair[min(s, o), max(s, o)] if each[2] != relation]
        row = _RELATION_ROWS[relation] + _MODE_ROWS.get(top.mode, _NO_MODE)
        row += _strength(claim, likely[key])
        row += [max((each[at] for each in rivals), default=_NONE) for at in (0, 1)]
        row += _standing(standings[0][relation, s], best[key]) + _standing(standings[1][relation, o], best[key])
        row += _standing(standings[2][relation, s], likely[key]) + _standing(standings[3][relation, o], likely[key])
        row += _standing(in_view_subject[relation, top.view, s], best[key])
        row += _standing(in_view_object[relation, top.view, o], best[key])
        row += [best.get((relation, o, s), _NONE), *_together(groups[_group(claim)]), *_where(scene, claim)]
        for entity in (s, o):
            if entity not in named:
                named[entity] = _named(scene.entities[entity])
            row += named[entity]
        rows[key] = row + around.of(claim)
    return rows


def _group(claim: Claim) -> tuple[object, ...]:
    """What claims have in common that are said of members of the same coordinations in the same words."""
    top = claim.scored[0][1]
    return claim.key[0], top.mode, top.view, top.anchor.start, top.other.start if top.other else -1


def _together(scores: Sequence[float]) -> list[float]:
    return [float(len(scores)), math.fsum(scores) / len(scores), max(scores)]


def _where(scene: Scene, claim: Claim) -> list[float]:
    """How far apart the two stand, in which order, in how long a sentence, and whether the title names them."""
    top = claim.scored[0][1]
    span = scene.plain[top.view].span
    apart = abs(top.subject.start - top.object.start) if top.other is not None else -1
    return [
        float(apart),
        float(top.subject.start < top.object.start),
        float(len(span)),
        float(top.view),
        float(len(top.anchor.members)),
        float(len(top.other.members) if top.other else 0),
    ]


def _named(entity: Entity) -> list[float]:
    """What kind of entity it is, how often and how it is named, and how sure the recognisers are of its names."""
    sure = [mention.confidence for mention in entity.mentions if mention.kind != "reference"] or [0.0]
    return [
        float(type_names.index(entity.type)),
        float(len(entity.mentions)),
        float(sum(mention.kind == "reference" for mention in entity.mentions)),
        float(len(entity.name)),
        round(max(sure), 2),
        round(math.fsum(sure) / len(sure), 2),
    ]


def _strength(claim: Claim, likely: float) -> list[float]:
    near = [score for score, candidate in claim.scored if candidate.mode in {">", "<", "=", "name"}]
    declared = [score for score, candidate in claim.scored if candidate.mode == "pattern"]
    carried = [score for score, candidate in claim.scored if candidate.mode in {"cs", "co"}]
    views = {candidate.view: score for score, candidate in reversed(claim.scored)}
    second = sorted(views.values(), reverse=True)[1] if len(views) > 1 else _NONE
    return [
        claim.best,
        max(near, default=_NONE),
        max(carried, default=_NONE),
        second,
        float(sum(score > -1 for score, _ in claim.scored)),
        float(len(near)),
        max(declared, default=_NONE),
        likely,
        claim.scored[0][1].likely,
        float(any("pattern" in part for part in claim.scored[0][1].parts)),
    ]


def _standing(scores: Sequence[float], own: float) -> list[float]:
    """Rank of `own` among `scores` (highest last), the distance to the best other, how many are likely."""
    size = len(scores)
    rank = size - bisect_right(scores, own)
    other = scores[-1] if rank else (scores[-2] if size > 1 else _NONE)
    return [float(min(rank, 9)), own - other, float(size - bisect_right(scores, _LIKELY))]


def _ranked(best: Mapping[Key, float], end: int) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for key, score in best.items():
        found[key[0], key[end]].append(score)
    for scores in found.values():
        scores.sort()
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
            scores.sort()
    return subjects, objects
