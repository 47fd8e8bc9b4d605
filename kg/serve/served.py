"""What is served now: one build's store and its processes, its names, its texts; and the change to the next build."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse

from kg.errors import KgError, WorkspaceError
from kg.graph.reading import Content, read
from kg.ontology import PREFIXES, Ontology, resource_prefixes
from kg.query.search import Named, NameIndex
from kg.scale import redirects
from kg.serve.pool import Pool
from kg.serve.process import Reply
from kg.serve.settings import Settings
from kg.serve.snapshot import Snapshot, prepare, state_of, tidy
from kg.serve.texts import Texts


class Served:
    """A graph that is answered from; `begin` makes it ready, and `follow` changes to newer builds as they finish."""

    def __init__(self, folder: Path, settings: Settings, ontology: Ontology) -> None:
        self.folder, self.settings, self.ontology = folder, settings, ontology
        self._now: _Build | None = None
        self._follower: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def _build(self) -> _Build:
        if self._now is None:
            raise WorkspaceError("the graph is not loaded yet")
        return self._now

    @property
    def is_ready(self) -> bool:
        """Whether there is something to answer from."""
        return self._now is not None

    @property
    def state(self) -> str:
        """What stands for the build that is served."""
        return self._build.snapshot.state

    @property
    def base(self) -> str:
        """The IRI under which its resources are."""
        return self._build.snapshot.base

    @property
    def names(self) -> NameIndex:
        """The names of all entities."""
        return self._build.names

    @property
    def texts(self) -> Texts:
        """The articles' texts."""
        return self._build.texts

    @property
    def redirects(self) -> Mapping[str, str]:
        """IRIs that entities had before, with those of now."""
        return self._build.redirects

    @property
    def running(self) -> int:
        """How many queries are being answered."""
        return self._build.pool.running

    @property
    def bounds(self) -> dict[str, Any]:
        """What every job is told of limits, and of the prefixes of what it writes."""
        prefixes = PREFIXES | resource_prefixes(self.base)
        return {"rows": self.settings.rows, "size": self.settings.size, "prefixes": prefixes}

    async def ask(self, job: Mapping[str, Any]) -> Reply:
        """The answer of a worker."""
        return await self._build.pool.ask(job)

    async def content(self, job: Mapping[str, Any]) -> Content:
        """The answer of a worker that gives quads, as plain values."""
        reply = await self.ask({**job, **self.bounds})
        return await asyncio.to_thread(lambda: read(parse(reply.content, format=RdfFormat.N_QUADS)))

    async def begin(self, *, follow: bool = True) -> None:
        """Load what is there.

        Raises:
            WorkspaceError: there is no graph, or it is damaged.
        """
        self._now = await self._load(await asyncio.to_thread(prepare, self.folder))
        if follow and self.settings.follow > 0:
            self._follower = asyncio.ensure_future(self._follow())

    async def _load(self, snapshot: Snapshot) -> _Build:
        unbounded = Settings(seconds=600, quick=600, memory=0, workers=1)
        loader = Pool(snapshot.store, unbounded)
        try:
            rows = json.loads((await loader.ask({"do": "names"})).content)
        finally:
            await loader.kill()
        pool = Pool(snapshot.store, self.settings)
        await pool.warm()
        names = await asyncio.to_thread(index_from, rows)
        texts = await asyncio.to_thread(Texts, snapshot.folder, snapshot.base)
        return _Build(snapshot, pool, names, texts)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.follow)
            with contextlib.suppress(KgError, OSError):
                if await asyncio.to_thread(state_of, self.folder) != self.state:
                    await self._change()

    async def _change(self) -> None:
        """Load the newer build beside, change over, then let go of the older one when its queries are done."""
        maker = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "kg.serve.snapshot", str(self.folder)),
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        if await maker.wait() != 0:
            return
        build = await self._load(await asyncio.to_thread(prepare, self.folder))
        old, self._now = self._build, build
        task = asyncio.ensure_future(self._let_go(old, build.snapshot.state))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _let_go(self, old: _Build, keep: str) -> None:
        await old.pool.close()
        await asyncio.to_thread(tidy, self.folder, keep)

    async def end(self) -> None:
        """End all processes."""
        if self._follower is not None:
            self._follower.cancel()
        for task in list(self._leaving):
            task.cancel()
        if self._now is not None:
            await self._now.pool.kill()


def index_from(rows: Iterable[list[Any]]) -> NameIndex:
    """The index of the rows that a worker gave."""
    return NameIndex(
        Named(iri, kind, finer, label, tuple(forms), articles, facts)
        for iri, kind, finer, label, forms, articles, facts in rows
    )


class _Build:
    """All that belongs to one build."""

    def __init__(self, snapshot: Snapshot, pool: Pool, names: NameIndex, texts: Texts) -> None:
        self.snapshot, self.pool, self.names, self.texts = snapshot, pool, names, texts
        self.redirects = redirects.read(snapshot.folder / "redirects.tsv")
