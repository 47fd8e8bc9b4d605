"""Odd graphs each draw something sensible, and the page complains of none."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from kg.view import ViewArticle, ViewData, ViewEdge, ViewEvidence, ViewNode
from tests.view.conftest import OpenPage
from tests.view.sample import legend
from tests.view.small import crowd, small


def test_empty(open_page: OpenPage) -> None:
    view = open_page(ViewData(legend=legend()))
    expect(view.page.locator("#empty")).to_have_text("图谱中没有实体")
    view.page.keyboard.press("t")
    view.page.keyboard.press("t")
    view.page.click("#fit")
    assert view.complaints == []


def test_one_node_without_anything(open_page: OpenPage) -> None:
    view = open_page(ViewData(nodes=(ViewNode("https://example.org/a", "Person", "甲"),)))
    view.click_node("甲")
    assert "没有关系" in view.panel()
    assert view.complaints == []


def test_a_name_of_500_characters(open_page: OpenPage) -> None:
    long = "商南县" * 166 + "总会"
    view = open_page(replace(small, nodes=(*small.nodes, ViewNode("https://example.org/a", "Honor", long))))
    view.search("商南县商南县商南县")
    view.page.keyboard.press("Enter")
    expect(view.page.locator("#details h2")).to_have_text(long)
    assert view.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert view.complaints == []


def test_right_to_left_and_control_characters(open_page: OpenPage) -> None:
    name = "شركة \u202eکاتب\u202c 甲\x00乙\u200b丙\ud800"
    view = open_page(ViewData(nodes=(ViewNode("https://example.org/a", "Person", name, aliases=("\x07", "丁")),)))
    assert view.seen() == ["شركة کاتب 甲乙丙"]
    view.search("甲乙丙")
    view.page.keyboard.press("Enter")
    assert "丁" in view.panel()
    assert view.complaints == []


def test_ten_thousand_lines_at_one_node(open_page: OpenPage) -> None:
    view = open_page(crowd(10_000))
    view.search("陕西省总工会")
    view.page.keyboard.press("Enter")
    expect(view.page.locator("#details .fact-group .count").first).to_have_text("10000")
    assert len(view.page.query_selector_all("#details .facts li")) < 60
    view.page.keyboard.press("Escape")
    for _ in range(3):
        view.page.evaluate("newskg.page.act.expand(newskg.model.raw.nodes.label.indexOf('陕西省总工会'))")
    assert len(view.seen()) >= 460
    assert view.complaints == []


def test_missing_and_broken_dates(open_page: OpenPage) -> None:
    dates = ("", "日前", "2023", "2023-13-45", "9999-99", "-0001-01-01T00:00:00", "二〇二三年")
    articles = tuple(ViewArticle(f"文{at}", date=date) for at, date in enumerate(dates))
    edges = tuple(
        replace(small.edges[0], qualifiers=(), evidence=(ViewEvidence("句子。", at),)) for at in range(len(articles))
    )
    view = open_page(replace(small, edges=edges, articles=articles))
    view.click_node("康朝权")
    view.page.locator("#details .quote").first.click()
    expect(view.page.locator("#details figcaption")).to_have_count(len(dates))
    view.page.keyboard.press("t")
    assert view.complaints == []


def test_broken_ends_offsets_confidences_and_loops(open_page: OpenPage) -> None:
    first, second = small.nodes[0].iri, small.nodes[1].iri
    broken = ViewEvidence("😀甲乙", 99, ((1, 2), (5, 9)), ((2, 1),))
    edges = (
        ViewEdge(first, "https://example.org/nowhere", "awarded"),
        ViewEdge(first, first, "partOf", confidence=float("nan")),
        ViewEdge(
            first,
            second,
            "unknownRelation",
            confidence=7,
            evidence=(broken,),
        ),
        ViewEdge(second, first, "awarded", confidence=-1),
    )
    view = open_page(replace(small, edges=edges))
    assert view.lines() == 3
    view.click_node("康朝权")
    view.page.locator("#details .facts li", has_text="商南县总工会").last.locator(".quote").click()
    view.click_node("康朝权")
    view.page.locator("#details .fact-group", has_text="unknownRelation").locator(".quote").click()
    expect(view.page.locator("mark.subject")).to_have_text("甲")
    assert "100%" in view.panel()
    view.page.keyboard.press("t")
    assert view.complaints == []
