"""Time limits for reading one document."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kg.errors import InputError


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `InputError` when the block takes longer than `seconds`.

    It rests on an alarm signal, so it holds in the main thread of systems that have one; elsewhere the size limits
    alone bound the work. A timer that a caller has set runs on afterwards.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise InputError(f"took longer than {seconds:g} s")

    handler = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001), interval)
