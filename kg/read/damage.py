"""Characters destroyed by a pinyin injector that cut GBK pairs (獎?wù)隆 for 獎章).

The injector looks for the two bytes of a character, and finds them also where one character ends and the next begins.
Its bracket then stands between the two bytes of the latter (獎 is AA 84, 章 is D5 C2, and 84 D5 is 務, wù): the first
of them is lost together with the opening bracket, and all that follows is read one byte out of step until a single
byte (a digit, a line's end) brings it back. Both can be undone. The lost byte is the second byte of a character with
the injected reading whose first byte ends the character before; with it in front, the bytes fall into step again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.read.common import is_common

_READING = r"[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}"
# The character before may have a reading of its own: 獎(jiǎng)?wù)隆.
_DAMAGED = re.compile(rf"([^\x00-\x7f\ufffd])(?:\({_READING}\) ?)?(?:[?？]|\ufffd\(?)({_READING})\)( ?)")
_INJECTED = re.compile(rf"\({_READING}\) ?")
_RUN = re.compile(r"[^\x00-\x7f\ufffd]{0,80}")
_LOST = "\ufffd"


def restored(raw: str) -> Iterator[tuple[int, int, str]]:
    """Ranges of `raw` that are damaged, with what stood there; U+FFFD for a character that can't be told."""
    if ")" not in raw:
        return
    for match in _DAMAGED.finditer(raw):
        run = _RUN.match(raw, match.end())
        text = run.group() if run else ""
        end = match.end() + len(text)
        realigned = _realign(match[1], match[2], text, raw[end : end + 1])
        if realigned is None:
            yield match.start() + 1, match.end(), _LOST
            continue
        said, taken = realigned
        # The character put together last may have a reading of its own, which stands after no character in `raw`.
        reading = _INJECTED.match(raw, end + taken) if taken else None
        yield match.start() + 1, reading.end() if reading else end + taken, said


def _realign(before: str, reading: str, run: str, follows: str) -> tuple[str, int] | None:
    """What `run` says one byte earlier, and whether `follows` belongs to it; None where that makes no better sense."""
    try:
        trail, shifted = before.encode("gbk")[-1], run.encode("gbk")
    except UnicodeEncodeError:
        return None
    lost = _lost_byte(trail, reading)
    data = bytes([lost]) + shifted if lost is not None else shifted[1:]
    text = data[: len(data) // 2 * 2].decode("gbk", "replace")
    if sum(map(is_common, text)) < sum(map(is_common, run)) or text.count(_LOST) > 1:
        return None
    last, taken = _last(data[-1:], follows) if len(data) % 2 else ("", 0)
    return ("" if lost is not None else _LOST) + text + last, taken


def _last(half: bytes, follows: str) -> tuple[str, int]:
    """The character whose first byte ends a run: its second byte may be a letter, or lost in a question mark."""
    if "@" <= follows <= "~" and follows.isascii():
        whole = (half + follows.encode()).decode("gbk", "replace")
        if len(whole) == 1 and whole != _LOST:
            return whole, 1
    return _LOST, int(follows in {"?", "？", _LOST})


@cache
def _readings() -> dict[int, str]:
    """Readings of each character by its code; loaded with the first damaged text, since it takes half a second."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415

    return dict(PINYIN_DICT)


def _lost_byte(trail: int, reading: str) -> int | None:
    """The second byte of the one character with `reading` whose first byte is `trail`; None where several would do."""
    found = set()
    for second in range(0x81, 0xFF):
        try:
            char = bytes([trail, second]).decode("gbk")
        except UnicodeDecodeError:
            continue
        if reading in _readings().get(ord(char), "").split(","):
            found.add(second)
    return found.pop() if len(found) == 1 else None
