"""Places: 商南, 商南县 and 陕西省商南县 are one; a chain of places stays whole, and its last step names it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.refer.areas import Areas
from kg.extract.refer.forms import Form, around
from kg.text.fold import fold

_KIND = re.compile(
    "(?<=..)(?:风?景名?胜?区|旅游[景度]?假?区|(?:国家级?)?(?:自然|湿地)?(?:保护区|湿地公园|森林公园|公园)|古镇|古街|广场|大厦|小区"
    "|山庄|市区|校区|工业园区?|开发区)$"
)
_RELATIVE = re.compile("^([省市县区镇乡州])(?=.{3})(?![场政内民中域])")
_SHORTEST_END = 3


def link(forms: Sequence[Form], areas: Areas) -> None:
    """Let shorter forms of a place stand for the fullest one."""
    places = [form for form in forms if form.type == "Place"]
    by_end: dict[str, list[Form]] = defaultdict(list)
    for form in places:
        for end in dict.fromkeys(_ends(form, areas)):
            by_end[end].append(form)
    by_key = {form.key: form for form in places}
    for form in sorted(places, key=lambda one: (len(one.key), one.first)):
        fuller = [one for one in around(by_end.get(form.key, []), form.first) if len(one.key) > len(form.key)]
        # The form with the fewest characters more, then the nearest: 商南 means 商南县.
        shortest = min((len(one.key) for one in fuller), default=0)
        nearest = form.nearest(one for one in fuller if len(one.key) == shortest)
        if nearest is None or not form.stand_for(nearest):
            _build(form, areas, by_key)


def _build(form: Form, areas: Areas, by_key: dict[str, Form]) -> None:
    """涿州 is 涿州市 where another name writes it so; 县大剧院 is that of the article's own county."""
    name = ""
    if found := _RELATIVE.match(form.key):
        area = areas.named(found[1], form.first)
        name = area + form.name[found.end() :] if area else ""
    elif not areas.level(form.key):
        name = areas.spelled_out(form.key)
    if name and name != form.name:
        known = by_key.get(fold(name))
        if known is None or known is form or not form.stand_for(known):
            form.built = name


def _ends(form: Form, areas: Areas) -> Iterator[str]:
    """What `form` may be called for short: its last steps, and its last step without class word."""
    segments = list(areas.segments(form.key, whole=True))
    for segment, start in segments:
        yield form.key[start:]
        if start + len(segment) == len(form.key):
            yield from _short(segment, areas)
            yield from (form.key[:start] + short for short in _short(segment, areas))
    core = form.key[areas.prefix(form.key) :]
    if found := _KIND.search(core):
        yield core[: found.start()]
    for start in range(1, len(form.key) - _SHORTEST_END + 1):
        yield form.key[start:]


def _short(name: str, areas: Areas) -> Iterator[str]:
    for division in areas.ontology.divisions.find(name):
        if not division.former:
            yield from division.forms
    level = areas.level(name)
    if level and len(name) - len(level) >= 2:
        yield name[: -len(level)]
