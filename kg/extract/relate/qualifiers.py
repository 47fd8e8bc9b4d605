"""Qualifiers of a claim, read off the sentences that state it: when, as what, by whom, how many, how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.conferrers import conferrer
from kg.extract.relate.dates import event_date, founded_date, won_date
from kg.extract.relate.held import place_in, title
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Item
from kg.model import Qualifier

_AGREEMENT = re.compile(
    "(?:签署|签订|签下|签了|签妥|续签|签|达成|缔结|订立|缔|订|根据|按照)(?:了|有)?([^，。；、！？签]{0,30}?)"
    "((?:协议书|协议|备忘录|合同|意向书|协定|章程|任务书|责任书|约定书|约定|公约|契约|盟约|认养约|共建书|合约|契约|承诺书|合作书|宣言|MOU))》?”?"
)
_AGREEMENT_LEAD = re.compile(
    r"^(?:了|为期|一纸|首个|第一份|一份|一项|[一两二三四五六七八九十\d]{1,3}(?:年期|年|份|项|个)的?|正式|新的?|的|共同|双方|战略性的|期限[^的]{1,6}的)+"
)


def qualifiers_of(scene: Scene, candidates: Sequence[Candidate]) -> tuple[Qualifier, ...]:
    """What the sentences of `candidates`, best first, say more of their claim; the first that says it counts."""
    found: dict[str, Qualifier] = {}
    for name, read in _READERS.get(candidates[0].relation, {}).items():
        for candidate in candidates:
            value = read(scene, candidate)
            if value is not None:
                found[name] = Qualifier(name, value, is_entity=name == "conferredBy")
                break
    return tuple(found.values())


def group_size(_scene: Scene, candidate: Candidate) -> int | None:
    """The number that closes the subject's coordination: 康朝权等11人."""
    item = candidate.anchor if candidate.mode != "co" else None
    holds = item is not None and any(member.entity == candidate.subject.entity for member in item.members)
    return item.size if item is not None and holds else None


def agreement(scene: Scene, candidate: Candidate) -> str | None:
    """What was signed: 校企合作协议, 《战略合作框架协议》."""
    span = scene.plain[candidate.view].span
    found = list(_AGREEMENT.finditer(scene.masked[candidate.view]))
    if not found:
        return None
    # Of several, the one that is signed after both names.
    places = [place_in(scene, candidate, member) for member in (candidate.subject, candidate.object)]
    last = max((place for place in places if place is not None), default=span.start)
    match = next((one for one in found if span.start + one.start() > last), found[0])
    start, end = span.start + match.start(1), span.start + match.end(2)
    lead = _AGREEMENT_LEAD.match(match.group(1))
    start += lead.end() if lead else 0
    of = scene.document.folded.rfind("的", start, span.start + match.start(2))
    if of >= 0 and not scene.document.folded.startswith("关于", start):
        start = of + 1
    opened = scene.document.folded.rfind("《", start, end)
    start = opened + 1 if opened >= 0 else start
    closed = scene.document.folded.find("”", start, end)
    if closed >= 0 and scene.document.folded.find("“", start, closed) < 0:  # “毛燕分拣”技术开发合同
        start = closed + 1
    return scene.document.text[start:end].strip("“”《》「」")


def amount(scene: Scene, candidate: Candidate) -> str | None:
    """The sum nearest to the claim's later name, as written."""
    sums = [item for item in scene.plain[candidate.view].items if item and item.kind == "Money"]
    place = max(m.start for m in (candidate.subject, candidate.object) if place_in(scene, candidate, m) is not None)
    paid = _paid(scene, candidate, sums)
    best = paid or min(sums, key=lambda item: (abs(item.start - place), item.start), default=None)
    return scene.document.text[best.start : best.end] if best else None


_EACH = re.compile("每.{0,3}$")


def _paid(scene: Scene, candidate: Candidate, sums: Sequence[Item]) -> Item | None:
    """The sum that follows the one who pays, where no other payer stands between: 甲出资2亿元、乙出资1亿元."""
    payer, folded = candidate.subject, scene.document.folded
    if place_in(scene, candidate, payer) is None:
        return None
    others = [
        item.start
        for item in scene.plain[candidate.view].items
        if item and item.members and item.start > payer.start
        if item.kind in {"Organization", "Person"}
        if all(member.entity not in {payer.entity, candidate.object.entity} for member in item.members)
    ]
    limit = min(others, default=scene.plain[candidate.view].span.end)
    after = [
        one for one in sums if payer.end <= one.start < limit and not _EACH.search(folded, one.start - 4, one.start)
    ]
    return after[0] if after else None


_Reader = Callable[[Scene, Candidate], str | int | None]
_READERS: Mapping[str, Mapping[str, _Reader]] = {
    "awarded": {"conferredBy": conferrer, "date": won_date, "groupSize": group_size},
    "partneredWith": {"agreement": agreement, "date": event_date},
    "establishedIn": {"date": founded_date},
    "establishedBy": {"date": founded_date},
    "worksFor": {"title": title},
    "organized": {"date": event_date},
    "visited": {"date": event_date},
    "investedIn": {"amount": amount},
}


def names() -> Iterator[str]:
    """The qualifiers that are read."""
    return (name for readers in _READERS.values() for name in readers)
