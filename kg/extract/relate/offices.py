"""Which bodies have which posts: a company has no mayor, and whoever is called 校长 heads a school."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from kg.extract.relate.scene import Scene
from kg.extract.relate.view import Member, View, posts

_SCHOOL = "校|学院|大学|中学|小学|国中|国小|高中|高职|高工|高商|书院|学堂|公学|义塾|幼儿园|[一二三四五六七八九十]中"
_FITS = tuple(
    (re.compile(f"(?:{post})$"), re.compile(body), must)
    for post, body, must in (
        ("校长", _SCHOOL, True),
        ("院长", "院(?:（.*)?$|院区$|集团|中心|共体|联盟", True),
        ("馆长", "馆|中心|院|寺", True),
        ("局长", "局|署", True),
        ("厅长", "厅|政府", True),
        ("(?<!社)[省市县区镇乡州]长", "政府|公所|公署|市府|县府|[省市县区镇乡州]$", True),
        ("庭长", "庭|法院", True),
        ("检察长", "检察", True),
        ("[省市县区]委书记", "委$|委员会$|党", True),
        ("大使|领事", "使馆|领馆|领事馆|外交|办事处", True),
        ("总经理|董事长|总裁", "(?:政府|法院|检察院|局|政协|使馆|派出所|街道|大会|中学|小学|村)$", False),
        ("会长", "(?:公司|集团|政府|法院|局|医院|大学|学院|中学|小学)$", False),
    )
)
"""Posts, what the names of bodies hold that have them, or where the last is false of those that have not."""
_HEADS = tuple(
    (re.compile(f"(?:{post})$"), re.compile(body))
    for post, body in (
        ("总经理|董事长|总裁|执行长|执行官|董事|监事", "公司|集团|股份|银行|控股|科技|厂$|业$"),
        ("会长|理事长|秘书长|理事|监事长", "会$|联盟|促进会|基金会|商会|协会|学会|社$|公所|会馆"),
        ("所长", "所"),
        ("站长", "站"),
        ("社长", "社"),
        ("厂长", "厂|公司"),
        ("园长", "园"),
        ("团长", "团|剧院"),
        ("队长|教练|领队", "队|俱乐部"),
        ("村支书|村主任|村长", "村"),
        ("行长", "行"),
        ("老师|教师|教导主任|班主任|教务主任", _SCHOOL),
        ("医生|医师|护士长?|护士", "院|诊所|中心"),
        ("法官|审判员", "法院|庭"),
        ("民警|警官|辅警", "公安|派出所|警"),
        ("书记|主任|主席", "委|会|局|处|部|中心|党|院|校|室|村|社区"),
    )
)


@lru_cache(maxsize=4096)
def post_fits(post: str, body: str) -> bool:
    """Whether a body of this name may have the post: no company has a mayor."""
    for ending, named, must in _FITS:
        if ending.search(post):
            return bool(named.search(body)) is must
    return True


@lru_cache(maxsize=4096)
def heads(post: str, body: str) -> bool | None:
    """Whether the post is one that bodies of such a name have; None of posts that tell nothing."""
    for ending, named, must in _FITS:
        if must and ending.search(post):
            return bool(named.search(body))
    return next((bool(named.search(body)) for ending, named in _HEADS if ending.search(post)), None)


def place_of(view: View, member: Member) -> int:
    """Where in the reduced sentence `member` stands; -1 where it stands elsewhere."""
    if not view.span.start <= member.start < view.span.end:
        return -1
    return bisect_right(view.offsets, member.start) - 1


def post_beside(view: View, person: Member) -> str:
    """The post right before a person's name, else right behind it."""
    at = place_of(view, person)
    for place in (at - 1, at + 1) if at >= 0 else ():
        item = view.items[place] if 0 <= place < len(view.items) else None
        if item is not None and item.kind in posts:
            return item.word
    return ""


def standing(scene: Scene, number: int, person: Member, body: Member) -> str:
    """Whether `body` has such a post as the person's, and is the last named that does: ``last``, ``fits``, ``no``."""
    post = post_beside(scene.plain[number], person)
    fits = heads(post, scene.entities[body.entity].name) if post else None
    if fits is None:
        return ""
    if not fits:
        return "no"
    return "last" if _last_with(scene, post, person.start) == body.entity else "fits"


def _last_with(scene: Scene, post: str, place: int) -> str:
    """The body named last before `place` of those that have the post."""
    last = (-1, "")
    for entity in scene.entities.values():
        if entity.type == "Organization" and heads(post, entity.name):
            before = [mention.start for mention in entity.mentions if mention.start < place]
            last = max(last, (max(before, default=-1), entity.id))
    return last[1]
