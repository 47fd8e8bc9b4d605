"""What an article tells of a body's earlier and later names: 前身为…, 初名…, 2004年改称…, 即公司前身.

All names of one body become one entity, named by its present one. Who is meant where only 公司 or nothing stands
before the cue is the body of that kind that the article speaks of most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from kg.extract.document import Document
from kg.extract.refer.forms import Form

_EARLIER = re.compile(
    "(?:其?前身(?:是|为|系|即|乃|可追溯[至到])?"
    "|(?:初|原|旧|曾用)名[为叫曰]?|[旧曾原]称[为作]?"
    "|(?:起|最)初(?:叫|名叫|称|定名为?|取名为?)|初时叫|[校厂社店团会所院]名[为叫]?|[取定起本]名[为叫]?|[当那]时[叫称](?:作|为)?)"
    "[：“]?(?=[^“])"
)
_LATER = re.compile(
    "[”’]?）?(?P<way>[^。！？\\n“”]{0,30}?)"
    "(?:更名|改名|易名|改制|升格|改称|改叫|变更|重组|改组|转制|翻牌|注册|登记"
    "|挂牌|正式命名|定名|改建|扩建)"
    "(?:成立)?(?:[为成]|是)?(?:如?今天?的|现在的)?“?"
)
# The same where the earlier name doesn't stand in the sentence: 该厂更名为“…”, 1946年改制为“…”.
_CALLED_LATER = re.compile(
    "(?:^|[，。；：！？\\n])(?P<who>[^，。；：！？\\n“”]{0,16}?)"
    "(?:更名|改名|易名|改制|升格|改称|改叫|变更|改组|定名|注册|登记|改)(?:成立)?(?:[为成叫是]|$)?(?:如?今天?的|现在的)?“?$"
)
_PART = re.compile("(?:车间|[^究]室|系|科|[^小]组|班|分会|分公司|处|部)$")
_STILL_LATER = re.compile("[现今][用]?名|现称")
_ELSEWHERE = re.compile(
    "(?:[并划][到入给归]|归|移交|隶属于?|属|毕业[于自]|考[入上取]|就读于?|入读|进入?|调[到入]|分[到配]|[与和同由])$"
)
_WHOLE_CLAUSE = re.compile(
    "该?(?:校|厂|院|社|团|公司|企业|学校|工厂|剧团|协会|学会|医院|单位|法院|银行)?(?:名称|校名)?"
)
_WHEN = re.compile(
    "(?:[0-9一二三四五六七八九〇零十民国年月日底初]|由此|随后|后来?|再|又|正式|才|同时|其后|之后|后又|先后|几经|企业"
    "|经[^，]{0,6}批准|因此|于是|翌年|次年|同年)*"
)
# 北京大学（现在的…）, 如今是…: a bare 现在 goes on with what somebody does there (毕业于北京大学，现在清华大学任教).
_NOWADAYS = re.compile(
    "[”’]?[，（]?(?:(?:也就是|亦即|即|就是)(?:如今|今天|现在|现今|今)的?|(?:如今|今天|现在|现今|今)(?:已?是|为|的))“?"
)
_SOMEBODYS = re.compile("(?:毕业|就读|考[入进取上]|进入|加入|任职|供职|就职|工作|学习|来自|调[到往入]|从|在|于)$")
_POST = re.compile(
    "[”’]?的?(?:[^，。；]{0,6})(?:任教|教授|讲师|老师|院长|校长|主任|董事|经理|书记|研究员|学生|员工|工作|任职|职|研究生)"
)
_BEFORE_OWNER = re.compile(
    "[”’]?(?:的牌子)?[，,]?(?:这?[便就]是|也就是|[亦]?即|系|是)(?:如今|今天|现在|今日)?的?(?P<who>[一-鿿]{0,4}?)的?前身"
)
_FOUNDER = re.compile(
    "[”’]?(?:等人?|在[^，。；“]{2,12})?(?:共同|联合|发起|所)?"
    "(?:创[办立建设]|办(?=的)|[组倡]办|兴办|开办|开设|设立|主办|捐[资建]|[组筹]建|出资|投资)"
)
_JOINED = re.compile("(?:[并划][到入给归]|归|移交|隶属于?|属)$")
_OURSELVES = re.compile("[我本](?:校|院|局|馆|公司|集团|会)$")
_IS = re.compile("[”’]?[，,]?(?:这?[便就]是|也就是|[亦]?即|系|是)(?:如今|今天|现在|今日)?的?“?")
_ITS_EARLIER = re.compile("[”’]?的?前身")
_ONLY_NOW = re.compile("[”’]?的?(?:前身)?$")
_ASIDE = re.compile("合并|并入|分设|收购|投资|联合|下属|旗下|子公司|股权|更名权")
_ANOTHER = re.compile("[，、](?:新[校院馆会公]|两[校院馆会]|合并后)|[宣公][布告]，")
_LISTED = re.compile("[、和与及]$")
_MERGED = re.compile("重组|改组|合[并组]|整合")
_CLAUSE_END = re.compile("[，。；！？\\n]")
_SENTENCE_END = re.compile("[。！？\\n]")
_HEADS = re.compile(
    "公司|企业|集团|厂|学校|学院|大学|医院|协会|学会|商会|联盟|剧团|乐团|中心|研究院|博物馆|俱乐部|银行|合作社|[校院馆社团会所厂台站]"
)
_KINDS = (
    re.compile("公司|集团|厂|企业|合作社|酒业|乳业|科技|股份|装备|工业|农场|牧场"),
    re.compile("大学|学院|中学|小学|学校|学堂|国[小中]|[一二三四五六]中|高中|初中|幼儿园"),
    re.compile("医院|卫生院|诊所|保健院"),
    re.compile("协会|学会|商会|公会|联合会|总会|基金会|促进会|同乡会|救援队|服务队"),
    re.compile("剧团|剧院|乐团|乐队|合唱团|艺术团|歌舞团|女声小组|剧社"),
    re.compile("研究[院所]|设计[院室]|实验室|天文台|观测站|中心|博物馆|图书馆|文化馆|陈列室"),
)
_OF_KIND = {"公司": 0, "企业": 0, "集团": 0, "厂": 0, "合作社": 0, "银行": 0}
_OF_KIND |= {"学校": 1, "学院": 1, "大学": 1, "校": 1, "医院": 2, "协会": 3, "学会": 3, "商会": 3, "联盟": 3, "会": 3}
_OF_KIND |= {"剧团": 4, "乐团": 4, "团": 4, "中心": 5, "研究院": 5, "博物馆": 5, "馆": 5, "所": 5, "台": 5, "站": 5}
_COMPANY = re.compile("公司$|集团$")
_NO_COMPANY = re.compile("(?:学校|大学|学院|[中小]学|协会|学会|商会|公会|[书文]馆|室)$")
_FAR = 46
_MOST, _MOST_NAMED = 300, 5_000  # what is looked at stays bounded in any text

Named = tuple[int, int, Form]


def link(document: Document, forms: Sequence[Form]) -> None:
    """Let a body's earlier names stand for its present one."""
    _Renames(document, forms).run()


