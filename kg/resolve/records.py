"""What is compared across articles: an article's entity with its key, its forms and what it is linked to.

A record depends on its article alone, so that a build keeps the records of articles that haven't changed. All values
are tuples, because there are millions of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from kg.model import Member, Script


class Form(NamedTuple):
    """A form of a name as written, its script, the form folded, and what it would be in the other script."""

    text: str
    script: Script
    folded: str
    other: str


class Key(NamedTuple):
    """`name` in `context`: a division's code, a date, an article, or nothing where the name says enough.

    `core` is the name without its region, in its standard form; `region` the code of the division it is in, empty where
    unknown, and `stated` whether the name itself says so; `code` a known place's own code. `bare` says that the name
    tells nothing but a kind, `lone` that it therefore stands for its article alone, because nothing says where.
    """

    type: str
    name: str
    context: str = ""
    core: str = ""
    code: str = ""
    region: str = ""
    stated: bool = False
    lone: bool = False
    bare: bool = False

    @property
    def match(self) -> tuple[str, str, str]:
        """What two records must share to be one."""
        return self.type, self.core or self.name, self.context


class Context(NamedTuple):
    """The article that records are of; shared by all of them."""

    article: str
    source: str
    published: str
    publisher: str


class Record(NamedTuple):
    """One article's entity, ready to be compared.

    `name` is the first of its `forms`, folded, and `others` the other ones, sorted; `also` are the keys that a body or
    place would have if it were known by these. `linked` holds the article's entities that statements link it to,
    `titles` the posts that it is said to hold.
    """

    member: Member
    type: str
    subtype: str
    name: str
    others: tuple[str, ...]
    forms: tuple[Form, ...]
    context: Context
    key: Key
    also: tuple[Key, ...] = ()
    linked: tuple[Member, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def age(self) -> tuple[str, str, str]:
        """Orders records from the earliest article on; an article without a date comes last."""
        return (self.context.published or "9999", *self.member)


class Outline(NamedTuple):
    """An article as resolution sees it."""

    context: Context
    records: tuple[Record, ...]

    def to_json(self) -> str:
        """All of it on one line."""
        return json.dumps(
            [self.context, [_row(one) for one in self.records]], ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, line: str) -> Outline:
        """The outline that `to_json` wrote.

        Raises:
            ValueError, TypeError: it wrote no such line.
        """
        context, rows = json.loads(line)
        known = Context(*context)
        return cls(known, tuple(_record(row, known) for row in rows))


def _row(one: Record) -> list[Any]:
    forms = [value for form in one.forms for value in (form.text, form.script, form.folded, form.other)]
    linked = [member.entity for member in one.linked]
    return [one.member.entity, one.type, one.subtype, one.others, forms, one.key, one.also, linked, one.titles]


def _record(row: Sequence[Any], context: Context) -> Record:
    local, kind, subtype, others, forms, key, also, linked, titles = row
    article = context.article
    return Record(
        Member(article, local),
        kind,
        subtype,
        forms[2],
        tuple(others),
        tuple(map(Form._make, zip(*[iter(forms)] * 4, strict=True))),
        context,
        Key._make(key),
        tuple(map(Key._make, also)),
        tuple(Member(article, each) for each in linked),
        tuple(titles),
    )
