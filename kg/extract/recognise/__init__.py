"""Recognisers of names, one module a kind, and the arbiter over their votes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.extract.document import Document
from kg.extract.recognise.arbiter import arbitrate
from kg.model import Mention, Vote
from kg.ontology import Ontology

__all__ = ["recognise"]

_LAC_TYPES = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}


def recognise(
    document: Document, ontology: Ontology, *, model: Literal["accurate", "fast"] = "accurate"
) -> tuple[Mention, ...]:
    """The names in `document`, none overlapping another, in order; offsets count in ``document.text``."""
    del ontology, model
    return arbitrate(_from_tokens(document))


def _from_tokens(document: Document) -> Iterator[Mention]:
    for token in document.tokens:
        kind = _LAC_TYPES.get(token.tag)
        if kind and len(token.text) > 1:
            yield Mention(token.start, token.end, token.text, kind, votes=(Vote("lac", 1.0),))
