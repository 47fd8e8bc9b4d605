"""The page itself: pyvis holds the network and renders it through our own template (the only pyvis import)."""

from __future__ import annotations

from pathlib import Path

from kg.view.data import ViewData


def page_html(data: ViewData, *, focus: str | None = None) -> str:
    """One HTML document that works offline; `focus` is the IRI of the entity to open on."""
    raise NotImplementedError(f"page of {len(data.nodes)} nodes on {focus}")


def write_page(data: ViewData, path: Path | str, *, focus: str | None = None) -> Path:
    """Write `page_html` to `path` as UTF-8 and give the path back."""
    target = Path(path)
    target.write_text(page_html(data, focus=focus), encoding="utf-8", newline="\n")
    return target
