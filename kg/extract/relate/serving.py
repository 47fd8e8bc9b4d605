"""Posts that a clause tells in so many words: 领队是张三, 张三在某院当了三年护士, 李四是某院的绘图员."""

from __future__ import annotations

import re

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.offices import place_of
from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Item, holders, names_between, posts
from kg.text.numbers import numeral

Stretch = tuple[int, int]
"""Where a post stands in the article's text."""

ends_post = re.compile(
    "[长员师任记授理事总监官士手者工生家人医匠席裁督问使尉校将警尹爵领顾农夫妇星卫锋守籍干主首代务掌练队笔编演挥剧后书表板仪秘安厨导东管协助兵赞持徒娘帅筹谋保A-Za-z]$"
)
"""What a post ends with."""

_FARTHEST = 30
_POST = f"[{''.join(holders[kind] for kind in sorted(posts))}]"
_NAMED = re.compile(
    f"({_POST}+(?:兼{_POST}+)?)(?:一职)?(?:[则便即仍正就也均却]|现在?|如今)?([是为]|名?叫)([^，。；：！？]{{0,14}})$"
)
_YEARS = f"(?:[{numeral}\\d半]{{1,4}}[多余来]?[年载月](?:多|的)?)?"
_SERVED = re.compile(
    f"[^，。；、]{{0,5}}?，?(?:[当做干]|担任|出任|兼任|充当|(?<![主担出兼责])任|受聘为|聘为)[过了上到起]{{0,2}}{_YEARS}"
    f"(?:一[名位个])?([^，。；、：的了过\\n]{{2,10}}?){_YEARS}(?=[，。；\\n]|的|$)"
)
_STANDS = re.compile("的?(?:一[名位])?([^，。；、：（）的了过\\d\\n\\s]{2,8})(?=[，。；（\\n]|$)")
# Whoever teaches or leads somebody has no post at the body where that was.
_TEACHES = ("导师", "老师", "师傅", "师父", "教师")
_NO_POST = re.compile(
    "[他她它由被把]|^[其将已在与向和为是说到去来也还都就不有获签让请派到]|毕业生|学生|[教读念看]书$|骨干$|[校系]友|出身|[工做]人$|之一|等人$|本人$|他人$|客人$|夫妇$|以[后来]$|之后$|最后$|今后$"
)


def post_named(scene: Scene, candidate: Candidate) -> Stretch | None:
    """The post before a verb that names its holder (领队兼教练就是村支书张三), where no other body has that post."""
    view = scene.plain[candidate.view]
    place = place_of(view, candidate.subject)
    found = _NAMED.search(view.text, max(0, place - _FARTHEST), place)
    if found is None:
        return None
    first, last = view.items[found.start(1)], view.items[found.end(1) - 1]
    if first is None or last is None or last.word.endswith(_TEACHES):
        return None
    body = candidate.object.start if view.span.start <= candidate.object.start < view.span.end else -1
    # Where the person served besides, or by whom the clause calls them, tells nothing of this post.
    if body > last.end or holders["Person"] in found[3] or (body < 0 and found[2].endswith("叫")):
        return None
    return None if _other_body(view.items[found.start(1) - 1], candidate, found.start(1)) else (first.start, last.end)


def _other_body(before: Item | None, candidate: Candidate, place: int) -> bool:
    """Whether the post stands right behind another body than the candidate's."""
    if place == 0 or before is None or before.kind != "Organization":
        return False
    return all(member.entity != candidate.object.entity for member in before.members)


def post_served(scene: Scene, candidate: Candidate) -> Stretch | None:
    """The post after the body: what the verb says that the person was there, or all that stands there."""
    folded, end = scene.document.folded, candidate.object.end
    view = scene.plain[candidate.view]
    person = candidate.subject
    for pattern in (_SERVED, _STANDS):
        found = pattern.match(folded, end, view.span.end)
        if found is None:
            continue
        start, stop = found.span(1)
        if end <= person.start < view.span.end and not (pattern is _SERVED and person.start == stop + 1):
            continue
        told = folded[start:stop]
        if ends_post.search(told) and not _NO_POST.search(told) and not names_between(view, end, stop):
            return start, stop
    return None
