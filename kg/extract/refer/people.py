"""People: 阮校長 after 阮文俊, 费雷拉 after 若热·费雷拉, and names with their Latin spelling in brackets.

Two people are never joined on a guess: a short form needs one full name before it that it can mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.refer.forms import Form
from kg.ontology import Ontology

_BRACKET = re.compile(r"^(.{2,}?)[(（].*$")
_NICKNAME = re.compile(r"^[老小阿](.)$")
_ADDRESS = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "老师",
    "同志",
    "大爷",
    "大妈",
    "爷爷",
    "奶奶",
    "阿姨",
    "叔叔",
    "师傅",
    "老",
    "总",
    "工",
    "某",
    "局",
    "院士",
    "博士",
    "教授",
)
_COMPOUND = 2


def link(document: Document, forms: Sequence[Form], ontology: Ontology) -> None:
    """Let people's short forms stand for their full names."""
    people = [form for form in forms if form.type == "Person"]
    posts = frozenset({*_ADDRESS, *ontology.forms("Post", "post")})
    by_key = {form.key: form for form in people}
    by_end = {mention.end: form for form in people for mention in form.mentions}
    by_surname: dict[str, list[Form]] = defaultdict(list)
    by_part: dict[str, list[Form]] = defaultdict(list)
    for form in people:
        if not _surname(form.key, posts):
            for length in range(1, min(_COMPOUND, len(form.key) - 1) + 1):
                by_surname[form.key[:length]].append(form)
        for part in _parts(form.key):
            by_part[part].append(form)
    for form in sorted(people, key=lambda one: (len(one.key), one.first)):
        if bracketed := _BRACKET.match(form.name):
            _same(form, by_key.get(bracketed[1]), bracketed[1])
        elif form.name.isascii() and document.text[form.first - 1 : form.first] in {"(", "（"}:
            _same(form, by_end.get(form.first - 1), "")
        else:
            surname = _surname(form.key, posts)
            options = by_surname.get(surname, []) if surname else by_part.get(form.key, [])
            _only(form, options)


def _same(form: Form, other: Form | None, name: str) -> None:
    if other is not None:
        form.stand_for(other)
    elif name:
        form.built = name


def _only(form: Form, options: Sequence[Form]) -> None:
    """Stand for the one of `options` that was named before; where several were, for none."""
    before = [one for one in options if one is not form and len(one.key) > 1]
    before = [one for one in before if one.first < form.first or "·" in one.key]
    if len({id(one.root) for one in before}) == 1:
        form.stand_for(before[0])


def _surname(key: str, posts: frozenset[str]) -> str:
    """The surname of 张书记 and 老李, empty for a name."""
    if found := _NICKNAME.match(key):
        return found[1]
    return next((key[:length] for length in range(1, _COMPOUND + 1) if key[length:] in posts), "")


def _parts(key: str) -> list[str]:
    """What a person is called by alone: a part of a foreign name, a given name of two characters."""
    if "·" in key:
        return [part for part in key.split("·") if len(part) >= 2]
    return [key[-2:]] if key.isalpha() and not key.isascii() and len(key) in {3, 4} else []
