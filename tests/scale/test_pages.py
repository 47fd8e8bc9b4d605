"""Web addresses among the inputs: their pages are kept in the folder and built from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import ReadOptions, read_paths
from kg.scale import pages
from kg.scale.workspace import Workspace
from tests.scale.test_build import make, write

URL = "https://news.example/2023/05/1.html"
PAGE = """<html><head><title>县总工会举办培训班</title></head><body><article><h1>县总工会举办培训班</h1>
<p>Person 王伟 worksFor Organization 商南县总工会。县总工会在县城举办培训班，来自各乡镇的两百名职工参加了培训。</p>
<p>培训班为期三天，内容包括安全生产和法律知识，由市里来的老师讲课，结业后发放证书，学员们都说很有收获。</p>
</article></body></html>"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A web of these pages by address; what is taken out of it is gone."""
    known = {URL: PAGE}

    def fetch(url: str, _options: ReadOptions) -> tuple[bytes, str]:
        if url not in known:
            raise InputError("the server answered 404")
        return known[url].encode(), "text/html; charset=utf-8"

    monkeypatch.setattr(pages, "fetch", fetch)
    return known


@pytest.mark.usefixtures("web")
def test_a_page_is_kept_with_its_address(tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = make(out, URL, allow_network=True).summary
    assert (summary.articles, summary.skipped) == (1, ())
    (kept,) = (out / "pages").iterdir()
    assert kept.name.startswith("news.example-")
    workspace = Workspace(out)
    (one,) = workspace.extractions(workspace.manifest(), full=True)
    assert (one.article.url, one.article.title) == (URL, "县总工会举办培训班")
    (read,) = read_paths([kept])
    assert isinstance(read, Article)
    assert (read.id, read.clean.text) == (one.article.id, one.article.clean.text)


def test_a_page_that_is_gone_stays_in_the_graph(web: dict[str, str], tmp_path: Path) -> None:
    out, articles = tmp_path / "out", write(tmp_path / "in", 2)
    make(out, articles, URL, allow_network=True)
    del web[URL]
    again = make(out, articles, URL, allow_network=True, sync=True)
    assert (again.summary.articles, again.unchanged) == (3, 3)
    assert [(one.source, one.reason) for one in again.summary.skipped] == [(URL, "the server answered 404")]


@pytest.mark.usefixtures("web")
def test_without_leave_nothing_is_fetched(tmp_path: Path) -> None:
    summary = make(tmp_path / "out", URL).summary
    assert summary.articles == 0
    assert "--allow-network" in summary.skipped[0].reason
    assert not (tmp_path / "out" / "pages").exists()


@pytest.mark.parametrize(
    "url", ["http://../../etc/passwd", "http://a/b/../../c", "http://\u202e例.example/", "http://"]
)
def test_an_address_never_leads_out_of_the_folder(url: str) -> None:
    name = pages.archive_name(url)
    assert "/" not in name
    assert not name.startswith(".")
    assert name.isascii()
