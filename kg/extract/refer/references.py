"""Words that refer to what was named before: 该公司, 学校 at a clause's start, 双方, 本届大赛; also 我县, 我校.

A reference goes to the nearest fitting name before it, within reach; where there is none, nothing is added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.document import Document
from kg.extract.refer.areas import Areas, level_of
from kg.extract.refer.forms import Form
from kg.model import Mention

_HEADS = {
    "公司": "公司|集团|厂|企业|股份|控股|科技|实业",
    "企业": "公司|集团|厂|企业|合作社",
    "集团": "集团|公司",
    "厂": "厂|公司",
    "校": "大学|学院|中学|小学|学校|高中|一中|二中|职校|党校|学堂|国小|国中",
    "学校": "大学|学院|中学|小学|学校|高中|一中|二中|职校|党校|学堂|国小|国中",
    "院": "医院|学院|法院|检察院|研究院|卫生院|剧院",
    "医院": "医院|卫生院|保健院",
    "学院": "学院",
    "大学": "大学",
    "协会": "协会|学会|商会|公会|联合会|促进会",
    "学会": "学会",
    "商会": "商会|公会|总会",
    "俱乐部": "俱乐部",
    "银行": "银行|行|联社",
    "合作社": "合作社|联社|农场",
    "联盟": "联盟",
    "基金会": "基金会|基金",
    "局": "局|厅|委",
    "所": "所|站|研究院",
    "馆": "馆|院",
    "中心": "中心",
    "队": "队|俱乐部",
    "社": "社",
    "会": "会",
    "站": "站",
    "机构": "公司|中心|院|所|会|基金会",
    "单位": "局|厅|委|公司|院|校|中心|所|站|社|会|政府|大学|学院|集团|厂|队",
    "行": "行",
    "店": "店|铺|餐厅|茶楼|酒家",
    "班": "班",
    "团": "团",
    "台": "台",
    "报": "报",
    "园": "园",
    "基地": "基地",
    "工作室": "工作室",
    "实验室": "实验室",
    "班组": "班组|班",
    "团队": "团队|队",
    "项目部": "项目部",
}
_CONTESTS = "赛|杯|运动会|马拉松|会演|汇演"
_MEETINGS = "会|论坛|沙龙|对话|峰会"
_EVENTS = {
    "大赛": _CONTESTS,
    "比赛": _CONTESTS,
    "赛事": _CONTESTS,
    "大会": "会|赛|节",
    "会议": _MEETINGS,
    "年会": "年会",
    "论坛": _MEETINGS,
    "峰会": _MEETINGS,
    "展会": "会|展|节",
    "博览会": "博览会|博会|展会",
    "运动会": "运动会|运会",
    "音乐会": "音乐会|音乐节|演唱会",
    "展览": "展|展览",
    "典礼": "典礼|仪式|礼",
    "仪式": "典礼|仪式|式",
    "庆典": "庆典|庆|典礼|大会|节|诞",
    "晚会": "晚会|晚宴|会|宴",
    "晚宴": "晚宴|宴|晚会",
    "宴会": "宴|宴会",
    "研讨会": "研讨会|论坛|会",
    "座谈会": "座谈会|会",
    "交流会": "交流会|会",
    "发布会": "发布会|会",
    "合唱节": "合唱节",
    "音乐节": "音乐节",
    "文化节": "文化节|节",
    "电影节": "电影节|影展",
    "联赛": "联赛",
    "锦标赛": "锦标赛",
    "夏令营": "营",
    "训练营": "营",
    "培训班": "班|培训",
    "评选": "评选|奖|活动",
    "盛会": "",
    "活动": "",
}
_BARE = (
    "公司",
    "学校",
    "学院",
    "医院",
    "协会",
    "学会",
    "商会",
    "俱乐部",
    "集团",
    "银行",
    "合作社",
    "联盟",
    "基金会",
    "企业",
)
# What an article calls a body without saying whose it is.
_NOBODY = re.compile(
    "[董理监]事会|董事局|代表团|[参访]访团|访问团|出版社|党支部|[中小]学|国[中小]|考古队|图书室|公[立办]医院|[一二三四五六七八九十两]人团队"
    "|俱乐部|组委会|领导小组|指挥部|剧团|乐团|分公司|子公司"
)
_PLACES = "省|市|县|区|镇|乡|村|州|旗|街道|社区"
_heads = "|".join(sorted(_HEADS, key=lambda head: (-len(head), head)))
_events = "|".join(sorted(_EVENTS, key=lambda head: (-len(head), head)))
_THAT = re.compile(rf"(?:该|这[家所个]|此(?!行|台|团))({_heads})(?![员长友区业为])")
_THAT_EVENT = re.compile(rf"(?:[该此]|[这本此今上][次场届]|这[个项]|是次)(?:项)?({_events})(?![员长方上中场室])")
_EVENT_AGAIN = re.compile(
    rf"(?<=[，。；：！？\n])({_events})(?=[由共吸设以于在自将为历汇聚邀]|主题|每[年两]|旨在|期间|当天|现场|还|也|得到)"
)
_THAT_HONOR = re.compile("(?:该|此|这[个项])项?(奖项|奖|称号|殊荣|荣誉)(?![学励金牌状杯项])")
_THAT_PLACE = re.compile(rf"该({_PLACES})(?!民|委|政府|长)")
_CLAUSE_START = re.compile(
    rf"(?:(?<=[，。；：！？\n])|(?<=[，。；\n]目前)|(?<=由)|(?<=为)|(?<=向))({'|'.join(_BARE)})(?![员长章法区董总党团工股门]|[有的]?限)"
)
_BOTH = re.compile(r"双方(?!面)|两家(?:单位|公司|企业|机构|医院)|两校|两院(?!院士)|两所(?:学校|高校)")
_PAIRS = {"两校": _HEADS["校"], "两院": _HEADS["院"], "两家医院": _HEADS["医院"], "两所学校": _HEADS["校"]}
_PAIRS |= {"两家公司": _HEADS["公司"], "两家企业": _HEADS["企业"], "两所高校": "大学|学院"}
_OWN_PLACE = re.compile(rf"(?<![自日根基资版课剧文书成原])[我本]({_PLACES})(?![民场面人])")
_OWN_BODY = re.compile(r"(?<![自日根基资版课剧文书成原])[我本](?:校(?!区)|院|局|馆|公司|集团)(?![长])")
# 海岱股份（以下简称“公司”）: from there on every 公司 by itself is this one, in 公司董事长 too;
# so it is in a notice of a listed company, which its name opens.
_CALLED = re.compile(rf"（[^（）\n]{{0,20}}?(?:以?下(?:简?称)|简称)[：:]?“?本?({'|'.join(_BARE)})”?）")
_NOTICE = re.compile("的公告|公告$")
_ENDINGS = _HEADS | _EVENTS | {"奖": "奖", "奖项": "奖", "称号": "", "殊荣": "", "荣誉": ""}
"""What a name ends in to which a word for it can refer; nothing where any will do."""
_REACH = 600


def own_names(document: Document, forms: Sequence[Form], areas: Areas) -> list[Form]:
    """我县 and 我校 as forms: the first stand for the article's own place, the second find their body later."""
    taken = _taken(forms)
    known = {form.key: form for form in forms}
    made: dict[tuple[str, str], Form] = {}
    for kind, pattern in (("Place", _OWN_PLACE), ("Organization", _OWN_BODY)):
        for found in pattern.finditer(document.folded):
            if found.start() in taken:
                continue
            target = known.get(areas.named(found[1], found.start())) if kind == "Place" else None
            if kind == "Place" and (target is None or target.type != "Place"):
                continue
            form = made.setdefault((kind, found.group()), _form(document, found, kind, "short"))
            if target is not None:
                form.target = target
            if not any(mention.start == found.start() for mention in form.mentions):
                form.mentions.append(_mention(document, found, kind, "short"))
    return list(made.values())


