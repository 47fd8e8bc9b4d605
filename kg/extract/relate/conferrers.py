"""Who conferred an honor: the body that the sentence says to give it, or that heads the list which the winner is on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.offices import place_of
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import View, holders

_O, _T, _H = (holders[kind] for kind in ("Organization", "Time", "Honor"))
# Words, posts and people, but no other body, place, honor or event.
_PEOPLE = f"[^，。；{_O}{holders['Place']}{_H}{holders['Event']}]"
_AGAIN = "(?:又|还|曾|亦|也|再|再次|随后|先后|隆重){0,2}"
_CONFERS = (
    "(?:等[^，。]{0,8})?(?:决定，?)?(?:联合|共同|分别|正式|按程序|先后|同时|表彰|决定)?"
    "(?:追?授予|评为|评定|命名|认定|表彰|颁|记|通报|确定|列为|给予|嘉奖|评选|追认|公布|遴选|授|聘|发给|批准|推选|选为|评出|评选出|选出|揭晓)"
)
_CONFERRER = re.compile(f"({_O})(?:于?{_T})?{_CONFERS}")
_GIVING = re.compile(f"({_O}){_PEOPLE}{{0,14}}?[为向给对][^。；]{{0,30}}?(?:颁|授|表彰)")
_WON = (
    "获颁|获授|获得|荣获|喜获|捧回|领取|收获|领到|受到|得到|拿到|入选|获聘|获选|当选|摘得|夺得|拿下|斩获|列入|获|受"
    "|赢得|拿过|得过|获过|接过|收到|拿|得"
)
_GIVEN = re.compile(
    f"(?:{_WON})(?:了|到)?({_O})(?:颁发|授予|颁授|评选|表彰|表扬|认定|颁|发|封|列|委任|嘉奖|的|[“《]|(?={_H}))"
)
# What says little unless the honor follows at once: 某厅给了他“…”, 被某局列入“…”, 某会登录的“…”.
_JUST_BEFORE = re.compile(
    f"({_O})(?:于?{_T})?{_AGAIN}(?:给|发|列入|定为|封|追[授记]|荣?记|委任|登录|核准|推为|推荐为|把|将)[^。；，“]{{0,10}}[“《]?$"
)
_HANDED = re.compile(f"[从由自]({_O}){_PEOPLE}{{0,10}}?手[里上中][^。；]{{0,14}}$")
_TAKEN_UP = re.compile(f"({_O})[^。；{_O}]{{0,12}}，?{_AGAIN}[把将][^。；，]{{0,8}}$")
_PASSED_ON = re.compile("[^，。；]{0,10}(?:颁|授|发|送到|交到|交给|给了)")
# What follows the honor: “模范”（中华全国总工会）; …，授予单位是省总工会; …由省总工会颁发.
_BEHIND = re.compile(
    f"[”」』》]?(?:称号|证书|奖牌|奖章|奖状|铜牌)?(?:（{_T}?，?({_O})"
    f"|[^。；]{{0,8}}[，；](?:授予|授牌|颁发|颁授|颁奖|发证|表彰|评选|命名)(?:单位|机构|部门|方|者|的)(?:则|均|都)?[是为]({_O})"
    f"|[^。；]{{0,4}}[，；]?(?:证书|奖牌|奖项|奖章|称号)?由({_O})(?:{_T})?(?:颁|授予|评出|评选|认定|命名|发给)"
    f"|[^。；]{{0,8}}，[^，。；]{{0,8}}(?:是|系)({_O})(?:颁|授|发|评)[^，。；]{{0,3}}的)"
)
_NEAR = 40


def conferrer(scene: Scene, candidate: Candidate) -> str | None:
    """The id of the body that conferred the honor."""
    view = scene.plain[candidate.view]
    place = place_of(view, candidate.object)
    if place >= 0:
        behind = _BEHIND.match(view.text, place + 1)
        group = next((n for n in (1, 2, 3, 4) if behind and behind[n]), 0)
        if behind and group:
            return _but(_body(view, behind.start(group)), candidate.subject.entity)
        told = _before(scene, candidate, view, place)
        if told:
            return told
    return _of_list(scene, candidate) or _in_name(scene, candidate)


def _before(scene: Scene, candidate: Candidate, view: View, place: int) -> str | None:
    """The body that the words before the honor name: O授予, 获O颁发的, O把…颁给; best the last behind the winner."""
    subject, honor = candidate.subject, candidate.object.start
    together = scene.paired[candidate.view]
    found: list[tuple[int, str]] = []
    for start in _named_before(view, place):
        body = _body(view, start)
        if body and body != subject.entity and together.get((subject.entity, body), True):
            found.append((view.offsets[start], body))
    near = [body for start, body in sorted(found) if start > subject.start or subject.start > honor]
    if near:
        return near[-1]
    return max(found)[1] if found and "被" not in view.text else None


def _named_before(view: View, place: int) -> Iterator[int]:
    """Where in the reduced sentence the bodies stand that words before `place` say to confer something."""
    for pattern in (_CONFERRER, _GIVEN, _GIVING):
        for found in pattern.finditer(view.text):
            if found.start(1) < place:
                yield found.start(1)
    head = view.text[max(0, place - _NEAR) : place]
    at = max(0, place - _NEAR)
    patterns = [_JUST_BEFORE, _HANDED]
    if _PASSED_ON.match(view.text, place + 1):
        patterns.append(_TAKEN_UP)
    for pattern in patterns:
        near = pattern.search(head)
        if near:
            yield at + near.start(1)


def _body(view: View, place: int) -> str | None:
    item = view.items[place]
    return item.members[0].entity if item and item.members else None


def _but(body: str | None, winner: str) -> str | None:
    return body if body != winner else None


# What a list of winners stands under: 由省总工会授予…：, 某县人民政府关于表彰…的决定, 某学会公布…名单, 经某局研究…
_HEADING = re.compile(f"由({_O})(?:等[^，。：]{{0,6}})?(?:授予|颁发|颁授|表彰|评选|命名|认定)[^，。]{{0,24}}：?\\s*$")
_DECREE = re.compile(
    f"^\\s*({_O})(?:关于|[^，。；]{{0,6}}公布)[^。；]{{0,40}}?(?:表彰|表扬|授予|命名|嘉奖|获奖|名单)"
    f"|经({_O})[^。；]{{0,14}}(?:研究|审定|批准)，?[^。；]{{0,20}}?(?:表彰|表扬|授予|命名|嘉奖)"
    f"|由({_O})[^。；，]{{0,12}}(?:颁发|颁授|授予)(?:奖牌|证书|称号|荣誉|奖状)"
)
_LISTED = re.compile(
    f"[^\\w]*(?:[一二三四五六七八九十\\d]{{1,2}}[、.．])?[“「]?{_H}[”」]?(?:（[^）]*）)?\\s*(?:[：:—]|-{{1,2}})"
)
_OPENING = 8


def _of_list(scene: Scene, candidate: Candidate) -> str | None:
    """The body above the list that the winner stands on."""
    view = scene.plain[candidate.view]
    if candidate.mode != "co" and not _LISTED.match(view.text):
        return None
    for earlier in reversed(scene.plain[: candidate.view]):
        found = _HEADING.search(earlier.text)
        if found:
            return _but(_body(earlier, found.start(1)), candidate.subject.entity)
    for earlier in scene.plain[: min(candidate.view, _OPENING)]:
        found = _DECREE.search(earlier.text)
        group = next((n for n in (1, 2, 3) if found and found[n]), 0)
        if found and group:
            return _but(_body(earlier, found.start(group)), candidate.subject.entity)
    return None


def _in_name(scene: Scene, candidate: Candidate) -> str | None:
    """The body that the honor is named after: 某省作家协会年度新人奖."""
    name = scene.entities[candidate.object.entity].name
    for entity in scene.entities.values():
        if entity.type != "Organization" or entity.id == candidate.subject.entity:
            continue
        if any(len(form) > _SHORT and name.startswith(form) for form in (entity.name, *entity.aliases)):
            return entity.id
    return None


_SHORT = 3
