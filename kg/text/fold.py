"""Folding: a copy of a text for matching, in which script, variants, widths and punctuation have one form each.

The copy has exactly the length of the text, so that an offset in one is an offset in the other. It is never shown.
"""

from __future__ import annotations

import re
import unicodedata

from kg.text.scripts import to_hans

_WIDE = {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code) in "％．＋－"
}
_MARKS = str.maketrans(
    {
        **{chr(code): char for code, char in _WIDE.items()},
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u3000\t\u200b", " "),
        **dict.fromkeys("•・‧∙‧・•", "·"),
        **dict.fromkeys("「﹁", "“"),
        **dict.fromkeys("」﹂", "”"),
        **dict.fromkeys("『﹃", "‘"),
        **dict.fromkeys("』﹄", "’"),
        **dict.fromkeys("﹙[【〔［", "（"),
        **dict.fromkeys("﹚]】〕］", "）"),
        **dict.fromkeys("－–—―﹣", "-"),
        "〈": "《",
        "〉": "》",
        "～": "~",
        "｜": "|",
        "／": "/",
    }
)
_HALF = {",": "，", "(": "（", ")": "）", ":": "：", ";": "；", "?": "？", "!": "！"}
# Half-width marks count as Chinese ones except inside numbers, times and Latin words (1,000 and 16:43 stay).
_HALF_MARK = re.compile(r"[()]|(?<![0-9A-Za-z])[,:;?!]|[,:;?!](?![0-9A-Za-z])")
_NAME_DROP = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\"'“”‘’《》()（）·,，、-]+")


def fold(text: str) -> str:
    """A copy of `text`, of the same length: simplified, half-width letters and digits, full-width punctuation."""
    marked = _HALF_MARK.sub(lambda found: _HALF[found.group()], text.translate(_MARKS))
    return to_hans(marked)


def fold_name(name: str) -> str:
    """The key under which spellings of one name meet: script, width, case, quotation marks and spaces don't count."""
    return _NAME_DROP.sub("", fold(unicodedata.normalize("NFKC", name))).lower()
