"""One answer from many voters: overlapping candidate names to the best set that doesn't overlap, with the reasons kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log

from kg.model import Mention

# How far a voter's word goes (a voter's score is multiplied by it). Voters not listed are rules.
_TRUST = {"lac": 0.6, "gazetteer": 0.7, "tagger": 1.0}
_TRUST_RULE = 0.9
_CERTAIN = 0.995


def arbitrate(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The set of candidates without overlap that is worth most, in order of the text.

    Candidates for the same stretch and type become one mention that keeps all votes; its confidence is the chance that
    not all its voters err. A mention is worth its log-odds, so that one less likely than not is never taken.
    """
    merged = _merge(candidates)
    return _best_set([mention for mention in merged if mention.confidence > 0.5])


def _merge(candidates: Iterable[Mention]) -> list[Mention]:
    groups: dict[tuple[int, int, str], list[Mention]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.start, candidate.end, candidate.type), []).append(candidate)
    return [_join(group) for _, group in sorted(groups.items())]


def _join(group: list[Mention]) -> Mention:
    votes = sorted({vote for mention in group for vote in mention.votes}, key=lambda vote: (vote.voter, -vote.score))
    wrong = 1.0
    for vote in votes:
        wrong *= 1 - vote.score * _TRUST.get(vote.voter, _TRUST_RULE)
    best = max(
        group, key=lambda mention: (bool(mention.subtype), max((vote.score for vote in mention.votes), default=0))
    )
    return replace(best, votes=tuple(votes), confidence=round(min(1 - wrong, _CERTAIN), 4))


def worth(mention: Mention) -> float:
    """Log-odds of the mention's confidence."""
    sure = min(max(mention.confidence, 1e-6), 1 - 1e-6)
    return log(sure / (1 - sure))


def _best_set(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Weighted interval scheduling: of mentions sorted by end, the best sum up to each end, in n log n."""
    ordered = sorted(mentions, key=lambda mention: (mention.end, mention.start, mention.type))
    ends = [mention.end for mention in ordered]
    best: list[tuple[float, int]] = [(0.0, 0)]
    taken: list[bool] = []
    before: list[int] = []
    for index, mention in enumerate(ordered):
        before.append(bisect_right(ends, mention.start, 0, index))
        with_it = (best[before[index]][0] + worth(mention), best[before[index]][1] + len(mention.text))
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
