"""newskg: Chinese news in, an RDF knowledge graph out; every fact with the words that state it.

The names in `__all__` are all that there is to know. They are loaded when they are first used, so that ``import kg`` is
quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, extract, open, read  # noqa: A004
    from kg.errors import KgError
    from kg.model import Article, Extraction

__all__ = ["Article", "Extraction", "Graph", "KgError", "build", "extract", "open", "read"]

_HOMES = {
    "Article": "kg.model",
    "Extraction": "kg.model",
    "Graph": "kg.api",
    "KgError": "kg.errors",
    "build": "kg.api",
    "extract": "kg.api",
    "open": "kg.api",
    "read": "kg.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """This package: `kg.extract` and `kg.read` are the functions, though packages of these names lie below it.

    Importing such a package would put it in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
