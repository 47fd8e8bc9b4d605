"""Honors that nobody received, and what is no part of an honor's name."""

from __future__ import annotations

import pytest

from kg.extract.recognise.unwon import bare, unwon


def span(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他去年参评“三秦最美护士”，因一票之差落选。", "三秦最美护士"),
        ("该所今年拟争创“全国爱民模范集体”。", "全国爱民模范集体"),
        ("县里推荐的全国青年文明号候选集体正在公示。", "全国青年文明号"),
        ("成人组冠军空缺。", "成人组冠军"),
        ("他曾是全国劳动模范候选人。", "全国劳动模范候选人"),
    ],
)
def test_what_is_only_aimed_at_is_no_honor_won(text: str, name: str) -> None:
    assert unwon(text, *span(text, name))


@pytest.mark.parametrize(
    "text", ["他荣获全国劳动模范称号。", "她申报成功后获评全国劳动模范。", "经推荐，他当选全国劳动模范。"]
)
def test_what_was_won_stays(text: str) -> None:
    assert not unwon(text, *span(text, "全国劳动模范"))


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("一等功奖章", "一等功"),
        ("金奖证书", "金奖"),
        ("优秀学员”结业证书", "优秀学员"),
        ("泰皇御赐三等白象勋章", "三等白象勋章"),
        ("五一劳动奖章", "五一劳动奖章"),
    ],
)
def test_bare_name(name: str, left: str) -> None:
    start, end = bare(name, 0, len(name))
    assert name[start:end] == left
