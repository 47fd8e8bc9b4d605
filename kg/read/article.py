"""One text as it was read made into an `Article`: repaired, its lines told apart, its metadata read."""

from __future__ import annotations

import hashlib
import re
from array import array
from dataclasses import dataclass, field

from kg.model import AlignedText, Article, Removal, Span
from kg.read import bylines, imprint, masthead, metadata
from kg.read.bylines import Byline
from kg.read.layout import Line, assign_roles, split
from kg.read.metadata import Metadata
from kg.read.names import is_person
from kg.read.repair import repair
from kg.read.swapped import without_brands
from kg.text.fold import fold
from kg.text.scripts import detect_script

_KEPT = frozenset({"title", "body"})
_OPEN_END = re.compile(r"[\u3400-\u9fff0-9A-Za-z，、,]$")
_NEW_PARAGRAPH = re.compile(
    r"^(?:[（(【“”「『《\"◎●■□◆▶·•※☆★—-]|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.．)）]|(?:问|答|记者|第.{1,3}[章条])[：:])"
)


# How many lines of the body, first and last, may say who wrote them.
_FIRST, _LAST = 3, 3
# A summary stands above the body.
_HEAD = 20
_TITLE_AUTHOR = re.compile(r"\s{2,}(\S+)$")


@dataclass(slots=True)
class _Builder:
    """The clean text as it grows, with the raw position of each character."""

    repaired: AlignedText
    text: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=lambda: array("l"))

    def add(self, start: int, end: int) -> None:
        self.text.append(self.repaired.text[start:end])
        self.offsets.extend(self._source[start:end])

    def mark(self, char: str) -> None:
        """One character that stands for what lies between the last one and the next (a line's end)."""
        self.text.append(char)
        self.offsets.append(self.offsets[-1] + 1)

    @property
    def _source(self) -> array[int]:
        assert isinstance(self.repaired.offsets, array)  # noqa: S101 - `repair` always gives an array
        return self.repaired.offsets

    def __len__(self) -> int:
        return len(self.offsets)


def read_text(text: str, *, source: str = "text", published: str | None = None) -> Article:
    """The article in `text`, as a page or file holds it; `published` overrides the date that it gives."""
    text = whole_characters(text)
    repaired = repair(text)
    folded = fold(repaired.text)
    lines = split(repaired, folded)
    assign_roles(lines)
    repaired = without_brands(repaired, lines)
    known = masthead.outlets(lines)
    first = [line for line in lines if line.role == "body"][:2]
    bylined = {id(line): _byline(line, first, known) for line in lines if line.role in {"body", "header"}}
    meta = metadata.collect(lines, [*bylined.values(), *_imprints(lines, bylined)])
    meta.authors += [name for name in _beside_title(lines) if name not in meta.authors]
    _drop_repeats(lines)
    clean, title_span, removed = _assemble(repaired, lines, bylined, meta)
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        source=source,
        text=text,
        clean=clean,
        title=_title(lines, meta) or _as_written(meta.title, repaired.text, folded) or "",
        title_span=title_span,
        published=published or meta.published,
        publisher=_as_written(meta.publisher, repaired.text, folded),
        authors=tuple(_as_written(name, repaired.text, folded) or name for name in meta.authors),
        editors=tuple(_as_written(name, repaired.text, folded) or name for name in meta.editors),
        language=detect_script(clean.text or repaired.text),
        removed=removed,
    )


