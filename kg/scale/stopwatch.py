"""How long each stage takes, for the profile of a build and for the benchmarks."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable

Begins = Callable[[str], None]
"""Told the name of each stage as it begins."""


def silent(_stage: str) -> None:
    """For those who don't take the time."""


class StopWatch:
    """CPU seconds of this process by stage, in the order of their first beginning; `begin` ends the stage before."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.laps: Counter[str] = Counter()
        """How often each stage began."""
        self._stage, self._since = "", 0.0

    def begin(self, stage: str) -> None:
        """`stage` begins now; an empty one only ends what ran."""
        now = time.process_time()
        if self._stage:
            self.seconds[self._stage] += now - self._since
        if stage:
            self.laps[stage] += 1
        self._stage, self._since = stage, now
