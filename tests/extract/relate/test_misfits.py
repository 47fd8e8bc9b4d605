"""Pairs that the words around them rule out."""

from __future__ import annotations

import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.offices import heads, post_fits
from tests.extract.relate.marked import scene_of


def _proposed(marked: str) -> set[tuple[str, str, str]]:
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    return {(names[c.subject.entity], c.relation, names[c.object.entity]) for c in propose(scene)}


@pytest.mark.parametrize(
    ("marked", "fact", "ruled_out"),
    [
        # Whoever hands out an honor does not win it.
        ("局长<P沈红>颁发了<H收藏证书>。", ("沈红", "awarded", "收藏证书"), True),
        ("局长给<P沈红>颁发了<H收藏证书>。", ("沈红", "awarded", "收藏证书"), False),
        ("<P沈红>获省厅颁发<H收藏证书>。", ("沈红", "awarded", "收藏证书"), False),
        # An honor right before a name is that person's.
        ("<P王一>与<H全国劳动模范>、科长<P金海>交谈。", ("王一", "awarded", "全国劳动模范"), True),
        ("<P王一>与<H全国劳动模范>、科长<P金海>交谈。", ("金海", "awarded", "全国劳动模范"), False),
        ("<P王一>师从“<H梅花奖>”得主<P景雪>。", ("王一", "awarded", "梅花奖"), True),
        ("<P王一>荣获<H一等奖>，<P金海>获<H二等奖>。", ("王一", "awarded", "一等奖"), False),
        ("<P王一>主持大会。获颁<H一等奖>的有<P金海>、<P林海>。", ("王一", "awarded", "一等奖"), True),
        ("<P王一>主持大会。获颁<H一等奖>的有<P金海>、<P林海>。", ("金海", "awarded", "一等奖"), False),
        ("<P王一>主持大会。次年获<H一等奖>。", ("王一", "awarded", "一等奖"), False),
        ("<P王一>在教师<P金海>指导下获<H一等奖>。", ("金海", "awarded", "一等奖"), True),
        ("<P王一>在教师<P金海>指导下获<H一等奖>。", ("王一", "awarded", "一等奖"), False),
        # A body that only says whose unit the next one is.
        ("<O宏达公司>旗下<O宏远公司>落户<L商州区>。", ("宏达公司", "establishedIn", "商州区"), True),
        ("<O宏达公司>旗下<O宏远公司>落户<L商州区>。", ("宏远公司", "establishedIn", "商州区"), False),
        ("<O宏达公司>旗下<O宏远公司>落户<L商州区>。", ("宏远公司", "partOf", "宏达公司"), False),
        # Lists joined by 分别.
        ("<P甲一>、<P乙二>分获<H一等奖>、<H二等奖>。", ("甲一", "awarded", "二等奖"), True),
        ("<P甲一>、<P乙二>获得<H一等奖>、<H二等奖>。", ("甲一", "awarded", "二等奖"), False),
        # Who studies somewhere does not work there.
        ("<O师范大学>音乐学院研究生<P马哈>担任主演。", ("马哈", "worksFor", "师范大学"), True),
        ("<O师范大学>音乐学院研究生导师<P马哈>担任主演。", ("马哈", "worksFor", "师范大学"), False),
        ("<P马哈>是<O师范大学>博士，任记者。", ("马哈", "worksFor", "师范大学"), True),
        ("<P马哈>曾任<O师范大学>博士后。", ("马哈", "worksFor", "师范大学"), False),
        # A post that the body doesn't have.
        ("<O宏达公司>开业，镇长<P李鹏>介绍了情况。", ("李鹏", "worksFor", "宏达公司"), True),
        ("<O宏达公司>开业，总经理<P李鹏>介绍了情况。", ("李鹏", "worksFor", "宏达公司"), False),
        ("<O县中学>开学。校长<P李鹏>介绍了情况。", ("李鹏", "worksFor", "县中学"), False),
        ("<O县医院>揭牌。校长<P李鹏>介绍了情况。", ("李鹏", "worksFor", "县医院"), True),
        ("<O县医院>揭牌。校长<P李鹏>任院长。", ("李鹏", "worksFor", "县医院"), False),
    ],
)
def test_what_the_words_rule_out(marked: str, fact: tuple[str, str, str], ruled_out: bool) -> None:
    assert (fact in _proposed(marked)) is not ruled_out


_DECISION = (
    "<O石桥县委> <O石桥县人民政府>关于表彰<H石桥县优秀教师>的决定\n"
    "为尊师重教，<O石桥县委>、<O石桥县人民政府>决定，授予<O石桥县中学>“<H教育先进集体>”称号，"
    "授予<P郑秋菊>等2名同志“<H石桥县优秀教师>”称号。\n一、<H教育先进集体>\n<O石桥县中学>　<O柳林镇小学>\n"
    "二、<H石桥县优秀教师>\n<P郑秋菊>　<O柳林镇小学>\n<P车文斌>　<O石桥县中学>\n<O石桥县委>　<O石桥县人民政府>\n"
)


@pytest.mark.parametrize("line", [0, -1])
def test_who_confers_an_honor_does_not_win_it_by_title_or_signature(line: int) -> None:
    scene = scene_of(_DECISION)
    place = range(len(scene.plain))[line]
    bodies = {entity.id for entity in scene.entities.values() if entity.name in {"石桥县委", "石桥县人民政府"}}
    assert bodies <= {member.entity for item in scene.plain[place].items if item for member in item.members}
    found = [c for c in propose(scene) if c.relation == "awarded" and c.view == place]
    assert not [c for c in found if c.subject.entity in bodies]


def test_who_stands_alone_in_a_line_and_confers_nothing_may_win() -> None:
    assert ("柳林镇小学", "awarded", "教育先进集体") in _proposed(_DECISION)
    assert ("石桥县委", "awarded", "教育先进集体") in _proposed("<H教育先进集体>\n<O石桥县中学>　<O石桥县委>\n")


@pytest.mark.parametrize(
    ("post", "body", "fits"),
    [
        ("副县长", "商南县人民政府", True),
        ("副县长", "宏达公司", False),
        ("院长", "县人民医院", True),
        ("副院长", "县人民医院外科", False),
        ("副院长", "骨伤科", False),
        ("总经理", "县人民法院", False),
        ("总经理", "宏达公司", True),
        ("站长", "宏达公司", True),
    ],
)
def test_posts_fit_bodies(post: str, body: str, fits: bool) -> None:
    assert post_fits(post, body) is fits


@pytest.mark.parametrize(
    ("post", "body", "has"),
    [
        ("副校长", "商南县中学", True),
        ("副校长", "宏达公司", False),
        ("总经理", "宏达集团", True),
        ("总经理", "县中学", False),
        ("首席科学家", "宏达集团", None),
    ],
)
def test_posts_tell_of_kinds_of_bodies(post: str, body: str, has: bool | None) -> None:
    assert heads(post, body) is has
