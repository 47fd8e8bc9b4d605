"""A build: which inputs are new or changed, the work on them, then everything that is made from all segments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from kg.errors import UsageError, WorkspaceError
from kg.graph.dataset import Dataset
from kg.graph.dataset import build as make_dataset
from kg.graph.export import export
from kg.graph.files import write_text
from kg.graph.iris import Minter, digest
from kg.graph.summary import Summary, summarize
from kg.graph.vocabulary import RESOURCES
from kg.model import Resolution, Skipped
from kg.ontology import Ontology
from kg.read import list_files
from kg.resolve import resolve
from kg.resolve.judgements import read as read_judgements
from kg.scale import redirects
from kg.scale.runners import Progress, default_workers, run
from kg.scale.stopwatch import Begins, silent
from kg.scale.version import code_version, graph_version
from kg.scale.work import Chunk, Settings, Unit
from kg.scale.workspace import Manifest, Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """How to build.

    `min_confidence` leaves out of the graph what is less sure; the folder keeps it. `workers` None chooses by the
    amount of work. `sync` forgets what isn't given, `remove` what it names. `progress` is told how the extraction goes
    on, `begins` each stage as it begins; `also` makes one more export of the graph, such as a page.
    """

    settings: Settings = field(default_factory=Settings)
    base: str = RESOURCES
    min_confidence: float = 0.0
    workers: int | None = None
    sync: bool = False
    remove: tuple[str, ...] = ()
    progress: Progress = lambda *_: None
    begins: Begins = silent
    also: Callable[[Dataset], object] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: inputs worked on and inputs that were as before; the graph, None where nothing has changed."""

    summary: Summary
    dataset: Dataset | None
    processed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left: the graph in numbers, and what it was made with."""

    summary: Summary
    base: str
    min_confidence: float


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
        manifest = _manifest(workspace.manifest(), list(list_files(paths)), ontology, plan)
        finished = workspace.finished()
        work = [Unit(source, key) for source, key in sorted(manifest.units.items()) if key not in finished]
        workers = plan.workers or default_workers(len(work))
        chunks = _chunks(work, plan.settings, workers)
        run(chunks, workspace.segments, workers=workers, progress=plan.progress, begins=plan.begins)
        workspace.write_manifest(manifest)
        summary, dataset = _export(workspace, manifest, ontology, plan)
    return Outcome(summary, dataset, len(work), len(manifest.units) - len(work))


def _manifest(before: Manifest, files: Sequence[Path | Skipped], ontology: Ontology, plan: Plan) -> Manifest:
    """What the folder stands for from now on: what it held, with what is given added or replaced."""
    version = digest(code_version(), ontology.version, plan.settings.model, plan.settings.extractor)
    if not files and not plan.sync:  # only to take something out: what is there is as good as it was
        version = before.version
    units = {} if plan.sync else _kept(before, version)
    unreadable = {} if plan.sync else dict(before.unreadable)
    for file in files:
        source = file.source if isinstance(file, Skipped) else str(file)
        units.pop(source, None)
        for one in (source, *map(str, Path(source).parents)):  # a folder that was empty is empty no more
            unreadable.pop(one, None)
        if isinstance(file, Skipped):
            unreadable[source] = file.reason
            continue
        try:
            units[source] = digest(source, _content(file), version)
        except OSError as error:
            unreadable[source] = error.strerror or type(error).__name__
    for source in plan.remove:
        if source not in units and source not in unreadable:
            raise UsageError(f"{source} is not in the graph")
        units.pop(source, None)
        unreadable.pop(source, None)
    return Manifest(dict(sorted(units.items())), dict(sorted(unreadable.items())), version)


def _kept(before: Manifest, version: str) -> dict[str, str]:
    """What the folder held. Read by another version, it is read again, except what isn't there any more."""
    if before.version == version:
        return dict(before.units)
    return {
        source: digest(source, _content(Path(source)), version) if Path(source).is_file() else key
        for source, key in before.units.items()
    }


def _content(file: Path) -> str:
    hashed = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def _chunks(work: Sequence[Unit], settings: Settings, workers: int) -> list[Chunk]:
    """The work in equal parts: small enough that a death costs little, large enough that segments stay few."""
    size = max(8, min(128, len(work) // (workers * 8)))
    return [Chunk(tuple(work[start : start + size]), settings) for start in range(0, len(work), size)]


def _export(
    workspace: Workspace,
    manifest: Manifest,
    ontology: Ontology,
    plan: Plan,
) -> tuple[Summary, Dataset | None]:
    """Make the graph anew, unless what is there was made from exactly this."""
    fingerprint = _fingerprint(workspace, manifest, ontology, plan)
    marker = workspace.folder / "exports.json"
    if marker.exists() and json.loads(marker.read_text(encoding="utf-8")).get("state") == fingerprint:
        return load_state(workspace).summary, None
    marker.unlink(missing_ok=True)
    dataset, resolution = _graph(workspace, manifest, ontology, plan)
    summary = summarize(dataset, workspace.skipped(manifest))
    plan.begins("export")
    redirects.keep(workspace, resolution, Minter(plan.base))
    export(dataset, workspace.graph, format="nquads", base=plan.base)
    export(dataset, workspace.folder / "graph.ttl", base=plan.base)
    if plan.also is not None:
        plan.begins("page")
        plan.also(dataset)
    write_text(workspace.summary, json.dumps(summary.to_data(), ensure_ascii=False, indent=1) + "\n")
    made = {"state": fingerprint, "base": plan.base, "min_confidence": plan.min_confidence}
    write_text(marker, json.dumps(made) + "\n")
    return summary, dataset


def _graph(workspace: Workspace, manifest: Manifest, ontology: Ontology, plan: Plan) -> tuple[Dataset, Resolution]:
    plan.begins("collect")
    extractions = list(workspace.extractions(manifest))
    plan.begins("resolve")
    resolution = resolve(extractions, ontology, read_judgements(workspace.judgements))
    plan.begins("graph")
    # Only now: who is who rests on all that was said, so that entities stay as they are.
    sure = (one.surer_than(plan.min_confidence) for one in extractions)
    return make_dataset(sure, resolution, minter=Minter(plan.base), classes=ontology.classes), resolution


def _fingerprint(workspace: Workspace, manifest: Manifest, ontology: Ontology, plan: Plan) -> str:
    """Stands for all that the exports depend on."""
    judged = workspace.judgements.read_text(encoding="utf-8") if workspace.judgements.exists() else ""
    keys = [f"{source}\t{key}" for source, key in [*manifest.units.items(), *manifest.unreadable.items()]]
    return digest(graph_version(), ontology.version, plan.base, f"{plan.min_confidence:g}", judged, *keys)


def load_state(workspace: Workspace) -> State:
    """What the last build left.

    Raises:
        WorkspaceError: there is none, or it was not finished.
    """
    workspace.manifest()  # complains about another format
    marker = workspace.folder / "exports.json"
    if not marker.is_file():
        raise WorkspaceError(f"no finished graph in {workspace.folder}: run `kg build` with this folder first")
    made = json.loads(marker.read_text(encoding="utf-8"))
    summary = Summary.from_data(json.loads(workspace.summary.read_text(encoding="utf-8")))
    return State(summary, str(made["base"]), float(made.get("min_confidence", 0)))
