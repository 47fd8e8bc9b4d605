"""Organizations: names that end in a head (公司, 大学, 总工会, 派出所 …), known bodies, and shortened names.

A head's left boundary comes from `boundaries`; a unit (处, 班, 党支部) needs a body, a place or 县/市/省 before it.
Of candidates inside one another the outermost is kept: a part's name holds its parent's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.recognise.automaton import Words, once_per_ontology
from kg.extract.recognise.boundaries import Edge, Grammar, LeftWalk
from kg.extract.recognise.scan import Scan, kept_for_article, scan
from kg.extract.recognise.short_names import ShortNames
from kg.model import Mention, Vote
from kg.ontology import Ontology

# Bodies that are named after people.
_PERSONAL = (
    "工作室",
    "基金会",
    "奖学金",
    "中学",
    "小学",
    "纪念馆",
    "图书馆",
    "学校",
    "基金",
    "研究会",
    "医院",
    "书院",
    "艺术馆",
    "团队",
    "诊所",
    "调解室",
    "大学",
)
# Groups that compete, no bodies: 小学组一等奖.
_GROUPS = tuple(
    f"{kind}组"
    for kind in [
        "小学",
        "初中",
        "高中",
        "中学",
        "大学",
        "男子",
        "女子",
        "团体",
        "个人",
        "青年",
        "成人",
        "少年",
        "幼儿",
        "公开",
        "专业",
        "业余",
        "甲",
        "乙",
        "丙",
        "混合",
        "社会",
        "学生",
        "职工",
    ]
)
# Units whose name is more often the end of a word.
_PARTS_OF_WORDS = frozenset("师军办会行营旅段店库组室课站厅")
_GOES_ON = frozenset("生化级制性型法")
# A union of these needs no place: 快递行业工联会.
_TRADES = ("行业", "产业", "系统", "园区", "商圈", "街区", "楼宇")
# What is said to be the first of its kind is named: 成立了首家快递行业工联会.
FIRST_OF_ITS_KIND = ("首家", "首个", "首支", "第一家", "第一个", "第一支")
_OWN_NAMES = frozenset({"nz", "ORG", "PER", "LOC", "nr", "ns", "nt", "x", "eng", "nw", "nrt", "nrfg"})
# Kinds of bodies whose names need no place: a brand or a person is enough.
_FREE = frozenset(
    {
        "Company",
        "School",
        "Association",
        "Hospital",
        "Team",
        "CulturalInstitution",
        "ServiceCentre",
        "ResearchInstitute",
        "MediaOrganization",
        "ReligiousBody",
    }
)


Named = tuple[int, int, str]
"""Start, end and class of a known body's name."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a head word of names says: its role in the lexicon, and the ontology's class of what it names."""

    role: str
    subtype: str


@dataclass(frozen=True, slots=True)
class _Words:
    heads: Words[Head]
    names: Words[str]
    grammar: Grammar
    titles: frozenset[str]
    trades: Words[str]


@once_per_ontology
def _words(ontology: Ontology) -> _Words:
    terms = ontology.lexicons.get("Organization", ())

    def chosen(*roles: str) -> list[tuple[str, str]]:
        return [(term.form, term.note) for term in terms if term.role in roles]

    titles = ontology.forms("Title", "post", "kind")
    leading = frozenset(form for form, _ in chosen("leading")) | frozenset(titles)
    grammar = Grammar(
        prefix=Words(chosen("prefix")),
        inside=Words(chosen("inside")),
        stop=frozenset(form for form, _ in chosen("stop")),
        leading=leading,
    )
    heads = Words((term.form, Head(term.role, term.note)) for term in terms if term.role in {"unit", "short", "head"})
    return _Words(heads, Words(chosen("name")), grammar, frozenset(titles), Words(chosen("trade")))


@kept_for_article
def find(document: Document, ontology: Ontology) -> list[Mention]:
    """Candidates for organizations' names; none lies inside another."""
    seen = scan(document, ontology)
    words = _words(ontology)
    heads = words.heads.longest_by_end(seen.text)
    named = list(words.names.find(seen.text))
    full = outermost([*_by_head(seen, words, heads, named), *_by_name(seen, named)])
    short = ShortNames(seen, words.trades, dict(heads)).find(full)
    spans = {(mention.start, mention.end) for mention in short}
    return outermost([*short, *(mention for mention in full if (mention.start, mention.end) not in spans)])


