"""Forms: the different names that an article's mentions use, and which fuller form each of them stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.extract.document import Document
from kg.model import Entity, Mention, Span
from kg.text.fold import fold

_DROP = re.compile(r"[\s“”‘’《》\"'「」『』\u200b-\u200f\u2060\ufeff]+")
# A character that some mirrors write for another; no name has it.
_LONGEST_NAME = 80
_BEFORE, _BEHIND = 200, 40
_VARIANTS = str.maketrans("陜", "陝")


@dataclass(slots=True, eq=False)
class Form:
    """One spelling of a name: all mentions of one type that read alike when folded.

    `target` is the fuller form that it stands for; `built` the full name worked out for it where no mention writes it.
    """

    key: str
    name: str
    type: str
    mentions: list[Mention] = field(default_factory=list)
    target: Form | None = None
    built: str = ""
    reference: bool = False
    at: int = 0
    """Where a form without mentions of its own stands: at the start of the longer name that it opens."""

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return self.mentions[0].start if self.mentions else self.at

    @property
    def root(self) -> Form:
        """The fullest form that it stands for."""
        form = self
        while form.target is not None:
            form = form.target
        return form

    def stand_for(self, fuller: Form) -> bool:
        """Note that this form means `fuller`; refused where that would close a circle or it means another already."""
        if self.target is not None or fuller.root is self:
            return False
        self.target = fuller
        return True

    def nearest(self, options: Iterable[Form]) -> Form | None:
        """Of `options` the one mentioned last before this form's first mention, else the one mentioned first after."""
        return min(options, key=lambda form: form.distance(self.first), default=None)

    def distance(self, at: int) -> tuple[int, int, str]:
        """How far its closest mention before `at` is; forms mentioned only later come after all others."""
        before = bisect_left(self.mentions, at, key=lambda mention: mention.start)
        return (0, at - self.mentions[before - 1].start, self.key) if before else (1, self.first - at, self.key)


def around(options: Sequence[Form], at: int) -> Sequence[Form]:
    """Of `options`, in order of first mention, those near `at`: what is looked at stays bounded in any text."""
    middle = bisect_left(options, at, key=lambda form: form.first)
    return options[max(0, middle - _BEFORE) : middle + _BEHIND]


def clean_name(text: str) -> str:
    """A name as it is shown: without white space and quotation marks inside; Latin words keep their spaces."""
    if re.search(r"[A-Za-z]\s+[A-Za-z]", text):
        return re.sub(r"\s+", " ", text).strip("“”‘’\"'「」『』《》 ")
    return _DROP.sub("", text).translate(_VARIANTS)


def same_letters(folded: str, mention: Mention, key: str) -> int:
    """Where in the text the letters of `key` end that `mention` begins with; 0 where it begins otherwise."""
    at = 0
    for place in range(mention.start, mention.end):
        char = folded[place].lower()
        if at == len(key):
            return place
        if char == key[at]:
            at += 1
        elif not _DROP.match(char):
            return 0
    return 0


def gather(document: Document, mentions: Sequence[Mention]) -> list[Form]:
    """The forms of `mentions` in order of first appearance."""
    forms: dict[tuple[str, str], Form] = {}
    for mention in sorted(mentions, key=lambda one: (one.start, one.end)):
        folded = document.folded[mention.start : mention.end] if not mention.name else fold(mention.name)
        key = _DROP.sub("", folded).lower()
        if not key or len(key) > _LONGEST_NAME:
            continue
        known = forms.get((mention.type, key))
        if known is None:
            known = forms[mention.type, key] = Form(key, clean_name(mention.form), mention.type)
        known.mentions.append(mention)
    return list(forms.values())


def entities(forms: Sequence[Form]) -> tuple[Entity, ...]:
    """Forms that stand for the same together, as entities in order of first mention."""
    groups: dict[int, list[Form]] = {}
    for form in forms:
        groups.setdefault(id(form.root), []).append(form)
    ordered = sorted(groups.values(), key=lambda group: (min(form.first for form in group), group[0].type))
    return tuple(_entity(f"e{number}", group) for number, group in enumerate(ordered, 1))


def _entity(label: str, group: list[Form]) -> Entity:
    root = group[0].root
    name = root.built or root.name
    names = [form.name for form in group if not form.reference]
    aliases = tuple(dict.fromkeys(other for other in names if other != name))
    mentions = sorted((mention for form in group for mention in form.mentions), key=lambda one: (one.start, one.end))
    return Entity(
        id=label,
        type=root.type,
        name=name,
        aliases=aliases,
        mentions=tuple(mentions),
        subtype=next((mention.subtype for form in (root, *group) for mention in form.mentions if mention.subtype), ""),
        confidence=max(mention.confidence for mention in mentions),
    )


def sentence_of(document: Document, at: int) -> Span | None:
    """The sentence that holds `at`."""
    low, high = 0, len(document.sentences)
    while low < high:
        middle = (low + high) // 2
        if document.sentences[middle].end <= at:
            low = middle + 1
        else:
            high = middle
    found = document.sentences[low] if low < len(document.sentences) else None
    return found if found and found.start <= at else None
