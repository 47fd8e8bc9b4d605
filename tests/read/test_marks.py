"""What pages and editors leave in a text: marks of Markdown, entities of HTML, headlines set wide or in two lines."""

from __future__ import annotations

from kg.read import ReadOptions, read_text
from kg.read.html import read_html

TOLD = "6月3日上午，石桥县总工会在县文化馆举办职工技能培训班，120名职工参加，县总工会主席刘明出席并讲话。"


def test_the_mark_of_a_heading_is_no_part_of_the_title() -> None:
    article = read_text(f"# 石桥县总工会举办培训班\n\n{TOLD}\n")
    assert article.title == "石桥县总工会举办培训班"
    assert article.clean.text.startswith("石桥县总工会举办培训班\n")


def test_spaces_written_as_entities_are_spaces() -> None:
    article = read_text(f"石桥县总工会举办培训班\n\n&nbsp;&nbsp;{TOLD}&nbsp;&nbsp;&nbsp;\n")
    assert article.clean.text == f"石桥县总工会举办培训班\n{TOLD}"


def test_a_headline_with_a_space_after_each_character_is_joined() -> None:
    article = read_text(f"石 桥 县 总 工 会 举 办 “ 暖 冬 ” 培 训 班\n\n{TOLD}\n")
    assert article.title == "石桥县总工会举办“暖冬”培训班"
    offsets = article.clean.offsets
    assert offsets is not None
    assert [article.text[offset] for offset in list(offsets)[: len(article.title)]] == list(article.title)
    assert "大 中 小 号" in read_text(f"石桥县总工会举办培训班\n\n{TOLD}\n大 中 小 号\n{TOLD}\n").clean.text


def test_a_heading_in_two_lines_is_one_title() -> None:
    page = (
        "<html><head><title>石桥县总工会关于举办职工技能培训班的通知_石桥县</title></head><body>"
        f"<h1>石桥县总工会<br>关于举办职工技能培训班的通知</h1><p>2024-06-03</p><p>{TOLD}</p><p>{TOLD}</p></body></html>"
    )
    article = read_html(page, source="a.html", options=ReadOptions())
    assert article.clean.text.count("关于举办职工技能培训班的通知") == 1
    assert "石桥县总工会" in article.title
