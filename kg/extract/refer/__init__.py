"""Within an article: which mentions name the same, and what its full name is.

Mentions become `Form`s, one a spelling. Each kind of name has its own ways of being shortened; its module says which
form stands for which fuller one, and builds the full name where the article never writes it out (县总工会 →
商南县总工会). Two names that may be two things are left apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.refer import (
    ceremonies,
    definitions,
    fullnames,
    honors,
    offices,
    organizations,
    parents,
    people,
    places,
    ranks,
    references,
    renames,
    units,
)
from kg.extract.refer.areas import Areas
from kg.extract.refer.forms import Form, entities, gather
from kg.model import Entity, Mention
from kg.ontology import Ontology

__all__ = ["refer"]


def refer(document: Document, mentions: Sequence[Mention], ontology: Ontology) -> tuple[Entity, ...]:
    """Group `mentions` to entities, name each by its fullest form, and attach references (该公司, 我县)."""
    forms = gather(document, mentions)
    forms += parents.find(document, forms)
    areas = Areas.of(document, forms, ontology)
    forms += references.own_names(document, forms, areas)
    definitions.link(document, forms)
    renames.link(document, forms)
    places.link(forms, areas)
    people.link(document, forms, ontology)
    forms += people.called(document, forms, ontology)
    fullnames.link(document, forms, ontology)
    organizations.link(document, forms, areas, ontology)
    offices.link(forms)
    forms += ranks.contests(document, forms)
    forms += ceremonies.find(document, forms)
    honors.link(document, forms, areas)
    forms += ranks.find(document, forms)
    forms = [form for form in forms if form.target is not None or not _means_nothing(form)]
    references.mark_bare(forms)
    return entities([*forms, *references.find(document, forms)])


def _means_nothing(form: Form) -> bool:
    """Whether a form that stands for no other names nothing by itself: 我校, 大会, 董事会."""
    return units.is_self(form) or honors.is_any(form) or references.is_nobody(form)
