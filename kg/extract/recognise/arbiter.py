"""One answer from many voters: overlapping candidate names to the best set without overlap, the reasons kept.

A logistic model for each type weighs what speaks for a candidate: the tagger's probability, rules, LAC, the same words
elsewhere in the article, and what overlaps it. Its probability is the mention's confidence. Weights come from
`training/tagger.py`, fitted to the votes of taggers that had not seen the article.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, log
from operator import mul

from kg.errors import ModelError
from kg.model import Mention, Rival, Vote

second = "light"
"""The name of the voter that the accurate model hears beside its tagger."""

_OTHER_VOTERS = ("tagger", second, "lac", "again")
_DROPPED = str.maketrans("", "", '“”‘’「」『』"\n\u3000')
_GAP = re.compile("(?<![!-~]) +| +(?![!-~])")  # the blanks of Goldman Sachs stay
_LEAST, _MOST = 0.02, 0.98  # the tagger's probabilities are cut here before their log-odds are taken
# Of people whom both taggers, a rule and LAC see, two of two in this reach of the threshold were right.
_UNANIMOUS, _FAIR = 0.1, (0.3, 0.5, 0.8)
_RIVAL_FROM, _MOST_RIVALS = 0.05, 3  # of readings that lost, those worth telling

evidence_names = (
    *("bias", "tagger", "no tagger", "rule", "no rule", "rules", "lac", "again"),
    *("tagger elsewhere", "tagger elsewhere as another type", "tagger on overlap", "rule on overlap"),
    *("length", "short", "times", "second tagger", "no second tagger"),
)
"""What is weighed, in the order of the weights."""


@dataclass(frozen=True, slots=True)
class Weights:
    """For each type a weight for each of `evidence_names`, and the confidence from which a mention is taken."""

    by_type: Mapping[str, tuple[float, ...]]
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A stretch with a type, and all that was said for it."""

    mention: Mention
    tagger: float
    second: float
    rule: float
    rules: int
    lac: float
    again: float

    @property
    def form(self) -> str:
        """The words, by which cases of one article support each other."""
        return self.mention.form

    @property
    def unanimous(self) -> bool:
        """Whether it is a person whom every voter sees, none of them dimly."""
        fair = self.tagger > _FAIR[0] and self.second > _FAIR[1] and self.rule >= _FAIR[2]
        return self.mention.type == "Person" and fair and self.lac > 0


def arbitrate(candidates: Iterable[Mention], weights: Weights) -> tuple[Mention, ...]:
    """The set of candidates without overlap that is worth most, in order of the text.

    Candidates for the same stretch and type become one mention that keeps all votes. A mention is worth what its
    confidence exceeds its type's threshold by.
    """
    cases = join(candidates)
    between = _between(cases)
    judged, doubtful = list[Mention](), list[Mention]()
    for case, evidence in zip(cases, weigh(cases), strict=True):
        mention = case.mention
        if not case.rule and any(mention.start < start and end <= mention.end for start, end, _ in between):
            continue
        odds = sum(map(mul, weights.by_type[mention.type], evidence))
        confidence = round(1 / (1 + exp(-max(-30.0, min(30.0, odds)))), 4)
        limit = weights.thresholds[mention.type]
        unanimous = limit - _UNANIMOUS < confidence <= limit and case.unanimous
        if unanimous or (mention.start, mention.end, mention.type) in between:
            confidence = max(confidence, round(limit + 0.0001, 4))
        if confidence > limit:
            judged.append(_judged(mention, mention.votes, mention.name, confidence))
        elif confidence > _RIVAL_FROM:
            doubtful.append(_judged(mention, mention.votes, mention.name, confidence))
    chosen = _best_set(judged, weights.thresholds)
    return _with_rivals(chosen, [*judged, *doubtful])


def _between(cases: Iterable[Case]) -> set[tuple[int, int, str]]:
    """A person right between a body and an honor, and the honor, all seen by rules: 授予某县总工会张三某省五一劳动奖章.

    No article of gold says it so; the tagger takes all three for the honor's name.
    """
    ruled = [case for case in cases if case.rule]
    ends = {case.mention.end for case in ruled if case.mention.type == "Organization"}
    honors = {case.mention.start: case.mention.end for case in ruled if case.mention.type == "Honor"}
    people = [c for c in ruled if c.mention.type == "Person" and c.rule >= _FAIR[2] and c.lac > 0]
    found: set[tuple[int, int, str]] = set()
    for person in (case.mention for case in people):
        if person.start in ends and person.end in honors:
            found |= {(person.start, person.end, "Person"), (person.end, honors[person.end], "Honor")}
    return found


def _with_rivals(chosen: Sequence[Mention], candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """`chosen`, each with the likeliest of `candidates` that overlap it."""
    starts = [mention.start for mention in chosen]
    taken = {id(mention) for mention in chosen}
    lost: dict[int, list[Mention]] = {}
    for candidate in candidates:
        last = bisect_right(starts, candidate.end - 1) - 1
        if id(candidate) not in taken and last >= 0 and chosen[last].end > candidate.start:
            lost.setdefault(last, []).append(candidate)
    return tuple(
        replace(mention, rivals=_likeliest(lost[number])) if number in lost else mention
        for number, mention in enumerate(chosen)
    )


def _likeliest(mentions: list[Mention]) -> tuple[Rival, ...]:
    ordered = sorted(mentions, key=lambda mention: (-mention.confidence, mention.start, mention.end, mention.type))
    return tuple(Rival(mention.text, mention.type, mention.confidence) for mention in ordered[:_MOST_RIVALS])


def join(candidates: Iterable[Mention]) -> list[Case]:
    """Candidates for the same stretch and type as one case, in order of the text."""
    groups: dict[tuple[int, int, str], list[Mention]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.start, candidate.end, candidate.type), []).append(candidate)
    return [_case(group) for _, group in sorted(groups.items())]


