"""A page's tree as lines of text, one a block, with what an extractor needs to know of each."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree, html

from kg.errors import InputError

# No `form`: some systems wrap the whole page in one.
_SKIPPED_LISTED = "script style noscript iframe template select option textarea svg object head button input"
_INLINE_LISTED = """
a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strong sub sup
time tt u var wbr nobr o:p
"""
_VOID_LISTED = "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option"
_SKIPPED, _INLINE, _VOID = (frozenset(names.split()) for names in (_SKIPPED_LISTED, _INLINE_LISTED, _VOID_LISTED))
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]*)")
# Real pages of news sites stay far below these; parsers hang or overflow far above.
_DEEPEST = 400
_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 60
# Names of classes and ids: whole words only, for `ad` begins many others.
_ADVERTS = frozenset(
    ["ad", "ads", "adv", "advert", "adverts", "advertisement", "adsbygoogle", "adbox", "ad-box", "ad_box", "guanggao"]
)
_LONGEST_ADVERT = 300
_LONGEST_TAG = 100_000
_MOST_TAGS = 60_000


def parse(page: str) -> html.HtmlElement:
    """The tree of `page`; raises `InputError` for what is built to hang a parser."""
    _refuse_bombs(page)
    try:
        # An encoding declaration in a decoded text makes lxml refuse it.
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"no readable HTML ({type(error).__name__})") from error
    return tree


def _refuse_bombs(page: str) -> None:
    depth = deepest = 0
    for tags, match in enumerate(_TAG.finditer(page), 1):
        if match[2].lower() not in _VOID:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            deepest = max(deepest, depth)
        if page.find(">", match.end(), match.end() + _LONGEST_TAG) < 0 and len(page) - match.end() > _LONGEST_TAG:
            raise InputError(f"a tag of more than {_LONGEST_TAG:,} characters")
        if deepest > _DEEPEST or tags > _MOST_TAGS:
            raise InputError("more nested or more numerous tags than a page has")


def lines(tree: html.HtmlElement) -> list[str]:
    """The text of `tree`, a line a block; scripts, styles, menus of forms left out."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            if event == "comment" and element.tail:
                parts.append(_SPACE.sub(" ", element.tail))
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED or _hidden(element) or _is_advert(element):
                element.attrib["data-newskg-skip"] = "1"
            parts.append(_edge(element, tag))
            if not _skipped(element) and element.text:
                parts.append(_SPACE.sub(" ", element.text))
        else:
            parts.append(_edge(element, tag))
            parent = element.getparent()
            if element.tail and parent is not None and not _skipped(parent):
                parts.append(_SPACE.sub(" ", element.tail))
    found = (_SPACE.sub(" ", line).strip(" ") for line in "".join(parts).split("\n"))
    return [line for line in found if line.strip()]


def _edge(element: html.HtmlElement, tag: str) -> str:
    """What parts `element` from its surroundings: a line's end, a space between the cells of a row, or nothing."""
    if tag in _INLINE:
        return ""
    parent = element.getparent()
    if tag in _CELLS:
        return " " if _is_row(parent) else "\n"
    return "" if tag == "p" and parent is not None and parent.tag in _CELLS and _is_row(parent.getparent()) else "\n"


def _is_row(row: html.HtmlElement | None) -> bool:
    """Whether `row` is one of a table of data: several cells with a few words each, and nothing nested in them."""
    if row is None or row.tag != "tr":
        return False
    if row.get("data-newskg-row") is None:
        cells = [cell for cell in row if cell.tag in _CELLS]
        row.attrib["data-newskg-row"] = "1" if len(cells) > 1 and all(_is_plain(cell) for cell in cells) else ""
    return bool(row.get("data-newskg-row"))


def _is_plain(cell: html.HtmlElement) -> bool:
    inside = list(islice(cell.iter(), 1, 12))
    blocks = [each for each in inside if not isinstance(each.tag, str) or each.tag not in _INLINE]
    text = "".join(islice(cell.itertext(), 12))
    return len(inside) < 11 and len(text) <= _LONGEST_CELL and (not blocks or [each.tag for each in blocks] == ["p"])


def _hidden(element: html.HtmlElement) -> bool:
    style = element.get("style") or ""
    # WeChat hides its content until a script shows it, so visibility says nothing; display does.
    return "display:none" in style.replace(" ", "").lower() and element.get("id") != "js_content"


def _is_advert(element: html.HtmlElement) -> bool:
    """Whether its class or id calls it an advertisement, and it is short: a page may be called so by mistake."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return not _ADVERTS.isdisjoint(named) and len("".join(islice(element.itertext(), 200)).strip()) <= _LONGEST_ADVERT


def _skipped(element: html.HtmlElement) -> bool:
    if element.get("data-newskg-skip"):
        return True
    parent = element.getparent()
    if parent is not None and parent.get("data-newskg-skip"):
        element.attrib["data-newskg-skip"] = "1"
        return True
    return False
