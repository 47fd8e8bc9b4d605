"""What a name's words tell: whether it names anything by itself, and its standard form.

人民医院 and 县委宣传部 say what kind of body it is and nothing more: which one is meant, the region says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.ontology import Ontology
from kg.text.numbers import digits, parse_numeral

# Ways to write one kind of body. In order; the left side becomes the right side wherever it stands in a core.
_SAME_BODY: Final = (
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("人民政治协商会议委员会", "政协"),
    ("政治协商会议委员会", "政协"),
    ("政协委员会", "政协"),
    ("人民政府", "政府"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("有限责任公司", "有限公司"),
    ("共产主义青年团", "共青团"),
    ("共青团委员会", "团委"),
    ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"),
    ("残疾人联合会", "残联"),
    ("归国华侨联合会", "侨联"),
    ("文学艺术界联合会", "文联"),
    ("社会科学界联合会", "社科联"),
    ("科学技术协会", "科协"),
    ("精神文明建设指导委员会", "文明委"),
    ("精神文明建设委员会", "文明委"),
    ("机构编制委员会", "编委"),
    ("纪律检查委员会", "纪委"),
    ("监察委员会", "监委"),
    ("政法委员会", "政法委"),
    ("管理委员会", "管委会"),
    ("村民委员会", "村委会"),
    ("居民委员会", "居委会"),
    ("街道办事处", "街道办"),
    ("国有资产监督管理委员会", "国资委"),
    ("发展和改革", "发改"),
    ("发展与改革", "发改"),
    ("发展改革", "发改"),
    ("卫生健康", "卫健"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("市场监督管理", "市场监管"),
    ("自然资源和规划", "自然资源规划"),
    ("医疗保障", "医保"),
    ("交通运输", "交通"),
    ("应急管理", "应急"),
    ("教育和体育", "教体"),
    ("教育体育", "教体"),
    ("行政审批服务", "审批服务"),
    ("交通警察", "交警"),
    ("委员会", "委"),
)
_ENDS: Final = (("中级法院", "中院"), ("高级法院", "高院"), ("高级中学", "高中"), ("初级中学", "初中"))
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
_COMMON: Final = """
实验 中心 人民 中医 职业 技术 经济 开发区 高新 高新区 综合 机关 直属 附属 城关 城区 民族 志愿者 服务 党 团 优秀 先进
十佳 十大 最美 模范 文明 好 身边好人 个人 集体 单位 示范 标兵 能手 之星 春季 夏季 秋季 冬季 职工 全民 健身 青年 校园
年度 农村 商业 信用 合作 供电 自来水 热力 燃气 公交 客运 烟草 邮政 电力 教师 医生 医师 护士 学生 干部 党员 工作者
五一 五四 三八 劳动 青少年 迎春 新春 元旦 春节 五一节 国庆 儿童节 启动 表彰 专场
"""
_MODIFIERS: Final = frozenset(_COMMON.split())
_LONGEST_WORD: Final = 10
# Titles and events with names as short as this are found in many places (好记者); a body's may be its own (北大).
_SHORT: Final = {"Organization": 0, "Honor": 5, "Event": 6}


class Kinds:
    """Tells names that say nothing but their kind, from the words of the lexicons."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = {
            "Organization": frozenset(ontology.forms("Organization", "head", "short", "unit")) | _MODIFIERS,
            "Honor": frozenset(ontology.forms("Honor", "head", "rank", "level", "called")) | _MODIFIERS,
            "Event": frozenset(ontology.forms("Event", "head", "weak")) | _MODIFIERS,
        }
        self._own = {kind: frozenset(ontology.forms(kind, "name")) for kind in self._words}
        self.says_little = lru_cache(maxsize=65536)(self._says_little)

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
def standard(core: str) -> str:
    """The standard form of a body's name without its region: 第一中学 and 一中 are 1中, 人民政府 is 政府."""
    core = numbered(core)
    for long, short in _SAME_BODY:
        core = core.replace(long, short)
    for long, short in _ENDS:
        if core.endswith(long):
            core = core.removesuffix(long) + short
    core = _SCHOOL.sub(r"\1中", core)
    return _PRIMARY.sub(r"\1小", core)


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
