"""What resolution looks at: an article's entity with its forms and what the article says around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Article, Entity, Extraction, Label, Member, Script, Statement
from kg.text.fold import fold_name
from kg.text.scripts import to_hans, to_hant

# 蓝鲸软件（北京）有限公司 is registered where the brackets say.
_BRACKETED = re.compile(r"^(.{2,})[（(]([^（）()]{2,8})[)）](.{2,})$")
# Relations that say where something is, and those that make a body a part of a person's life.
_PLACED = frozenset({"locatedIn", "establishedIn"})


@dataclass(frozen=True, slots=True)
class Context:
    """What an article as a whole speaks of, in folded names; shared by all records of the article."""

    article: str
    source: str
    published: str
    publisher: str
    people: frozenset[str]
    organizations: frozenset[str]
    places: frozenset[str]


@dataclass(slots=True)
class About:
    """What an article's statements say about one entity."""

    linked: list[Member] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    places: list[Member] = field(default_factory=list)
    issuers: list[Member] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """One article's entity, ready to be compared. `name` and `others` are folded, `forms` as written.

    `linked` holds the article's entities that its statements link this one to, `titles` the posts that it is said to
    hold, `places` where it is said to be, `issuers` who conferred it.
    """

    member: Member
    type: str
    subtype: str
    name: str
    others: frozenset[str]
    forms: tuple[Label, ...]
    context: Context
    linked: frozenset[Member] = frozenset()
    titles: frozenset[str] = frozenset()
    places: frozenset[Member] = frozenset()
    issuers: frozenset[Member] = frozenset()

    @property
    def age(self) -> tuple[str, str, str]:
        """Orders records from the earliest article on; an article without a date comes last."""
        return (self.context.published or "9999", self.member.article, self.member.entity)

    @property
    def ordered(self) -> str:
        """The name with a place that stands in brackets inside it put before it."""
        found = _BRACKETED.match(self.forms[0].text)
        return folded(found[2] + found[1] + found[3]) if found else self.name


def records(extractions: Iterable[Extraction]) -> Iterator[Record]:
    """The records of all articles; an article that comes twice counts once."""
    seen: set[str] = set()
    for extraction in extractions:
        if extraction.article.id in seen:
            continue
        seen.add(extraction.article.id)
        context = _context(extraction)
        about = _about(extraction)
        for entity in extraction.entities:
            yield _record(entity, extraction.article, context, about.get(entity.id) or About())


def _record(entity: Entity, article: Article, context: Context, about: About) -> Record:
    written = dict.fromkeys([entity.name, *entity.aliases])
    name = folded(entity.name)
    return Record(
        member=Member(article.id, entity.id),
        type=entity.type,
        subtype=entity.subtype,
        name=name,
        others=frozenset(folded(form) for form in written) - {name},
        forms=tuple(Label(form, script_of(form, article)) for form in written),
        context=context,
        linked=frozenset(about.linked),
        titles=frozenset(about.titles),
        places=frozenset(about.places),
        issuers=frozenset(about.issuers),
    )


@lru_cache(maxsize=1 << 18)
def folded(name: str) -> str:
    """The name's key; a name of nothing but marks is its own key."""
    return fold_name(name) or name


def script_of(form: str, article: Article) -> Script:
    """The script that `form` is in; where its characters don't tell, the article's."""
    return _telling_script(form) or article.language


@lru_cache(maxsize=1 << 18)
def _telling_script(form: str) -> Script | None:
    traditional, simplified = to_hans(form) != form, to_hant(form) != form
    if traditional == simplified:
        return None
    return "zh-Hant" if traditional else "zh-Hans"


def _context(extraction: Extraction) -> Context:
    article = extraction.article

    def names(kind: str) -> frozenset[str]:
        return frozenset(folded(entity.name) for entity in extraction.entities if entity.type == kind)

    return Context(
        article=article.id,
        source=article.source,
        published=article.published or "",
        publisher=folded(article.publisher or ""),
        people=names("Person"),
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


def _texts(statement: Statement, name: str) -> list[str]:
    return [str(one.value) for one in statement.qualifiers if one.name == name]
