"""Which articles count: of those that are copies of one another, one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Article
from kg.read.duplicates import groups, rank
from kg.scale.segments import Document


@dataclass(frozen=True, slots=True)
class Told:
    """An article that counts, with the articles that are copies of it."""

    document: Document
    copies: tuple[Article, ...] = ()


def counted(found: Sequence[Document], *, near: bool) -> list[Told]:
    """The articles that count, by id. Which one stands for several depends on what they are, not on their order.

    Args:
        found: all articles.
        near: whether near-duplicates are copies too; else only the same text is.
    """
    alike: dict[str, list[Document]] = defaultdict(list)
    for one in sorted(found, key=lambda one: rank(one.print, _name(one))):
        alike[one.extraction.article.id].append(one)
    if near:
        names = {_name(same[0]): (id_, same[0].print) for id_, same in alike.items()}
        for first, *others in groups({name: print_ for name, (_, print_) in names.items()}):
            for other in others:
                alike[names[first][0]] += alike.pop(names[other][0])
    return [
        Told(first, tuple(sorted((one.extraction.article for one in others), key=lambda one: one.source)))
        for _, (first, *others) in sorted(alike.items())
    ]


def _name(one: Document) -> str:
    return f"{one.extraction.article.source}\n{one.key}"
