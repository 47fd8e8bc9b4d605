"""Reads units one article at a time; a file of many articles stays open from one batch to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kg.model import Article, Skipped
from kg.read import Fields, ReadOptions, read_paths
from kg.scale.batches import Unit
from kg.scale.limits import attempt

Item = Article | Skipped


class Reader:
    """Goes through the records of files in their order.

    A file is read from its beginning, whichever of its batches is wanted, because what a record gives may depend on
    those before, and reading is cheap beside extraction. The batch after the last one costs nothing more.
    """

    def __init__(self, seconds: float, passed_over: Callable[[int], str]) -> None:
        """Read.

        Args:
            seconds: how long one article may take.
            passed_over: is told the number of each record before it is read (0 where the file is one article) and says
                why it is not to be read; nothing where it is.
        """
        self._seconds = seconds
        self._passed_over = passed_over
        self._source = ""
        self._items: Iterator[Item] = iter(())
        self._ahead: Item | None = None
        self._at = 0
        self.gave_up = False
        """Whether the file that was read last has an end that can't be read."""

    def read(self, unit: Unit) -> Iterator[Item]:
        """The articles of `unit`, and what gave none."""
        if not unit.first:
            yield from self._whole(unit.source)
            return
        if unit.source != self._source or unit.first <= self._at:
            self._open(unit)
        while (item := self._next()) is not None:
            number = _number(item.source)
            if number > unit.last:
                self._ahead = item
                return
            self._at = max(self._at, number)
            self.gave_up = not number
            if number >= unit.first or not number:
                yield item

    def _whole(self, source: str) -> Iterator[Item]:
        self._source, self.gave_up = "", False
        if reason := self._passed_over(0):
            yield Skipped(source, reason)
            return
        self._items, self._ahead = read_paths([source]), None
        while (item := self._next(source)) is not None:
            yield item

    def _open(self, unit: Unit) -> None:
        self._source, self._at, self._ahead, self.gave_up = unit.source, 0, None, False
        options = ReadOptions(
            fields=Fields().named(dict(unit.fields)), passed_over=lambda name: self._passed_over(_number(name))
        )
        self._items = read_paths([unit.source], options=options)

    def _next(self, source: str = "") -> Item | None:
        if self._ahead is not None:
            item, self._ahead = self._ahead, None
            return item
        return attempt(source or self._source, partial(next, self._items, None), seconds=self._seconds)


def _number(name: str) -> int:
    """The number of a record, from the name that its reader gives it; 0 where the name is the whole file's."""
    digits = name.rpartition("#")[2]
    return int(digits) if digits.isdecimal() and len(digits) < 16 else 0
