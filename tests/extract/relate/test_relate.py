import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.extract.relate import relate
from tests.extract.relate.marked import facts, read, said

_TOLD = [
    ("<P刘保柱>被<O陕西省总工会>授予<H全国五一劳动奖章>。", ("刘保柱", "awarded", "全国五一劳动奖章")),
    ("<P李颖>、<P王强>分别获得<H一等奖>、<H二等奖>。", ("王强", "awarded", "二等奖")),
    ("<O商洛学院>与<O虎之翼科技公司>签署校企合作协议。", ("商洛学院", "partneredWith", "虎之翼科技公司")),
    ("<O县委>书记<P李勇>、<O县人民医院>院长<P王芳>到<O商洛学院>调研。", ("王芳", "worksFor", "县人民医院")),
    ("<O县委>书记<P李勇>到<O商洛学院>调研。", ("李勇", "visited", "商洛学院")),
    ("<P娄多峰>，1929年生，<L河南原阳>人，1964年毕业于<O河南中医学院>。", ("娄多峰", "nativeOf", "河南原阳")),
    ("<P娄多峰>，1929年生，<L河南原阳>人，1964年毕业于<O河南中医学院>。", ("娄多峰", "educatedAt", "河南中医学院")),
    ("<E全国茶业大赛>由<O省总工会>、<O市商务局>联合主办。", ("市商务局", "organized", "全国茶业大赛")),
    ("2015年，<P魏时雍>在<L桃花坪街道>创办<O雪峰书屋>。", ("雪峰书屋", "establishedBy", "魏时雍")),
]


@pytest.mark.parametrize(("text", "fact"), _TOLD)
def test_what_a_sentence_says(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(text)


def test_lists_are_paired_one_by_one() -> None:
    assert ("李颖", "awarded", "二等奖") not in facts("<P李颖>、<P王强>分别获得<H一等奖>、<H二等奖>。")


def test_traditional_script_says_the_same() -> None:
    assert ("劉保柱", "awarded", "全國五一勞動獎章") in facts("<P劉保柱>被<O陝西省總工會>授予<H全國五一勞動獎章>。")


def _qualifiers(text: str, predicate: str) -> dict[str, object]:
    names, statements = said(text)
    (statement,) = [s for s in statements if s.predicate == predicate]
    return {q.name: names[str(q.value)] if q.is_entity else q.value for q in statement.qualifiers}


def test_qualifiers_of_an_honor() -> None:
    found = _qualifiers("2023年5月，<P康朝权>等11人被<O商洛市总工会>授予<H商洛市劳动模范>称号。", "awarded")
    assert found == {"date": "2023-05", "groupSize": 11, "conferredBy": "商洛市总工会"}


def test_the_agreement_and_the_post_are_as_written() -> None:
    assert (
        _qualifiers("<O商洛學院>與<O虎之翼科技公司>簽署校企合作協議。", "partneredWith")["agreement"] == "校企合作協議"
    )
    assert _qualifiers("<O縣委>副書記<P李勇>到<O商洛學院>調研。", "worksFor")["title"] == "副書記"


def test_evidence_is_the_sentence_and_holds_both_names() -> None:
    _, statements = said("天气很好。<P刘保柱>荣获<H全国五一劳动奖章>。大家鼓掌。")
    (statement,) = statements
    assert [quote.text for quote in statement.evidence] == ["刘保柱荣获全国五一劳动奖章。"]
    assert statement.rule


_WORDS = st.lists(
    st.sampled_from(
        [
            "<P张三>",
            "<O县委>",
            "<L延安>",
            "<H劳动模范>",
            "<E茶王赛>",
            "、",
            "，",
            "。",
            "等11人",
            "被",
            "获",
            "与",
            "在",
            "书记",
            "\n",
        ]
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(_WORDS)
def test_any_text_gives_evidence_that_is_its_slice(words: list[str]) -> None:
    document, entities = read("".join(words))
    known = {entity.id: entity.type for entity in entities}
    for statement in relate(document, entities, (), (), ontology.load()):
        assert statement.subject in known
        assert statement.object in known
        assert 0 <= statement.confidence <= 1
        assert statement.evidence
        for quote in statement.evidence:
            assert quote.text == document.text[quote.start : quote.end]


def _seconds(text: str) -> float:
    document, entities = read(text)
    started = time.process_time()
    relate(document, entities, (), (), ontology.load())
    return time.process_time() - started


def test_time_is_linear_in_the_text() -> None:
    sentence = "<P张三>、<P李四>和<O县委>书记<P王五>获<H劳动模范>，"
    _seconds(sentence)
    assert _seconds(sentence * 80) < 8 * max(_seconds(sentence * 20), 0.05)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("<O虎之翼科技公司数控机加班组>成立。<O商洛市虎之翼科技有限公司>给予支持。", "商洛市虎之翼科技有限公司"),
        ("<O商洛学院化工学院>揭牌。", ""),
    ],
)
def test_a_unit_may_be_named_after_its_company(text: str, fact: str) -> None:
    assert {o for _, relation, o in facts(text) if relation == "partOf"} == ({fact} if fact else set())


def test_what_a_left_out_name_stands_for_is_told() -> None:
    _, statements = said("<P林海>去年转会<O上海海港队>。此前他效力于<O山东泰山队>。")
    rules = {s.rule for s in statements if s.predicate == "memberOf"}
    assert "subject-carried:林海" in rules


def test_members_are_told_from_employees() -> None:
    found = facts("<O中国科学院>院士<P陈旭>、<O云南大学>教授<P侯先光>出席<E寒武纪国际研讨会>。")
    assert {("陈旭", "memberOf", "中国科学院"), ("侯先光", "worksFor", "云南大学")} <= found


def test_what_is_said_of_the_body_is_no_part_of_a_post() -> None:
    text = "<O海渊研究院>已扩建校区、院长<P祝南舟>向来宾介绍了情况。"
    assert _qualifiers(text, "worksFor")["title"] == "院长"
    assert _qualifiers("<O岚皋县消防大队>名将、教练<P祝南舟>出席了活动。", "worksFor")["title"] == "名将、教练"
