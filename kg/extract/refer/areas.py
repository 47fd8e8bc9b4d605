"""The areas that an article speaks of, and which of them 县, 市 and 省 mean in it.

An area is a place mention, one step of a chain of places (陕西省商南县), or the place that opens another name
(商南县总工会). Where only 商南 is written, the gazetteer knows it for 商南县, and what it lies in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.document import Document
from kg.extract.refer.forms import Form, sentence_of
from kg.ontology import Ontology
from kg.ontology.divisions import Division
from kg.text.fold import fold
from kg.text.scripts import to_hant

levels = ("特别行政区", "自治区", "自治州", "地区", "街道", "省", "市", "州", "盟", "县", "旗", "区", "镇", "乡", "村")
"""The class words that stand for an area by themselves in 县政府, 省科技厅; longer ones first."""
_NO_AREA = (
    "社区",
    "校区",
    "园区",
    "景区",
    "小区",
    "山区",
    "灾区",
    "厂区",
    "片区",
    "林区",
    "矿区",
    "牧区",
    "湖区",
    "库区",
)
_SAME = {"自治州": "州"}
_LONGEST = 14
_SEGMENT = re.compile(rf"[一-鿿]{{2,12}}?(?:{'|'.join(levels)}|社区)")
# After a country's name these open what is no name by itself: 日本国立天文台, 土耳其驻广州总领事馆.
_COMMON_START = re.compile(
    "[国驻华总警军][^际]|中[国华央]|联[合邦]|皇家|[海空陆]军|财政|司法|[内参众]|教育|卫生|科[学技]|技术|农业|工[业商]|商[业会务]|文化|体育|[民青]|妇女"
    "|大学|学院|中学|管理|电[力信视影]|新闻|银行|航[空天]|邮政|铁路|石油|广播|博物|医[学药]|艺术|音乐|海[洋关事]|港[务口]|旅游|经济|革命|社会|保险|证券"
    "|交通|环境|能源|投资|生[命产]|[政使议男女足篮排第通人]|[奥残][委运协]|全[国民总]|自然|东方|高等|传统|天主|贸易|理[科工]|食品|机械|[一-鿿]{1,2}业|最高|主权|队"
)
_ABROAD_HEAD = re.compile("[一-鿿]市政府$|大学[^队]{0,14}$|公司$|集团$|研究[所院]$|俱乐部$|学院$|株式会社$|学校$")
_CLASS = re.compile("街道(?!办)|镇|乡|区|县|市|州|村|社区|省")
_TERM = re.compile("第[一二三四五六七八九十百0-9]+[届次]|首届|(?:19|20)[0-9]{2}(?:-[0-9]{4})?年?度?")
_TITLE_WEIGHT, _PARENT_WEIGHT, _LEAD = 4.0, 0.4, 200
_SHORT_NAME = 2
_SURE = 2.0
_RISKY_CLASS = frozenset("县市区")
_MARKET = re.compile("场|域|政[公工]|民[政中]|块链|委|府")


def level_of(name: str) -> str:
    """The class word of a place's name (商南县 → 县), empty where it has none."""
    for level in levels:
        if name.endswith(level) and len(name) > len(level) and not name.endswith(_NO_AREA):
            return "县" if name.endswith("自治县") else _SAME.get(level, level)
    return ""


def _also_level(name: str) -> str:
    """The class word of a middle form such as 恩施州 or 积石山县, which the gazetteer lists beside the full name."""
    return level_of(name) if len(name) > _SHORT_NAME else ""


def _openings(forms: Sequence[Form], ontology: Ontology) -> frozenset[str]:
    """Places with names like common words (杞县) that open two bodies' names and more: here they are places."""
    found = Counter(
        form.key[:size]
        for form in forms
        for size in (2, 3)
        if form.type == "Organization"
        and form.key[size - 1 : size] in _RISKY_CLASS
        and not _MARKET.match(form.key, size)
    )
    return frozenset(name for name, times in found.items() if times > 1 and _full_name(name, ontology))


