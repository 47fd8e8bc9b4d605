"""Where the work runs: a loop in this process, or a pool of worker processes. Both leave the same segments."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KgError, WorkspaceError
from kg.scale.limits import clock_share
from kg.scale.stopwatch import Begins, silent
from kg.scale.work import Chunk, Listener, Processor

Progress = Callable[[int, int], None]
"""Told how many units are finished, and how many there are."""

# A pool pays from here on: a worker takes about two seconds to load its models.
_FEWEST_FOR_POOL = 24
# On top of the time an article may take, for a worker that loads its models first.
_GRACE = 60.0


def default_workers(units: int) -> int:
    """How many processes to use for so many units; one means this process."""
    if units < _FEWEST_FOR_POOL:
        return 1
    return max(1, min(_cores(), 8, units // (_FEWEST_FOR_POOL // 2)))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    chunks: Sequence[Chunk],
    folder: Path,
    *,
    workers: int,
    progress: Progress = lambda *_: None,
    begins: Begins = silent,
) -> None:
    """Process `chunks`; their segments are in `folder` afterwards.

    Args:
        chunks: the work.
        folder: the segments of a workspace.
        workers: how many processes; with one the work is done here.
        progress: is told how it goes on.
        begins: is told each stage as it begins, where the work is done here.
    """
    total = sum(len(chunk.units) for chunk in chunks)
    counter = _Counter(total, progress)
    progress(0, total)
    if not chunks:
        return
    if workers <= 1:
        listener = Listener(kept=lambda units: counter.add(sum(1 for _ in units)), begins=begins)
        processor = Processor(chunks[0].settings, folder, listener)
        for chunk in chunks:
            processor.process(chunk)
    else:
        _Pool(folder, counter).run(chunks, workers)
    progress(total, total)


class _Counter:
    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress
        self._lock = threading.Lock()

    def add(self, number: int) -> None:
        with self._lock:
            self._done = min(self._done + number, self._total)
            self._progress(self._done, self._total)


class _Pool:
    """Worker processes, each fed by a thread of its own. A worker that dies costs the article that it died on."""

    def __init__(self, folder: Path, counter: _Counter) -> None:
        self._folder = folder
        self._counter = counter
        self._work: queue.SimpleQueue[Chunk | None] = queue.SimpleQueue()
        self._errors: list[Exception] = []
        self._poison: dict[str, str] = {}

    def run(self, chunks: Sequence[Chunk], workers: int) -> None:
        for chunk in chunks:
            self._work.put(chunk)
        threads = [threading.Thread(target=self._feed, daemon=True) for _ in range(min(workers, len(chunks)))]
        for thread in threads:
            self._work.put(None)
            thread.start()
        for thread in threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _feed(self) -> None:
        """Hand chunks to one worker, and to a new one after each that dies."""
        workers = _Workers(self._folder)
        try:
            while (chunk := self._work.get()) is not None and not self._errors:
                self._finish(chunk, workers)
        except (OSError, KgError) as error:
            self._errors.append(error)
        finally:
            workers.stop()

    def _finish(self, chunk: Chunk, workers: _Workers) -> None:
        """Have `chunk` done, leaving out, one after the other, the records that a worker dies on."""
        failures = 0
        while chunk.units:
            chunk = replace(chunk, poison=dict(self._poison))
            left = workers.current().process(chunk, self._counter)
            if left.reason == "done":
                return
            workers.stop()
            chunk = replace(chunk, units=tuple(unit for unit in chunk.units if unit.key not in left.kept))
            if left.killer and left.killer not in chunk.poison:
                self._poison[left.killer] = left.reason
                continue
            failures += 1
            if failures > 1:
                raise WorkspaceError(f"a worker process can't work: {left.reason}")


class _Workers:
    """The worker at hand; a new one is started when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker: _Worker | None = None

    def current(self) -> _Worker:
        if self._worker is None:
            self._worker = _Worker(self._folder)
        return self._worker

    def stop(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


@dataclass(frozen=True, slots=True)
class _Left:
    """How a worker left a chunk: ``done``, or why it ended, the record it was at, and the units that are safe."""

    reason: str
    killer: str = ""
    kept: frozenset[str] = frozenset()


class _Worker:
    """One worker process."""

    def __init__(self, folder: Path) -> None:
        home = str(Path(__file__).parents[2])
        paths = os.pathsep.join([home, *(path for path in sys.path if path)])
        # One thread each: the processes are what runs side by side.
        env = {**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
            [sys.executable, "-m", "kg.scale.worker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
            encoding="utf-8",
        )

    def process(self, chunk: Chunk, counter: _Counter) -> _Left:
        """Have `chunk` done; how the worker left it."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        kept: set[str] = set()
        current = ""
        watch = _Watch(self._process, clock_share * chunk.settings.seconds + _GRACE)
        try:
            self._process.stdin.write(chunk.to_json() + "\n")
            self._process.stdin.flush()
            for line in self._process.stdout or ():
                what, value = json.loads(line)
                if what == "done":
                    return _Left("done")
                if what == "failed":
                    raise KgError(value)
                watch.restart()
                if what == "kept":
                    kept.update(value)
                    counter.add(len(value))
                else:
                    current = value
        except BrokenPipeError:
            return _Left("it ended at once")
        finally:
            watch.stop()
        if watch.fired:
            return _Left(f"took longer than {chunk.settings.seconds:g} seconds", current, frozenset(kept))
        return _Left(f"the process ended on it (exit code {self._process.wait()})", current, frozenset(kept))

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                _close(pipe)


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except BrokenPipeError:
        return


class _Watch:
    """Kills a process that has given no sign of life for some seconds."""

    def __init__(self, process: subprocess.Popen[str], seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self.fired = False
        self._timer = self._start()

    def _start(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._fire)
        timer.daemon = True
        timer.start()
        return timer

    def _fire(self) -> None:
        self.fired = True
        self._process.kill()

    def restart(self) -> None:
        self._timer.cancel()
        self._timer = self._start()

    def stop(self) -> None:
        self._timer.cancel()
