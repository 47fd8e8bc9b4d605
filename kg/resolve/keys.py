"""What an article's entity is known by across articles: a name, and the region that tells namesakes apart.

Two records with the same key are one entity. Names are folded; bodies are parsed into region and core, because the
parse decides: 陕西省商洛市商南县总工会 and 商南县总工会 are 总工会 in 611023. A name that says nothing but its kind
(人民医院) takes the region that the article speaks of; where that is none or several, it stands for its article alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.model import Extraction, Member
from kg.ontology import Division, Ontology
from kg.resolve.drafts import Draft, drafts, surroundings
from kg.resolve.kinds import Kinds, is_contest, is_local, is_unit, national, numbered
from kg.resolve.records import Context, Key, Outline, Record
from kg.resolve.regions import Evidence, Regions

NATION: Final = "CN"
"""The context of honors that the whole country knows."""


_PARTY: Final = re.compile(r"^(?:中国共产党|中共)")
_LEAGUE: Final = re.compile(r"^(?:中国共产主义青年团|共青团)(?!中央)(.{2,})委(?:员会)?$")
_TOWN: Final = re.compile(r"^(.{1,5}?[镇乡]|.{2,6}?街道)(?=.{2,})")
_STATE: Final = re.compile(r"^国家税务总局(?=.{2,}税务)")
_SCHOOL_OF_STATE: Final = re.compile(r"^(?:国立|私立|公立)(?=.{2,})")
_COMMITTEE: Final = re.compile(r"^(?:[省市县区州旗镇乡])?委(?:员会)?$")
_SPECIAL: Final = re.compile(r"^(?:特别行政区|特区)")
_RELATIVE: Final = {
    "省": ("province",),
    "市": ("city",),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
    "州": ("city",),
}
_LOCAL_PLACE: Final = re.compile(r"(?:镇|乡|街道|街道办事处|村|社区|组|屯|寨|庄|路|街|广场|公园|小区|河|湖|山|岭)$")
_OF_ITS_OWN: Final = re.compile(r"[0-9]{4}|第[0-9一二三四五六七八九十百]+[届次期]")
_HONOR_TAIL: Final = re.compile(r"(?:荣誉称号|称号|荣誉证书|荣誉)$")
_SCOPE: Final = re.compile(r"^全?([省市县区州])(?!长|民|花|域|委)级?(?=.{2,})")


class Keys:
    """Makes the records of articles, one article after the other; each depends on nothing but its article."""

    def __init__(self, ontology: Ontology) -> None:
        self.regions = Regions(ontology.divisions)
        self._kinds = Kinds(ontology)
        self._full = _expansions(ontology)
        self._made: dict[Member, Key] = {}
        # Honors and events look at the keys of bodies, bodies at those of places.
        makers: tuple[tuple[str, Callable[[Draft, str, Evidence], Key]], ...] = (
            ("Place", self._place),
            ("Organization", self._organization),
            ("Honor", self._honor),
            ("Event", self._event),
        )
        self._makers = dict(makers)

    def outline(self, extraction: Extraction) -> Outline:
        """The article as resolution sees it."""
        article = extraction.article
        around = surroundings(extraction)
        held = drafts(extraction, around)
        context = Context(article.id, article.source, around.published, around.publisher)
        evidence = self.regions.evidence([*sorted(around.places), *sorted(around.organizations), around.publisher])
        made = self._made = dict[Member, Key]()
        for kind, maker in self._makers.items():
            made |= {draft.member: maker(draft, draft.ordered, evidence) for draft in held if draft.type == kind}
        return Outline(context, tuple(self._record(draft, context, evidence) for draft in held))

    def _record(self, draft: Draft, context: Context, evidence: Evidence) -> Record:
        maker, others = self._makers.get(draft.type), draft.others
        known = maker is not None and draft.type in ("Organization", "Place")
        return Record(
            member=draft.member,
            type=draft.type,
            subtype=draft.subtype,
            name=draft.name,
            others=others,
            forms=draft.forms,
            context=context,
            key=self._made.get(draft.member) or Key(draft.type, draft.ordered),
            also=tuple(maker(draft, form, evidence) for form in others) if known and maker else (),
            linked=tuple(sorted(set(draft.about.linked))),
            titles=tuple(sorted(set(draft.about.titles))),
        )

    def _place(self, draft: Draft, name: str, evidence: Evidence) -> Key:
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        if division is None and placed.candidates and all(map(_abroad, placed.candidates)):
            return Key("Place", name, "", name)  # 伦敦: hardly ever Ontario's
        if not placed.rest:
            return self._division(division) if division else self._lone(draft, name, name)
        if placed.candidates and division is None:
            return self._lone(draft, name, name)
        region, stated = (division.code, True) if division else ("", False)
        if not region and _LOCAL_PLACE.search(name):
            region = self._said(draft) or evidence.local()
            if not region:
                return self._found_town(name, "") or self._lone(draft, name, name)
        town = self._found_town(placed.rest, region) or (None if stated else self._found_town(placed.rest, ""))
        return town or self._within_town(placed.rest, region, stated=stated)

    def _found_town(self, name: str, region: str) -> Key | None:
        town = self.regions.town(name, region)
        return self._division(town) if town is not None else None

    def _within_town(self, rest: str, region: str, *, stated: bool) -> Key:
        """A village or street: in its town where the name says which."""
        for end in range(len(rest) - 2, 1, -1) if region else ():
            if rest[end - 1] in "镇乡道" and (town := self.regions.town(rest[:end], region)) is not None:
                return Key("Place", rest, town.code, rest[end:], "", town.code, stated=True)
        return Key("Place", rest, region, rest, "", region, stated=stated)

    @staticmethod
    def _division(division: Division) -> Key:
        code = division.code
        return Key("Place", division.name, code, division.name, code, code, stated=True)

    @staticmethod
    def _lone(draft: Draft, name: str, core: str) -> Key:
        return Key(draft.type, name, draft.member.article, core, lone=True, bare=True)

    def _said(self, draft: Draft) -> str:
        """The region of the place that the article's statements put it in; empty where they say none or several."""
        found = {self._made[place].region for place in draft.about.places if place in self._made} - {""}
        return found.pop() if len(found) == 1 else ""

    def _organization(self, draft: Draft, name: str, evidence: Evidence) -> Key:
        name = self._spelled_out(name)
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        if placed.candidates and division is None:
            abroad, core = all(map(_abroad, placed.candidates)), self._kinds.standard(name)
            return Key("Organization", name, "", core) if abroad else self._lone(draft, name, core)
        rest, home = placed.rest or name, division.code if division else evidence.local()
        if (found := _TOWN.match(rest)) and (town := self.regions.town(found[1], home)) is not None:
            division, rest = town, rest[found.end() :]
        if division is not None and placed.rest:
            core = self._core(rest, division)
            return Key("Organization", name, division.code, core, "", division.code, stated=True)
        return self._unplaced(draft, rest, evidence)

    def _spelled_out(self, name: str) -> str:
        """The name without what every branch bears, and with 中科院 written out."""
        for short, full in self._full.get(name[:2], ()):
            if name == short or (name.startswith(short) and len(short) > 2):
                name = full + name[len(short) :]
                break
        name = _LEAGUE.sub(r"\1团委", name)
        for part in (_PARTY, _STATE, _SCHOOL_OF_STATE):
            name = part.sub("", name) or name
        return name

    def _unplaced(self, draft: Draft, name: str, evidence: Evidence) -> Key:
        """A body whose name says no region."""
        core = self._kinds.standard(name)
        relative = _RELATIVE.get(core[0], ()) if len(core) > 1 else ()
        if self._kinds.says_little("Organization", core):
            region = self._said(draft) or (evidence.home(*relative) if relative else evidence.local())
            division = self.regions.get(region)
            if division is None or (is_unit(core) and not relative):
                return self._lone(draft, name, core)
            return Key("Organization", name, region, self._core(core, division), "", region, bare=True)
        region = (self._said(draft) or evidence.local()) if is_local(core) else ""
        if is_local(core) and not region and evidence.wavers:
            return self._lone(draft, name, core)
        return Key("Organization", name, region, core, "", region)

    def _core(self, core: str, division: Division) -> str:
        """The core of a body in `division`, without the class word that may stand between the two."""
        if _COMMITTEE.fullmatch(core):
            return "委"
        core = _SPECIAL.sub("", core) or core
        # 商南总工会 and 商南县总工会: the class word may be missing from the region and stand before the body.
        if len(core) > 2 and core[0] in _RELATIVE and (core[0] == division.name[-1] or division.level == "county"):
            core = core[1:]
        core = self._kinds.standard(core)
        return "人民医院" if core == "医院" and division.level == "county" else core

    def _honor(self, draft: Draft, name: str, evidence: Evidence) -> Key:
        name = numbered(_HONOR_TAIL.sub("", name) or name)
        if name.startswith("全国") and len(name) > 3:
            return Key("Honor", name, NATION, name[2:])
        if found := _SCOPE.match(name):
            region = self._issued(draft, *_RELATIVE.get(found[1], ())) or evidence.home(*_RELATIVE.get(found[1], ()))
            rest = name[found.end() :]
            return Key("Honor", name, region, rest, "", region) if region else self._lone(draft, name, name)
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        if division is not None and len(placed.rest) > 2:
            core = placed.rest.removeprefix("级")
            return Key("Honor", name, division.code, core, "", division.code, stated=True)
        if not self._kinds.says_little("Honor", name) and not is_contest(name):
            return Key("Honor", name, "", name)
        region = self._issued(draft) or (evidence.local() if not _OF_ITS_OWN.search(name) else "")
        if region:
            return Key("Honor", name, region, name, "", region)
        little = self._kinds.says_little("Honor", name)
        return self._lone(draft, name, name) if little else Key("Honor", name, "", name)

    def _issued(self, draft: Draft, *levels: str) -> str:
        """Where the bodies that conferred it are; empty where that is unknown or several."""
        keys = [self._made[issuer] for issuer in draft.about.issuers if issuer in self._made]
        found = {NATION if national(key.name) and not key.region else key.region for key in keys} - {""}
        region = found.pop() if len(found) == 1 else ""
        division = self.regions.get(region)
        return region if not levels or (division is not None and division.level in levels) else ""

    def _event(self, draft: Draft, name: str, evidence: Evidence) -> Key:
        name = numbered(name)
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        core = placed.rest if division is not None and len(placed.rest) > 2 else name
        of_its_own, little = _OF_ITS_OWN.search(name) is not None, self._kinds.says_little("Event", core)
        month = "" if of_its_own else draft.around.published[:7]
        if core != name and division is not None:
            return Key("Event", name, f"{month} {division.code}".strip(), core, "", division.code, stated=True)
        if not little and (of_its_own or len(name) >= 10):
            return Key("Event", name, "", core)
        region = self._said(draft) or evidence.local()
        if little and not region:
            return self._lone(draft, name, core)
        return Key("Event", name, f"{month} {region}".strip(), core, "", region)


def _abroad(division: Division) -> bool:
    return not division.code[:2].isdigit() and division.code[:2] not in ("TW", "HK", "MO")


def _expansions(ontology: Ontology) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Short forms of bodies that open the names of their parts (中科院) with the full ones, by their beginnings."""
    terms = ontology.lexicons.get("FullName", ())
    found = {(term.form, term.note) for term in terms if term.role == "Organization"}
    by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for short, full in sorted(found, key=lambda one: (-len(one[0]), one)):
        by_start[short[:2]].append((short, full))
    return by_start
