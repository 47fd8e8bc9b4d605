"""What stands around a name: quotation marks, 及, places in brackets, posts, 评为, where people are from."""

from __future__ import annotations

import pytest

from kg.extract.recognise.arbiter import plain
from kg.extract.recognise.polish import polish
from kg.extract.segment import analyse
from kg.model import Mention
from kg.ontology import load
from kg.read import read_text
from tests.extract.recognise.test_polish import polished


def unheard(text: str) -> list[tuple[str, str]]:
    """Types and forms of the names found where nobody heard any."""
    document = analyse(read_text(text), load())
    return [(found.type, found.form) for found in polish(document, [], load())]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("两队合并为“当岭[O互助服务中心]”。", ["当岭互助服务中心"]),
        ("海丰集团将并入“[O互助服务中心]”。", ["互助服务中心"]),
        ("有人问“青桥集团要买下[O齐东村镇银行]”。", ["齐东村镇银行"]),
        ("她毕业于[O中国地质大学]（武汉），留校任教。", ["中国地质大学（武汉）"]),
        ("她毕业于[O中国地质大学]（女），留校任教。", ["中国地质大学"]),
        ("出席者有體育及[O文化發展局]局長。", ["體育及文化發展局"]),
        ("出席者有運輸署及[O文化發展局]局長。", ["文化發展局"]),
        ("该馆2013年被评为[O国家三级博物馆]，正在扩建。", ["国家三级博物馆"]),
        ("去年获评[O农业部]示范场。", ["农业部"]),
    ],
)
def test_edges(marked: str, names: list[str]) -> None:
    assert [form for _, form in polished(marked)] == names


def test_what_somebody_was_named_is_an_honor() -> None:
    assert polished("该馆2013年被评为[O国家三级博物馆]，正在扩建。")[0][0] == "Honor"
    assert polished("他参观了[O国家三级博物馆]，很受启发。")[0][0] == "Organization"


@pytest.mark.parametrize(
    ("marked", "kind"),
    [("[L古晉永興亭大伯公廟]主席林添福到賀。", "Organization"), ("燈會在[L古晉永興亭大伯公廟]外舉行。", "Place")],
)
def test_hall_with_a_president_is_a_body(marked: str, kind: str) -> None:
    assert polished(marked)[0][0] == kind


def test_issuer_before_a_quoted_honor() -> None:
    found = polished("她获[H山南县妇女联合会“最美家庭代表]”称号。")
    assert [kind for kind, _ in found] == ["Organization", "Honor"]


def test_event_without_its_day() -> None:
    assert polished("[E旅港青山同鄉會就職典禮十七日假酒樓]舉行。") == [("Event", "旅港青山同鄉會就職典禮")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("同批受表彰的有感染科护士长林小青。", [("Organization", "感染科")]),
        ("来支援的是外科医生林小青。", []),
        ("该院科主任林小青说。", []),
        ("他随后任公司工会主席。", [("Organization", "公司工会")]),
        ("旅居海外的文成籍侨领捐款。", [("Place", "文成")]),
        ("说话的成都姑娘笑了。", [("Place", "成都")]),
        ("说话的漂亮姑娘笑了。", []),
    ],
)
def test_names_told_of_by_what_follows(text: str, found: list[tuple[str, str]]) -> None:
    assert [one for one in unheard(text) if one[0] != "Person"] == found


def test_nothing_is_found_twice() -> None:
    text = "同批受表彰的有感染科护士长林小青。"
    document = analyse(read_text(text), load())
    start = document.text.index("感染科")
    mention = Mention(start, start + 3, "感染科", "Organization")
    assert [found.form for found in polish(document, [mention], load())] == ["感染科"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Goldman Sachs", ""),
        ("“王 小 明”", "王小明"),
        ("“PayLotus Asia”", "PayLotus Asia"),
        ("周 Wei Ltd", "周Wei Ltd"),
    ],
)
def test_blanks_of_latin_words_stay(text: str, name: str) -> None:
    assert plain(text) == name
