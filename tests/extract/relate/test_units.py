import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.unit_names import is_bare, shortened
from kg.extract.relate.view import Item, Member
from tests.extract.relate.marked import scene_of


@pytest.mark.parametrize("name", ["青海观测站", "机器人协会", "海洋学院", "战斗一班", "新加坡分公司", "非洲鼓队"])
def test_a_unit_that_does_not_say_whose_it_is(name: str) -> None:
    assert is_bare(Item("Organization", 0, len(name), (Member("e1", 0, len(name)),)), name)


@pytest.mark.parametrize("name", ["聊城市文化和旅游局", "北京大学", "某某大学物理学院", "清河市机器人协会", "远大集团"])
def test_a_body_by_itself_is_no_bare_unit(name: str) -> None:
    assert not is_bare(Item("Organization", 0, len(name), (Member("e1", 0, len(name)),)), name)


@pytest.mark.parametrize(
    ("unit", "parent", "opening"),
    [
        ("聊城市文旅局非遗科", "聊城市文化和旅游局", "聊城市文旅局"),
        ("青山体校泳队", "青山市少年儿童业余体育学校", "青山体校"),
        ("东瀛烘焙香港有限公司", "东瀛烘焙控股", "东瀛烘焙"),
        ("中南造船旗津厂", "中南造船集团", "中南造船"),
        ("东瀛烘焙控股", "东瀛烘焙香港有限公司", ""),
        ("浙江农业大学", "浙江大学", ""),
        ("北京大学", "北京市教育局", ""),
        ("远大集团有限公司", "远大集团", ""),
    ],
)
def test_what_of_its_parents_name_a_unit_opens_with(unit: str, parent: str, opening: str) -> None:
    assert shortened(unit, parent) == opening


def test_a_bare_unit_may_be_part_of_the_body_before() -> None:
    scene = scene_of("<O清河大学>去年建校百年。<O机器人协会>今年获得好评。")
    names = {entity.id: entity.name for entity in scene.entities.values()}
    found = {(names[c.subject.entity], c.relation, names[c.object.entity]) for c in propose(scene)}
    assert ("机器人协会", "partOf", "清河大学") in found
