"""Stretches that hold more than a body's name."""

from __future__ import annotations

import pytest

from kg.extract.recognise.outlines import parts

_HEADS = ("公司", "集团", "学院", "大学", "法院", "总工会", "医院", "合作社", "工厂")


def names(text: str, stretch: str) -> list[str]:
    start = text.index(stretch)
    found = parts(text, start, start + len(stretch), lambda left, right: text[left:right].endswith(_HEADS))
    return [span.slice(text) for span in found]


@pytest.mark.parametrize(
    ("text", "stretch", "left"),
    [
        ("▲州总工会昨日发文。", "▲州总工会", ["州总工会"]),
        ("同年入职西北大学。", "职西北大学", ["西北大学"]),
        ("（前拉曼大学学院）", "前拉曼大学学院", ["拉曼大学学院"]),
        ("中级人民法院所辖", "中级人民法院所", ["中级人民法院"]),
        ("由核科学学院康宝林教授团队完成", "核科学学院康宝林教授团队", ["核科学学院"]),
        ("旗下金边公司两家附属公司", "金边公司两家附属公司", ["金边公司"]),
        ("收购邻省一家通航公司", "邻省一家通航公司", []),
        ("机电技师学院划归磁轨集团管理", "机电技师学院划归磁轨集团", ["机电技师学院", "磁轨集团"]),
        ("赤河酒业全资子公司赤河包装公司", "赤河酒业全资子公司赤河包装公司", ["赤河包装公司"]),
        ("评审之一、土木工程学院院长到会", "土木工程学院院", ["土木工程学院"]),
        ("他是中级人民法院大队大队长", "中级人民法院大队大队", ["中级人民法院大队"]),
        ("投资方，系国能东南公司。", "系国能东南公司", ["国能东南公司"]),
        ("投资方是系统集成公司。", "系统集成公司", ["系统集成公司"]),
        ("湖北民族学院（今湖北民族大学）数学系", "湖北民族大学）数学系", ["湖北民族大学"]),
        ("股东为海蓝投资公司（有限合伙），持股", "海蓝投资公司", ["海蓝投资公司（有限合伙）"]),
        ("商南县总工会来了", "商南县总工会", ["商南县总工会"]),
    ],
)
def test_what_is_left_of_a_stretch(text: str, stretch: str, left: list[str]) -> None:
    assert names(text, stretch) == left


@pytest.mark.parametrize("unit", ["第一家", "前", "▲", "划归公司", "教授团队", "子公司"])
def test_any_stretch_gives_stretches_inside_it(unit: str) -> None:
    text = unit * 40
    for start in range(3):
        for span in parts(text, start, len(text), lambda _left, _right: True):
            assert start <= span.start < span.end <= len(text)
