"""Which entity each article's entity is, computed anew from all articles and the judgements.

Records are put into blocks by kind and name; inside a block pairs are matched with reasons; clusters are joined from
the surest pair on, and never across what a judgement keeps apart. The outcome depends on the set of articles only, not
on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Extraction, Resolution
from kg.ontology import Ontology
from kg.resolve.collector import without_collector
from kg.resolve.judgements import Judgement, Named
from kg.resolve.keys import Keys
from kg.resolve.records import Outline
from kg.resolve.resolver import Resolver

__all__ = ["Judgement", "Named", "Outline", "outlines", "resolve", "resolve_outlines"]


def resolve(extractions: Iterable[Extraction], ontology: Ontology, judgements: Sequence[Judgement] = ()) -> Resolution:
    """Put the entities of all articles together.

    Args:
        extractions: of each article once, in any order.
        ontology: what places there are.
        judgements: what people have decided; they go before any rule.

    Returns:
        The entities, sorted by identity, with why they were joined and which pairs are in doubt.
    """
    return resolve_outlines(outlines(extractions, ontology), ontology, judgements, doubts=True)


def outlines(extractions: Iterable[Extraction], ontology: Ontology) -> Iterator[Outline]:
    """Articles as resolution sees them: each depends on its article and the ontology alone, and may be kept."""
    maker = Keys(ontology)
    return map(maker.outline, extractions)


def resolve_outlines(
    articles: Iterable[Outline], ontology: Ontology, judgements: Sequence[Judgement] = (), *, doubts: bool = False
) -> Resolution:
    """Put the entities of articles together of which the outlines are there.

    Args:
        articles: in any order; one that comes twice counts once.
        ontology: what they were made with.
        judgements: as in `resolve`.
        doubts: whether to look for pairs in doubt too; the entities are the same without.
    """
    with without_collector():
        known: dict[str, Outline] = {}
        for one in articles:
            known.setdefault(one.context.article, one)
        resolver = Resolver((record for one in known.values() for record in one.records), ontology, doubts=doubts)
        resolver.judge(judgements)
        resolver.match()
        return resolver.resolution()
