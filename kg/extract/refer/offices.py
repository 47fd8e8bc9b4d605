"""Offices with several full names: 中共岚皋县委 and 岚皋县委, 县政府 and 县人民政府."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.refer.forms import Form
from kg.text.fold import fold

_PARTY = re.compile("^(?:中共|中国共产党)")
_COMMITTEE = re.compile("(?<=[省市县区州旗镇乡])委员会")
_OFFICE = re.compile("[省市县区州旗镇乡]委|党[委组]|纪委|政府")


def link(forms: Sequence[Form]) -> None:
    """Let every name of such a body stand for its fullest."""
    known: dict[str, Form] = {}
    roots = [form for form in forms if form.type == "Organization" and form.target is None]
    for form in sorted(roots, key=lambda one: -len(one.built or one.key)):
        office = _office(fold(form.built or form.name))
        fuller = known.setdefault(office, form) if office else form
        if fuller is not form:
            form.stand_for(fuller)


def _office(name: str) -> str:
    """The body's name as short as it goes, the same for all its forms; empty for other bodies."""
    bare = _PARTY.sub("", name)
    if bare != name:
        bare = _COMMITTEE.sub("委", bare)
    bare = bare.replace("人民政府", "政府")
    return bare if _OFFICE.search(bare) else ""
