"""Short forms of bodies: relative names after relative ones, brands and legal forms, teams, branch offices."""

from __future__ import annotations

import pytest

from tests.extract.refer.test_refer import named


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (
            "[L潮州市]今天发文。[O市人力资源和社会保障局]、[O市人社局]授奖。",
            "潮州市人力资源和社会保障局",
            "市人社局",
        ),
        ("[O温州市公安局洞头区分局]开会，[O区公安分局]局长[P应雷]讲话。", "温州市公安局洞头区分局", "区公安分局"),
        (
            "[O烟台海屿装备股份有限公司]（以下简称“公司”或“[O海屿股份]”）称。",
            "烟台海屿装备股份有限公司",
            "海屿股份",
        ),
        ("[O烟台海屿海洋装备股份有限公司]今天公告。[O海屿股份]停牌。", "烟台海屿海洋装备股份有限公司", "海屿股份"),
        ("[O中旗宏达粮贸有限公司]开业。[O宏达粮贸]捐款。", "中旗宏达粮贸有限公司", "宏达粮贸"),
        ("[O东和纺绩株式会社]来访。[O东和纺]签约。", "东和纺绩株式会社", "东和纺"),
        ("[O苏南纺织女排]赢了。[O苏南队]领先。", "苏南纺织女排", "苏南队"),
        ("[L云岭县]丰收。[O云岭县农业农村委员会]开会。[O县农业农村委]发文。", "云岭县农业农村委员会", "县农业农村委"),
    ],
)
def test_same_body(text: str, name: str, alias: str) -> None:
    assert alias in named(text)[name]


@pytest.mark.parametrize(
    "text",
    [
        "[L淮北市]开会。[O市公安局]和[O市公安局相山分局]到场。",
        "[L彰化县]集训。[O县义勇消防总队]和[O县义勇消防总队妇女防火宣导大队]到场。",
        "[L杞县]开会。[O县委]和[O县卫健委]到场。",
    ],
)
def test_part_and_whole_stay_apart(text: str) -> None:
    assert len(named(text)) == 3


def test_what_the_owners_name_ends_in_is_not_said_twice() -> None:
    assert "山打根客属公会产业信托委员会" in named("[O山打根客属公会]开会。[O公会产业信托委员会]主席[P林海]报告。")


def test_county_with_a_name_like_a_common_word() -> None:
    found = named("[O杞县中医院]揭牌，[O杞县康民医药有限公司]捐款，[O县卫健委]到会。[L河南原阳]人[P李刚]发言。")
    assert "县卫健委" in found["杞县卫健委"]


def test_former_is_cut_but_not_from_a_countys_name() -> None:
    assert set(named("[O原阳县人民医院]开业。[O原化工部研究所]撤销。")) == {"原阳县人民医院", "化工部研究所"}
