"""Pinyin that mirror sites inject after characters, 常務(wù)副主席: found, so that it can be left out.

The readings are recognised by their shape (initial and final, with or without tone marks), so an abbreviation in
brackets, (app) or (CEO), stays.
"""

from __future__ import annotations

import re

_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve)"
)
# The bracket may have lost its opening half to a cut GBK pair (獎?wù)隆); one space may follow the closing one.
_INJECTED = re.compile(r"(?<=[㐀-鿿豈-﫿])\(([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6})\)( ?)")
_TONES = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def is_syllable(word: str) -> bool:
    """Whether `word` has the shape of one pinyin syllable."""
    return _SYLLABLE.fullmatch(word.translate(_PLAIN)) is not None


def injected(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the brackets with injected pinyin in `text`, the space that some injectors add included.

    One bracket without a tone mark may be the author's own; several in one text are not.
    """
    if "(" not in text:
        return []
    found = [match for match in _INJECTED.finditer(text) if is_syllable(match[1])]
    if len(found) < 2 and not any(_TONES & set(match[1]) for match in found):
        return []
    return [match.span() for match in found]
