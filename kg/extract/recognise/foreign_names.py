"""Names of people without a Chinese surname: with a dot, transliterated, Japanese, minority, Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.recognise.chinese_names import Name
from kg.extract.recognise.person_words import PersonContext

_LONGEST_PART = 10
_MOST_FORMS = 200
_LATIN = re.compile(r"[A-Z][a-zA-Z'’]{1,20}(?:[ -](?:[A-Z]\.|[A-Z][a-zA-Z'’]{1,20})){1,4}")
_FUNCTION_TAGS = frozenset({"p", "c", "u", "r", "d", "v", "m", "q", "f", "w"})
# The last characters of words for kinds of people, which the segmenter takes into the name: 育苗商马尔科·贝里尼.
_KINDS = frozenset("商手家员长师生者人族籍国")
# No personal name begins with these before a dot: 中国·静宁苹果博览会.
_NOT_FIRST = frozenset({"中国", "国际", "世界", "全国", "亚洲", "美丽", "魅力"})


class ForeignNames:
    """Finds such names in one article."""

    def __init__(self, context: PersonContext) -> None:
        self.context = context
        self.text = context.text
        self.sounds = context.words.sounds
        self.found = sorted((start, end) for start, end, _ in context.words.elements.find(context.text))
        self.elements = {at for start, end in self.found for at in range(start, end)}

    def find(self) -> list[Name]:
        """Candidates; they may overlap names of other kinds."""
        dotted = list(self._dotted())
        return [*dotted, *self._parts(dotted), *self._sounded(), *self._japanese(), *self._minority(), *self._latin()]

    def _dotted(self) -> Iterator[Name]:
        at = self.text.find("·")
        while at >= 0:
            start = self._left(at)
            end = self._right(at + 1)
            while self.text[end : end + 1] in "·-" and end < len(self.text) and self._right(end + 1) > end + 1:
                end = self._right(end + 1)
            if (
                at - start >= 1
                and end - at > 1
                and self.text[start:at] not in _NOT_FIRST
                and not self._quoted(start, end)
            ):
                yield Name(start, end, 0.98 if at - start > 1 or end - at > 2 else 0.7, "person-dotted")
            at = self.text.find("·", max(end, at + 1))

    def _quoted(self, start: int, end: int) -> bool:
        return self.text[start - 1 : start] in {"“", "《"} and self.text[end : end + 1] in {"”", "》"}

    def _left(self, dot: int, *, parts: int = 2) -> int:
        at = dot
        while at > 0 and dot - at < _LONGEST_PART and self._belongs(at - 1):
            if at < dot and self.text[at - 1] in _KINDS:
                break
            if at < dot and ((at in self.context.title_by_end and not self._inside_name(at)) or self._place_ends(at)):
                break
            at -= 1
        if parts and at > 1 and self.text[at - 1] == "-" and self._belongs(at - 2) and self._belongs(at):
            return self._left(at - 1, parts=parts - 1)
        return at

    def _place_ends(self, at: int) -> bool:
        place = self.context.scan.places_by_end.get(at)
        return place is not None and place.sure > 0.7

    def _inside_name(self, at: int) -> bool:
        token = self.context.scan.token_over(at)
        return token.tag == "PER" and token.start < at

    def _right(self, start: int) -> int:
        at = start
        while at < len(self.text) and at - start < _LONGEST_PART and self._belongs(at):
            if at > start and self.context.title_after(at) and not self._inside_name(at):
                break
            at += 1
        return at

    def _belongs(self, at: int) -> bool:
        """Whether the character at `at` may stand in a transliterated name."""
        char = self.text[at]
        if at in self.elements or (char in "不都" and self.text[at - 1 : at] in {"阿", "不"}):
            return True  # 阿不都
        if not "\u4e00" <= char <= "\u9fff" or char in self.context.words.never:
            return False
        token = self.context.scan.token_over(at)
        if token.tag in _FUNCTION_TAGS and (token.end - token.start > 1 or token.tag != "v"):
            return False
        named = token.tag == "PER" or (token.tag in {"nz", "nr", "x"} and token.end - token.start < 5)
        return named or char in self.sounds

    def _parts(self, dotted: list[Name]) -> Iterator[Name]:
        """A part of a dotted name that stands alone elsewhere: 科瓦连科 after 谢尔盖·科瓦连科."""
        forms = {
            part for name in dotted for part in re.split("[·-]", self.text[name.start : name.end]) if len(part) > 1
        }
        inside = {at for name in dotted for at in range(name.start, name.end)}
        for form in sorted(forms)[:_MOST_FORMS]:
            at = self.text.find(form)
            while at >= 0:
                end = at + len(form)
                if at not in inside and not self.context.scan.cuts_word(at) and not self.context.scan.cuts_word(end):
                    yield Name(at, end, 0.85 if len(form) > 2 else 0.6, "person-part")
                at = self.text.find(form, end)

    def _sounded(self) -> Iterator[Name]:
        """Runs of characters that foreign names are written with, beside a title or a verb of speech."""
        for run in self.context.words.sounded.finditer(self.text):
            at, end = run.span()
            if 3 <= end - at <= 9:
                token = self.context.scan.token_over(at)
                beside = self.context.title_before(at), self.context.says(end) or self.context.closed(end)
                if (
                    all(beside)
                    and token.tag in {"PER", "nz", "LOC", "ORG", "x", "n"}
                    and self.text[at] not in self.context.words.surnames
                ):
                    yield Name(at, end, 0.7, "person-sounded")

    def _japanese(self) -> Iterator[Name]:
        if "日本" not in self.text and "东京" not in self.text:
            return
        for start, end, _ in self.context.words.japanese.find(self.text):
            if self.context.scan.cuts_word(start) or end - start < 2:
                continue
            for given in (2, 3, 1):
                stop = end + given
                ready = self.context.closed(stop) or self.context.says(stop) or self.context.title_after(stop)
                if (
                    ready
                    and all("\u4e00" <= char <= "\u9fff" for char in self.text[end:stop])
                    and stop <= len(self.text)
                ):
                    yield Name(start, stop, 0.85, "person-japanese")
                    break

    def _minority(self) -> Iterator[Name]:
        """Two or more elements of Tibetan, Mongolian, Uyghur or Yi names side by side."""
        begins: dict[int, int] = {}
        runs: dict[int, tuple[int, int]] = {}
        for start, end in self.found:
            begin = begins.get(start, start)
            begins[end] = min(begin, begins.get(end, begin))
            reached, count = runs.get(begin, (0, 0))
            if end > reached:
                runs[begin] = (end, count + 1)
        for start, (end, count) in runs.items():
            if (
                count > 1
                and 3 <= end - start <= 7
                and not self.context.scan.cuts_word(start)
                and not self.context.scan.cuts_word(end)
            ):
                sure = self.context.title_before(start) or self.context.says(end) or self.context.closed(end)
                yield Name(start, end, 0.85 if sure else 0.65, "person-minority")

    def _latin(self) -> Iterator[Name]:
        for found in _LATIN.finditer(self.text):
            start, end = found.span()
            if self.context.title_before(start) or (self.context.says(end) and not self.context.opened(start)):
                yield Name(start, end, 0.7, "person-latin")
