"""The frozen values that flow from stage to stage: Article, Mention, Entity, Statement, Quantity, Extraction.

Every `start` and `end` is a half-open range of Unicode code points. Which text it counts in is said where it
is used: inside `kg.extract` the article's clean text, everywhere else the article's raw text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

type_names = ("Person", "Organization", "Place", "Honor", "Event")
"""The five entity classes at the top of the ontology that extraction tells apart."""

Model = Literal["accurate", "fast"]
"""How names are found: with the neural network, or without."""

Script = Literal["zh-Hans", "zh-Hant"]
QualifierValue = str | int | float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span | Mention | Time) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and, for each of its characters, where that character stands in the text it was made from.

    `offsets` has ``len(text)`` entries, never decreasing; None says that `text` is the source itself.
    """

    text: str
    offsets: Sequence[int] | None = None

    def source_span(self, start: int, end: int) -> Span:
        """The smallest span of the source that holds the characters ``text[start:end]`` (not empty)."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Removal:
    """A stretch of the raw text that is no part of the article, and why (``navigation``, ``spam``, ``byline``)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was read.

    `text` is the raw text that all printed offsets count in. `clean` is what is analysed: title and body only, one
    paragraph a line, dirt repaired, aligned to `text`. `title_span` is the title's place in `clean.text`, or None.
    `published` is ISO 8601 as precise as the source says. `id` is a hash of the content.
    """

    id: str
    source: str
    text: str
    clean: AlignedText
    title: str = ""
    title_span: Span | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    language: Script = "zh-Hans"
    url: str | None = None
    extracted: bool = False
    """Whether `text` was itself extracted from markup, so that printed output must carry it along."""
    removed: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article, and why, in one line."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Vote:
    """One voter's reason for a mention: who (``gazetteer``, ``tagger``, a rule's name) and how sure, 0 to 1."""

    voter: str
    score: float


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading of a mention's stretch that lost against it: its words, type and confidence."""

    text: str
    type: str
    confidence: float


MentionKind = Literal["full", "short", "reference"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names or refers to an entity.

    `text` is the slice ``start:end``. `kind`: ``full`` a name that stands by itself, ``short`` a shortened or
    relative name (县总工会), ``reference`` no name at all (该公司, 双方), which adds no alias.
    `name` is the normalised form of `text` when it differs from it (spaces and quotation marks dropped).
    `rivals` are the likeliest readings that it was chosen over, the likeliest first.
    """

    start: int
    end: int
    text: str
    type: str
    subtype: str = ""
    kind: MentionKind = "full"
    name: str = ""
    confidence: float = 1.0
    votes: tuple[Vote, ...] = ()
    rivals: tuple[Rival, ...] = ()

    @property
    def form(self) -> str:
        """The normalised form: `name` where it is set, else `text`."""
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Entity:
    """What the mentions of one article name together; `id` (``e1``, ``e2`` …) is local to the article.

    `name` is the fullest name that the article lets a reader build, `aliases` its other forms, both in the article's
    script.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    subtype: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Time:
    """A point or stretch of time in the text; `value` is ISO 8601 (``2023``, ``2023-05``, ``2023-05-01``).

    `value` is as precise as the text, empty where the text leaves the time unknown (日前). `end_value` closes a range.
    """

    start: int
    end: int
    text: str
    value: str
    end_value: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit that states a fact; 万 and 亿 are multiplied out."""

    start: int
    end: int
    text: str
    value: float | int
    unit: str
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or clause that states something; `text` is the slice ``start:end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One qualifier of a statement; `value` is an entity's id where `is_entity`. A name may occur more than once."""

    name: str
    value: QualifierValue
    is_entity: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One article's claim: `subject` and `object` are local entity ids, `predicate` a relation's local name.

    `evidence` is best first; `rule` names the pattern or rule that proposed it.
    """

    subject: str
    predicate: str
    object: str
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article. Offsets count in ``article.text``."""

    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()

    def surer_than(self, confidence: float) -> Extraction:
        """The same without the statements whose confidence is below `confidence`."""
        return replace(self, statements=tuple(one for one in self.statements if one.confidence >= confidence))


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What an entity is known by across articles; its IRI is a hash of it and of nothing else.

    `name` is the full name, folded. `context` is the region, division code or body that tells namesakes apart, or the
    article's id where nothing else does; empty where the name says enough.
    """

    type: str
    name: str
    context: str = ""


class Member(NamedTuple):
    """One article's entity: the article's id and the entity's id in it. A tuple, because millions of them are keys."""

    article: str
    entity: str


@dataclass(frozen=True, slots=True)
class Label:
    """A form of a name as some article writes it, and the script that it is in."""

    text: str
    script: Script


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """An entity across articles: a view put together from its members, never edited.

    `labels` has at most one form for each script, `alternatives` every other attested form, `hidden` forms that no
    article attests (the other script's) for search. `code` is the division code of a known place, `within` the division
    around it, or the one that a body's own name states, `same_as` the IRI that a named source has for it.
    """

    identity: Identity
    members: tuple[Member, ...]
    subtype: str = ""
    labels: tuple[Label, ...] = ()
    alternatives: tuple[Label, ...] = ()
    hidden: tuple[Label, ...] = ()
    code: str = ""
    within: Identity | None = None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two members are one entity: a rule's name and a score, or who judged it."""

    left: Member
    right: Member
    reason: str
    score: float = 1.0

    @property
    def judged(self) -> bool:
        """Whether somebody judged the pair; the reason then says who."""
        return self.reason.startswith("judged ")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity each article's entity is. `entities` are sorted by identity; `doubtful` pairs await a judgement."""

    entities: tuple[ResolvedEntity, ...]
    merges: tuple[Merge, ...] = ()
    doubtful: tuple[Merge, ...] = ()
