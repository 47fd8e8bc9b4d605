"""What the article says of names itself: 以下简称, 更名为, 前身是, 原, 今. A renamed body is one, newly named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extract.document import Document
from kg.extract.refer.forms import Form

_LONGEST_GAP = 24
_FOUNDER = re.compile(
    "[”’]?(?:等人?|在[^，。；“]{2,12})?(?:共同|联合|发起)?(?:[创兴组倡]?办的|创[立建设]|设立|开[办设]|[组筹]建)"
)
_SHORT = re.compile(
    r"[”’]?[（，]?(?:以?下)?(?:简称|又称|俗称|亦称|下称|昵称)[为：]?(?:[“‘][^“”‘’]{1,8}[”’][或、和])?[“‘]?"
)
_NOW = re.compile(
    r"[”’]?(?:[^。；！？]{0,14}(?:更名|改名|易名|改制|升格|改称|变更|重组|转制|翻牌)[为成](?:今天的|现在的)?|（[今现](?:名|为|在的)?|-+(?:即|也就是)?(?:今[天日]|现在|如今)的)[“‘]?"
)
_FORMERLY = re.compile(
    r"[”’]?(?:（(?:原名?|前(?!身)|前身[为是]?|曾用名|旧[名称])[：为]?|，?的?(?:其)?前身(?:[是为系即]|可追溯到|可追溯至)[^。；，]{0,10}|，?原名[为叫]?)[“‘]?"
)

_LISTED = re.compile("[、和与及]$")
_WHOSE_FORMER = re.compile("的?前身）")


def link(document: Document, forms: Sequence[Form]) -> None:
    """Join two names of which the words between them say that they are one."""
    named = sorted(
        ((mention.start, mention.end, form) for form in forms for mention in form.mentions if form.type != "Person"),
        key=lambda one: one[:2],
    )
    for (begin, end, left), (start, close, right) in pairwise(named):
        if left.type != right.type or left is right or not 0 < start - end <= _LONGEST_GAP:
            continue
        gap = document.folded[end:start]
        if "\n" in gap:
            continue
        if _SHORT.fullmatch(gap) or _translated(gap, left, right, document.folded[close : close + 1]):
            right.root.stand_for(left.root)
        elif _FORMERLY.fullmatch(gap):
            if not _FOUNDER.match(document.folded, close):
                right.root.stand_for(left.root)
        elif _NOW.fullmatch(gap):
            if not ("重组" in gap and _LISTED.search(document.folded, max(0, begin - 2), begin)):
                _rename(left, right)  # of several that become one none is it
        elif gap == "（" and _WHOSE_FORMER.match(document.folded, close):
            left.root.stand_for(right.root)


def _translated(gap: str, left: Form, right: Form, after: str) -> bool:
    """Whether `right` is the other's name in Latin letters, in brackets behind it, or the other way round."""
    return gap == "（" and after == "）" and left.key.isascii() != right.key.isascii() and left.type == "Organization"


def _rename(old: Form, new: Form) -> None:
    """`old` has become `new`; where `old` is already known as a third's former name, so is `new`."""
    if old.target is None:
        old.stand_for(new.root)
    else:
        new.root.stand_for(old.root)
