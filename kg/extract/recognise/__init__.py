"""Recognisers of names, one module a kind, and the arbiter over their votes."""

from __future__ import annotations

from kg.extract.document import Document
from kg.extract.recognise import arbiter, features, polish, tagger, voices
from kg.extract.recognise.candidates import again, from_lac, proposals, without_first
from kg.extract.segment import pieces_of
from kg.model import Mention, Model
from kg.ontology import Ontology

__all__ = ["candidates_of", "recognise"]


def recognise(document: Document, ontology: Ontology, *, model: Model = "accurate") -> tuple[Mention, ...]:
    """The names in `document`, none overlapping another, in order; offsets count in ``document.text``.

    Raises:
        ModelError: a model's file is missing.
    """
    fast = model == "fast" or document.states is None
    voice = voices.load("fast" if fast else "accurate")
    weights = arbiter.load("fast" if fast else "accurate")
    chosen = arbiter.arbitrate(candidates_of(document, ontology, voice), weights)
    names = polish.polish(document, chosen, ontology)
    return tuple(mention for mention in names if not _touches_lost(document.text, mention))


def _touches_lost(text: str, mention: Mention) -> bool:
    """Whether a character that could not be restored stands in the mention or beside it: where it ends is unknown."""
    return "\ufffd" in text[max(mention.start - 1, 0) : mention.end + 1]


def candidates_of(document: Document, ontology: Ontology, voice: tagger.Voice | None) -> list[Mention]:
    """What the rules, LAC and the tagger propose, and these names again wherever they stand."""
    found = proposals(document, ontology)
    if voice is not None:
        pieces = [piece for sentence in document.sentences for piece in pieces_of(document.folded, sentence)]
        rows = features.rows(document, found, ontology)
        found = [*found, *from_lac(document), *without_first(voice.spans(document, rows, pieces))]
    return [*found, *again(document, found)]