def _full_name(name: str, ontology: Ontology) -> bool:
    return any(one.name == name and not one.former for one in ontology.divisions.find(name))


@dataclass(slots=True)
class Areas:
    """All areas of an article by class word, in the order of the text, and how much speaks for each."""

    document: Document
    ontology: Ontology
    places: frozenset[str] = frozenset()
    _by_level: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _votes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    _written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    _best: dict[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[Division, ...]] = field(default_factory=dict)
    _levels: dict[str, str] = field(default_factory=dict)
    _index: Mapping[str, tuple[Division, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = self.ontology.divisions.index()

    def find(self, name: str) -> tuple[Division, ...]:
        """All that the gazetteer knows by that name."""
        return self._index.get(name, ())

    @classmethod
    def of(cls, document: Document, forms: Sequence[Form], ontology: Ontology) -> Areas:
        """Read the areas off the names of `forms`."""
        places = frozenset(form.key for form in forms if form.type == "Place" and form.key[0] not in "我本该")
        areas = cls(document, ontology, places | _openings(forms, ontology))
        for form in forms:
            if form.type == "Person":
                continue
            term = _TERM.match(form.key) if form.type in {"Event", "Honor"} else None
            skip = term.end() if term else 0  # 第六届|连南瑶族自治县…比赛
            for segment, start in areas.segments(form.key[skip:], whole=form.type == "Place"):
                areas._add(form, segment, start + skip)
        for found in areas._by_level.values():
            found.sort()
        return areas

    def segments(self, key: str, *, whole: bool = False) -> Iterator[tuple[str, int]]:
        """The places that `key` opens with, one step of the chain at a time, with where they stand in it."""
        at = 0
        while at < len(key):
            length = self._place_length(key, at)
            if not length and whole and (found := _SEGMENT.match(key, at)):
                length = found.end() - at
            if not length and whole and self.level(key[at:]) and self.divisions(key[at:]):
                length = len(key) - at  # 杞县
            if not length or (at + length == len(key) and not whole):
                return
            if at and not whole and not self._inside(key[:at], key[at : at + length]):
                return
            yield key[at : at + length], at
            at += length

    def prefix(self, key: str) -> int:
        """How long the chain of places is that `key` opens with."""
        length = max((start + len(segment) for segment, start in self.segments(key)), default=0)
        return length if len(key) - length > 1 else 0

    def divisions(self, name: str) -> tuple[Division, ...]:
        """What the gazetteer knows by that name; a form that is also a common word only where the article has it."""
        found = self.find(name)
        if not found:
            return ()
        if name not in self._known:
            here = name in self.places
            self._known[name] = tuple(
                one
                for one in found
                if not (one.former or (not here and (one.risky_name or (one.risky and name != one.name))))
            )
        return self._known[name]

    def level(self, name: str) -> str:
        """The class word that `name` ends in; 涿州 and 郑州 have none, being short for 涿州市 and 郑州市."""
        if name not in self._levels:
            known = self.find(name)
            whole = not known or any(one.name == name for one in known)
            self._levels[name] = level_of(name) if whole else _also_level(name)
        return self._levels[name]

    def named(self, level: str, at: int) -> str:
        """The area that `level` alone means at `at`: the article's own, unless another is named right before."""
        level = _SAME.get(level, level)
        votes = self._votes.get(level)
        if not votes:
            return ""
        best = self._best.get(level) or max(votes, key=lambda area: (votes[area], area))
        self._best[level] = best
        known = self._by_level.get(level, [])
        before = bisect_right(known, (at, "")) - 1
        sentence = sentence_of(self.document, at)
        if (
            before >= 0
            and sentence
            and known[before][0] >= sentence.start
            and votes[best] < _SURE * votes[known[before][1]]
        ):
            best = known[before][1]
        return self.written(best)

    def written(self, area: str) -> str:
        """How the article writes an area, with its class word."""
        forms = self._written.get(area)
        if forms:
            return max(forms, key=lambda form: (forms[form], -len(form), form))
        division = self.ontology.divisions.get(area)
        return self._script(division.name) if division else area

    def code(self, chain: str) -> str:
        """The gazetteer's code of the area that a chain of places ends in, empty where it is unknown or not one."""
        last = next(
            (segment for segment, start in self.segments(chain, whole=True) if start + len(segment) == len(chain)),
            chain,
        )
        codes = {one.code for one in self.divisions(last)}
        return codes.pop() if len(codes) == 1 else ""

    def spelled_out(self, key: str) -> str:
        """A place's name with its class word, where some name of the article has it so; empty otherwise."""
        known = {one.code for one in self.divisions(key) if one.level != "country"}
        written = [self._written[code] for code in sorted(known) if code in self._written]
        return max(written[0], key=lambda form: (written[0][form], form)) if len(written) == 1 else ""

    def special_region(self) -> str:
        """Which of the two 特区 means: 香港 or, where the article speaks of it more, 澳门."""
        folded = self.document.folded
        return self._script("澳门") if folded.count("澳门") > folded.count("香港") else "香港"

    def mainland(self, name: str) -> bool:
        """Whether an area lies in mainland China, whose governments are 人民政府."""
        known = self.find(fold(name))
        return any(one.code[:2].isdigit() and one.code[:2] < "70" for one in known)

    def abroad(self, key: str) -> int:
        """How much of `key` is a foreign country's name that a body's full name does without (日本京都大学)."""
        if not _ABROAD_HEAD.search(key):
            return 0
        for length in range(min(8, len(key) - 4), 1, -1):
            if any(one.level == "country" and one.code != "CN" for one in self.find(key[:length])):
                return 0 if _COMMON_START.match(key, length) else length
        return 0

    def _inside(self, outer: str, name: str) -> bool:
        """Whether `name` goes on with the chain `outer`: 浦江 after 上海 is no county."""
        if self.level(name) or name in self.places:
            return True
        around = {one.code for one in self.find(outer)}
        return any(self.ontology.divisions.is_within(one.code, code) for one in self.divisions(name) for code in around)

    def _place_length(self, key: str, at: int) -> int:
        for length in range(min(_LONGEST, len(key) - at), 1, -1):
            name = key[at : at + length]
            if length < len(key) and (name in self.places or self.divisions(name)):
                # 赤城街道 is not 赤城: a class word that follows belongs to the name
                follows = _CLASS.match(key, at + length) if not self.level(name) else None
                return length + len(follows.group()) if follows else length
        return 0

    def _add(self, form: Form, segment: str, start: int) -> None:
        shown = form.name[start : start + len(segment)] if len(form.name) == len(form.key) else segment
        weight = sum(self._weight(mention.start) for mention in form.mentions)
        known = [one for one in self.divisions(segment) if one.level != "country"]
        level = self.level(segment) or (level_of(known[0].name) if len(known) == 1 else "")
        if not level:
            return
        area = known[0].code if len({one.code for one in known}) == 1 else shown
        self._votes[level][area] += weight
        self._by_level[level].extend((mention.start, area) for mention in form.mentions)
        if self.level(segment):
            self._written[area][shown] += len(form.mentions)
        if area != shown:
            for outer in self.ontology.divisions.ancestors(area):
                if outer.level != "country" and (level := level_of(outer.name)):
                    self._votes[level][outer.code] += weight * _PARENT_WEIGHT

    def _weight(self, at: int) -> float:
        title = self.document.title
        if title and at < title.end:
            return _TITLE_WEIGHT
        return 1.5 if at < _LEAD + (title.end if title else 0) else 1.0

    def _script(self, name: str) -> str:
        return to_hant(name) if self.document.language == "zh-Hant" else name
