"""Pairs that the words around them rule out: a mayor heads no company, whoever hands out an honor doesn't win it.

The scorer weighs what may be; what is here can't be, whatever else the sentence says.
"""

from __future__ import annotations

import re

from kg.extract.relate.offices import place_of, post_fits
from kg.extract.relate.scene import Scene
from kg.extract.relate.sieve import Candidate
from kg.extract.relate.view import View, holders, posts

_P, _O, _L, _H, _T = (holders[kind] for kind in ("Person", "Organization", "Place", "Honor", "Time"))
_POSTS = "".join(holders[kind] for kind in sorted(posts))
_WON = re.compile("获|得|夺|摘|评为|评上|当选|入选|被|受|授予|荣|称号|立|捧|领|拿|膺|赢|为")
# 全国劳动模范、设备科科长甲; “梅花奖”得主甲: the honor is that of the person behind it.
_OF_NEXT = re.compile(
    f"[”’》]?(?:称号)?(?:获得者|得主|获奖者|得奖者|拥有者)?、?(?:[{_O}{_L}][^，。；：、]{{0,4}})?"
    f"[^，。；：、获得被授评任为与和说在给予由{_P}{_O}{_L}{_H}]{{0,8}}[{_POSTS}]*({_P})"
)
# 获颁一等奖的有甲、乙: nobody else is.
_WINNERS_FOLLOW = re.compile(
    "[”’》]?(?:称号|证书|奖章|荣誉)?的?[^，。；、]{0,6}?(?:还有|有|是|为|包括)[^，。；]{0,12}" + f"[{_P}{_O}]"
)
_HANDS_OUT = re.compile(
    "^[^，。；：]{0,40}?(?<!获)(?<!受)(?<!被)(?:颁发|颁授|颁赠|授予|颁给|宣读|颁出|授出)了?(?!的)[^，。；]{0,30}?$"
)
# In whose presence or under whom others win.
_UNDER = re.compile("[^，。；、在\ue000-\ue009]{0,4}(?:指导|带领|率领|陪同|见证|帮助|支持|主持|鼓励|引导|组织)之?下")
_UNIT = re.compile(f"(?:旗下|下属|所属|属下|辖下|名下)(?:的|全资|控股|子公司){{0,3}}{_O}")
_OF_UNITS = frozenset(
    {"awarded", "establishedIn", "establishedBy", "locatedIn", "investedIn", "partneredWith", "participatedIn"}
)
_TO = re.compile("[向给为予]")
_RECEIVES = re.compile("[获被受由经得让]|颁发给|授给")
_STUDIES = (
    "(?:研究生|硕士生?|博士生?|本科生|毕业生|学生|学员|校友|学子|[高初][一二三]学?生?|大[一二三四]学?生"
    "|[一二三四五六]年级(?:学生)?)"
)
_STUDENT = re.compile(f"[^，。；：、□]{{0,14}}?{_STUDIES}(?!导师|后|会|处|工作|院|部|辅导|科|宿)(?:（[^（）]*）)?")
# Between a student's post and the name: 的, 、.
_ASIDE = 1
_LEADS = frozenset("、，。；：（“原前任由和与及的了对向在被给跟同经陪！？ 　")
_TAKES = re.compile("[^，。；]{0,4}(?:任|兼|当选|出掌|接掌|是|为|系)")
# What a body says that confers: 县委、县政府决定，授予…; 县委 县政府关于表彰…的决定.
_CONFERS = re.compile(
    f"[{_O}](?:(?:研究|联合|共同|现)?决定，?|关于)(?:[^，。；获得被{_P}{_O}{_L}{_H}]{{0,12}}，)?(?:对[^，。；]{{0,20}})?(?:予以)?"
    "(?:追授|授予|表彰|表扬|通报表[彰扬]|命名|评选|认定|公布)"
)
_CONFERS_ALL = re.compile(
    f"(?:[\\s、]?{_O}){{0,4}}关于(?:追授|授予|表彰|表扬|通报表[彰扬]|命名|公布)[^，。；{_P}{_O}]{{0,20}}$"
)
_SIGNED = re.compile(f"[{_O}\\s、，（）章公盖印{_T}]+")
# A decision says at its beginning who decides.
_FIRST_SENTENCES = 40
_COMMITTEES = ("组委会", "组织委员会", "筹委会")
_IS = re.compile("(?:^|，)[^，。；：任职教]{0,4}[是系为]?[^，。；：任职教聘]{0,6}$")


