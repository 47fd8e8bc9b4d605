"""Administrative divisions, former ones, countries and cities abroad: looked up by name, short form or code.

The lists are read at the first look-up, that of townships when it is asked for. Names are in simplified script.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from kg.errors import OntologyError

_classes = {
    "country": "Country",
    "province": "Province",
    "city": "City",
    "county": "County",
    "town": "Town",
    "zone": "DevelopmentZone",
    "area": "Region",
}
levels = tuple(_classes)
"""The levels, widest first. A zone is a development zone or farm; an area (上环) has no administration of its own."""
_longest_chain = 40
"""Longer names are no chain of places; it also bounds the work."""
_rank = {level: rank for rank, level in enumerate(levels)}


class Division(NamedTuple):
    """One division. A tuple, because there are 50,000 of them.

    `short` is the name without its class word (商南), or empty; `also` are other forms (恩施州, 陕).
    `risk`: 0 none; 1 the short form is a common word or a name too (和平); 2 the full form needs care (任县, 合作市).
    `link` is GeoNames' number of a country or city abroad, or the code of a former division's successor.
    """

    code: str
    name: str
    level: str
    parent_code: str
    short: str = ""
    risk: int = 0
    also: tuple[str, ...] = ()
    link: str = ""

    @property
    def risky(self) -> bool:
        """Whether the short form needs support from the text."""
        return self.risk > 0

    @property
    def risky_name(self) -> bool:
        """Whether even the full name needs support from the text."""
        return self.risk > 1

    @property
    def former(self) -> bool:
        """Whether the name is one of the past; its code then ends in ``@`` and the last year."""
        return "@" in self.code

    @property
    def class_name(self) -> str:
        """The ontology's class, such as ``County``."""
        return _classes[self.level]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, the full name first."""
        return (self.name, *((self.short,) if self.short else ()), *self.also)

    @property
    def same_as(self) -> str:
        """The IRI of the same country or city at GeoNames, empty where the source has none."""
        return f"https://sws.geonames.org/{self.link}/" if self.link and not self.former else ""


@dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions that some files list. Cheap to make, compare and pickle: the lists are read once a process."""

    files: tuple[Path, ...] = ()

    def find(self, form: str, *, towns: bool = False) -> tuple[Division, ...]:
        """All divisions that `form` names, widest level first, former ones last; townships only when asked for."""
        return _index(self.files, towns).get(form, ())

    def get(self, code: str) -> Division | None:
        """The division with that code."""
        return _by_code(self.files, False).get(code) or _by_code(self.files, True).get(code)

    def index(self, *, towns: bool = False) -> Mapping[str, tuple[Division, ...]]:
        """Every form with the divisions it names, for those who build an automaton."""
        return _index(self.files, towns)

    def __iter__(self) -> Iterator[Division]:
        """All divisions except townships."""
        return iter(_by_code(self.files, False).values())

    def towns(self) -> Iterator[Division]:
        """All townships, and zones and farms that the official list counts among them."""
        upper = _by_code(self.files, False)
        return (d for code, d in _by_code(self.files, True).items() if code not in upper)

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """What the division lies in, nearest first; empty for an unknown code."""
        found: list[Division] = []
        division = self.get(code)
        while division is not None and division.parent_code and len(found) < len(levels):
            division = self.get(division.parent_code)
            if division is not None:
                found.append(division)
        return tuple(found)

    def path(self, code: str) -> tuple[Division, ...]:
        """From the country down to the division itself."""
        division = self.get(code)
        return (*reversed(self.ancestors(code)), division) if division else ()

    def full_name(self, code: str) -> str:
        """The names from the province down: 陕西省商洛市商南县."""
        return "".join(d.name for d in self.path(code) if d.level != "country") or "".join(
            d.name for d in self.path(code)
        )

    def locate(self, name: str) -> tuple[Division, ...]:
        """What a place's name may mean that is written out from the top: 广东省广州市天河区, 恩施州鹤峰县, 西藏林芝.

        Each part has to lie in the one before; the widest level first, former names last; empty if a part is unknown.
        """
        if len(name) < 2 or len(name) > _longest_chain:
            return self.find(name)
        index = self.index(towns=True)
        reached: dict[int, list[Division]] = {}
        for end in range(2, len(name) + 1):
            found = list(index.get(name[:end], ()))
            for start in range(2, end - 1):
                inner = index.get(name[start:end], ()) if start in reached else ()
                found += [d for d in inner if self._lies_in_any(d, reached[start])]
            if found:
                reached[end] = found
        return tuple(sorted(dict.fromkeys(reached.get(len(name), ())), key=_order))

    def _lies_in_any(self, division: Division, outer: list[Division]) -> bool:
        above = {one.code for one in self.ancestors(division.code)}
        return any(one.code in above or (one.former and one.link in above) for one in outer)

    def is_within(self, code: str, outer: str) -> bool:
        """Whether the division lies in `outer`, or is it."""
        return code == outer or any(d.code == outer for d in self.ancestors(code))

    def children(self, code: str, *, towns: bool = False) -> tuple[Division, ...]:
        """What lies directly in the division, former divisions aside."""
        return _children(self.files, towns).get(code, ())


