"""Honors that nobody received, and what stands behind an honor's name: 参评…, 候选, 空缺; 一等功|奖章, 金奖|证书."""

from __future__ import annotations

import re

_AIMED_AT = re.compile(
    "(?:参评|參評|参选|參選|申报|申報|争创|爭創|冲击|衝擊|想评|想評|推荐为|推薦為|评选为候选|候选)[了过過为為]?[“「‘《]*$"
)
_NOT_GIVEN = re.compile("[”」’》]*(?:候[选選]|人[选選]|的?申[报報]|空缺|从缺|從缺|提名人)")
_CANDIDATE = re.compile("(?:候选|候選|提名)(?:人|集体|集體|单位|單位|名单|名單)$|人[选選]$")
_TOKEN = re.compile(
    "(?<=[功奖獎员員号號])[”」]?(?:[结結][业業])?(?:[证證][书書]|奖章|獎章|奖牌|獎牌|[铜銅]牌|[牌匾]匾|奖杯|獎盃)$"
)
_BESTOWED = re.compile("[一-鿿]{2,5}御[赐賜](?=.{3})")
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
