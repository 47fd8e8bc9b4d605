"""Lists of people and bodies below a notice, which look like menus and stay, and menus, which go."""

from __future__ import annotations

import pytest

from kg.read import ReadOptions, read_text
from kg.read.html import read_html

TOLD = "为表彰先进，县教育局决定，授予石桥镇中心小学等单位“教研先进集体”称号，授予贺春燕等同志“教研先进个人”称号。"
MENUS = ["首页　新闻　财经　体育　娱乐", "友情链接：", "青浦县人民政府　青浦县图书馆　青浦县档案馆"]
ROWS = [
    "一、教研先进集体（4个）",
    "石桥镇中心小学　青浦县图书馆　青浦县档案馆　柳林幼儿园",
    "二、教研先进个人（6名）",
    "贺春燕（女）　青浦县第三中学",
    "尤　伟　石桥镇中心小学",
    "白　露（女）　柳林镇小学",
    "车文斌　龙　涛　左晓梅　易　安",
    "钱多福　柳林镇中学",
]


def _kept(text: str) -> list[str]:
    return text.replace("\u3000", "").split("\n")


@pytest.mark.parametrize("head", ["附件：先进名单", "附：教研先进名单", "名单如下：", "附件1"])
def test_every_row_of_a_list_below_its_head_stays(head: str) -> None:
    wanted = [head, *(row.replace("\u3000", "") for row in ROWS)]
    text = "\n".join(["县教育局表彰教研先进", "", TOLD, head, *ROWS, "版权所有 青浦县教育局", *MENUS])
    kept = _kept(read_text(text).clean.text)
    assert kept[-len(wanted) :] == wanted


def test_every_row_of_a_list_on_a_page_stays() -> None:
    rows = "".join(f"<p>{row}</p>" for row in ["附件：先进名单", *ROWS])
    page = (
        f"<html><head><title>县教育局表彰教研先进</title></head><body><h2>县教育局表彰教研先进</h2><p>各学校：</p>"
        f"<p>{TOLD}</p>{rows}<div class=footer>主办：青浦县教育局 网站标识码：3100000001</div></body></html>"
    )
    kept = _kept(read_html(page, source="a.html", options=ReadOptions()).clean.text)
    assert kept[-len(ROWS) :] == [row.replace("\u3000", "") for row in ROWS]


def test_names_side_by_side_between_body_lines_stay_without_a_head() -> None:
    text = f"校园歌手赛落幕\n\n{TOLD}\n一等奖\n车文斌　龙　涛　左晓梅\n二等奖\n易　安　钱多福　尤伟"
    assert {"车文斌龙涛左晓梅", "易安钱多福尤伟"} <= set(_kept(read_text(text).clean.text))


def test_menus_go_below_a_list_and_without_one() -> None:
    for rows in ([], ["附件：先进名单", *ROWS]):
        text = "\n".join(["县教育局表彰教研先进", "", TOLD, *rows, *MENUS])
        assert not set(_kept(read_text(text).clean.text)) & {menu.replace("\u3000", "") for menu in MENUS}


@pytest.mark.parametrize(
    "line",
    [
        "【责任编辑：小顾】 上一篇：柳林镇修桥 下一篇：石桥镇通水",
        "【热读】米价又涨了？",
        "热点推荐：河灯节门票",
        "【热帖】要不要买车",
    ],
)
def test_rows_of_other_articles_go(line: str) -> None:
    assert line not in read_text(f"县教育局表彰教研先进\n\n{TOLD}\n{line}\n").clean.text