class _Renames:
    def __init__(self, document: Document, forms: Sequence[Form]) -> None:
        self.text = document.folded
        self.heading = document.folded[: document.title.end] if document.title else ""
        bodies = [form for form in forms if form.type == "Organization"]
        self.named: list[Named] = sorted(
            ((m.start, m.end, form) for form in bodies for m in form.mentions), key=lambda one: one[:2]
        )
        self.weights = Counter({id(form): len(form.mentions) + 2 * (form.key in self.heading) for form in bodies})
        self.bodies = bodies

    def run(self) -> None:
        for left, right in pairwise(self.named):
            self._later(left, right)
        for named in self.named[:_MOST_NAMED]:
            self._called_later(named)
        for cue in islice(_EARLIER.finditer(self.text), _MOST):
            old = self._after(cue)
            owner = self._owner(cue.start(), old) if old else None
            if old and owner and old.root is not owner.root:
                old.root.stand_for(owner.root)
        for _, end, form in self.named[:_MOST_NAMED]:
            found = _BEFORE_OWNER.match(self.text, end, end + 24)
            owner = self._topic(found["who"], form) if found else None
            if owner is not None:
                form.root.stand_for(owner.root)

    def _later(self, before: Named, after: Named) -> None:
        """Let `before` stand for `after` where the words between say that it is called so later."""
        (at, end, left), (start, close, right) = before, after
        gap = self.text[end:start]
        if left is right or not 0 < len(gap) <= _FAR or _SENTENCE_END.search(gap):
            return
        if _IS.fullmatch(gap) and _ITS_EARLIER.match(self.text, close):
            left.root.stand_for(right.root)
            return
        found = _LATER.fullmatch(gap)
        renamed = found and not _ASIDE.search(gap) and not _ANOTHER.search(gap)
        if renamed and _LISTED.search(self.text, max(0, at - 2), at) and _MERGED.search(gap):
            return  # of several that become one none is it
        if (renamed or self._nowadays(at, gap, close)) and _alike(left.key, right.key):
            old = left.root
            if old is not right.root and not _EARLIER.search(gap) and not _JOINED.search(self.text, max(0, at - 4), at):
                old.stand_for(right.root)

    def _called_later(self, named: Named) -> None:
        """Let the body of the sentences before stand for one where this sentence says that it was renamed so."""
        start, close, new = named
        found = _CALLED_LATER.search(self.text, max(0, start - _FAR), start)
        bare = _WHEN.sub("", found["who"], count=1) if found else None
        if found is None or bare is None or not _WHOLE_CLAUSE.fullmatch(_WHEN.sub("", bare)):
            return
        at = bisect_left(self.named, start, key=lambda one: one[0])
        before = [
            form
            for first, _, form in self.named[max(0, at - 12) : at]
            if form.root is not new.root and not _ELSEWHERE.search(self.text, max(0, first - 4), first)
        ]
        old = next((form for form in reversed(before) if self._may_be_renamed(form, new)), None)
        if old is None:
            return
        # of a name borne long ago the article doesn't go on to speak
        borne = "年" in found["who"] and self._last(old.root) > self._last(new)
        long_ago = borne or _STILL_LATER.search(self.text, close, close + _FAR)
        older, newer = (new.root, old.root) if long_ago else (old.root, new.root)
        older.stand_for(newer)

    def _last(self, form: Form) -> int:
        return max((m.start for one in self.bodies if one.root is form.root for m in one.mentions), default=0)

    def _may_be_renamed(self, old: Form, new: Form) -> bool:
        """Whether `old` is of the kind of `new`, no mere part, and shares a word with it or is named more than once."""
        if not _one_kind(old.key, new.key) or _PART.search(old.key):
            return False
        if self.weights[id(old)] > 1 or any(form.root is old.root for form in self.bodies if form is not old):
            return True
        words = _HEADS.sub("|", old.key)
        return any("|" not in words[at : at + 2] and words[at : at + 2] in new.key for at in range(len(words) - 1))

    def _nowadays(self, at: int, gap: str, close: int) -> bool:
        """Whether `gap` says what a body is today, and not where somebody who was there is today."""
        if not _NOWADAYS.fullmatch(gap) or _POST.match(self.text, close):
            return False
        return "，" not in gap or not _SOMEBODYS.search(self.text, max(0, at - 4), at)

    def _after(self, cue: re.Match[str]) -> Form | None:
        """The name that a cue announces: the last one of its clause, for before it stands who founded it."""
        stop = _CLAUSE_END.search(self.text, cue.end())
        end = min(stop.start() if stop else len(self.text), cue.end() + _FAR)
        first = bisect_left(self.named, cue.end(), key=lambda one: one[0])
        fitting = [
            form
            for start, close, form in self.named[first : first + 6]
            if start < end and not _FOUNDER.match(self.text, close)
        ]
        if not fitting or (not cue.group().startswith(("前身", "其前身")) and self.named[first][0] > cue.end() + 2):
            return None
        return fitting[-1]

    def _owner(self, at: int, old: Form) -> Form | None:
        """Whose earlier name is told at `at`: the body right before, or the one that the article is about."""
        before = bisect_left(self.named, at, key=lambda one: one[0]) - 1
        if before >= 0 and _ONLY_NOW.fullmatch(self.text, self.named[before][1], at):
            return None if self.named[before][2] is old else self.named[before][2]
        sentence = max(self.text.rfind(mark, max(0, at - _FAR), at) for mark in "。！？\n") + 1
        first = bisect_left(self.named, sentence, key=lambda one: one[0])
        if sentence and first <= before and self.named[first][0] <= sentence + 1 and self.named[first][2] is not old:
            return self.named[first][2]
        clause = self.text[sentence or max(0, at - _FAR) : at]
        if ourselves := next((form for form in self.bodies if _OURSELVES.match(form.key) and form.key in clause), None):
            return ourselves
        heads = _HEADS.findall(clause)
        return self._topic(heads[-1] if heads else "", old)

    def _topic(self, head: str, old: Form) -> Form | None:
        """The body of that kind, or of the kind of `old`, that the article names most."""
        number = _OF_KIND.get(head)
        kind = _KINDS[number] if number is not None else next((one for one in _KINDS if one.search(old.key)), None)
        fitting = [form for form in self.bodies[:_MOST] if form is not old and (kind is None or kind.search(form.key))]
        best = max(fitting, key=lambda form: (self.weights[id(form)], -form.first), default=None)
        return best if best is not None and (self.weights[id(best)] > 1 or best.first < old.first) else None


def _one_kind(old: str, new: str) -> bool:
    return not _strangers(old, new) and any(kind.search(old) and kind.search(new) for kind in _KINDS)


def _strangers(old: str, new: str) -> bool:
    """Whether one is a school or society and the other a company: neither becomes the other."""
    ends = _COMPANY.search(old), _COMPANY.search(new)
    return bool((ends[0] and _NO_COMPANY.search(new)) or (ends[1] and _NO_COMPANY.search(old)))


def _alike(old: str, new: str) -> bool:
    """Whether two names are of bodies of one kind, or share a word."""
    if _strangers(old, new):
        return False
    if any(kind.search(old) and kind.search(new) for kind in _KINDS):
        return True
    return any(old[at : at + 2] in new for at in range(len(old) - 1))
