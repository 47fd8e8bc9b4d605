"""Texts as bytes: in every encoding that can hold them, declared rightly, wrongly or not at all, with one bad byte."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import InputError
from kg.read.encoding import decode

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs")
DECLARED = ("missing", "right", "wrong")
_WRONG = ("utf-8", "gb2312", "big5", "iso-8859-1")
# What a bad byte may cost: the character that it belongs to and one beside it.
_LOST = 3


@dataclass(frozen=True, slots=True)
class Encoded:
    """`text` as `data`, with a bad byte where `damaged`."""

    text: str
    data: bytes
    encoding: str
    declared: str
    damaged: bool

    def is_read_right(self) -> bool:
        """Whether the bytes decode to the text, but for what the bad byte takes with it."""
        try:
            found = decode(self.data)
        except InputError:
            return False
        if not self.damaged or found == self.text:
            return found == self.text
        start, ends = _alike(found, self.text), _alike(found[::-1], self.text[::-1])
        return max(len(found), len(self.text)) - start - ends <= _LOST


def variants(text: str, seed: int) -> Iterator[Encoded]:
    """`text` in every way."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    text = text.lstrip("\ufeff")
    for encoding in ENCODINGS:
        for declared in DECLARED:
            name = {"missing": "", "right": encoding.removesuffix("-sig"), "wrong": draw.choice(_WRONG)}[declared]
            whole = f"<meta charset={name}>{text}" if name else text
            try:
                data = whole.encode(encoding)
            except UnicodeEncodeError:
                continue
            if encoding == "big5" and data != whole.encode("big5hkscs", "replace"):
                continue  # Python's own table has a few signs (①) where no site has them
            at = draw.randrange(len(whole.encode(encoding)) // 4, len(data) - 1)
            bad = draw.choice([0xFF, 0x80, 0xFE, 0x81, data[at] ^ 0x55])
            yield Encoded(whole, data, encoding, declared, damaged=False)
            yield Encoded(whole, data[:at] + bytes([bad]) + data[at + 1 :], encoding, declared, damaged=True)


def _alike(one: str, two: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
