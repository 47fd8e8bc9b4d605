"""The time that one article may take, where the system can enforce it, and what becomes of an article that fails."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from kg.errors import InputError
from kg.model import Skipped

Value = TypeVar("Value")

clock_share = 10
"""So many times its processor time an article may take by the clock."""


class TooSlowError(BaseException):
    """The time is up. Not an `Exception`, so that nothing on the way up takes it for an error of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooSlowError` in the block after `seconds` of processor time, or `clock_share` times that by the clock.

    Processor time, because what a graph holds must not depend on what else the machine has to do; the clock only ends
    what waits for ever. Works in the main thread on systems with interval timers; elsewhere the block runs without a
    limit, and the pool, which watches its workers from outside, ends the worker instead.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    timers = (
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, clock_share * seconds),
    )
    before = [(number, signal.signal(number, stop)) for _, number, _ in timers]
    for timer, _, limit in timers:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for timer, _, _ in timers:
            signal.setitimer(timer, 0)
        for number, handler in before:
            signal.signal(number, handler)


def attempt(source: str, work: Callable[[], Value], *, seconds: float) -> Value | Skipped:
    """What `work` on one input gives; where it fails or takes longer than `seconds`, that the input was skipped.

    Raises:
        ModelError: a model is missing or damaged, so that no article can be extracted.
    """
    try:
        with time_limit(seconds):
            return work()
    except TooSlowError:
        return Skipped(source, f"took longer than {seconds:g} seconds")
    except InputError as error:
        return Skipped(source, str(error))
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        NameError,
        RuntimeError,
        TypeError,
        ValueError,
        MemoryError,
    ) as error:
        # A mistake of ours on one article must not cost the rest of the batch; the reason says what to report.
        return Skipped(source, f"extraction failed: {type(error).__name__}: {error}")
