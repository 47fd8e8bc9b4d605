"""Parts and wholes, founders, two names of one: a body's name inside its part's or its meeting's, 我院重症医学科."""

from __future__ import annotations

import pytest

from kg.extract.refer import refer
from kg.ontology import load
from tests.extract.refer.test_refer import entities, marked, named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "[O青桥湾银行淄州分行]开业。[O青桥湾银行淄州分行博海支行]搬迁。",
            {"青桥湾银行淄州分行", "青桥湾银行淄州分行博海支行"},
        ),
        ("[O张家沟煤矿]减产。[O张家沟煤矿综采一队]夺旗。", {"张家沟煤矿", "张家沟煤矿综采一队"}),
        ("[O林芝市委]开会。[O林芝市卫生健康委员会]到会。", {"林芝市委", "林芝市卫生健康委员会"}),
        ("[O空军]招生。[O兰州军区空军]接兵。", {"空军", "兰州军区空军"}),
        ("[O日昶半导体]签约。[O日昶半导体高雄厂]开工。", {"日昶半导体", "日昶半导体高雄厂"}),
        ("[O青山狮子会]捐款。[O青山青年狮子会]出力。", {"青山狮子会", "青山青年狮子会"}),
    ],
)
def test_whole_is_no_short_form_of_its_part(text: str, names: set[str]) -> None:
    assert names <= set(named(text))


def test_body_that_only_its_meeting_tells_of() -> None:
    found = named("[E青桥省数学学会2023年学术年会]开幕。[O学会]理事长[P林小青]致辞。[P林小青]说，[O学会]壮大了。")
    assert "青桥省数学学会" in found


def test_meeting_of_nobody() -> None:
    assert set(named("[E第十二届大学生短片展]开幕。")) == {"第十二届大学生短片展"}


def test_county_that_only_a_contest_names() -> None:
    text = "[E第六届岚皋县中小学生比赛]昨天举行。[O县教育局]主办。"
    assert "岚皋县教育局" in named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[O宁安县人民医院]开会。[O我院重症医学科]夺旗。", "宁安县人民医院重症医学科"),
        ("[O青桥大学]校庆。[O青桥第一中学]到贺。[P林小青]回到[O母校中文系]。", "青桥大学中文系"),
    ],
)
def test_part_of_the_body_that_speaks(text: str, name: str) -> None:
    assert name in named(text)


def test_districts_body_is_no_citys() -> None:
    found = named("[L新密市]来客。[O新密市政协]陪同。[O景德镇市珠山区政协]接待。[O市政协]主席[P林海]讲话。")
    assert found["景德镇市珠山区政协"] == set()


@pytest.mark.parametrize(
    "text",
    [
        "[O青桥银行]前身是1912年由[P蔡海]倡办的[O青桥银行]总行。[O中老公司]签约。[O中老公司]供电。",
        "[O海洋学院]的前身是1983年[O交通部]在南通办的[O航务大学]。",
        "[O市一医院]前身为1898年[O青桥长老会]创办的[O广德医院]。",
    ],
)
def test_founders_and_strangers_are_no_earlier_names(text: str) -> None:
    found = named(text)
    assert not {"青桥银行", "交通部", "青桥长老会"} & set().union(*found.values())


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("[O派恩林业公司]（[OPine Forests]）签约。", "派恩林业公司", "Pine Forests"),
        ("他在[O江河师范学院]（[O江河师范大学]前身）教书。", "江河师范大学", "江河师范学院"),
        ("[O青桥理工大学]（前[O青桥大学学院]）学生获奖。", "青桥理工大学", "青桥大学学院"),
        ("她考进[O第二医科大学]——今天的[O东海医科大学]。", "东海医科大学", "第二医科大学"),
    ],
)
def test_two_names_of_one(text: str, name: str, alias: str) -> None:
    assert named(text)[name] == {alias}


def test_new_schools_name_is_not_its_founders() -> None:
    found = named("办学团体[O青桥德育学会]昨日宣布，新校定名“[O启德德育中学]”。")
    assert set(found) == {"青桥德育学会", "启德德育中学"}


def test_company_is_not_what_a_school_became() -> None:
    found = named("他去[O湖南轻工业学校]讲课。2003年客商买下该厂，更名为[O湖南龙潭纸业有限公司]。")
    assert found["湖南龙潭纸业有限公司"] == set()


def test_merged_bodies_are_not_the_new_one() -> None:
    found = named("[O第三工程处]、[O桥梁公司]和[O西域物资公司]重组为[O第三建设公司]。")
    assert "西域物资公司" in found


def test_two_schools_are_schools() -> None:
    document, mentions = marked("[O青桥中学]与[O青山中学]合并。[O消防处]派人。两校师生到场。")
    said = {one.name for one in refer(document, mentions, load()) if any(m.text == "两校" for m in one.mentions)}
    assert said == {"青桥中学", "青山中学"}


def test_society_alone_is_the_one_of_the_article() -> None:
    text = "[O北港镇农会]百年\n[O北港镇农会]开会。[O青桥县农会]到贺。[O农会]总干事[P林海]致辞。"
    assert "农会" in entities(text)["北港镇农会"].aliases
