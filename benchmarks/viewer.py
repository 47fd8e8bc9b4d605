"""How fast the page first draws, beside pyvis as it comes and with its physics off, on the same graphs in one run.

    python -m benchmarks.viewer [--sizes 1000 5000 20000] [--wait 20]

Figures are CPU seconds of the page's main thread (Chromium's own count, so that a busy machine changes little); pyvis
with physics is measured until it stands still, or given up after ``--wait`` seconds of clock.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from kg.view import ViewData, page_html
from tests.view.browser import arguments, find_chromium, missing
from tests.view.sample import copies, gold_data

# Stops our page at its first draw, so that what it does afterwards is not counted.
_STOP = """
    const mark = performance.mark.bind(performance);
    performance.mark = (name) => { mark(name); if (name === "first-draw" && STOP) window.setTimeout = () => 0; };
"""
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
_PAN = """async () => {
    const {network} = newskg.picture;
    for (let frame = 0; frame < 60; frame++) {
        network.moveTo({position: {x: frame * 9 - 270, y: frame * 4 - 120}});
        await new Promise(requestAnimationFrame);
    }
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """One page's figures; None where it was given up or does not apply."""

    what: str
    nodes: int
    megabytes: float
    built: float
    first_draw: float | None
    complete: float | None = None
    frame: float | None = None


class _Meter:
    """The CPU time of a page's main thread."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        """CPU seconds since the page's tab was opened."""
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def ours(browser: Browser, data: ViewData, folder: Path) -> Row:
    """Our page: to the first draw, to everything ready, and one frame while panning."""
    start = time.process_time()
    path = folder / "ours.html"
    path.write_text(page_html(data), encoding="utf-8")
    built = time.process_time() - start
    first, _ = _open_ours(browser, path, stop=True)
    complete, frame = _open_ours(browser, path, stop=False)
    return Row("newskg", len(data.nodes), path.stat().st_size / 1e6, built, first, complete, frame)


def _open_ours(browser: Browser, path: Path, *, stop: bool) -> tuple[float, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(_STOP.replace("STOP", "true" if stop else "false"))
    meter = _Meter(page)
    page.goto(path.as_uri())
    if stop:
        page.wait_for_function("performance.getEntriesByName('first-draw').length")
        page.evaluate(_TWO_FRAMES)
    else:
        page.wait_for_selector("html[data-ready]")
    used = meter.seconds()
    frame = 0.0
    if not stop:
        page.wait_for_timeout(1000)
        before = meter.seconds()
        page.evaluate(_PAN)
        frame = (meter.seconds() - before) / 60
    page.close()
    return used, frame


def plain_pyvis(browser: Browser, data: ViewData, folder: Path, *, physics: bool, wait: float) -> Row:
    """Pyvis' own page with everything in it; without physics the nodes stand on a grid."""
    start = time.process_time()
    path = _write_pyvis(data, folder / "pyvis.html", physics=physics)
    built = time.process_time() - start
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    meter = _Meter(page)
    page.goto(path.as_uri(), timeout=wait * 2000, wait_until="commit")
    used = _until_still(page, meter, wait) if physics else _until_drawn(page, meter, wait)
    page.close()
    what = "pyvis in_line" if physics else "pyvis in_line, physics off"
    return Row(what, len(data.nodes), path.stat().st_size / 1e6, built, used)


def _write_pyvis(data: ViewData, path: Path, *, physics: bool) -> Path:
    network = Network(directed=True, cdn_resources="in_line")
    places = {node.iri: place for place, node in enumerate(data.nodes)}
    side = int(len(places) ** 0.5) + 1
    network.nodes = [
        {"id": place, "label": node.label, "shape": "dot"}
        | ({} if physics else {"x": place % side * 80, "y": place // side * 80})
        for place, node in enumerate(data.nodes)
    ]
    network.edges = [{"from": places[edge.source], "to": places[edge.target]} for edge in data.edges]
    network.toggle_physics(physics)
    path.write_text(network.generate_html(), encoding="utf-8")
    return path


def _until_drawn(page: Page, meter: _Meter, wait: float) -> float:
    page.set_default_timeout(wait * 1000)
    page.wait_for_load_state("load")
    page.evaluate(_TWO_FRAMES)
    return meter.seconds()


def _until_still(page: Page, meter: _Meter, wait: float) -> float | None:
    page.set_default_timeout(wait * 1000)
    try:
        page.wait_for_load_state("load")
        page.wait_for_function("typeof network !== 'undefined' && network.physics.stabilized === true", polling=250)
    except Exception:  # noqa: BLE001 - playwright's time-out, or a tab that no longer answers: given up either way
        return None
    return meter.seconds()


def measure(sizes: Sequence[int], wait: float) -> list[Row]:
    """All rows, size by size."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(missing)
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes:
            data = copies(gold_data(), size)
            for measured in (ours, _still_pyvis(wait), _live_pyvis(wait)):
                browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
                rows.append(measured(browser, data, folder))
                browser.close()
    return rows


def _still_pyvis(wait: float) -> Any:
    return lambda browser, data, folder: plain_pyvis(browser, data, folder, physics=False, wait=wait)


def _live_pyvis(wait: float) -> Any:
    return lambda browser, data, folder: plain_pyvis(browser, data, folder, physics=True, wait=wait)


def table(rows: Sequence[Row], wait: float) -> str:
    """The rows in Markdown; `wait` is after how many seconds a page was given up."""
    lines = [
        "| page | nodes | file MB | built s | first draw s | all ready s | frame ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        first = f"> {wait:g}" if row.first_draw is None else f"{row.first_draw:.2f}"
        ready = "" if row.complete is None else f"{row.complete:.2f}"
        frame = "" if row.frame is None else f"{row.frame * 1000:.1f}"
        size = f"{row.nodes:,} | {row.megabytes:.2f} | {row.built:.2f}"
        lines.append(f"| {row.what} | {size} | {first} | {ready} | {frame} |")
    return "\n".join(lines)


def main(arguments_: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--wait", type=float, default=20, help="give a page up after so many seconds")
    options = parser.parse_args(arguments_)
    sys.stdout.write(table(measure(options.sizes, options.wait), options.wait) + "\n")


if __name__ == "__main__":
    main()
