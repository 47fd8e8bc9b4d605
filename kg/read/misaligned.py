"""Text in a two-byte encoding with bad bytes in it, read in step again.

A bad byte puts all that follows out of step, up to the next space, digit or line's end. Such a stretch is read as the
cheapest path over its bytes: common characters cost little, rare ones more, a bad byte most. The bad byte then costs
one character instead of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.read.common import common_share, is_common
from kg.text.scripts import to_hans

# Bytes that are no half of a character: where they stand, reading is in step again.
_STRETCH = re.compile(rb"[^\x00-\x2f\x3a-\x3f]*[\x80-\xff][^\x00-\x2f\x3a-\x3f]*")
_LOST = "\ufffd"
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff]")
# Running text has a third of common characters, stretches out of step a twentieth; a list of names lies between.
_SUSPECT, _SHORTEST = 0.16, 3
_LONGEST, _MOST_BYTES = 20_000, 300_000
_BAD = 8.0
_COST_OF_CLASSES = {"common": 0.0, "usual": 1.2, "mark": 0.6, "rare": 2.6, "odd": 5.0}


def decode(data: bytes, encoding: str) -> str:
    """`data` in the two-byte `encoding` (GB18030, Big5), with U+FFFD for what can't be read."""
    parts: list[str] = []
    at, left = 0, _MOST_BYTES
    for start, stop in _suspects(data, encoding):
        if stop - start > min(left, _LONGEST):
            continue
        left -= stop - start
        parts += (data[at:start].decode(encoding, "replace"), _cheapest(data[start:stop], encoding))
        at = stop
    return "".join([*parts, data[at:].decode(encoding, "replace")])


def _suspects(data: bytes, encoding: str) -> Iterator[tuple[int, int]]:
    """Stretches between bytes that are surely single which read like nothing."""
    for match in _STRETCH.finditer(data):
        text = match[0].decode(encoding, "replace")
        if _ODD.search(text) or (len(text) >= _SHORTEST and _reads_better_shifted(match[0], text, encoding)):
            yield match.span()


def _reads_better_shifted(data: bytes, text: str, encoding: str) -> bool:
    """Whether `text`, the reading of `data`, is poor, and from the next byte on there would be more to it.

    A list of names is as poor as text out of step, but reads no better from its second byte on.
    """
    share = common_share(text)
    return share < _SUSPECT and common_share(data[1:].decode(encoding, "replace")) > share


def _cheapest(data: bytes, encoding: str) -> str:
    """The reading of `data` with the least cost (Viterbi over its bytes)."""
    size = len(data)
    best = [0.0] + [float("inf")] * (size + 3)
    came: list[tuple[int, str]] = [(0, "")] * (size + 4)
    for at in range(size):
        for width, text, cost in _steps(data, at, encoding):
            if best[at] + cost < best[at + width]:
                best[at + width], came[at + width] = best[at] + cost, (at, text)
    parts, at = list[str](), size
    while at:
        at, text = came[at]
        parts.append(text)
    return "".join(reversed(parts))


def _steps(data: bytes, at: int, encoding: str) -> Iterator[tuple[int, str, float]]:
    """What may begin at byte `at`: width, text and cost."""
    if data[at] < 0x80:
        # A letter by itself among characters is more often half of one.
        yield 1, chr(data[at]), _COST_OF_CLASSES["usual" if chr(data[at]).isalnum() else "rare"] + 1
    else:
        yield 1, _LOST, _BAD
    if at + 1 >= len(data):
        return
    text = data[at : at + 2].decode(encoding, "replace")
    if data[at] >= 0x80 and len(text) == 1 and text != _LOST:
        yield 2, text, _cost(text, data[at])
    else:
        yield 2, _LOST, _BAD + 1
    if encoding == "gb18030" and at + 3 < len(data) and 0x30 <= data[at + 1] <= 0x39:
        text = data[at : at + 4].decode(encoding, "replace")
        if len(text) == 1 and text != _LOST:
            yield 4, text, _COST_OF_CLASSES["odd"]


def _cost(char: str, lead: int) -> float:
    if is_common(char):
        kind = "common"
    elif 0xA1 <= lead <= 0xA3:  # the rows of punctuation and signs in both encodings
        kind = "mark"
    elif not "\u4e00" <= char <= "\u9fff":
        kind = "odd"
    else:
        kind = "usual" if _is_usual(char) else "rare"
    return _COST_OF_CLASSES[kind]


@cache
def _is_usual(char: str) -> bool:
    """Whether `char`, simplified, is among the 3,755 characters that GB2312 puts first."""
    return b"\xb0" <= to_hans(char).encode("gb2312", "replace")[:1] <= b"\xd7"
