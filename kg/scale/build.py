"""A build: which inputs are new or changed, the work on them, then everything that is made from all segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError, WorkspaceError
from kg.graph.iris import digest
from kg.graph.summary import Summary
from kg.model import Skipped
from kg.ontology import Ontology
from kg.read import ReadOptions, list_files
from kg.scale import batches, exports
from kg.scale.batches import Keys, Named, Unit
from kg.scale.exports import Look, Page, load_state
from kg.scale.pages import saved
from kg.scale.runners import Progress, default_workers, run
from kg.scale.stopwatch import Begins, silent
from kg.scale.version import code_version
from kg.scale.work import Chunk, Settings
from kg.scale.workspace import Manifest, Workspace

__all__ = ["Outcome", "Plan", "build", "load_state"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to build.

    `look` is how the graph is to be. `fields` names the fields of the records that are given. `allow_network` is
    whether addresses among the inputs may be fetched. `workers` None chooses by the amount of work. `sync` forgets
    what isn't given, `remove` what it names. `progress` is told how the extraction goes on, `begins` each stage as it
    begins; `page` writes the page that shows the graph.
    """

    settings: Settings = field(default_factory=Settings)
    look: Look = field(default_factory=Look)
    fields: Named = ()
    allow_network: bool = False
    workers: int | None = None
    sync: bool = False
    remove: tuple[str, ...] = ()
    progress: Progress = lambda *_: None
    begins: Begins = silent
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: units worked on and units that were as before; whether the graph has changed."""

    summary: Summary
    changed: bool
    processed: int
    unchanged: int


def build(
    workspace: Workspace,
    paths: Iterable[str | Path],
    ontology: Ontology,
    *,
    plan: Plan = Plan(),
) -> Outcome:
    """Bring `workspace` up to date with `paths`, doing only what isn't done yet.

    Args:
        workspace: the folder; made where it isn't there.
        paths: files and folders of articles.
        ontology: what extraction and resolution know.
        plan: how to go about it.

    Raises:
        InputError: one of `paths` doesn't exist.
        WorkspaceError: the folder can't be written, or another process builds in it.
    """
    plan.begins("compare")
    workspace.make()
    with workspace.locked():
        workspace.sweep()
        given = saved(paths, workspace.pages, ReadOptions()) if plan.allow_network else paths
        manifest = _manifest(workspace.manifest(), list(list_files(given)), ontology, plan)
        finished = workspace.finished()
        units = list(manifest.units())
        work = [unit for unit in units if finished.get(unit) is None]
        workers = plan.workers or default_workers(len(work))
        chunks = _chunks(work, plan.settings, workers)
        run(chunks, workspace.segments, workers=workers, progress=plan.progress, begins=plan.begins)
        workspace.write_manifest(manifest)
        try:
            workspace.compact(manifest)
            summary, changed = exports.make(
                workspace, manifest, ontology, look=plan.look, page=plan.page, begins=plan.begins
            )
        except OSError as error:  # where a disk is full, closing a file fails too
            raise WorkspaceError(f"can't write to {workspace.folder}: {error.strerror or error}") from error
    return Outcome(summary, changed, len(work), len(units) - len(work))


def _manifest(before: Manifest, given: Sequence[Path | Skipped], ontology: Ontology, plan: Plan) -> Manifest:
    """What the folder stands for from now on: what it held, with what is given added or replaced."""
    version = digest(code_version(), ontology.version, plan.settings.model, plan.settings.extractor)
    if not given and not plan.sync:  # only to take something out: what is there is as good as it was
        version = before.version
    files = {} if plan.sync else _kept(before, version)
    unreadable = {} if plan.sync else dict(before.unreadable)
    for file in given:
        source = file.source if isinstance(file, Skipped) else str(file)
        files.pop(source, None)
        for one in (source, *map(str, Path(source).parents)):  # a folder that was empty is empty no more
            unreadable.pop(one, None)
        if isinstance(file, Skipped):
            unreadable[source] = file.reason
            continue
        try:
            files[source] = batches.keys(file, source, version, plan.fields)
        except OSError as error:
            unreadable[source] = error.strerror or type(error).__name__
    for source in plan.remove:
        if source not in files and source not in unreadable:
            raise UsageError(f"{source} is not in the graph")
        files.pop(source, None)
        unreadable.pop(source, None)
    return Manifest(dict(sorted(files.items())), dict(sorted(unreadable.items())), version)


def _kept(before: Manifest, version: str) -> dict[str, Keys]:
    """What the folder held. Read by another version, it is read again, except what isn't there any more."""
    if before.version == version:
        return dict(before.files)
    return {
        source: batches.keys(Path(source), source, version, known.fields) if Path(source).is_file() else known
        for source, known in before.files.items()
    }


def _chunks(work: Sequence[Unit], settings: Settings, workers: int) -> list[Chunk]:
    """The work in equal parts."""
    size = max(8, min(128, len(work) // (workers * 8)))
    return [Chunk(tuple(work[start : start + size]), settings) for start in range(0, len(work), size)]
