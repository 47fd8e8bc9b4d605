"""Whether the SHACL shapes of a relation say what the ontology says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.ontology.model import Ontology, Relation
from kg.ontology.vocabulary import Facts, Node, local_name

_sh = "http://www.w3.org/ns/shacl#"


def disagreements(relation: Relation, ontology: Ontology, facts: Facts) -> Iterator[str]:
    """What the relation's shapes lack, or say otherwise: classes of subject and object, qualifiers."""
    found = [s for s in facts.by_subject if relation.iri in facts.iris(s, f"{_sh}targetSubjectsOf")]
    if not found:
        yield f"has no shape: add one with sh:targetSubjectsOf and sh:path {relation.name}"
        return
    subjects = frozenset(name for shape in found for name in _classes(facts, shape))
    if subjects != relation.domain:
        yield f"has the domain {_list(relation.domain)}, but its shape allows as subject {_list(subjects)}"
    ends = [p for shape in found for p in _properties(facts, shape) if relation.iri in facts.iris(p, f"{_sh}path")]
    objects = frozenset(name for end in ends for name in _classes(facts, end))
    if objects != relation.range:
        yield f"has the range {_list(relation.range)}, but its shape allows as object {_list(objects)}"
    forbidden = _forbidden(relation, facts)
    for name in ontology.qualifiers:
        if forbidden is not None and (name in forbidden) == (name in relation.qualifiers):
            yield f"{'may' if name in relation.qualifiers else 'may not'} carry {name}, but its shape says otherwise"


def _forbidden(relation: Relation, facts: Facts) -> frozenset[str] | None:
    """The qualifiers that the shape of the relation's statements forbids; None without such a shape.

    They are the alternatives at the end of a path that may lead nowhere.
    """
    found = [s for s in facts.by_subject if relation.iri in facts.iris(s, f"{_sh}targetNode")]
    if not found:
        return None
    none = [p for shape in found for p in _properties(facts, shape) if _is_none(facts, p)]
    steps = [step for p in none for path in facts.values(p, f"{_sh}path") for step in facts.items(path)]
    ends = [end for step in steps for end in facts.values(_key(step), f"{_sh}alternativePath")]
    named = [node for end in ends for node in facts.items(end)]
    return frozenset(local_name(node.value) for node in named if isinstance(node, ox.NamedNode))


def _is_none(facts: Facts, shape: str) -> bool:
    return any(isinstance(n, ox.Literal) and n.value == "0" for n in facts.values(shape, f"{_sh}maxCount"))


def _properties(facts: Facts, shape: str) -> tuple[str, ...]:
    return tuple(_key(node) for node in facts.values(shape, f"{_sh}property"))


def _classes(facts: Facts, shape: str) -> Iterator[str]:
    """The classes that a shape asks for, by sh:class or by sh:or of sh:class."""
    yield from map(local_name, facts.iris(shape, f"{_sh}class"))
    for either in facts.values(shape, f"{_sh}or"):
        for item in facts.items(either):
            yield from map(local_name, facts.iris(_key(item), f"{_sh}class"))


def _key(node: Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _list(names: frozenset[str]) -> str:
    return " or ".join(sorted(names)) or "nothing"
