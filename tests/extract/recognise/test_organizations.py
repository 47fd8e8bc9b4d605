import itertools

import pytest

from kg.extract.recognise.organizations import find
from tests.extract.recognise.reading import mentions, names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("她在锦州医科大学附属第一医院工作。", "锦州医科大学附属第一医院"),
        ("中国邮政集团有限公司南漳县分公司薛坪支局获奖。", "中国邮政集团有限公司南漳县分公司薛坪支局"),
        ("县住房和城乡建设局重点工程建设管理处党支部受到表彰。", "县住房和城乡建设局重点工程建设管理处党支部"),
        ("他与中建（福建）有限公司签约。", "中建（福建）有限公司"),
        ("县委组织部发布公告。", "县委组织部"),
        ("由市总工会主办。", "市总工会"),
        ("日前向县交通运输局捐款。", "县交通运输局"),
        ("毕业于中国地质大学（武汉）。", "中国地质大学（武汉）"),
        ("安徽省文化和旅游厅公布名单。", "安徽省文化和旅游厅"),
        ("被最高人民法院授予称号。", "最高人民法院"),
        ("屏东县政府农业处长出席，屏东县政府农业处表示支持。", "屏东县政府农业处"),
        ("厦门市委宣传部部长出席。", "厦门市委宣传部"),
    ],
)
def test_finds_whole(text: str, name: str) -> None:
    assert name in names(find, text)


@pytest.mark.parametrize(
    "text",
    [
        "该公司今年上市。",
        "有关部门已经介入。",
        "他是一名大学生。",
        "全县5个单位参加。",
        "法官和讲师都到了。",
        "去年夺得冠军。",
        "一家旅游公司找上门来。",
    ],
)
def test_bodies_without_a_name(text: str) -> None:
    assert names(find, text) == set()


def test_two_bodies_side_by_side_stay_two() -> None:
    assert {"县妇联", "县总工会"} <= names(find, "县妇联联合县总工会举办活动。")


def test_no_candidate_lies_inside_another() -> None:
    found = mentions(find, "兰溪县人民医院急诊科和兰溪县人民医院党委都在。")
    spans = sorted((m.start, m.end) for m in found)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert "兰溪县人民医院急诊科" in {m.form for m in found}


def test_a_company_is_known_by_its_brand_later() -> None:
    text = "商洛市鹰之翼科技有限公司扩产。鹰之翼科技公司招工200人，鹰之翼的产品畅销。"
    found = {(m.form, m.kind) for m in mentions(find, text)}
    assert found == {("商洛市鹰之翼科技有限公司", "full"), ("鹰之翼科技公司", "short"), ("鹰之翼", "short")}


def test_a_short_name_that_the_article_gives() -> None:
    text = "山西云岭药业股份有限公司（以下简称“云岭股份”）签约。云岭股份将投资。"
    assert [m.text for m in mentions(find, text)][1:] == ["云岭股份", "云岭股份"]


def test_a_post_is_no_part_of_the_body() -> None:
    assert "县水利局" in names(find, "县水利局党组书记到会。")


def test_the_class_of_the_body_is_told() -> None:
    kinds = {m.form: m.subtype for m in mentions(find, "南京大学和南漳县人民医院合作。")}
    assert kinds == {"南京大学": "School", "南漳县人民医院": "Hospital"}
