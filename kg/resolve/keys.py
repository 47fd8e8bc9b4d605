"""What an article's entity is known by across articles: a name, and the region that tells namesakes apart.

Two records with the same key are one entity. Names are folded; bodies are parsed into region and core, because the
parse decides: 陕西省商洛市商南县总工会 and 商南县总工会 are 总工会 in 611023.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import Member
from kg.ontology import Division, Ontology
from kg.resolve.records import Context, Record
from kg.resolve.regions import Evidence, Regions


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """`name` in `context`: a division's code, a date, or nothing where the name says enough.

    `core` is a body's name without its region, in its standard form; `code` a known place's own code.
    """

    type: str
    name: str
    context: str = ""
    core: str = ""
    code: str = ""

    @property
    def match(self) -> tuple[str, str, str]:
        """What two records must share to be one."""
        return self.type, self.core or self.name, self.context


# Ways to write one kind of body; the left side at the end of a core becomes the right side.
_SAME_BODY: Final = {
    "人民政府": "政府",
    "人民代表大会常务委员会": "人大常委会",
    "人民代表大会": "人大",
    "人民政治协商会议委员会": "政协",
    "政协委员会": "政协",
    "有限责任公司": "有限公司",
    "共青团委员会": "团委",
    "妇女联合会": "妇联",
    "工商业联合会": "工商联",
    "残疾人联合会": "残联",
    "归国华侨联合会": "侨联",
    "文学艺术界联合会": "文联",
    "科学技术协会": "科协",
    "精神文明建设指导委员会办公室": "文明办",
    "机构编制委员会办公室": "编办",
}
_PARTY: Final = re.compile(r"^(?:中国共产党|中共)")
_PARTY_COMMITTEE: Final = re.compile(r"^(?:[省市县区州旗镇乡])?委(?:员会)?$")
_RELATIVE: Final = {"省": ("province",), "市": ("city",), "县": ("county",), "区": ("county",), "州": ("city",)}
_NATIONAL: Final = ("最高", "中央", "全国", "中华", "中国", "国务院")
_LOCAL_PLACE: Final = re.compile(r"(?:镇|乡|街道|街道办事处|村|社区|组|屯|寨|庄|路|街|广场|公园|小区|河|湖|山|岭)$")
_EVENT_OF_ITS_OWN: Final = re.compile(r"[0-9]{4}|第[0-9一二三四五六七八九十百]+[届次期]|首届")
_HONOR_TAIL: Final = re.compile(r"(?:荣誉称号|称号|荣誉证书)$")


class Keys:
    """Makes the keys of all records; knows each article's region."""

    def __init__(self, records: Iterable[Record], ontology: Ontology) -> None:
        self.regions = Regions(ontology.divisions)
        self._heads = frozenset(ontology.forms("Organization", "head", "short", "unit"))
        contexts = {record.context.article: record.context for record in records}
        self._evidence = {article: self._evidence_of(context) for article, context in sorted(contexts.items())}
        makers: Mapping[str, Callable[[Record, Evidence], Key]] = {
            "Place": self._place,
            "Organization": self._organization,
            "Honor": self._honor,
            "Event": self._event,
        }
        self._makers = makers

    def _evidence_of(self, context: Context) -> Evidence:
        return self.regions.evidence([*sorted(context.places), *sorted(context.organizations), context.publisher])

    def all(self, records: Iterable[Record]) -> dict[Member, Key]:
        """The key of each record; people have none but their name."""
        return {record.member: self._key(record) for record in records}

    def _key(self, record: Record) -> Key:
        maker = self._makers.get(record.type)
        return maker(record, self._evidence[record.context.article]) if maker else Key(record.type, record.name)

    def _place(self, record: Record, evidence: Evidence) -> Key:
        placed = self.regions.place(record.name)
        division = evidence.choose(placed.candidates)
        if not placed.rest:
            return self._division(division) if division else Key("Place", record.name, "", "", "")
        if placed.candidates and division is None:
            return Key("Place", record.name)
        region = division.code if division else ""
        if not region and _LOCAL_PLACE.search(record.name):
            region = evidence.home("county") or evidence.home()
        town = self.regions.town(placed.rest, region)
        if town is not None:
            return self._division(town)
        return Key("Place", placed.rest, region) if region else Key("Place", record.name)

    @staticmethod
    def _division(division: Division) -> Key:
        return Key("Place", division.name, division.code, division.name, division.code)

    def _organization(self, record: Record, evidence: Evidence) -> Key:
        name = _PARTY.sub("", record.name) or record.name
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        if placed.candidates and division is None:
            return Key("Organization", record.name)
        core = placed.rest or name
        if division is not None:
            return Key("Organization", record.name, division.code, self._standard(core, division))
        if core[0] in _RELATIVE and core[1:] in self._heads:
            region = evidence.home(*_RELATIVE[core[0]])
            found = self.regions.get(region)
            return Key("Organization", record.name, region, self._standard(core[1:], found) if found else core)
        if core in self._heads and not core.startswith(_NATIONAL):
            return Key("Organization", record.name, evidence.home("county") or evidence.home(), core)
        return Key("Organization", record.name, "", _standard(core))

    @staticmethod
    def _standard(core: str, division: Division) -> str:
        if _PARTY_COMMITTEE.fullmatch(core):
            return "委"
        # 商南总工会 and 商南县总工会: the class word may be missing from the region and stand before the body.
        if len(core) > 2 and core[0] == division.name[-1] and core[0] in _RELATIVE:
            core = core[1:]
        return _standard(core)

    def _honor(self, record: Record, evidence: Evidence) -> Key:
        name = _HONOR_TAIL.sub("", record.name) or record.name
        first, rest = name[0], name[1:].removeprefix("级")
        if first == "全" and len(name) > 2 and name[1] in _RELATIVE:
            first, rest = name[1], name[2:]
        if first in _RELATIVE and len(rest) > 2:
            region = evidence.home(*_RELATIVE[first])
            return Key("Honor", record.name, region, rest)
        placed = self.regions.place(name)
        division = evidence.choose(placed.candidates)
        if division is not None and len(placed.rest) > 2:
            return Key("Honor", record.name, division.code, placed.rest.removeprefix("级"))
        return Key("Honor", record.name, "", name)

    @staticmethod
    def _event(record: Record, evidence: Evidence) -> Key:
        if _EVENT_OF_ITS_OWN.search(record.name) or len(record.name) >= 10:
            return Key("Event", record.name)
        context = f"{record.context.published[:7]} {evidence.home()}".strip()
        return Key("Event", record.name, context)


def _standard(core: str) -> str:
    for long, short in _SAME_BODY.items():
        if core.endswith(long):
            return core.removesuffix(long) + short
    return core
