"""What stands right around a name and decides what it is or where it begins: marks of quotation, brackets, posts, 评为.

Names that were cut inside quotation marks are made whole, bodies take the place in brackets behind them
(中国地质大学（北京）), halls that have a president are bodies, and a 工作站 that somebody was named is an honor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.document import Document
from kg.model import Mention

_OPENING = re.compile("“(?P<rest>[一-鿿]{1,8})$")
_NO_NAME = re.compile("[的了在和与及是为向从将要被：]")
_BRACKET = re.compile("（(?P<place>[一-鿿]{2,5})）")
_BRANCHED = re.compile("(?:大学|学院|中学|学校|银行|医院|中心|研究院)$")
_AND = re.compile("(?:^|[，。、；：“\\n 　的由任有括])(?P<first>[一-鿿](?:(?![有括])[一-鿿]){1,7})[及暨]$")
_OFFICE = re.compile("[局署处科部系室]$")
_HEADED = re.compile("[局署处科部系室会院校馆司队所厅委团社]$")
_HALL = re.compile(
    "(?:大会堂|会馆|宗祠|公所|文化馆|美术馆|博物馆|艺术馆|公会|同乡会|[宫寺庙庵观阁]|剧院|书城|饭店|酒家|酒楼)$"
)
_PRESIDES = re.compile(
    "(?:[^，。；：、\\n“”]{0,6}?)(?:第[一二三四五六七八九十0-9]+[届任])?(?:[正副]|署理|永久|名誉|候任|新任|首[届任]|现任)*(?:会长|主席|总务|理事|监事|董事|秘书长|馆长|院长|住持|方丈|监院|炉主|值理|经理|老板)"
)
_NAMED = re.compile("(?:评为|获评|评定为|认定为|列为|命名为|评选为|获颁|获称)“?$")
_AFTER_HONOR = re.compile("[”，。；、（\\n]|称号|$")
_AUTHORITY = re.compile("(?:局|厅|委|政府|公司|协会|学会|联合会|[^俱干]部)$")

_POST = "(?:副|原|前|首任|现任)?(?:主任|护士长|护士|护师|科长|顾问护师|顾问医生)"
_PART = re.compile(
    f"[一-鿿]{{1,5}}(?:科|[急诊症]{{2}}室)(?={_POST})|(?:公司|[厂校局院]|集团)(?:工会|团委|妇联)(?=(?:副|原|前)?(?:主席|书记))"
    "|[一-鿿]{2,6}系(?=(?:副|系|原)?(?:主任|教授|讲师)|[0-9]{2,4}[级届]|校友|学生|毕业)"
    "|[一二三四五六七八九十][车工][间段](?=副?(?:主任|段长))"
)
_ANY_PART = re.compile(
    "选派|^.?[本该各全两学外内]科|[关体联派直]系$|[本该各原与和及首]|科室|学科|^首|全科|的|主任|[专本]科$"
)
_BEFORE_PART = frozenset("，。、；：（\n 　的任在由过到有")
_HOME = re.compile(
    "(?<=[是，。；（、\n的])(?P<people>[一-鿿]{2,4})(?:籍(?=[一-鿿])|姑娘|小伙|汉子)|[，出年]生[于在](?P<born>[一-鿿]{2,4})(?=[，。；的一])"
)
_SEEN = 0.6


def opened(text: str, start: int, end: int, taken: Callable[[int], bool]) -> int:
    """Where a body begins that was cut behind its opening quotation mark: “当|湖慈航服务中心”."""
    if text[end : end + 1] != "”":
        return start
    found = _OPENING.search(text, max(0, start - 9), start)
    if not found or _NO_NAME.search(found["rest"]) or any(taken(at) for at in range(found.start("rest"), start)):
        return start
    return found.start("rest")


def joined(text: str, start: int, end: int, taken: Callable[[int], bool]) -> int:
    """Where an office with 及 in its name begins: 教育及|青年发展局, but not behind another body or name."""
    found = _AND.search(text, max(0, start - 10), start) if _OFFICE.search(text, start, end) else None
    if not found or _HEADED.search(found["first"]) or any(taken(at) for at in range(found.start("first"), start)):
        return start
    return found.start("first")


def branch(text: str, start: int, end: int, is_place: Callable[[str], bool]) -> int:
    """The end of a body with the place behind it in brackets that tells it from its namesakes."""
    found = _BRACKET.match(text, end) if _BRANCHED.search(text, start, end) else None
    return found.end() if found and is_place(found["place"]) else end


def conferred(text: str, start: int, end: int) -> bool:
    """Whether what reads like a body is what somebody was named: 被评为|国家二级博物馆."""
    named = _NAMED.search(text, max(0, start - 4), start)
    return bool(named and _AFTER_HONOR.match(text, end)) and not _AUTHORITY.search(text, start, end)


def headed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions`; a hall or temple that has a president somewhere is a body, all through the article."""
    bodies = {
        text[m.start : m.end]
        for m in mentions
        if m.type == "Place" and _HALL.search(text, m.start, m.end) and _PRESIDES.match(text, m.end)
    }
    if not bodies:
        return list(mentions)
    return [
        replace(m, type="Organization", subtype="") if m.type == "Place" and text[m.start : m.end] in bodies else m
        for m in mentions
    ]


def parts(document: Document, taken: set[int]) -> Iterator[Mention]:
    """Parts of a body that nobody heard, told of by the post behind them: |感染科|护士长, |公司工会|主席."""
    text = document.folded
    starts = {word.start for word in document.words}
    for found in _PART.finditer(text):
        end = found.end()
        start = next((at for at in range(end - 2, found.start() - 1, -1) if _begins(text, at, starts, taken)), 0)
        if start and taken.isdisjoint(range(start, end)) and not _ANY_PART.search(text[start:end]):
            yield Mention(start, end, document.text[start:end], "Organization", confidence=_SEEN)


def _begins(text: str, at: int, starts: set[int], taken: set[int]) -> bool:
    return at in starts and (text[at - 1] in _BEFORE_PART or at - 1 in taken)


def homes(document: Document, taken: set[int], is_place: Callable[[str], bool]) -> Iterator[Mention]:
    """Places that only where somebody is from tells of: 文成|籍侨领, 成都|姑娘, 生于|荣成."""
    text = document.folded
    for found in _HOME.finditer(text):
        start, end = found.span(found.lastgroup or 0)
        if taken.isdisjoint(range(start, end)) and is_place(text[start:end]):
            yield Mention(start, end, document.text[start:end], "Place", confidence=_SEEN)
