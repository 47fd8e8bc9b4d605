"""Names shortened beyond what their letters tell (港交所, 东博会); the ontology's `FullName.tsv` knows them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.recognise.automaton import once_per_ontology
from kg.extract.refer.forms import Form
from kg.ontology import Ontology
from kg.text.scripts import to_hant


def link(document: Document, forms: Sequence[Form], ontology: Ontology) -> None:
    """Let such a form stand for the article's own full name, or build it; an event is only linked, as it has a year."""
    full_names = _full_names(ontology)
    for form in forms:
        full = full_names.get((form.type, form.key))
        if form.target is not None or not full or full == form.key:
            continue
        written = [one for one in forms if one.type == form.type and one is not form and _ends_in(one.key, full)]
        nearest = form.nearest(written)
        if nearest is not None:
            form.stand_for(nearest)
        elif form.type == "Organization":
            form.built = to_hant(full) if document.language == "zh-Hant" else full


@once_per_ontology
def _full_names(ontology: Ontology) -> dict[tuple[str, str], str]:
    return {(term.role, term.form): term.note for term in ontology.lexicons.get("FullName", ())}


def _ends_in(key: str, full: str) -> bool:
    return key.replace("-", "").endswith(full.replace("—", ""))
