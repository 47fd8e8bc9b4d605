"""Files, folders, packings and record formats: what is read, and one clear line for what can't be."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.read import Fields, ReadOptions, read_paths
from kg.read.record import article_line

BODY = "6月3日上午，临江县总工会在县文化馆举办职工技能培训班，来自各乡镇的120名职工参加，县总工会主席刘明出席并讲话。"
TEXT = f"临江县总工会举办职工技能培训班\n2023-06-04 来源：临江日报 作者：张三丰\n\n{BODY}\n"
PAGE = (
    "<html><head><title>临江县总工会举办职工技能培训班_临江网</title></head><body><h1>临江县总工会举办职工技能培训班</h1>"
    "<div class=info>2023-06-04 来源：临江日报 作者：张三丰</div><div class=content>"
    + f"<p>{BODY}</p>" * 3
    + "</div><div class=foot>版权所有 临江网</div></body></html>"
)


def _all(*paths: Path | str, **options: object) -> list[Article | Skipped]:
    return list(read_paths(paths, options=ReadOptions(**options)))  # type: ignore[arg-type]


def _one(path: Path, **options: object) -> Article:
    (article,) = _all(path, **options)
    assert isinstance(article, Article), article
    return article


def _reason(path: Path, **options: object) -> str:
    (skipped,) = _all(path, **options)
    assert isinstance(skipped, Skipped), skipped
    assert "\n" not in skipped.reason
    return skipped.reason


def _is_the_article(article: Article) -> None:
    assert (article.title, article.published, article.publisher) == (
        "临江县总工会举办职工技能培训班",
        "2023-06-04",
        "临江日报",
    )
    assert article.authors == ("张三丰",)
    assert BODY in article.clean.text
    assert "版权" not in article.clean.text


def test_a_folder_is_read_by_name_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.md", ".hidden.txt", "b/picture.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    *articles, others = _all(tmp_path)
    assert [Path(article.source).name for article in articles] == ["z.txt", "a.md"]
    assert others == Skipped(str(tmp_path / "*"), "1 file of no format that is read (.png 1)")


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for name in ("page_files/frame.html", "page_files/a.js", "page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    assert [Path(article.source).name for article in _all(tmp_path)] == ["page.html"]


def test_a_file_named_without_a_known_suffix_is_looked_into(tmp_path: Path) -> None:
    for data in (TEXT, PAGE, json.dumps({"text": TEXT}, ensure_ascii=False)):
        (tmp_path / "article").write_text(data, encoding="utf-8")
        _is_the_article(_one(tmp_path / "article"))
    (tmp_path / "article").write_bytes(gzip.compress(TEXT.encode()))
    assert "suffix" in _reason(tmp_path / "article")


def test_patterns_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [Path(article.source).name for article in _all(str(tmp_path / "*.txt"))] == ["a.txt", "b.txt"]


def test_a_named_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        _all(tmp_path / "nothing.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    _is_the_article(_one(file))


def test_big5(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(
        "臨江縣總工會舉辦職工技能培訓班\n\n今年六月三日上午，臨江縣總工會在縣文化館舉辦了為期三天的培訓。\n".encode(
            "big5"
        )
    )
    assert _one(file).title == "臨江縣總工會舉辦職工技能培訓班"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_costs_one_character(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    data = TEXT.encode(encoding)
    file.write_bytes(data + b"\xff" + "县里还将再办两期。".encode(encoding))
    article = _one(file)
    assert article.title == "临江县总工会举办职工技能培训班"
    assert BODY in article.clean.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (random.Random(7).randbytes(4000), "binary"),  # noqa: S311 - no secret
        (b"\x00" * 500, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50, "binary"),
    ],
)
def test_what_is_no_text_is_skipped_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    assert reason in _reason(file)


def test_too_large_and_damaged_files_are_skipped(tmp_path: Path) -> None:
    large, cut = tmp_path / "large.txt", tmp_path / "cut.txt.gz"
    large.write_text("县" * 1000, encoding="utf-8")
    cut.write_bytes(gzip.compress(TEXT.encode() * 20)[:-30])
    assert "larger than 2,000 bytes" in _reason(large, max_bytes=2000)
    assert "damaged or truncated" in _reason(cut)


def test_links_that_loop_and_pipes_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert {result.reason for result in _all(tmp_path) if isinstance(result, Skipped)} == {"no regular file"}


def test_a_name_of_any_bytes_gives_a_printable_source(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    file.write_text(TEXT, encoding="utf-8")
    assert _one(tmp_path).source.encode("utf-8")


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_json_lines(tmp_path: Path, packing: str) -> None:
    records = [
        {
            "title": "临江县总工会举办职工技能培训班",
            "date": "2023-06-04",
            "source": "临江日报",
            "text": f"（记者 张三丰）{BODY}",
        }
    ]
    data = "\n".join([json.dumps(records[0], ensure_ascii=False), "{broken", "[1]", '{"text": ""}']).encode()
    packed = {"": data, ".gz": gzip.compress(data), ".zst": pa.compress(data, codec="zstd", asbytes=True)}[packing]
    file = tmp_path / f"a.jsonl{packing}"
    file.write_bytes(packed)
    article, *skipped = _all(file)
    assert isinstance(article, Article)
    _is_the_article(article)
    assert article.source.endswith("#1")
    assert [str(result.source).rpartition("#")[2] for result in skipped] == ["2", "3", "4"]
    assert all(isinstance(result, Skipped) for result in skipped)


def test_the_fields_of_records_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"标": "临江县总工会举办职工技能培训班", "文": BODY}), encoding="utf-8")
    assert _one(file, fields=Fields(text=("文",), title=("标",))).title == "临江县总工会举办职工技能培训班"


def test_a_wrong_field_name_is_said_once(tmp_path: Path) -> None:
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    lines.write_text('{"words": "县"}\n' * 5000, encoding="utf-8")
    pq.write_table(pa.table({"words": [f"县{i}" for i in range(5000)]}), table)
    assert "found words" in _reason(lines)
    assert "found words" in _reason(table)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_records_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.jsonl"
    line = json.dumps({"text": TEXT, "author": "张三丰"}, ensure_ascii=False) + "\n"
    file.write_bytes((line * 3).encode(encoding))
    found = _all(file)
    assert len(found) == 3
    for article in found:
        assert isinstance(article, Article)
        _is_the_article(article)


def test_halves_of_surrogate_pairs_in_records_come_out_printable(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "' + BODY + '\\ud800", "title": "临江\\udc00", "source": "a\\ud800"}\n', encoding="utf-8")
    article_line(_one(file)).encode("utf-8")


def test_parquet_and_its_bombs(tmp_path: Path) -> None:
    file, bomb = tmp_path / "a.parquet", tmp_path / "bomb.parquet"
    pq.write_table(pa.table({"title": ["临江县总工会举办职工技能培训班"], "text": [TEXT], "n": [1]}), file)
    _is_the_article(_one(file))
    pq.write_table(
        pa.table({"text": pa.array(["县"]).take(pa.array([0] * 2_000_000)).dictionary_encode()}),
        bomb,
        compression="zstd",
    )
    assert "unpacks to far more" in _reason(bomb)


def test_warc(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for data, kind in ((PAGE.encode("gb18030"), "text/html; charset=gbk"), (b"GIF89a", "image/gif")):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(
                    "http://a.example/", "response", payload=io.BytesIO(data), http_headers=headers
                )
            )
    _is_the_article(_one(file))
    file.write_bytes(b"WARC/1.0\r\nContent-Length: 99999999999\r\nWARC-Type: metadata\r\n\r\n")
    assert "claims" in _reason(file)


def test_a_page(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(PAGE.encode("gb18030"))
    article = _one(file)
    _is_the_article(article)
    assert article.extracted
    assert all(
        article.text[article.clean.source_span(i, i + 1).start] == char
        for i, char in enumerate(article.clean.text)
        if char != "\n"
    )


def test_a_gzip_bomb_is_skipped(tmp_path: Path) -> None:
    file, lines = tmp_path / "a.txt.gz", tmp_path / "b.jsonl.gz"
    bomb = gzip.compress(b"0" * 60_000_000)
    file.write_bytes(bomb)
    lines.write_bytes(bomb)
    assert "larger than" in _reason(file, max_bytes=1_000_000)
    assert "a line of more than" in _reason(lines, max_bytes=1_000_000)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/x"]
)
def test_the_network_is_off_unless_allowed_and_never_private(url: str) -> None:
    with pytest.raises(InputError, match="network is off"):
        _all(url)
    (private,) = _all(url, allow_network=True)
    assert isinstance(private, Skipped)
    assert "no public address" in private.reason
