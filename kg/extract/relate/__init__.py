"""Relations between entities: what an article says of who, what, where and when.

Sentences are reduced to placeholders (`view`) and coordinations collapsed (`coordination`); declared patterns are
matched (`patterns`) and pairs proposed that a small network thinks possible (`network`, `layout`), with what stands
between and around them (`candidates`, `features`, `focus`), but not what is denied or planned (`polarity`); each pair
is weighed alone and against its rivals (`scorer`, `claims`), and what is printed gets its qualifiers (`qualifiers`) and
the words that state it (`evidence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extract.document import Document
from kg.extract.relate.candidates import Candidate, propose
from kg.extract.relate.claims import Claim, Key, describe, gather, key_of
from kg.extract.relate.evidence import evidence_of_all
from kg.extract.relate.fitting import fitting
from kg.extract.relate.network import load as load_network
from kg.extract.relate.patterns import compile_patterns
from kg.extract.relate.polarity import Denials, unreal
from kg.extract.relate.qualifiers import qualifiers_of
from kg.extract.relate.scene import Scene, Words, set_scene
from kg.extract.relate.schema import ends, telling_terms, trigger_terms, triggers
from kg.extract.relate.scorer import load_scorer
from kg.extract.relate.titles import title_matcher
from kg.extract.relate.topics import told_of_topics
from kg.extract.relate.view import Item, reduce
from kg.model import Entity, Quantity, Statement, Time
from kg.ontology import Ontology

__all__ = ["compile_patterns", "look", "relate"]

_MOST_EVIDENCE = 5
# A match of a relation that a user declared, of which no article taught anything.
_UNSEEN = 0.8
# The rule for omitted subjects is strict; too few articles of the training set have such a sentence to measure it.
_OF_TOPIC = 0.75
_STANDING = {
    ">": "same-sentence:subject-first",
    "<": "same-sentence:object-first",
    "=": "coordination",
    "cs": "subject-carried",
    "co": "object-carried",
    "name": "name-of-parent",
    "pattern": "pattern",
    "topic": "omitted-subject:topic",
}
# A sentence supports a claim when it scores this close to the one that states it best (log-odds).
_TELLING = 2.0
# One that is as sure by itself supports it too, however much surer the best one is.
_SURE = 1.5
# One that alone would be believed says when, as what or by whom where the best do not: a headline gives no date.
_LIKELY = 0.0
_MOST_READ = 3


def relate(
    document: Document,
    entities: Sequence[Entity],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    ontology: Ontology,
) -> tuple[Statement, ...]:
    """The statements that `document` makes about `entities`; evidence counts in ``document.text``."""
    scene = look(document, entities, times, quantities, ontology)
    scorer = load_scorer()
    denied = Denials(scene)
    candidates = propose(scene, sieve=load_network().read(scene))
    scores = scorer.weigh([candidate for candidate in candidates if not denied.holds(candidate)])
    claims = fitting(gather(scores), entities, ontology)
    rows = describe(scene, claims)
    found = [
        _statement(scene, claims[key], scorer.confidence(judged))
        for key, judged in zip(rows, scorer.judge(list(rows.values())), strict=True)
        if scorer.passes(key[0], judged)
    ]
    found += [_statement(scene, claim, _UNSEEN) for claim in claims.values() if claim.key[0] not in ends]
    found += _of_topics(scene, {(s.subject, s.predicate, s.object) for s in found})
    return tuple(sorted(found, key=lambda s: (s.evidence[0].start, s.predicate, s.subject, s.object)))


def _of_topics(scene: Scene, known: set[tuple[str, str, str]]) -> list[Statement]:
    """What is said of a paragraph's topic and not yet `known`."""
    claims: dict[Key, Claim] = {}
    for told in told_of_topics(scene):
        anchor = Item("Organization", told.object.start, told.object.end, (told.object,))
        candidate = Candidate(
            told.relation, "topic", told.subject, told.object, told.view, (), (), anchor, None, detailed=False
        )
        key = key_of(candidate)
        if (key[1], key[0], key[2]) not in known and not unreal(scene, candidate):
            claims.setdefault(key, Claim(key)).scored.append((0.0, candidate))
    return [_statement(scene, claim, _OF_TOPIC) for claim in claims.values()]


def look(
    document: Document,
    entities: Sequence[Entity],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    ontology: Ontology,
) -> Scene:
    """`document` as the proposing of candidates sees it."""
    views = reduce(document, entities, times, quantities, title_matcher(ontology))
    return set_scene(document, entities, views, _words(ontology), compile_patterns(ontology))


@lru_cache(maxsize=4)
def _words(ontology: Ontology) -> Words:
    return Words(triggers(trigger_terms(ontology)), triggers(telling_terms(ontology)))


def _statement(scene: Scene, claim: Claim, confidence: float) -> Statement:
    relation, subject, obj = claim.key
    telling = [c for score, c in claim.scored if score >= claim.best - _TELLING]
    supporting = [c for score, c in claim.scored if score >= min(claim.best - _TELLING, _SURE)]
    besides = [c for score, c in claim.scored[len(telling) :] if score >= _LIKELY]
    return Statement(
        subject=subject,
        predicate=relation,
        object=obj,
        qualifiers=qualifiers_of(scene, [*telling[:_MOST_READ], *besides[:_MOST_READ]]),
        confidence=round(confidence, 4),
        evidence=evidence_of_all(scene, supporting)[:_MOST_EVIDENCE],
        rule=_rule(scene, telling[0]),
    )


def _rule(scene: Scene, candidate: Candidate) -> str:
    """What proposed `candidate`: a line of a pattern file, or how its names stand and who is meant by one left out."""
    marks = [feature for feature in candidate.features if feature in scene.lines]
    if marks:
        return f"pattern:{scene.lines[marks[0]]}"
    meant = {"cs": candidate.subject, "topic": candidate.subject, "co": candidate.object}.get(candidate.mode)
    if meant is not None:
        return f"{_STANDING[candidate.mode]}:{scene.document.text[meant.start : meant.end]}"
    return f"{_STANDING[candidate.mode]}{'+pattern' if any('pattern' in part for part in candidate.parts) else ''}"
