"""Known places in a text: divisions, countries and cities, with checks against words that look like them.

A full name with its class word (商南县) counts unless it cuts a word (合作市 in 合作市场). A full name that is risky
(任县), and every short form (商南), needs support: its parent beside it, its full name elsewhere in the article, or the
segmenter's word for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.document import Document, Token
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.edges import Edges
from kg.ontology import Division, Divisions, Ontology

# Roles of the Place lexicon that name places, and the ontology's class of each.
_ROLES = {"country": "Country", "city": "City", "district": "County", "region": "Region", "place": "Place"}
_FAMOUS = frozenset({"country", "province", "city"})
# The list of townships also holds farms and offices under names (林业局) that are no places' names elsewhere.
_TOWNS = ("镇", "乡", "街道", "苏木", "嘎查", "开发区", "园区", "新区", "农场", "林场")
_CLASS_WORDS = "市省州府邦区县"
# The classes of words that a place's name may cut: the segmenter often takes several names for one.
splittable = frozenset({"ORG", "LOC", "PER", "nz", "nt", "ns", "x", "TIME", "nr", "nw"})


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A known place's name at ``start:end``; `level` is the ontology's class, `sure` how little it needs support."""

    start: int
    end: int
    level: str
    sure: float
    codes: tuple[str, ...] = ()
    """The divisions that the name may mean, widest level first."""


@dataclass(frozen=True, slots=True)
class _Entry:
    level: str
    divisions: tuple[Division, ...]
    common: bool


@once_per_ontology
def _known(ontology: Ontology) -> Words[_Entry]:
    """Every form of every known place. Townships go by their full names only: 合水 would be found everywhere."""
    common = frozenset(ontology.forms("Place", "common"))
    classes = frozenset(ontology.forms("Place", "head", "generic"))
    entries: dict[str, _Entry] = {}
    for form, divisions in ontology.divisions.index(towns=True).items():
        named = tuple(
            d for d in divisions if d.level not in {"town", "zone"} or (form == d.name and form.endswith(_TOWNS))
        )
        if named and len(form) > 1 and form not in classes:
            entries[form] = _Entry(named[0].class_name, named, form in common)
    for role, level in _ROLES.items():
        for form in ontology.forms("Place", role):
            entries.setdefault(form, _Entry(level, (), common=False))
    return Words(entries.items())


def place_hits(document: Document, ontology: Ontology, edges: Edges) -> tuple[PlaceHit, ...]:
    """Known places in the text, the longest at each position, without those that only look like places."""
    support = _Support(document, ontology.divisions, edges)
    found = [
        (start, end, entry)
        for start, end, entry in _known(ontology).find(document.folded)
        if not edges.cuts(start) and not edges.cuts(end)
    ]
    support.present = {document.folded[start:end] for start, end, _ in found}
    support.by_end = {end: document.folded[start:end] for start, end, _ in found}
    hits = (support.hit(start, end, entry) for start, end, entry in found)
    return tuple(_outermost([hit for hit in hits if hit.sure > 0]))


class _Support:
    """What in an article speaks for a form being a place."""

    def __init__(self, document: Document, divisions: Divisions, edges: Edges) -> None:
        self.text = document.folded
        self.edges = edges
        self.ancestors: Callable[[str], tuple[Division, ...]] = divisions.ancestors
        self.present: set[str] = set()
        self.by_end: dict[int, str] = {}

    def hit(self, start: int, end: int, entry: _Entry) -> PlaceHit:
        """The form at ``start:end`` with how sure it is a place; 0 says that it isn't taken for one."""
        form = self.text[start:end]
        token = self.edges.token_over(start)
        exact = token.start == start and token.end == end
        located = exact and token.tag in {"LOC", "ns"}
        codes = tuple(division.code for division in entry.divisions)
        if not entry.divisions:
            return PlaceHit(start, end, entry.level, self._listed(form, token, exact=exact, located=located))
        if self._buried(start, token, entry):
            return PlaceHit(start, end, entry.level, 0)
        fit = "located" if located else "exact" if exact else "loose" if self._loose(token) else ""
        sure = self._division(form, entry, fit, under=self._under(start, entry))
        if (
            entry.divisions[0].code.startswith("GN")
            and self.text[end : end + 1] in _CLASS_WORDS
            and not self.edges.cuts(end + 1)
        ):
            return PlaceHit(start, end + 1, entry.level, max(sure, 0.85), codes)
        return PlaceHit(start, end, entry.level, sure, codes)

    def _buried(self, start: int, token: Token, entry: _Entry) -> bool:
        """Whether the form begins in the middle of a name, behind no other place: 文山市 in 列治文山市."""
        if token.start == start or start in self.by_end or token.tag not in splittable:
            return False
        first = entry.divisions[0]
        return (
            token.tag != "ORG"
            or first.code.startswith("GN")
            or (first.level not in _FAMOUS and self.text[start : start + len(first.name)] != first.name)
        )

    def _loose(self, token: Token) -> bool:
        return token.tag in splittable or self.edges.glued(token)

    def _under(self, start: int, entry: _Entry) -> bool:
        """Whether the name before `start` is that of a division that this one lies in."""
        parent = self.by_end.get(start)
        if parent is None:
            return False
        return any(parent in outer.forms for division in entry.divisions for outer in self.ancestors(division.code))

    def _division(self, form: str, entry: _Entry, fit: str, *, under: bool) -> float:
        """How sure a division's form is; `fit` is how the segmenter's words agree with it."""
        first = entry.divisions[0]
        if under:
            return 0.96
        if form == first.name != first.short and not first.code.startswith("GN"):
            risky = {"located": 0.85, "exact": 0.6}
            return (risky if first.risky_name else {"located": 0.97, "exact": 0.9, "loose": 0.9, "": 0.75}).get(fit, 0)
        common = entry.common or first.risky
        if any(division.name in self.present for division in entry.divisions if form != division.name):
            return 0.9 if fit == "located" or not common else 0.7
        if common:
            return 0.5 if fit == "located" else 0
        famous = first.level in _FAMOUS
        return {"located": 0.9 if famous else 0.8, "exact": 0.6, "loose": 0.6 if famous else 0}.get(fit, 0)

    def _listed(self, form: str, token: Token, *, exact: bool, located: bool) -> float:
        """A place of the lexicon, no division: regions, districts of Hong Kong, names in use abroad."""
        if located:
            return 0.9
        if exact or self._loose(token):
            return 0.7 if len(form) > 2 else 0.5
        return 0


def _outermost(hits: list[PlaceHit]) -> Iterator[PlaceHit]:
    """Hits that lie in no other hit (江苏 in 江苏省)."""
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach:
            reach = hit.end
            yield hit
