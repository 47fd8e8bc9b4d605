"""Shortened names of organizations that the article names in full elsewhere.

商洛市虎之翼科技有限公司 gives 虎之翼科技公司, 虎之翼科技 and 虎之翼;
国网延安供电公司输电运检中心 gives 输电运检中心; （以下简称“X”） says it itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.recognise.automaton import Words
from kg.extract.recognise.scan import Scan
from kg.model import Mention, Vote

_LEGAL = re.compile(
    r"(?:（集团）|（[\u4e00-\u9fff]{2,6}）)?(?:股份|控股|集团|企业|实业|私人|一人)*(?:有限责任公司|有限公司|股份公司|总公司|分公司|公司|集团|合作社|合作联社|商业银行|株式会社|俱乐部)+$"
)
_CALLED = re.compile(r"（[^（）]{0,12}?(?:以下简称|下称|简称|以下统称)[:：为]?[“‘]?([^“”‘’（）]{2,12})[”’]?")
_LONGEST_TRADE = 12
_MOST_FORMS = 200


class ShortNames:
    """Finds them in one article."""

    def __init__(self, scan: Scan, trades: Words[str], heads_by_end: dict[int, tuple[int, object]]) -> None:
        self.scan = scan
        self.text = scan.text
        self.trade_by_start = trades.longest_by_start(scan.text)
        self.trades = sorted(trades.values, key=len, reverse=True)
        self.heads = heads_by_end

    def find(self, full: list[Mention]) -> list[Mention]:
        """Shortened names of the bodies in `full`, outside them."""
        sure = [mention for mention in full if mention.votes[0].score >= 0.8]
        taken = {at for mention in sure for at in range(mention.start, mention.end)}
        forms: dict[str, tuple[float, str]] = {}
        for mention in sure[:_MOST_FORMS]:
            for form, score in self._forms(mention):
                forms.setdefault(form, (score, mention.subtype))
        found = [*self._brands(sure, taken), *self._called(sure, taken)]
        for form, (score, subtype) in sorted(forms.items())[: 3 * _MOST_FORMS]:
            found += [self._mention(start, end, score, subtype) for start, end in self._places(form, taken)]
        return found

    def _forms(self, mention: Mention) -> Iterator[tuple[str, float]]:
        """Parts of a full name that may stand for it: without its place, and its last unit."""
        name = self.text[mention.start : mention.end]
        own = self._behind_places(mention)
        if mention.end - own >= 4 and own > mention.start:
            yield self.text[own : mention.end], 0.8
        inner = [
            end for end in range(mention.start + 2, mention.end - 1) if end in self.heads and self.heads[end][0] < end
        ]
        if inner and 2 <= mention.end - max(inner) < len(name) - 2:
            unit = self.text[max(inner) : mention.end]
            start = self.heads.get(mention.end, (0, None))[0]
            if start > max(inner) or len(unit) > 3:
                yield unit, 0.65 if len(unit) > 3 else 0.55
        if len(name) >= 4:
            yield name, 0.85

    def _behind_places(self, mention: Mention) -> int:
        at = mention.start
        while (hit := self.scan.places_by_start.get(at)) is not None and hit.end < mention.end - 2:
            at = hit.end
        return at

    def _brands(self, full: list[Mention], taken: set[int]) -> Iterator[Mention]:
        named: dict[str, list[Mention]] = {}
        for mention in full:
            if mention.subtype in {"Company", "Team"} and (brand := self._brand(mention)):
                named.setdefault(brand, []).append(mention)
        for brand, bodies in sorted(named.items())[:_MOST_FORMS]:
            longest = max(len(body.form) for body in bodies)
            yield from (replace(body, kind="short") for body in bodies if len(body.form) < longest)
            for start, end in self._places(brand, taken):
                stop = self._with_trade(end)
                score = 0.8 if stop > end else 0.65 if len(brand) > 2 or self.scan.edges.starts_word(end) else 0.5
                yield self._mention(start, stop, score, "Company")

    def _brand(self, mention: Mention) -> str:
        """What makes a company's name its own: without place, legal form and trades."""
        own = self.text[self._behind_places(mention) : mention.end]
        brand = _LEGAL.sub("", own)
        if brand == own:
            return ""
        shorter = True
        while shorter:
            shorter = False
            for trade in self.trades:
                if brand.endswith(trade) and len(brand) - len(trade) >= 2:
                    brand, shorter = brand[: -len(trade)], True
                    break
        return brand if 2 <= len(brand) <= 6 and brand.isalnum() and brand not in self.trades else ""

    def _with_trade(self, at: int) -> int:
        end = at
        while end - at < _LONGEST_TRADE and (found := self.trade_by_start.get(end)) is not None:
            if self.scan.cuts_word(found[0]):
                break
            end = found[0]
        return end

    def _called(self, full: list[Mention], taken: set[int]) -> Iterator[Mention]:
        """Names that the article itself shortens: （以下简称“X”）."""
        ends = {mention.end: mention for mention in full}
        for found in _CALLED.finditer(self.text):
            body = ends.get(found.start())
            if body is None:
                continue
            for start, end in self._places(found[1], taken):
                yield self._mention(start, end, 0.9, body.subtype)

    def _places(self, form: str, taken: set[int]) -> Iterator[tuple[int, int]]:
        at = self.text.find(form)
        while at >= 0:
            end = at + len(form)
            if at not in taken and not self.scan.cuts_word(at) and not self.scan.cuts_word(end):
                yield at, end
            at = self.text.find(form, end)

    def _mention(self, start: int, end: int, score: float, subtype: str) -> Mention:
        found = self.scan.mention(start, end, "Organization", Vote("organization-short-name", score), subtype=subtype)
        return replace(found, kind="short")
