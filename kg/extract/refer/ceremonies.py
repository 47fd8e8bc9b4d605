"""Ceremonies that are only called by what is done there: 移交仪式, 啟用禮. People attend them, bodies hold them.

Where a fuller name stands in the article it is meant; else the words are the event's name. Of 34 in the gold articles
14 are events of their own and 14 may be; prize-givings are left to `honors.py`, which knows whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.refer.forms import Form
from kg.model import Mention

_CEREMONY = re.compile(
    "(?P<done>签约|签署|移交|启用|揭牌|揭幕|捐赠|交接|授牌|开工|动土|奠基|挂牌|剪彩|就职|落成)(?:仪式|典礼|礼|午宴|晚宴)(?=[上前后中在由于，。、举设并时结圆]|现场|当[日天]|的)"
)
_BEFORE = re.compile("(?:[，。；：、（\\n 　的在了]|出席|参加|举[行办]|见证|主持|参与|[为其该]|[日晚午天])$")
_SIMPLE, _MOST = 0.6, 40


def find(document: Document, forms: Sequence[Form]) -> list[Form]:
    """Such ceremonies as forms, standing for the fuller one where there is one."""
    events = [form for form in forms if form.type == "Event"]
    known = {form.key for form in events}
    taken: set[int] | None = None
    made: dict[str, Form] = {}
    for found in _CEREMONY.finditer(document.folded):
        start, end = found.span()
        key = found.group()
        if key in known or not _BEFORE.search(document.folded, max(0, start - 3), start) or len(made) > _MOST:
            continue
        if taken is None:
            taken = {at for form in forms for mention in form.mentions for at in range(mention.start, mention.end)}
        if not taken.isdisjoint(range(start, end)):
            continue
        text = document.text[start:end]
        form = made.setdefault(key, Form(key, text, "Event"))
        form.mentions.append(Mention(start, end, text, "Event", confidence=_SIMPLE))
    for form in made.values():
        fuller = form.nearest(one for one in events if len(one.key) > len(form.key) and _held(one.key, form.key))
        if fuller is not None:
            form.stand_for(fuller)
    return list(made.values())


def _held(name: str, ceremony: str) -> bool:
    """Whether `name` is the fuller name of such a ceremony: 校企合作签约暨学院揭牌仪式 of 签约仪式."""
    return ceremony[:2] in name and name.endswith(("仪式", "典礼", "礼", "宴"))
