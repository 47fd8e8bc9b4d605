import pytest

from kg.extract.recognise.places import find
from tests.extract.recognise.reading import mentions, names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("基地位于江苏省无锡市惠山区。", "江苏省无锡市惠山区"),
        ("他家住在红毛镇什寒村。", "红毛镇什寒村"),
        ("湖北通城人，今年三十岁。", "湖北通城"),
        ("走访了安徽太湖经济开发区。", "安徽太湖经济开发区"),
        ("他在香港出生。", "香港"),
        ("代表团访问了塞尔维亚。", "塞尔维亚"),
    ],
)
def test_finds_whole(text: str, name: str) -> None:
    assert name in names(find, text)


@pytest.mark.parametrize(
    "text", ["与合作市场主体对接。", "在任县长期间。", "建成县困难职工援助中心。", "坚持和平发展。", "富强民主文明。"]
)
def test_words_that_look_like_places(text: str) -> None:
    assert names(find, text) == set()


def test_a_place_in_an_organizations_name_is_none() -> None:
    assert names(find, "商南县总工会组织慰问。") == set()


def test_a_short_form_counts_where_the_full_name_stands() -> None:
    found = [m.text for m in mentions(find, "商南县种茶，商南的茶农多。")]
    assert found == ["商南县", "商南"]


def test_places_of_one_level_stay_apart() -> None:
    assert {"泰国", "越南"} <= names(find, "代表团出访泰国越南两国。")


def test_the_class_of_the_place_is_told() -> None:
    kinds = {m.form: m.subtype for m in mentions(find, "商南县在陕西省。")}
    assert kinds == {"商南县": "County", "陕西省": "Province"}
