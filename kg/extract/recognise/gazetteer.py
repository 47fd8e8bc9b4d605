"""Known places in a text: administrative divisions and countries, with checks against words that only look like them.

A full name with its class word (商南县) counts unless it cuts a word (合作市 in 合作市场). A name that is also a common word,
or very short (任县), and every short form (商南) needs support: its parent beside it, its full name elsewhere in the
article, or the segmenter's word for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.ontology import Ontology

_SUFFIXES = ("自治县", "自治州", "自治区", "特别行政区", "自治旗", "林区", "地区", "省", "市", "县", "区", "州", "旗", "盟")
_PEOPLES = tuple(
    "蒙古族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 "
    "东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 "
    "俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 回族 各族 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯 达斡尔 "
    "维吾尔 傈僳 景颇".split()
)
@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A known place's name at ``start:end``; `level` is the ontology's class, `sure` how little it needs support."""

    start: int
    end: int
    level: str
    sure: float
    name: str


@dataclass(frozen=True, slots=True)
class _Entry:
    level: str
    short: bool
    owners: tuple[str, ...]
    """Full names that the form stands for."""
    parents: frozenset[str]
    """Names, full and short, of what it lies in."""
    common: bool = False
    """Whether the form is more often a word than a place (合作, 和平)."""


_FAMOUS = frozenset({"Country", "Province", "City"})
# Roles of the Place lexicon that name places, and the ontology's class of each.
_ROLES = {"country": "Country", "city": "City", "district": "County", "region": "Region", "place": "Place"}


def short_form(name: str) -> str:
    """A division's name without its class word and peoples: 商南县 → 商南, 威宁彝族回族苗族自治县 → 威宁."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            short = name[: -len(suffix)]
            break
    else:
        return name
    cut = True
    while cut:
        cut = False
        for people in _PEOPLES:
            if short.endswith(people) and len(short) - len(people) >= 2:
                short, cut = short[: -len(people)], True
                break
    return short


@once_per_ontology
def _known(ontology: Ontology) -> Words[_Entry]:
    """Every form of every known place; a form of several places knows the parents of all."""
    gathered: dict[str, list[tuple[str, bool, str, frozenset[str]]]] = {}
    for name, level, parents in _divisions(ontology):
        about = frozenset([*parents, *(short_form(parent) for parent in parents)])
        gathered.setdefault(name, []).append((level, False, name, about))
        short = short_form(name)
        if level != "Town" and short != name:
            gathered.setdefault(short, []).append((level, True, name, about))
        simple = short + name[-1]
        if name.endswith(("自治县", "自治州", "自治区")) and short != name:
            gathered.setdefault(simple, []).append((level, False, name, about))
    common = frozenset(ontology.forms("Place", "common"))
    for role, level in _ROLES.items():
        for form in ontology.forms("Place", role):
            gathered.setdefault(form, []).append((level, False, form, frozenset()))
    return Words((form, _entry(rows, common=form in common)) for form, rows in gathered.items())


def _entry(rows: list[tuple[str, bool, str, frozenset[str]]], *, common: bool) -> _Entry:
    """What a form stands for; where it is the name of several places, the first (the highest) gives the class."""
    level, short, _, _ = rows[0]
    return _Entry(level, short, tuple(row[2] for row in rows), frozenset().union(*(row[3] for row in rows)), common)


def _divisions(ontology: Ontology) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Full name, class and names of the parents of each administrative division."""
    divisions = getattr(ontology, "divisions", ())
    yield from divisions


def place_hits(document: Document, ontology: Ontology, token_at: list[int]) -> tuple[PlaceHit, ...]:
    """Known places in the text, longest first at each position, without those that only look like places."""
    found = _candidates(document, ontology, token_at)
    present = {document.folded[start:end] for start, end, _ in found}
    ends = {end: document.folded[start:end] for start, end, _ in found}
    hits = []
    for start, end, entry in found:
        form = document.folded[start:end]
        sure = _support(document, token_at, start, end, entry, present, ends)
        if sure > 0:
            hits.append(PlaceHit(start, end, entry.level, sure, form))
    return tuple(_outermost(hits))


def _candidates(document: Document, ontology: Ontology, token_at: list[int]) -> list[tuple[int, int, _Entry]]:
    text, tokens = document.folded, document.tokens
    found = []
    for start, end, entry in _known(ontology).find(text):
        if not _cuts(tokens, token_at, start) and not _cuts(tokens, token_at, end):
            found.append((start, end, entry))
    return found


def _cuts(tokens, token_at: list[int], at: int) -> bool:  # type: ignore[no-untyped-def]
    if at <= 0 or at >= len(token_at) or token_at[at - 1] != token_at[at]:
        return False
    return tokens[token_at[at]].tag not in _SPLITTABLE


_SPLITTABLE = frozenset({"ORG", "LOC", "PER", "nz", "nt", "ns", "x", "TIME", "nr", "nw"})


def _support(document, token_at, start, end, entry: _Entry, present: set[str], ends: dict[int, str]) -> float:  # type: ignore[no-untyped-def]
    """How sure the form at ``start:end`` is a place; 0 says that it isn't taken for one."""
    form = document.folded[start:end]
    token = document.tokens[token_at[start]]
    exact = token.start == start and token.end == end
    located = exact and token.tag in {"LOC", "ns"}
    parent = ends.get(start, "")
    under = parent in entry.parents
    if not entry.short and len(form) > 2:
        return 0.97 if under or located else 0.9 if token.tag in _SPLITTABLE or exact else 0.8
    if under:
        return 0.95
    if entry.short:
        if any(owner in present for owner in entry.owners):
            return 0.7 if entry.common and not located else 0.9
        if entry.common:
            return 0.5 if located else 0
        return 0.95 if entry.level in _FAMOUS else 0.8 if located else 0.5 if token.tag in _SPLITTABLE else 0
    return 0.9 if located else 0.6 if exact or token.tag in {"LOC", "ORG"} else 0


def _outermost(hits: list[PlaceHit]) -> Iterator[PlaceHit]:
    """Hits that lie in no other hit (江苏 in 江苏省)."""
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach:
            reach = hit.end
            yield hit
