"""Lists that answer each other, and who of a list is whose partner."""

from __future__ import annotations

import pytest

from kg.extract.relate.pairing import paired, partners
from kg.extract.relate.view import Item
from tests.extract.relate.marked import read, scene_of


def _pairs(marked: str) -> set[tuple[str, str]]:
    scene = scene_of(marked)
    (view,) = scene.plain
    names = {entity.id: entity.name for entity in scene.entities.values()}
    return {(names[one], names[two]) for (one, two), holds in paired(view).items() if holds}


@pytest.mark.parametrize(
    ("marked", "pairs"),
    [
        ("<P甲一>、<P乙二>分获<H一等奖>、<H二等奖>。", {("甲一", "一等奖"), ("乙二", "二等奖")}),
        (
            "<O县公安局>民警<P甲一>、<O县法院>辅警<P乙二>分获“<H优秀警察>”称号和“<H勇士>”荣誉。",
            {("甲一", "优秀警察"), ("乙二", "勇士")},
        ),
        (
            "<O甲公司>、<O乙公司>分别被<O省政府>、<O市政府>授予<H先进集体>和<H文明单位>。",
            {("甲公司", "先进集体"), ("乙公司", "文明单位"), ("甲公司", "省政府"), ("乙公司", "市政府")},
        ),
        ("<H一等奖>、<H二等奖>分别由歌手<P甲一>和钢琴家<P乙二>拿下。", {("一等奖", "甲一"), ("二等奖", "乙二")}),
        ("<P甲一>、<P乙二>、<P丙三>分获<H一等奖>、<H二等奖>。", set()),
        ("<P甲一>、<P乙二>获得<H一等奖>、<H二等奖>。", set()),
        ("<P甲一>和<P乙二>的部分作品获<H一等奖>、<H二等奖>。", set()),
    ],
)
def test_lists_joined_one_by_one(marked: str, pairs: set[tuple[str, str]]) -> None:
    assert _pairs(marked) == pairs


def _partners(marked: str, *, loosely: bool = False) -> set[tuple[str, str]]:
    document, entities = read(marked)
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in entities}
    items = [item for item in scene.plain[0].items if isinstance(item, Item) and len(item.members) > 1]
    return {
        (names[one.entity], names[two.entity])
        for item in items
        for one, two in partners(document.folded, item, loosely=loosely)
    }


@pytest.mark.parametrize(
    ("marked", "pairs"),
    [
        ("<O甲公司>、<O乙公司>签约。", {("甲公司", "乙公司")}),
        ("<O甲公司>与<O乙公司>签约。", {("甲公司", "乙公司")}),
        ("<O甲公司>与<O乙公司>、<O丙公司>签约。", {("甲公司", "乙公司"), ("甲公司", "丙公司")}),
        (
            "<O甲公司>与<O乙公司>、<O丙公司>三方签约。",
            {("甲公司", "乙公司"), ("甲公司", "丙公司"), ("乙公司", "丙公司")},
        ),
        ("<O甲公司>与<O乙公司>、<O丙公司>与<O丁公司>分别签约。", {("甲公司", "乙公司"), ("丙公司", "丁公司")}),
        ("学校与<O甲公司>、<O乙公司>签约。", set()),
    ],
)
def test_bodies_on_one_side_are_no_partners(marked: str, pairs: set[tuple[str, str]]) -> None:
    assert _partners(marked) == pairs


def test_loosely_those_behind_one_preposition_may_be() -> None:
    assert _partners("学校与<O甲公司>、<O乙公司>签约。", loosely=True) == {("甲公司", "乙公司")}
    crossed = "<O甲公司>与<O乙公司>、<O丙公司>与<O丁公司>分别签约。"
    assert _partners(crossed, loosely=True) == _partners(crossed)


@pytest.mark.parametrize(
    ("marked", "sizes"),
    [
        ("前纺挡车工<P甲一>、设备部高工<P乙二>、质检科<P丙三>3人获<H一等奖>。", [3, 1]),
        ("<O消防局>消防员<P甲一>、<O大学>博士生<P乙二>获<H一等奖>。", [2, 1]),
        ("<O厨房>创办人<P甲一>、养猪大户<P乙二>、种粮大户<P丙三>获<H一等奖>。", [1, 1, 2, 1]),
        ("<O县医院>派<P甲一>、<P乙二>去。", [1, 2]),
        ("<P甲一>走访了<L兰山区>的<O服装城>、<L莒南县>的<O茶博园>。", [1, 2]),
    ],
)
def test_people_in_a_list_go_together(marked: str, sizes: list[int]) -> None:
    (view,) = scene_of(marked).folded
    assert [len(item.members) for item in view.items if item is not None and item.members] == sizes
