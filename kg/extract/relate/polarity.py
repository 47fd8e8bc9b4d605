"""Polarity and modality: what did not happen, is planned, hoped for, only supposed or denied is no fact.

A cue (未获, 拟, 争创) rules the clause it stands in; a condition (如果) and a rumour (网传) rule the sentence. 曾任 and
原 are no such cues: what was so is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene

_CLAUSE = re.compile(
    "未能|未获|未被|未曾|尚未|从未|并未|没有|没能|没再|不曾|并非|不是|(?<![模试])拟(?!合|态|定)|争创|申报|有望|意向(?!书)|力争|冲击|无缘|落选|提名|候选|"
    "打算|曾想|有意(?!义|思|识)|目标是|希望|梦想|考虑|洽谈|待定|申请(?!来到|去了?|到了?)|申办|(?<!规)(?<!人才培养)(?:计划|预计)(?!单列|生育|[，。；、”》）」』的主])|原定(?!用于)|错失|失之交臂|婉拒|拒绝|放弃|终止|推迟|不会|能否|是否|取消|筹备中|想[去报在]|离(?=.{1,20}一步之遥)"
)
_NOT_CHOSEN = "没有?(?:[评选争拿考办谈签当]上|[评选]为|拿到|争到|办成|谈成|签成|轮上|轮到)"
_FAILED = "(?:获奖|参赛|参加|办成|成行|成功|入选|当选|如愿|签成|签约|落实|到位|谈成|成立|实现|兑现)"
_SENTENCE = re.compile(
    "^(?:如果|如能|若|假如|倘若|一旦)|(?:若|如果|要是|假如)(?:有一天)?能|如果有一天|网传|谣言|不实|否认|辟谣|子虚乌有|因故|未能成行|谈判破裂|没有这个|正在公示|"
    "取消原定|原定.{0,30}取消|因.{1,8}取消|" + f"(?:没有?|未能?){_FAILED}|{_NOT_CHOSEN}"
)
_BREAK = re.compile("[，；：]")
# What someone is does not hang on what a sentence says that they did not do.
_STANDING = frozenset({"worksFor", "memberOf", "educatedAt", "nativeOf", "partOf", "locatedIn"})
_COMING = re.compile("[将拟](?:加盟|加入|出任|担任|转会|调任|接任|入职|就读|兼任|任)")
_STANDS = re.compile("[^，。；：、□]{0,8}(?:候选人|人选|提名人)")
_PLANNED = re.compile("(?:计划|拟|打算|考虑|准备)(?:[^，。；□]{0,4})在$")
_RUMOUR = re.compile("(?:网传|传言|坊间|有传闻)")
_ADJACENT = 14
# 李大山是宏达集团董事长，公司先后获得…: the honor is the company's.
_THEIR_BODY = re.compile(
    "[，；](?:公司|企业|学校|医院|集团|协会|合作社|工厂|单位|该[社厂校院企]|该公司|该企业|我[校院厂])[^，；：]{0,60}$"
)


class Denials:
    """Which candidates of an article are not, or not yet, so; what is found of a sentence's places is kept."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._known: dict[tuple[int, int, int, bool, bool], bool] = {}

    def holds(self, candidate: Candidate) -> bool:
        """Whether the sentence of `candidate` says that it is not, or not yet, so."""
        if candidate.mode == "name":
            return False
        standing, honor = candidate.relation in _STANDING, candidate.relation == "awarded"
        key = candidate.view, candidate.subject.start, candidate.object.start, standing, honor
        if key not in self._known:
            self._known[key] = self._look(candidate)
        return self._known[key]

    def _look(self, candidate: Candidate) -> bool:
        sentence = self.scene.plain[candidate.view].span
        text = self.scene.masked[candidate.view]
        inside = sorted(
            (m.start - sentence.start, m.end - sentence.start)
            for m in (candidate.subject, candidate.object)
            if sentence.start <= m.start and m.end <= sentence.end
        )
        if not inside:
            return False
        start, end = inside[-1]
        if len(inside) == 2 and candidate.relation in _STANDING:
            between = text[inside[0][1] : start]
            if _CLAUSE.search(between) or _COMING.search(between) or _STANDS.match(text, end) or _RUMOUR.match(text):
                return True
            if _PLANNED.search(text, 0, inside[0][0]):
                return True
            if len(between) <= _ADJACENT and "，" not in between:
                return False
        if candidate.relation == "awarded" and self._of_body(candidate, inside, text):
            return True
        return bool(_SENTENCE.search(text) or _CLAUSE.search(_clause(text, start, end)))

    def _of_body(self, candidate: Candidate, inside: Sequence[tuple[int, int]], text: str) -> bool:
        person = self.scene.entities[candidate.subject.entity].type == "Person"
        forward = len(inside) == 2 and candidate.subject.start < candidate.object.start
        return person and forward and bool(_THEIR_BODY.search(text[inside[0][1] : inside[1][0]]))


def unreal(scene: Scene, candidate: Candidate) -> bool:
    """Whether the sentence of `candidate` says that it is not, or not yet, so."""
    return Denials(scene).holds(candidate)


def _clause(text: str, start: int, end: int) -> str:
    """The clause around ``start:end``."""
    before = [found.end() for found in _BREAK.finditer(text, 0, start)]
    after = _BREAK.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]
