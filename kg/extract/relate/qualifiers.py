"""Qualifiers of a claim, read off the sentences that state it: when, as what, by whom, how many, under which agreement, how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.relate.candidates import Candidate, Scene
from kg.extract.relate.view import Item, Member, holders
from kg.model import Qualifier, Time
from kg.text.sentences import clauses

_O, _T = holders["Organization"], holders["Title"]
_CONFERS = (
    "(?:等[^，。]{0,8})?(?:联合|共同|分别|正式|按程序|先后|同时|[^，。]{0,3})?"
    "(?:追?授予|评为|评定|命名|认定|表彰|颁|记|通报|确定|列为|给予|嘉奖|评选|追认|公布|遴选|授|评|聘|发|批准|推选|选为)"
)
_CONFERRER = re.compile(f"(?:被|由|经|获|获得|受到|获得了|荣获|得到)?({_O}){_CONFERS}")
_GIVEN = re.compile(f"(?:获|获得|荣获|获颁|喜获|捧回|领取|收获|领到|受|得到)({_O})(?:颁发|授予|颁授|评选|表彰|认定|颁|发)?的?")
_AGREEMENT = re.compile(
    "(?:签署|签订|签下|签了|续签|签|达成|缔结|订立|缔|订|据|根据|按照|有)(?:了|有)?([^，。；、！？签]{0,30}?)"
    "((?:协议书|协议|备忘录|合同|意向书|协定|章程|任务书|责任书|约定|公约|契约|盟约|认养约|共建书|合约|承诺书|宣言|MOU))》?”?"
)
_AGREEMENT_LEAD = re.compile(
    r"^(?:了|为期|首个|第一份|一份|一项|[一两二三四五六七八九十\d]{1,3}(?:年期|年|份|项|个)的?|正式|新的?|的|共同|双方|战略性的|期限[^的]{1,6}的)+"
)
_TITLE_TEXT = re.compile(r"^(?:的|原|前|时任|现任|新任|首任|该[校院所会]|、|兼|系|和|及|,|（|，)+")


def qualifiers_of(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Qualifier, ...]:
    """What the sentences of `candidates`, best first, say more of their claim; the first that says it counts."""
    found: dict[str, Qualifier] = {}
    for name, read in _READERS.get(candidates[0].relation, {}).items():
        for candidate in candidates[:3]:
            value = read(scene, candidate)
            if value is not None:
                found[name] = Qualifier(name, value, is_entity=name == "conferredBy")
                break
    return tuple(found.values())


def date(scene: Scene, candidate: Candidate) -> str | None:
    """The time that governs the claim: the last before its later name, else the first after it in the clause."""
    places = [_place(scene, candidate, member) for member in (candidate.subject, candidate.object)]
    known = [place for place in places if place is not None]
    if not known:
        return None
    last = max(known)
    times = [item for item in scene.plain[candidate.view].items if item and isinstance(item.payload, Time) and item.payload.value]
    before = [item for item in times if item.start < last]
    if before:
        return _iso(before[-1])
    sentence = scene.plain[candidate.view].span
    for part in clauses(scene.document.folded, sentence):
        if part.start <= last < part.end:
            inside = [item for item in times if last < item.start < part.end]
            return _iso(inside[0]) if inside else None
    return None


def _iso(item: Item) -> str | None:
    return item.payload.value[:10] if isinstance(item.payload, Time) else None


def _place(scene: Scene, candidate: Candidate, member: Member) -> int | None:
    """Where `member` stands, if that is inside the candidate's own sentence."""
    span = scene.plain[candidate.view].span
    return member.start if span.start <= member.start < span.end else None


def title(scene: Scene, candidate: Candidate) -> str | None:
    """The post: between body and name (县总工会主席张三), after the body (任县总工会主席), or before the name alone."""
    folded, person, body = scene.document.folded, candidate.subject, candidate.object
    here = _place(scene, candidate, body), _place(scene, candidate, person)
    if here[0] is not None and here[1] is not None and body.end <= person.start:
        between = folded[body.end : person.start]
        if len(between) <= 20 and not re.search("[。；：！？]", between) and between.count("，") == 0:
            return _clean_title(scene, body.end, person.start)
    if here[0] is not None:
        after = _titles_after(scene, candidate, body.end)
        if after:
            return after
    if here[1] is not None:
        return _titles_before(scene, candidate, person.start)
    return None


