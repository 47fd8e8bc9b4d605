"""Honors that nobody received, and what stands behind an honor's name: 参评…, 候选, 空缺; 一等功|奖章, 金奖|证书."""

from __future__ import annotations

import re

_AIMED_AT = re.compile("(?:参评|参选|申报|争创|冲击|想评|推荐为|评选为候选|候选)[了过为]?[“‘《]*$")
_NOT_GIVEN = re.compile("[”’》]*(?:候选|人选|的?申报|空缺|从缺|提名人)")
_CANDIDATE = re.compile("(?:候选|提名)(?:人|集体|单位|名单)$|人选$")
_TOKEN = re.compile("(?<=[功奖员号])”?(?:结业)?(?:证书|奖章|奖牌|铜牌|[牌匾]匾|奖杯)$")
_BESTOWED = re.compile("[一-鿿]{2,5}御赐(?=.{3})")
_BEFORE = 12


def unwon(text: str, start: int, end: int) -> bool:
    """Whether the honor ``text[start:end]`` is only aimed at, proposed or left open there."""
    return bool(
        _AIMED_AT.search(text, max(0, start - _BEFORE), start)
        or _NOT_GIVEN.match(text, end)
        or _CANDIDATE.search(text, start, end)
    )


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The honor without the thing that is handed over, and without who bestows it (泰皇御赐)."""
    token = _TOKEN.search(text, start + 2, end)
    bestowed = _BESTOWED.match(text, start, end)
    return bestowed.end() if bestowed else start, token.start() if token else end
