"""Texts of articles made fit for a line on a screen: characters that turn, hide or break what stands around them go."""

from __future__ import annotations

import re

# Controls, soft hyphen, fillers, bidirectional and invisible format characters, variation selectors, surrogates, tags.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """`text` of the same length, each such character a space, so that offsets into it stay good."""
    return _UNSEEN.sub(" ", text)


def one_line(text: str) -> str:
    """`text` without such characters, on one line, with single spaces: for names and titles."""
    return " ".join(_UNSEEN.sub("", re.sub(r"\s", " ", text)).split())
