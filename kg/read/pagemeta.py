"""What a page's tags say of its article: meta elements, JSON-LD, headings; WeChat's own places."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from lxml import html

from kg.read import dates
from kg.read.boilerplate import bigrams, overlap
from kg.read.masthead import clean_outlet, usable
from kg.read.names import people
from kg.text.fold import fold

_TITLE = ("articletitle", "og:title", "twitter:title", "title", "dc.title")
_DATE = (
    "article:published_time og:release_date publishdate pubdate publish_time publishtime weibo:article:create_at "  # noqa: SIM905
    "datepublished date dc.date sailthru.date og:pubdate createdate apub:time".split()
)
_PUBLISHER = ("contentsource", "source", "og:site_name", "sitename", "mediaid", "publisher")
_AUTHOR = ("author", "article:author", "og:article:author", "byline")
_EDITOR = ("editor", "responsibleeditor")
_SUFFIX = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s?|--+|——)\s*[^_|｜]{2,24}$")
_LARGEST_DATA = 200_000


@dataclass(frozen=True, slots=True)
class PageMeta:
    """Metadata from tags; empty where a page has none."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    url: str | None = None


def collect(tree: html.HtmlElement, lines: list[str]) -> PageMeta:
    """The metadata that the tags of `tree` give; `lines` is its text."""
    tags = _tags(tree)
    linked = _linked_data(tree)
    publisher = _first(tags, _PUBLISHER) or linked.get("publisher")
    outlet = clean_outlet(publisher) if publisher else None
    return PageMeta(
        title=_title(tree, tags, linked, lines),
        published=dates.stamp(_first(tags, _DATE) or linked.get("published") or _time(tree)),
        publisher=outlet if outlet and usable(fold(outlet), labelled=True) else None,
        authors=tuple(people(fold(_first(tags, _AUTHOR) or linked.get("author") or ""), bare=True)),
        editors=tuple(people(fold(_first(tags, _EDITOR) or ""))),
        url=next(iter(tree.xpath('//link[@rel="canonical"]/@href')), None),
    )


def wechat(tree: html.HtmlElement, page: str) -> PageMeta:
    """The metadata of a WeChat article, which stands in places of its own."""
    title = _text(tree, '//*[@id="activity-name"] | //*[contains(@class,"rich_media_title")]')
    account = _text(tree, '//*[@id="js_name"] | //*[contains(@class,"profile_nickname")]')
    author = _text(tree, '//*[@id="js_author_name"] | //*[contains(@class,"rich_media_meta_text")]')
    stamp = _text(tree, '//*[@id="publish_time"] | //*[@id="post-date"]')
    written = re.search(r"createTime\s*=\s*['\"]([\d :-]{10,19})['\"]", page)
    return PageMeta(
        title=title or _first(_tags(tree), _TITLE),
        published=dates.stamp(stamp) or dates.stamp(written[1] if written else None),
        publisher=account,
        authors=tuple(people(fold(author or ""), bare=True)),
        url=_first(_tags(tree), ("og:url",)),
    )


def _tags(tree: html.HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content and len(content) < 1000:
            tags.setdefault(name, content)
    return tags


def _first(tags: dict[str, str], names: tuple[str, ...] | list[str]) -> str | None:
    return next((tags[name] for name in names if tags.get(name)), None)


def _linked_data(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for script in tree.xpath('//script[@type="application/ld+json"]')[:20]:
        text = script.text or ""
        if len(text) > _LARGEST_DATA:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                _take(item, found)
    return found


def _take(item: dict[str, Any], found: dict[str, str]) -> None:
    for key, name in (
        ("headline", "title"),
        ("datePublished", "published"),
        ("pubDate", "published"),
        ("author", "author"),
        ("publisher", "publisher"),
    ):
        value = item.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            found.setdefault(name, value.strip())


def _title(tree: html.HtmlElement, tags: dict[str, str], linked: dict[str, str], lines: list[str]) -> str | None:
    heading = _text(tree, "//h1") or _text(tree, "//h2")
    page = " ".join("".join(tree.xpath("//head/title//text()") or tree.xpath("//title//text()")).split())
    for title in (tags.get("articletitle"), tags.get("og:title"), linked.get("title")):
        if title:
            return _without_site(title, heading, page)
    if heading and 5 <= len(heading) <= 80 and (not page or _key(heading) in _key(page)):
        return heading
    if heading and 5 <= len(heading) <= 80 and overlap(_key(heading), bigrams(_key(page))) >= 0.5:
        return heading
    # A line of the page that the window's title holds is the headline, whatever the site puts around it.
    shown = [line for line in lines if len(_key(line)) >= 6 and _key(line) in _key(page) and len(line) <= 80]
    return max(shown, key=len, default=None) or _without_site(page, heading, page) or heading


def _without_site(title: str, heading: str | None, page: str) -> str:
    """`title` without the site's name at its end; the heading where it says the same."""
    if heading and len(heading) >= 5 and _key(heading) in _key(title):
        return heading
    shorter = title
    for _ in range(3):
        cut = _SUFFIX.sub("", shorter)
        if len(cut) < 6 or cut == shorter:
            break
        shorter = cut
    return shorter.strip() or page


def _key(text: str) -> str:
    return "".join(text.split())


def _text(tree: html.HtmlElement, path: str) -> str | None:
    for element in tree.xpath(path)[:5]:
        text = " ".join(element.text_content().split())
        if text:
            return text[:300]
    return None


def _time(tree: html.HtmlElement) -> str | None:
    return next((value for value in tree.xpath("//time/@datetime | //time/text()")[:3] if value.strip()), None)