def _clean_title(scene: Scene, start: int, end: int) -> str | None:
    text = scene.document.folded[start:end]
    lead = _TITLE_TEXT.match(text)
    start += lead.end() if lead else 0
    shown = scene.document.text[start:end].strip(" 、:：”“")
    return shown if len(shown) >= 2 else None


def _titles_after(scene: Scene, candidate: Candidate, place: int) -> str | None:
    """The run of posts that follows ``place``: 主席, 党委书记、院长, 骨伤科主任."""
    view = scene.plain[candidate.view]
    end = place
    for item in view.items:
        if item is None or item.start < place:
            continue
        gap = scene.document.folded[end : item.start]
        fits = len(gap) <= (8 if end == place else 1) and not re.search("[，。；：！？]", gap)
        if item.kind != "Title" or not fits or (end != place and gap not in {"", "、", "兼"}):
            break
        end = item.end
    return _clean_title(scene, place, end) if end > place else None


def _titles_before(scene: Scene, candidate: Candidate, place: int) -> str | None:
    titles = [item for item in scene.plain[candidate.view].items if item and item.kind == "Title" and item.end <= place]
    start = place
    for item in reversed(titles):
        if item.end == start or (start != place and scene.document.folded[item.end : start] in {"、", "兼"}):
            start = item.start
        else:
            break
    return _clean_title(scene, start, place) if start < place else None


def conferrer(scene: Scene, candidate: Candidate) -> str | None:
    """Who conferred the honor: 被O授予, O授予, 获O颁发的."""
    view = scene.plain[candidate.view]
    place = candidate.object.start
    found: list[tuple[int, str]] = []
    for pattern in (_CONFERRER, _GIVEN):
        for match in pattern.finditer(view.text):
            item = view.items[match.start(1)]
            if item and item.start < place and item.members[0].entity != candidate.subject.entity:
                found.append((item.start, item.members[0].entity))
    near = [entity for start, entity in sorted(found) if start > candidate.subject.start or candidate.subject.start > place]
    if near:
        return near[-1]
    return sorted(found)[-1][1] if found and "被" not in view.text else None


def group_size(_scene: Scene, candidate: Candidate) -> int | None:
    """The number that closes the subject's coordination: 康朝权等11人."""
    item = candidate.anchor if candidate.mode != "co" else None
    holds = item is not None and any(member.entity == candidate.subject.entity for member in item.members)
    return item.size if item is not None and holds else None


def agreement(scene: Scene, candidate: Candidate) -> str | None:
    """What was signed: 校企合作协议, 《战略合作框架协议》."""
    span = scene.plain[candidate.view].span
    found = list(_AGREEMENT.finditer(scene.document.folded, span.start, span.end))
    if not found:
        return None
    match = found[0]
    start = match.start(1)
    lead = _AGREEMENT_LEAD.match(match.group(1))
    start += lead.end() if lead else 0
    opened = scene.document.folded.rfind("《", start, match.end(2))
    start = opened + 1 if opened >= 0 else start
    return scene.document.text[start : match.end(2)].strip("“”《》「」")


def amount(scene: Scene, candidate: Candidate) -> str | None:
    """The sum nearest to the claim's later name, as written."""
    sums = [item for item in scene.plain[candidate.view].items if item and item.kind == "Money"]
    place = max(m.start for m in (candidate.subject, candidate.object) if _place(scene, candidate, m) is not None)
    best = min(sums, key=lambda item: (abs(item.start - place), item.start), default=None)
    return scene.document.text[best.start : best.end] if best else None


_Reader = Callable[[Scene, Candidate], str | int | None]
_READERS: Mapping[str, Mapping[str, _Reader]] = {
    "awarded": {"conferredBy": conferrer, "date": date, "groupSize": group_size},
    "partneredWith": {"agreement": agreement, "date": date},
    "establishedIn": {"date": date},
    "establishedBy": {"date": date},
    "worksFor": {"title": title},
    "organized": {"date": date},
    "visited": {"date": date},
    "investedIn": {"amount": amount},
}


def names() -> Iterator[str]:
    """The qualifiers that are read."""
    return (name for readers in _READERS.values() for name in readers)
