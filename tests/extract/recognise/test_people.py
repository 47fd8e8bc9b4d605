import pytest

from kg.extract.recognise.people import find
from tests.extract.recognise.reading import mentions, names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("董事长陈木榕介绍，公司今年投产。", "陈木榕"),
        ("颁奖会由王秋芳县长主持。", "王秋芳"),
        ("章书敏（女），1978年生。", "章书敏"),
        ("欧阳润生说，茶园还要扩大。", "欧阳润生"),
        ("记者司马长林报道。", "司马长林"),
        ("村民亓兆明告诉记者，路修好了。", "亓兆明"),
        ("教师阿依古丽·买买提获奖。", "阿依古丽·买买提"),
        ("总工程师约翰·史密斯参加了仪式。", "约翰·史密斯"),
        ("日本专家高木节雄说，样品很好。", "高木节雄"),
        ("香港的范徐丽萍女士出席。", "范徐丽萍"),
        ("连长才让多杰带队出发。", "才让多杰"),
        ("店主王某（化名）报了警。", "王某"),
    ],
)
def test_finds(text: str, name: str) -> None:
    assert name in names(find, text)


@pytest.mark.parametrize(
    "text",
    [
        "本片提供高清版本。",
        "大力弘扬劳模精神。",
        "办事更加方便。",
        "世界需要和平。",
        "建成县困难职工援助中心。",
        "水平不断提高。",
    ],
)
def test_common_words_are_no_people(text: str) -> None:
    assert names(find, text) == set()


def test_a_list_with_one_certain_member_brings_the_others() -> None:
    found = names(find, "副书记周启明、税立、字有田和厉小满参加。")
    assert {"周启明", "字有田", "厉小满"} <= found


def test_a_name_set_apart_by_a_space_loses_it() -> None:
    [mention] = mentions(find, "殷　峻　车间主任")
    assert mention.text == "殷　峻"
    assert mention.form == "殷峻"


def test_a_latin_form_in_brackets_belongs_to_the_name() -> None:
    found = mentions(find, "督学艾美宝（Emma Baker）获奖。")
    assert [(m.text, m.form) for m in found] == [("艾美宝（Emma Baker）", "艾美宝")]


def test_a_part_of_a_dotted_name_is_found_alone() -> None:
    found = [m.text for m in mentions(find, "站长谢尔盖·科瓦连科来访。科瓦连科说，合作很好。")]
    assert found == ["谢尔盖·科瓦连科", "科瓦连科"]


def test_a_place_before_a_dot_is_no_person() -> None:
    assert names(find, "中国·静安国际马铃薯博览会开幕。") == set()


def test_traditional_script_keeps_its_characters() -> None:
    assert "張簡柏鈞" in names(find, "投手張簡柏鈞表示，狀況不錯。")
