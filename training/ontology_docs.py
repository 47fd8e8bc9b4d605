"""Writes the tables of `docs/ontology.md` from the ontology: ``python -m training.ontology_docs``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.ontology import Ontology, load

page = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"
begin, end = "<!-- begin: tables made by training/ontology_docs.py -->\n", "<!-- end: tables -->\n"
_prefixes = {
    "https://schema.org/": "schema:",
    "http://www.w3.org/ns/org#": "org:",
    "http://xmlns.com/foaf/0.1/": "foaf:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
}


def tables(ontology: Ontology) -> str:
    """The tables of classes, relations, qualifiers and further properties as Markdown."""
    parts = [
        ("Classes", _classes(ontology)),
        ("Relations", _relations(ontology)),
        ("Qualifiers", _properties(ontology, qualifiers=True)),
    ]
    parts.append(("Evidence, articles, quantities, gazetteer", _properties(ontology, qualifiers=False)))
    return "\n".join(f"### {title}\n\n{''.join(f'| {row} |{chr(10)}' for row in rows)}" for title, rows in parts)


def _classes(ontology: Ontology) -> Iterable[str]:
    yield from ("class | label | says | below | mapped to", "--- | --- | --- | --- | ---")
    for c in ontology.classes.values():
        labels = f"{c.labels['zh-Hans']} · {c.labels['en']}"
        yield f"`{c.name}` | {labels} | {c.definitions['zh-Hans']} | {', '.join(c.parents)} | {_short(c.mappings)}"


def _relations(ontology: Ontology) -> Iterable[str]:
    yield from ("relation | label | from → to | says | qualifiers | mapped to", "--- | --- | --- | --- | --- | ---")
    for r in ontology.relations.values():
        arrow = "↔" if r.symmetric else "→"
        ends = f"{' or '.join(sorted(r.domain))} {arrow} {' or '.join(sorted(r.range))}"
        labels = f"{r.labels['zh-Hans']} · {r.labels['en']}"
        says = r.definitions["zh-Hans"]
        yield f"`{r.name}` | {labels} | {ends} | {says} | {', '.join(r.qualifiers)} | {_short(r.mappings)}"


def _properties(ontology: Ontology, *, qualifiers: bool) -> Iterable[str]:
    yield from ("property | label | of | value | says | mapped to", "--- | --- | --- | --- | --- | ---")
    for p in (ontology.qualifiers if qualifiers else ontology.properties).values():
        labels = f"{p.labels['zh-Hans']} · {p.labels['en']}"
        kinds, of = _short(sorted(p.range)), ", ".join(sorted(p.domain))
        yield f"`{p.name}` | {labels} | {of} | {kinds} | {p.definitions['zh-Hans']} | {_short(p.mappings)}"


def _short(iris: Iterable[str]) -> str:
    """IRIs with the usual prefixes; ``^`` stays."""
    return ", ".join(_prefixed(iri) for iri in iris)


def _prefixed(iri: str) -> str:
    bare = iri.removeprefix("^")
    for start, prefix in _prefixes.items():
        if bare.startswith(start):
            return f"`{'^' if bare != iri else ''}{prefix}{bare.removeprefix(start)}`"
    return f"`{iri}`"


def current(text: str, ontology: Ontology) -> str:
    """The page with its tables made anew."""
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{tables(ontology)}\n{end}{after}"


if __name__ == "__main__":
    page.write_text(current(page.read_text(encoding="utf-8"), load()), encoding="utf-8")
