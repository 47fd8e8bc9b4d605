"""Whether a graph is as `shapes.ttl` says, each violation with the sentence that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SH

from kg.errors import UsageError
from kg.graph.dataset import Dataset
from kg.graph.reading import Content


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with which node; `label` and `quote` help to find it, where there are any."""

    node: str
    path: str
    message: str
    label: str = ""
    quote: str = ""

    def __str__(self) -> str:
        """One line for people."""
        name = f"{self.label} <{self.node}>" if self.label else f"<{self.node}>"
        said = f" in: {self.quote}" if self.quote else ""
        return f"{name} {self.path}: {self.message}{said}"


def validate(dataset: Dataset, shapes: Iterable[Path]) -> list[Violation]:
    """The violations of `shapes` in `dataset`, sorted; empty where it conforms.

    Args:
        dataset: the graph.
        shapes: Turtle files with the ontology's terms and shapes.

    Raises:
        UsageError: pyshacl isn't installed.
    """
    try:
        import pyshacl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("validation needs pyshacl: pip install 'newskg[validate]'") from error
    rules = rdflib.Graph()
    for file in shapes:
        rules.parse(file, format="turtle")
    _flatten(rules)
    # rdflib's own memory store: pyshacl is seven times slower on Oxigraph's.
    data = rdflib.Graph().parse(data="\n".join(dataset.triples), format="nt")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False)
    return [] if conforms else sorted(_violations(report, dataset.content()), key=str)


_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_BY_OTHERS = (SH.node, SH["not"], SH.qualifiedValueShape, SH.property, RDF.first)


def _flatten(shapes: rdflib.Graph) -> None:
    """Have property shapes that stand in a shape with targets name the targets themselves; the meaning stays.

    pyshacl looks at a shape with targets once for all nodes, and at a shape inside a shape once for each node.
    """
    for shape in set(shapes.subjects(SH.property)):
        targets = [(kind, one) for kind in _TARGETS for one in shapes.objects(shape, kind)]
        # A shape that others refer to, that is a class and so its own target, or that is switched off stays as it is.
        stays = any((None, how, shape) in shapes for how in _BY_OTHERS) or (shape, SH.deactivated, None) in shapes
        if not targets or stays or {RDFS.Class, OWL.Class} & set(shapes.objects(shape, RDF.type)):
            continue
        for inner in list(shapes.objects(shape, SH.property)):
            if len(list(shapes.subjects(SH.property, inner))) == 1:
                shapes.remove((shape, SH.property, inner))
                for kind, one in targets:
                    shapes.add((inner, kind, one))


def _violations(report: rdflib.Graph, content: Content) -> Iterator[Violation]:
    claims = {claim.iri: claim for claim in content.claims}
    sentences = {iri: claim.quotes[0].text for iri, claim in claims.items() if claim.quotes}
    for claim in content.claims:
        for end in (claim.subject, claim.object):
            sentences.setdefault(end, sentences.get(claim.iri, ""))
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, path = str(report.value(result, SH.focusNode) or ""), report.value(result, SH.resultPath)
        message = " ".join(str(report.value(result, SH.resultMessage) or "").split())[:200]
        if isinstance(path, rdflib.BNode):
            yield from _carried(node.rpartition("#")[2], _ends(report, path), content)
            continue
        known = content.node(node)
        yield Violation(
            node=node,
            path=str(path or "").rpartition("#")[2],
            message=message,
            label=known.label if known else "",
            quote=sentences.get(node, ""),
        )


def _ends(report: rdflib.Graph, path: rdflib.term.Node) -> frozenset[str]:
    """The qualifiers that a path of several steps ends in."""
    lists = [end for step in report.items(path) for end in report.objects(step, SH.alternativePath)]
    return frozenset(str(one).rpartition("#")[2] for end in lists for one in report.items(end))


def _carried(relation: str, names: frozenset[str], content: Content) -> Iterator[Violation]:
    """The statements of a relation that carry what its statements may not."""
    for claim in content.claims:
        for name in sorted({name for name, _ in claim.qualifiers} & names) if claim.predicate == relation else ():
            quote = claim.quotes[0].text if claim.quotes else ""
            yield Violation(claim.iri, name, f"no statement of {relation} has it", quote=quote)
