"""What a stretch taken for a body's name holds that no name does: a verb, a number of bodies, a person, a mark.

Each rule looks at the text of the stretch and the characters right beside it and gives what of it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.model import Span

Ends = Callable[[int, int], bool]
"""Whether a stretch ends in a word for bodies."""

_MARKS = re.compile("[▶▲●◆■★※◎①-⑳]\\s*")
# The verb's second character was taken for the name's first.
_BEGINS = frozenset({"入职", "任职", "就职", "到职", "在职"})
_ENDS = frozenset({"所辖", "所属", "部属", "校董", "派往", "办的", "校长"})
_TEAM_OF = re.compile("[一-鿿]{2,3}(?:院士|教授|博士|研究员|老师|主任)?(?:院士|教授|博士|研究员|老师|主任)团队$")
_POST_GOES_ON = frozenset("长主副支党书委务民医干两里")
_SEVERAL = re.compile(
    "(?:第?[一二两三四五六七八九十0-9]+|[多几某])(?:家|个(?=.{2,})|所(?=小学|中学|学校|高校|大学|幼儿园))"
)
_VERB = re.compile("(?<=..)(?:划归|挂靠|并入|隶属于?|合办|改组为|更名为)(?=...)")
_WHOSE = re.compile("[一-鿿]{1,10}?(?:全资子公司|控股子公司|配套商|新军|劲旅)(?=...)")
_FORMER = re.compile("[，、（(：“\\s]前(?=.{3})")
# What stands behind an organization's name in its papers and belongs to it.
_PARTNERSHIP = re.compile("（(?:有限|普通|特殊普通)合伙）")
_COPULA = re.compile("(?<=[，。；：、）])系(?=[一-鿿]{2})")
_HALF_BRACKET = re.compile("[^（]*?）")


def parts(text: str, start: int, end: int, ends_body: Ends) -> Iterator[Span]:
    """The names in ``text[start:end]``: most often itself; fewer characters, two names, or none."""
    start, end = _edges(text, start, end, ends_body)
    team = _TEAM_OF.search(text, start, end)
    several = _SEVERAL.search(text, start, end)
    verb = _VERB.search(text, start, end)
    if team and team.start() - start > 3 and ends_body(start, team.start()):
        yield Span(start, team.start())
    elif several and several.start() > start and ends_body(start, several.start()):
        yield Span(start, several.start())
    elif several and not text[several.end() : end].isascii():
        return
    elif verb and (ends_body(start, verb.start()) or ends_body(start - 1, verb.start())) and ends_body(verb.end(), end):
        if verb.start() - start > 3:
            yield Span(start, verb.start())
        if end - verb.end() > 3:
            yield Span(verb.end(), end)
    else:
        yield Span(start, end)


def _edges(text: str, start: int, end: int, ends_body: Ends) -> tuple[int, int]:
    """The stretch without a mark, half a verb, or 前 at its edges."""
    if mark := _MARKS.match(text, start, end):
        start = mark.end()
    if text[start - 1 : start + 1] in _BEGINS and start:
        start += 1
    if (
        _FORMER.match(text, start - 1, end)
        and start
        and ends_body(start + 1, end)
        and text[start + 1] not in "郭海进锋"
    ):
        start += 1
    whose = _WHOSE.match(text, start, end)
    if whose and ends_body(whose.end(), end):
        start = whose.end()
    if text[end - 1 : end + 1] in _ENDS and ends_body(start, end - 1):
        end -= 1
    return _whole(text, start, without_echo(text, start, end), ends_body)


def _whole(text: str, start: int, end: int, ends_body: Ends) -> tuple[int, int]:
    """The stretch without 系 before it or what a bracket cut off behind it, with its form in brackets."""
    copula = _COPULA.match(text, max(start - 1, 0) + (start > 0), end)
    if copula and ends_body(start + 1, end):
        start += 1
    half = _HALF_BRACKET.match(text, start, end)
    if half and half.end() - start > 3 and ends_body(start, half.end() - 1):
        end = half.end() - 1
    partnership = _PARTNERSHIP.match(text, end)
    return start, partnership.end() if partnership else end


def without_echo(text: str, start: int, end: int) -> int:
    """The end of a name without the word of a post that repeats its last: 工业和信息化部|部长, 法警大队|大队长."""
    for size in (2, 1):
        if (
            end - start > 2 * size + 1
            and text[end - size : end] == text[end - 2 * size : end - size]
            and text[end : end + 1] in _POST_GOES_ON
        ):
            return end - size
    return end
