"""Bytes to text: byte order mark, UTF-8, then GB18030 or Big5 by which gives the more common characters.

Statistical detectors give up on one bad byte; a page with one bad byte in ten thousand is still read right here.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError
from kg.read import misaligned
from kg.read.common import count_common

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_TWO_BYTES = ("gb18030", "big5hkscs")
_SAMPLE = 60_000
# Share of characters that no text may exceed: control characters and what could not be decoded.
_MOST_BAD = 0.1
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_BAD = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x9f]")
_SHORT, _LEAST_COMMON = 60, 0.03


def decode(data: bytes) -> str:
    """`data` as text, with U+FFFD for single bad bytes; raises `InputError` where it is no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name, "replace"))
    if wide := _wide(data):
        return _checked(data.decode(wide, "replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = _damaged(data, guess(data))
        # Random bytes decode to rare characters; running text is a third common ones, a list of names a tenth.
        if len(text) > _SHORT and _likelihood(text[:_SAMPLE]) < _LEAST_COMMON:
            raise InputError("no text (binary data)") from None
        return _checked(text)


def _damaged(data: bytes, encoding: str) -> str:
    return misaligned.decode(data, encoding) if encoding in _TWO_BYTES else data.decode(encoding, "replace")


def guess(data: bytes) -> str:
    """The most likely of UTF-8 (damaged), GB18030, Big5 and, where there are zero bytes, UTF-16."""
    sample = data[:_SAMPLE]
    candidates = ("utf-8", *_TWO_BYTES, *_WIDE[: 2 * (0 in sample)])
    scores = {name: _likelihood(sample.decode(name, "replace")) for name in candidates}
    return max(candidates, key=lambda name: scores[name])


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: its ASCII (line feeds, digits) leaves zero bytes on one side, which no other text has."""
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if len(sample) < 4 or len(data) % 2 or not zeros:
        return None
    for name, own, other in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        # 一 has a zero byte on the other side.
        if own.count(0) > other.count(0) and other.count(0) <= 0.05 * len(other):
            text = sample[: len(sample) // 2 * 2].decode(name, "replace")
            if _likelihood(text) > 0.15:
                return name
    return None


def _likelihood(text: str) -> float:
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return (count_common(text) - 5 * len(_BAD.findall(text))) / max(wide, 1)


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_BAD * max(len(sample), 1):
        raise InputError("no text (binary data)")
    return text
