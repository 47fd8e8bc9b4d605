"""The page as a text: one file, a policy that names its own scripts, data that cannot leave its block."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.view import ViewData, page_html
from kg.view.page import _data
from kg.view.payload import block
from tests.view.sample import gold_data
from tests.view.small import small


def _blocks(html: str) -> list[Any]:
    return [json.loads(text) for text in re.findall(r'<script type="application/json" id="\w+">([^<]*)</script>', html)]


def _everything(html: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(_blocks(html)[1])))


def test_the_policy_allows_just_its_own_scripts_and_style() -> None:
    html = page_html(small)
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    bodies = re.findall(r"<script>(.*?)</script>", html, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", html, re.DOTALL
    )
    hashes = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies}
    assert hashes == set(re.findall(r"'sha256-([^']+)'", policy))


def test_no_address_is_asked_for() -> None:
    html = page_html(small)
    own = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert re.findall(r"""(?:src|href)=["'](?!#)""", own) == []


def test_the_same_graph_gives_the_same_page() -> None:
    data = gold_data(3)
    turned = ViewData(data.nodes[::-1], data.edges, data.articles, data.legend)
    assert page_html(data) == page_html(turned)


def test_everything_is_in_the_page() -> None:
    everything = _everything(page_html(small))
    assert sorted(everything["nodes"]["label"]) == sorted(node.label for node in small.nodes)
    assert len(everything["claims"]) == len(small.edges)
    assert everything["articles"]["url"] == ["https://example.org/one?a=1&b=2", "", ""]


def test_at_5000_nodes_the_file_is_below_a_megabyte_and_a_half() -> None:
    assert len(page_html(gold_data()).encode()) < 1_500_000


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_no_text_leaves_its_block(value: Any) -> None:
    written = str(_data(value))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value
    packed = block(value)
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", packed)
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == value


def test_doubles_are_dropped() -> None:
    assert len(_everything(page_html(replace(small, nodes=small.nodes * 2)))["nodes"]["label"]) == len(small.nodes)
