"""Web addresses among the inputs of a build: each page is kept in the folder, as a web archive, and built from there.

A graph must be able to be built again when its page has changed or gone, and to show the text that its facts point to.
A web archive (WARC) is how libraries keep pages: with the address and the time they were fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.errors import InputError
from kg.graph.files import replacing
from kg.graph.iris import digest
from kg.model import Skipped
from kg.read import ReadOptions
from kg.read.network import fetch, is_address

Input = str | Path | Skipped


def saved(paths: Iterable[str | Path], folder: Path, options: ReadOptions) -> Iterator[Input]:
    """`paths`, with each web address replaced by the archive of its page in `folder`, fetched now.

    What can't be fetched is skipped with the reason; an archive of it from an earlier build stays in use.

    Raises:
        WorkspaceError: `folder` can't be written.
    """
    for path in paths:
        if not is_address(path):
            yield path
            continue
        file = folder / archive_name(str(path))
        try:
            _save(str(path), file, options)
        except InputError as error:
            yield Skipped(str(path), str(error))
        if file.is_file():
            yield file


def archive_name(url: str) -> str:
    """What the archive of a page is called: its host, so that people find it, and a hash of the address."""
    host = urlsplit(url).hostname or ""
    plain = "".join(char for char in host if char.isascii() and (char.isalnum() or char in ".-")).strip(".")
    return f"{plain[:60] or 'page'}-{digest(url)}.warc.gz"


def _save(url: str, file: Path, options: ReadOptions) -> None:
    data, kind = fetch(url, options)
    if kind.startswith("text/plain"):
        raise InputError("plain text and no page: save it and give the file")
    headers = StatusAndHeaders("200 OK", [("Content-Type", kind or "text/html")], protocol="HTTP/1.1")
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(data), http_headers=headers))