def outermost(mentions: list[Mention]) -> list[Mention]:
    """Mentions that lie in no other; of two for one stretch the better voted."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, -m.votes[0].score)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept


def _by_name(seen: Scan, named: Iterable[Named]) -> Iterator[Mention]:
    for start, end, subtype in named:
        token = seen.token_over(start)
        if end - start == 2 and not (token.start == start and token.end == end and token.tag in {"ORG", "nt"}):
            continue  # 大众, 小米 and the like are words too
        if not seen.cuts_word(start) and not seen.cuts_word(end):
            yield seen.mention(start, end, "Organization", Vote("organization-name", 0.85), subtype=subtype)


def _by_head(
    seen: Scan, words: _Words, heads: dict[int, tuple[int, Head]], named: Iterable[Named]
) -> Iterator[Mention]:
    bodies = {end: (start, kind) for start, end, kind in named if not seen.cuts_word(start)}
    walk = LeftWalk(seen, words.grammar, {**bodies, **heads})
    for end, (start, head) in heads.items():
        if not _ends(seen, words, heads, start, end):
            continue
        edge = _behind_pronoun(seen, _edge(seen, walk, start, end), start)
        score = _score(seen, edge, start, head)
        if score > 0 and not (edge.nested and _is_post(seen, start, end)):
            stop = _with_campus(seen, end)
            yield seen.mention(
                edge.start, stop, "Organization", Vote(f"organization-{head.role}", score), subtype=head.subtype
            )


def _ends(seen: Scan, words: _Words, heads: Mapping[int, object], start: int, end: int) -> bool:
    """Whether a name may end here: no word, place or longer head runs on."""
    cut = seen.token_over(end - 1).end > end and not _title_follows(seen, words, end)
    if cut and (end - start == 1 or seen.cuts_word(end)):
        return False
    if _goes_on(seen, end) or seen.text[end : end + 1] in {"了", "起", "过", "得"}:
        return False
    role = words.heads.values[seen.text[start:end]].role
    if role != "head" and not _unit(seen, heads, start, end, role):
        return False
    return not any(at < end < hit.end for at in range(max(0, end - 6), end) if (hit := seen.places_by_start.get(at)))


def _unit(seen: Scan, heads: Mapping[int, object], start: int, end: int, role: str) -> bool:
    """Whether a unit's or shortened head is more than the end of a word (师 in 讲师) or a group that competes."""
    token, numbers = seen.token_over(end - 1), seen.edges.word_at
    if role == "short":
        return True
    whole = token.end - token.start > 2 and seen.text[start:end] not in _PARTS_OF_WORDS
    if token.tag == "PER" or seen.text.endswith(_GROUPS, max(0, start - 2), end):
        return False
    if token.start >= start or token.tag == "ORG" or numbers[start - 1] != numbers[start]:
        return True
    return whole and token.start in heads


def _behind_pronoun(seen: Scan, edge: Edge, head: int) -> Edge:
    """The unit of 我院重症医学科 begins behind 我院."""
    if (
        edge.start + 1 < head
        and seen.text[edge.start - 1 : edge.start] in {"我", "本", "该"}
        and seen.text[edge.start] in "院校局会司县市省区"
    ):
        return Edge(edge.start + 1, anchored=True, nested=edge.nested)
    return edge


def _is_post(seen: Scan, start: int, end: int) -> bool:
    """Whether 党组 or 党委 belongs to the post behind it: 县水利局|党组书记."""
    return seen.text[start:end] in {"党组", "党委"} and seen.text.startswith(("书记", "副书记", "委员", "成员"), end)


def _edge(seen: Scan, walk: LeftWalk, start: int, end: int) -> Edge:
    """The name's beginning; 县委 after 商南 belongs to 商南县."""
    place = seen.places_by_end.get(start + 1)
    if place and place.start < start and end - start > 1:
        return walk.edge(start + 1)
    person = seen.text.endswith(_PERSONAL, start, end)
    edge = walk.edge(start, person=person)
    if not edge.anchored and seen.text[start] in "县市省区州旗镇乡" and not seen.cuts_word(start) and end - start > 1:
        return Edge(start, anchored=True, nested=False) if edge.start == start else edge
    return edge


def _title_follows(seen: Scan, words: _Words, end: int) -> bool:
    """Whether the rest of the word that `end` cuts is a post: 宣传部|部长."""
    return seen.text[end : seen.token_over(end).end] in words.titles


def _goes_on(seen: Scan, end: int) -> bool:
    """Whether what follows makes another word of the head: 大学生, 公司化, 法院院长 stays."""
    return seen.text[end : end + 1] in _GOES_ON and not seen.edges.starts_word(end)


def _score(seen: Scan, edge: Edge, start: int, head: Head) -> float:
    """How sure the candidate is whose head starts at `start`; 0 where it is none."""
    own = start - edge.start
    if head.role == "short":
        alone = seen.text[start] in "县市省区州旗镇乡团" and (edge.anchored or not seen.cuts_word(start))
        return 0.9 if alone else 0.85 if edge.anchored and own else 0
    if head.role == "unit":
        return 0.85 if edge.nested else 0.7 if edge.anchored and own else 0
    token = seen.token_over(edge.start)
    exact = token.tag in {"ORG", "nt"} and token.start == edge.start
    if edge.anchored:
        return 0.95 if exact else 0.9
    if own < 2 or exact:
        return 0.85 if own >= 2 else 0
    branded = head.subtype in _FREE and (own > 4 or not _common(seen, edge.start, start))
    branded = branded or (own >= 4 and head.subtype == "Union" and seen.text.endswith(_TRADES, 0, start))
    if branded and seen.text.endswith(FIRST_OF_ITS_KIND, 0, edge.start):
        return 0.95
    return 0.65 if branded else 0.55 if edge.nested else 0


def _common(seen: Scan, begin: int, head: int) -> bool:
    """Whether nothing but common words stands before the head: 旅游公司, 公立医院."""
    at = begin
    while at < head:
        token = seen.token_over(at)
        word = seen.edges.word_over(at)
        if (
            token.tag in _OWN_NAMES
            or word is None
            or word.tag in _OWN_NAMES
            or word.end - word.start == 1
            or seen.text[at] in "“·"
        ):
            return False
        at = max(word.end, at + 1)
    return True


def _with_campus(seen: Scan, end: int) -> int:
    """`end`, moved behind a bracketed city that belongs to a university's name: 中国地质大学（北京）."""
    if seen.text[end - 2 : end] in {"大学", "学院"} and seen.text[end : end + 1] == "（":
        place = seen.places_by_start.get(end + 1)
        if place and seen.text[place.end : place.end + 1] == "）":
            return place.end + 1
    return end
