"""Polarity and modality: what did not happen, is planned, hoped for, only supposed or denied is no fact.

A cue (未获, 拟, 争创) rules the clause it stands in; a condition (如果) and a rumour (网传) rule the sentence. 曾任 and
原 are no such cues: what was so is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.gainsaid import gainsaid
from kg.extract.relate.scene import Scene

# What is not so: denied, missed, given up, turned down.
_NOT = (
    "未[能获曾被得]|尚未|从未|并未|仍未|还未|至今未|未(?:入选|当选|通过|签|成行|参[加赛]|成立|办成|出席|加入|授)|没有(?!丝毫|任何犹豫|想到|忘)|没[能再拿评选去来办签谈]|不曾|并非|不是(?!一[次家个所])|不再是"
    "|无缘|落选|错失|失之交臂|擦肩而过|空手而|婉[拒谢]|婉言|谢绝|拒绝|放弃|终止|推迟|改期|搁置|作罢|告吹|泡汤|流产|否决|退出|缺席|本[应该]|因[伤病].{0,4}未|不会|取消|落榜|没兑现|辞去|错过(?!了?.{0,8}(?:但|却|仍))|不得(?!不|已)|禁止|严禁|不准|驳斥|驳回"
    "|不(?:同意|符合|具备|予|批准)|(?<!愿)不[愿肯]意?(?:加入|加盟|出任|担任|接任|参加|参与|投资|入股|签|接受|领|就读|入读|[与同和进去到])|未(?:入股|收购|投资|并购|合作|录取)|拒[领受]|回绝|暂[缓不]|险些|差点(?!没)|差一点|一度(?:就|几乎)?要|眼看就要"
)
# What is not yet so: planned, hoped for, applied for, offered.
_NOT_YET = (
    "(?<![模试])拟(?!合|态|定|人)|争创|争取(?!到|了)|正争|申报(?!便|即|成功|的|后获)|有望|意向(?!书)|力争|冲击|提名|候选|打算|曾想|一直想|想办|有意(?!义|思|识)|目标是|希望|梦想|做梦|考虑|洽谈|磋商|谋划|筹划|提议|提请"
    "|待定|申请(?!来到|去了?|到了?|专利)|申办|竞争(?!力)|竞选(?!成功|中获)|参选|苦于|正筹备|筹备中|想[去报在]|(?<!规)(?<!人才培养)(?:计划|预计)(?!单列|生育|[，。；、”》）的主])"
    "|梦[见到中里]|(?<![重主需必只不])要(?:授予|授(?=□)|颁给|聘|封)|原[定拟订](?!用于)|能否|能不能|是否|会不会|何时[能才会]|什么时候[能才会]|要到[^，。]{1,8}才|可能(?!性)|也许|或许|离(?=.{1,20}(?:一步之遥|只差))|呼吁|倡议(?!书?的|者|下)|期待|但愿|盼[望着]|恨不得|巴不得|立志|渴望|的心愿|有朝一日|会否|要是能|若能|如果能|候任|(?:原本|本来)[要想会]"
    "|准备(?:聘|收购|入股|授予|加入|加盟|投资|转会)|应[该当](?![说有是])|理应|本可以?|主张|纷纷要求"
    "|说不定|疑似|恐怕(?!是)|料将|估计(?=[^，。；0-9]{1,20}[会将])|(?<!不)欲(?=[斥收购与和携在将把以并入])"
    "|谁[来将能会](?=[^，。]{0,12}(?:[长任主]|获|夺|得))"
)
_CLAUSE = re.compile(f"{_NOT}|{_NOT_YET}")
_NOT_CHOSEN = "没有?(?:[评选争拿考办谈签当]上|[评选]为|拿到|争到|办成|谈成|签成|轮上|轮到)"
_FAILED = "(?:获奖|参赛|参加|办成|成行|成功|入选|当选|如愿|签成|签约|落实|到位|谈成|成立|实现|兑现)"
_SENTENCE = re.compile(
    "^(?:如果|如能|若|假如|假设|假使|倘|要是|要不是|若非|一旦)|(?:若|如果|要是|假如|倘若)(?:有一天|能|成功|获批|获[^，。；]{0,6}批准|一切)|如果有一天|[待等].{1,16}后，?[^，。]{0,14}再"
    "|网[传上]?流?传|外传|误传|误以为|谣言|不实|否认|辟谣|子虚乌有|其实不然|并非事实|没[有]?这回事|没[有]?的事|虚构|(?:消息|说法|传闻|传言|帖子|截图)[^，。]{0,8}(?:[是系为]假|不实|失实|不属实|不真实|有误)|(?:热传|疯传|疯转)|^(?:该|上述|这[一条则])?(?:消息|传言|传闻|网帖|帖子|爆料)[还又中里]{0,2}(?:称|说|写道|声称)|伪造|冒充"
    "|所谓[^。；]{1,40}(?:只是|不过是|其实|纯属)[^。；]{0,10}[编骗假谣误]|在公示|黄花菜|太阳从西边|猴年马月|下辈子"
    "|有网友[称说]|根本不(?:认识|知道|存在)|一无所知|没有这个|正在公示|志在必得|尚不确定|尚未敲定|不得而知"
    "|(?:结果|成绩)[^，。]{0,4}(?:尚未|还没|下月|下周|明日|另行)|的申请，|等审批|等批复|未获[^，。]{0,8}(?:同意|通过|批准|许可)"
)
# 他说，如果再赢，球队就能夺冠: what stands behind the condition hangs on it, what stands before does not.
_CONDITION = re.compile(
    "(?:只要|只有|即使|即便|哪怕|就算)[^。；]{1,40}?[就才也][将不]?[会能可]|(?:^|[，；：“□])除非"
    "|[，；：“](?:如果|假如|假使|要是|倘若|若是|若能|一旦)[^。；]{1,40}?，[^，。；]{0,12}?(?:就|便|才|将|会|有望|可[以能望])"
)
# 电影里，甲出身沧州: all that follows is told by the story. 片中的演员 is a real one.
_STORY = re.compile(
    "^(?:在|于)?(?:电影|影片|[该全]?片|[该舞话]?剧|电视剧|故事|小说|漫画|动画|游戏|戏|神话|传说|梦|书)[里中]，"
    "|(?:漫画|动画|小说|童话|神话|游戏|寓言)(?:主要)?(?:讲述|讲的是|描写|描述|叙述)|(?:^|[，。；：“])(?:民间)?(?:相传|传说)(?!中?的)"
    "|^(?:举例来说|举个例子|打个比方|假设|假定|设想)|下列[哪各]|(?:判断|选择|单选|多选|填空)题"
)
# A question that wants yes or no; whoever asks how, why, when or whether one knows takes the fact for granted.
_QUESTION = re.compile("[^，。；：！？…]{0,24}？")
_OPEN = re.compile(
    "什么|怎|为何|为啥|如何|哪|几|多少|何[时处地]|吧|呢|知道|晓得|记得|听说过?吗|激动|感[受想觉到]|[后时]"
)
_NO = re.compile("吗|么？|难道|谁说|是不是|有没有|真的|岂|也配|会否|^[^“”（）]*？")
_TRUE = re.compile("是真的[吗么]|真的假的|属实吗|是真是假")
# How it ended: this rules what was said before it, but not what is said of others in a part of its own.
_FAILURE = re.compile(
    "(?:至今|一直|目前)?没有?(?:结果|下文|回音|进展|着落)|不了了之|无疾而终|遭[^，。]{0,8}(?:否决|拒绝|驳回)"
    "|(?:推辞|坚辞|辞谢|推却|拒|坚决|执意)不[受就肯接]|婉辞|推辞了|推掉了?"
    "|因故|未能成行|谈判破裂|没有谈拢|没谈拢|取消原定|原定.{0,30}取消|因.{1,8}取消|被取消"
    f"|[，；]?(?:结果|最终|最后)?(?:失利|落败|未果|惨败|败北)(?=[，。]|$)|(?:没有?|未能?){_FAILED}|{_NOT_CHOSEN}"
)
# What sounds like a plan or a refusal and is none: 交流计划 is a thing, 放弃城里的工作返乡 tells what somebody did.
_HARMLESS = re.compile(
    "(?:交流|实习|培养|研究|帮扶|行动|资助|奖励|培训|训练|人才|支持|援助|扶持|历史|志愿|奖学|助学|保护|守护|种子|振兴)计划"
    "|由[^，。；]{1,24}倡议|(?:发起|共同)倡议|倡议(?:成立|创立|创办|组建|发起)的"
    "|放弃了?[^，。；]{2,16}(?:返乡|回乡|回国|返回|回到|投身|回村|来到)|虽然?[没未][^，。；]{1,10}，"
    "|[饰扮]演[^，。；□]{1,10}的(?=演员|艺人|新人|学生|村民|□)"
)
# Who takes part and wins nothing has taken part.
_RESULT = re.compile(
    "(?:决赛|半决赛|奖牌|冠军|领奖台|四强|名次)无缘|无缘(?:决赛|半决赛|奖牌|冠军|领奖台|四强|名次)|(?:未能?|没能?)(?:进入|晋级|闯进|夺|卫冕|登上|拿到|跻身)|没有[^，。；]{0,4}(?:金牌|奖牌|进账|夺冠|晋级)"
    "|落败|失利|败北|惜败|惨败|未果|止步|错失"
)
_MISTAKEN = re.compile("有误|误[写作植刊为登述载]|错[写登]|表述不准确|不准确")
_WRITTEN = re.compile("误|错")
_BREAK = re.compile("[，；：]")
_ASKS_FROM = re.compile("[，。；：“！？—]")
# What someone is does not hang on what a sentence says that they did not do.
_STANDING = frozenset({"worksFor", "memberOf", "educatedAt", "nativeOf", "partOf", "locatedIn"})
_COMING = re.compile("[将拟要](?:成为|调[到往]|加盟|加入|出任|担任|转会|调任|接任|入职|就读|兼任|任)|愿意?[到去赴往]")
_STANDS = re.compile("[^，。；：、□]{0,8}(?:候选人|人选|提名人)")
# P出任O, P加入O: what happens and not what someone is; a cue before it rules it as it rules any event.
_ACTION = re.compile(
    "^为|任|加入|加盟|转会|执教|聘|毕业|考[入取上]|入读|就读|生于|成为|进入|当上|吸收|属于|来自|^[^，。；]{0,4}是(?!由)"
)
_UNTRUE = re.compile(
    f"{_NOT}|[饰扮]演|饰|网友[称说]|谁[来将能会]|呼吁|误以为|误传|外传|盛传|提议|建议|否认|打算|希望|有意|不会|梦[见到中里]|假称|谎称|自称|如果|假如|倘若|若|难道|但愿|盼|要求(?!，)|撤回|敦促|促请|恳请|疑似|期待|主张|谣言|相传|据传"
)
_MATTER = re.compile(
    "[^，。；：□]{0,8}(?:的?申请(?!获)|一事[^。]{0,8}[没未]|的?(?:传闻|传言|说法|消息)|失利|落败|未果|"
    "[，；][^。]{0,12}(?:不实|其实不然|虚构|落败|失利|未成))"
)
_DENIED = re.compile("否认|辟谣|澄清|驳斥|[饰扮]演|冒充|假冒")
_PLANNED = re.compile("(?:计划|拟|打算|考虑|准备)(?:[^，。；□]{0,16})[在赴到于]$")
_RUMOUR = re.compile("(?:网传|传言|坊间|有传闻|有[网人][友]?[称说传])")
_ASKED = re.compile("谁[来将能会]|何人|哪[位个家]会")
_ADJACENT = 14
# 李大山是宏达集团董事长，公司先后获得…: the honor is the company's.
_THEIR_BODY = re.compile(
    "[，；](?:公司|企业|学校|医院|集团|协会|合作社|工厂|单位|该[社厂校院企]|该公司|该企业|我[校院厂])[^，；：]{0,60}$"
)


# 签约；后因故取消 takes back what stands before the mark.
_GOES_ON = re.compile("；(?:[但却可惜]|不过|然而|最终|最后|结果|后|随后|此[事后]|该|这|双方|协议|合作|签约|因)[^；]*$")
# What kind of text it is, by its first lines: a story, jokes, a game's guide, an exam, what might have been.
_FICTION = re.compile(
    "(?:试卷|试题|题库|习题|练习题|模拟题)(?:（[^）]{0,8}）|\\([^)]{0,8}\\))?$|每日一笑|(?:^|[｜|【])(?:笑话|段子|洋葱新闻|脑筋急转弯)"
    "|(?:游戏|手游|通关|新手|副本)[^，。]{0,6}攻略|攻略[｜|]《|(?:^|[｜|])(?:假如|如果|假若)(?:我|历史|时光|可以|能)|"
    "(?:^[【\\[（(]?|[｜|·•]\\s*)(?:小小说|微型?小说|短篇小说|中篇小说|长篇小说|小说连载|小说|寓言|童话|科幻小说|故事新编|剧本)"
    "(?:$|[｜|·•】\\]）):：\\s])"
)
_PROPOSED = re.compile(
    "拟(?:奖励|授|推荐|表彰|认定|提名|命名|入选|评|列|获)|建议名单|推荐名单|候选(?:人|对象|名单)|提名(?:公示|名单)"
)
_BEFORE_NOW = re.compile("曾|已|荣获|先后|获得|获评|获颁|获授|被授予|被评为")
# What a satire, a story says of itself.
_INVENTED = re.compile("(?:本文|本?故事|以上|文中人物)[^，。]{0,6}(?:纯属|均[为系属]|皆[为系属])虚构|如有雷同")
_FIRST_LINES = 60


class Denials:
    """Which candidates of an article are not, or not yet, so; what is found of a sentence's places is kept."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._said: dict[tuple[str, int, int, int], bool] = {}
        self._known: dict[tuple[int, int, int, bool, bool, bool], bool] = {}
        self._texts: dict[int, str] = {}
        # Many candidates share a sentence and a clause.
        self._ruled = cache(_SENTENCE.search)
        self._denied = cache(_CLAUSE.search)
        self._story = cache(_STORY.search)
        self._supposed = cache(_CONDITION.search)
        self._failures = cache(lambda text: tuple(_FAILURE.finditer(text)))
        document = scene.document
        title = document.folded[document.title.start : document.title.end] if document.title else ""
        self._fiction = bool(_FICTION.search(title) or _FICTION.search(document.folded[:_FIRST_LINES].split("\n")[0]))
        # News may quote such words; a text that says so of itself begins or ends with them.
        edges = (document.folded.strip().split("\n", 1)[0], document.folded.strip().rsplit("\n", 1)[-1])
        self._fiction = self._fiction or any(_INVENTED.search(line[-_FIRST_LINES:]) for line in edges)
        self._proposed = bool(_PROPOSED.search(title))

    def holds(self, candidate: Candidate) -> bool:
        """Whether the sentence of `candidate` says that it is not, or not yet, so."""
        if candidate.mode == "name":
            return False
        if self._fiction or (self._proposed and candidate.relation == "awarded" and self._only_proposed(candidate)):
            return True
        said = candidate.relation, candidate.view, candidate.subject.start, candidate.object.start
        if said not in self._said:
            self._said[said] = gainsaid(self.scene, candidate) or self._corrected(candidate) or self._not_so(candidate)
        return self._said[said]

    def _not_so(self, candidate: Candidate) -> bool:
        """`_look`, once for all relations that it doesn't tell apart."""
        relation = candidate.relation
        kind = relation in _STANDING, relation == "awarded", relation == "participatedIn"
        key = candidate.view, candidate.subject.start, candidate.object.start, *kind
        if key not in self._known:
            self._known[key] = self._look(candidate)
        return self._known[key]

    def _look(self, candidate: Candidate) -> bool:
        sentence = self.scene.plain[candidate.view].span
        text = self._text(candidate.view)
        inside = sorted(
            (m.start - sentence.start, m.end - sentence.start)
            for m in (candidate.subject, candidate.object)
            if sentence.start <= m.start and m.end <= sentence.end
        )
        if not inside:
            return False
        start, end = inside[-1]
        standing = candidate.relation in _STANDING
        story, condition = self._story(text), self._supposed(text)
        told = story is not None and story.start() < start
        body = candidate.relation == "awarded" and self._of_body(candidate, inside, text)
        if told or body or _asked(text, inside, standing=standing):
            return True
        if len(inside) == 2 and candidate.relation in _STANDING:
            if _not_standing(text, inside):
                return True
            between = text[inside[0][1] : start]
            if len(between) <= _ADJACENT and "，" not in between:
                return False
        if len(inside) == 1 and candidate.relation in _STANDING:
            return _not_alone(text, start, end)
        if candidate.relation == "participatedIn":
            text = _RESULT.sub(_blank, text)
        return bool(
            self._ruled(text)
            or (condition is not None and condition.start() < start)
            or self._denied(_clause(text, start, end))
            or self._failed(candidate, text, inside[0][0], end)
        )

    def _text(self, number: int) -> str:
        """A sentence without its names and without what only sounds like a plan."""
        if number not in self._texts:
            self._texts[number] = _HARMLESS.sub(_blank, self.scene.masked[number])
        return self._texts[number]

    def _failed(self, candidate: Candidate, text: str, first: int, last: int) -> bool:
        """Whether the sentence says that it came to nothing: not in another part, nor of others in their own clause."""
        ends = {candidate.subject.entity, candidate.object.entity}
        view = self.scene.plain[candidate.view]
        for found in self._failures(text):
            low, high = (last, found.start()) if found.start() >= last else (found.end(), first)
            between = text[low:high] + (found.group() if found.start() >= last else "")
            if "；" in between[:-1] and not _GOES_ON.search(between):
                continue
            others = any(
                item is not None and item.members and ends.isdisjoint(m.entity for m in item.members)
                for item in view.items
                if item is not None and low <= item.start - view.span.start < high
            )
            if found.start() < last or "，" not in text[low:high] or not others:
                return True
        return False

    def _only_proposed(self, candidate: Candidate) -> bool:
        """Whether an honor stands in an article that proposes winners, and nothing says that it was won before."""
        return not _BEFORE_NOW.search(self.scene.masked[candidate.view])

    def _corrected(self, candidate: Candidate) -> bool:
        """Whether the sentence quotes it as a mistake: before 有误, after 误写为."""
        text, start = self.scene.masked[candidate.view], self.scene.plain[candidate.view].span.start
        found = _MISTAKEN.search(text)
        if found is None:
            return False
        last = max(candidate.subject.end, candidate.object.end) - start
        return last <= found.end() or _WRITTEN.match(found.group()) is not None

    def _of_body(self, candidate: Candidate, inside: Sequence[tuple[int, int]], text: str) -> bool:
        person = self.scene.entities[candidate.subject.entity].type == "Person"
        forward = len(inside) == 2 and candidate.subject.start < candidate.object.start
        return person and forward and bool(_THEIR_BODY.search(text[inside[0][1] : inside[1][0]]))


