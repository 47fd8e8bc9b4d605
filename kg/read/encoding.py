"""Bytes to text: byte order mark, UTF-8, then GB18030 or Big5 by which gives the more common characters.

Statistical detectors give up on one bad byte; a page with one bad byte in ten thousand is still read right here.
"""

from __future__ import annotations

import codecs

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest characters of running text, in both scripts: about a third of any article.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家"
    "电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看"
    "這為個國時來們對會發動說產種後學經進著電裡現實體機當點從業應開還與關線內數無長東車書記者报報道讯訊月省市县縣区區公司"
    "，。、“”：；「」（）《》"
)
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 60_000
# Share of characters that no text may exceed: control characters and what could not be decoded.
_MOST_BAD = 0.1
_SHORT, _LEAST_COMMON = 60, 0.03


def decode(data: bytes) -> str:
    """`data` as text, with U+FFFD for single bad bytes; raises `InputError` where it is no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name if name == "utf-8" else _by_mark(mark), "replace"))
    if wide := _wide(data):
        return _checked(data.decode(wide, "replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode(guess(data), "replace")
        # Random bytes decode to rare characters; running text is a third common ones, a list of names a tenth.
        if len(text) > _SHORT and _likelihood(text[:_SAMPLE]) < _LEAST_COMMON:
            raise InputError("no text (binary data)") from None
        return _checked(text)


def is_common(char: str) -> bool:
    """Whether `char` is among the commonest of running text."""
    return char in _COMMON


def guess(data: bytes) -> str:
    """The most likely of UTF-8 (damaged), GB18030, Big5 and, where there are zero bytes, UTF-16."""
    sample = data[:_SAMPLE]
    candidates = ("utf-8", "gb18030", "big5hkscs", *_WIDE[: 2 * (0 in sample)])
    scores = {name: _likelihood(sample.decode(name, "replace")) for name in candidates}
    return max(candidates, key=lambda name: scores[name])


def _by_mark(mark: bytes) -> str:
    return {
        codecs.BOM_UTF32_LE: "utf-32-le",
        codecs.BOM_UTF32_BE: "utf-32-be",
        codecs.BOM_UTF16_LE: "utf-16-le",
        codecs.BOM_UTF16_BE: "utf-16-be",
    }[mark]


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: its ASCII (line feeds, digits) leaves zero bytes on one side, which no other text has."""
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if len(sample) < 4 or len(data) % 2 or not zeros:
        return None
    for name, own, other in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        # 一 has a zero byte on the other side.
        if own.count(0) > other.count(0) and other.count(0) <= 0.05 * len(other):
            text = sample[: len(sample) // 2 * 2].decode(name, "replace")
            if _likelihood(text) > 0.15:
                return name
    return None


def _likelihood(text: str) -> float:
    if not text:
        return 0.0
    wide = sum(char > "\x7f" for char in text)
    bad = text.count("\ufffd") + sum("\ue000" <= char <= "\uf8ff" or "\x80" <= char <= "\x9f" for char in text)
    return (sum(char in _COMMON for char in text) - 5 * bad) / max(wide, 1)


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    bad = sum(char < " " and char not in "\t\n\r\f\v" for char in sample) + sample.count("\ufffd")
    if bad > _MOST_BAD * max(len(sample), 1):
        raise InputError("no text (binary data)")
    return text
