"""Units named after the body that they are part of: 高淳区人民医院急诊科, 高淳区人民医院."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relate.features import parent_features
from kg.extract.relate.scene import Scene
from kg.extract.relate.sieve import Candidate
from kg.extract.relate.unit_names import shortened
from kg.extract.relate.view import Item, Member
from kg.model import Entity

# Every two of these that begin alike are compared; no honest article names so many.
_MOST_BODIES = 400
_SHORTEST_ALIAS = 4
_LEGAL = re.compile("(?:股份|集团)*有限(?:责任)?公司$")
_REGION = re.compile("^(?:[^省市县区旗州]{1,6}[省市县区旗州]){1,2}")


def named_after(scene: Scene) -> Iterator[Candidate]:
    """Units whose name begins with their parent's: 高淳区人民医院急诊科, 高淳区人民医院."""
    bodies = [e for e in scene.entities.values() if e.type == "Organization"][:_MOST_BODIES]
    forms = {body.id: _forms(body) for body in bodies}
    where = _first_mentions(scene)
    by_first: dict[str, list[Entity]] = {}
    for body in bodies:
        for first in {form[:1] for form in forms[body.id]}:
            by_first.setdefault(first, []).append(body)
    for unit in bodies:
        if unit.id not in where:
            continue
        number, member = where[unit.id]
        item = Item("Organization", member.start, member.end, (member,))
        for parent in by_first.get(unit.name[:1], ()):
            said = _prefix(unit.name, forms[parent.id])
            short = "" if said else shortened(unit.name, parent.name)
            rest = unit.name[len(said or short) :]
            if parent.id != unit.id and (said or short) and rest:
                away = where.get(parent.id, (number, Member(parent.id, member.start, member.end)))[1]
                features = tuple(parent_features(said or short, rest, seen=parent.id in where, short=bool(short)))
                yield Candidate("partOf", "name", member, away, number, features, (), item, None, detailed=True)


def _prefix(name: str, forms: tuple[str, ...]) -> str:
    """The longest of a parent's forms that `name` begins with."""
    return max((form for form in forms if name.startswith(form)), key=len, default="")


def _forms(parent: Entity) -> tuple[str, ...]:
    """What a unit's name may begin with for `parent`: its name, long short forms, a company's without place and law."""
    forms = {parent.name, *(alias for alias in parent.aliases if len(alias) >= _SHORTEST_ALIAS)}
    legal = _LEGAL.search(parent.name)
    core = _REGION.sub("", parent.name[: legal.start()]) if legal else ""
    if legal and len(core) >= _SHORTEST_ALIAS - 1:
        forms |= {core + legal.group(), f"{core}公司"}
    return tuple(sorted(forms))


def _first_mentions(scene: Scene) -> dict[str, tuple[int, Member]]:
    where: dict[str, tuple[int, Member]] = {}
    for number, view in enumerate(scene.plain):
        for item in view.items:
            for member in item.members if item is not None else ():
                where.setdefault(member.entity, (number, member))
    return where
