"""Parts of a body that are named without it: 感染科 is its hospital's, 电子工程系 its university's; and 我校, 我院."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.refer.forms import Form
from kg.text.fold import fold

_SCHOOL = "大学|学院|学校|中学|小学|学堂|高中|附中|幼儿园|书院|党校|国小|国中|大|中"
_COMPANY = "公司|集团|厂|银行|煤矿|电厂|酒店|企业"
# A college of its own (华南工学院) is no part; one named after what it teaches is.
_DISCIPLINE = (
    "(?<!华东)(?<!华南)(?<!华中)(?<!华北)(?<!西南)(?<!西北)(?<!东北)(?<!中南)(?<!职业技术)(?<!师范)(?:科学|工程|教育|管理|经济|[文法商医药农林]"
    "|外国?语|信息|艺术|音乐|美术|体育|主义|海洋|护理|机械|数学|物理|化学|化工|生命|人文|新闻|传播|建筑|材料|软件|旅游|临床|口腔|金融|会计|电气|能源|环境|资源)"
)
# A part's last words, and what the body that it is a part of ends in; the first that fits decides.
_PARTS = tuple(
    (re.compile(part.replace("_DISCIPLINE", _DISCIPLINE)), re.compile(f"(?:{whole})$"))
    for part, whole in (
        (r"(?:[^处]科|分院|病区|门诊部|护理部|急诊室|急救中心|医学中心|科党支部)$", "医院|卫生院|保健院|卫生中心"),
        (
            r"(?:系|_DISCIPLINE学院|教研[室组]|研究生院|校友[总]?会|校董会|分校|学生会|[教学]务处|[科招]..{0,2}处|第.附属医院|附属.{1,4}院|附属医院)$",
            _SCHOOL,
        ),
        (r"^(?:校|院)?(?:党委|团委|工会|图书馆|体育馆)$", _SCHOOL),
        (r"^(?:宣传|组织|统战)部$|^政法委$", "委|委员会"),
        (r"(?:分公司|车间|事业部|项目部|生产线|质检部|研发部|市场部|营销部|生产基地|.[险]部|.{2,4}班)$", _COMPANY),
        (
            r"(?:财务部|青年部|妇女部|福利部|总务部|教育部|委员会|青年团|志工队|妇女组|青年组|分会)$",
            "会|协会|商会|公会|总会|社",
        ),
        (r"(?:中队|大队|分队|分局|派出所|战斗.班|[一二三四五六七八九十]班)$", "局|支队|大队|总队|站|所"),
        (r"^(?:.{2,4}处|.{2,4}局)$", "政府"),
        (r"^(?:文保部|.藏部|.览部|社教部)$", "博物馆|文化馆|美术馆|图书馆"),
    )
)
_LONGEST_PART = 12
_LONGEST_AREA = 5
# Committees that are no part of the society named before: those of a place or of the state.
_BY_ITSELF = re.compile(
    "^(?:国立|皇家|中央|省立|市立|武警)|^.大(?=.+系$)|[^省市县区镇乡].(?:(?<!学)[院校]|[局厂])(?=..)|..(?:联合会|[协学商公]会|总会|会馆|基金会)(?=.)|^政协|^政府|人民委员会$|[村居]民委员会$|政治协商|[省市县区镇乡村].*委员会$"
)
_GENERAL = re.compile(
    "^(?:[厂校院局](?=工会|[党团]委|妇联)|学院|学校|大学|医院|公司|集团|分局|支队|大队|学堂|书院|协会|商会|总会)(?=.{2,})(?!路|街|管理|党)"
)
_LATIN = re.compile("[A-Za-z]")
_SELF = re.compile(r"^(?:我|本)(校|院|会|局|司|馆|台|所|社|队|园|厂|行|公司|集团|站|中心|协会|学院|学校|单位)$")
_OWN = re.compile(
    "(?:[我本母该](校|院|局|会|馆|厂|公司|集团|中心|协会|学院|学校)|(?=[校院厂局])(.)[内属])(?!史)(?=.{2,})"
)
_FACULTY = re.compile("系$|学院$")
_MEDIUM = re.compile(
    "(?:新[闻聞][网網中心]*|官方?[网網]站?|[网網]站|微信公众号|[宣宣][传傳]部|[党黨]委[宣宣][传傳]部|融媒体中心|校[报報])+$"
)
_SELF_HEADS = {"校": _SCHOOL, "院": "学院|医院|法院|检察院|研究院", "司": _COMPANY, "单位": ".", "行": "银行|行"}


def is_self(form: Form) -> bool:
    """Whether it is 我校, 本院 or the like."""
    return bool(_SELF.match(form.key))


def fitting_owner(
    form: Form, options: Sequence[Form], name_of: Callable[[Form], str], weight: Callable[[Form], int]
) -> Form | None:
    """The one of `options`, bodies named before `form`, that a part with such a name belongs to: the one named most."""
    if len(form.key) > _LONGEST_PART or _LATIN.search(form.key) or _BY_ITSELF.search(form.key):
        return None
    for part, whole in _PARTS:
        if found := part.search(form.key):
            own = form.key[: found.start()]  # 瑞海金属总务部 says itself whose it is where a 瑞海金属公司 is named
            if len(own) > 1 and any(own in one.key for one in options if one is not form):
                return None
            if found.group() == "分公司" and len(own) > _LONGEST_AREA:  # 顺丰速运廊坊分公司
                return None
            fitting = [one for one in options if one is not form and whole.search(one.key) and not part.search(one.key)]
            before = [one for one in fitting if one.mentions and len(name_of(one)) > 3]
            return max(before, key=lambda one: (weight(one), one.first), default=None)
    return None


def owner_of_own(form: Form, options: Sequence[Form], weight: Callable[[Form], int]) -> tuple[Form, int] | None:
    """The body that speaks and how long its word is in 我院重症医学科 and 母校中文系; None for other names."""
    found = _OWN.match(form.key)
    if not found:
        return None
    word = found[1] or found[2]
    heads = "大学|学院|师专" if word == "校" and _FACULTY.search(form.key) else _SELF_HEADS.get(word, word)
    head = re.compile(f"(?:{heads})$")
    fitting = [one for one in options if one is not form and not _OWN.match(one.key) and head.search(one.root.key)]
    fitting = [one for one in fitting if len(one.key) > len(word) + 1]
    owner = max((one.root for one in fitting), key=lambda one: (weight(one), -one.first), default=None)
    return (owner, found.end()) if owner else None


def opening(key: str) -> int:
    """How long the general word is that a part's name opens with: 学院 in 学院畜牧兽医系."""
    found = _GENERAL.match(key)
    return found.end() if found else 0


