"""From paths and texts to articles, extractions and graphs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from kg.api.graph import Graph
from kg.errors import OntologyError
from kg.graph.dataset import read_dataset
from kg.graph.reading import Content
from kg.model import Article, Extraction, Model, Skipped
from kg.ontology import RESOURCES, Ontology, load
from kg.read import Fields, ReadOptions, read_paths, read_text
from kg.scale.batches import Named
from kg.scale.build import Plan
from kg.scale.build import build as build_workspace
from kg.scale.exports import Look, load_state, ontology_of
from kg.scale.limits import attempt
from kg.scale.runners import Progress
from kg.scale.stopwatch import StopWatch
from kg.scale.work import Settings, extractor
from kg.scale.workspace import Workspace

Paths = str | Path | Iterable[str | Path]


def load_ontology(folder: str | Path | None = None, *, graph: str | Path | None = None) -> Ontology:
    """The ontology that ships with newskg, extended by the files of `folder`.

    Args:
        folder: by default the one that `graph` was built with.
        graph: a folder that holds a graph, or will.

    Raises:
        OntologyError: a file of `folder` has a mistake; or it isn't there any more.
    """
    if folder is None and graph is not None:
        folder = ontology_of(Workspace(Path(graph))) or None
        if folder is not None and not Path(folder).is_dir():
            raise OntologyError(
                f"{graph} was built with the ontology {folder}, which isn't there: give it with --ontology"
            )
    return load(extra=Path(folder) if folder is not None else None)


def read(
    paths: Paths, *, fields: Mapping[str, str] | None = None, allow_network: bool = False
) -> Iterator[Article | Skipped]:
    """The articles of files and folders, in order; what can't be read gives a `Skipped` with the reason.

    Args:
        paths: files, folders, patterns, ``-`` for standard input, web addresses.
        fields: names of the fields of records (JSON Lines, Parquet): ``{"text": "content", "title": "headline"}``.
        allow_network: whether web addresses may be read.

    Raises:
        InputError: a path doesn't exist, or is a web address and the network isn't allowed.
        UsageError: `fields` names a part that no article has.
    """
    options = ReadOptions(fields=Fields().named(fields or {}), allow_network=allow_network)
    return read_paths(_listed(paths), options=options)


def extract(
    text: str | Article,
    *,
    model: Model = "accurate",
    ontology: Ontology | None = None,
    published: str | None = None,
    min_confidence: float = 0.0,
) -> Extraction:
    """What one text says: entities, statements with their evidence, quantities.

    Args:
        text: an article's text, or an article that was read.
        model: ``accurate``, or ``fast`` without the neural one.
        ontology: by default the one that ships with newskg.
        published: the article's date, ISO 8601, from which 去年 and 近日 are reckoned; overrides what the text says.
        min_confidence: statements that are less sure are left out.
    """
    article = read_text(text, published=published) if isinstance(text, str) else text
    if published:
        article = replace(article, published=published)
    found = extractor(Settings().extractor)(article, ontology or load_ontology(), model=model)
    return found.surer_than(min_confidence)


def extract_paths(  # noqa: PLR0913 - all but the paths are options with a default
    paths: Paths,
    *,
    model: Model = "accurate",
    ontology: Ontology | None = None,
    min_confidence: float = 0.0,
    fields: Mapping[str, str] | None = None,
    allow_network: bool = False,
) -> Iterator[Extraction | Skipped]:
    """What each article of `paths` says, in order; one that fails or takes too long is skipped, with the reason.

    Paths, fields and the network are as in `read`.
    """
    how: dict[str, Any] = {"model": model, "ontology": ontology or load_ontology(), "min_confidence": min_confidence}
    for article in read(paths, fields=fields, allow_network=allow_network):
        if isinstance(article, Skipped):
            yield article
        else:
            yield attempt(article.source, partial(extract, article, **how), seconds=Settings().seconds)


def build(  # noqa: PLR0913 - the one main call; all but the paths are options with a default
    paths: Paths,
    *,
    out: str | Path | None = None,
    model: Model = "accurate",
    ontology: Ontology | None = None,
    workers: int | None = None,
    sync: bool = False,
    base: str = RESOURCES,
    min_confidence: float = 0.0,
    duplicates: bool = True,
    fields: Mapping[str, str] | None = None,
    allow_network: bool = False,
    progress: Progress = lambda *_: None,
    watch: StopWatch | None = None,
) -> Graph:
    """The graph of all articles under `paths`.

    Args:
        paths: a file, a folder, or several. Inside a folder, what can't be read is skipped; see ``graph.summary``.
        out: a folder to keep the graph in. Building into it again reads only what is new or changed, and adds to
            what it holds; without it the graph is in memory only.
        model: ``accurate``, or ``fast`` without the neural one.
        ontology: by default the one that `out` was built with before, or the one that ships with newskg.
        workers: how many processes; by default as many as pay.
        sync: make the folder hold exactly `paths`: forget what it held besides.
        base: the IRI under which resources are named.
        min_confidence: statements that are less sure are left out of the graph. A folder keeps them, so that a build
            with another number extracts nothing anew.
        duplicates: count copies of one article (mirrored, syndicated, in the other script) once; all are its sources.
        fields: names of the fields of records, as in `read`; a folder remembers them for each file.
        allow_network: whether web addresses may be read. Their pages are kept in ``out/pages`` and are fetched again
            only where the address is given again.
        progress: is told how many inputs are done, and of how many.
        watch: takes the time of each stage; all work is then done in this process.

    Raises:
        InputError: a path doesn't exist.
        UsageError: `fields` names a part that no article has.
        WorkspaceError: `out` can't be written, or another process builds in it.
    """
    known = ontology or load_ontology(graph=out)
    settings = Settings(model=model, ontology=str(known.extra or ""))
    plan = Plan(
        settings=settings,
        look=Look(base, min_confidence, duplicates),
        fields=_named(fields or {}),
        allow_network=allow_network,
        workers=workers,
        sync=sync,
        progress=progress,
    )
    if watch is not None:
        plan = _timed(plan, watch, known)
    if out is not None:
        return _build(Path(out), _listed(paths), known, plan)
    with tempfile.TemporaryDirectory(prefix="newskg-") as folder:
        workspace = Workspace(Path(folder))
        outcome = build_workspace(workspace, _listed(paths), known, plan=plan)
        return Graph(read_dataset(workspace.graph), outcome.summary, ontology=known, base=base)


def remove(folder: str | Path, sources: Iterable[str], *, ontology: Ontology | None = None) -> Graph:
    """Take the articles of `sources` out of the graph in `folder`; what other articles say stays.

    Args:
        folder: where a build left the graph.
        sources: as the summary and the articles' ``kg:source`` name them.
        ontology: by default the one that the graph was built with.

    Raises:
        UsageError: a source is not in the graph.
        WorkspaceError: there is no graph in `folder`, or another process builds in it.
    """
    state = load_state(Workspace(Path(folder)))
    plan = Plan(look=state.look, remove=tuple(sources))
    return _build(Path(folder), [], ontology or load_ontology(graph=folder), plan)


def _timed(plan: Plan, watch: StopWatch, ontology: Ontology) -> Plan:
    """The plan with `watch` told of each stage; what is loaded once is loaded now, so that it burdens no article."""
    watch.begin("load")
    extractor(plan.settings.extractor)(read_text("预热。"), ontology, model=plan.settings.model)
    return replace(plan, workers=1, begins=watch.begin)


def _build(folder: Path, paths: list[str | Path], ontology: Ontology, plan: Plan) -> Graph:
    """Build in a folder that is kept, with the page beside."""
    build_workspace(Workspace(folder), paths, ontology, plan=replace(plan, page=partial(_write_page, ontology)))
    return Graph.open(folder, ontology=ontology)


def _write_page(ontology: Ontology, content: Content, title: str, out: BinaryIO) -> None:
    from kg.api.page import html  # noqa: PLC0415 - its libraries take a second to load

    out.write(html(content, ontology, title=title).encode("utf-8"))


def open(folder: str | Path, *, ontology: Ontology | None = None) -> Graph:  # noqa: A001 - kg.open, as gzip.open
    """The graph that `build` left in `folder`; its ontology is by default the one that it was built with.

    Raises:
        WorkspaceError: there is none, or it was made by another version.
    """
    return Graph.open(Path(folder), ontology=ontology or load_ontology(graph=folder))


def _named(fields: Mapping[str, str]) -> Named:
    Fields().named(fields)
    return tuple(sorted(fields.items()))


def _listed(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
