"""A knowledge graph in the hand: ask it, look at it, hand it on."""

from __future__ import annotations

import difflib
import html
import re
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.api.selection import selected
from kg.errors import UsageError
from kg.graph.dataset import Dataset
from kg.graph.export import export, stream
from kg.graph.reading import Content
from kg.graph.summary import Summary
from kg.ontology import RESOURCES, Ontology, load
from kg.query import (
    EntityView,
    Limits,
    Match,
    NameIndex,
    Parameter,
    Result,
    entity_view,
    index_of,
    needs_named_graphs,
    run,
)
from kg.query.questions import with_groups
from kg.scale.exports import load_state
from kg.scale.workspace import Workspace

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from kg.graph.validate import Violation

# A notebook keeps what it shows: a larger page is offered as a file instead.
_LARGEST_INLINE = 6_000_000


class Graph:
    """A graph that `kg.build` made or `kg.open` opened.

    Nothing in it is changed by any of its methods. What it holds is loaded when it is first asked for.
    """

    def __init__(
        self,
        dataset: Dataset,
        summary: Summary,
        *,
        ontology: Ontology | None = None,
        base: str = RESOURCES,
        folder: Path | None = None,
    ) -> None:
        self._dataset = dataset
        self._ontology = ontology or load()
        self.summary = summary
        """What is in it: articles, entities by type, relations by kind, and what was skipped, with the reason."""
        self.base = base
        """The IRI under which its resources are named."""
        self.folder = folder
        """Where it is kept; None where it is in memory only."""

    @classmethod
    def open(cls, folder: str | Path, *, ontology: Ontology | None = None) -> Graph:
        """The graph that a build left in `folder`.

        Raises:
            WorkspaceError: there is none, or it was made by another version.
        """
        workspace = Workspace(Path(folder))
        state = load_state(workspace)
        dataset = Dataset(file=workspace.graph)
        return cls(dataset, state.summary, ontology=ontology, base=state.look.base, folder=workspace.folder)

    def __len__(self) -> int:
        """How many quads it has."""
        return self.summary.quads

    def __bool__(self) -> bool:
        return self.summary.quads > 0

    def __repr__(self) -> str:
        entities = sum(self.summary.entities.values())
        facts = sum(self.summary.relations.values())
        return f"<Graph: {self.summary.articles} articles, {entities} entities, {facts} statements>"

    @cached_property
    def _union(self) -> Store:
        return self._dataset.store()

    @cached_property
    def _graphs(self) -> Store:
        return self._dataset.store(named=True)

    @cached_property
    def content(self) -> Content:
        """Entities, claims with their quotes, and articles, as plain values."""
        return self._dataset.content()

    @cached_property
    def _names(self) -> NameIndex:
        return index_of(self.content)

    def search(self, name: str, *, kind: str = "", limit: int = 20) -> list[Match]:
        """The entities that have `name` as any part of any of their names, the best first.

        Args:
            name: in either script, or pinyin: all of it (``shangnan``) or initials (``snx``).
            kind: only entities of this class, such as ``Person`` or ``County``.
            limit: how many at most.
        """
        return self._names.search(name, kind=kind, limit=limit)

    def entity(self, name: str) -> EntityView:
        """All that is known of an entity: its names, facts with their sentences, articles.

        Args:
            name: its name in either script or a part of it, pinyin, or its IRI; where several fit, the best is taken.

        Raises:
            UsageError: nothing has that name; the text says what is near.
        """
        known = self.content.named(name) or [
            node for match in self.search(name, limit=1) if (node := self.content.node(match.entity.iri))
        ]
        found = entity_view(self.content, known[0].iri if known else self._entity(name), self._ontology)
        assert found is not None  # noqa: S101 - the IRI is of this content
        return found

    def query(self, sparql: str, /, *, seconds: float = 60.0, memory: float = 4000, **parameters: Parameter) -> Result:
        """Answer a question in SPARQL, or one of the ontology's named questions by its name.

        All articles are asked together; ``GRAPH`` asks each article's graph, which is named by the article's IRI.
        Rows have the variables as attributes. The usual prefixes (``kg:``, ``rdfs:``, ``person:`` …) are known.

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE query, or a name such as ``honors``.
            seconds: how long it may take.
            memory: by how many MB the process may grow meanwhile, where the system says so (Linux).
            parameters: values of the query's variables: ``graph.query("… ?who …", who="刘保柱")``. Text that is an
                http IRI stands for the resource.

        Raises:
            QueryError: it can't be parsed, is not allowed (SERVICE, updates), took too long or too much memory.
            UsageError: no question has that name.
        """
        text = self._ontology.questions[name].query if (name := _name(sparql, self._ontology)) else sparql
        store = self._graphs if needs_named_graphs(text) else self._union
        return run(
            store,
            text,
            parameters=parameters,
            limits=Limits(seconds=seconds, memory=int(memory * 1_000_000)),
            base=self.base,
        )

    def to_networkx(self) -> nx.MultiDiGraph[Any]:
        """A MultiDiGraph: entities with label and type, an edge for each claim with confidence and evidence."""
        from kg.graph.network import to_networkx  # noqa: PLC0415 - networkx takes half a second to load

        return to_networkx(self.content)

    def to_rdflib(self) -> rdflib.Graph:
        """An rdflib graph of all triples, held by Oxigraph; a copy, so that changing it doesn't change this one."""
        from kg.graph.rdflib_graph import to_rdflib  # noqa: PLC0415 - only for those who use rdflib

        return to_rdflib(self._dataset, base=self.base)

    def save(self, path: str | Path, *, format: str = "") -> list[Path]:  # noqa: A002 - as rdflib calls it
        """Write it to a file, in the format that the name asks for: ``.ttl .trig .nq .nt .jsonld .graphml .csv``.

        With ``.gz`` at the end it is packed. CSV makes two files, of nodes and of edges; the format ``neo4j`` makes
        them for Neo4j's importer.

        Returns:
            The files written.
        """
        return export(self._dataset, Path(path), format=format, base=self.base)

    def write(self, out: BinaryIO, *, format: str) -> None:  # noqa: A002 - as in `save`
        """Write it to an open file, in a format of one file."""
        stream(self._dataset, out, format=format, base=self.base)

    def validate(self) -> list[Violation]:
        """What in it is not as the ontology's shapes say; empty where all is well. Needs ``newskg[validate]``."""
        from kg.graph.validate import validate  # noqa: PLC0415 - rdflib and pyshacl are slow to load

        return validate(self._dataset, self._ontology.turtle)

    def view(
        self,
        path: str | Path | None = None,
        *,
        title: str = "",
        focus: str | None = None,
        depth: int | None = None,
        sparql: str = "",
        **parameters: Any,
    ) -> Path:
        """Write the page that shows it, which opens in any browser without a network.

        Args:
            path: where to; by default ``graph.html`` in its folder, or a temporary file; for a part ``view.html``, so
                that the page of the whole graph stays.
            title: heads the page.
            focus: the entity to open on: its IRI, or its name in either script.
            depth: show only what is within so many relations of `focus`; by default the whole graph.
            sparql: show only what the answer to this query, or to this named question, is about: the entities that it
                names and what is said among them; the statements alone, where it names statements.
            parameters: values of the query's variables, `seconds` and `memory`, as in `query`.

        Raises:
            UsageError: nothing has the name `focus`, or there is a `depth` without one.
            QueryError: the query can't be answered, or its answer names no entity.
        """
        content, iri = self.content, self._entity(focus) if focus else None
        if sparql:
            answer = self.query(self._about(sparql), **parameters)
            content = selected(content, answer, by_name=bool(_name(sparql, self._ontology)))
        if depth is not None:
            if iri is None:
                raise UsageError("depth needs the entity to begin at: give a focus")
            content = content.around(iri, depth)
        if path is None:
            whole = depth is None and not sparql and focus is None
            path = (self.folder or Path(tempfile.mkdtemp(prefix="newskg-"))) / ("graph.html" if whole else "view.html")
        from kg.api import page  # noqa: PLC0415 - its libraries take a second to load

        return page.write(content, Path(path), self._ontology, title=title, focus=iri)

    def _about(self, sparql: str) -> str:
        """The query; of a named question, which shows labels, one that also selects what they are labels of."""
        name = _name(sparql, self._ontology)
        return with_groups(self._ontology.questions[name].query) if name else sparql

    def _entity(self, name: str) -> str:
        """The IRI of the entity that `name` names: the one of most articles where there are several."""
        if found := self.content.named(name):
            return found[0].iri
        labels = sorted({each for node in self.content.nodes for each in node.names if each})
        near = difflib.get_close_matches(name, labels, n=5, cutoff=0.5)
        hint = f"; near it are {'、'.join(near)}" if near else ""
        raise UsageError(f"no entity is named {name!r}{hint}")

    def _repr_html_(self) -> str:
        from kg.api import page  # noqa: PLC0415 - as in `view`

        return _overview(self.summary) + _inline(page.html(self.content, self._ontology))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def _name(text: str, ontology: Ontology) -> str:
    """The name of a question that `text` is; empty where it is a query."""
    name = text.strip()
    if not re.fullmatch(r"[\w-]+", name):
        return ""
    if name not in ontology.questions:
        near = difflib.get_close_matches(name, ontology.questions)
        known = ", ".join(near or sorted(ontology.questions)) or "none"
        said = "did you mean" if near else "there are"
        raise UsageError(f"no question is named {name!r}; {said} {known}{'?' if near else ''}")
    return name


def _overview(summary: Summary) -> str:
    """The numbers as a line of HTML."""
    entities = ", ".join(f"{html.escape(name)} {count}" for name, count in summary.entities.items())
    relations = ", ".join(f"{html.escape(name)} {count}" for name, count in summary.relations.items())
    skipped = f" · {len(summary.skipped)} skipped" if summary.skipped else ""
    return f"<p><b>{summary.articles} articles</b>{skipped}<br>{entities}<br>{relations or 'no statements'}</p>"


def _inline(text: str) -> str:
    """The page in a frame that can run its own script and reach nothing else."""
    if len(text) > _LARGEST_INLINE:
        return "<p>The picture is too large for a notebook: <code>graph.view('graph.html')</code></p>"
    source = html.escape(text, quote=True)
    return f'<iframe sandbox="allow-scripts" srcdoc="{source}" style="width:100%;height:640px;border:0"></iframe>'
