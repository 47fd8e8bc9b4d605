"""What a server may use up, and who may ask it: every limit is an option, and is said where it is reached."""

from __future__ import annotations

import os
from dataclasses import dataclass

_MEGABYTE = 1_000_000
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and access.

    `seconds`, `memory` (bytes), `rows` and `size` (bytes of the answer) are for each query; `body` is the bytes of a
    request. `quick` is how many seconds of a processor a quick query may have; of longer ones `long` run at a time
    beside `workers` quick ones. `depth` is how far the picture may reach around an entity. `patience` is how long a
    client may take to send a request. `names` are further hosts that it may be called by. `follow` is how often, in
    seconds, the folder is looked at for a newer build.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""
    names: tuple[str, ...] = ()
    seconds: float = 10.0
    memory: int = 1_000 * _MEGABYTE
    rows: int = 100_000
    size: int = 50 * _MEGABYTE
    body: int = 1 * _MEGABYTE
    depth: int = 3
    quick: float = 0.25
    long: int = 4
    workers: int = max(4, 2 * (os.cpu_count() or 2))
    patience: float = 10.0
    follow: float = 1.0

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK
