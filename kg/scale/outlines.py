"""What resolution needs of each article, kept from build to build: ``outlines.parquet``.

An outline depends on its article, on the code that makes it and on the ontology alone. Those of articles that haven't
changed are taken over, so that neither their tables are read again nor their names parsed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.files import Together
from kg.graph.iris import digest
from kg.ontology import Ontology
from kg.resolve import Outline, outlines
from kg.scale.segments import Document
from kg.scale.version import graph_version
from kg.scale.workspace import Manifest, Workspace

FILE: Final = "outlines.parquet"
_VERSION: Final = b"newskg"
_NAMES: Final = ("doc", "outline")


def outlined(
    workspace: Workspace, manifest: Manifest, told: Sequence[Document], ontology: Ontology, files: Together
) -> list[Outline]:
    """The outlines of the articles that count, in their order; kept for the next build.

    Args:
        workspace: where the last build is.
        manifest: what the folder stands for.
        told: the articles that count, of which no more than the article need be there.
        ontology: what outlines are made with.
        files: what to write with.
    """
    version = digest(graph_version(), ontology.version).encode()
    keys = [one.key for one in told]
    lines = _read(workspace.folder / FILE, version)
    found = {key: outline for key in keys if key in lines and (outline := _outline(lines[key])) is not None}
    missing = {key for key in keys if key not in found}
    documents = list(workspace.documents(manifest, depth="names", only=missing))
    made = outlines((one.extraction for one in documents), ontology)
    for document, outline in zip(documents, made, strict=True):
        found[document.key] = outline
        lines[document.key] = outline.to_json()
    with files.replacing(workspace.folder / FILE) as out:
        _write(((key, lines[key]) for key in sorted(keys)), version, out)
    return [found[key] for key in keys]


def _read(file: Path, version: bytes) -> dict[str, str]:
    """The kept lines by document; none where there are none, or another version wrote them."""
    try:
        table = pq.read_table(file)
    except (OSError, pa.ArrowException):
        return {}
    if (table.schema.metadata or {}).get(_VERSION) != version:
        return {}
    keys, lines = (column.to_pylist() for column in table.columns)
    return dict(zip(keys, lines, strict=True))


def _outline(line: str) -> Outline | None:
    try:
        return Outline.from_json(line)
    except (ValueError, TypeError, IndexError):
        return None


def _write(rows: Iterable[tuple[str, str]], version: bytes, out: BinaryIO) -> None:
    columns = list(zip(*rows, strict=True)) or [(), ()]
    schema = pa.schema([(name, pa.string()) for name in _NAMES], metadata={_VERSION: version})
    arrays = [pa.array(column, pa.string()) for column in columns]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
