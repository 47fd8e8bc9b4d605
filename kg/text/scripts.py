"""Simplified and traditional script: which one a text is in, and one written as the other, character for character.

Conversion is OpenCC's (phrases decide 着/著, 里/裡), forced to keep the length, so that offsets stay good.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from kg.model import Script

# Variants that OpenCC passes over or maps only in one direction; seen on mainland pages turned traditional by mirrors.
_VARIANTS = str.maketrans("陜爲裏綫峯羣衆鷄牀喫台囯凃銹滙", "陝為裡線峰群眾雞床吃台国涂鏽匯")
# Halves of a surrogate pair are no characters; OpenCC can't be asked about them.
_HALF = re.compile("[\ud800-\udfff]")
# `str.translate` takes as long as the conversion, and most texts have none of these.
_VARIANT = re.compile(f"[{''.join(map(chr, _VARIANTS))}]")


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def to_hans(text: str) -> str:
    """`text` in simplified script, of the same length."""
    return _same_length(text.translate(_VARIANTS) if _VARIANT.search(text) else text, "t2s")


def to_hant(text: str) -> str:
    """`text` in traditional script, of the same length; one form of several where simplified has one (范, 範)."""
    return _same_length(text, "s2t")


def _same_length(text: str, config: str) -> str:
    text = _HALF.sub("\ufffd", text)
    converted: str = _converter(config).convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one) == 1 else char for char in text for one in [_converter(config).convert(char)])


def detect_script(text: str) -> Script:
    """The script that most of the telling characters are in; ``zh-Hans`` where none tells."""
    hans, hant = _telling()
    sample = text[:20_000]
    traditional, simplified = sum(map(hant.__contains__, sample)), sum(map(hans.__contains__, sample))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified script has, and those that only traditional script has.

    Looked up once: a count costs a tenth of two conversions of the text.
    """
    every = "\n".join(map(chr, range(0x4E00, 0xA000)))  # apart, so that no phrase decides
    hans = frozenset(one for one, other in zip(every, to_hant(every), strict=True) if one != other)
    hant = frozenset(one for one, other in zip(every, to_hans(every), strict=True) if one != other)
    return hans, hant
