"""Qualifiers of a claim, read off the sentences that state it: when, as what, by whom, how many, how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.conferrers import conferrer
from kg.extract.relate.held import place_in, title
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Item, View
from kg.model import Qualifier, Time
from kg.text.sentences import clauses

_AGREEMENT = re.compile(
    "(?:签署|签订|签下|签了|签妥|续签|签|达成|缔结|订立|缔|订|根据|按照)(?:了|有)?([^，。；、！？签]{0,30}?)"
    "((?:协议书|协议|备忘录|合同|意向书|协定|章程|任务书|责任书|约定|公约|契约|盟约|认养约|共建书|合约|契约|承诺书|合作书|宣言|MOU))》?”?"
)
_AGREEMENT_LEAD = re.compile(
    r"^(?:了|为期|首个|第一份|一份|一项|[一两二三四五六七八九十\d]{1,3}(?:年期|年|份|项|个)的?|正式|新的?|的|共同|双方|战略性的|期限[^的]{1,6}的)+"
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


def date(scene: Scene, candidate: Candidate) -> str | None:
    """The time that governs the claim: the last before its later name, the next in the clause, else the paragraph's."""
    view = scene.plain[candidate.view]
    places = [place_in(scene, candidate, member) for member in (candidate.subject, candidate.object)]
    last = max((place for place in places if place is not None), default=view.span.start)
    times = _times(view)
    before = [item for item in times if item.start < last]
    formerly = _formerly(scene, candidate.view, last)
    if formerly:
        return _iso(before[-1]) if before and before[-1].start >= formerly - _NEAR_FORMERLY else None
    if before:
        return _iso(before[-1])
    for part in clauses(scene.document.folded, view.span):
        inside = [item for item in times if last < item.start < part.end]
        if part.start <= last < part.end and inside:
            return _iso(inside[0])
    return _topic_date(scene, candidate)


_FORMERLY = re.compile("曾(?![^，。；]{0,3}[，。；])|生前|早年|历年|多次|屡")
_NEAR_FORMERLY = 12
_DAY = len("2024-05-03")


def _formerly(scene: Scene, number: int, place: int) -> int:
    """Where the clause of `place` says that it tells of earlier days (曾被授予), not the article's; else 0."""
    for part in clauses(scene.document.folded, scene.plain[number].span):
        if part.start <= place < part.end:
            found = _FORMERLY.search(scene.document.folded, part.start, place)
            return found.start() if found else 0
    return 0


def _times(view: View) -> list[Item]:
    return [item for item in view.items if item and isinstance(item.payload, Time) and item.payload.value]


def _topic_date(scene: Scene, candidate: Candidate) -> str | None:
    """The last time that the paragraph gave before the sentence of `candidate`.

    A day is the paragraph's (5月3日，大会举行。张三获…); a year or a month is of those whom its sentence speaks of.
    """
    at = scene.plain[candidate.view].span.start
    subject = candidate.subject.entity
    carried = place_in(scene, candidate, candidate.subject) is None
    for view in reversed(scene.plain[: candidate.view]):
        if "\n" in scene.document.folded[view.span.start : at]:
            return None
        times = _times(view)
        if times:
            found = _iso(times[-1])
            named = any(member.entity == subject for item in view.items if item for member in item.members)
            return found if carried or named or (found and len(found) >= _DAY) else None
    return None


def event_date(scene: Scene, candidate: Candidate) -> str | None:
    """As `date`; failing that the first day that the article tells of: reports of visits and signings say it once."""
    said = date(scene, candidate)
    if said:
        return said
    days = (_iso(item) for view in scene.plain[: candidate.view] for item in _times(view))
    return next((day for day in days if day and len(day) == _DAY), None)


# What the article's own event gives (会上, 同场, 本届), what is set up as news, and what is somebody's story.
_GIVEN_THERE = re.compile(
    "会上|晚宴|晚会|大会|仪式|现场|同场|颁奖|授牌|[得获]奖名单|上台|台上|表彰环节|表[扬彰]时|揭晓|压轴|闭幕|收官|本届|宣读|^授予"
)
_WON = re.compile("获|夺|摘|捧|揽|拿下|授|颁|评为|选为|当选|冠军|亚军|季军|奖")
_SET_UP = re.compile("成立|揭牌|挂牌|组建|共建|启用|发起|创办|揭幕|设立")
_STORY = re.compile(
    "曾|先后|生前|早年|历年|多次|屡|过(?:[一两二三四五六七八九十]|\ue003)|是\ue003|往年|此前|之前|当年|那年|原|以前|上一?届|上次|后来|过去|刚结束|连续|上周|一年"
)
_FIRST_SENTENCES = 6
# A line of a list of news, each of its own day.
_BRIEF = re.compile(r"\s*(?:[^\w\s「『“‘《【（(]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}[、．.])")


def won_date(scene: Scene, candidate: Candidate) -> str | None:
    """As `date`; failing that the day of what the article reports, where the honor is one that was given there."""
    said = date(scene, candidate)
    if said or candidate.mode == "cs":
        return said
    there = _GIVEN_THERE.search(scene.plain[candidate.view].text) or _of_opening_event(scene, candidate)
    return _news_date(scene, candidate, _WON) if there else None


def _of_opening_event(scene: Scene, candidate: Candidate) -> bool:
    """Whether the honor is named after an event that the article opens with (第四届影展最佳摄影)."""
    name = scene.entities[candidate.object.entity].name
    opening = scene.plain[: min(candidate.view, _FIRST_SENTENCES)]
    events = {
        m.entity for view in opening for item in view.items if item and item.kind == "Event" for m in item.members
    }
    return any(
        name.startswith(form)
        for event in events
        for form in (scene.entities[event].name, *scene.entities[event].aliases)
    )


def founded_date(scene: Scene, candidate: Candidate) -> str | None:
    """As `date`; failing that the day of what the article reports."""
    return date(scene, candidate) or _news_date(scene, candidate, _SET_UP)


def _news_date(scene: Scene, candidate: Candidate, tells: re.Pattern[str]) -> str | None:
    """The day that the article opens with, where the sentence tells of news in a paragraph that gives no other time."""
    view = scene.plain[candidate.view]
    if not tells.search(view.text) or _STORY.search(view.text) or _told_times(view):
        return None
    line = scene.document.folded.rfind("\n", 0, view.span.start) + 1
    if _BRIEF.match(scene.document.folded, line):
        return None
    for earlier in reversed(scene.plain[: candidate.view]):
        if earlier.span.start < line:
            break
        if _told_times(earlier):
            return None
    days = [
        iso for one in scene.plain[: candidate.view][:_FIRST_SENTENCES] for item in _times(one) if (iso := _iso(item))
    ]
    return days[0] if days and len(days[0]) == _DAY else None


def _told_times(view: View) -> bool:
    return any(item and isinstance(item.payload, Time) for item in view.items)


def _iso(item: Item) -> str | None:
    return item.payload.value[:10] if isinstance(item.payload, Time) else None


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
