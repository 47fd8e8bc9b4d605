"""Honors and events: 个人二等奖 of a contest, 最佳新人獎 of a prize, 大赛 for the contest named before, 省劳动模范."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.refer.areas import Areas
from kg.extract.refer.forms import Form, around
from kg.extract.refer.ranks import base_name
from kg.text.fold import fold

_RANK = (
    r"(?:特等奖|[一二三四]等奖|[金银铜][奖牌质]奖?|[冠亚季殿]军|第[一二三四五六七八九十百\d]+名"
    r"|优[秀异胜良]奖|入围奖|提名奖?|入选奖)"
)
_RELATIVE = re.compile(
    rf"^(?:最佳|最高|最具|最有价值|最受|特别|评[委审]会?|优秀(?:指导|组织|作品|奖|教练|裁判|选手|运动员|领队)|最美(?!.{{2,4}}$)"
    rf"|(?:[男女]子|混合|个人|团体|团队|集体|单项)|.{{1,10}}[组类赛道项目级](?:.{{0,6}}){_RANK}|.{{0,6}}{_RANK}$|莓王$|金牌教练|本届)"
)
# A name that tells its own contest is whole, and merits (二等功) belong to none.
_WHOLE = re.compile("(?:大奖|竞|比|锦标|联|公开|预选|评鉴|大|擂台|争霸|邀请|挑战)赛(?![项区道])|杯|功$|勋章|奥赛")
_FAMILY = re.compile(r"(?:^第[一二三四五六七八九十百\d]+届|^(?:19|20)\d\d年度?).{2,20}奖$|^.{2,6}奖$")
_TERMED = re.compile(r"^(?:第[一二三四五六七八九十百\d]+届|(?:19|20)\d\d年度?)")
_OF_FAMILY = re.compile(r"^[^省市县国]{2,8}奖(?:一等奖|二等奖|三等奖)?$")
_CONTEST = re.compile(
    "赛$|赛[事区]$|比武$|竞技$|擂台$|杯$|运动会$|[奥亚残全]运会$|展演$|展览?$|[电短]?影展?片?展$|[艺电戏音文][术影剧乐化]节$|博览会$|奥赛$"
    "|评选(?:活动)?$|荟萃活动$|征文$|奖$|联赛.{0,3}$"
)
_FIRST = re.compile("^(?:首[批次]|历届|本届|荣?获|记(?=[个集]|大功|[一二三]等))")
_LAST = re.compile(r"[（(](?:[^（()）]*(?:类|领域|组)|[A-Za-z .]+)[)）]$")
_AREA = re.compile(
    "^(?:全(省|市|县|州)(?=优秀|先进|劳动|最美|十[佳大]|模范|杰出|五一|三八|道德|技术能手)|(省|市|县|州)(?![级委直长部]|政府)(?=.{3}))"
)
_CEREMONY = re.compile("^(?:颁奖典礼|颁奖仪式|颁奖大会|颁奖晚会|颁奖礼)$")
_ANY_EVENT = re.compile(
    "大会|大赛|比赛|赛事|论坛|晚宴|年会|会议|座谈会|启动仪式|[开闭]幕仪式|开幕式|闭幕式|庆典|活动|典礼|仪式"
)
_OPENING = re.compile(
    "^(?:开幕式|闭幕式|开幕仪式|闭幕仪式|大会|大赛|比赛|竞赛|赛事|论坛|年会|培训班|本届.{2,4}|本次.{2,4})$"
)


def is_any(form: Form) -> bool:
    """Whether an event is only called 大会 or 晚宴, so that nothing says which."""
    return form.type == "Event" and not form.built and bool(_ANY_EVENT.fullmatch(form.key))


def link(document: Document, forms: Sequence[Form], areas: Areas) -> None:
    """Let honors' and events' short forms stand for their full ones, or build the full name."""
    events = [form for form in forms if form.type == "Event"]
    honors = [form for form in forms if form.type == "Honor"]
    _shortened(events)
    _shortened(honors)
    bases = _Bases(document, events, honors)
    by_name = {form.key: form for form in honors}
    for form in honors:
        if form.target is None:
            _complete(form, bases.of(form), areas, by_name)
    for form in events:
        _occasion(form, bases)


def _shortened(forms: Sequence[Form]) -> None:
    """A form that ends a longer one, or opens just one, stands for it."""
    by_key = {form.key: form for form in forms}
    by_end: dict[str, list[Form]] = defaultdict(list)
    by_start: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        for start in range(1, len(form.key) - 2):
            by_end[form.key[start:]].append(form)
        for end in range(max(3, len(form.key) - 6), len(form.key)):
            by_start[form.key[:end]].append(form)
    for form in sorted(forms, key=lambda one: (-len(one.key), one.first)):
        twin = by_key.get(form.key + "奖")
        if twin is not None and form.stand_for(twin):
            continue
        if len(form.key) < 3 or form.key.endswith("功") or (_RELATIVE.match(form.key) and len(form.key) < 6):
            continue
        if nearest := form.nearest(around(by_end.get(form.key, []), form.first)):
            form.stand_for(nearest)
        elif len(opened := by_start.get(form.key, [])) == 1:
            form.stand_for(opened[0])


class _Bases:
    """The contests and prizes that a rank or a part of a prize can belong to."""

    def __init__(self, document: Document, events: Sequence[Form], honors: Sequence[Form]) -> None:
        self.document = document
        self.contests = [form for form in events if _CONTEST.search(form.key) and len(form.key) > 4]
        families = [form for form in honors if _FAMILY.match(form.key) and not _RELATIVE.match(form.key)]
        self.termed = [form for form in families if _TERMED.match(form.root.key)]
        self.all = sorted([*self.contests, *self.termed], key=lambda form: form.first)
        self.prizes = [form for form in self.all if _TERMED.match(form.root.key) and form.key.endswith("奖")]

    def of(self, form: Form) -> Form | None:
        """The contest or prize that `form` was given in, None where its name is whole."""
        if _TERMED.match(form.key):
            return None
        if _WHOLE.search(form.key):
            return None
        if _RELATIVE.match(form.key):
            return self._before(form, self.all)
        if _OF_FAMILY.match(form.key):
            return self._before(form, self.prizes)
        return None

    def _before(self, form: Form, options: Sequence[Form]) -> Form | None:
        others = [one for one in around(options, form.first) if one is not form and one.root is not form]
        before = [one for one in others if one.first < form.first or _TERMED.match(one.root.key)]
        nearest = form.nearest(before)
        return nearest.root if nearest else None


def _complete(form: Form, base: Form | None, areas: Areas, known: dict[str, Form]) -> None:
    name = form.name
    if base is not None:
        opening = base_name(base)
        key = fold(opening)
        # 金奖 of the 第七届书法奖 is 第七届书法奖金奖; what the base ends in isn't said twice
        name = name if fold(name).startswith(key) else opening + name
    else:
        key = fold(name)
        found = _FIRST.match(key)
        last = _LAST.search(key)
        name = name[found.end() if found else 0 : last.start() if last else len(name)]
        if area := _AREA.match(fold(name)):
            level = area[1] or area[2]
            if place := areas.named(level, form.first):
                name = place + name[area.end() :]
    if name != form.name and len(name) > 1:
        other = known.get(fold(name))
        if other is None or other is form or not form.stand_for(other):
            form.built = name


def _occasion(form: Form, bases: _Bases) -> None:
    """颁奖典礼 is that of the prize named before; 大赛 and 开幕式 mean the event itself."""
    if form.target is not None:
        return
    if _CEREMONY.match(form.key):
        base = form.nearest(
            one for one in around(bases.all, form.first) if one.root is not form and one.first < form.first
        )
        if base is not None:
            form.built = (base.root.built or base.root.name) + form.name
    elif _OPENING.match(form.key):
        base = form.nearest(
            one for one in around(bases.contests, form.first) if one.root is not form and one.first < form.first
        )
        if base is not None:
            form.stand_for(base)
