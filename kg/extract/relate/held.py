"""As what a person works for a body, read off the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.offices import heads, place_of, post_fits
from kg.extract.relate.scene import Scene
from kg.extract.relate.serving import ends_post, post_named, post_served
from kg.extract.relate.view import Item, Member, View, holders, names_between, posts
from kg.text.fold import fold

_TITLE_TEXT = re.compile(
    r"^(?:的|原任?|前任?|时任|现任|曾任|新任|首任|首届|历任|该[校院所会]|、|兼(?!职)任?|系|和|及|,|（|，|当(?!家|值)|任|担任|出任|选派|聘任|派出?|派来|里|唯一|退休|与|做|头|过|老(?![师板总])|获(?!奖)|[一两二三四五六七八九十]{1,2}[位名]|(?:公司|集团)(?=董事|[总副监首执]))+"
)
_OFFICE = re.compile("(?:一职|职务)$")
# 会长拿督张三: a rank of honor between post and name is neither.
_HONORIFIC = re.compile("(?:准?拿督(?:斯里)?|丹斯里|拿汀(?:斯里)?|太平绅士)+$")
_POSTS = f"[{''.join(holders[kind] for kind in sorted(posts))}]"
# What a person is besides the post: 副会长、畲族企业家张三, 主席、湖南人李四.
_BESIDES = re.compile(
    "、(?:[^、]{2,8}(?<![持责辩起代理伙办始])人|[^、]{0,8}(?:族|籍)[^、]*|[^、]{0,6}(?:企业家|[硕博]士|工匠|作家|书法家|画家|国手|劳模|传承人)|退休[^、]+)$"
)
_TAKEN = re.compile(
    "(?:，)?(?:现|被|还|并|当场)?(?:当选为?|连任|蝉联|担任|出任|兼[任着]|挂职|接任|就任|升任|调任|转任|任|为|是|聘为)(?:首任|该[校院会所])?([^，。；、的]{1,12}?[长员任席记师授理事总监官士问裁督])(?=[，。；、\n]|$)"
)


def title(scene: Scene, candidate: Candidate) -> str | None:
    """The post: between body and name (县总工会主席张三), after the body, after the name (当选会长), or before it."""
    person, body = candidate.subject, candidate.object
    here = place_in(scene, candidate, body) is not None, place_in(scene, candidate, person) is not None
    outright = next(filter(None, _outright(scene, candidate, body_here=here[0], person_here=here[1])), None)
    if outright:
        return outright
    if all(here) and _person_between(scene, candidate, body.end, person.start):
        own = _titles_before(scene, candidate, person.start)
        if own:
            return own
    if here[0] and (
        not here[1] or body.start > person.start or names_between(scene.plain[candidate.view], body.end, person.start)
    ):
        after = _titles_after(scene, candidate, body.end)
        if after:
            return after
    return _beside(scene, candidate) if here[1] else None


def _outright(scene: Scene, candidate: Candidate, *, body_here: bool, person_here: bool) -> Iterator[str | None]:
    """What the sentence says in so many words: a post filled by, between the two, named, served in."""
    person, body = candidate.subject, candidate.object
    if person_here:
        yield _title_filled(scene, candidate)
    if person_here and body_here and body.end <= person.start:
        yield _title_between(scene, candidate, body.end, person.start)
    stretches = (
        post_named(scene, candidate) if person_here else None,
        post_served(scene, candidate) if body_here else None,
    )
    yield from (_clean_title(scene, *stretch) for stretch in stretches if stretch)


def _beside(scene: Scene, candidate: Candidate) -> str | None:
    """The post that the person takes behind their name, else the one before it, whichever such bodies have."""
    taken, own = _titles_taken(scene, candidate), _titles_before(scene, candidate, candidate.subject.start)
    name = scene.entities[candidate.object.entity].name
    # 理事长张三兼着公司董事长
    return own if own and taken and heads(fold(own), name) and not heads(fold(taken), name) else taken or own


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
    place = place_of(view, candidate.subject)
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
    if between == "长":  # 教育局长张三: the body's last character is the post's first
        return scene.document.text[start - 1 : end]
    if len(between) > 18 or _SAID.search(between) or names_between(scene.plain[candidate.view], start, end):
        return None
    shown = _clean_title(scene, start, end)
    return shown if shown and ends_post.search(fold(shown)) else None


def _titles_taken(scene: Scene, candidate: Candidate) -> str | None:
    """The post that a person takes right after their name: 当选会长, 担任综合党委书记; not what else they are."""
    person, items = candidate.subject, scene.plain[candidate.view].items
    found = _TAKEN.match(scene.document.folded, person.end)
    if found is None:
        return None
    told = found.group()
    posted = any(item and item.kind in posts and item.end == person.start for item in items)
    if (told.lstrip("，").startswith("是") and posted) or _A.match(found[1]):
        return None
    start, end = found.span(1)
    bodies = [item for item in items if item and start <= item.start < end and _named(item)]
    if bodies and all(member.entity != candidate.object.entity for member in bodies[-1].members):
        return None
    return _clean_title(scene, bodies[-1].end if bodies else start, end)


def _named(item: Item) -> bool:
    return item.kind == "Organization" and any(member.kind != "reference" for member in item.members)


_A = re.compile("一[名位个]")


def _clean_title(scene: Scene, start: int, end: int) -> str | None:
    text = scene.document.folded[start:end]
    start += max(text.rfind("的"), text.rfind("岁")) + 1
    lead = _TITLE_TEXT.match(scene.document.folded[start:end])
    start += lead.end() if lead else 0
    folded = _HONORIFIC.sub("", scene.document.folded[start:end])
    folded = _BESIDES.sub("", _OFFICE.sub("", folded))
    shown = scene.document.text[start : start + len(folded)].strip(" 、:：”“.")
    return shown if len(shown) >= 2 and fold(shown) not in _NOBODY else None


_NOBODY = frozenset({"员工"})


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
        if _speaks_for(view, item, scene.document.folded):
            break
        if end != place and not post_fits(item.word, scene.entities[candidate.object.entity].name):
            break
        end = item.end
    return _clean_title(scene, place, end) if end > place else None


def _speaks_for(view: View, item: Item, text: str) -> bool:
    """Whether 代表 is no post but says for whom somebody stands: 科创社团代表湖北省参赛."""
    behind = any(other and other.kind in {"Place", "Organization"} and other.start == item.end for other in view.items)
    return behind and text.endswith("代表", item.start, item.end)


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
