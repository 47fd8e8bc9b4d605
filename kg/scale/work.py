"""The unit of work: a chunk of input files in, a segment with a status file out. Pure, repeatable, resumable."""

from __future__ import annotations

import importlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from kg.errors import InputError
from kg.graph import segments
from kg.graph.files import sync_folder, write_text
from kg.graph.iris import digest
from kg.model import Article, Extraction, Skipped
from kg.ontology import Ontology, load
from kg.read import read_paths
from kg.scale.limits import TooSlowError, time_limit
from kg.scale.stopwatch import Begins, silent

Model = Literal["accurate", "fast"]
Extractor = Callable[..., Extraction]


@dataclass(frozen=True, slots=True)
class Unit:
    """One input file. `source` is its path as given; `key` is a hash of all that its extraction depends on."""

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How to extract; the same for all chunks of a build.

    `ontology` is a folder that extends ours. `extractor` is ``module:function``, so that another process can find it.
    `seconds` is the most that one article may take.
    """

    model: Model = "accurate"
    ontology: str = ""
    extractor: str = "kg.extract:extract"
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some units and how to extract them. `poison` are units that are known to kill a process, and why."""

    units: tuple[Unit, ...]
    settings: Settings
    poison: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the segment that the chunk makes."""
        return digest(*(unit.key for unit in self.units))

    def to_json(self) -> str:
        """The chunk on one line."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, line: str) -> Chunk:
        """The chunk that `to_json` wrote."""
        data = json.loads(line)
        units = tuple(Unit(**unit) for unit in data["units"])
        return cls(units, Settings(**data["settings"]), data["poison"])


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a unit: ids of its articles, and what was skipped with the reason."""

    unit: str
    source: str
    articles: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Done:
        """The outcome that a status file holds."""
        skipped = tuple(Skipped(**one) for one in data["skipped"])
        return cls(data["unit"], data["source"], tuple(data["articles"]), skipped)


def process_chunk(
    chunk: Chunk, folder: Path, *, begin: Callable[[Unit], None] = lambda _: None, begins: Begins = silent
) -> tuple[Done, ...]:
    """Read and extract the units of `chunk` and leave a segment in `folder`; the status file, last, makes it count.

    Args:
        chunk: what to do.
        folder: the segments of a workspace.
        begin: is told each unit before work on it begins.
        begins: is told each stage of the work on an article as it begins.

    Returns:
        What became of each unit.

    Raises:
        ModelError: a model is missing or damaged, so that no article can be extracted.
    """
    settings = chunk.settings
    ontology = load(extra=Path(settings.ontology) if settings.ontology else None)
    extract = extractor(settings.extractor)
    documents: list[segments.Document] = []
    outcomes = []
    for unit in chunk.units:
        begin(unit)
        found = _process(unit, chunk, partial(extract, begins=begins), ontology, begins)
        extractions = [one for one in found if isinstance(one, Extraction)]
        documents += [segments.Document(unit.key, number, one) for number, one in enumerate(extractions)]
        skipped = tuple(one for one in found if isinstance(one, Skipped))
        outcomes.append(Done(unit.key, unit.source, tuple(one.article.id for one in extractions), skipped))
    begins("keep")
    _commit(chunk.name, documents, outcomes, folder)
    return tuple(outcomes)


def extractor(name: str) -> Extractor:
    """The function that ``module:function`` names."""
    module, _, function = name.partition(":")
    found: Extractor = getattr(importlib.import_module(module), function)
    return found


def _process(
    unit: Unit, chunk: Chunk, extract: Extractor, ontology: Ontology, begins: Begins
) -> list[Extraction | Skipped]:
    if unit.key in chunk.poison:
        return [Skipped(unit.source, chunk.poison[unit.key])]
    settings = chunk.settings
    work = partial(_extractions, unit, partial(extract, ontology=ontology, model=settings.model), begins)
    return attempt(unit.source, work, seconds=settings.seconds)


def attempt(
    source: str, work: Callable[[], Iterable[Extraction | Skipped]], *, seconds: float
) -> list[Extraction | Skipped]:
    """What `work` on one input gives; where it fails or takes longer than `seconds`, that the input was skipped.

    Raises:
        ModelError: a model is missing or damaged, so that no article can be extracted.
    """
    try:
        with time_limit(seconds):
            return list(work())
    except TooSlowError:
        return [Skipped(source, f"took longer than {seconds:g} seconds")]
    except InputError as error:
        return [Skipped(source, str(error))]
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        NameError,
        RuntimeError,
        TypeError,
        ValueError,
        MemoryError,
    ) as error:
        # A mistake of ours on one article must not cost the rest of the batch; the reason says what to report.
        return [Skipped(source, f"extraction failed: {type(error).__name__}: {error}")]


def _extractions(unit: Unit, extract: Extractor, begins: Begins) -> Iterator[Extraction | Skipped]:
    begins("read")
    for article in read_paths([unit.source]):
        yield extract(article) if isinstance(article, Article) else article
        begins("read")


def _commit(name: str, documents: list[segments.Document], outcomes: list[Done], folder: Path) -> None:
    beside = folder / f".{name}.{os.getpid()}.part"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    segments.write(documents, beside)
    sync_folder(beside)
    target = folder / name
    # Whatever is there has no status file yet: a process died between the two renames.
    shutil.rmtree(target, ignore_errors=True)
    beside.rename(target)
    sync_folder(folder)
    rows = {"units": [asdict(outcome) for outcome in outcomes]}
    write_text(folder / f"{name}.json", json.dumps(rows, ensure_ascii=False, sort_keys=True) + "\n")
