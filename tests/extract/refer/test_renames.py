"""Earlier names of a body, ranks that belong to a contest, and people called by surname."""

from __future__ import annotations

import time

import pytest

from kg.ontology import load
from tests.extract.refer.test_refer import entities, marked, named, refer


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("[O清河县织布厂]1998年改制为[O清河纺织有限公司]。", "清河纺织有限公司", "清河县织布厂"),
        ("[O清河纺织有限公司]前身为1958年由[O清河县供销社]创办的[O清河县织布厂]。", "清河纺织有限公司", "清河县织布厂"),
        ("[O清河县织布厂]，即[O清河纺织有限公司]的前身。", "清河纺织有限公司", "清河县织布厂"),
        ("[O丰城职业学院]今天开学。学校初名“[O丰城农业学堂]”，1958年复办。", "丰城职业学院", "丰城农业学堂"),
        ("[O清河县织布厂]生意不好。2003年该厂改制，更名为“[O清河纺织有限公司]”。", "清河纺织有限公司", "清河县织布厂"),
        ("[O兰江师范学校]办学早。1956年，学校改名[O兰溪师范学校]。", "兰溪师范学校", "兰江师范学校"),
        ("[O延吉十三中]七十岁了。1952年定名[O延边初中]，后改用现名。", "延吉十三中", "延边初中"),
        ("[O东方机械厂]，如今是[O东方重工集团有限公司]，成立于1958年。", "东方重工集团有限公司", "东方机械厂"),
        ("[O清河电机有限公司]本名“[O清河电机厂]”，1986年创设。", "清河电机有限公司", "清河电机厂"),
        ("[O清河商会]昨日换届。商会1998年组建，当时叫“[O清河联谊会]”。", "清河商会", "清河联谊会"),
        ("[O海风合唱团]成立于2001年，起初只有8人，取名“[O浪花小组]”。", "海风合唱团", "浪花小组"),
    ],
)
def test_earlier_name_is_the_same_body(text: str, name: str, alias: str) -> None:
    assert alias in named(text)[name]


@pytest.mark.parametrize(
    "text",
    [
        "[O清河县织布厂]并入[O东方集团]，改称[O第三车间]。",
        "[P李四]毕业于[O清河师范学校]，1958年该校改称[O东方师范学校]。",
        "[O清河县织布厂]请来[O东方设计公司]，1960年公司成立，改名[O红星医院]。",
        "[O清河县教育局]与[O清河县第一中学]联合更名委员会，成立[O清河县第二中学]。",
        "她毕业于[O清河大学]，现在[O东岭大学]任教。",
        "祁海洋考进了[O清河大学]，如今是[O东岭大学]的教授。",
        "他1998年进入[O长城公司]，现在[O黄河公司]担任经理。",
    ],
)
def test_bodies_that_only_stand_together_stay_apart(text: str) -> None:
    assert len(named(text)) > 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在[E首届清河职工技能大赛]上，[P刘志勇]夺得一等奖。", "首届清河职工技能大赛一等奖"),
        ("[E首届清河职工技能大赛]昨日结束，[P刘志勇]夺得焊工组冠军。", "首届清河职工技能大赛焊工组冠军"),
        ("[P孙浩]在[E首届清河职工技能大赛]焊接项目中获第三名。", "首届清河职工技能大赛焊接项目第三名"),
        ("[E首届清河职工技能大赛]\n焊工组\n金奖　[P刘志勇]\n", "首届清河职工技能大赛焊工组金奖"),
        ("[E首届清河职工技能大赛]\n一、电工\n第一名　[P刘志勇]\n", "首届清河职工技能大赛电工第一名"),
        ("[P韦金陆]在[E第十届全国运动会田径比赛]男子跳远项目中获得铜牌。", "第十届全国运动会男子跳远项目铜牌"),
    ],
)
def test_rank_is_an_honor_of_its_contest(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "在[E首届清河职工技能大赛]上，县里获得3枚金牌。",
        "[P刘志勇]获得一等奖。",
        "在[E首届清河职工技能大赛]上，他未获一等奖。",
    ],
)
def test_no_honor_where_nobody_or_no_contest_is_named(text: str) -> None:
    assert not [entity for entity in entities(text).values() if entity.type == "Honor"]


def test_two_people_of_one_surname_are_not_guessed_between() -> None:
    assert named("校长[P张国强]和教师[P张秀兰]来了。张老师说好。") == {"张国强": set(), "张秀兰": set()}


@pytest.mark.parametrize(
    "unit", ["[O清河县织布厂]前身为", "[E清河大赛]获一等奖，", "[P张三]张书记", "原名“[O清河厂]”，"]
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    def seconds(times: int) -> float:
        document, mentions = marked(unit * times)
        start = time.process_time()
        refer(document, mentions, load())
        return time.process_time() - start

    seconds(20)
    assert seconds(1200) < 14 * max(seconds(200), 0.02)


def test_event_that_is_only_called_a_meeting_is_none() -> None:
    assert named("[O清河县总工会]主办。[E大会]选举了主席。") == {"清河县总工会": set()}


def test_contest_inside_an_honor_is_an_event_too() -> None:
    found = entities("[P孙浩]曾获[H第九届全国烹饪技能竞赛特金奖]。")
    assert found["第九届全国烹饪技能竞赛"].type == "Event"
    assert found["第九届全国烹饪技能竞赛特金奖"].type == "Honor"
