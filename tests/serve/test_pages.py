"""The pages as text, the resources as data, and a server that follows builds."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from kg.serve.settings import Settings
from kg.serve.words import Words, language_for
from tests.graph.samples import shangnan, union
from tests.graph.test_dataset import dataset
from tests.query.gold import gold_graph
from tests.serve.running import running, write_graph

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BASE = "https://w3id.org/newskg/resource/"


def iri(name: str) -> str:
    return gold_graph().content().named(name)[0].iri


def page_of(name: str) -> str:
    return "/page/" + iri(name).removeprefix(BASE)


def test_the_first_page_says_what_there_is(client: httpx.Client) -> None:
    text = client.get("/", headers=HTML).text
    assert "新闻知识图谱" in text
    assert "机构" in text


def test_search_finds_by_name_script_and_sound(client: httpx.Client) -> None:
    for asked in ("乌兰其其格", "烏蘭其其格", "wulanqiqige", "wlqqg"):
        text = client.get("/", params={"q": asked}, headers=HTML).text
        assert page_of("乌兰其其格") in text
        assert "第九届中国民间文艺山花奖" in text


def test_an_entity_has_its_facts_with_sentences(client: httpx.Client) -> None:
    text = client.get(page_of("乌兰其其格"), headers=HTML).text
    assert "<h1>乌兰其其格" in text
    assert "2008年,作品《迁徙》获得第九届中国民间文艺山花奖" in text
    assert "/graph?focus=" in text


@pytest.mark.parametrize(
    ("accept", "end"),
    [("text/html", ""), ("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("application/n-triples", ".nt")],
)
def test_an_iri_sends_on_to_what_is_accepted(client: httpx.Client, accept: str, end: str) -> None:
    path = iri("乌兰其其格").removeprefix("https://w3id.org")
    answer = client.get(path, headers={"accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["vary"] == "Accept"
    found = client.get(answer.headers["location"], headers={"accept": accept})
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == accept
    assert answer.headers["location"].endswith(end)


def test_a_page_gives_data_where_that_is_accepted(client: httpx.Client) -> None:
    answer = client.get(page_of("乌兰其其格"), headers={"accept": "text/turtle"})
    assert list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))
    assert client.get(page_of("乌兰其其格"), headers={"accept": "image/png"}).status_code == 406


def test_the_picture_around_an_entity(client: httpx.Client) -> None:
    answer = client.get("/graph", params={"focus": iri("乌兰其其格"), "depth": "2"})
    assert answer.status_code == 200
    assert "vis-network" in answer.text


def test_the_query_page_answers(client: httpx.Client) -> None:
    text = client.get("/query", params={"ask": "honors", "p.recipient": "乌兰"}, headers=HTML).text
    assert "第九届中国民间文艺山花奖" in text
    assert "# title-zh" not in text
    assert '<th scope="col">获得者</th>' in text
    english = client.get("/query", params={"ask": "timeline", "p.name": "乌兰其其格", "lang": "en"}, headers=HTML).text
    client.cookies.clear()
    assert '<th scope="col">Sentence</th>' in english
    assert "<td>native of</td>" in english or "<td>awarded</td>" in english
    assert "nativeOf</td>" not in english
    traditional = client.get("/query", params={"ask": "timeline"}, headers=HTML | {"Accept-Language": "zh-TW"}).text
    assert "<td>獲得</td>" in traditional
    own = client.get("/query", params={"query": "SELECT ?recipient_name {}"}, headers=HTML).text
    assert '<th scope="col">recipient_name</th>' in own
    wrong = client.get("/query", params={"query": "SELECT"}, headers=HTML)
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert client.get("/query", params={"ask": "nothing"}, headers=HTML).status_code == 400


def test_three_languages(client: httpx.Client) -> None:
    assert "Search" in client.get("/?lang=en", headers=HTML).text
    client.cookies.clear()
    assert "搜尋" in client.get("/", headers={**HTML, "accept-language": "zh-TW,zh;q=0.9"}).text
    assert "Search" in client.get("/", headers={**HTML, "accept-language": "en-GB"}).text
    answer = client.get("/?lang=zh-Hant", headers=HTML)
    assert 'lang="zh-Hant"' in answer.text
    assert "HttpOnly" in answer.headers["set-cookie"]
    client.cookies.clear()
    assert language_for("", "", "zh-HK") == "zh-Hant"
    assert language_for("x", "en", "zh") == "en"
    assert Words("zh-Hant")["articles"] == "文章"


def test_health_and_metrics(client: httpx.Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/health").status_code == 200
    text = client.get("/metrics").text
    assert 'newskg_http_requests_total{route="health",status="200"}' in text
    assert "newskg_http_request_duration_seconds_bucket" in text


def test_a_server_follows_a_build(tmp_path: Path) -> None:
    write_graph(tmp_path, dataset([shangnan()], BASE).lines, state="1")
    with (
        running(tmp_path, Settings(workers=1, follow=0.1)) as server,
        httpx.Client(base_url=server.address, timeout=30) as client,
    ):
        assert "/page/person/" not in client.get("/", params={"q": "王伟"}).text
        before = client.get("/healthz").json()["state"]
        lines = dataset([shangnan(), union()], BASE).lines
        gone = next(line.split()[0].strip("<>") for line in lines if "/person/" in line.split()[0])
        former = f"{BASE}person/{'0' * 20}"
        (tmp_path / "redirects.tsv").write_text(f"# former\tnow\n{former}\t{gone}\n", encoding="utf-8")
        write_graph(tmp_path, lines, state="2")
        for _ in range(300):
            if client.get("/healthz").json()["state"] != before:
                break
            time.sleep(0.1)
        assert client.get("/sparql", params={"query": 'ASK { ?s rdfs:label "王伟"@zh-hans }'}).json()["boolean"]
        assert "/page/person/" in client.get("/", params={"q": "王伟"}).text
        moved = client.get(former.removeprefix("https://w3id.org"), headers=HTML, follow_redirects=True)
        assert moved.url.path == "/page/" + gone.removeprefix(BASE)
        stores = tmp_path / ".serve"
        for _ in range(100):
            if len(list(stores.iterdir())) == 1:
                break
            time.sleep(0.1)
        assert len(list(stores.iterdir())) == 1


def test_an_unknown_page_is_said_in_the_readers_language(client: httpx.Client) -> None:
    answer = client.get("/page/person/" + "0" * 20, headers=HTML)
    assert answer.status_code == 404
    assert "出错了" in answer.text
    for path, language, said in [
        ("/" + quote("没有"), "zh-CN", "这个地址没有内容"),
        ("/" + quote("没有"), "zh-TW", "這個地址沒有內容"),
        ("/" + quote("没有"), "en", "nothing at this address"),
        ("/query?query=SELECT", "zh-CN", "这个请求有错"),
        ("/query?query=SELECT", "en", "has a mistake"),
        ("/query?query=CLEAR+ALL", "zh-CN", "这里只能读"),
    ]:
        answer = client.get(path, headers=HTML | {"Accept-Language": language})
        assert answer.status_code >= 400
        assert said in answer.text
        assert "Not Found" not in answer.text
