"""Names that stand bare in a header line: 藏北视窗 2021-09-14 次仁卓嘎 闫石; 浯江新闻/洪意婷报导/106年12月18日."""

from __future__ import annotations

import re

from kg.read.layout import Line
from kg.read.masthead import clean_outlet, is_outlet, usable
from kg.read.names import is_given, is_person, people

_POSTFIX = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff·]{2,8})(?:\s?/\s?|\s)(?:文/图|图/文|文|报道|报导|摄影|摄|撰文)(?=\s|$|/[文图摄])"
)
_LATIN = re.compile(
    r"(?<![A-Za-z])([A-Z][a-z]+(?: [A-Z][a-z]+){1,2})(?=\s(?:撰文|文|摄|报道|报导|发自|[\u3400-\u9fff]{2,3}(?:\s|$)))"
)
_OWN = re.compile(r"^(?:本报|本刊|原创[：:]?|来稿[：:]?|@)(?=\S{2})")
_REPORTS = re.compile(r"报[道导]$")
# With a Chinese name beside it; alone it may be a place.
_JAPANESE = re.compile(
    r"(?:佐藤|铃木|高桥|田中|渡边|伊藤|山本|中村|小林|加藤|吉田|山田|佐佐木|山口|松本|井上|木村|清水|山崎|池田|桥本|阿部|石川|中岛|前田|藤田|"
    r"小川|冈田|后藤|长谷川|石井|村上|近藤|坂本|远藤|青木|藤井|西村|福田|太田|三浦|岛田|千叶|野村|松田|大西|中野|原田|小野)[\u3400-\u9fff]{1,3}"
)
_COLUMN = re.compile(r"[栏帖波务定节说谈话录记旅牧版刊声笔]$|消息|专题|特约|政务|决定")
_SHORTEST, _LONGEST_PEN_NAME = 2, 4


def header_names(line: Line, publishers: set[str]) -> list[str]:
    """Names without a label in a header line: those that a surname or their making betrays, and their neighbours."""
    if not line.header.is_telling:
        return []
    if postfix := _POSTFIX.search(line.folded):
        names = [name for name in people(postfix[1]) if name not in publishers]
        if names:
            return names
    pieces = _pieces(line, publishers)
    sure = [index for index, piece in enumerate(pieces) if _betrayed(piece)]
    # 陈彦如/东引报导: a place stands behind whoever reports.
    pieces = [piece for index, piece in enumerate(pieces) if not (index - 1 in sure and f"/{piece}" in line.folded)]
    sure = [index for index, piece in enumerate(pieces) if _betrayed(piece)]
    near = {index - 1 for index in sure} | {index + 1 for index in sure}
    names = [
        name
        for index, piece in enumerate(pieces)
        for name in (people(piece)[:1] if _REPORTS.search(piece) else [piece])
        if index in sure or _REPORTS.search(piece) or (index in near and _JAPANESE.fullmatch(name))
    ]
    return [name for name in names if is_person(name)] + [match[1] for match in _LATIN.finditer(line.folded)]


def left_over(line: Line, publishers: set[str]) -> list[str]:
    """The one word behind the outlet and the day that nothing explains: a pen name (番禺水乡报 2023-06-20 一泓清颍)."""
    dated = any(date.has_year for date in line.header.published)
    pieces = [piece for piece in _pieces(line, publishers) if _may_be(piece)] if dated else []
    return pieces if len(pieces) == 1 and (publishers or line.folded.find(pieces[0]) > 0) else []


def _betrayed(piece: str) -> bool:
    return (is_person(piece, bare=True) or is_given(piece)) and (len(piece) > _SHORTEST or usable(piece))


def _may_be(piece: str) -> bool:
    """Whether `piece` can be a pen name: no shorter than 一泓清, or made as 老秋 is, and no column's name."""
    made = _SHORTEST < len(piece) <= _LONGEST_PEN_NAME or piece[:1] in {"老", "阿"}
    return made and is_person(piece) and usable(piece) and not is_outlet(piece) and not _COLUMN.search(piece)


def _pieces(line: Line, publishers: set[str]) -> list[str]:
    """The loose words of `line` that are no outlet, number of a document, or what a site calls its pages."""
    found: list[str] = []
    for segment in line.header.loose:
        if re.search(re.escape(segment) + r"\s?（(?:19|20)\d\d）", line.folded):
            continue
        for piece in segment.split("、"):
            first = piece.split("·")[0]
            parts = piece.split("·") if first in publishers or is_outlet(first) else [piece]
            found += [_OWN.sub("", part) for part in parts]
    return [piece for piece in found if piece not in publishers and clean_outlet(piece) not in publishers]
