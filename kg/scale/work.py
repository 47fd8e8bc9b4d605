"""The work: a chunk of inputs in, segments with their status files out. Pure, repeatable, resumable."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.graph.files import sync, write_text
from kg.graph.iris import digest
from kg.model import Article, Extraction, Model, Skipped
from kg.ontology import load
from kg.read.duplicates import fingerprint
from kg.scale import segments
from kg.scale.batches import Unit
from kg.scale.limits import attempt
from kg.scale.reader import Reader
from kg.scale.stopwatch import Begins, silent

Extractor = Callable[..., Extraction]
# What a death may cost at most, in seconds of work, besides the unit at hand.
_KEEP_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How to extract; the same for all chunks of a build.

    `ontology` is a folder that extends ours. `extractor` is ``module:function``, so that another process can find it.
    `seconds` is the most processor time that one article may take.
    """

    model: Model = "accurate"
    ontology: str = ""
    extractor: str = "kg.extract:extract"
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some units and how to extract them. `poison` are records that are known to kill a process, and why."""

    units: tuple[Unit, ...]
    settings: Settings
    poison: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The chunk on one line."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, line: str) -> Chunk:
        """The chunk that `to_json` wrote."""
        data = json.loads(line)
        units = tuple(Unit(**{**unit, "fields": tuple(map(tuple, unit["fields"]))}) for unit in data["units"])
        return cls(units, Settings(**data["settings"]), data["poison"])


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a unit: how many articles it gave, and what was skipped with the reason.

    `content` is a hash of the file where its end could not be read: what then holds of a batch holds of this file only.
    """

    unit: str
    source: str
    articles: int = 0
    skipped: tuple[Skipped, ...] = ()
    content: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Done:
        """The outcome that a status file holds."""
        skipped = tuple(Skipped(**one) for one in data["skipped"])
        return cls(data["unit"], data["source"], data["articles"], skipped, data["content"])


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told how the work goes on.

    `begin` is told each record before it is read, by unit and number; `kept` the units that are safe now; `begins` each
    stage of the work on an article as it begins.
    """

    begin: Callable[[Unit, int], object] = lambda *_: None
    kept: Callable[[Iterable[Unit]], object] = lambda _: None
    begins: Begins = silent


class Processor:
    """Processes one chunk after the other; a file of many articles stays open from one to the next."""

    def __init__(self, settings: Settings, folder: Path, listener: Listener = Listener()) -> None:
        self.settings = settings
        self._folder, self._listener = folder, listener
        ontology = load(extra=Path(settings.ontology) if settings.ontology else None)
        self._extract = partial(
            extractor(settings.extractor), ontology=ontology, model=settings.model, begins=listener.begins
        )
        self._unit = Unit("", "")
        self._poison: Mapping[str, str] = {}
        self._reader = Reader(settings.seconds, self._begin)

    def process(self, chunk: Chunk) -> None:
        """Read and extract the units of `chunk` and leave segments; a status file, written last, makes each count.

        Raises:
            ModelError: a model is missing or damaged, so that no article can be extracted.
            WorkspaceError: the folder can't be written.
        """
        self._poison = chunk.poison
        pending: list[tuple[Unit, Done, list[segments.Document]]] = []
        kept = time.monotonic()
        for unit in chunk.units:
            pending.append((unit, *self._process(unit)))
            if time.monotonic() - kept >= _KEEP_EVERY:
                _keep(pending, self._folder, self._listener)
                pending, kept = [], time.monotonic()
        _keep(pending, self._folder, self._listener)

    def _begin(self, number: int) -> str:
        self._listener.begin(self._unit, number)
        return self._poison.get(record_name(self._unit, number), "")

    def _process(self, unit: Unit) -> tuple[Done, list[segments.Document]]:
        self._unit = unit
        found: list[segments.Document] = []
        skipped: list[Skipped] = []
        self._listener.begins("read")
        for item in self._reader.read(unit):
            one = item if isinstance(item, Skipped) else self._document(item, len(found))
            if isinstance(one, Skipped):
                skipped.append(one)
            else:
                found.append(one)
            self._listener.begins("read")
        content = unit.content if self._reader.gave_up else ""
        return Done(unit.key, unit.source, len(found), tuple(skipped), content), found

    def _document(self, article: Article, number: int) -> segments.Document | Skipped:
        def work() -> segments.Document:
            extraction = self._extract(article)
            return segments.Document(self._unit.key, number, extraction, fingerprint(article))

        return attempt(article.source, work, seconds=self.settings.seconds)


def record_name(unit: Unit, number: int) -> str:
    """What a record is known by that kills a process: by the file, for whoever reads past it dies too."""
    return f"{unit.source}#{number}"


def extractor(name: str) -> Extractor:
    """The function that ``module:function`` names."""
    module, _, function = name.partition(":")
    found: Extractor = getattr(importlib.import_module(module), function)
    return found


def _keep(pending: list[tuple[Unit, Done, list[segments.Document]]], folder: Path, listener: Listener) -> None:
    if not pending:
        return
    listener.begins("keep")
    documents = [document for _, _, found in pending for document in found]
    with commit([done for _, done, _ in pending], folder) as beside:
        segments.write(documents, beside)
    listener.kept(unit for unit, _, _ in pending)


@contextmanager
def commit(outcomes: Sequence[Done], folder: Path) -> Iterator[Path]:
    """A folder to write the tables of a segment into; when the block ends well they count.

    Raises:
        WorkspaceError: `folder` can't be written.
    """
    name = digest(*(f"{done.unit} {done.content}" for done in outcomes))
    beside = folder / f".{name}.{os.getpid()}.part"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
        for file in beside.iterdir():
            sync(file)
        sync(beside)
        target = folder / name
        # Whatever is there has no status file yet: a process died between the two renames.
        shutil.rmtree(target, ignore_errors=True)
        beside.rename(target)
        sync(folder)
    except OSError as error:
        raise WorkspaceError(f"can't write {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    rows = {"units": [asdict(done) for done in outcomes]}
    write_text(folder / f"{name}.json", json.dumps(rows, sort_keys=True) + "\n")
