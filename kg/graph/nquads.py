"""Canonical N-Quads, a line at a time: the form that every export is made from.

Plain strings sort, hash and join many times faster than term objects, and a sorted list of them is the same bytes on
every machine.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from kg.errors import UsageError
from kg.ontology import PREFIXES

# Characters that no one sees but that break matching, and those that XML and terminals refuse. Line breaks and tabs
# stay: quotes may hold them.
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}--[\n\t]]", flags=regex.V1)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_BAD_IRI = regex.compile(r'[\x00-\x20<>"{}|^`\\]')
_YEAR = regex.compile(r"[0-9]{4}")
_MONTH = regex.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DAY = regex.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_MOMENT = regex.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9][0-9]T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9][0-9]:[0-9][0-9])?"
)


def visible(text: str) -> str:
    """`text` without control and default-ignorable characters (zero-width spaces, direction marks)."""
    shown: str = _UNSEEN.sub("", text)
    return shown


@lru_cache(maxsize=4096)
def iri(value: str) -> str:
    """`value` between angle brackets.

    Raises:
        UsageError: `value` has characters that no IRI may have.
    """
    if ":" not in value or _BAD_IRI.search(value):
        raise UsageError(f"not an IRI: {value!r}")
    return f"<{value}>"


def is_iri(value: str) -> bool:
    """Whether `value` may stand as an IRI."""
    return ":" in value and not _BAD_IRI.search(value)


def text(value: str, language: str = "") -> str:
    """A string literal, with a language tag where one is given."""
    escaped = visible(value).translate(_ESCAPES)
    return f'"{escaped}"@{language.lower()}' if language else f'"{escaped}"'


def typed(value: str, datatype: str) -> str:
    """A literal of one of XML Schema's datatypes, by local name."""
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


def integer(value: int) -> str:
    """An ``xsd:integer``."""
    return typed(str(value), "integer")


def decimal(value: float) -> str:
    """An ``xsd:decimal`` of at most three places, in the form that Oxigraph's store gives back too."""
    rounded = f"{value:.3f}".rstrip("0").rstrip(".")
    return typed("0" if rounded == "-0" else rounded, "decimal")


def day(value: str) -> str:
    """An ISO 8601 date as precise as it is: year, month or day; empty where it is none."""
    if _YEAR.fullmatch(value):
        return typed(value, "gYear")
    if _MONTH.fullmatch(value):
        return typed(value, "gYearMonth")
    return typed(value, "date") if _DAY.fullmatch(value) and _exists(value) else ""


def moment(value: str) -> str:
    """An ISO 8601 date or point in time, as precise as it is; empty where it is none."""
    found = _MOMENT.fullmatch(value)
    if not found or not _exists(value[:10]):
        return day(value)
    seconds = "" if found[2] else ":00"
    return typed(value[:16] + seconds + value[16:], "dateTime")


def _exists(day: str) -> bool:
    year, month, number = (int(part) for part in day.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= number <= longest[month - 1]
