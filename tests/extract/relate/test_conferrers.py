"""Who conferred an honor, where the words are not simply 被…授予."""

import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.qualifiers import conferrer
from tests.extract.relate.marked import scene_of


def _conferrers(marked: str) -> set[str | None]:
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    awarded = [candidate for candidate in propose(scene) if candidate.relation == "awarded"]
    people = [c for c in awarded if scene.entities[c.subject.entity].type == "Person"]
    assert people
    return {names.get(conferrer(scene, candidate) or "") for candidate in people}


@pytest.mark.parametrize(
    "marked",
    [
        "<P安小月>墙上挂着<O省总工会>2011年授予的“<H五一奖章>”。",
        "<P安小月>获“<H五一奖章>”（<O省总工会>）。",
        "<P安小月>获得“<H五一奖章>”，授予单位是<O省总工会>。",
        "<P安小月>捧回“<H五一奖章>”，证书由<O省总工会>颁发。",
    ],
)
def test_the_words_around_the_honor_tell_who_conferred_it(marked: str) -> None:
    assert "省总工会" in _conferrers(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<P安小月>获“<H五一奖章>”，消息由<O省总工会>网站登出。",
        "<P安小月>获得“<H五一奖章>”，<O省总工会>在河口镇办公。",
    ],
)
def test_a_body_that_is_only_named_conferred_nothing(marked: str) -> None:
    assert _conferrers(marked) == {None}


@pytest.mark.parametrize(
    "marked",
    [
        "1994年，<O省林业厅>给了<P安小月>“<H治沙模范>”奖章。",
        "<P安小月>被<O省林业厅>列入“<H治沙模范>”。",
        "<P安小月>是<O省林业厅>登录的“<H治沙模范>”。",
        "<O省林业厅>昨天在河口宣布，把“<H治沙模范>”颁给<P安小月>。",
        "<P安小月>从<O省林业厅>副厅长<P李水>手里接过“<H治沙模范>”证书。",
        "<O省林业厅>副厅长<P李水>一行为<P安小月>颁发“<H治沙模范>”奖章。",
        "<P安小月>去年赢得<O省林业厅>的“<H治沙模范>”。",
        "<P安小月>领到“<H治沙模范>”的牌子，那块牌是<O省林业厅>发的。",
    ],
)
def test_other_words_of_giving(marked: str) -> None:
    assert "省林业厅" in _conferrers(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<O省林业厅>关于表扬治沙先进的通报\n\n“<H治沙模范>”：<P安小月>。",
        "经<O省林业厅>研究，决定对下列个人予以表扬。\n“<H治沙模范>”：<P安小月>。",
        "由<O省林业厅>授予：\n<H治沙模范>——<P安小月>",
    ],
)
def test_the_body_above_a_list_confers_what_is_on_it(marked: str) -> None:
    assert _conferrers(marked) == {"省林业厅"}


def test_an_honor_named_after_a_body_is_that_bodys() -> None:
    assert "河口省作家协会" in _conferrers("<O河口省作家协会>换届。<P安小月>去年得过<H河口省作家协会新人奖>。")


@pytest.mark.parametrize(
    "marked",
    [
        "<O省林业厅>给了村里五万元；<P安小月>去年获“<H治沙模范>”称号。",
        "<O省林业厅>关于开展检查的通知\n\n<P安小月>去年获“<H治沙模范>”。",
    ],
)
def test_a_body_that_gives_something_else_confers_no_honor(marked: str) -> None:
    assert _conferrers(marked) == {None}
