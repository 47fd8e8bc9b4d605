"""What a build leaves for others, made from all segments: the graph as N-Quads and Turtle, the page, the numbers.

Which articles are copies of one another and which entity is which is found anew each time, from all articles. What has
not changed of the graph is then taken over from the files of the last build.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import pyarrow as pa

from kg.errors import WorkspaceError
from kg.graph import blocks
from kg.graph.blocks import Block, Pile
from kg.graph.dataset import members, no_graph
from kg.graph.files import Together, together
from kg.graph.iris import Minter, digest
from kg.graph.rdf import ArticleWriter, entity_triples
from kg.graph.reading import Content
from kg.graph.summary import Summary
from kg.graph.turtle import head
from kg.model import Member, Resolution, type_names
from kg.ontology import RESOURCES, Ontology, namespace
from kg.resolve import Outline, resolve_outlines
from kg.resolve.collector import without_collector
from kg.resolve.judgements import read as read_judgements
from kg.scale import redirects
from kg.scale.copies import Told, counted
from kg.scale.outlines import outlined
from kg.scale.overview import overview
from kg.scale.stopwatch import Begins, silent
from kg.scale.version import graph_version
from kg.scale.workspace import Manifest, Workspace

Page = Callable[[Content, str, BinaryIO], object]
"""Writes the page that shows what it is given, under a title."""

_MARKER = "exports.json"


@dataclass(frozen=True, slots=True)
class Look:
    """How a graph is to be.

    `base` is that of its IRIs, `min_confidence` the least that a statement must have; `duplicates` says whether copies
    of one article count once.
    """

    base: str = RESOURCES
    min_confidence: float = 0.0
    duplicates: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left: the graph in numbers, and how it was to be."""

    summary: Summary
    look: Look
    state: str

    @property
    def base(self) -> str:
        """The IRI under which resources are named."""
        return self.look.base