def misfit(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words around the two names of `candidate` rule it out."""
    if candidate.mode == "name":
        return False
    told = scene.paired[candidate.view]
    one, two = candidate.subject.entity, candidate.object.entity
    if told and (told.get((one, two)) is False or told.get((two, one)) is False):
        return True
    if candidate.relation in _OF_UNITS and _has_unit(scene, candidate):
        return True
    check = _CHECKS.get(candidate.relation)
    return check is not None and check(scene, candidate)


def _has_unit(scene: Scene, candidate: Candidate) -> bool:
    """Whether the subject only says whose unit the next body is, of which the sentence speaks: 甲公司旗下乙公司获奖."""
    view = scene.plain[candidate.view]
    at = place_of(view, candidate.subject)
    found = _UNIT.match(view.text, at + 1) if at >= 0 else None
    item = view.items[found.end() - 1] if found else None
    return item is not None and all(member.entity != candidate.object.entity for member in item.members)


def _unwon(scene: Scene, candidate: Candidate) -> bool:
    """Whether an honor is the next person's, or its subject the one who hands it out, or a body's by its clause."""
    view = scene.plain[candidate.view]
    at, honor = place_of(view, candidate.subject), place_of(view, candidate.object)
    if honor < 0:
        return _SIGNED.fullmatch(view.text) is not None and _confers(scene, candidate.subject.entity)
    person = scene.entities[candidate.subject.entity].type == "Person"
    between = view.text[at + 1 : honor] if 0 <= at < honor else ""
    if at < honor and (
        _of_next(view, candidate, at, honor) or (at < 0 and _WINNERS_FOLLOW.match(view.text, honor + 1))
    ):
        return True
    if at >= 0 and _UNDER.match(view.text, at + 1):
        return True
    if between and not person and _CONFERS_ALL.match(between):
        return True
    before = view.text[_clause_start(view.text, at) : at] if at >= 0 else ""
    return bool(
        person and between and _HANDS_OUT.match(between) and not _RECEIVES.search(between) and not _TO.search(before)
    )


def _confers(scene: Scene, body: str) -> bool:
    """Whether the article says that `body` confers honors: where it stands alone in a line it has signed."""
    for view in scene.plain[:_FIRST_SENTENCES]:
        for found in _CONFERS.finditer(view.text):
            first = found.start()
            while first >= 0 and view.text[first] in f"{_O}、 \u3000":
                item = view.items[first]
                if item is not None and any(member.entity == body for member in item.members):
                    return True
                first -= 1
    return False


def _clause_start(text: str, place: int) -> int:
    return max((text.rfind(mark, 0, place) + 1 for mark in "，。；：！？"), default=0)


def _of_next(view: View, candidate: Candidate, at: int, honor: int) -> bool:
    found = _OF_NEXT.match(view.text, honor + 1)
    before = view.text[max(at + 1, _clause_start(view.text, honor), honor - 14) : honor]
    if found is None or _WON.search(before):
        return False
    item = view.items[found.start(1)]
    return item is not None and all(member.entity != candidate.subject.entity for member in item.members)


def _unfit(scene: Scene, candidate: Candidate) -> bool:
    """Whether a person only studies at the body, or has a post that the body doesn't have."""
    view = scene.plain[candidate.view]
    at, body = place_of(view, candidate.subject), place_of(view, candidate.object)
    if at >= 0 and body >= 0 and _studies(scene, candidate):
        return True
    if at < 0 or (body >= 0 and view.text[body + 1 : at].strip(_POSTS + "、兼的原") == ""):
        return False
    first = at
    while first and view.text[first - 1] in _POSTS:
        first -= 1
    posted = 0 <= body < at and view.text[body + 1] in _POSTS
    led = first == 0 or view.text[first - 1] in _LEADS or view.items[first - 1] is not None
    if first == at or posted or not led or _TAKES.match(view.text, at + 1):
        return False
    name = scene.entities[candidate.object.entity].name
    item = view.items[at - 1]
    word = item.word if item is not None else ""
    return not post_fits(word, name)


def _studies(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words say that the person is, or was, a student of the body."""
    text, start = scene.masked[candidate.view], scene.plain[candidate.view].span.start
    person, body = candidate.subject, candidate.object
    found = _STUDENT.match(text, body.end - start)
    if found is None:
        return False
    if body.end <= person.start:
        return found.end() <= person.start - start <= found.end() + _ASIDE
    return bool(_IS.search(text[person.end - start : body.start - start]))


def _committee(scene: Scene, candidate: Candidate) -> bool:
    """Whether the event is by its name the body that prepares one: nobody competes in 大赛组委会."""
    return scene.entities[candidate.object.entity].name.endswith(_COMMITTEES)


_CHECKS = {"awarded": _unwon, "worksFor": _unfit, "participatedIn": _committee}
