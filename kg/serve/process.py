"""One process that answers queries, as the server sees it: asked, slowed down, halted, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import WorkspaceError
from kg.query.memory import resident

# A process that has answered so many, or has grown by so much, makes room for a new one.
_MOST_JOBS: Final = 2_000
_MOST_GROWTH: Final = 100_000_000
_LONGEST_HEAD: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer: how it went, and the bytes."""

    head: Mapping[str, Any]
    content: bytes


class Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._jobs = 0
        self._first = resident(process.pid)
        self.is_slow = False

    @classmethod
    async def start(cls, store: Path, memory: int) -> Worker:
        """A process that has opened the store; raises WorkspaceError where it can't."""
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
        self._first = self._first or resident(self._process.pid)
        return resident(self._process.pid) - self._first < _MOST_GROWTH

    async def end(self) -> None:
        """Whatever it does, it stops now."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def _environment() -> dict[str, str]:
    """What a worker needs of the server's environment; a token that was given in it is not handed on."""
    return {name: value for name, value in os.environ.items() if name != "NEWSKG_TOKEN"} | {"MALLOC_ARENA_MAX": "2"}
