"""Times in the text as ISO 8601, resolved against the publication date and against what was said before.

A year, month or day is taken from the text, from the publication date where the text counts from it (昨日, 今年5月), or
from the time last mentioned (同年, 次月, 当天, 5日). What can't be known stays empty (日前): no day is guessed.
"""

from __future__ import annotations

from bisect import bisect_right

from kg.extract import time_rules
from kg.extract.document import Document
from kg.extract.time_rules import Context, Reading
from kg.model import Time
from kg.text.dates import Day, make_day, parse_iso, parse_small, parse_year

_AHEAD = 12


def find_times(document: Document) -> tuple[Time, ...]:
    """The times of `document` in order, without overlaps; `value` is empty where the time can't be known."""
    text = document.folded
    context = Context(parse_iso(document.published))
    sentence_starts = [sentence.start for sentence in document.sentences]
    times: list[Time] = []
    done, sentence, line_end = 0, -1, -1
    for start in time_rules.starts.finditer(text):
        at = start.start()
        if at < done:
            continue
        if at > line_end:
            context.line, line_end = None, _line_end(text, at)
        if (now := bisect_right(sentence_starts, at)) != sentence:
            context.sentence, sentence = None, now
        found = _read(text, at, context)
        if found:
            end, reading = found
            times.append(_time(document, at, end, reading))
            _remember(context, reading)
            done = end
    return tuple(times)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _read(text: str, at: int, context: Context) -> tuple[int, Reading] | None:
    for rule in time_rules.rules:
        found = rule.pattern.match(text, at)
        if not found:
            continue
        context.ahead = text[found.end() : found.end() + _AHEAD].split("。", maxsplit=1)[0]
        reading = rule.read(found, context)
        if reading:
            return _close(text, found.end(), reading)
    return None


def _close(text: str, end: int, reading: Reading) -> tuple[int, Reading]:
    """Take the second half of a range along: 5月3日至5日, 2019年至2021年."""
    found = time_rules.tail.match(text, end)
    if reading.end or not found or not any(found.groups()):
        return end, reading
    closing = _closing(found["y"], found["m"], found["d"] or found["od"], reading.value)
    if closing is None or reading.value is None or closing.iso <= reading.value.iso:
        return end, reading
    return found.end(), Reading(reading.value, closing)


def _closing(year: str | None, month: str | None, day: str | None, first: Day | None) -> Day | None:
    if first is None:
        return None
    last_month = parse_small(month) if month else 0 if year else first.month
    last_year = parse_year(year) if year else first.year + (0 < last_month < first.month)
    if day and not last_month:
        return None
    return make_day(last_year, last_month, parse_small(day) if day else 0)


def _time(document: Document, start: int, end: int, reading: Reading) -> Time:
    return Time(
        start=start,
        end=end,
        text=document.text[start:end],
        value=reading.value.iso if reading.value else "",
        end_value=reading.end.iso if reading.end else "",
    )


def _remember(context: Context, reading: Reading) -> None:
    said = reading.end or reading.value
    if said:
        context.sentence = context.line = context.last = said
        if said.day:
            context.day = reading.value if reading.value and reading.value.day else said
