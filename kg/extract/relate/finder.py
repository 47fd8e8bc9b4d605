"""Words looked up in one pass over a text: of a thousand alternatives a regular expression tries each at each place."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind


class Finder:
    """Finds words from left to right, the longest of those that begin at a place, in one pass over the text.

    `overlapping`: every word that stands in the text, whatever others share characters with it.
    """

    def __init__(self, words: Sequence[str], *, overlapping: bool = False) -> None:
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._overlapping = overlapping
        self._automaton = AhoCorasick(list(words) or ["\0"], matchkind=kind)

    def findall(self, text: str) -> list[str]:
        """The words of `text`, one behind the other."""
        found: list[str] = self._automaton.find_matches_as_strings(text, overlapping=self._overlapping)
        return found
