"""Bodies that only the names of their parts tell of."""

from __future__ import annotations

import pytest

from tests.extract.refer.test_refer import entities


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("[P李梅]毕业于[O河北师范大学政教系]。", "河北师范大学"),
        ("[O高淳区人民医院急诊科]主任[P王强]介绍。", "高淳区人民医院"),
        ("[L赣州市]召开会议。[O市供销社合作指导科]科长[P钟鸣]发言。", "赣州市供销社"),
        ("[O绵阳市中级人民法院民事审判第二庭]庭长[P何山]出席。", "绵阳市中级人民法院"),
        ("[O中国茶叶流通协会代表团]来访。", "中国茶叶流通协会"),
        ("[O国网嘉峪关供电公司经开区服务站]获奖。", "国网嘉峪关供电公司"),
        ("[O重庆大学新加坡研究中心]成立。", "重庆大学"),
        ("[O随州市博物馆保卫科]值班。", "随州市博物馆"),
        ("[O青山市第三中学科创社团]获奖。", "青山市第三中学"),
        ("[O伦敦大学学院考古学院]来函。", "伦敦大学学院"),
    ],
)
def test_parent(text: str, parent: str) -> None:
    assert parent in entities(text)


@pytest.mark.parametrize(
    "text",
    [
        "[O青海师范大学附属第二中学]开学。",
        "[O中国移动通信集团内蒙古有限公司]签约。",
        "[O中国科学院动物研究所]发布报告。",
        "[O锦州大学生女子篮球队]夺冠。",
        "[O天台县人民医院医共体赤城分院]揭牌。",
        "[O山东泰石能源有限公司]投产。",
        "[O学院路小学]放假。",
        "[O香港體育協會暨奧林匹克委員會]出席。",
    ],
)
def test_whole_name_has_no_parent(text: str) -> None:
    assert len(entities(text)) == 1


def test_parent_named_elsewhere_is_the_same_body() -> None:
    found = entities("[O南漳县人民医院]建院七十年。[O县人民医院检验科]的[P赵芳]上台。")
    assert set(found) == {"南漳县人民医院", "南漳县人民医院检验科", "赵芳"}


def test_mention_of_parent_lies_inside_its_part() -> None:
    found = entities("昨日，[O“黑龙江大学”中文系]办展。")
    (mention,) = found["黑龙江大学"].mentions
    assert (mention.start, mention.end, mention.text) == (3, 9, "“黑龙江大学")
