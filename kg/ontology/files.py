"""Which files an ontology is made of: those of the folder, and those of the user's own that extend or replace them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError

replace_mark = "!replace"
"""A file of the user's folder that starts with this line replaces ours of the same name; others are read after ours."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file that is neither empty nor a comment, stripped at its end."""

    text: str
    file: Path
    number: int

    @property
    def where(self) -> str:
        """``file:line``, for messages."""
        return f"{self.file}:{self.number}"


def default_folder() -> Path:
    """The ontology that ships with the package: inside it in an installed copy, at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology beside {package}: install newskg again")


def layers(folder: Path | None, extra: Path | None) -> tuple[Path, ...]:
    """The folders to read, ours first; raises OntologyError for one that isn't there."""
    found = (folder or default_folder(), *((extra,) if extra else ()))
    for layer in found:
        if not layer.is_dir():
            raise OntologyError(
                f"{layer}: no such folder; an ontology is a folder with lexicon/, patterns/ and .ttl files"
            )
    return found


def stamps(folders: Sequence[Path]) -> tuple[object, ...]:
    """Something that changes when a file of `folders` is changed, added or taken away."""
    found = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return tuple((file, status.st_size, status.st_mtime_ns) for file in found for status in (file.stat(),))


def files(folders: Sequence[Path], pattern: str) -> tuple[Path, ...]:
    """The files that `pattern` matches in each folder, in order, without ours that one of the user's replaces."""
    found: list[Path] = []
    for folder in folders:
        for file in sorted(folder.glob(pattern)):
            if replaces(file):
                found = [held for held in found if held.name != file.name]
            found.append(file)
    return tuple(found)


def replaces(file: Path) -> bool:
    """Whether the file's first line says that it replaces ours. A query or a Turtle file says so in a comment."""
    if file.suffix == ".xz":
        return False
    first = read(file).partition("\n")[0]
    return first.lstrip("# ").strip() == replace_mark


def read(file: Path) -> str:
    """The file's text; raises OntologyError where it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}: can't be read as UTF-8 text ({error})") from error


def lines(file: Path) -> Iterator[Line]:
    """The lines that say something: without empty ones, comments and the mark of replacement."""
    for number, line in enumerate(read(file).splitlines(), 1):
        if line.strip() and not line.startswith("#") and line.strip() != replace_mark:
            yield Line(line.rstrip(), file, number)


def version(folders: Sequence[Path]) -> str:
    """sha256 over path and content of every file in order, texts for readers (.md) and hidden files aside."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*"), key=lambda f: f.relative_to(folder).as_posix()):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and file.suffix != ".md" and not any(part.startswith(".") for part in name.split("/")):
                data = file.read_bytes()
                digest.update(f"{name}\0{len(data)}\0".encode())
                digest.update(data)
    return digest.hexdigest()