def _blank(found: re.Match[str]) -> str:
    """What takes the place of words that don't count, so that all others stay where they are."""
    return "＿" * len(found.group())


def _not_standing(text: str, inside: Sequence[tuple[int, int]]) -> bool:
    """Whether a post, membership, origin is denied or to come by words between, before or behind its two names."""
    (first, left), (right, end) = inside
    between = text[left:right]
    if _CLAUSE.search(between) or _COMING.search(between) or _STANDS.match(text, end) or _RUMOUR.match(text):
        return True
    if _PLANNED.search(text, 0, first) or _DENIED.search(between):
        return True
    before = text[max((found.end() for found in _BREAK.finditer(text, 0, first)), default=0) : first]
    if _ASKED.search(before):
        return True
    if not _ACTION.search(between):
        return False
    condition = _CONDITION.search(text)
    supposed = condition is not None and condition.start() < right
    return bool(supposed or _UNTRUE.search(before) or _MATTER.match(text, end))


def _asked(text: str, inside: Sequence[tuple[int, int]], *, standing: bool) -> bool:
    """Whether the clause of the last name asks if it is so."""
    found = _QUESTION.match(text, inside[-1][1])
    if found is None:
        return bool(_TRUE.search(text, inside[-1][1]))
    start = max((mark.end() for mark in _ASKS_FROM.finditer(text, 0, inside[-1][0])), default=0)
    clause = text[start : found.end()]
    if _OPEN.search(clause) or not _NO.search(clause):
        return False
    # 派出所民警甲获评好警嫂？: who the post names holds it, whatever is asked.
    return not standing or (len(inside) == 2 and bool(_ACTION.search(text[inside[0][1] : inside[1][0]])))


def _not_alone(text: str, start: int, end: int) -> bool:
    """The same where the sentence shows one name alone: what its clause says before it, what follows it at once."""
    before = text[max((found.end() for found in _BREAK.finditer(text, 0, start)), default=0) : start]
    said = _CLAUSE.search(before) or _UNTRUE.search(before) or _COMING.search(before) or _RUMOUR.match(text)
    return bool(said or _PLANNED.search(text, 0, start) or _STANDS.match(text, end) or _MATTER.match(text, end))


def unreal(scene: Scene, candidate: Candidate) -> bool:
    """Whether the sentence of `candidate` says that it is not, or not yet, so."""
    return Denials(scene).holds(candidate)


def _clause(text: str, start: int, end: int) -> str:
    """The clause around ``start:end``."""
    before = [found.end() for found in _BREAK.finditer(text, 0, start)]
    after = _BREAK.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]
