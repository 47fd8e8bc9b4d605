"""Where an article is at home, and which administrative division a name begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology import Division, Divisions

_LEVELS = ("country", "province", "city", "county")
_HOME = _LEVELS[1:]
# Longer than any form in the lists; names are looked up by their beginnings.
_LONGEST_FORM = 16


@dataclass(frozen=True, slots=True)
class Placed:
    """A name cut into the divisions that it may begin with (deepest of a chain) and what follows them."""

    candidates: tuple[Division, ...]
    rest: str


class Regions:
    """Looks names up in the divisions; everything is cached, because articles repeat names."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._index: Mapping[str, tuple[Division, ...]] = divisions.index()
        self.place = lru_cache(maxsize=65536)(self._place)
        self._above = lru_cache(maxsize=65536)(self._ancestors)
        self.town = lru_cache(maxsize=65536)(self._town)
        self.get = lru_cache(maxsize=65536)(divisions.get)

    def _place(self, name: str) -> Placed:
        """Cut the chain of divisions off the beginning of `name`, each inside the one before."""
        found: tuple[Division, ...] = ()
        at = 0
        while at < len(name):
            step = self._next(name, at, found)
            if step is None:
                break
            found, at = step
        return Placed(found, name[at:])

    def _next(self, name: str, at: int, outer: tuple[Division, ...]) -> tuple[tuple[Division, ...], int] | None:
        codes = {division.code for division in outer}
        for end in range(min(len(name), at + _LONGEST_FORM), at + 1, -1):
            form = name[at:end]
            held = [one for one in self._index.get(form, ()) if self._usable(one, form, whole=end == len(name))]
            inside = [one for one in held if not codes or codes & self.within(one.code)]
            inside = [one for one in inside if one.code not in codes]
            if inside:
                return self._widest(inside, form), end
        return None

    @staticmethod
    def _usable(division: Division, form: str, *, whole: bool) -> bool:
        if division.former or division.level not in _LEVELS:
            return False
        if division.level == "country":  # 中国 at the beginning of a body's name is part of the name
            return whole
        # A short form that is a common word too (和平, 朝阳) stands for the place only by itself.
        return form == division.name or division.risk == 0 or (whole and division.risk < 2)

    def _widest(self, found: Sequence[Division], form: str) -> tuple[Division, ...]:
        """吉林 is the province, not the city inside it; full names keep all their divisions."""
        if any(one.name == form for one in found):
            return tuple(one for one in found if one.name == form)
        widest = min(_LEVELS.index(one.level) for one in found)
        return tuple(one for one in found if _LEVELS.index(one.level) == widest)

    def within(self, code: str) -> frozenset[str]:
        """The code and those of all divisions around it."""
        return self._above(code)

    def _ancestors(self, code: str) -> frozenset[str]:
        return frozenset({code, *(one.code for one in self._divisions.ancestors(code) if one.level in _HOME)})

    def _town(self, name: str, region: str) -> Division | None:
        """The township of that name in `region`, or the only one there is; None where that leaves several."""
        found = [one for one in self._divisions.find(name, towns=True) if one.level in ("town", "zone")]
        if region:
            found = [one for one in found if self._divisions.is_within(one.code, region)]
        return found[0] if len(found) == 1 else None

    def chain(self, code: str) -> tuple[Division, ...]:
        """The divisions around `code`, nearest first, without the country."""
        return tuple(one for one in self._divisions.ancestors(code) if one.level != "country")

    def evidence(self, names: Iterable[str]) -> Evidence:
        """What the names of an article's places and bodies say about where it is at home."""
        found = [self.place(name).candidates for name in names]
        sure = Evidence(self, Counter(code for held in found if len(held) == 1 for code in self.within(held[0].code)))
        chosen = [sure.choose(held) for held in found]
        counts = Counter(code for one in chosen if one is not None for code in self.within(one.code))
        return Evidence(self, counts, wavers=any(found))


class Evidence:
    """How often an article speaks of each division, those inside it included."""

    def __init__(self, regions: Regions, counts: Mapping[str, int], *, wavers: bool = False) -> None:
        self._regions, self._counts = regions, counts
        self.wavers = wavers
        """Whether it names divisions at all: where it does and yet has no home, it speaks of several."""

    def choose(self, candidates: Sequence[Division]) -> Division | None:
        """The candidate that the article supports; None where it supports none, or several alike."""
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        scored = sorted(((self._support(one.code), one.code, one) for one in candidates), key=lambda item: item[:2])
        best, second = scored[-1], scored[-2]
        return best[2] if best[0] > second[0] else None

    def _support(self, code: str) -> int:
        return sum(self._counts.get(one, 0) for one in self._regions.within(code))

    def home(self, *levels: str) -> str:
        """The code of the division at one of `levels` that the article speaks of most; empty where there is none.

        Without levels: the deepest division that most of what it speaks of lies in.
        """
        known = [(count, code) for code, count in self._counts.items() if self._level(code) in (levels or _HOME)]
        if not known:
            return ""
        if levels:
            top = max(count for count, _ in known)
            best = [code for count, code in known if count == top]
            return best[0] if len(best) == 1 else ""
        total = max(count for count, _ in known)
        return max((code for count, code in known if count * 2 > total), key=lambda code: (len(code), code), default="")

    def local(self) -> str:
        """The county that the article speaks of most, or where it speaks of none the city; empty where it wavers."""
        counties = any(self._level(code) == "county" for code in self._counts)
        return self.home("county" if counties else "city")

    def _level(self, code: str) -> str:
        division = self._regions.get(code)
        return division.level if division else ""
