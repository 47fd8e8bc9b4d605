"""As what a person works for a body, read off the sentence that says so."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.offices import post_fits
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, holders, posts
from kg.text.fold import fold

_TITLE_TEXT = re.compile(
    r"^(?:的|原任?|前任?|时任|现任|曾任|新任|首任|历任|该[校院所会]|、|兼任?|系|和|及|,|（|，|当过?|任过?|担任过?|出任|选派|聘任|派出?|派来|里|唯一|退休|与|做|头|老(?![师板总])|获(?!奖))+"
)
_POSTS = f"[{''.join(holders[kind] for kind in sorted(posts))}]"
_NATIVE = re.compile("、[^、]{2,8}人$")
_TAKEN = re.compile(
    "(?:，)?(?:现|被|还|并|当场)?(?:当选为?|连任|蝉联|担任|出任|兼任|挂职|接任|就任|升任|调任|转任|任|为|是|聘为)(?:首任|该[校院会所])?([^，。；、的]{1,12}?[长员任席记师授理事总监官士问裁督])(?=[，。；、\n]|$)"
)


def title(scene: Scene, candidate: Candidate) -> str | None:
    """The post: between body and name (县总工会主席张三), after the body, after the name (当选会长), or before it."""
    person, body = candidate.subject, candidate.object
    here = place_in(scene, candidate, body) is not None, place_in(scene, candidate, person) is not None
    if here[1] and (filled := _title_filled(scene, candidate)):
        return filled
    if all(here) and body.end <= person.start:
        found = _title_between(scene, candidate, body.end, person.start)
        if found:
            return found
    if all(here) and _person_between(scene, candidate, body.end, person.start):
        own = _titles_before(scene, candidate, person.start)
        if own:
            return own
    if here[0] and (
        not here[1] or body.start > person.start or _names_between(scene, candidate, body.end, person.start)
    ):
        after = _titles_after(scene, candidate, body.end)
        if after:
            return after
    if here[1]:
        return _titles_taken(scene, person.end) or _titles_before(scene, candidate, person.start)
    return None


def _names_between(scene: Scene, candidate: Candidate, start: int, end: int) -> bool:
    items = scene.plain[candidate.view].items
    return any(item and item.members and start <= item.start < end for item in items)


def _person_between(scene: Scene, candidate: Candidate, start: int, end: int) -> bool:
    """Whether somebody else stands between body and person and so has the post behind the body: 甲院长乙、副院长丙."""
    members = (m for item in scene.plain[candidate.view].items if item and item.kind == "Person" for m in item.members)
    return any(start <= member.start and member.end <= end for member in members)


# 队长由县医院副院长甲担任: what 甲 is there is 队长.
_FILLED = re.compile(f"({_POSTS}+)(?:一职)?(?:则|仍|暂|继续|改)?由[^，。；]*$")
_FILLS = re.compile("(?:女士|先生|教授|同志)?(?:（[^（）]*）)?(?:担任|出任|兼任|接任|充任|执掌|兼)(?=[，。；、]|$)")


def _title_filled(scene: Scene, candidate: Candidate) -> str | None:
    """The post that the sentence says to be filled by the person, where no body stands between it and 由."""
    view = scene.plain[candidate.view]
    place = bisect_right(view.offsets, candidate.subject.start) - 1
    if not _FILLS.match(view.text, place + 1):
        return None
    found = _FILLED.search(view.text, 0, place)
    if found is None:
        return None
    own = view.items[found.start(1) - 1] if found.start(1) else None
    between = (m.entity for item in view.items[found.end(1) : place] if item for m in item.members)
    if candidate.object.entity in set(between) or (
        own is not None and own.kind == "Organization" and all(m.entity != candidate.object.entity for m in own.members)
    ):
        return None
    first, last = view.items[found.start(1)], view.items[found.end(1) - 1]
    return _clean_title(scene, first.start, last.end) if first and last else None


# No post holds one of these: what stands before the post is said of the body (某院将裁员四成、院长张三…).
_SAID = re.compile("[，。；：！？被了已拟是]|(?<![主名健小老上中少大])将(?![军领])")


def _title_between(scene: Scene, candidate: Candidate, start: int, end: int) -> str | None:
    between = scene.document.folded[start:end]
    if len(between) > 18 or _SAID.search(between) or _names_between(scene, candidate, start, end):
        return None
    shown = _clean_title(scene, start, end)
    return shown if shown and _ENDS_POST.search(fold(shown)) else None


# 甲会完成换届　乙连任会长: what stands between is no post.
_ENDS_POST = re.compile(
    "[长员师任记授理事总监官士手者工生家人医匠席裁督问官使士尉校将警尹爵领顾农夫妇工星卫锋守籍干主首代务掌练队笔编演挥剧后书表板仪秘安厨导东管协助兵A-Za-z]$"
)


def _titles_taken(scene: Scene, place: int) -> str | None:
    """The post that a person takes right after their name: 当选会长, 担任综合党委书记."""
    found = _TAKEN.match(scene.document.folded, place)
    return _clean_title(scene, *found.span(1)) if found else None


def _clean_title(scene: Scene, start: int, end: int) -> str | None:
    text = scene.document.folded[start:end]
    start += max(text.rfind("的"), text.rfind("岁")) + 1
    lead = _TITLE_TEXT.match(scene.document.folded[start:end])
    start += lead.end() if lead else 0
    shown = _NATIVE.sub("", scene.document.text[start:end]).strip(" 、:：”“.")
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
        if item.kind not in posts or not fits or (end != place and gap not in {"", "、", "兼"}):
            break
        if end != place and not post_fits(item.word, scene.entities[candidate.object.entity].name):
            break
        end = item.end
    return _clean_title(scene, place, end) if end > place else None


def _titles_before(scene: Scene, candidate: Candidate, place: int) -> str | None:
    titles = [item for item in scene.plain[candidate.view].items if item and item.kind in posts and item.end <= place]
    start = place
    for item in reversed(titles):
        if item.end == start or (start != place and scene.document.folded[item.end : start] in {"、", "兼"}):
            start = item.start
        else:
            break
    return _clean_title(scene, start, place) if start < place else None


def place_in(scene: Scene, candidate: Candidate, member: Member) -> int | None:
    """Where `member` stands, if that is inside the candidate's own sentence."""
    span = scene.plain[candidate.view].span
    return member.start if span.start <= member.start < span.end else None
