"""The pages in a real browser: nothing from an article runs, all works by keyboard, axe finds nothing serious."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page

from kg.graph.iris import digest
from kg.graph.reading import Content
from kg.model import AlignedText, Article, Entity, Evidence, Extraction, Qualifier, Statement
from kg.serve.settings import Settings
from tests.graph.test_dataset import dataset
from tests.query.gold import gold_graph
from tests.serve.running import Running, running, write_graph
from tests.view.started import started
from tests.view.test_injection import payloads

BASE = "https://w3id.org/newskg/resource/"


def hostile() -> list[Extraction]:
    """Each payload as title, source, publisher, name, alias, title of a post, and sentence."""
    found = []
    for place, text in enumerate(payloads):
        article = Article(
            id=f"h{place}", source=text, text=text, clean=AlignedText(text), title=text, publisher=text,
            published="2024-01-01", url="javascript:window.hacked=1",
        )  # fmt: skip
        entities = (
            Entity("e1", "Person", f"王{text}", (text,)),
            Entity("e2", "Organization", f"局{text}", (f"别{text}",)),
        )
        said = Statement("e1", "worksFor", "e2", (Qualifier("title", text),), 0.9, (Evidence(0, len(text), text),))
        found.append(Extraction(article, entities, (said,)))
    return found


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Content]]:
    folder = tmp_path_factory.mktemp("hostile")
    graph = dataset(hostile(), BASE)
    write_graph(folder, graph.lines)
    _write_texts(folder, hostile())
    with running(folder, Settings()) as found:
        yield found, graph.content()


def _write_texts(folder: Path, found: list[Extraction]) -> None:
    """The tables that a build keeps of texts, with each whole text as a mention."""
    segment = folder / "segments" / "s"
    segment.mkdir(parents=True)
    segment.with_suffix(".json").write_text("{}", encoding="utf-8")
    rows = [(one.article.id, one.article.text) for one in found]
    ids, texts = [row[0] for row in rows], [row[1] for row in rows]
    ends = [len(text) for text in texts]
    count = len(rows)
    pq.write_table(pa.table({"doc": ids, "id": ids, "text": texts}), segment / "articles.parquet")
    mentions = {"doc": ids, "start": [0] * count, "end": ends, "type": ["Person"] * count, "entity": ["e1"] * count}
    pq.write_table(pa.table(mentions), segment / "mentions.parquet")
    iris = [f"{BASE}person/{digest(key)}" for key in ids]
    pq.write_table(pa.table({"article": ids, "entity": ["e1"] * count, "iri": iris}), folder / "members.parquet")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    found = context.new_page()
    found.set_default_timeout(20_000)
    yield found
    context.close()


def test_nothing_from_an_article_runs(attacked: tuple[Running, Content], page: Page) -> None:
    server, content = attacked
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    paths = [f"/page/{node.iri.removeprefix(BASE)}" for node in content.nodes[::6]]
    paths += [f"/page/{article.iri.removeprefix(BASE)}" for article in content.articles]
    paths += [f"/{where}{quote(text)}" for text in payloads[::4] for where in ("?q=", "query?query=", "query?ask=")]
    paths += [
        "/query?ask=people",
        "/query?ask=evidence",
        "/?q=script",
        "/query?ask=career&p.name=" + quote(payloads[0]),
    ]
    for path in paths:
        page.goto(server.address + path)
        assert page.evaluate("window.hacked") is None, path
        assert page.evaluate("document.scripts.length") == 1, path
        assert page.evaluate("document.querySelectorAll('iframe,object,embed,base,img,svg,video,audio').length") == 0
        links = page.evaluate("[...document.links].map(link => link.protocol)")
        assert set(links) <= {"http:"}, path
    assert all(url.startswith((server.address, "data:")) for url in asked)


def test_the_picture_runs_nothing_either(attacked: tuple[Running, Content], page: Page) -> None:
    server, content = attacked
    page.goto(f"{server.address}/graph?depth=1&focus={quote(content.nodes[0].iri, safe='')}")
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("window.hacked") is None


def test_everything_works_by_keyboard(server: Running, page: Page) -> None:
    page.goto(server.address + "/query")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("wulanqiqige")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits")
    page.locator(".hits a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('乌兰其其格')")
    page.goto(server.address + "/query")
    page.locator("#sparql").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT (1 AS ?one) {}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("td:has-text('1')")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('details').open")


def _violations(page: Page) -> list[Any]:
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious(server: Running, browser: Browser, look: Any) -> None:
    content = gold_graph().content()
    entity, article = content.named("乌兰其其格")[0].iri, content.articles[0].iri
    paths = ["/", "/?q=局", "/?q=nothing", "/query", "/query?ask=honors&lang=en", "/query?query=SELECT", "/nothing"]
    paths += [f"/page/{iri.removeprefix(BASE)}" for iri in (entity, article)]
    context = browser.new_context(color_scheme=look, viewport={"width": 390 if look == "dark" else 1280, "height": 900})
    page = context.new_page()
    for path in paths:
        page.goto(server.address + path)
        assert _violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_a_sentence_is_shown_in_the_text(attacked: tuple[Running, Content], page: Page) -> None:
    server, content = attacked
    page.goto(f"{server.address}/page/{content.articles[0].iri.removeprefix(BASE)}")
    page.locator(".where a").first.click()
    assert page.locator(".lit").count() > 0
