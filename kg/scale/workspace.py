"""The folder of a build: what it stands for, what is finished, who is at work in it.

``manifest.json`` says which inputs the folder stands for. ``segments/`` holds what was extracted: a folder of tables
and a status file for each chunk of work; a segment counts once its status file is there. Everything else in the folder
is made from these two and from ``judgements.tsv``, and can be made again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import WorkspaceError
from kg.graph.files import write_text
from kg.model import Extraction, Skipped
from kg.scale import segments
from kg.scale.batches import Keys, Unit, units
from kg.scale.lock import locked
from kg.scale.segments import Depth, Document
from kg.scale.work import Done, commit

FORMAT: Final = 2
"""Version of the folder's layout and of the tables."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the folder stands for: the keys of each file, by its path, and inputs that could not even be opened.

    `version` is that of code, ontology and model, which the keys depend on too.
    """

    files: Mapping[str, Keys] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    def units(self) -> Iterator[Unit]:
        """All units of work, by file."""
        for source, known in sorted(self.files.items()):
            yield from units(source, known)


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of units, by the segment that they are in."""

    outcomes: Mapping[str, Sequence[Done]]
    _places: dict[str, tuple[Done, str]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, outcomes in self.outcomes.items():
            for done in outcomes:
                self._places.setdefault(f"{done.unit} {done.content}", (done, name))

    def get(self, unit: Unit) -> tuple[Done, str] | None:
        """What became of `unit` and the segment that it is in; None where it isn't done."""
        return self._places.get(f"{unit.key} ") or self._places.get(f"{unit.key} {unit.content}")

    def articles(self, name: str) -> int:
        """How many articles a segment holds."""
        return sum(done.articles for done in self.outcomes[name])

    def wanted(self, manifest: Manifest) -> dict[str, frozenset[str]]:
        """For each segment that counts the keys of the units in it that do."""
        found: dict[str, set[str]] = {}
        for unit in manifest.units():
            if (known := self.get(unit)) is not None:
                found.setdefault(known[1], set()).add(unit.key)
        return {name: frozenset(keys) for name, keys in found.items()}


# Segments of fewer articles are put together as soon as there are more than so many of them, so many at a time.
_SMALL = 1000
_MOST_SMALL = 24
_MERGED = 200


@dataclass(frozen=True, slots=True)
class Workspace:
    """A build's folder."""

    folder: Path

    @property
    def segments(self) -> Path:
        """Where segments and their status files are."""
        return self.folder / "segments"

    @property
    def pages(self) -> Path:
        """Web pages that were fetched, each an archive."""
        return self.folder / "pages"

    @property
    def graph(self) -> Path:
        """The graph as N-Quads."""
        return self.folder / "graph.nq.gz"

    @property
    def judgements(self) -> Path:
        """What people have decided about entities."""
        return self.folder / "judgements.tsv"

    @property
    def summary(self) -> Path:
        """What is in the graph, in numbers."""
        return self.folder / "summary.json"

    @property
    def redirects(self) -> Path:
        """IRIs that entities had before, with those that they have now."""
        return self.folder / "redirects.tsv"

    def exists(self) -> bool:
        """Whether something was built here."""
        return (self.folder / "manifest.json").is_file()

    def make(self) -> None:
        """Make the folder where it isn't there.

        Raises:
            WorkspaceError: it can't be made, or holds something that isn't ours.
        """
        try:
            self.segments.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(f"can't write to {self.folder}: {error.strerror or error}") from error

    def manifest(self) -> Manifest:
        """What the folder stands for; nothing where it is new.

        Raises:
            WorkspaceError: it was made by a version that wrote folders in another way, or is damaged.
        """
        if not self.exists():
            return Manifest()
        data = self._json(self.folder / "manifest.json")
        if data.get("format") != FORMAT:
            raise WorkspaceError(
                f"{self.folder} has format {data.get('format')}, this version of newskg writes {FORMAT}: build it anew"
            )
        named = {source: tuple(map(tuple, fields)) for source, fields in data.get("fields", {}).items()}
        files = {
            source: Keys(content, tuple(keys), named.get(source, ()))
            for source, (content, *keys) in data["files"].items()
        }
        return Manifest(files, data["unreadable"], data["version"])

    def write_manifest(self, manifest: Manifest) -> None:
        """Say what the folder stands for from now on."""
        data = {
            "format": FORMAT,
            "version": manifest.version,
            "files": {source: [known.content, *known.units] for source, known in manifest.files.items()},
            "fields": {source: known.fields for source, known in manifest.files.items() if known.fields},
            "unreadable": dict(manifest.unreadable),
        }
        write_text(self.folder / "manifest.json", json.dumps(data, sort_keys=True, indent=1) + "\n")

    def finished(self) -> Finished:
        """What is done."""
        outcomes = {
            status.stem: [Done.from_data(row) for row in self._json(status)["units"]]
            for status in sorted(self.segments.glob("*.json"))
        }
        return Finished(outcomes)

    def _json(self, file: Path) -> dict[str, Any]:
        try:
            data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{file} is damaged: {error}; remove it and build again") from error
        return data

    def extractions(self, manifest: Manifest, *, full: bool = False) -> Iterator[Extraction]:
        """All that the folder stands for, by article id and source."""
        found = [one.extraction for one in self.documents(manifest, depth="full" if full else "facts")]
        found.sort(key=lambda one: (one.article.id, one.article.source))
        yield from found

    def documents(
        self, manifest: Manifest, *, depth: Depth = "facts", only: Collection[str] | None = None
    ) -> Iterator[Document]:
        """The articles that the folder stands for, segment after segment; `only` those of these keys."""
        if only is not None and not only:
            return
        for name, wanted in sorted(self.finished().wanted(manifest).items()):
            yield from segments.read(self.segments / name, wanted, depth=depth, only=only)

    def skipped(self, manifest: Manifest) -> list[Skipped]:
        """What gave no article, by source."""
        finished = self.finished()
        found = [Skipped(source, reason) for source, reason in manifest.unreadable.items()]
        for unit in manifest.units():
            if (known := finished.get(unit)) is not None:
                found += known[0].skipped
        return sorted(set(found), key=lambda one: (one.source, one.reason))

    def compact(self, manifest: Manifest) -> None:
        """Put small segments together, and drop those of which nothing counts any more; the caller holds the lock.

        Segments are small so that a death costs little; many of them are slow to read.
        """
        finished = self.finished()
        wanted = finished.wanted(manifest)
        small = [name for name in sorted(wanted) if finished.articles(name) < _SMALL]
        if len(small) > _MOST_SMALL:
            for start in range(0, len(small), _MERGED):
                self._merge(small[start : start + _MERGED], finished, wanted)
        for name in finished.outcomes:
            if name not in wanted or (len(small) > _MOST_SMALL and name in small):
                (self.segments / f"{name}.json").unlink()
                shutil.rmtree(self.segments / name, ignore_errors=True)

    def _merge(self, names: list[str], finished: Finished, wanted: Mapping[str, frozenset[str]]) -> None:
        kept = [done for name in names for done in finished.outcomes[name] if done.unit in wanted[name]]
        with commit(kept, self.segments) as beside:
            segments.merge([(self.segments / name, wanted[name]) for name in names], beside)

    def sweep(self) -> None:
        """Remove what dead processes left half written; the caller holds the lock."""
        finished = {status.stem for status in self.segments.glob("*.json")}
        for folder in self.segments.iterdir():
            if folder.is_dir() and folder.name not in finished:
                shutil.rmtree(folder, ignore_errors=True)
        for leftover in [*self.segments.glob(".*.part"), *self.folder.glob(".*.part")]:
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)

    def locked(self) -> AbstractContextManager[None]:
        """Keep other builds out of the folder for the block.

        Raises:
            WorkspaceError: another process holds it; the text names that process.
        """
        return locked(self.folder)
