"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

PATH: Final = click.Path(path_type=Path)
graph_folder: Final = click.argument("folder", metavar="DIR", type=PATH)
"""Where a build left a graph."""
own_ontology: Final = click.option(
    "--ontology", metavar="DIR", help="A folder that extends the ontology; a graph remembers its own."
)