def load_state(workspace: Workspace) -> State:
    """What the last build left.

    Raises:
        WorkspaceError: there is none, or it was not finished.
    """
    workspace.manifest()  # complains about another format
    made = _marked(workspace)
    if made is None:
        raise no_graph(workspace.folder)
    try:
        summary = Summary.from_data(json.loads(workspace.summary.read_text(encoding="utf-8")))
        look = Look(str(made["base"]), float(made["min_confidence"]), bool(made["duplicates"]))
        return State(summary, look, str(made["state"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{workspace.summary} is damaged: build again") from error


def ontology_of(workspace: Workspace) -> str:
    """The folder that extended the ontology when the graph was made last; empty without one, or without a graph."""
    return str((_marked(workspace) or {}).get("ontology", ""))


def _marked(workspace: Workspace) -> dict[str, Any] | None:
    """What the marker says that all exports are there; None without it."""
    try:
        made = json.loads((workspace.folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made if isinstance(made, dict) else None


def make(  # noqa: PLR0913 - what a build knows
    workspace: Workspace,
    manifest: Manifest,
    ontology: Ontology,
    *,
    look: Look,
    page: Page | None = None,
    begins: Begins = silent,
) -> tuple[Summary, bool]:
    """Make the graph anew, unless what is there was made from exactly this.

    Returns:
        The graph in numbers, and whether it was made anew.
    """
    state = _fingerprint(workspace, manifest, ontology, look)
    made = _marked(workspace)
    if made is not None and made.get("state") == state:
        return load_state(workspace).summary, False
    with together() as files, without_collector():
        summary = _Build(workspace, manifest, ontology, look, files).make(page, begins)
        text = json.dumps(summary.to_data(), ensure_ascii=False, indent=1)
        with files.replacing(workspace.summary) as out:
            out.write(f"{text}\n".encode())
        marker = workspace.folder / _MARKER
        with files.replacing(marker) as out:
            said = {"base": look.base, "min_confidence": look.min_confidence, "duplicates": look.duplicates}
            said["ontology"] = str(ontology.extra.resolve()) if ontology.extra else ""
            out.write(f"{json.dumps({'state': state, **said})}\n".encode())
        files.settle(marker)
    return summary, True


def _fingerprint(workspace: Workspace, manifest: Manifest, ontology: Ontology, look: Look) -> str:
    """Stands for all that the exports depend on."""
    judged = workspace.judgements.read_text(encoding="utf-8") if workspace.judgements.exists() else ""
    keys = [f"{source}\t{' '.join(known.units)}\t{known.content}" for source, known in manifest.files.items()]
    keys += [f"{source}\t{reason}" for source, reason in manifest.unreadable.items()]
    return digest(graph_version(), ontology.version, repr(look), judged, *keys)


@dataclass(frozen=True, slots=True)
class _Last:
    """What the last build left: its blocks and the files that they are in."""

    index: Mapping[str, Block]
    packed: BinaryIO | None
    turtle: BinaryIO | None

    def find(self, graph: str, key: str) -> _Place | None:
        """The block of `graph` where it was made from the same and is not damaged."""
        known = self.index.get(graph)
        if known is None or known.key != key or self.packed is None or self.turtle is None:
            return None
        intact = known.packed.intact(self.packed) and known.turtle.intact(self.turtle)
        return _Place(known, self.packed, self.turtle) if intact else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A block and the files that it is in."""

    block: Block
    packed: BinaryIO
    turtle: BinaryIO

    def copied(self, packed: Pile, turtle: Pile) -> Block:
        """The block, put on other piles."""
        one = self.block
        extents = packed.add(one.packed.read(self.packed)), turtle.add(one.turtle.read(self.turtle))
        return replace(one, packed=extents[0], turtle=extents[1])


class _Build:
    """One making of the graph."""

    def __init__(
        self, workspace: Workspace, manifest: Manifest, ontology: Ontology, look: Look, files: Together
    ) -> None:
        self._workspace, self._manifest, self._ontology, self._look = workspace, manifest, ontology, look
        self._files = files
        self._minter = Minter(look.base)

    def make(self, page: Page | None, begins: Begins) -> Summary:
        begins("collect")
        found = list(self._workspace.documents(self._manifest, depth="articles"))
        begins("duplicates")
        told = counted(found, near=self._look.duplicates)
        begins("outline")
        documents = [one.document for one in told]
        known = outlined(self._workspace, self._manifest, documents, self._ontology, self._files)
        begins("resolve")
        judged = read_judgements(self._workspace.judgements)
        resolution = resolve_outlines(known, self._ontology, judged)
        begins("graph")
        iris = members(resolution, self._minter)
        made = self._blocks(told, known, iris)
        begins("export")
        self._keep_members(resolution, iris)
        written = self._write(made, resolution)
        if page is not None:
            begins("page")
            self._write_page(page, written, len(resolution.entities))
        return self._summary(written, len(found) - len(told), resolution)

    def _blocks(self, told: Sequence[Told], known: Sequence[Outline], iris: Mapping[Member, str]) -> list[_Place]:
        """The blocks of all articles, in order: those of the last build that are as they were, the others made anew."""
        keys = {one.document.key: self._key(one, seen, iris) for one, seen in zip(told, known, strict=True)}
        last = self._last()
        made, todo = list[_Place](), dict[str, Told]()
        for one in told:
            there = last.find(self._minter.article(one.document.extraction.article.id), keys[one.document.key])
            if there is None:
                todo[one.document.key] = one
            else:
                made.append(there)
        writer = ArticleWriter(iris, self._minter)
        spool = self._files.scratch(self._workspace.folder)
        pile = Pile(spool)
        for document in self._workspace.documents(self._manifest, only=todo.keys()):
            # Only now: who is who rests on all that was said, so that entities stay as they are.
            sure = document.extraction.surer_than(self._look.min_confidence)
            said = writer.describe(sure, todo[document.key].copies)
            block = blocks.make_block(said, keys[document.key], self._look.base, (pile, pile))
            made.append(_Place(block, spool, spool))
        return sorted(made, key=lambda one: one.block.graph)

    def _key(self, one: Told, seen: Outline, iris: Mapping[Member, str]) -> str:
        """Stands for all that the article's block is made from."""
        look = self._look
        nodes = (iris[record.member] for record in seen.records)
        also = (f"{copy.source} {copy.url or ''}" for copy in one.copies)
        return digest(graph_version(), one.document.key, look.base, f"{look.min_confidence:g}", *nodes, "", *also)

    def _last(self) -> _Last:
        """What can be taken over: nothing where the last build didn't come to its end."""
        folder = self._workspace.folder
        if _marked(self._workspace) is None:
            return _Last({}, None, None)
        try:
            index = blocks.read_index(folder)
            return _Last(index, self._files.source(folder / blocks.PACKED), self._files.source(folder / blocks.TURTLE))
        except (OSError, pa.ArrowException, ValueError, TypeError):
            return _Last({}, None, None)

    def _keep_members(self, resolution: Resolution, iris: Mapping[Member, str]) -> None:
        now = {member: node[1:-1] for member, node in iris.items()}
        alive = {self._minter.entity(entity.identity) for entity in resolution.entities}
        redirects.keep(self._workspace, now, alive, self._files)

    def _write(self, made: Sequence[_Place], resolution: Resolution) -> list[Block]:
        """Write ``graph.nq.gz``, ``graph.ttl`` and their index; where all blocks are, that of the entities last."""
        folder = self._workspace.folder
        with (
            self._files.replacing(folder / blocks.PACKED) as packed,
            self._files.replacing(folder / blocks.TURTLE) as turtle,
        ):
            nquads, readable = Pile(packed), Pile(turtle)
            readable.add(head(self._look.base))
            written = [one.copied(nquads, readable) for one in made]
            described = {
                f"<{self._minter.entity(entity.identity)}>": list(
                    entity_triples(entity, self._minter, self._ontology.classes)
                )
                for entity in resolution.entities
            }
            facts = {fact for block in written for fact in block.facts}
            graph = self._minter.entities
            written.append(blocks.add_entities(described, facts, graph, self._look.base, (nquads, readable)))
        with self._files.replacing(folder / blocks.INDEX) as out:
            blocks.write_index(written, out)
        with self._files.replacing(folder / blocks.FACTS) as out:
            blocks.write_facts(written, out)
        return written

    def _write_page(self, page: Page, written: Sequence[Block], entities: int) -> None:
        folder = self._workspace.folder
        with self._files.beside(folder / blocks.PACKED).open("rb") as packed:
            content, title = overview(written, packed, entities=entities)
        with self._files.replacing(folder / "graph.html") as out:
            page(content, title, out)

    def _summary(self, blocks_: Sequence[Block], copies: int, resolution: Resolution) -> Summary:
        types = Counter(entity.identity.type for entity in resolution.entities)
        relations: Counter[str] = Counter()
        for block in blocks_:
            for (_, predicate, _), claims in block.facts.items():
                relations[predicate[1:-1].removeprefix(namespace)] += claims
        return Summary(
            articles=len(blocks_) - 1,
            copies=copies,
            entities={name: types[name] for name in type_names},
            relations=dict(sorted(relations.items(), key=lambda item: (-item[1], item[0]))),
            quads=sum(block.quads for block in blocks_),
            skipped=tuple(self._workspace.skipped(self._manifest)),
        )