@cache
def _rows(file: Path) -> tuple[Division, ...]:
    return tuple(division for _, division in places(file))


# These take their arguments by position only: `cache` would keep a second copy for one that is named.
@cache
def _by_code(files: tuple[Path, ...], towns: bool, /) -> Mapping[str, Division]:
    rows = (division for file in files if towns or not file.name.startswith("towns") for division in _rows(file))
    return {division.code: division for division in rows}


@cache
def _index(files: tuple[Path, ...], towns: bool, /) -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, tuple[Division, ...]] = {}
    for division in _by_code(files, towns).values():
        for form in division.forms:
            found[form] = (*found[form], division) if form in found else (division,)
    return {form: held if len(held) == 1 else tuple(sorted(held, key=_order)) for form, held in found.items()}


def _order(division: Division) -> tuple[bool, int, bool, str]:
    return division.former, _rank[division.level], division.code[:1].isalpha(), division.code


@cache
def _children(files: tuple[Path, ...], towns: bool, /) -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in _by_code(files, towns).values():
        if not division.former:
            found.setdefault(division.parent_code, []).append(division)
    return {code: tuple(held) for code, held in found.items()}


def places(file: Path) -> Iterator[tuple[int, Division]]:
    """The rows of a places file with their line numbers; raises OntologyError with file and line for what is none."""
    for number, line in enumerate(_unpack(file).splitlines(), 1):
        if line and line[0] not in "#!":
            yield number, _parse(line, file, number)


def wrong_rows(file: Path) -> Iterator[str]:
    """What is wrong with each row of a places file that is none."""
    for number, line in enumerate(_unpack(file).splitlines(), 1):
        if line and line[0] not in "#!":
            try:
                _parse(line, file, number)
            except OntologyError as error:
                yield str(error)


def _unpack(file: Path) -> str:
    """The content of a places file, unpacked."""
    data = file.read_bytes()
    try:
        return (lzma.decompress(data) if file.suffix == ".xz" else data).decode()
    except (lzma.LZMAError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}: no readable list of places ({error})") from error


def _parse(line: str, file: Path, number: int) -> Division:
    """One row: code, name, level, parent, short form, risk, other forms, link; the last four may be missing."""
    cells = line.split("\t")
    if not 4 <= len(cells) <= 8 or not cells[0] or not cells[1] or cells[2] not in _rank:
        raise OntologyError(
            f"{file}:{number}: a place is code, name, level ({', '.join(levels)}), parent, each after a tab: {line!r}"
        )
    cells += [""] * (8 - len(cells))
    if cells[5] not in ("", "0", "1", "2"):
        raise OntologyError(f"{file}:{number}: the risk of a place is 0, 1 or 2: {cells[5]!r}")
    code, name, level, parent, short, risk, also, link = cells
    return Division(code, name, intern(level), intern(parent), short, int(risk or 0), tuple(also.split()), link)
