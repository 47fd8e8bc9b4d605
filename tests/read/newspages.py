"""Pages in the manner of 32 news sites with 12 articles, all invented; half of the sites are kept apart for checking.

`sites/tuning.txt` may be read and tuned on. Of `sites/apart.txt` only the totals are looked at.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "sites"
_EACH = 3
HALVES = ("tuning", "apart")


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page, and what of it is the article."""

    site: str
    html: str
    title: str
    date: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    fields: dict[str, str]
    body: tuple[str, ...]


def pages(half: str) -> Iterator[NewsPage]:
    """The pages of one half, three articles a site."""
    articles = _articles()
    text = (_FOLDER / f"{half}.txt").read_text(encoding="utf-8")
    for number, block in enumerate(text.removeprefix("=== ").split("\n=== ")):
        for turn in range(_EACH):
            yield _page(block, articles[(number * 5 + turn * 4) % len(articles)])


def score(found: str, wanted: tuple[str, ...]) -> tuple[int, int, int]:
    """Runs of four characters: those of `found` that are wanted, all that were found, all that are wanted."""
    got, want = _runs(found), _runs("\n".join(wanted))
    return (got & want).total(), got.total(), want.total()


def f1(counts: list[tuple[int, int, int]]) -> float:
    """The F1 of all counts together."""
    right, found, wanted = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / max(found + wanted, 1)


def _runs(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[i : i + 4] for i in range(len(text) - 3))


def _articles() -> list[_Article]:
    found = []
    for block in (_FOLDER / "articles.txt").read_text(encoding="utf-8").split("## ")[1:]:
        lines = block.strip().split("\n")
        fields = dict(line.split(": ", 1) if ": " in line else (line.rstrip(": "), "") for line in lines[:5])
        found.append(_Article(fields, tuple(lines[5:])))
    return found


def _page(block: str, article: _Article) -> NewsPage:
    head, _, page = block.partition("\n")
    site, paragraph, *inserted = head.split(" | ")
    after = dict(one.split(": ", 1) for one in inserted)
    lines = []
    for number, line in enumerate(article.body, 1):
        lines.append(paragraph.format(html.escape(line, quote=False)))
        lines.append(after.get(str(number), ""))
    fields = {name: html.escape(value) for name, value in article.fields.items()}
    made = page.format(**fields, body="\n".join(line for line in lines if line))
    return NewsPage(site, made, article.fields["title"], article.fields["date"], article.body)