def is_nobody(form: Form) -> bool:
    """Whether only a word for bodies stands there, of which nothing says whose it is: 董事会, 代表团."""
    return form.type == "Organization" and not form.built and bool(_NOBODY.fullmatch(form.key))


def mark_bare(forms: Sequence[Form]) -> None:
    """商会 alone refers to a body and is no name of it, even where a recogniser took it for one."""
    for form in forms:
        if form.type == "Organization" and form.target is not None and form.key in _BARE:
            form.reference = True
            form.mentions = [replace(mention, kind="reference") for mention in form.mentions]


def find(document: Document, forms: Sequence[Form]) -> list[Form]:
    """References as forms that stand for what they refer to and add no alias."""
    taken = _taken(forms)
    names = _Names(forms)
    made = list(_so_called(document, forms, taken))
    taken |= _taken(made)
    for pattern, look, kind in (
        (_THAT, names.last, "Organization"),
        (_CLAUSE_START, names.topic, "Organization"),
        (_THAT_PLACE, names.last, "Place"),
        (_THAT_EVENT, names.last, "Event"),
        (_EVENT_AGAIN, names.topic, "Event"),
        (_THAT_HONOR, names.last, "Honor"),
    ):
        for found in pattern.finditer(document.folded):
            if found.start(1) in taken:
                continue
            target = look(kind, found.start(), _ENDINGS.get(found[1], found[1]))
            made += [_reference(document, found, target)] if target else []
    for found in _BOTH.finditer(document.folded):
        if found.start() not in taken:
            pair = names.pair(found.start(), _PAIRS.get(found.group(), ""))
            made.extend(_reference(document, found, target) for target in pair)
    return made


