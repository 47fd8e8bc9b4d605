from __future__ import annotations

import pytest

from kg.ontology import load
from kg.resolve.bodies import abbreviates
from kg.resolve.kinds import Kinds, is_local, numbered

standard = Kinds(load()).standard


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一中学", "一中"),
        ("卫生健康局", "卫健局"),
        ("发展和改革委员会", "发改委"),
        ("中级人民法院", "中院"),
        ("国有资产监督管理委员会", "国资委"),
        ("人民代表大会常务委员会", "人大常委会"),
        ("虎之翼科技有限责任公司", "虎之翼科技有限公司"),
        ("第十五届运动会", "第15届运动会"),
        ("首届茶博会", "第1届茶博会"),
    ],
)
def test_ways_to_write_one_kind_are_one(one: str, other: str) -> None:
    assert standard(one) == standard(other)


@pytest.mark.parametrize(
    ("one", "other"), [("第一中学", "第二中学"), ("股份有限公司", "有限公司"), ("第一医院", "第一中学")]
)
def test_kinds_that_differ_stay_so(one: str, other: str) -> None:
    assert standard(one) != standard(other)


def test_years_are_digits() -> None:
    assert numbered("二〇二三年度先进个人") == numbered("2023年度先进个人")


@pytest.mark.parametrize(
    ("kind", "name", "little"),
    [
        ("Organization", "人民医院", True),
        ("Organization", "县总工会", True),
        ("Organization", "1中", True),
        ("Organization", "农村商业银行", True),
        ("Organization", "渭北机械厂", False),
        ("Organization", "中国科学院", False),
        ("Organization", "虎之翼科技有限公司", False),
        ("Honor", "劳动模范", True),
        ("Honor", "2022年度先进集体", True),
        ("Honor", "中国好人", False),
        ("Honor", "鲁班奖", False),
        ("Event", "全民健身运动会", True),
        ("Event", "全国运动会", False),
    ],
)
def test_names_that_say_only_a_kind(kind: str, name: str, little: bool) -> None:
    assert Kinds(load()).says_little(kind, name) is little


@pytest.mark.parametrize(
    ("name", "local"), [("红旗煤矿", True), ("志愿者协会", True), ("中国作家协会", False), ("延河集团", False)]
)
def test_kinds_that_are_at_home_somewhere(name: str, local: bool) -> None:
    assert is_local(name) is local


@pytest.mark.parametrize(
    ("short", "long", "so"),
    [
        ("人社局", "人力资源和社会保障局", True),
        ("交大一附院", "交通大学第一附属医院", True),
        ("教育局", "教育科技局", False),
        ("石化集团有限公司", "石化集团销售有限公司", False),
        ("局", "教育局", False),
    ],
)
def test_abbreviations_pick_characters_of_words(short: str, long: str, so: bool) -> None:
    assert abbreviates(short, long) is so
