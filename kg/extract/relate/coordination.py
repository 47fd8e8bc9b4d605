"""Coordinations: A、B和C, A等11人, 县委书记李勇、县长王芳 become one item whose members share what is said of them."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.relate.view import Item, View, holders, rewrite, without_brackets
from kg.model import Quantity, type_names

_P, _O, _L, _E, _H, _Q = (holders[kind] for kind in ("Person", "Organization", "Place", "Event", "Honor", "Quantity"))
_T = f"[{holders['Title']}{holders['Member']}]"
_AND = "(?:、|和|与|及|以及|暨|同|，以及|，和)"
_COUNTED = "单位|班组|集体|家庭|企业|公司|学校|个人|同志|代表|同学|选手|队员"
_CLOSED = f"(?:等(?:(?:{_Q}|[0-9]{{1,4}}[人名位个家户])(?:{_COUNTED})?)?)?"
_NAMES = {
    kind: re.compile(f"{char}(?:{_AND}?{char})*{_CLOSED}" if kind == "Person" else f"{char}(?:{_AND}{char})*{_CLOSED}")
    for kind, char in holders.items()
    if kind in type_names
}
_PHRASE = re.compile(f"(?:[{_O}{_L}]+的?)?(?:{_T}[、兼]?)*{_T}{_P}")
# What stands before a person in a list says who that is (消防局见习消防员甲、三年级学生乙), unless it holds a verb.
_VERBS = (
    "获得授颁举办签订会见访问参观到赴在向对将把被由与和同为给说称是有邀请评选聘任命了创"
    "派送率让使令找约迎捐赠胜败击赢负娶嫁"
)
_SAYS = f"[^，。；：！？、\n{_VERBS}{_P}{_E}{_H}]"
_BARE = f"[^，。；：！？、\n{_VERBS}{_P}{_E}{_H}{_O}{_L}]"
_FIRST = (
    f"(?:[{_O}{_L}{_T[1:-1]}]{_SAYS}{{0,14}}?|(?:^|(?<=[，。；：])){_BARE}{{1,14}}?"
    "|(?<![人员长师手家者生士工任友匠主星]))"
)
_LISTED = re.compile(f"{_FIRST}{_P}(?:(?:、|以及|和|与|及|暨){_SAYS}{{0,24}}?{_P})+")
# 兰山区的服装城、莒南县的茶博园
_SITES = re.compile(f"(?:{_L}的)?[{_O}{_L}](?:(?:、|以及|和|与|及|暨)(?:{_L}的)?[{_O}{_L}])+")
_SITE = re.compile(f"{_L}的[{_O}{_L}]")
_EACH = re.compile(f"{_SAYS}*{_P}")
_COUNT = re.compile("等([0-9]{1,4})")


def coordinated(view: View) -> View:
    """`view` with coordinations of names of one kind made one item: `O、O和O等5个单位`."""
    view = without_brackets(view)
    for pattern in _NAMES.values():
        edits = [
            (*found.span(), _group(view, *found.span()))
            for found in pattern.finditer(view.text)
            if found.end() - found.start() > 1
        ]
        view = rewrite(view, edits)
    return view


def headed(view: View) -> View:
    """`view` with what stands before names taken into their items and coordinated: `OTP、TP` is `P`, `L的O、O` is `O`.

    Posts always; other words (三年级学生甲、四年级学生乙) only in lists.
    """
    view = without_brackets(rewrite(view, [_to_last(view, found) for found in _PHRASE.finditer(view.text)]))
    for lists, each in ((_LISTED, _EACH), (_SITES, _SITE)):
        parts = [part for found in lists.finditer(view.text) for part in each.finditer(view.text, *found.span())]
        view = rewrite(view, [_to_last(view, part) for part in parts if part.end() - part.start() > 1])
    return coordinated(view)


def _to_last(view: View, found: re.Match[str]) -> tuple[int, int, Item | None]:
    """What makes a stretch the name that it ends with."""
    return found.start(), found.end(), view.items[found.end() - 1]


def _group(view: View, start: int, end: int) -> Item | None:
    inside = [item for item in view.items[start:end] if item is not None]
    names = [item for item in inside if item.kind == inside[0].kind]
    members = tuple(member for item in names for member in item.members)
    sizes = [item.payload.value for item in inside if isinstance(item.payload, Quantity)]
    written = _COUNT.search(view.text, start, end)
    if written and not sizes:
        sizes = [int(written[1])]
    size = int(sizes[-1]) if sizes else next((item.size for item in reversed(names) if item.size), None)
    return replace(names[0], end=inside[-1].end, members=members, size=size)
