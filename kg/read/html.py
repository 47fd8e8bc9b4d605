"""A web page made into an article: its text by the vote of three readers, its metadata from tags and from the text.

readability-lxml, trafilatura and jusText each say which lines are the article; a line that two of them want is kept.
On 59 Chinese news pages that was .965 (F of the body) against .952, .899 and .910 for each alone. WeChat's pages have a
fixed form, which is read directly.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree, html

from kg.errors import InputError
from kg.model import Article
from kg.read import blocks, boilerplate, pagemeta
from kg.read.article import read_text
from kg.read.header import is_header, parse
from kg.read.limits import time_limit
from kg.read.options import ReadOptions
from kg.read.pagemeta import PageMeta
from kg.text.fold import fold

_NOISE = re.compile(r"[\s\u00a0\u3000\u200b|]+")

# What the readers say of a page that they can't make out, tracebacks included, is for those who ask for their logs.
for _reader in ("readability", "trafilatura", "justext"):
    logging.getLogger(_reader).addHandler(logging.NullHandler())

# Signatures and rows of lists are short; running text after the article is a comment or another article.
_LONGEST_ENDING = 30
# A heading is broken into no more lines.
_MOST_BREAKS = 4


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page gives: its tree's lines, those that are the article's, and what its tags say."""

    lines: list[str]
    chosen: list[bool]
    meta: PageMeta


def read_html(page: str, *, source: str, options: ReadOptions, published: str | None = None) -> Article:
    """The article of the page `page` (decoded). Raises `InputError` where there is none."""
    if len(page) > options.max_html_bytes:
        raise InputError(f"a page of more than {options.max_html_bytes:,} characters")
    with time_limit(options.seconds):
        found = _wechat(page) or _voted(page)
        text = _text(found)
        if not text.strip():
            raise InputError("a page without an article")
        article = read_text(text, source=source, published=published)
    return _with_tags(article, found.meta, published)


def _wechat(page: str) -> _Page | None:
    if "js_content" not in page or "rich_media" not in page:
        return None
    tree = blocks.parse(page)
    content = tree.xpath('//*[@id="js_content"]')
    if not content:
        return None
    meta = pagemeta.wechat(tree, page)
    lines = [line for line in [meta.title or "", *blocks.lines(content[0])] if line]
    return _Page(lines, [True] * len(lines), meta)


def _voted(page: str) -> _Page:
    tree = blocks.parse(page)
    lines = blocks.lines(tree)
    meta = pagemeta.collect(tree, lines)
    keys = [_NOISE.sub("", line) for line in lines]
    votes = [_votes(keys, wanted) for wanted in (_readability(page), _trafilatura(page))]
    if votes[0] != votes[1]:
        votes.append(_votes(keys, _justext(page)))
    needed = 2 if sum(any(vote) for vote in votes) >= 2 else 1
    chosen = [sum(vote) >= needed for vote in zip(*votes, strict=True)] if lines else []
    return _Page(lines, _to_the_end(_filled(chosen, lines), lines, votes), meta)


def _filled(chosen: list[bool], lines: list[str]) -> list[bool]:
    """`chosen` with short lines added that stand between chosen ones (a list's rows, subheadings)."""
    marked = [index for index, kept in enumerate(chosen) if kept and len(lines[index]) >= 20]
    if not marked:
        return chosen
    filled = list(chosen)
    for one, two in pairwise(marked):
        if two - one <= 12 and not any(boilerplate.kind(fold(line)) for line in lines[one + 1 : two]):
            filled[one:two] = [True] * (two - one)
    return filled


def _to_the_end(chosen: list[bool], lines: list[str], votes: list[list[bool]]) -> list[bool]:
    """`chosen` with the lines right after the last that one reader wants (a list of names, who signs a notice)."""
    kept = list(chosen)
    last = max((index for index, one in enumerate(chosen) if one), default=len(lines))
    for index in range(last + 1, len(lines)):
        folded = fold(lines[index])
        furniture = boilerplate.kind(folded) or boilerplate.is_navigation(folded) or len(folded) > _LONGEST_ENDING
        if furniture or not any(vote[index] for vote in votes):
            break
        kept[index] = True
    return kept


def _votes(keys: list[str], wanted: str) -> list[bool]:
    text = _NOISE.sub("", wanted)
    whole = {_NOISE.sub("", line) for line in wanted.split("\n")}
    return [key in whole or (len(key) >= 8 and key in text) for key in keys]


# The three readers take a second to load, and most inputs are no pages: each is loaded when it first reads one.
def _readability(page: str) -> str:
    from readability import Document  # noqa: PLC0415

    try:
        summary = Document(page).summary(html_partial=True)
        return "\n".join(blocks.lines(html.fromstring(summary)))
    except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError):  # its own ways of finding no article
        return ""


def _trafilatura(page: str) -> str:
    import trafilatura  # noqa: PLC0415

    found = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    return found or ""


def _justext(page: str) -> str:
    import justext  # noqa: PLC0415

    try:
        # Chinese has no list of stop words here: lengths and link density decide.
        paragraphs = justext.justext(
            page, frozenset(), length_low=15, length_high=60, stopwords_low=0, stopwords_high=0
        )
    except (etree.LxmlError, ValueError, justext.core.JustextError):
        return ""
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def _text(page: _Page) -> str:
    """Title, the header lines around the body, and the body, as one plain text."""
    body = [index for index, kept in enumerate(page.chosen) if kept]
    if not body:
        return ""
    title = page.meta.title or ""
    key = _NOISE.sub("", title)
    kept: list[str] = [title] if title else []
    start = _title_line(page.lines, key, body[0])
    repeated = _heading(page.lines, key)
    for index in range(start, min(body[-1] + 12, len(page.lines))):
        line = page.lines[index]
        if index in repeated or _NOISE.sub("", line) == key:
            continue
        if page.chosen[index] or _tells(line):
            kept.append(line)
    return "\n".join(kept)


def _heading(lines: list[str], key: str) -> range:
    """The lines that a heading with breaks in it stands in, which together are the title `key`."""
    for first, line in enumerate(lines):
        joined = _NOISE.sub("", line)
        if not joined or not key.startswith(joined):
            continue
        for last in range(first + 1, min(first + _MOST_BREAKS, len(lines))):
            joined += _NOISE.sub("", lines[last])
            if joined == key:
                return range(first, last + 1)
    return range(0)


def _title_line(lines: list[str], key: str, first: int) -> int:
    at = [index for index in range(min(first + 1, len(lines))) if key and key in _NOISE.sub("", lines[index])]
    return at[-1] if at else max(first - 6, 0)


def _tells(line: str) -> bool:
    """Whether a line outside the body is one with date, source or people."""
    if len(line) > 120:
        return False
    folded = fold(line)
    header = parse(folded)
    return is_header(header, folded) and not boilerplate.kind(folded)


def _with_tags(article: Article, meta: PageMeta, published: str | None) -> Article:
    """What the text doesn't say is taken from the tags; a date of the tags is finer than the text's day."""
    date = published or article.published
    if (
        not published
        and meta.published
        and (not date or (len(meta.published) > len(date) and meta.published.startswith(date)))
    ):
        date = meta.published
    return replace(
        article,
        title=article.title or meta.title or "",
        published=date,
        publisher=article.publisher or meta.publisher,
        authors=article.authors or meta.authors,
        editors=article.editors or meta.editors,
        url=meta.url,
        extracted=True,
    )
