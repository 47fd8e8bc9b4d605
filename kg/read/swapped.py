"""Brand names that a spam mirror put in the place of the article's own words.

Such a mirror heads the page with a line of links (某某官网登录平台) and swaps the brand into the body (到某某官网洽谈).
What stood there can't be told any more: it is left as U+FFFD, so that nothing that touches it is taken for a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import AlignedText
from kg.read.layout import Line

_LOST = "\ufffd"
# What a brand is written before in lines of links.
_BRAND = re.compile(r"([\u3400-\u9fff]{2,6}?)(?:官方)?官网")


def without_brands(repaired: AlignedText, lines: Sequence[Line]) -> AlignedText:
    """`repaired` with each swapped-in brand of the body lost, character for character, and so in `lines`."""
    brands = _brands(lines)
    if not brands:
        return repaired
    swapped = re.compile("(?:" + "|".join(map(re.escape, brands)) + ")(?:官方)?(?:官网)?")
    text = list(repaired.text)
    for line in lines:
        if line.role in {"body", "title"}:
            for match in swapped.finditer(line.folded):
                text[line.start + match.start() : line.start + match.end()] = _lost(match)
            line.text = "".join(text[line.start : line.end])
            line.folded = swapped.sub(_lost, line.folded)
    return replace(repaired, text="".join(text))


def _lost(found: re.Match[str]) -> str:
    return _LOST * len(found[0])


def _brands(lines: Sequence[Line]) -> list[str]:
    """Brands that a line of spam names before 官网, and that a line of the body names so too."""
    spam = {match[1] for line in lines if line.role == "spam" for match in _BRAND.finditer(line.folded)}
    body = [line.folded for line in lines if line.role in {"body", "title"}]
    swapped = (brand for brand in spam if any(f"{brand}官网" in line for line in body))
    return sorted(swapped, key=lambda brand: (-len(brand), brand))
