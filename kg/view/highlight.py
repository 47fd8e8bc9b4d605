"""Where a sentence names an entity: in either script, quotation marks inside the name or not (陝西省“五一勞動獎章”)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.text.fold import fold
from kg.view.data import OffsetRange

_SKIPPED = frozenset(" “”‘’《》·")


def name_places(forms: Iterable[str], quote: str) -> tuple[OffsetRange, ...]:
    """The places in `quote` of the longest of `forms` that it has, in order and apart; none if it has none."""
    bare, offsets = _bare(quote)
    for form in sorted({_bare(form)[0] for form in forms}, key=lambda form: (-len(form), form)):
        found = []
        at = bare.find(form) if form else -1
        while at >= 0:
            found.append((offsets[at], offsets[at + len(form) - 1] + 1))
            at = bare.find(form, at + len(form))
        if found:
            return tuple(found)
    return ()


@lru_cache(maxsize=50_000)
def _bare(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` folded, without what a name may have inside, and where each character of it stood."""
    kept = [(char, at) for at, char in enumerate(fold(text)) if char not in _SKIPPED]
    return "".join(char for char, _ in kept), tuple(at for _, at in kept)
