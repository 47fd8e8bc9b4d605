import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.recognise.polish import polish
from kg.extract.segment import analyse
from kg.model import Mention, type_names
from kg.ontology import load
from kg.read import read_text

_TYPES = {"P": "Person", "O": "Organization", "L": "Place", "H": "Honor", "E": "Event"}


def polished(marked: str) -> list[tuple[str, str]]:
    """Types and forms of what becomes of the one mention that `marked` marks: 由[O联合市总工会]举办."""
    opening, closing = marked.index("["), marked.index("]")
    document = analyse(read_text(marked[:opening] + marked[opening + 2 : closing] + marked[closing + 1 :]), load())
    name = marked[opening + 2 : closing]
    start = document.text.index(name)
    mention = Mention(start, start + len(name), name, _TYPES[marked[opening + 1]])
    return [(found.type, found.form) for found in polish(document, [mention], load())]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("近日，[O联合市总工会]在商南举办培训班。", ["市总工会"]),
        ("去年[O建成县困难职工援助中心一厅式服务大厅]，完善设施。", ["县困难职工援助中心"]),
        ("他毕业于[O前罗定市职业技术学校]。", ["罗定市职业技术学校"]),
        ("今年[O江西理工大学共建赣南研究院]启用。", ["江西理工大学", "赣南研究院"]),
        ("[O联合国教科文组织]发布报告。", ["联合国教科文组织"]),
        ("[O前海人寿保险股份有限公司]签约。", ["前海人寿保险股份有限公司"]),
        ("药酒[O经州科委]鉴定。", ["州科委"]),
        ("剧团[O归县文教局]领导。", ["县文教局"]),
        ("[O经济日报社]来访。", ["经济日报社"]),
        ("[O隔壁瑞塘国小]借来球棒。", ["瑞塘国小"]),
        ("副会长专[P程渡海]送上贺仪。", []),
        ("[P程渡海]送上贺仪。", ["程渡海"]),
        ("[P廖氏]后人到会。", []),
        ("公司[P董秘冯可达]说。", ["冯可达"]),
        ("工作[P向基层延伸]。", []),
        ("[P恩平籍]乡亲回乡。", []),
        ("[P欧阳修文]到会。", ["欧阳修文"]),
        ("作家[P约翰史密斯]到访。", ["约翰史密斯"]),
        ("两村获评“[H江苏省文明社区”“江苏省文明镇]”。", ["江苏省文明社区", "江苏省文明镇"]),
        ("被命名为“[H梦桃式]”班组。", ["梦桃式班组"]),
        ("获授[H全国高原医学进修基地铜牌]。", ["全国高原医学进修基地"]),
        ("与[O电池回收商雷多温特公司]签约。", ["雷多温特公司"]),
        ("由[O浙商银行股份有限公司]承办。", ["浙商银行股份有限公司"]),
        ("参加[E山东省中小学青年教师教学竞赛初中数学组比赛]。", ["山东省中小学青年教师教学竞赛"]),
        ("[O南宫岭茶业公司]手工炒制班组被命名。", ["南宫岭茶业公司手工炒制班组"]),
        ("[O南宫岭茶业公司]的三个班组被命名。", ["南宫岭茶业公司"]),
        ("远销[L东南亚市场]。", []),
        ("她在[L义乌小商品市场]开店。", ["义乌小商品市场"]),
        ("[L田林县爱善村村]医岑阿妹到会。", ["田林县爱善村"]),
        ("获[E2023年湖南省导游大赛决赛]三等奖。", ["2023年湖南省导游大赛"]),
        ("获[E第十二届创新创业大赛总决赛]第三名。", ["第十二届创新创业大赛总决赛"]),
        ("夺得[H女子一百米铜牌]。", ["女子一百米铜牌"]),
    ],
)
def test_edges(marked: str, names: list[str]) -> None:
    assert [form for _, form in polished(marked)] == names


def test_an_issuer_before_the_honor_is_a_body() -> None:
    assert polished("获评[H浙江省科学技术厅浙江省科技型中小企业]。") == [
        ("Organization", "浙江省科学技术厅"),
        ("Honor", "浙江省科技型中小企业"),
    ]


def test_a_quoted_body_with_stars_is_an_honor() -> None:
    assert polished("创“[O陕西省四星级镇工会]”2个。") == [("Honor", "陕西省四星级镇工会")]
    assert polished("入住[O西安四星级酒店]。") == [("Organization", "西安四星级酒店")]


def test_where_a_meeting_is_held_is_a_place() -> None:
    assert polished("会议在[O泗阳县文化中心]举行。") == [("Place", "泗阳县文化中心")]
    assert polished("活动由[O泗阳县文化中心]举办。") == [("Organization", "泗阳县文化中心")]


@pytest.mark.parametrize(
    "marked",
    [
        "大赛在[O武汉光谷科技会展中心]宣布结果。",
        "书协本月5日在[O世纪酒店]宴请教师。",
        "在[O市博物馆演奏厅]为34家单位授牌。",
    ],
)
def test_halls_and_centres_in_which_something_goes_on_are_places(marked: str) -> None:
    assert [kind for kind, _ in polished(marked)] == ["Place"]


def test_a_centre_that_does_something_is_a_body() -> None:
    assert [kind for kind, _ in polished("在职工陪同下，[O县融媒体中心]举行开放日。")] == ["Organization"]


def test_a_village_that_wins_an_honor_is_a_body() -> None:
    assert polished("[L莲花镇涧峰村]获评省级文明村。") == [("Organization", "莲花镇涧峰村")]
    assert polished("他住在[L莲花镇涧峰村]。") == [("Place", "莲花镇涧峰村")]


def test_halves_of_a_foreign_name_are_joined() -> None:
    document = analyse(read_text("记者夏曼．玛德诺报道。"), load())
    at = document.text.index("夏曼")
    halves = [Mention(at, at + 2, "夏曼", "Person"), Mention(at + 3, at + 6, "玛德诺", "Person")]
    assert [found.text for found in polish(document, halves, load())] == ["夏曼．玛德诺"]


@given(st.text("联合市总工会共建“”（）四星级镇前县委员会获评。董秘张三", min_size=1, max_size=40), st.data())
def test_order_and_no_overlap(text: str, data: st.DataObject) -> None:
    document = analyse(read_text(text), load())
    cuts = sorted(data.draw(st.sets(st.integers(0, len(document.text)), max_size=6)))
    kinds = data.draw(st.lists(st.sampled_from(type_names), min_size=len(cuts), max_size=len(cuts)))
    mentions = [
        Mention(start, end, document.text[start:end], kind)
        for (start, end), kind in zip(itertools.pairwise(cuts), kinds, strict=False)
    ]
    found = polish(document, mentions, load())
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(m.text == document.text[m.start : m.end] and m.text for m in found)