def whole_characters(text: str) -> str:
    """`text` without halves of surrogate pairs, which no file can hold: pairs joined, single ones U+FFFD."""
    if text.isascii() or not re.search(r"[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _byline(line: Line, first: list[Line], outlets: set[str]) -> Byline:
    if line.role == "header":
        return bylines.lead(line.folded, outlets)
    found = bylines.lead(line.folded, outlets) if any(line is other for other in first) else Byline()
    end = bylines.tail(line.folded)
    found.authors += end.authors
    found.editors += end.editors
    found.published += end.published
    found.cuts += [cut for cut in end.cuts if all(cut[0] >= other[1] for other in found.cuts)]
    if end.publisher:
        found.publisher, found.publisher_is_sure = end.publisher, end.publisher_is_sure
    return found


def _imprints(lines: list[Line], bylined: dict[int, Byline]) -> list[Byline]:
    """What body lines say of their makers where no byline was found to be cut."""
    body = [line for line in lines if line.role == "body"]
    found = [
        imprint.opening(line.folded[:200])
        for line in body[:_FIRST]
        if not (bylined[id(line)].authors and bylined[id(line)].cuts)
    ]
    end = [line for line in lines[-2 * _LAST :] if line.role == "navigation" and line.folded.startswith("（作者")]
    return found + [imprint.closing(line.folded) for line in body[-_LAST:] + end]


def _beside_title(lines: list[Line]) -> list[str]:
    """The author who stands in the title's line, a wide gap away."""
    found = [_TITLE_AUTHOR.search(line.folded) for line in lines if line.role == "title"]
    return [match[1] for match in found if match and is_person(match[1]) and len(match[1]) <= 4]


def _drop_repeats(lines: list[Line]) -> None:
    """A summary that only repeats the beginning of a paragraph goes."""
    for line in lines[:_HEAD]:
        match = re.match(r"（?(?:摘要|提要|导读|内容提要|核心提示)）?[：:\s]*", line.folded)
        if line.role == "body" and match and match.end() > 2:
            start = line.folded[match.end() :].rstrip("….。 ")[:200]
            if any(other is not line and other.role == "body" and start in other.folded for other in lines):
                line.role = "summary"


def _assemble(
    repaired: AlignedText, lines: list[Line], bylined: dict[int, Byline], meta: Metadata
) -> tuple[AlignedText, Span | None, tuple[Removal, ...]]:
    builder, removed = _Builder(repaired), []
    title_end = 0
    before: Line | None = None
    for line in lines:
        if line.role not in _KEPT:
            removed.append(Removal(*_raw(repaired, line.start, line.end), line.role))
            continue
        if before is not None:
            _between(builder, before, line)
        cuts = bylined[id(line)].cuts if id(line) in bylined else []
        if line.role == "title":
            cuts = _title_cuts(line, meta)
        removed += [Removal(*_raw(repaired, line.start + a, line.start + b), "byline") for a, b in cuts]
        if _add_parts(builder, line, cuts):
            before = line
        if line.role == "title":
            title_end = len(builder)
    text = "".join(builder.text)
    if text.endswith("\n"):
        text = text[:-1]
        builder.offsets.pop()
    return AlignedText(text, builder.offsets), Span(0, title_end) if title_end else None, tuple(removed)


def _add_parts(builder: _Builder, line: Line, cuts: list[tuple[int, int]]) -> bool:
    at = line.start
    size = len(builder)
    for start, end in [*sorted(cuts), (len(line.text), len(line.text))]:
        begin, stop = at, line.start + start
        while begin < stop and line.text[begin - line.start].isspace():
            begin += 1
        while stop > begin and line.text[stop - 1 - line.start].isspace():
            stop -= 1
        if begin < stop:
            builder.add(begin, stop)
        at = line.start + end
    return len(builder) > size


def _between(builder: _Builder, before: Line, line: Line) -> None:
    if before.role == line.role == "title":
        if not line.folded.startswith("-"):
            builder.mark(" ")
    elif before.role != "body" or not _broken(before, line):
        builder.mark("\n")


def _broken(before: Line, line: Line) -> bool:
    """Whether the line break stands inside a sentence."""
    if line.indented and not before.folded.endswith(("，", "、", ",")):
        return False
    if not _OPEN_END.search(before.folded) or _NEW_PARAGRAPH.match(line.folded):
        return False
    if before.folded[-1] in "，、," and len(before.folded) >= 4:
        return line.reads_like_body
    return not line.after_gap and len(before.folded) >= 20 and "，" in before.folded and line.reads_like_body


def _title_cuts(line: Line, meta: Metadata) -> list[tuple[int, int]]:
    cuts = []
    if label := re.match(r"#{1,6}\s+|(?:标题|题目)\s?[：:]\s*", line.folded):
        cuts.append(label.span())
    prefix = re.match(r"（([^（）]{2,12})）\s*", line.folded)
    if prefix and _words(line.folded[prefix.end() :]) >= 6 and _is_label(prefix[1], meta):
        cuts.append(prefix.span())
    if (names := _TITLE_AUTHOR.search(line.folded)) and names[1] in meta.authors:
        cuts.append(names.span())
    return cuts


def _words(text: str) -> int:
    """How many characters of `text` are no day or number: without the name before it 3月6日—12日 is no title."""
    return len(re.sub(r"[\d年月日—-]", "", text))


def _is_label(text: str, meta: Metadata) -> bool:
    return text == meta.publisher or text.endswith(
        ("讯", "焦点", "新闻", "快讯", "要闻", "头条", "动态", "原创", "转载", "网", "报")
    )


def _title(lines: list[Line], meta: Metadata) -> str:
    title = ""
    for line in lines:
        if line.role != "title":
            continue
        text = line.text
        for start, end in reversed(_title_cuts(line, meta)):
            text = text[:start] + text[end:]
        title += ("" if not title or line.folded.startswith("-") else " ") + text.strip()
    return title


def _raw(repaired: AlignedText, start: int, end: int) -> tuple[int, int]:
    span = repaired.source_span(start, end)
    return span.start, span.end


def _as_written(name: str | None, text: str, folded: str) -> str | None:
    """`name`, which is folded, in the spelling of `text`."""
    if name is None:
        return None
    at = folded.find(name)
    return text[at : at + len(name)] if at >= 0 else name
