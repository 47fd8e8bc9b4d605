"""What an article says of each of its entities: the forms of its name, and what stands around it.

From this an entity's key is made (`kg.resolve.keys`); what is compared across articles is then a `Record`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Article, Entity, Extraction, Member, Statement
from kg.resolve.records import Form
from kg.text.fold import fold_name
from kg.text.scripts import to_hans, to_hant

# 蓝鲸软件（北京）有限公司 is registered where the brackets say.
_BRACKETED = re.compile(r"^(.{2,})[（(]([^（）()]{2,8})[)）](.{2,})$")
# Relations that say where something is, and those that make a body a part of a person's life.
_PLACED = frozenset({"locatedIn", "establishedIn"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article as a whole speaks of, in folded names; shared by all drafts of the article."""

    published: str
    publisher: str
    organizations: frozenset[str]
    places: frozenset[str]


@dataclass(slots=True)
class About:
    """What an article's statements say about one entity.

    `linked` holds the article's entities that its statements link this one to, `titles` the posts that it is said to
    hold, `places` where it is said to be, `issuers` who conferred it.
    """

    linked: list[Member] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    places: list[Member] = field(default_factory=list)
    issuers: list[Member] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Draft:
    """One article's entity with its forms, the entity's own name first."""

    member: Member
    type: str
    subtype: str
    forms: tuple[Form, ...]
    about: About
    around: Surroundings

    @property
    def name(self) -> str:
        """Its name, folded."""
        return self.forms[0].folded

    @property
    def others(self) -> tuple[str, ...]:
        """Its other names, folded, sorted."""
        return tuple(sorted({form.folded for form in self.forms} - {self.name}))

    @property
    def ordered(self) -> str:
        """The name with a place that stands in brackets inside it put before it."""
        found = _BRACKETED.match(self.forms[0].text)
        return folded(found[2] + found[1] + found[3]) if found else self.name


def drafts(extraction: Extraction, around: Surroundings) -> list[Draft]:
    """The drafts of an article's entities."""
    about = _about(extraction)
    return [
        _draft(entity, extraction.article, around, about.get(entity.id) or About()) for entity in extraction.entities
    ]


def _draft(entity: Entity, article: Article, around: Surroundings, about: About) -> Draft:
    written = dict.fromkeys([entity.name, *entity.aliases])
    forms = tuple(_form(form, article) for form in written)
    return Draft(Member(article.id, entity.id), entity.type, entity.subtype, forms, about, around)


@lru_cache(maxsize=1 << 18)
def folded(name: str) -> str:
    """The name's key; a name of nothing but marks is its own key."""
    return fold_name(name) or name


def _form(text: str, article: Article) -> Form:
    """A form in its script; where its characters don't tell, in the article's."""
    traditional, simplified = _in_both(text)
    script = article.language
    if (traditional == text) != (simplified == text):
        script = "zh-Hant" if traditional == text else "zh-Hans"
    return Form(text, script, folded(text), traditional if script == "zh-Hans" else simplified)


@lru_cache(maxsize=1 << 18)
def _in_both(text: str) -> tuple[str, str]:
    return to_hant(text), to_hans(text)


def surroundings(extraction: Extraction) -> Surroundings:
    """What the article as a whole speaks of."""

    def names(kind: str) -> frozenset[str]:
        return frozenset(folded(entity.name) for entity in extraction.entities if entity.type == kind)

    article = extraction.article
    return Surroundings(
        published=article.published or "",
        publisher=folded(article.publisher or ""),
        organizations=names("Organization"),
        places=names("Place"),
    )


def _about(extraction: Extraction) -> dict[str, About]:
    """For each local entity what statements say about it."""
    known = {entity.id: Member(extraction.article.id, entity.id) for entity in extraction.entities}
    about: dict[str, About] = {}
    for statement in extraction.statements:
        if statement.subject not in known or statement.object not in known:
            continue
        subject, value = known[statement.subject], known[statement.object]
        of_subject = about.setdefault(statement.subject, About())
        of_value = about.setdefault(statement.object, About())
        of_subject.linked.append(value)
        of_value.linked.append(subject)
        if statement.predicate in _PLACED:
            of_subject.places.append(value)
        of_subject.titles.extend(_texts(statement, "title"))
        of_value.issuers.extend(known[one] for one in _texts(statement, "conferredBy") if one in known)
    for found in about.values():
        found.titles = [folded(title) for title in found.titles]
    return about


def _texts(statement: Statement, name: str) -> Iterator[str]:
    return (str(one.value) for one in statement.qualifiers if one.name == name)
