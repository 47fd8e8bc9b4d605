"""What surrounds a claim, as numbers for the trees: words of doubt, crowds, the headline, names inside names.

`claims` says how a claim stands against its rivals; this says in what company it stands. In a sentence that is full of
facts one more is likelier, a body's name inside another's draws what is said of the other, and a sentence with a rival
at the head of each clause speaks of the nearest.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.relate.scene import Scene

if TYPE_CHECKING:
    from kg.extract.relate.claims import Claim, Key

_NONE = -12.0
_LIKELY = -0.5
_FAR = 99.0
# Of a list of more the first ones are looked at, so that work stays linear in the article.
_MOST_LISTED = 64
_COUNTED = ("rivals", "bc", "be", "clause1", "start")
_TOLD = tuple(f"{label}=" for label in (*_COUNTED, "neg", "money", "headed"))
_Scored = tuple[float, str, str]
"""A claim's score, its relation, and the other of its two entities."""


class Surroundings:
    """An article's claims by sentence and by entity."""

    def __init__(self, scene: Scene, claims: Mapping[Key, Claim]) -> None:
        self._scene = scene
        self._crowd: Counter[int] = Counter()
        self._said: Counter[str] = Counter()
        self._said_here: Counter[tuple[str, int]] = Counter()
        self._ones: dict[tuple[int, str], list[_Scored]] = defaultdict(list)
        self._twos: dict[tuple[int, str], list[_Scored]] = defaultdict(list)
        self._objects: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        self._worded: dict[int, list[float]] = {}
        self._headed = {m.entity for view in scene.plain[:1] for item in view.items if item for m in item.members}
        for (relation, subject, obj), claim in claims.items():
            self._add(relation, subject, obj, claim)
        self._share = sum(self._said.values()) / max(len(scene.plain), 1)

    def _add(self, relation: str, subject: str, obj: str, claim: Claim) -> None:
        view, best = claim.scored[0][1].view, claim.best
        if best > _LIKELY:
            self._crowd[view] += 1
            self._said[relation] += 1
            self._said_here[relation, view] += 1
        self._ones[view, subject].append((best, relation, obj))
        self._twos[view, obj].append((best, relation, subject))
        self._objects[relation, subject].append((best, obj))
        self._subjects[relation, obj].append((best, subject))

    def of(self, claim: Claim) -> list[float]:
        """The numbers for `claim`; always as many, in the same order."""
        relation, subject, obj = claim.key
        view = claim.scored[0][1].view
        crowds = (self._crowd[view], self._said[relation], self._said_here[relation, view], len(self._scene.plain))
        return [
            *self._told(claim.scored[0][1].features),
            *_summed(claim),
            *map(float, crowds),
            self._share,
            *self._prominent(subject),
            *self._prominent(obj),
            *self._others(view, claim),
            *self._nested(obj, self._objects[relation, subject]),
            *self._nested(subject, self._subjects[relation, obj]),
        ]

    def _told(self, features: Sequence[str]) -> list[float]:
        """`_worded`, once for the features that the pairs of two items share."""
        if id(features) not in self._worded:
            self._worded[id(features)] = _worded(features)
        return self._worded[id(features)]

    def _prominent(self, entity: str) -> tuple[float, float]:
        """Whether the headline names it, and whether it is one of those named most."""
        tops = self._scene.tops.get(self._scene.entities[entity].type, ())
        return float(entity in self._headed), float(entity in tops)

    def _others(self, view: int, claim: Claim) -> Iterable[float]:
        """What else the sentence says of the two: of each end in another relation, and of each as the other end."""
        relation, subject, obj = claim.key
        yield _best(score for score, other, _ in self._ones[view, subject] if other != relation)
        yield _best(score for score, other, _ in self._twos[view, obj] if other != relation)
        yield _best(score for score, _, _ in self._twos.get((view, subject), ()))
        yield _best(score for score, _, _ in self._ones.get((view, obj), ()))

    def _nested(self, entity: str, rivals: Sequence[tuple[float, str]]) -> tuple[float, float]:
        """The best claim of a rival whose name holds this one's, and of one whose name is held in this one's."""
        known = self._scene.entities
        name = known[entity].name
        named = [(score, known[other].name) for score, other in rivals[:_MOST_LISTED] if other != entity]
        return _best(score for score, other in named if name in other), _best(s for s, other in named if other in name)


def _best(scores: Iterable[float]) -> float:
    return max(scores, default=_NONE)


def _worded(features: Sequence[str]) -> list[float]:
    """What the features of a claim's best candidate count: doubts, commas, rivals, distance to the clause's start."""
    doubts, counts = 0, dict.fromkeys(_COUNTED, -1.0)
    headed = money = False
    for feature in features:
        if not feature.startswith(_TOLD):
            continue
        label, _, value = feature.partition("=")
        if label == "neg":
            doubts += 1
        elif label in counts:
            counts[label] = float(value) if value.isdecimal() else _FAR
        elif label == "money":
            money = True
        elif label == "headed":
            headed = value.startswith("True")
    flags = (headed, money, "line" in features, "title" in features)
    return [float(doubts), *counts.values(), *map(float, flags)]


def _summed(claim: Claim) -> list[float]:
    """All candidates together: log of their summed odds by both scores, how many they are, in how many sentences."""
    scores, likely = zip(*((score, candidate.likely) for score, candidate in claim.scored), strict=True)
    sentences = {candidate.view for _, candidate in claim.scored}
    return [_log_sum(scores), _log_sum(likely), float(len(scores)), float(len(sentences))]


def _log_sum(scores: Sequence[float]) -> float:
    top = max(scores)
    return top + math.log(math.fsum(math.exp(score - top) for score in scores))
