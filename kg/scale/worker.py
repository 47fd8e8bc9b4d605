"""A process of the pool: takes chunks as lines of JSON on standard input, says what it works on on standard output.

A process of its own, started by name, needs no guard in the user's script, inherits no threads and locks, works on
every system, and can be killed from outside when an article hangs it.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import TextIO

from kg.errors import KgError
from kg.scale.work import Chunk, Listener, Processor, record_name


def main() -> None:
    """Work until standard input ends, which it does when the parent is gone, however it went."""
    folder = Path(sys.argv[1])
    # What libraries print must not get between our lines.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    listener = Listener(
        begin=lambda unit, number: _tell(answers, "begin", record_name(unit, number)),
        kept=lambda units: _tell(answers, "kept", [unit.key for unit in units]),
    )
    processor: Processor | None = None
    while True:
        chunk = Chunk.from_json(lines.get())
        try:
            if processor is None or processor.settings != chunk.settings:
                processor = Processor(chunk.settings, folder, listener)
            processor.process(chunk)
        except KgError as error:
            _tell(answers, "failed", str(error))
        else:
            _tell(answers, "done", "")


def _listen(lines: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


def _tell(out: TextIO, what: str, value: str | list[str]) -> None:
    out.write(json.dumps([what, value]) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