def _case(group: list[Mention]) -> Case:
    if len(group) == 1 and len(group[0].votes) == 1:
        best, votes = group[0], list(group[0].votes)
    else:
        votes = sorted({vote for one in group for vote in one.votes}, key=lambda vote: (vote.voter, -vote.score))
        best = max(group, key=lambda one: (one.subtype != "", one.name != "", one.votes[0].score))
    name = best.name if best.name != best.text else ""
    mention = _judged(best, tuple(votes), name or (plain(best.text) if not best.name else ""), best.confidence)
    said = dict.fromkeys(_OTHER_VOTERS, 0.0)
    rule, rules = 0.0, 0
    for vote in votes:
        if vote.voter in said:
            said[vote.voter] = max(said[vote.voter], vote.score)
        else:
            rule, rules = max(rule, vote.score), rules + 1
    return Case(mention, said["tagger"], said[second], rule, rules, said["lac"], said["again"])


def _judged(of: Mention, votes: tuple[Vote, ...], name: str, confidence: float) -> Mention:
    """`of` with other votes, name and confidence, in a fifth of the time that `dataclasses.replace` takes."""
    return Mention(of.start, of.end, of.text, of.type, of.subtype, of.kind, name, confidence, votes)


def plain(text: str) -> str:
    """A name without quotation marks and blanks (those of Latin words stay); empty where it has none.

    That is how `Mention.name` wants it.
    """
    bare = text.translate(_DROPPED)
    bare = _GAP.sub("", bare) if " " in bare else bare
    return "" if bare == text else bare


def weigh(cases: Sequence[Case]) -> Iterator[tuple[float, ...]]:
    """The evidence for each case, in the order of `evidence_names`."""
    elsewhere: dict[str, list[Case]] = {}
    for case in cases:
        elsewhere.setdefault(case.form, []).append(case)
    tops = {form: _Top(same) for form, same in elsewhere.items()}
    for case, (other_tagger, other_rule) in zip(cases, _overlaps(cases), strict=True):
        same, other = tops[case.form].beside(case)
        length = case.mention.end - case.mention.start
        yield (
            *(1.0, _odds(case.tagger), float(not case.tagger)),
            *(case.rule, float(not case.rule), float(min(case.rules, 3))),
            *(case.lac, case.again, _odds(same), other, other_tagger, other_rule),
            *(log(length), float(length < 3), log(len(elsewhere[case.form]))),
            *(_odds(case.second), float(not case.second)),
        )


def _odds(chance: float) -> float:
    chance = _LEAST if chance < _LEAST else min(chance, _MOST)
    return log(chance / (1 - chance))


class _Top:
    """The tagger's best chances for one form, so that each case can ask for the best of the others."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._best: dict[str, list[float]] = {}
        for case in cases:
            self._best.setdefault(case.mention.type, []).append(case.tagger)
        for chances in self._best.values():
            chances.sort(reverse=True)

    def beside(self, case: Case) -> tuple[float, float]:
        """The best chance of the other cases of the same type, and of those of other types."""
        own = self._best[case.mention.type]
        same = own[0] if own[0] != case.tagger else own[1] if len(own) > 1 else 0.0
        if len(self._best) == 1:
            return same, 0.0
        other = max(best[0] for kind, best in self._best.items() if kind != case.mention.type)
        return same, other


def _overlaps(cases: Sequence[Case]) -> Iterator[tuple[float, float]]:
    """For each case the best tagger's and the best rule's score among the cases that overlap it."""
    telling = [case for case in cases if case.tagger or case.rule]
    starts = [case.mention.start for case in telling]
    longest = max((case.mention.end - case.mention.start for case in telling), default=0)
    for case in cases:
        start, end = case.mention.start, case.mention.end
        tagger = rule = 0.0
        for at in range(bisect_right(starts, start - longest), bisect_right(starts, end - 1)):
            other = telling[at]
            if other is not case and other.mention.end > start:
                tagger, rule = max(tagger, other.tagger), max(rule, other.rule)
        yield tagger, rule


def _best_set(mentions: Sequence[Mention], thresholds: Mapping[str, float]) -> tuple[Mention, ...]:
    """Weighted interval scheduling: of mentions sorted by end, the best sum up to each end, in n log n."""
    ordered = sorted(mentions, key=lambda mention: (mention.end, mention.start, mention.type))
    ends = [mention.end for mention in ordered]
    best: list[tuple[float, int]] = [(0.0, 0)]
    taken: list[bool] = []
    before: list[int] = []
    for index, mention in enumerate(ordered):
        before.append(bisect_right(ends, mention.start, 0, index))
        worth, covered = best[before[index]]
        with_it = (worth + mention.confidence - thresholds[mention.type], covered + len(mention.text))
        taken.append(with_it > best[index])
        best.append(max(with_it, best[index]))
    chosen = []
    index = len(ordered)
    while index:
        if taken[index - 1]:
            chosen.append(ordered[index - 1])
            index = before[index - 1]
        else:
            index -= 1
    return tuple(reversed(chosen))


@cache
def load(model: str) -> Weights:
    """The weights for `model` (``accurate`` or ``fast``) that ship with the package."""
    try:
        text = (files("kg.extract.recognise") / "models" / f"arbiter-{model}.json").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the arbiter's weights are missing ({error}): install newskg again") from error
    about = json.loads(text)
    if tuple(about["evidence"]) != evidence_names:
        raise ModelError("the arbiter's weights are of another version: install newskg again")
    return Weights({kind: tuple(row) for kind, row in about["weights"].items()}, about["thresholds"])
