"""Inputs made to hang, fill memory or escape; each is a file in a folder."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

BODY = "6月3日上午，临江县总工会在县文化馆举办职工技能培训班，来自各乡镇的120名职工参加，县总工会主席刘明出席并讲话。"
TEXT = f"临江县总工会举办职工技能培训班\n2023-06-04 来源：临江日报\n\n{BODY}\n{BODY}\n"
_ZEROS = b"0" * 100_000_000
_GIGABYTES = 40  # times 100 MB
_WARC_HEAD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://a.example/\r\n"
    b"WARC-Date: 2023-06-04T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
)


@cache
def _packed_zeros() -> bytes:
    return gzip.compress(_ZEROS)


def _zstd(data: bytes) -> bytes:
    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return packed


def _gzip_bomb() -> bytes:
    return _packed_zeros() * _GIGABYTES


def _zstd_bomb() -> bytes:
    return _zstd(_ZEROS) * _GIGABYTES


def _line_bomb() -> bytes:
    return gzip.compress(b"0\n" * 5_000_000) * 400


def _response(head: bytes, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
    return _WARC_HEAD + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def _warc_of_zeros() -> bytes:
    return gzip.compress(_WARC_HEAD + b"Content-Length: 4000000000\r\n\r\n") + _packed_zeros() * _GIGABYTES


def _warc_that_claims_little() -> bytes:
    return gzip.compress(_WARC_HEAD + b"Content-Length: 10\r\n\r\n") + _packed_zeros() * _GIGABYTES


def _warc_with_an_endless_header() -> bytes:
    return gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"0" * 10_000_000) + _packed_zeros() * _GIGABYTES


def _warc_with_a_packed_page() -> bytes:
    return gzip.compress(_response(b"Content-Encoding: gzip\r\n", _packed_zeros() * _GIGABYTES))


def _parquet_dictionary() -> bytes:
    return _parquet(pa.array(["县"]).take(pa.array([0] * 2_000_000)).dictionary_encode())


def _parquet_long_values() -> bytes:
    return _parquet(pa.array(["0" * 2_000_000 + str(i) for i in range(40)]))


def _parquet_one_long_value_often() -> bytes:
    return _parquet(pa.DictionaryArray.from_arrays(pa.array([0] * 3_000), pa.array(["0" * 30_000_000])))


def _parquet(column: pa.Array) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": column}), stream, compression="zstd")
    return stream.getvalue()


def _truncated_parquet() -> bytes:
    return _parquet(pa.array([TEXT] * 100))[:-200]


def _page(body: str) -> bytes:
    return f"<html><head><title>临江县总工会</title></head><body>{body}</body></html>".encode()


_LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))

makers: dict[str, Callable[[], bytes]] = {
    "bomb.txt.gz": _gzip_bomb,
    "bomb.txt.zst": _zstd_bomb,
    "bomb.jsonl.gz": _gzip_bomb,
    "bomb.jsonl.zst": _zstd_bomb,
    "lines.jsonl.gz": _line_bomb,
    "zeros.warc.gz": _warc_of_zeros,
    "little.warc.gz": _warc_that_claims_little,
    "header.warc.gz": _warc_with_an_endless_header,
    "page.warc.gz": _warc_with_a_packed_page,
    "header.warc.zst": lambda: _zstd(b"WARC/1.0\r\nWARC-Type: 0") + _zstd_bomb(),
    "dictionary.parquet": _parquet_dictionary,
    "long.parquet": _parquet_long_values,
    "often.parquet": _parquet_one_long_value_often,
    "cut.parquet": _truncated_parquet,
    "nested.html": lambda: _page("<div>" * 100_000 + BODY),
    "inline.html": lambda: _page("<b>" * 60_000 + BODY),
    "attributes.html": lambda: _page("<p " + "a=1 " * 400_000 + f">{BODY}</p>"),
    "different.html": lambda: _page("<p " + " ".join(f"a{i}=1" for i in range(180_000)) + f">{BODY}</p>"),
    "comments.html": lambda: _page("<!--" * 400_000),
    "large.html": lambda: _page(f"<p>{BODY}</p>" * 40_000),
    "one-line.txt": ("县" * 17_000_000).encode,
    "one-line.jsonl": lambda: b'{"text": "' + b"0" * 50_000_000 + b'"}\n',
    "nested.jsonl": lambda: b"[" * 1_000_000 + b"\n",
    "numbers.jsonl": lambda: b'{"text": ' + b"9" * 1_000_000 + b"}\n",
    "nul.txt": lambda: b"\x00" * 100_000,
    "cut.txt.gz": lambda: gzip.compress(TEXT.encode() * 50)[:-40],
    "cut.jsonl.zst": lambda: _zstd(json.dumps({"words": TEXT}).encode() * 50)[:-40],
    "cut.warc.gz": lambda: gzip.compress(_response(b"", _page(f"<p>{BODY}</p>" * 300)))[:300],
    "no.parquet": lambda: b"PAR1" + b"\xff" * 1000 + b"PAR1",
    "no.txt.zst": lambda: b"\xff" * 100,
}
"""Each gives no article, but one line that says why."""

readable: dict[str, Callable[[], bytes]] = {
    "good.txt": TEXT.encode,
    "nul-inside.txt": lambda: TEXT.replace("总工会", "总\x00工会").encode(),
    "surrogates.txt": lambda: TEXT.encode() + b"\xed\xa0\x80\xed\xb0\x80",
    "surrogates.jsonl": lambda: b'{"text": "%s\\ud800", "title": "\\udfff"}' % BODY.encode(),
    "laughs.html": lambda: f"<!DOCTYPE a [<!ENTITY a0 '县'>{_LAUGHS}]>".encode() + _page(f"<p>{BODY}&a9;</p>" * 3),
    "outside.html": lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _page(f"<p>{BODY}&x;</p>" * 3),
    "long-line.txt": (BODY * 3_000).encode,
    "many-lines.txt": ("县\n" * 20_000).encode,
}
"""Odd, but with an article in them."""


_NAMES = (b"\xff\xfe.txt", b"line\nend.txt", b"-o.txt", b"[a]*?.txt", "\u202ea.txt".encode(), b"a" * 250 + b".txt")


def make(folder: Path) -> None:
    """All of these files in `folder`, and names, links and pipes of every kind."""
    for name, maker in {**makers, **readable}.items():
        (folder / name).write_bytes(maker())
    for name in _NAMES:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(TEXT.encode())  # noqa: PTH118 - bytes
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "dangling.txt").symlink_to(folder / "nothing")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")


_BITS = [
    *("<div>", "</div>", "<p", ">", "<script>", "</body>", "<!--", "-->", "<![CDATA[", "&#x110000;", "&lt", "<?xml "),
    *("<table><tr>", "</table>", "<meta charset=", '"', "'", "<form>", "<svg>", "<math>", "<template>", "display:none"),
    *("\x00", "\ufffe", "县" * 300, "<br/" * 50),
]


def mutated(page: str, draw: random.Random) -> str:
    """`page` with up to a dozen pieces cut out, put in, repeated or changed."""
    for _ in range(draw.randrange(1, 12)):
        start = draw.randrange(len(page))
        stop = min(start + draw.choice([0, 1, 5, 40, 400]), len(page))
        change = draw.randrange(4)
        if change == 0:
            page = page[:start] + page[stop:]
        elif change == 1:
            page = page[:start] + draw.choice(_BITS) * draw.choice([1, 1, 1, 30]) + page[start:]
        elif change == 2:
            page = page[:stop] + page[start:stop] * draw.choice([1, 3, 20]) + page[stop:]
        else:
            page = page[:start] + "".join(draw.sample(page[start:stop], stop - start)) + page[stop:]
        page = page or "<p>"
    return page
