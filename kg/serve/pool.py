"""Processes that answer queries, each one at a time, so that a query that takes too much is ended and nothing else is.

Quick queries have places of their own. A query that isn't done after a moment gives its place back, goes on with the
lowest priority, and counts as a long one; where too many are long already it stands still until one of them is done or
its time is up, so that nobody who asks something quick has to wait for those who don't.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError
from kg.serve.process import Reply, Worker
from kg.serve.settings import Settings

# How often a query that waits for a processor is looked at, in seconds; how many stand still for each that goes on.
_LOOK: Final = 0.05
_PATIENCE: Final = 4
_MOST_STANDING: Final = 8


class LimitReachedError(KgError):
    """A query reached a limit; `status` is the HTTP status that says so, `retry` whether it may do better later."""

    def __init__(self, message: str, *, status: int, retry: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.retry = retry


class Pool:
    """The processes of one store."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._quick = asyncio.Semaphore(settings.workers)
        self._long = asyncio.Semaphore(settings.long)
        self._standing = 0
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy = 0
        self._closed = False

    @property
    def running(self) -> int:
        """How many queries are being answered now."""
        return self._busy

    async def warm(self) -> None:
        """Have as many processes ready as there are places, and one to spare."""
        missing = self._settings.workers + 1 - len(self._idle) - self._busy
        if missing > 0 and not self._closed:
            started = await asyncio.gather(*(self._start() for _ in range(missing)))
            self._idle += started

    async def _start(self) -> Worker:
        worker = await Worker.start(self._store, self._settings.memory)
        self._all.add(worker)
        return worker

    async def ask(self, job: Mapping[str, Any]) -> Reply:
        """The answer to a job.

        Raises:
            LimitReachedError: it took too long or too much memory, its answer is too large, or too many run already.
        """
        line = json.dumps(job, ensure_ascii=True).encode() + b"\n"
        self._busy += 1
        try:
            async with self._worker() as (worker, release):
                return _checked(await self._answer(worker, line, release), self._settings)
        finally:
            self._busy -= 1

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[tuple[Worker, Any]]:
        """A process, and what gives its place to others before it is done."""
        try:
            await asyncio.wait_for(self._quick.acquire(), self._settings.seconds)
        except TimeoutError as error:
            raise _too_busy(self._settings) from error
        places = [self._quick]

        def release() -> None:
            if places:
                places.pop().release()

        worker = None
        try:
            worker = self._idle.pop() if self._idle else await self._start()
            yield worker, release
        except BaseException:
            if worker is not None:
                worker.is_slow = True  # it may be in the middle of something
            raise
        finally:
            release()
            if worker is not None:
                self._take_back(worker)

    async def _answer(self, worker: Worker, line: bytes, release: Any) -> Reply:
        settings = self._settings
        task = asyncio.ensure_future(worker.ask(line))
        try:
            end = asyncio.get_running_loop().time() + settings.seconds
            if not await self._is_quick(worker, task, end):
                await self._go_on_slowly(worker, task, release, end)
            if not task.done():
                raise LimitReachedError(
                    f"no answer within {settings.seconds:g} seconds: ask for less (the limit is --timeout)", status=503
                )
            return task.result()
        except EOFError as error:
            raise LimitReachedError(
                f"the query needed more than {settings.memory // 1_000_000} MB, or was too complex to be read: ask for "
                "less (the limit is --memory)",
                status=503,
            ) from error
        finally:
            task.cancel()

    async def _is_quick(self, worker: Worker, task: asyncio.Task[Reply], end: float) -> bool:
        """Wait until the answer is there, time is up, or the query has had as much of a processor as a quick one.

        On a machine with much else to do it may wait for a processor, but not so long that others wait for its place.
        """
        begun, loop = worker.worked, asyncio.get_running_loop()
        latest = loop.time() + _PATIENCE * self._settings.quick
        wait = self._settings.quick
        while loop.time() < end:
            done, _ = await asyncio.wait({task}, timeout=min(wait, max(0.0, end - loop.time())))
            if done:
                return True
            if worker.worked - begun >= self._settings.quick or loop.time() > latest:
                return False
            wait = _LOOK
        return True

    async def _go_on_slowly(self, worker: Worker, task: asyncio.Task[Reply], release: Any, end: float) -> None:
        """Give the quick place back; go on beside as many others as may, or stand still until one of them is done."""
        loop = asyncio.get_running_loop()
        if self._standing >= _MOST_STANDING * self._settings.long:
            raise _too_busy(self._settings)
        worker.slow_down()
        release()
        self._later(self.warm())
        self._standing += 1
        try:
            if self._long.locked():
                worker.halt()
            try:
                await asyncio.wait_for(self._long.acquire(), max(0.0, end - loop.time()))
            except TimeoutError as error:
                raise _too_busy(self._settings) from error
        finally:
            self._standing -= 1
        try:
            worker.go_on()
            await asyncio.wait({task}, timeout=max(0.0, end - loop.time()))
        finally:
            self._long.release()

    def _take_back(self, worker: Worker) -> None:
        if worker.is_good and not self._closed and len(self._idle) <= self._settings.workers:
            self._idle.append(worker)
        else:
            self._all.discard(worker)
            self._later(worker.end())
            self._later(self.warm())

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End all processes, those at work once they are done or their time is up."""
        self._closed = True
        end = asyncio.get_running_loop().time() + self._settings.seconds
        while self._busy and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.05)
        await self.kill()

    async def kill(self) -> None:
        """End all processes at once."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*(worker.end() for worker in self._all), return_exceptions=True)
        self._all.clear()
        self._idle.clear()


def _too_busy(settings: Settings) -> LimitReachedError:
    return LimitReachedError(
        f"{settings.long} long queries are running already: try again in a moment", status=503, retry=True
    )


def _checked(reply: Reply, settings: Settings) -> Reply:
    if reply.head["status"] != "limit":
        return reply
    if reply.head["limit"] == "rows":
        raise LimitReachedError(
            f"the answer has more than {settings.rows:,} rows: add LIMIT, or ask for less (the limit is --rows)",
            status=422,
        )
    raise LimitReachedError(
        f"the answer is larger than {settings.size // 1_000_000} MB: add LIMIT, or ask for less (the limit is --size)",
        status=422,
    )
