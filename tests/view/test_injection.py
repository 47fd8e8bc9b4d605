"""Nothing from an article is ever markup: payloads in every place that a text can reach, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from kg.view import ViewArticle, ViewData, ViewEdge, ViewEvidence, ViewNode, ViewQualifier
from tests.view.conftest import OpenPage, View
from tests.view.sample import legend

_RUN = "window.hacked=1"
payloads = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</SCRIPT ><script >{_RUN}</script >",
    f"<!--<script>{_RUN}</script>-->",
    f"]]><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f"<img/src=x/onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'>",
    f"<iframe src=javascript:parent.{_RUN}>",
    f"<object data=javascript:{_RUN}>",
    f"<embed src=javascript:{_RUN}>",
    f"<a href=javascript:{_RUN}>href</a>",
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f" javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"vbscript:{_RUN}",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<select autofocus onfocus={_RUN}>",
    f"<textarea autofocus onfocus={_RUN}></textarea>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src onerror={_RUN}>",
    f"<marquee onstart={_RUN}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    "<base href=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    f"<form action=javascript:{_RUN}><button autofocus>x</form>",
    f"<math><mtext></mtext><style><img src=x onerror={_RUN}></style></math>",
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><img src=x onerror={_RUN}></noscript>",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f'" onmouseover="{_RUN}" x="',
    f"' onfocus='{_RUN}' autofocus='",
    f"${{{_RUN}}}",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    f"{{% raw %}}<script>{_RUN}</script>{{% endraw %}}",
    f"`;{_RUN};`",
    f'");{_RUN};//',
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"\u2028{_RUN}\u2029",
    f"<style>@import 'https://example.org/x.css';*{{background:url(javascript:{_RUN})}}</style>",
    f"\u202e<script>{_RUN}</script>\u202c\x00\x1b[31m\ufeff",
    "__proto__",
    "constructor",
)


def _hostile() -> ViewData:
    """Each payload as name, alias, class, relation, qualifier, quote, title, source, publisher, date and link."""
    nodes = tuple(
        ViewNode(
            f"https://example.org/{at}",
            ("Person", "Honor")[at % 2],
            text,
            hans=text + "简",
            hant=text + "繁",
            aliases=(text + "别名", text),
            articles=(at,),
            subtype=text if at % 3 == 0 else "",
        )
        for at, text in enumerate(payloads)
    )
    articles = tuple(
        ViewArticle(text, text, text, text if at % 2 else "2023-01-01", text) for at, text in enumerate(payloads)
    )
    edges = tuple(
        ViewEdge(
            nodes[at].iri,
            nodes[(at + 1) % len(nodes)].iri,
            text if at % 4 == 0 else "awarded",
            (ViewQualifier(text, text), ViewQualifier("conferredBy", text, nodes[0].iri), ViewQualifier("date", text)),
            0.5,
            (ViewEvidence(text + "。" + text, at, ((0, len(text)),), ((len(text), len(text) + 2),)),),
        )
        for at, text in enumerate(payloads)
    )
    return ViewData(nodes, edges, articles, legend(), title="".join(payloads[:4]))


def _unharmed(view: View) -> None:
    assert view.page.evaluate("window.hacked") is None
    assert view.page.evaluate("Object.prototype.hacked") is None
    assert (
        view.page.locator("iframe, object, embed, base, img, video, audio, form[action], link, svg script").count() == 0
    )
    assert view.page.locator("script").count() == 4
    schemes = view.page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(schemes) <= {"http:", "https:", "file:"}
    assert [url for url in view.requests if not url.startswith("file:")] == []
    assert view.complaints == []


@pytest.fixture
def hostile(open_page: OpenPage) -> View:
    return open_page(_hostile())


def test_at_least_forty_payloads() -> None:
    assert len(set(payloads)) >= 40


def test_picture_search_and_filters(hostile: View) -> None:
    for text in ("<", "script", "javascript"):
        hostile.search(text)
        hostile.page.keyboard.press("Escape")
    hostile.page.select_option("#language", "en")
    hostile.page.click("#theme")
    hostile.settle()
    _unharmed(hostile)


def test_every_panel(hostile: View) -> None:
    hostile.page.evaluate(
        """async () => { const {page, model} = newskg;
        for (let n = 0; n < model.size; n++) { page.act.open(n); await new Promise(r => setTimeout(r, 2)); }
        for (let n = 0; n < model.lines; n++) { page.act.openLine(n); await new Promise(r => setTimeout(r, 2)); } }"""
    )
    hostile.settle()
    _unharmed(hostile)


def test_path_table_and_exports(hostile: View) -> None:
    hostile.page.evaluate("newskg.page.act.pathFrom(0)")
    hostile.page.evaluate(
        "newskg.page.act.showPath({nodes: [newskg.model.from[0], newskg.model.to[0]], lines: [0]})",
    )
    for button in ("#export-svg", "#export-png", "#export-csv"):
        hostile.page.click("#export-menu summary")
        with hostile.page.expect_download() as waiting:
            hostile.page.click(button)
        assert waiting.value.suggested_filename.startswith("newskg")
    hostile.page.keyboard.press("t")
    hostile.page.click("[data-kind=nodes]")
    hostile.page.click("[data-kind=lines]")
    hostile.settle()
    _unharmed(hostile)


def test_an_exported_svg_runs_nothing(hostile: View) -> None:
    hostile.page.click("#export-menu summary")
    with hostile.page.expect_download() as waiting:
        hostile.page.click("#export-svg")
    page = hostile.page.context.new_page()
    waiting.value.save_as(str(waiting.value.path()) + ".svg")
    page.goto(f"file://{waiting.value.path()}.svg")
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 0


def test_payloads_in_the_address(open_page: OpenPage) -> None:
    view = open_page(replace(_hostile(), nodes=_hostile().nodes[:4]))
    for text in payloads:
        keys = ("chosen", "at", "classes", "sources", "path", "camera", "view")
        view.page.evaluate("hash => { location.hash = hash }", urlencode(dict.fromkeys(keys, text)))
    view.settle()
    _unharmed(view)


def test_colours_and_shapes_of_an_ontology_are_checked(open_page: OpenPage) -> None:
    terms = tuple(replace(term, colour=payloads[0], icon=payloads[5]) for term in legend().classes)
    view = open_page(replace(_hostile(), legend=replace(legend(), classes=terms)))
    _unharmed(view)
