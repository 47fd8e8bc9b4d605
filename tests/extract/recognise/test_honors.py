import pytest

from kg.extract.recognise.honors import find
from tests.extract.recognise.reading import names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他被授予全国农业系统“劳动模范”称号。", "全国农业系统劳动模范"),
        ("李建获陕西省“五一劳动奖章”。", "陕西省五一劳动奖章"),
        ("工程获评2023年度中国电力优质工程奖。", "2023年度中国电力优质工程奖"),
        ("该项目获省科技进步奖一等奖。", "省科技进步奖一等奖"),
        ("他被评为“荆楚楷模”。", "荆楚楷模"),
        ("他荣立三等功。", "三等功"),
        ("她被认定为国家级非物质文化遗产代表性传承人。", "国家级非物质文化遗产代表性传承人"),
        ("获福建省抗击新冠肺炎疫情先进个人。", "福建省抗击新冠肺炎疫情先进个人"),
        ("夺得第三届安溪县校园足球联赛初中组冠军。", "第三届安溪县校园足球联赛初中组冠军"),
        ("陳女士獲頒銅紫荊星章。", "銅紫荊星章"),
    ],
)
def test_finds_whole(text: str, name: str) -> None:
    assert name in names(find, text)


@pytest.mark.parametrize(
    "text", ["全村争创“省级文明村”。", "公司申报了“中国质量奖”。", "他拿到了奖学金。", "会议通报了获奖情况。"]
)
def test_what_nobody_received(text: str) -> None:
    assert names(find, text) == set()


def test_quoted_honors_side_by_side_stay_apart() -> None:
    assert names(find, "分获“江苏省文明社区”“江苏省文明镇”称号。") == {"江苏省文明社区", "江苏省文明镇"}
