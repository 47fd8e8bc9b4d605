"""One browser for all tests of the page; a test gets `open_page(data)` and a `View` to act on it as a reader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from kg.view import ViewData, page_html
from tests.view.started import started


@dataclass
class View:
    """A page in the browser, everything it asked for and everything it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, line: ConsoleMessage) -> None:
        """Keep what the console says of errors."""
        if line.type in {"error", "warning"}:
            self.complaints.append(line.text)

    def node(self, name: str) -> int:
        """The number of the entity called `name`."""
        return int(self.page.evaluate("name => newskg.model.raw.nodes.label.indexOf(name)", name))

    def spot(self, name: str) -> tuple[float, float]:
        """Where an entity is on the screen."""
        found = self.page.evaluate(
            """name => {
                const {model, picture} = newskg, id = model.raw.nodes.label.indexOf(name);
                const at = picture.network.canvasToDOM(picture.network.getPositions([id])[id]);
                const box = picture.container.getBoundingClientRect();
                return [at.x + box.left, at.y + box.top];
            }""",
            name,
        )
        return found[0], found[1]

    def click_node(self, name: str) -> None:
        """Click the entity in the picture and wait for its panel."""
        self.page.mouse.click(*self.spot(name))
        self.page.wait_for_function("name => document.querySelector('#details h2')?.textContent === name", arg=name)

    def seen(self) -> list[str]:
        """The names of the entities that are drawn."""
        names: list[str] = self.page.evaluate("newskg.picture.nodes.getIds().map(newskg.model.label)")
        return names

    def lines(self) -> int:
        """How many relations are drawn."""
        return int(self.page.evaluate("newskg.picture.edges.length"))

    def panel(self) -> str:
        """The text of the panel."""
        return self.page.locator("#details").inner_text()

    def search(self, text: str) -> None:
        """Type into the search field, reached by its key."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)

    def settle(self) -> None:
        """Wait until animations are over and the address is written."""
        self.page.wait_for_timeout(700)


# For this folder only: playwright keeps an event loop running, which notebooks run by other tests can't share.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


OpenPage = Callable[..., View]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    contexts = []

    def open_(data: ViewData | Path, *, focus: str | None = None, hash_: str = "", **options: Any) -> View:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", "accept_downloads": True} | options
        context = browser.new_context(**options)
        contexts.append(context)
        path = data if isinstance(data, Path) else tmp_path / "graph.html"
        if isinstance(data, ViewData):
            path.write_text(page_html(data, focus=focus), encoding="utf-8", newline="\n")
        view = View(context.new_page())
        view.page.set_default_timeout(8000)
        view.page.on("request", lambda request: view.requests.append(request.url))
        view.page.on("pageerror", lambda error: view.complaints.append(str(error)))
        view.page.on(
            "console", lambda line: view.complaints.append(line.text) if line.type in {"error", "warning"} else None
        )
        view.page.goto(path.as_uri() + hash_)
        view.page.wait_for_selector("html[data-ready]")
        return view

    yield open_
    for context in contexts:
        context.close()
