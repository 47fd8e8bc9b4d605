"""Entities whose identity changed as the graph grew: the IRI that they had, and the one that they have now.

History of one folder, so no part of the exports: a build from scratch has none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.files import Together
from kg.model import Member
from kg.scale.workspace import Workspace

_HEADER = "# former IRI\tIRI\n"


def keep(workspace: Workspace, now: Mapping[Member, str], alive: set[str], files: Together) -> None:
    """Note which IRI each member has now, and where IRIs of the build before that are gone have moved to.

    Args:
        workspace: where the last build is.
        now: the IRI of each article's entity.
        alive: the IRIs of all entities.
        files: what to write with.
    """
    before = _read_members(workspace.folder / "members.parquet")
    found = {**read(workspace.redirects), **_moved(before, now, alive)}
    known = {old: _last(new, found) for old, new in found.items() if old not in alive}
    if known or workspace.redirects.exists():
        rows = "".join(f"{old}\t{new}\n" for old, new in sorted(known.items()))
        with files.replacing(workspace.redirects) as out:
            out.write((_HEADER + rows).encode())
    with files.replacing(workspace.folder / "members.parquet") as out:
        _write_members(now, out)


def read(file: Path) -> dict[str, str]:
    """The redirects in `file`: the IRI of now by the former one."""
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def _moved(before: Mapping[Member, str], now: Mapping[Member, str], alive: set[str]) -> dict[str, str]:
    """For each IRI that is gone the one that most of its members have now."""
    heirs: dict[str, Counter[str]] = defaultdict(Counter)
    for member, old in before.items():
        if old not in alive and member in now:
            heirs[old][now[member]] += 1
    return {old: min(counts, key=lambda new: (-counts[new], new)) for old, counts in heirs.items()}


def _last(iri: str, found: Mapping[str, str]) -> str:
    """Where a chain of redirects ends; a circle ends where it began."""
    seen = {iri}
    while iri in found and found[iri] not in seen:
        iri = found[iri]
        seen.add(iri)
    return iri


def _read_members(file: Path) -> dict[Member, str]:
    if not file.exists():
        return {}
    articles, entities, iris = (column.to_pylist() for column in pq.read_table(file).columns)
    return {Member(article, entity): iri for article, entity, iri in zip(articles, entities, iris, strict=True)}


def _write_members(now: Mapping[Member, str], out: BinaryIO) -> None:
    members = sorted(now)
    columns = [[m.article for m in members], [m.entity for m in members], [now[m] for m in members]]
    names = ["article", "entity", "iri"]
    table = pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], names=names)
    pq.write_table(table, out, compression="zstd")