def body_before(form: Form, options: Sequence[Form]) -> Form | None:
    """The body that the general word before a part means: the one of that kind named most."""
    length = opening(form.key)
    if not length:
        return None
    head = form.key[:length]
    fitting = [one for one in options if one is not form and one.key.endswith(head) and len(one.key) > length + 1]
    return max(fitting, key=lambda one: (len(one.mentions), -one.first), default=None)


def speaker(form: Form, options: Sequence[Form], weight: Callable[[Form], int]) -> Form | None:
    """The body that 我校 or 我院 means: the one of that kind that the article has most to say of."""
    found = _SELF.match(form.key)
    if not found:
        return None
    head = re.compile(f"(?:{_SELF_HEADS.get(found[1], found[1])})$")
    fitting = [one for one in options if one.root is not form and not is_self(one) and head.search(one.root.key)]
    # 我校 is no college where a university is named
    whole = [one for one in fitting if not one.root.key.endswith("学院")] if found[1] in {"校", "学校"} else fitting
    return max((one.root for one in whole or fitting), key=lambda one: (weight(one), -one.first), default=None)


def publishing(form: Form, publisher: str) -> str:
    """The body that publishes the article itself, where 我校 or 我院 can mean it; empty otherwise."""
    found = _SELF.match(form.key)
    name = _MEDIUM.sub("", publisher)
    if not found or not re.search(f"(?:{_SELF_HEADS.get(found[1], found[1])})$", fold(name)):
        return ""
    return name
