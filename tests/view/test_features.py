"""What a reader does with the page, by clicks and keys in a real browser."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kg.view import page_html
from tests.view.conftest import OpenPage, View
from tests.view.sample import gold_data
from tests.view.small import crowd, quote, small, union

everyone = {node.label for node in small.nodes} - {"頤和園學院"}  # but the one without a relation


def download(view: View, button: str) -> bytes:
    with view.page.expect_download() as waiting:
        view.page.click(button)
    return Path(waiting.value.path()).read_bytes()


def test_asks_for_nothing_and_complains_of_nothing(open_page: OpenPage) -> None:
    view = open_page(gold_data(4), offline=True)
    view.settle()
    assert [url for url in view.requests if not url.startswith("file:")] == []
    assert len(view.requests) == 1
    assert view.complaints == []


def test_draws_everything_of_a_small_graph(open_page: OpenPage) -> None:
    view = open_page(small)
    assert set(view.seen()) == everyone
    assert view.lines() == 6
    assert "7 个实体 · 6 条关系 · 共 8 · 1 个没有关系 显示" in view.page.inner_text("#status")


def test_those_without_a_relation_are_behind_a_switch(open_page: OpenPage) -> None:
    view = open_page(small)
    switch = view.page.locator("#switch-loose")
    switch.focus()
    switch.press("Enter")
    assert set(view.seen()) == everyone | {"頤和園學院"}
    below = view.page.evaluate("n => newskg.state.spots.get(n).y", view.node("頤和園學院"))
    assert below > view.page.evaluate("Math.max(...[...newskg.state.opening].map((n) => newskg.state.spots.get(n).y))")
    expect(switch).to_have_text("隐藏")
    expect(switch).to_be_focused()
    view.settle()
    assert "loose=shown" in view.page.url
    shared = open_page(small, hash_="#" + view.page.url.partition("#")[2], locale="en-GB")
    assert "頤和園學院" in shared.seen()
    expect(shared.page.locator("#status")).to_contain_text("1 without relations Hide")
    shared.page.click("#switch-loose")
    assert set(shared.seen()) == everyone
    view.page.click("#undo")
    assert set(view.seen()) == everyone


def test_one_without_a_relation_that_was_looked_up_stays(open_page: OpenPage) -> None:
    view = open_page(small)
    view.search("颐和园")
    view.page.keyboard.press("Enter")
    view.page.click("#close")
    assert "頤和園學院" in view.seen()
    expect(view.page.locator("#switch-loose")).to_have_text("显示")
    assert open_page(small, focus=small.nodes[-1].iri).page.inner_text("#details h2") == "頤和園學院"


def test_where_nothing_has_a_relation_everything_is_drawn(open_page: OpenPage) -> None:
    view = open_page(replace(small, edges=()))
    assert len(view.seen()) == len(small.nodes)
    assert view.page.locator("#switch-loose").count() == 0


def test_search_finds_name_alias_other_script_and_pinyin(open_page: OpenPage) -> None:
    view = open_page(small)
    for typed, name in [
        ("五一劳动", "陕西省五一劳动奖章"),
        ("省总工会", "陕西省总工会"),
        ("颐和园", "頤和園學院"),
        ("縣總工會", "商南县总工会"),
        ("kangchaoquan", "康朝权"),
        ("kcq", "康朝权"),
    ]:
        view.search(typed)
        view.page.locator("#search [role=option] .name", has_text=name).first.wait_for()
        view.page.keyboard.press("Escape")
    view.search("kcq")
    view.page.keyboard.press("Enter")
    expect(view.page.locator("#details h2")).to_have_text("康朝权")


def test_search_says_when_nothing_is_found(open_page: OpenPage) -> None:
    view = open_page(small)
    view.search("没有这个")
    expect(view.page.locator("#search [role=listbox]")).to_contain_text("没有找到")


def test_filter_by_class_with_live_counts(open_page: OpenPage) -> None:
    view = open_page(small)
    classes = view.page.locator("[data-group=classes]")
    expect(classes.locator("label", has_text="机构").locator(".count")).to_have_text("4")
    relations = view.page.locator("[data-group=relations]")
    expect(relations.locator("label", has_text="位于").locator(".count")).to_have_text("2")
    classes.locator("label", has_text="地点").locator("input").press("Space")
    assert "商南县" not in view.seen()
    expect(relations.locator("label", has_text="位于").locator(".count")).to_have_text("0")
    view.page.click("#clear-filters")
    assert set(view.seen()) == everyone


def test_filter_by_relation(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.locator("[data-group=relations] label", has_text="合作").locator("input").uncheck()
    assert view.lines() == 5
    assert "虎之翼科技公司" not in view.seen()


def test_filter_by_time(open_page: OpenPage) -> None:
    view = open_page(small)
    slider = view.page.locator("[data-range=timeFrom]")
    slider.focus()
    slider.press("ArrowRight")
    expect(view.page.locator("[data-group=time] output")).to_have_text("2023-05 — 2023-05")
    assert "虎之翼科技公司" not in view.seen()
    assert "康朝权" in view.seen()


def test_filter_by_confidence(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.locator("[data-range=confidence]").fill("90")
    assert set(view.seen()) == {"康朝权", "陕西省五一劳动奖章", "虎之翼科技公司", "商南县职业教育中心"}
    expect(view.page.locator("[data-group=confidence] output")).to_have_text("至少 90%")


def test_filter_by_source(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.locator("[data-group=sources] label", has_text="陕西工人报").locator("input").uncheck()
    assert "康朝权" not in view.seen()
    assert "虎之翼科技公司" in view.seen()


def test_a_source_without_a_publisher_is_its_file(open_page: OpenPage) -> None:
    nobodys = tuple(replace(one, source=f"folder/{one.source}#7", publisher="") for one in small.articles)
    view = open_page(replace(small, articles=nobodys))
    sources = view.page.locator("[data-group=sources] label .name")
    assert sorted(sources.all_inner_texts()) == ["one.txt", "three.txt", "two.txt"]
    view.click_node("商南县总工会")
    assert view.panel().count("one.txt#7") == view.panel().count("one.txt") > 0
    many = tuple(replace(small.articles[2], source=f"{number}.txt") for number in range(101))
    crowded = open_page(replace(small, articles=(*small.articles[:2], *many)))
    assert "未知来源" in crowded.page.locator("[data-group=sources]").inner_text()


def test_node_panel_has_names_facts_and_articles(open_page: OpenPage) -> None:
    view = open_page(small)
    view.click_node("商南县总工会")
    panel = view.panel()
    names = ("机构", "县总工会", "商南縣總工會")
    facts = ("隶属", "陕西省总工会", "位于", "商南县总工会工作亮点", "陕西工人报", "2023-05-01")
    assert [part for part in names + facts if part not in panel] == []
    link = view.page.locator("#details a", has_text="商南县总工会工作亮点").first
    assert link.get_attribute("href") == "https://example.org/one?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert view.page.locator("#details a[href^='javascript']").count() == 0


def test_relation_panel_has_highlighted_sentence_article_qualifiers_and_confidence(open_page: OpenPage) -> None:
    view = open_page(small)
    (ax, ay), (bx, by) = view.spot("康朝权"), view.spot("陕西省五一劳动奖章")
    view.page.mouse.click((ax + bx) / 2, (ay + by) / 2)
    expect(view.page.locator("#details blockquote")).to_have_text(quote)
    expect(view.page.locator("mark.subject")).to_have_text("康朝权")
    expect(view.page.locator("mark.object")).to_have_text("陕西省五一劳动奖章")
    panel = view.panel()
    for part in ("93%", "授予者", "陕西省总工会", "人数", "11", "2023-05", "商南县总工会工作亮点", "陕西工人报"):
        assert part in panel


def test_a_relation_lists_every_sentence_that_says_it(open_page: OpenPage) -> None:
    view = open_page(small)
    view.click_node("商南县总工会")
    view.page.locator("#details .facts li", has_text="商南县").last.locator(".quote").click()
    expect(view.page.locator("#details blockquote")).to_have_count(2)


def test_double_click_expands_up_to_a_limit(open_page: OpenPage) -> None:
    view = open_page(crowd())
    before = set(view.seen())
    assert len(before) == 400
    view.search("陕西省总工会")
    view.page.keyboard.press("Enter")
    view.settle()
    view.page.mouse.dblclick(*view.spot("陕西省总工会"))
    view.page.wait_for_function("newskg.picture.nodes.length === 420")
    assert before < set(view.seen())
    positions = view.page.evaluate(
        """() => { const {state, model} = newskg, hub = model.raw.nodes.label.indexOf("陕西省总工会");
        const at = state.spots.get(hub);
        return [...state.moved].map(n => Math.hypot(state.spots.get(n).x - at.x, state.spots.get(n).y - at.y)) }"""
    )
    assert max(positions) < 1200  # beside their neighbour, in a picture some 3,000 units wide


def test_expand_one_relation_from_the_panel(open_page: OpenPage) -> None:
    view = open_page(crowd())
    view.search("陕西省总工会")
    view.page.keyboard.press("Enter")
    view.page.locator("#details .fact-group", has_text="成员").locator("h4 button").click()
    view.page.wait_for_function("newskg.picture.nodes.length === 420")


def test_shortest_path_with_evidence_at_each_hop(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.click("#show-path")
    view.page.fill("#path-start", "五一劳动奖章")
    view.page.press("#path-start", "Enter")
    view.page.fill("#path-end", "虎之翼")
    view.page.press("#path-end", "Enter")
    view.page.click("#find-path")
    hops = view.page.locator("#path-result .hop")
    expect(hops).to_have_count(5)
    assert [hop.locator("blockquote").count() for hop in hops.all()] == [1] * 5
    expect(hops.first.locator("blockquote")).to_have_text(quote)


def test_path_says_when_there_is_none(open_page: OpenPage) -> None:
    view = open_page(small)
    view.click_node("康朝权")
    view.page.click("[data-act=path]")
    view.page.keyboard.type("颐和园")
    view.page.keyboard.press("Enter")
    view.page.click("#find-path")
    expect(view.page.locator("#path-result")).to_contain_text("没有路径")


def test_hide_pin_and_undo(open_page: OpenPage) -> None:
    view = open_page(small)
    view.click_node("商南县")
    view.page.keyboard.press("h")
    assert "商南县" not in view.seen()
    expect(view.page.locator("#status")).to_contain_text("已隐藏 1")
    view.page.keyboard.press("Control+z")
    assert "商南县" in view.seen()
    view.click_node("商南县")
    view.page.click("[data-act=pin]")
    view.page.click("#close")
    view.page.locator("[data-group=classes] label", has_text="地点").locator("input").uncheck()
    assert "商南县" in view.seen()  # what is pinned passes every filter
    view.page.click("#undo")
    expect(view.page.locator("#details h2")).to_have_text("商南县")  # as it was before
    view.page.keyboard.press("Escape")
    assert "商南县" not in view.seen()


def test_drag_moves_and_undo_puts_back(open_page: OpenPage) -> None:
    view = open_page(small)
    x, y = view.spot("康朝权")
    view.page.mouse.move(x, y)
    view.page.mouse.down()
    view.page.mouse.move(x + 60, y + 45, steps=4)
    view.page.mouse.up()
    moved = view.spot("康朝权")
    assert (moved[0], moved[1]) == (pytest.approx(x + 60, abs=12), pytest.approx(y + 45, abs=12))
    view.page.click("#undo")
    back = view.spot("康朝权")
    assert back == (pytest.approx(x, abs=2), pytest.approx(y, abs=2))


def test_table_sorts_and_opens(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.keyboard.press("t")
    table = view.page.locator("#table table")
    expect(table.locator("tbody tr")).to_have_count(6)
    view.page.click("th [data-column=confidence]")
    expect(table.locator("tbody tr").first).to_contain_text("40")
    view.page.keyboard.press("Enter")
    expect(view.page.locator("th[aria-sort=descending]")).to_contain_text("可信度")
    expect(table.locator("tbody tr").first).to_contain_text("93")
    view.page.click("[data-kind=nodes]")
    expect(table.locator("tbody tr")).to_have_count(7)
    table.locator("button", has_text="康朝权").click()
    expect(view.page.locator("#details h2")).to_have_text("康朝权")


def test_csv_is_complete_and_no_formula(open_page: OpenPage) -> None:
    formula = replace(small.nodes[1], label='=HYPERLINK("http://x","康")')
    view = open_page(replace(small, nodes=(*small.nodes[:1], formula, *small.nodes[2:])))
    view.page.keyboard.press("t")
    text = download(view, "#table-csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 7
    assert rows[0][:3] == ["主体", "关系", "客体"]
    assert {row[0] for row in rows if "HYPERLINK" in row[0]} == {'\'=HYPERLINK("http://x","康")'}
    assert any(quote in row for row in rows)


def test_exports_png_and_svg_with_legend(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.click("#export-menu summary")
    svg = download(view, "#export-svg").decode()
    for text in (*(label for label in everyone if len(label) < 9), "人物", "机构", "地点", "荣誉"):
        assert text in svg
    assert [tag for tag in ("@font-face", "<image", "<script", "<style") if tag in svg] == []
    view.page.click("#export-menu summary")
    png = download(view, "#export-png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") > 800


def test_address_keeps_the_view(open_page: OpenPage, tmp_path: Path) -> None:
    view = open_page(crowd())
    view.search("陕西省总工会")
    view.page.keyboard.press("Enter")
    view.page.keyboard.press("e")
    view.page.wait_for_function("newskg.picture.nodes.length === 420")
    view.page.locator("[data-group=classes] label", has_text="地点").locator("input").uncheck()
    view.page.locator("[data-range=confidence]").fill("50")
    view.settle()
    seen, spot = set(view.seen()), view.spot("陕西省总工会")
    again = open_page(tmp_path / "graph.html", hash_=view.page.evaluate("location.hash"))
    again.settle()
    assert set(again.seen()) == seen
    assert len(seen) > 410
    assert abs(again.spot("陕西省总工会")[0] - spot[0]) < 3
    expect(again.page.locator("#details h2")).to_have_text("陕西省总工会")


def test_broken_address_is_passed_over(open_page: OpenPage) -> None:
    view = open_page(
        small, hash_="#chosen=nobody&at=x~NaN~1&from=abc&camera=0 0 -4&confidence=1e9&path=a b&sources=%00"
    )
    assert view.complaints == []
    expect(view.page.locator("#picture")).to_be_visible()


def test_language_follows_the_browser_and_switches(open_page: OpenPage) -> None:
    assert open_page(small, locale="zh-HK").page.inner_text("#show-table") == "表格"
    view = open_page(small, locale="en-GB")
    assert view.page.inner_text("#show-table") == "Table"
    expect(view.page.locator("[data-group=classes]")).to_contain_text("Organization")
    view.page.select_option("#language", "zh-Hant")
    expect(view.page.locator("[data-group=classes]")).to_contain_text("機構")
    assert view.page.get_attribute("html", "lang") == "zh-Hant"


def test_dark_and_light(open_page: OpenPage) -> None:
    view = open_page(small, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = view.page.evaluate(paper)
    view.page.click("#theme")
    view.page.click("#theme")
    light = view.page.evaluate(paper)
    assert dark == "rgb(20, 24, 29)"
    assert light == "rgb(248, 247, 243)"


def test_works_by_keys_alone(open_page: OpenPage) -> None:
    view = open_page(small)
    view.page.locator("#picture").focus()
    view.page.keyboard.press("ArrowRight")
    first = view.page.inner_text("#details h2")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        view.page.keyboard.press(key)
    assert view.page.inner_text("#details h2") in everyone
    assert first in everyone
    view.page.keyboard.press("Enter")
    assert view.page.evaluate("document.activeElement.id") == "details"
    view.page.keyboard.press("Escape")
    expect(view.page.locator("#details")).to_be_hidden()
    view.page.keyboard.press("?")
    expect(view.page.locator("#help")).to_contain_text("Ctrl+Z")
    view.page.keyboard.press("Escape")
    expect(view.page.locator("#help")).to_be_hidden()


def test_every_control_has_a_name(open_page: OpenPage) -> None:
    view = open_page(small)
    view.click_node("康朝权")
    view.page.keyboard.press("t")
    nameless = view.page.evaluate(
        """[...document.querySelectorAll('button, input, select, a, summary, [role=application], meter')].filter(e =>
            !(e.textContent.trim() || e.getAttribute('aria-label') || e.closest('label'))).map(e => e.outerHTML)"""
    )
    assert nameless == []
    assert view.page.inner_text("#announce") != ""


def test_fits_a_phone(open_page: OpenPage) -> None:
    view = open_page(small, viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    assert view.page.evaluate("document.documentElement.scrollWidth") <= 375
    view.page.touchscreen.tap(*view.spot("康朝权"))
    expect(view.page.locator("#details h2")).to_have_text("康朝权")
    view.settle()
    box = view.page.locator("#details").bounding_box()
    assert box is not None
    assert box["width"] <= 375
    assert view.spot("康朝权")[1] < box["y"]
    view.page.click("#close")
    view.page.click("#show-filters")
    expect(view.page.locator("#filters")).to_be_visible()


def test_works_in_a_notebooks_sandboxed_frame(browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content('<iframe id="frame" sandbox="allow-scripts" style="width:900px;height:600px"></iframe>')
    page.evaluate("text => { document.getElementById('frame').srcdoc = text }", page_html(small))
    frame = page.frame_locator("#frame")
    frame.locator("html[data-ready]").wait_for()
    frame.locator("#search input").fill("kcq")
    frame.locator("#search input").press("Enter")
    expect(frame.locator("#details h2")).to_have_text("康朝权")
    page.wait_for_timeout(400)
    page.close()
    assert complaints == []


def test_opens_on_the_focus(open_page: OpenPage) -> None:
    view = open_page(small, focus=union)
    expect(view.page.locator("#details h2")).to_have_text("商南县总工会")
