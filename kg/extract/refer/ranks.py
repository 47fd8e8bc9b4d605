"""Ranks won in a contest that is named elsewhere: 在…大赛上…夺得一等奖 is the contest's first prize, an honor.

No recogniser takes 一等奖 alone for a name. Here it becomes one where somebody wins it and the article names a contest
before; the group or event that stands before it, or above it as a heading, belongs to the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.refer.forms import Form, clean_name
from kg.model import Mention
from kg.text.fold import fold

_RANK = (
    "特等奖|[一二三]等奖|[金银铜][奖牌]|[冠亚季]军|第[一二三四五六七八]名|优[秀异胜]奖|优良奖|入围奖|团体奖|组织奖"
    "|优秀组织奖|提名奖"
)
_WON = re.compile(
    "(?P<verb>获得?了?|荣获|喜获|勇?夺[取下]了?|勇?夺得?了?|摘[下取]了?|摘得?了?|捧[得回走]?"
    "|拿下了?|拿到了?|斩获|分获|分别获得?|赢得了?"
    "|收获了?|得了?|获颁|名列|位列|授予|揽获|颁发|取得了?)"
    f"(?P<gap>[^，。；！？：、\\n“”《》（）]{{0,16}}?)(?P<rank>{_RANK})"
    f"(?:[、和及与](?P<second>{_RANK}))?(?:[、和及与](?P<third>{_RANK}))?"
    "(?!得主|获得者|榜|选手|教练|[总]?数|队|作品|名单|空缺|从缺|的?归属)"
)
_LISTED = re.compile(
    f"(?:^|\\n)(?P<gap>[^\\n，。；：]{{0,12}}?)(?P<rank>{_RANK})(?=[\\s　：:（(])(?!\\s*[（(]?[从空]缺)"
)
_GOES_TO = re.compile(
    f"(?<=[，。；：\\n])(?P<gap>[^，。；：、\\n“”]{{0,12}}?)(?P<rank>{_RANK})(?:则|分别)?(?:为|由|归|花落|被|属于)"
)
_GROUP = re.compile(
    "(?:[男女]子|混合|个人|团体|集体|单项|[小初高中大][学中低高]?年?级?组"
    "|[一-鿿A-Za-z0-9]{1,9}?(?:组别?|级|项目|类|赛道|赛项|全能|单打|双打|单人|双人|接力|决赛)){1,3}"
)
_NOTHING = re.compile("了?(?:比赛|大赛|本次|本届|其中|全国|全省|全市)?的?")
_NUMBER = re.compile("[0-9一二三四五六七八九十两数多几][枚块个项人次]|不[获得]|没|未|无缘")
_NUMBERED = re.compile(
    "^\\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])(?P<group>[一-鿿]{2,10})[：:]?\\s*$"
)
_HEADING = re.compile(
    "^[◎●■◆▍【一二三四五六七八九十、0-9.．（）()\\s]*"
    "(?P<group>[^\\s，。：]{2,10}?(?:项目|组|类|赛项|赛道|单元)|个人(?=奖)|团体(?=奖))奖?[】：:]*\\s*$"
)
_WHERE = re.compile(
    "(?P<group>[^，。；！？：、\\n“”《》（）]{2,14}?(?:赛项|项目|组|接力|级|单打|双打|全能|类))"
    "(?:的?比赛|决赛|角逐|评比)?[中里上]?,?(?:[一-鿿]{0,2}[又还]|分别|一举)?$"
)
_CONTEST = re.compile(
    "赛$|比武$|竞技$|擂台$|杯$|运动会$|[奥亚残全省]运会$|奥赛$|大比拼$|锦标赛.{0,6}$|评选$|比赛.{0,4}$"
)
# Read in names as the article writes them, in either script.
_SPORT = re.compile("(?<=[运運][动動][会會])[一-鿿]{1,6}(?:比[赛賽]|[赛賽]事|[项項]目)$")
_WITH_CONTEST = re.compile(
    "“?(?P<contest>[^，。；\\n]{3,60}(?:大赛|竞赛|比赛|锦标赛|联赛|[邀公挑选争擂对][请开战拔霸台抗]赛|运动会|[奥亚残全]运会"
    "|比武|展演|影展))(?!评|委)[^，。；\\n]{0,40}(?:[特一二三]等奖|[金银铜][奖牌]|[冠亚季]军|第[一二三四五六七八]名|优.奖)”?"
)
_REACH, _LINES = 400, 8


@dataclass(frozen=True, slots=True)
class _Won:
    start: int
    end: int
    name: str


def find(document: Document, forms: Sequence[Form]) -> list[Form]:
    """Forms of such honors; one that is named already takes the mention instead."""
    taken = {at for form in forms for mention in form.mentions for at in range(mention.start, mention.end)}
    contests = sorted(
        ((mention.start, mention.end, form) for form in forms if form.type == "Event" for mention in form.mentions),
        key=lambda one: one[:2],
    )
    contests = [one for one in contests if _CONTEST.search(one[2].root.built or one[2].root.key)]
    if not contests:
        return []
    known = {fold(form.built or form.name): form for form in forms if form.type == "Honor"}
    made: dict[str, Form] = {}
    for won in _found(document, contests):
        if not taken.isdisjoint(range(won.start, won.end)):
            continue
        key = fold(won.name)
        text = document.text[won.start : won.end]
        form = known.get(key) or made.setdefault(key, Form(key, won.name, "Honor"))
        form.mentions.append(Mention(won.start, won.end, text, "Honor", kind="short", confidence=0.7))
        form.mentions.sort(key=lambda mention: mention.start)
    return list(made.values())


def contests(document: Document, forms: Sequence[Form]) -> list[Form]:
    """The contests that only an honor's name tells of: 第九届全国烹饪技能竞赛 of 第九届全国烹饪技能竞赛特金奖.

    Of 183 such honors of the gold articles 180 have their contest beside them. The mention lies inside the honor's.
    """
    known = {key for form in forms if form.type == "Event" for key in (form.key, fold(form.built or form.name).lower())}
    made: dict[str, Form] = {}
    for form in forms:
        for mention in form.mentions if form.type == "Honor" else ():
            found = _WITH_CONTEST.fullmatch(document.folded, mention.start, mention.end)
            if not found:
                continue
            start, end = found.span("contest")
            name = clean_name(document.text[start:end])
            key = fold(name).lower()
            if key not in known:
                event = made.setdefault(key, Form(key, name, "Event"))
                inner = Mention(start, end, document.text[start:end], "Event", confidence=mention.confidence)
                event.mentions.append(inner)
    return list(made.values())


def _found(document: Document, contests: Sequence[tuple[int, int, Form]]) -> Iterator[_Won]:
    text = document.folded
    for pattern in (_WON, _LISTED, _GOES_TO):
        for found in pattern.finditer(text):
            group, contest = _group(found["gap"]), _contest(found.start(), contests)
            if group is None or contest is None or _NUMBER.search(text, max(0, found.start() - 2), found.start("rank")):
                continue
            opening = base_name(contest[2])
            if pattern is _LISTED and not found["rank"].startswith(("团体", "组织", "优秀组")):
                opening += _heading(text, found.start("gap"))
            elif pattern is _WON and not group:
                opening += _where(text, contest[1], found.start(), document.text)
            for name in ("rank", "second", "third") if pattern is _WON else ("rank",):
                start, end = found.span(name)
                if start >= 0:
                    left = start - len(group) if name == "rank" else start
                    shown = document.text[found.start("rank") - len(group) : found.start("rank")]
                    yield _Won(left, end, opening + shown + document.text[start:end])


def base_name(form: Form) -> str:
    """The contest as its ranks are named after it; games without the sport: 辽宁省运动会|拳击比赛."""
    return _SPORT.sub("", form.root.built or form.root.name)


def _where(text: str, contest: int, verb: int, shown: str) -> str:
    """The group that stands between the contest, or 在, and the verb: 大赛|输电专业赛项|中获第二名."""
    before = max(contest, verb - 24, *(text.rfind(mark, 0, verb) + 1 for mark in "，。；！？\n"))
    opened = text.rfind("在", before, verb) + 1
    found = _WHERE.search(text, max(before, opened), verb)
    if not found or found.start() > max(before, opened):
        return ""
    return shown[found.start("group") : found.end("group")]


def _group(gap: str) -> str | None:
    """The group or event right before a rank; None where something else stands there."""
    if _NOTHING.fullmatch(gap):
        return ""
    bare = re.sub("^(?:了|其中|本次|本届|比赛|大赛)", "", gap)
    return bare if _GROUP.fullmatch(bare) else None


def _contest(at: int, contests: Sequence[tuple[int, int, Form]]) -> tuple[int, int, Form] | None:
    """The contest named last before `at`, within reach."""
    number = bisect_right(contests, at, key=lambda one: one[1]) - 1
    return contests[number] if number >= 0 and contests[number][1] > at - _REACH else None


def _heading(text: str, at: int) -> str:
    """The last heading above a line that names a group."""
    for line in reversed(text[max(0, at - 300) : at].split("\n")[-_LINES:]):
        if found := _HEADING.match(line) or _NUMBERED.match(line):
            return found["group"]
    return ""