def _so_called(document: Document, forms: Sequence[Form], taken: set[int]) -> Iterator[Form]:
    """The words for a body of a kind that the article agrees on with its reader, from where it does so."""
    bodies = [(mention, form.root) for form in forms if form.type == "Organization" for mention in form.mentions]
    ends = {mention.end: form for mention, form in bodies}
    agreed = {called[1]: (called.end(), ends.get(called.start())) for called in _CALLED.finditer(document.folded)}
    if (title := document.title) and _NOTICE.search(document.folded, title.start, title.end):
        issuer = next((form for mention, form in bodies if mention.start == title.start), None)
        agreed.setdefault("公司", (title.end, issuer))
    for head, (begin, target) in agreed.items():
        bare = re.compile(rf"(?<=[，。；：！？\n、与和同由为向对将的到在及])本?({head})(?!有限|章程|法|债|[董监]事会)")
        for found in bare.finditer(document.folded, begin):
            if target is not None and found.start() not in taken:
                yield _reference(document, found, target)


class _Names:
    """Where what is named, for looking back from a reference."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._at: dict[str, list[tuple[int, Form]]] = {kind: [] for kind in ("Organization", "Place", "Event", "Honor")}
        for form in sorted(forms, key=lambda one: len(one.key)):  # of two that begin alike the longer is named last
            if form.type in self._at:
                self._at[form.type].extend((mention.start, form.root) for mention in form.mentions)
        for found in self._at.values():
            found.sort(key=lambda one: one[0])

    def back(self, kind: str, at: int) -> Iterator[Form]:
        """What is named before `at`, nearest first, within reach."""
        named = self._at[kind]
        for index in range(bisect_left(named, at, key=lambda one: one[0]) - 1, -1, -1):
            if named[index][0] < at - _REACH:
                return
            yield named[index][1]

    def last(self, kind: str, at: int, head: str) -> Form | None:
        """The last one named whose name ends in `head`."""
        if kind == "Place":
            return next(
                (form for form in self.back(kind, at) if level_of(form.key) == head or form.key.endswith(head)), None
            )
        pattern = _ending(head)
        return next((form for form in self.back(kind, at) if pattern.search(form.built or form.key)), None)

    def topic(self, kind: str, at: int, head: str) -> Form | None:
        """The one of that head named most often before, the last one where several are."""
        pattern = _ending(head)
        counts: dict[int, int] = {}
        fitting = [form for form in self.back(kind, at) if pattern.search(form.built or form.key)]
        for form in fitting:
            counts[id(form)] = counts.get(id(form), 0) + 1
        return max(fitting, key=lambda form: counts[id(form)], default=None)

    def pair(self, at: int, head: str) -> list[Form]:
        """The two bodies named last, where two were; schools for 两校."""
        two: list[Form] = []
        pattern = _ending(head) if head else None
        for form in self.back("Organization", at):
            if form not in two and (pattern is None or pattern.search(form.built or form.key)):
                two.append(form)
            if len(two) == 2:
                return two
        return []


@cache
def _ending(head: str) -> re.Pattern[str]:
    """Names that end in `head`; a university's college is no 学校."""
    college = "(?!.*大学.+学院$)" if head == _HEADS["校"] else ""
    return re.compile(f"^{college}.*(?:{head})$")


def _taken(forms: Iterable[Form]) -> set[int]:
    return {at for form in forms for mention in form.mentions for at in range(mention.start, mention.end)}


def _mention(document: Document, found: re.Match[str], kind: str, how: str) -> Mention:
    start, end = found.span()
    text = document.text[start:end]
    if how == "short":
        return Mention(start, end, text, kind, kind="short", confidence=0.8)
    return Mention(start, end, text, kind, kind="reference", confidence=0.7)


def _form(document: Document, found: re.Match[str], kind: str, how: str) -> Form:
    return Form(found.group(), document.text[found.start() : found.end()], kind, [_mention(document, found, kind, how)])


def _reference(document: Document, found: re.Match[str], target: Form) -> Form:
    form = _form(document, found, target.type, "reference")
    form.reference = True
    form.target = target
    return form
