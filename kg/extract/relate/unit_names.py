"""Names of units that don't hold their parent's whole name: 机器人协会 of a school, 聊城市文旅局非遗科."""

from __future__ import annotations

import re

from kg.extract.relate.view import Item

_HEADS = (
    "(?<![大科])学院|系|(?<!学)科|室|股|组|(?<!楼)处|队|(?<!集)团|部|班|站|所|中心|支部|党[委组]|工会|委员会|庭|分[会行院校店厂局馆社]|支行"
    "|办事处|车间|门店|校区|教学点|乐团|基地|工作室|实验室|研究院"
)
_UNIT = re.compile(f".{{1,12}}(?:{_HEADS}|公司|厂)$")
# Named by its own words alone: 青海观测站, 机器人协会; a place or a body before them would say whose it is.
_BARE = re.compile(
    f"(?!.{{0,6}}(?:[省市县区州旗]|大学|公司|集团|医院|法院|协会|总会)(?!$)).{{0,9}}(?:{_HEADS}|[分子]公司|[协学]会|社)"
)
_FORM = re.compile("(?:股份|控股|集团|总公司|株式会社|有限责任|有限|责任|公司)+$")
_SHORTEST_CORE = 3


def is_bare(item: Item | None, text: str) -> bool:
    """Whether a name in a sentence is that of a unit which does not say whose it is: 青海观测站, 机器人协会."""
    return (
        item is not None
        and item.kind == "Organization"
        and any(_BARE.fullmatch(text, m.start, m.end) for m in item.members)
    )


def shortened(unit: str, parent: str) -> str:
    """What a unit's name opens with where its parent's holds that in order: 聊城市文旅局|非遗科, 中信造船|旗津厂."""
    if unit[:2] != parent[:2] or unit.startswith(parent):
        return ""
    core = _FORM.sub("", parent)
    if core != parent and len(core) >= _SHORTEST_CORE and unit.startswith(core):
        return core if _UNIT.fullmatch(unit, len(core)) and not _FORM.fullmatch(unit, len(core)) else ""
    size = _in_order(unit, parent)
    while size > 2 and (unit[size - 1] != parent[-1] or not _UNIT.fullmatch(unit, size)):
        size -= 1
    return unit[:size] if size > 2 else ""


def _in_order(unit: str, parent: str) -> int:
    """How many of the characters that `unit` begins with stand in `parent` in this order."""
    size = 0
    for char in parent:
        size += size < len(unit) and unit[size] == char
    return size
