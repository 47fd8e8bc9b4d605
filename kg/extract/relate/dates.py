"""When something was so: the time that the words of its sentence give, else the paragraph's or the article's."""

from __future__ import annotations

import re

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.held import place_in
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Item, View, holders
from kg.model import Time
from kg.text.sentences import clauses


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
    if before and not _apart(scene, candidate, before[-1].end, last):
        return None if _unknown(scene, view, before[-1].end, last) else _iso(before[-1])
    return _time_behind(scene, candidate, last) or _topic_date(scene, candidate)


def _apart(scene: Scene, candidate: Candidate, end: int, last: int) -> bool:
    """Whether the time stands in another part of the sentence than what it would date; a list of honors shares one."""
    return candidate.relation != "awarded" and "；" in scene.document.folded[end:last]


_OWN_TIME = re.compile("[去前今明昨上本]")


def _unknown(scene: Scene, view: View, end: int, last: int) -> bool:
    """Whether a time of its own stands nearer that can't be told: 去年 in an article without a date."""
    times = (item for item in view.items if item and isinstance(item.payload, Time) and not item.payload.value)
    return any(end <= item.start < last and _OWN_TIME.match(scene.document.folded, item.start) for item in times)


_IN_BRACKETS = re.compile("[”」』]?(?:称号)?（((?:19|20)\\d\\d)年?）")


def _time_behind(scene: Scene, candidate: Candidate, last: int) -> str | None:
    """The next time in the clause of what it dates; of an honor only the year in brackets (“金奖”（2014年）)."""
    view, folded = scene.plain[candidate.view], scene.document.folded
    if candidate.relation == "awarded":
        bracket = _IN_BRACKETS.match(folded, candidate.object.end)
        return bracket[1] if bracket else None
    for part in clauses(folded, view.span):
        inside = [item for item in _times(view) if last < item.start < part.end]
        if part.start <= last < part.end and inside:
            return _iso(inside[0])
    return None


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
    said = _signed(scene, candidate) or date(scene, candidate)
    if said:
        return said
    view = scene.plain[candidate.view]
    if _NOT_THEN.search(view.text) or _told_times(view):
        return None
    if candidate.relation == "organized" and (held := _held(scene, candidate)) is not None:
        return held or None
    days = (_iso(item) for view in scene.plain[: candidate.view] for item in _times(view))
    return next((day for day in days if day and len(day) == _DAY), None)


# What is told besides the news has no part in its day: 另悉, 此前走访过, 两校共建的.
_NOT_THEN = re.compile(
    "另[悉讯据]|早前|此前|之前|以前|早年|年轻时|先后|去过|来过|访过|已[与跟同和]|合作完成|[联合]办的|共建的|都有"
)
_T = holders["Time"]
_SIGNED = re.compile(f"({_T})[^，。；]{{0,6}}(?:签|揭牌)")


def _signed(scene: Scene, candidate: Candidate) -> str | None:
    """The time right before the signing, wherever the names of those who signed stand (双方上周五已签约)."""
    view = scene.plain[candidate.view]
    found = list(_SIGNED.finditer(view.text)) if candidate.relation == "partneredWith" else []
    item = view.items[found[0].start(1)] if len(found) == 1 else None
    return (_iso(item) or None) if item else None


_CLOSES = re.compile("闭幕|落幕|落下帷幕|收官|收鼓|圆满结束|第[二三四五六七]天")


def _held(scene: Scene, candidate: Candidate) -> str | None:
    """The day that the first sentence that names the event gives before it; empty where that is the day it closed."""
    event = candidate.object.entity
    for view in scene.plain:
        named = [m.start for item in view.items if item for m in item.members if m.entity == event]
        before = [item for item in _times(view) if named and item.start < named[0]]
        if before:
            return "" if _CLOSES.search(view.text) else _iso(before[-1])
    return None


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
    told = _news_date(scene, candidate, _WON) if there else None
    return told or _year_named(scene, candidate)


_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)年(?![度—至])")


def _year_named(scene: Scene, candidate: Candidate) -> str | None:
    """The year that the honor is named after: 2019年全县职工技能大赛一等奖."""
    found = _YEAR.match(scene.entities[candidate.object.entity].name.lstrip("“《"))
    return found[1] if found else None


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
