"""Processes that answer queries, each one at a time, so that a query that takes too much is ended and nothing else is.

Quick queries have places of their own. A query that isn't done after a moment gives its place back, goes on with the
lowest priority, and counts as a long one; where too many are long already it stands still until one of them is done or
its time is up, so that nobody who asks something quick has to wait for those who don't.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError, WorkspaceError
from kg.serve.settings import Settings

# A process that has answered so many, or has grown by so much, makes room for a new one.
_MOST_JOBS: Final = 2_000
_MOST_GROWTH: Final = 100_000_000
_LONGEST_HEAD: Final = 1 << 20
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


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer: how it went, and the bytes."""

    head: Mapping[str, Any]
    content: bytes


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._jobs = 0
        self._first = _resident(process.pid)
        self.is_slow = False

    @classmethod
    async def start(cls, store: Path, memory: int) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "kg.serve.worker", str(store), str(memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_HEAD,
            env=_environment(),
            start_new_session=True,  # an interrupt at the terminal is the server's to handle
        )
        try:
            is_ready = process.stdout is not None and await process.stdout.readline()
        except BaseException:  # it is nobody's now
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise
        if not is_ready:
            raise WorkspaceError(f"{store} can't be read: remove it and serve again")
        return cls(process)

    async def ask(self, line: bytes) -> Reply:
        """Send a job; raises EOFError where the process ended without an answer."""
        self._jobs += 1
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        try:
            stdin.write(line)
            await stdin.drain()
            head = json.loads(await stdout.readuntil(b"\n"))
            content = await stdout.readexactly(head["length"])
        except (OSError, asyncio.IncompleteReadError) as error:
            raise EOFError from error
        return Reply(head, content)

    def slow_down(self) -> None:
        """Let everyone else go first; it can't be undone, so the process is given up after its answer."""
        self.is_slow = True
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    @property
    def worked(self) -> float:
        """Seconds of a processor that it has had; where the system doesn't say, seconds that have passed."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return time.monotonic()

    def halt(self) -> None:
        """Stand still, with all that it holds."""
        self._signal("SIGSTOP")

    def go_on(self) -> None:
        """Go on after standing still."""
        self._signal("SIGCONT")

    def _signal(self, name: str) -> None:
        if hasattr(signal, name):
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(getattr(signal, name))

    @property
    def is_good(self) -> bool:
        """Whether it may take another job."""
        if self.is_slow or self._jobs >= _MOST_JOBS or self._process.returncode is not None:
            return False
        self._first = self._first or _resident(self._process.pid)
        return _resident(self._process.pid) - self._first < _MOST_GROWTH

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def _environment() -> dict[str, str]:
    """What a worker needs of the server's environment; a token that was given in it is not handed on."""
    return {name: value for name, value in os.environ.items() if name != "NEWSKG_TOKEN"} | {"MALLOC_ARENA_MAX": "2"}


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096
    except (OSError, IndexError, ValueError):
        return 0


class Pool:
    """The processes of one store."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._quick = asyncio.Semaphore(settings.workers)
        self._long = asyncio.Semaphore(settings.long)
        self._standing = 0
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
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

    async def _start(self) -> _Worker:
        worker = await _Worker.start(self._store, self._settings.memory)
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
    async def _worker(self) -> AsyncIterator[tuple[_Worker, Any]]:
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

    async def _answer(self, worker: _Worker, line: bytes, release: Any) -> Reply:
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

    async def _is_quick(self, worker: _Worker, task: asyncio.Task[Reply], end: float) -> bool:
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

    async def _go_on_slowly(self, worker: _Worker, task: asyncio.Task[Reply], release: Any, end: float) -> None:
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

    def _take_back(self, worker: _Worker) -> None:
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
