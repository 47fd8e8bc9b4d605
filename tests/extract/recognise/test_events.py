import pytest

from kg.extract.recognise.events import find
from tests.extract.recognise.reading import mentions, names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第五届“勐库杯”手工制茶大赛落幕。", "第五届勐库杯手工制茶大赛"),
        ("“夏送清凉”公益行动启动。", "夏送清凉公益行动"),
        ("2023年海峡两岸青少年女足训练营开营。", "2023年海峡两岸青少年女足训练营"),
        ("第九届绥芬河国际口岸贸易博览会开幕。", "第九届绥芬河国际口岸贸易博览会"),
        ("全国青年歌手电视大奖赛举行。", "全国青年歌手电视大奖赛"),
    ],
)
def test_finds_whole(text: str, name: str) -> None:
    assert name in names(find, text)


@pytest.mark.parametrize("text", ["县里召开会议。", "他参加了调研活动。", "大家观看了比赛。", "开展了一次座谈会。"])
def test_ordinary_activity(text: str) -> None:
    assert names(find, text) == set()


def test_a_contest_inside_a_prize_is_none() -> None:
    assert names(find, "获第二届全国风力发电职业技能竞赛一等奖。") == set()


def test_the_final_belongs_to_its_contest() -> None:
    assert names(find, "2021年陕西省青少年校园足球联赛决赛结束。") == {"2021年陕西省青少年校园足球联赛"}


def test_a_ceremony_is_known_by_its_head_later() -> None:
    found = [(m.text, m.kind) for m in mentions(find, "第三届安溪县教育奖颁奖典礼举行。颁奖典礼上，校长致辞。")]
    assert found == [("第三届安溪县教育奖颁奖典礼", "full"), ("颁奖典礼", "short")]
