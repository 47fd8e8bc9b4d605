"""Villages, communities and towns that win an honor are bodies there, not places; so are those listed beside them."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Mention

_VILLAGE = re.compile("[村镇乡]$|社区$|街道$|嘎查$")
_HONORED = re.compile(
    "(?:等[^，。；]{0,8}|[0-9一二三四五六七八九十两]+个?[村镇乡社区街道]{1,3}|分别|双双|还|也|均|都|先后|成功|日前|近日|[去今同当]年|曾|再次|一举"
    "|[0-9]{4}年){0,3}(?:被[^，。；]{0,14}?(?:评|授|命名|认定|列)|获[评得授颁]|荣获|喜获|入选|入围|榜上有名|当选|捧回|摘得)"
)
_LISTED = re.compile("[、和及与]|以及")


def as_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """Villages, communities and towns that win an honor are bodies; so are those listed before them."""
    bodies: set[str] = set()
    after = len(text)
    listed = False
    for mention in reversed(mentions):
        village = mention.type == "Place" and _VILLAGE.search(text, mention.start, mention.end)
        gap = text[mention.end : after]
        listed = bool(village) and bool(_HONORED.match(text, mention.end) or (listed and _LISTED.fullmatch(gap)))
        if listed:
            bodies.add(text[mention.start : mention.end])
        after = mention.start
    # called by the last part too: 涧峰村 of 莲花镇涧峰村
    names = {body[at:] for body in bodies for at in range(len(body) - 1)}
    return [
        replace(mention, type="Organization", subtype="")
        if mention.type == "Place"
        and text[mention.start : mention.end] in names
        and (text[mention.start : mention.end] in bodies or _VILLAGE.search(text, mention.start, mention.end))
        else mention
        for mention in mentions
    ]
