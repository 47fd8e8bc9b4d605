"""Bodies that only their parts' names tell of: 高淳区人民医院 of 高淳区人民医院急诊科.

A mention of the parent lies inside the part's. Of the parents that the gold articles name nowhere else 75 are
wanted, 400 may be there, and of what the patterns below find beside them one in four is no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.document import Document
from kg.extract.refer.forms import Form, clean_name, same_letters
from kg.model import Mention

_PARTY = "党[委组]|党总支|党支部|团委|团支部|工会|妇联"
# What a body ends in, and all of what a part's name may add to it. No body goes on in what stands in `_SAME_NAME`.
_KINDS = tuple(
    (re.compile(f"(?<=.)(?:{whole})"), re.compile(f"(?![和与及暨]|{without})[^，。、]{{0,14}}(?:{part}|{_PARTY})"))
    for whole, without, part in (
        (
            "大学|(?<!科)学院|[中小]学|学校|党校|[一二三四五六七八九十]中(?!队)",
            "生(?!物|命|态|[化殖])|学院|路|校|城|附[属设]|[^分附]*(?:分校|附[属设中小]|校友|医院)|[东西南北]?[街巷]",
            "系|学院|研究[院所]|研究中心|实验室|队|班|教研室|图书馆|处|校?董事?会|理事会|社团?|乐团|[^干总]部",
        ),
        (
            "医院|卫生院|保健院|卫生服务中心",
            "管理|集团|医[共联]体|联网|院士",
            "科|[^教]室|[药护医学]+部|病区|分院|院区|门诊部",
        ),
        (
            "公司|集团(?!.*公司)|银行|信用社|联合社|[^工]厂|煤矿|油田",
            "股份|有限|集团|控股|总公司|公司|区|[家房长]|机构|业务",
            "车间|班|班组|队|[^总俱]部|科|处|站|分公司|支公司|[分支]行|工区|分厂|支局|工务段|生产线|[一二三四五六七八九十]公司",
        ),
        (
            "[^总分格布结当]局|[^大客餐歌舞展候]厅|法院|检察院|海关|管理委员会|管委会|供销社|[支总大]队|[卫发]..?委",
            "机关$|[长面部]|级|系统|[总支大]?队员",
            "科|处|[^教]室|股|庭|[支大中分]队|[^总车]站|派出所|分局|[^中]所|法庭|执行局|特勤站",
        ),
        (
            "协会|学会|总会|[^工]联合会|(?<!协)商会|公会|会馆|农会|同乡会|宗亲会|联谊会|促进会|校友会|总工会|红十字会|慈善会",
            "会员|换届|成立",
            "理事会|[^员]委员会|[^总]部|组|分会|代表团|参访团|访问团|青年团|合唱团|[^大]队|工作站",
        ),
        (
            "图书馆|博物[馆院]|文化馆|美术馆|档案馆|出版社|报社|电视台|研究院",
            "学会|协会|[^编]*杂志",
            "[^俱]部|科|[^教]室|新馆|分馆|[^总车]站",
        ),
    )
)
_MEETING = re.compile(
    "(?P<body>(?!第|首届|20)[^，。、“”和与及暨]{2,24}?(?:协会|学会|总会|联合会|商会|公会|会馆|同乡会|宗亲会|联谊会|促进会|校友会|基金会|公司|集团|大学|学院"
    "|中学|小学|学校|医院))(?:第[一二三四五六七八九十0-9]{1,4}[届次]|(?:19|20)[0-9]{2}(?:年|-)|(?:创办|成立|建[校院会])[一二三四五六七八九十百0-9]+周年|周年|[新年]届)"
)
_RELATIVE = re.compile("[省市县区州旗镇乡]")
_SHORTEST, _MOST_PARTS = 4, 400  # 县医院 is short and yet a name


def find(document: Document, forms: Sequence[Form]) -> list[Form]:
    """The parents that no mention names alone, as forms with a mention inside each mention of their part."""
    known = {form.key for form in forms}
    made: dict[str, Form] = {}
    for form in [one for one in forms if one.type in {"Organization", "Event"}][:_MOST_PARTS]:
        for length in _lengths(form.key) if form.type == "Organization" else _meeting(form.key):
            key = form.key[:length]
            for mention in form.mentions if key not in known else ():
                end = same_letters(document.folded, mention, key)
                if end:
                    name = clean_name(document.text[mention.start : end])
                    parent = made.setdefault(key, Form(key, name, "Organization"))
                    inside = document.text[mention.start : end]
                    parent.mentions.append(
                        Mention(mention.start, end, inside, "Organization", confidence=mention.confidence)
                    )
    for parent in made.values():
        parent.mentions.sort(key=lambda mention: mention.start)
    return list(made.values())


def _meeting(key: str) -> Iterator[int]:
    """How long the name is of the body whose meeting `key` is: 湖北省数学学会|2023年学术年会."""
    if found := _MEETING.match(key):
        yield found.end("body")


def _lengths(key: str) -> Iterator[int]:
    """How long the names are of the bodies that `key` names a part of."""
    for whole, part in _KINDS:
        for found in whole.finditer(key):
            shortest = _SHORTEST - bool(_RELATIVE.match(key))
            if found.end() >= shortest and part.fullmatch(key, found.end()):
                yield found.end()
