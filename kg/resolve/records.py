"""What resolution looks at: an article's entity with its forms and what the article says around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Article, Entity, Extraction, Label, Member, Script, Statement
from kg.text.fold import fold_name
from kg.text.scripts import to_hans, to_hant


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


@dataclass(frozen=True, slots=True)
class Record:
    """One article's entity, ready to be compared. `name` and `others` are folded, `forms` as written.

    `linked` holds the article's entities that its statements link this one to, `titles` the posts that it is said to
    hold.
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

    @property
    def age(self) -> tuple[str, str, str]:
        """Orders records from the earliest article on; an article without a date comes last."""
        return (self.context.published or "9999", self.member.article, self.member.entity)


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
            yield _record(entity, extraction.article, context, about.get(entity.id, ([], [])))


def _record(entity: Entity, article: Article, context: Context, about: tuple[list[Member], list[str]]) -> Record:
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
        linked=frozenset(about[0]),
        titles=frozenset(about[1]),
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


def _about(extraction: Extraction) -> dict[str, tuple[list[Member], list[str]]]:
    """For each local entity those that it is linked to, and its titles."""
    known = {entity.id: Member(extraction.article.id, entity.id) for entity in extraction.entities}
    about: dict[str, tuple[list[Member], list[str]]] = {}
    for statement in extraction.statements:
        if statement.subject in known and statement.object in known:
            about.setdefault(statement.subject, ([], []))[0].append(known[statement.object])
            about.setdefault(statement.object, ([], []))[0].append(known[statement.subject])
            about[statement.subject][1].extend(_titles(statement))
    return about


def _titles(statement: Statement) -> list[str]:
    return [folded(str(one.value)) for one in statement.qualifiers if one.name == "title"]
