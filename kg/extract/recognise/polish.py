"""What the arbiter chose, put right at its edges: verbs and descriptions in front of a body, two honors in one.

The tagger learned where names begin from a few hundred articles; these are cases in which the words themselves say it,
whatever it heard: 联合|市总工会, 建成|县援助中心, 董秘|冯可达, “文明社区”“文明镇”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.document import Document
from kg.extract.recognise import organizations, outlines, setting, unwon, villages
from kg.extract.recognise.arbiter import plain
from kg.extract.recognise.automaton import once_per_ontology
from kg.extract.recognise.person_edges import People
from kg.model import Mention, Span
from kg.ontology import Divisions, Ontology

_VERB = re.compile(
    "(?:联合|会同|协同|携手|联手|邀请|组织|建成|新建|改建|扩建|共建|合办|筹建|援建|走访|慰问|对接|依托|委托|支援|帮扶|前往|走进"
    "|参观|考察|加入|担任|出任|就任)"
)
# 经|州科委, 隶属|县卫生局
_BY = re.compile("(?:隶属于?|归属|[经归由向])(?=[县市省州区旗镇乡][^县市省州区场民].{1,8}$)")
_WHAT = re.compile(
    "(?:隔壁|东道主|(?:全[国省市县球])?首[家个]|[日港台外中法美德韩]资|[一-鿿]{0,4}(?:老牌|老字号|知名|龙头)(?:酒厂|企业|药企|车企|厂商|品牌)?|[一-鿿]{0,4}投资方|研发分部|[一-鿿]{1,2}工企业|职业队[“‘]?|民企|央企|国企|航运商|开发商|制造商|运营商|供应商|代理商|承包商|办学团体|[主承协]办单位|毕业院校"
    "|[一-鿿]{0,4}母公司|[一-鿿]{1,3}[运织收造应发理包营销售产务]商(?![会学业贸银局联协总城场品务]))"
)
_DOT = re.compile("[．·‧・•.]")
_PHASE = re.compile(
    "(?:大赛|竞赛|运动会|[奥亚残全]运会|锦标赛)(?P<part>[^第暨“A-Za-z]{2,}(?:项目|组别?比赛|赛项|赛事|团体赛|[男女]子组))$"
    "|(?:[大竞争联]赛|霸赛)”?(?P<final>(?:[男女]子[A-Z0-9]{0,4}组)?决赛)$"
)
_WHEN = re.compile(
    "(?<=典礼|大会|晚宴|仪式|比赛)(?P<when>(?:[一二三四五六七八九十0-9]{1,3}日|昨[日天晚]|今[日天晚])[^赛会]*)$"
)
_FORMER = re.compile("[前原](?![郭海进锋沿卫程哨山洲旗阳])")
_CLASS = frozenset("县市省区镇乡州旗校")
_JOINED = re.compile("(?<=..)(?:合作)?(?:共建|合办|联办|共办)(?=....)")
_AND = re.compile("[和与及](?=[县市省区镇乡州][^和与及]{2,}$)")
_OFFICE = re.compile("[县市省区镇乡州][^和与及、]{1,8}[局厅委办部]$")
_WINDOW = re.compile("一[站厅门窗]式[一-鿿]{0,8}$")
_STARS = re.compile(r"(?:[一二三四五]|\d)星级?.{2,10}$")
# An academy's member is a post, and being elected one an honor.
_ACADEMY = re.compile("(?P<body>中国(?:科学|工程|社会科学)院|中科院)院士")
_ELECTED = re.compile("(?:当选|增选|评|选)[为上]?[“‘]?$")
_LATIN = re.compile("（[A-Za-z][A-Za-z0-9 .,&’'-]*）?$")
_PLAQUE = re.compile("(?<=基地|字号|单位|之家|之乡|企业|集体|工程|项目)(?:铜牌|牌匾|匾牌|奖牌|证书|称号)$")
_QUOTES = re.compile("”[、和及]?“")
_ISSUED = re.compile(r"[一-鿿]{3,20}?(?:会|委|厅|部|局|署|办公室|公司|政府|大学)“(?=[^”]{3,}$)")
_STYLE = re.compile("[一-鿿]{2,6}[式型级]$")
_KIND = re.compile("”(班组|集体|团队|单位|企业|职工|个人|家庭|社区|村|学校|窗口|车间|支部|干部)")
# What a meeting is held in stands there as a place, though people run it.
_VENUE = re.compile(
    "(?:文化[馆宫]|青年宫|少年宫|会馆|礼堂|剧院|剧场|大剧院|音乐厅|大厅|展览馆|体育馆|艺术馆|市政厅"
    "|(?<!融媒体)(?<!服务)中心|演奏厅|宾馆|饭店|大?酒店|酒楼|大厦|书城)$"
)
_HELD_AT = re.compile("[在于假]$")
_HELD = re.compile(
    "[^，。；：、“”（）\n]{0,12}?(?:举行|举办|召开|开幕|闭幕|落幕|揭幕|揭晓|拉开|开赛|开讲|演出|首演|上演|开展|颁奖|颁发|落下|开班|启动|揭牌|签约"
    "|摆开|登场|宴请|授牌|宣布|圆满|座无虚席|收官|出炉|见面|录制)"
)
# A team behind its company's name, which the teams that work there go by: 某公司手工炒制班组.
_TEAM = re.compile("(?:(?![的等各个全在由与和及让])[一-鿿]){2,7}班组(?=[，。、被获荣等和与])")
_ANY_PLACE = re.compile(
    "(?:建制|行政|自然|贫困|示范|渔业|中心)村|新社区|[柏沥]油路|水泥路|平房区|[东西南北中]部山区(?:公路)?|商贸城|[一-鿿]{1,3}老乡"
)
_OUR = re.compile("[我本该][省市县区州镇乡](?=[一-鿿]{2})(?![委政人])")
_OFFICES = frozenset("联协总行队局委院厅处科部会站所社厂办校馆团")
_MARKET = re.compile(".{2,5}市场")
_ISSUER = re.compile("[厅局委部会]$|政府$|办公室$")
_LEVEL = re.compile("全[国省市县区州]|国家|省级|市级|县级|首批|20")
_LONGEST_NAME, _LONGEST_HEAD, _LONGEST_PLACE = 4, 6, 6


@dataclass(frozen=True, slots=True)
class _Words:
    heads: frozenset[str]
    regions: frozenset[str]


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    return _Words(
        frozenset(ontology.forms("Organization", "head", "unit", "short", "name")),
        frozenset(ontology.forms("Place", "region", "country")),
    )


def polish(document: Document, mentions: Sequence[Mention], ontology: Ontology) -> tuple[Mention, ...]:
    """`mentions` with better edges, still in order and without overlap; a few become two, a few none."""
    polisher = _Polish(document, ontology)
    kept = list(polisher.run(mentions))
    kept += polisher.unheard(kept)
    return tuple(sorted(kept, key=lambda mention: mention.start))


class _Polish:
    def __init__(self, document: Document, ontology: Ontology) -> None:
        self.document = document
        self.text = document.folded
        self.divisions: Divisions = ontology.divisions
        self.words = _words(ontology)
        self.people = People(self.text, ontology)
        self.venues: set[str] = set()
        self.taken: set[int] = set()
        self.bodies = {m.start: m.end for m in organizations.find(document, ontology)}

    def run(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        rules = {
            "Organization": self._body,
            "Person": self._person,
            "Honor": self._honor,
            "Event": self._event,
            "Place": self._place,
        }
        mentions = villages.as_bodies(self.text, setting.headed(self.text, list(self._with_dots(mentions))))
        self.taken = {at for mention in mentions for at in range(mention.start, mention.end)}
        self.venues = {self.text[m.start : m.end] for m in mentions if self._holds(m.start, m.end)}
        for number, mention in enumerate(mentions, 1):
            rule = rules.get(mention.type)
            free = mentions[number].start if number < len(mentions) else len(self.text)
            yield from rule(mention, free) if rule else (mention,)

    def unheard(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Names that nobody took for such and that what stands behind them tells of."""
        taken = {at for mention in mentions for at in range(mention.start, mention.end)}
        return [*setting.parts(self.document, taken), *setting.homes(self.document, taken, self._is_place)]

    def _cut(self, mention: Mention, start: int, end: int, kind: str = "") -> Mention:
        shown = self.document.text[start:end]
        return replace(mention, start=start, end=end, text=shown, name=plain(shown), type=kind or mention.type)

    def _body(self, mention: Mention, free: int) -> Iterable[Mention]:
        """A body and its Latin name in brackets as two: 枫糖公司（MapleBio Inc.）."""
        if setting.conferred(self.text, mention.start, mention.end):
            return [self._cut(mention, mention.start, mention.end, "Honor")]
        mention = self._whole(mention)
        spans = list(outlines.parts(self.text, mention.start, mention.end, self._ends_body))
        if spans != [Span(mention.start, mention.end)]:
            return [self._cut(mention, span.start, span.end) for span in spans]
        person = self._person_of(mention.start, mention.end)
        if person:
            return [self._cut(mention, person, mention.end, "Person")]
        latin = _LATIN.search(self.text, mention.start + 2, mention.end)
        if not latin or re.search("[A-Za-z]", self.text[mention.start : latin.start()]):
            return self._organization(mention, free)
        close = mention.end - (self.text[mention.end - 1] == "）")
        inner = [self._cut(mention, latin.start() + 1, close)] if close - latin.start() > 3 else []
        return [self._cut(mention, mention.start, latin.start()), *inner]

    def _whole(self, mention: Mention) -> Mention:
        """A body that was cut short by a quotation mark, 及 or a bracket."""
        start, end = mention.start, mention.end
        taken = self.taken.__contains__
        begin = setting.joined(self.text, setting.opened(self.text, start, end, taken), end, taken)
        stop = setting.branch(self.text, begin, end, self._is_place)
        return mention if (begin, stop) == (start, end) else self._cut(mention, begin, stop)

    def _is_place(self, name: str) -> bool:
        return any(not one.former for one in self.divisions.find(name))

    def _person_of(self, start: int, end: int) -> int:
        """Where the person begins in 益阳市昌少军, which is no body's name; 0 where none does."""
        at = end - 3
        place = at > start + 1 and any(
            one.level in {"city", "county"} for one in self.divisions.find(self.text[start:at])
        )
        named = place and self.text[at - 1] in "市县区" and self.people.named(self.text[at:end])
        return at if named and self.text[end - 1] not in _OFFICES and not self._ends_body(start, end) else 0

    def _organization(self, mention: Mention, free: int) -> Iterable[Mention]:
        start, end = mention.start, mention.end
        team = _TEAM.match(self.text, end) if self.text.endswith(("公司", "集团"), start, end) else None
        if team and team.end() <= free:
            return [self._cut(mention, start, team.end())]
        joined = _JOINED.search(self.text, start, end) or _AND.search(self.text, start + 3, end)
        if joined and self._ends_body(start, joined.start()) and self._ends_body(joined.end(), end):
            return [self._cut(mention, start, joined.start()), self._cut(mention, joined.end(), end)]
        if self.text[start] == "）" or (self.text[end - 1] == "）" and "（" not in self.text[start:end]):
            return []
        if self.text[start:end] in self.venues:
            return [self._cut(mention, start, end, "Place")]
        if _STARS.search(self.text, start, end) and self._quoted(start, end):
            return [self._cut(mention, start, end, "Honor")]
        begin = self._behind_verb(start, end)
        window = _WINDOW.search(self.text, begin, end)
        if window and self._ends_body(begin, window.start()):
            end = window.start()
        return [mention if (begin, end) == (start, mention.end) else self._cut(mention, begin, end)]

    def _holds(self, start: int, end: int) -> bool:
        """Whether ``start:end`` is where something is held: 在泗阳县文化中心举行."""
        held = _VENUE.search(self.text, start, end) and _HELD_AT.search(self.text, max(0, start - 2), start)
        return bool(held) and _HELD.match(self.text, end) is not None

    def _quoted(self, start: int, end: int) -> bool:
        return self.text[start - 1 : start] == "“" and self.text[end : end + 1] == "”"

    def _ends_body(self, start: int, end: int) -> bool:
        if _OFFICE.match(self.text, start, end):
            return True
        longest = min(_LONGEST_HEAD, end - start - 1)
        return any(self.text[end - size : end] in self.words.heads for size in range(longest, 1, -1))

    def _behind_verb(self, start: int, end: int) -> int:
        """Where the name begins behind a verb or a description: at a place, or at 县, 市 … of a relative name."""
        by = _BY.match(self.text, start, end)
        if by and self._ends_body(by.end(), end):
            return by.end()
        what = _WHAT.match(self.text, start, end)
        if what and self._ends_body(what.end(), end) and end - what.end() >= _LONGEST_NAME:
            return what.end()
        found = _VERB.match(self.text, start, end) or _FORMER.match(self.text, start, end)
        if not found or end - found.end() < _LONGEST_NAME or not self._ends_body(found.end(), end):
            return start
        relative = self.text[found.end()] in _CLASS and found.end() - start > 1
        return found.end() if relative or self._place_at(found.end()) else start

    def _place_at(self, at: int) -> bool:
        return any(
            not one.risky
            for size in range(2, _LONGEST_PLACE)
            for one in self.divisions.find(self.text[at : at + size])
            if one.level not in {"town", "zone"}
        )

    def _with_dots(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Two halves of one foreign name as one: 夏曼．玛德诺, which no dictionary's dot stands in."""
        held: Mention | None = None
        for mention in mentions:
            joins = held is not None and held.type == mention.type == "Person" and mention.start - held.end == 1
            if held is not None and joins and _DOT.match(self.text, held.end):
                held = self._cut(held, held.start, mention.end)
                continue
            if held is not None:
                yield held
            held = mention
        if held is not None:
            yield held

    def _place(self, mention: Mention, _free: int) -> Iterable[Mention]:
        """No market that is only a region's (东南亚市场), no village only of a kind; 我市 is no part of a name."""
        end = outlines.without_echo(self.text, mention.start, mention.end)
        if end < mention.end:
            return [self._cut(mention, mention.start, end)]
        name = self.text[mention.start : mention.end]
        if _ANY_PLACE.fullmatch(name):
            return []
        if _OUR.match(name):
            return [self._cut(mention, mention.start + 2, mention.end)]
        return [] if _MARKET.fullmatch(name) and name[:-2] in self.words.regions else [mention]

    def _event(self, mention: Mention, _free: int) -> Iterable[Mention]:
        """The contest, without the discipline behind it."""
        found = _PHASE.search(self.text, mention.start, mention.end) or _WHEN.search(
            self.text, mention.start, mention.end
        )
        return [self._cut(mention, mention.start, found.start(found.lastgroup or 0)) if found else mention]

    def _person(self, mention: Mention, free: int) -> Iterable[Mention]:
        span = self.people.edges(mention.start, mention.end, free)
        if span == Span(mention.start, mention.end):
            return [mention]
        return [] if span is None else [self._cut(mention, span.start, span.end)]

    def _honor(self, mention: Mention, free: int) -> Iterable[Mention]:
        start, end = mention.start, mention.end
        if unwon.unwon(self.text, start, end):
            return []
        bare = unwon.bare(self.text, start, end)
        if bare != (start, end):
            return [self._cut(mention, *bare)]
        return self._honors(mention, start, end, free)

    def _honors(self, mention: Mention, start: int, end: int, free: int) -> Iterable[Mention]:
        """Two honors in one stretch, an issuer's name before it, an academician's post."""
        academy = _ACADEMY.fullmatch(self.text, start, end)
        if academy and not _ELECTED.search(self.text, max(0, start - 6), start):
            return [self._cut(mention, start, academy.end("body"), "Organization")]
        issued = _ISSUED.match(self.text, start, end)
        if issued:
            quoted = self._cut(mention, issued.end() - 1, end)
            body = self._cut(mention, start, issued.end() - 1, "Organization")
            return [body, *self._honors(quoted, quoted.start, end, free)]
        parts = [start, *(at for found in _QUOTES.finditer(self.text, start, end) for at in found.span()), end]
        spans = list(zip(parts[::2], parts[1::2], strict=True))
        if len(spans) > 1 and all(stop - at > 2 for at, stop in spans):
            return [self._cut(mention, at, stop) for at, stop in spans]
        issuer = self.bodies.get(start, start)
        if start < issuer < end - 3 and _ISSUER.search(self.text, start, issuer) and self._level_at(issuer):
            return [self._cut(mention, start, issuer, "Organization"), self._cut(mention, issuer, end)]
        return [self._honor_end(mention, start, end, free)]

    def _honor_end(self, mention: Mention, start: int, end: int, free: int) -> Mention:
        """The honor without its plaque, with the word for who gets it behind quotation marks."""
        plaque = _PLAQUE.search(self.text, start, end)
        if plaque:
            return self._cut(mention, start, plaque.start())
        kind = _KIND.match(self.text, end)
        if kind and kind.end() <= free and _STYLE.search(self.text, start, end):
            return self._cut(mention, start, kind.end())
        return mention

    def _level_at(self, at: int) -> bool:
        return bool(_LEVEL.match(self.text, at)) or self._place_at(at)
