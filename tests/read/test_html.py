"""Pages of forty kinds of sites: how much of the body is found, and what the tags say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import trafilatura

from kg.read import ReadOptions, blocks, read_text
from kg.read.html import _readability, read_html
from tests.read import newspages
from tests.read.pages import Source, makers

_GOLD = Path(__file__).parents[1] / "gold" / "train"
_FILES = sorted(_GOLD.glob("*.txt"))[3::9]


def _source(file: Path) -> Source:
    lines = read_text(file.read_text(encoding="utf-8")).clean.text.split("\n")
    return Source(title=lines[0].replace('"', ""), body=lines[1:])


def _score(found: str, wanted: list[str]) -> tuple[int, int, int]:
    """Characters of body lines: found and wanted, found, wanted."""
    got = ["".join(line.split()) for line in found.split("\n")]
    want = ["".join(line.split()) for line in wanted]
    right = sum(len(line) for line in got if line in want)
    return right, sum(map(len, got)), sum(map(len, want))


@pytest.mark.parametrize("make", makers, ids=lambda make: make.__name__)
def test_bodies_of_pages(make) -> None:  # type: ignore[no-untyped-def]
    right = got = want = 0
    for file in _FILES[:8]:
        source = _source(file)
        article = read_html(make(source), source="a.html", options=ReadOptions())
        assert article.published is not None
        assert article.published.startswith("2023-06-04")
        body = article.clean.text.partition("\n")[2] if article.title_span else article.clean.text
        one = _score(body, source.body)
        right, got, want = right + one[0], got + one[1], want + one[2]
        assert "".join(article.title.split()) == "".join(source.title.split())
    precision, recall = right / got, right / want
    assert 2 * precision * recall / (precision + recall) >= 0.96


@pytest.mark.parametrize("half", newspages.HALVES)
def test_bodies_of_the_pages_of_other_sites(half: str) -> None:
    ours, readers = [], {"readability": _readability, "trafilatura": lambda page: trafilatura.extract(page) or ""}
    theirs: dict[str, list[tuple[int, int, int]]] = {name: [] for name in readers}
    titles = dates = 0
    for page in (pages := list(newspages.pages(half))):
        article = read_html(page.html, source="a.html", options=ReadOptions())
        body = article.clean.text.partition("\n")[2] if article.title_span else article.clean.text
        ours.append(newspages.score(body, page.body))
        titles += article.title == page.title
        dates += (article.published or "").startswith(page.date)
        for name, reader in readers.items():
            theirs[name].append(newspages.score(reader(page.html), page.body))
    assert newspages.f1(ours) >= 0.96
    assert newspages.f1(ours) > max(map(newspages.f1, theirs.values()))
    assert min(titles, dates) >= 0.9 * len(pages)


def test_a_row_of_data_is_one_line_and_a_table_for_layout_is_none() -> None:
    page = (
        "<table><tr><td>左栏</td><td><p>县总工会举办培训班。</p><p>共有120人参加。</p></td></tr></table>"
        "<table><tr><td>张大旺</td><td><p>一等奖</p></td></tr><tr><th>李小满</th><td>二等奖</td></tr></table>"
    )
    wanted = "左栏/县总工会举办培训班。/共有120人参加。/张大旺 一等奖/李小满 二等奖"
    assert "/".join(blocks.lines(blocks.parse(page))) == wanted


def test_an_advertisement_inside_the_body_is_left_out() -> None:
    said = "县总工会在县城举办为期三天的培训班，来自各乡镇的两百名职工参加了培训，市里的老师讲授安全生产知识。"
    sold = "本地房产：天悦华府新盘开售，凭本页到访送好礼一份"
    page = """<html><body><h1>县总工会举办职工培训班</h1><div class="text"><p>{0}</p><div class="box AD">{1}</div>
<p>{0}</p><div class="adapted">{2}</div></div></body></html>""".format(said, sold, said.replace("三天", "四天"))
    text = read_html(page, source="a.html", options=ReadOptions()).clean.text
    assert "天悦华府" not in text
    assert said in text
    assert "四天" in text  # a class that only begins so
    whole = page.replace('class="text"', 'class="ad"').replace(said, said * 4)  # a body that is called so stays
    assert said in read_html(whole, source="a.html", options=ReadOptions()).clean.text


def test_tags_fill_what_the_text_leaves_open() -> None:
    page = makers[0](_source(_FILES[0]))
    article = read_html(page, source="a.html", options=ReadOptions())
    assert (article.published, article.publisher, article.editors) == ("2023-06-04T09:30:00", "临江日报", ("李四光",))
    assert article.extracted


def test_a_reader_that_stumbles_writes_no_traceback() -> None:
    """In a process of its own: pytest listens to all logs, so that here nothing would be printed in any case."""
    code = (
        "import logging, kg.read.html; "
        "logging.getLogger('readability.readability').error('error getting summary: ', exc_info=ValueError('bad'))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr == ""
