"""Pairs of a graph that may be one entity, with what articles say of each, for people to judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from kg.api.building import load_ontology, remove
from kg.api.graph import Graph
from kg.errors import UsageError
from kg.graph.iris import digest
from kg.model import Entity, Extraction, Member, Merge, Resolution, ResolvedEntity, type_names
from kg.ontology import Ontology
from kg.resolve import Judgement, Named, resolve
from kg.resolve.judgements import ANYWHERE, append, read, take_back
from kg.scale.copies import counted
from kg.scale.exports import load_state
from kg.scale.workspace import Workspace

_MOST_SENTENCES = 3
_MOST_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an article's entity, as the article writes it and with what it says.

    `said` are sentences, `around` the names that the article links it to or mentions beside it, `articles` how many
    articles speak of the entity that it belongs to.
    """

    name: str
    source: str
    title: str = ""
    published: str = ""
    forms: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two names mean one entity. `key` stays the same as long as the two names and articles do."""

    key: str
    type: str
    left: Side
    right: Side
    reason: str
    score: float

    def judged(self, verdict: str, *, by: str, why: str, when: str) -> Judgement:
        """The answer, as it is kept."""
        left, right = Named(self.left.name, self.left.source), Named(self.right.name, self.right.source)
        return Judgement(verdict, self.type, left, right, by, why, when)  # type: ignore[arg-type]


class Review:
    """What is in doubt in the graph of a folder, the most useful question first, and what was judged."""

    def __init__(self, folder: str | Path, *, ontology: Ontology | None = None) -> None:
        """Put entities together anew, as a build does, with the judgements as they are now.

        Raises:
            WorkspaceError: there is no graph in `folder`, or its judgements can't be read.
        """
        self._workspace = Workspace(Path(folder))
        state = load_state(self._workspace)
        self._ontology = ontology or load_ontology(graph=folder)
        self._manifest = self._workspace.manifest()
        documents = list(self._workspace.documents(self._manifest, depth="names"))
        told = [one.document for one in counted(documents, near=state.look.duplicates)]
        self._documents = {one.extraction.article.id: one.key for one in told}
        self._articles = {one.extraction.article.id: one.extraction for one in told}
        self._resolution = resolve(self._articles.values(), self._ontology, self.judgements)
        self._entities = {member: one for one in self._resolution.entities for member in one.members}

    @property
    def file(self) -> Path:
        """Where judgements are kept."""
        return self._workspace.judgements

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What was judged, as it counts now."""
        return read(self.file)

    @property
    def resolution(self) -> Resolution:
        """The entities, with why they were joined and what is in doubt."""
        return self._resolution

    def questions(self, limit: int | None = None) -> list[Question]:
        """The pairs in doubt: those first that are nearly sure and in which most articles have a part."""
        return self._asked(self._pairs()[:limit])

    def question(self, key: str) -> Question:
        """The pair in doubt that has the key.

        Raises:
            UsageError: there is none.
        """
        found = [pair for pair in self._pairs() if self._key(pair) == key]
        if not found:
            raise UsageError(f"no pair in doubt has the key {key!r}; kg resolve DIR --list shows the keys")
        return self._asked(found)[0]

    def _pairs(self) -> list[Merge]:
        return sorted(self._resolution.doubtful, key=lambda one: (-self._use(one), one.left, one.right))

    def _asked(self, pairs: Sequence[Merge]) -> list[Question]:
        texts = self._full({member.article for pair in pairs for member in (pair.left, pair.right)})
        return [self._question(pair, texts) for pair in pairs]

    def reasons(self, name: str) -> Iterator[tuple[ResolvedEntity, list[Merge]]]:
        """The entities that bear `name` in some form, each with why its members are one."""
        for entity in self._resolution.entities:
            if any(name == label.text for label in (*entity.labels, *entity.alternatives, *entity.hidden)):
                inside = set(entity.members)
                yield entity, [one for one in self._resolution.merges if one.left in inside]

    def source(self, member: Member) -> str:
        """The file that an article's entity comes from."""
        return self._articles[member.article].article.source

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement.

        Raises:
            UsageError: it names something that no article of the graph has, or things of several classes.
        """
        self._one_class(judgement)
        for named in (judgement.left, judgement.right):
            if not self._borne(judgement.type, named):
                where = "no article" if named.article == ANYWHERE else f"no article {named.article!r} that"
                raise UsageError(f"{where} names a {judgement.type} {named.name!r}; kg resolve DIR --list shows pairs")
        append(self.file, judgement)

    def _one_class(self, judgement: Judgement) -> None:
        """Complain about a name that other classes bear and the judgement's doesn't, before anything else."""
        if judgement.type not in type_names:
            raise UsageError(f"no class {judgement.type!r} to judge; there are {', '.join(type_names)}")
        for named in (judgement.left, judgement.right):
            borne = [kind for kind in type_names if self._borne(kind, named)]
            if borne and judgement.type not in borne:
                raise UsageError(
                    f"{named.name!r} is of the class {' and '.join(borne)}, not {judgement.type}: "
                    "only entities of one class can be judged"
                )

    def _borne(self, kind: str, named: Named) -> bool:
        return any(self._bears(one, kind, named) for one in self._articles.values())

    @staticmethod
    def _bears(found: Extraction, kind: str, named: Named) -> bool:
        if named.article not in (ANYWHERE, found.article.id, found.article.source):
            return False
        return any(
            Named(form).key == Named(named.name).key
            for entity in found.entities
            if entity.type == kind
            for form in (entity.name, *entity.aliases)
        )

    def undo(self, question: Question | None = None) -> Judgement | None:
        """Take the last judgement back, or the last on a pair; None where there is none."""
        pair = question.judged("unsure", by="", why="", when="").pair if question else None
        return take_back(self.file, pair)

    def rebuild(self) -> Graph:
        """Make the graph anew from what was extracted, with the judgements as they are now; extracts nothing."""
        return remove(self._workspace.folder, (), ontology=self._ontology)

    def _use(self, pair: Merge) -> float:
        """How much an answer is worth: near the border either way may be right, and many articles hang on it."""
        articles = sum(len(self._entities[member].members) for member in (pair.left, pair.right))
        return 0.0 if pair.judged else round(min(pair.score, 1.0) * log2(1 + articles), 6)

    def _key(self, pair: Merge) -> str:
        named = sorted(f"{member.article} {self._entity(member).name}" for member in (pair.left, pair.right))
        return digest(self._entity(pair.left).type, *named)[:8]

    def _question(self, pair: Merge, texts: Mapping[str, Extraction]) -> Question:
        left, right = self._side(pair.left, texts), self._side(pair.right, texts)
        return Question(self._key(pair), self._entity(pair.left).type, left, right, pair.reason, pair.score)

    def _entity(self, member: Member) -> Entity:
        return next(one for one in self._articles[member.article].entities if one.id == member.entity)

    def _side(self, member: Member, texts: Mapping[str, Extraction]) -> Side:
        found, entity = texts.get(member.article, self._articles[member.article]), self._entity(member)
        about = [one for one in found.statements if member.entity in (one.subject, one.object)]
        names = {one.id: one.name for one in found.entities}
        linked = [names[each] for one in about for each in (one.subject, one.object) if each in names]
        beside = [one.name for one in found.entities if one.type in ("Person", "Organization", "Place")]
        return Side(
            name=entity.name,
            source=found.article.source,
            title=found.article.title,
            published=found.article.published or "",
            forms=entity.aliases,
            posts=tuple(dict.fromkeys(str(q.value) for one in about for q in one.qualifiers if q.name == "title")),
            said=tuple(_sentences(found, member.entity)),
            around=tuple(each for each in dict.fromkeys([*linked, *beside]) if each != entity.name)[:_MOST_NEIGHBOURS],
            articles=len(self._entities[member].members),
        )

    def _full(self, articles: set[str]) -> dict[str, Extraction]:
        """Some articles with their text."""
        wanted = {self._documents[article] for article in articles}
        found = self._workspace.documents(self._manifest, depth="full", only=wanted)
        return {one.extraction.article.id: one.extraction for one in found}


def _sentences(found: Extraction, entity: str) -> Iterable[str]:
    """What an article says of an entity: the sentences that state something, else those that name it."""
    about = [one for one in found.statements if entity in (one.subject, one.object)]
    stated = [quote.text for one in about for quote in one.evidence]
    mentions = [one for each in found.entities if each.id == entity for one in each.mentions]
    named = [_around(found.article.text, one.start, one.end) for one in mentions]
    return list(dict.fromkeys(" ".join(text.split()) for text in [*stated, *named]))[:_MOST_SENTENCES]


def _around(text: str, start: int, end: int) -> str:
    """The sentence that a stretch of a text stands in."""
    before = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    ends: Sequence[int] = [at for mark in "。！？\n" if (at := text.find(mark, end)) >= 0]
    return text[before : min(ends, default=len(text)) + 1][:200]
