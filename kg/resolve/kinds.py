"""What a name's words tell: whether it names anything by itself, and its standard form.

人民医院 and 县委宣传部 say what kind of body it is and nothing more: which one is meant, the region says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.ontology import Ontology
from kg.text.numbers import digits, parse_numeral

_ORDINAL: Final = re.compile(r"第?([一二三四五六七八九十]{1,3})(?=届|次|期|批|中学|小学|中$|小$|完小|幼儿园|医院|分院)")
_YEAR: Final = re.compile(r"[二一][〇零一二三四五六七八九]{3}(?=年)")
_SCHOOL: Final = re.compile(r"^第?(\d+)(?:中学|中)(?=$|[^医])")
_PRIMARY: Final = re.compile(r"^第?(\d+)(?:小学|小)(?=$)")
_RELATIVE: Final = re.compile(r"^[本我全]?[省市县区州旗镇乡村校院](?!内|外)")
_NUMBERED: Final = re.compile(r"^第?\d+(?:号|届|次|期|批|年度?|中|小)?|^第[0-9一二三四五六七八九十]+")
# Kinds of bodies that every county has of its own; a company or university is known by its name anywhere.
_LOCAL: Final = re.compile(
    r"(?:合作社|厂|矿|[农林茶牧渔]场|站|所|[大中支]队|队|班组?|支部|党委|总支|工会|协会|商会|联合会|中心|幼儿园|小学|中学|学校|"
    r"[一二三四五六七八九十0-9]中|高中|初中|医院|卫生院|卫生室|敬老院|福利院|养老院|馆|剧团|艺术团|社区|村委会|居委会|管委会|村|"
    r"指挥部|办公室|局|委|办|法院|检察院|法庭|电视台|驿站|饭店|宾馆|酒店|农庄|车间|公园|广场|小组|志愿队|服务队)$"
)
_NATIONAL: Final = re.compile(
    r"^(?:最高|中央|全国|中华|中国|国家|国务院|世界|国际|亚洲|联合国|解放军|武警)|^[^省市县区州]{2,8}部$"
)
_COMPANY: Final = re.compile(r"(?:有限公司|股份公司|集团公司|总公司|公司|集团|企业|银行)$")
LEGAL: Final = re.compile(r"(?:股份有限公司|有限公司|股份公司|合伙企业|有限合伙)$")
"""Ends the registered name of a company; two such names that differ are two companies."""
_CONTEST: Final = re.compile(r"赛|杯|运动会|评选|评比|展演|汇演")
# Units of a body, of which a town has many: whose unit it is has to be said.
_UNIT: Final = re.compile(r"^[校院]|(?:学院|系|研究生院|学生会|团委|教务处|教研室|实验室|科|处|室|部|车间|班组?)$")
_LONGEST_WORD: Final = 10
# Titles and events with names as short as this are found in many places (好记者); a body's may be its own (北大).
_SHORT: Final = {"Organization": 0, "Honor": 5, "Event": 6}


class Kinds:
    """Tells names that say nothing but their kind, and what kinds are one, from the words of the lexicons."""

    def __init__(self, ontology: Ontology) -> None:
        common = frozenset(ontology.forms("Kind", "common"))
        self._words = {
            "Organization": frozenset(ontology.forms("Organization", "head", "short", "unit")) | common,
            "Honor": frozenset(ontology.forms("Honor", "head", "rank", "level", "called")) | common,
            "Event": frozenset(ontology.forms("Event", "head", "weak")) | common,
        }
        self._own = {kind: frozenset(ontology.forms(kind, "name")) for kind in self._words}
        self._same = _pairs(ontology, "same")
        self._ends = _pairs(ontology, "end")
        self.says_little = lru_cache(maxsize=65536)(self._says_little)
        self.standard = lru_cache(maxsize=65536)(self._standard)

    def _standard(self, core: str) -> str:
        """The standard form of a body's name without its region: 第一中学 and 一中 are 1中, 人民政府 is 政府."""
        core = numbered(core)
        for long, short in self._same:
            core = core.replace(long, short)
        for long, short in self._ends:
            if core.endswith(long):
                core = core.removesuffix(long) + short
        core = _SCHOOL.sub(r"\1中", core)
        return _PRIMARY.sub(r"\1小", core)

    def _says_little(self, kind: str, core: str) -> bool:
        """Whether `core` (a name without region, in standard form) is a kind and nothing more."""
        if national(core) or (core in self._own[kind] and not _borne_by_many(kind, core)):
            return False
        bare = _RELATIVE.sub("", core) or core
        if kind == "Organization" and (bare != core or (len(core) <= 4 and (is_local(core) or is_unit(core)))):
            return True
        while (rest := _NUMBERED.sub("", bare)) != bare:
            bare = rest
        if national(bare):
            return False
        if len(bare) <= _SHORT[kind] and not bare.endswith("奖"):
            return True
        return _covered(bare, self._words[kind])


def _pairs(ontology: Ontology, role: str) -> list[tuple[str, str]]:
    """The ways to write a kind and its usual form, the longest first, so that no shorter one breaks it up."""
    terms = (term for term in ontology.lexicons.get("Kind", ()) if term.role == role and term.note)
    return sorted(((term.form, term.note) for term in terms), key=lambda pair: -len(pair[0]))


def _borne_by_many(kind: str, name: str) -> bool:
    """Whether a name that the lexicon knows is that of one in each region all the same: 教育局, 五一劳动奖章."""
    return not name.endswith("奖") if kind == "Honor" else kind == "Organization" and is_local(name)


def _covered(text: str, words: frozenset[str]) -> bool:
    """Whether `text` is made of `words` alone."""
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in words for start in range(max(0, end - _LONGEST_WORD), end)):
            reached.add(end)
    return len(text) in reached


def national(name: str) -> bool:
    """Whether the name says that it belongs to the whole country or to more."""
    return _NATIONAL.search(name) is not None


def is_local(core: str) -> bool:
    """Whether bodies of this kind are at home in one county or city, so that the region tells namesakes apart."""
    return _LOCAL.search(core) is not None and not _COMPANY.search(core) and not national(core)


def is_unit(core: str) -> bool:
    """Whether such a body is a part of another, so that a bare name takes more than a region to tell which."""
    return _UNIT.search(core) is not None


def is_company(core: str) -> bool:
    """Whether the name ends as companies' do."""
    return _COMPANY.search(core) is not None


def is_contest(name: str) -> bool:
    """Whether an honor is the prize of a contest, which is known where it is held."""
    return _CONTEST.search(name) is not None


@lru_cache(maxsize=65536)
def numbered(name: str) -> str:
    """Ordinals and years in digits: 第十五届 is 第15届, 首届 第1届, 二〇二三年 2023年."""
    name = name.replace("首届", "第1届")
    name = _YEAR.sub(lambda found: "".join(str(digits[char]) for char in found.group()), name)
    return _ORDINAL.sub(_in_digits, name)


def _in_digits(found: re.Match[str]) -> str:
    """An ordinal in digits; as it is where its numeral is none (十二三)."""
    value = parse_numeral(found[1])
    return found.group() if value is None else f"{found.group().removesuffix(found[1])}{value}"
