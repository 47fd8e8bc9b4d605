"""Dirt inside a text: taken out, with every character that is left still knowing where it stood in the raw text.

What is repaired: zero-width characters, soft hyphens, byte order marks and control characters; injected pinyin; runs of
white space and no-break spaces, also as HTML writes them (&nbsp;); headlines with a space after each character; doubled
punctuation; spaces that pad a two-character name (张　三) for a column. Width and script of characters stay as the
article has them: matching happens on a folded copy.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import AlignedText
from kg.read.damage import restored
from kg.read.names import surnames
from kg.text.pinyin import injected
from kg.text.scripts import to_hant

_HAN = "㐀-鿿豈-﫿\U00020000-\U0003ffff"
_SPACE = r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_HANS = "".join(sorted(name for name in surnames if len(name) == 1))
_SURNAMES = _HANS + to_hant(_HANS)
_DIRT = re.compile(
    # 县 总 工 会 开 展 活 动: a headline of one line set wide; shorter ones may be columns or initials.
    rf"(?P<wide>^[{_HAN}“”《》、，](?: [{_HAN}“”《》、，：！？]){{6,}}(?=[\r\n]|\Z))"
    r"|(?P<entity>(?:&(?:nbsp|ensp|emsp|thinsp);)+)"
    r"|(?P<unseen>[\x00-\x08\x0e-\x1b\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]+)"
    rf"|(?P<name>(?<![{_HAN}·])[{_SURNAMES}](?:{_SPACE}){{1,4}}[{_HAN}]"
    rf"(?=[（(：:，,、/]|{_SPACE}|[\n\r]|$))"
    rf"|(?P<gap>(?:{_SPACE}){{2,}}|[\t\xa0\u2000-\u200a\u202f\u205f])"
    r"|(?P<marks>[，、；,;]{2,}|。{2,})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """``raw[start:end]`` reads `text`; the characters of `text` are laid out over the range from its start."""

    start: int
    end: int
    text: str


def repair(raw: str) -> AlignedText:
    """`raw` without dirt, aligned to `raw`. Line ends are kept."""
    edits = sorted([*_pinyin(raw), *_dirt(raw)], key=lambda edit: (edit.start, -edit.end))
    return _apply(raw, edits)


def lines(raw: str) -> Iterable[tuple[int, int]]:
    """Half-open ranges of the lines of `raw`, their ends left out."""
    start = 0
    for line in raw.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        start += len(line)


def _pinyin(raw: str) -> list[Edit]:
    edits = [Edit(start, end, "") for start, end in injected(raw)]
    return edits + [Edit(start, end, text) for start, end, text in restored(raw)]


def _dirt(raw: str) -> list[Edit]:
    edits = []
    for match in _DIRT.finditer(raw):
        kind, found = match.lastgroup, match.group()
        if kind == "unseen":
            edits.append(Edit(match.start(), match.end(), ""))
        elif kind == "wide":
            edits += [Edit(space, space + 1, "") for space in range(match.start() + 1, match.end(), 2)]
        elif kind == "entity":
            edits.append(Edit(match.start(), match.end(), " "))
        elif kind == "gap":
            # A gap of three or more sets things apart (a title and its author), so it stays wider than a space.
            edits.append(Edit(match.start(), match.end(), (" ", "\u3000", "\u3000\u3000")[min(len(found), 3) - 1]))
        elif kind == "marks":
            edits.append(Edit(match.start(), match.end(), _one_mark(found)))
        elif not _column_of_surnames(raw, match):
            edits.append(Edit(match.start() + 1, match.end() - 1, ""))
    return edits


def _one_mark(run: str) -> str:
    if run[0] == "。":
        return "。"
    for mark in "；;，,":
        if mark in run:
            return mark
    return run[0]


def _column_of_surnames(raw: str, match: re.Match[str]) -> bool:
    """Whether the second character begins another padded name (赵　钱　孙), so that the first is no name with it."""
    rest = raw[match.end() : match.end() + 3].lstrip()
    return match[0][-1] in _SURNAMES and len(rest) == 1


def _apply(raw: str, edits: list[Edit]) -> AlignedText:
    parts: list[str] = []
    offsets = array("l")
    at = 0
    for edit in edits:
        if edit.start < at:
            continue
        parts += (raw[at : edit.start], edit.text)
        offsets.extend(range(at, edit.start))
        offsets.extend(min(edit.start + i, max(edit.end - 1, edit.start)) for i in range(len(edit.text)))
        at = edit.end
    parts.append(raw[at:])
    offsets.extend(range(at, len(raw)))
    return AlignedText("".join(parts), offsets)
