"""Honors that by their name go to bodies are no person's, whoever is named nearest."""

from __future__ import annotations

import pytest

import kg

TEXT = (
    "岭南茶叶有限公司由他和返乡青年储大旺共同创办，"
    "2021年获评广东省农业产业化重点龙头企业，2023年被认定为全国茶叶标准化示范基地。"
)


@pytest.mark.parametrize("text", [TEXT, "勞模汪若蘭所在的臺北市大安區健康社區發展協會獲評全國優秀組織。"])
def test_no_person_is_a_company_or_a_base(text: str) -> None:
    found = kg.extract(text)
    people = {entity.id for entity in found.entities if entity.type == "Person"}
    assert people
    assert not [one for one in found.statements if one.predicate == "awarded" and one.subject in people]


def test_a_person_gets_what_persons_get() -> None:
    found = kg.extract("储大旺2021年被授予广东省劳动模范称号。")
    assert [one.predicate for one in found.statements] == ["awarded"]


def test_a_declared_line_counts_more_than_nearness() -> None:
    found = kg.extract(
        "商南縣總工會牽線搭橋，促成商洛學院、市縣職業技術學院分別和商洛市虎之翼科技有限公司達成校企合作協議。"
    )
    names = {entity.id: entity.name for entity in found.entities}
    pairs = {frozenset((names[one.subject], names[one.object])) for one in found.statements}
    assert frozenset(("商洛學院", "商洛市虎之翼科技有限公司")) in pairs
