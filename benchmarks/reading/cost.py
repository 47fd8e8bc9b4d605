"""Speed of reading on one core, and memory of reading a file of a gigabyte."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.read import ReadOptions, read_text
from kg.read.duplicates import fingerprint
from kg.read.encoding import decode
from kg.read.html import read_html
from kg.read.records import parse_json_lines, read_json_lines
from tests.read import newspages

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"
GIGABYTE = 1_000_000_000
READ_ALL = 12_000_000
_ROUNDS = 3


def speed() -> None:
    """Megabytes, articles and pages a second of CPU time; the best of three rounds."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(GOLD.glob("*/*.txt"))]
    data = [text.encode() for text in texts]
    lines = b"".join(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts * 10)
    pages = [page.html for half in newspages.HALVES for page in newspages.pages(half)]
    heavy = [_heavy(page) for page in pages[::4]]
    read_html(pages[0], source="a", options=ReadOptions())
    size = sum(map(len, data)) / 1e6

    def parsed() -> Iterator[object]:
        return parse_json_lines(io.BytesIO(lines), source="a", options=ReadOptions())

    print("| one core | |\n| --- | --- |")
    print(f"| .txt, parsing | {size / _best(lambda: [decode(one) for one in data]):.0f} MB/s |")
    gbk = [text.encode("gb18030") for text in texts]
    seconds = _best(lambda: [decode(one) for one in gbk])
    print(f"| .txt in GB18030, parsing | {sum(map(len, gbk)) / 1e6 / seconds:.1f} MB/s |")
    print(f"| JSON Lines, parsing | {len(lines) / 1e6 / _best(lambda: sum(1 for _ in parsed())):.0f} MB/s |")
    seconds = _best(lambda: [fingerprint(read_text(text)) for text in texts])
    print(f"| with cleaning and fingerprints | {len(texts) / seconds:.0f} articles/s |")
    print(f"| HTML, pages of 5 KB | {len(pages) / _best(lambda: _read(pages)):.0f} pages/s |")
    print(f"| HTML, pages of 80 KB | {len(heavy) / _best(lambda: _read(heavy)):.0f} pages/s |")


def _heavy(page: str) -> str:
    """`page` with the scripts, menus and lists of links that a portal puts around an article."""
    links = "".join(
        f"<li><a href='/a/{i}.html' target=_blank>某地召开第{i}次工作会议</a><span>06-04</span></li>"
        for i in range(500)
    )
    script = "<script>" + "var a=function(b){return b?b.c:null};" * 1000 + "</script>"
    return page.replace("</body>", f"<div class=list><ul>{links}</ul></div>{script}</body>").replace(
        "</BODY>", script + "</BODY>"
    )


def _read(pages: list[str]) -> None:
    for page in pages:
        read_html(page, source="a", options=ReadOptions())


def _best(work: Callable[[], object]) -> float:
    laps = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        laps.append(time.process_time() - start)
    return min(laps)


def memory() -> None:
    """Peak memory of a process that parses a gigabyte of JSON Lines, and of one that reads a part of it whole."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.jsonl")
        _write(file, GIGABYTE)
        for what, most in (("parse", GIGABYTE), ("read", READ_ALL // 6), ("read", READ_ALL)):
            code = f"from benchmarks.reading.cost import child; child({str(file)!r}, {what!r}, {most})"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
            print(f"{what} {most / 1e6:.0f} MB of JSON Lines: {done.stdout.strip()}", flush=True)


def _write(file: Path, size: int) -> None:
    texts = [each.read_text(encoding="utf-8") for each in sorted(GOLD.glob("*/*.txt"))]
    block = "".join(
        json.dumps({"text": text, "date": "2023-06-04"}, ensure_ascii=False) + "\n" for text in texts
    ).encode()
    with file.open("wb") as out:
        for _ in range(size // len(block) + 1):
            out.write(block)


def child(path: str, what: str, most: int) -> None:
    """Run in a process of its own: go through the first `most` bytes of the file and say what it took."""
    with Path(path).open("rb") as stream:
        walk = parse_json_lines if what == "parse" else read_json_lines
        count = 0
        for _ in walk(stream, source=path, options=ReadOptions()):
            count += 1
            if stream.tell() > most:
                break
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = Path("/proc/self/status")  # on Linux `ru_maxrss` begins at what the parent needed
    lines = own.read_text(encoding="utf-8").splitlines() if own.exists() else []
    peak = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), used.ru_maxrss / (1 << 20))
    print(f"{count:,} records, {used.ru_utime + used.ru_stime:.0f} s of CPU, peak {peak:.0f} MB")
