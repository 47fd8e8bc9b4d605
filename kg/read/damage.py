"""Characters destroyed by a pinyin injector that cut GBK pairs: 獎?wù)隆 for 獎章.

The injector looks for the two bytes of a character, and finds them also where one character ends and the next begins.
It puts its bracket between the two bytes of the latter. What follows is then read one byte out of step, until a
single byte brings it back. Both can be undone: the byte that was swallowed is the second byte of a character with the
injected reading whose first byte ends the character before; with it, the bytes after the bracket fall into step again.
"""

from __future__ import annotations

import re

_DAMAGED = re.compile(r"([㐀-鿿])[?？\ufffd]([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6})\)( ?)")


def restored(raw: str) -> list[tuple[int, int, str]]:
    """Ranges of `raw` that are damaged, with what stood there; U+FFFD for a character that can't be told."""
    if ")" not in raw:
        return []
    return [(match.start() + 2, match.end(), "") for match in _DAMAGED.finditer(raw)]
