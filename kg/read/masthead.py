"""Outlets: which names a page's frame gives for whoever published the article, and how well each is attested."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kg.read import bylines, dates
from kg.read.layout import Line
from kg.read.names import is_furniture, is_given, is_person

ignored = frozenset(
    [
        "本站",
        "本网",
        "本报",
        "本刊",
        "本台",
        "网络",
        "未知",
        "原创",
        "转载",
        "互联网",
        "网站",
        "其他",
        "其它",
        "本校",
        "本院",
        "综合",
        "admin",
        "管理员",
        "无",
        "不详",
        "官网",
        "编辑部",
        "办公室",
        "党政办",
        "正文",
        "互动",
        "本站原创",
        "网友",
        "作者",
        "整理",
        "自",
        "我",
        "的",
        "已有",
        "设为",
        "截至",
        "脸书",
        "推特",
        "编者按",
        "快报",
        "消息",
        "时讯",
    ]
)
"""What stands where an outlet or a name should and is neither."""
_COLUMN = (
    "新闻|人物|专题|国内|国际|社会|文化|文艺|教育|科教|科创|体育|排球|音乐|散文|财经|财富|旅游|健康|评论|深读|随笔|副刊|县域|快讯|分类|标签|海外|"
    "社区|社团|要闻|一线|访谈|人物问答|问答|一周园区|一周|早期项目|消费|园区|企业|产经|乡镇|地方|民生|农渔|校园|生活|读书|艺文|生活文教|"
    "党建|法治|三农|公益|科普|专版|特刊|视频|图片|澳闻|港闻|本地|东南亚|国际传播"
)
_GENERIC = re.compile(
    r"首页|位置|概况|简介|新闻中心|新闻动态|要闻|动态|通知|公告|正文|详情|导航|字号|字体|订阅|报料|登录|注册|文章|"
    r"列表|分享|阅读约|分钟$|客服|发帖|[楼版]主|Telegram|^发自|整理$|^教授$|出品$|[：》】]|(?:报道|报导|提供|研究|通过|修订|日期|见文末|为准)$|"
    r"^(?:回复|刊登|更新|口述|编写|撰稿|发稿|内部资料|发布于|至\d|世界)|\d日[讯电]$|年.{0,3}月|总第|"
    rf"^(?:{_COLUMN})$"
)
_OUTLET = re.compile(
    r"(?:网|报|社|刊|在线|新闻|融媒|融媒体|融媒体中心|电视台|广播|视界|观察|财讯|快讯|微讯|资讯|发布|频道|客户端|"
    r"周刊|杂志|传媒|快报|通讯|民声|潮声|乡声|侨音|侨讯|旅讯|艺讯|商讯|法治|文艺|文博|文物|之声|微报|时报|信息|日报|"
    r"晚报|观察家|前哨站|论坛|茶座|小站|讯|视窗|同城|专栏|号外|周记|笔记|侨声|专刊|副刊)$"
)
_STRIP = re.compile(
    r"(?:官网|首页|网站|记者|本报|特约|数字报|数字版|电子版|(?<=报)电子报|e\s?报|特稿|专栏|新闻稿|消息|文件|谨启|专讯|"
    r"股份有限公司|有限公司)$"
)
_COLUMN_BEHIND = re.compile(rf"(?<=[\u3400-\u9fff]{{3}})\s?[·.・丨|▸►/—-]\s?(?:{_COLUMN})(?:[·.・▸►/].*)?$")
_OFFICE_ONLY = re.compile(r"^[\u3400-\u9fff]{2,6}(?:科|股|组|室|处|办)$")
_COPYRIGHT = re.compile(
    r"(?:版权(?:均属|归|属于)?(?:所有)?\s*[:：©]?\s*(?P<a>[\u3400-\u9fff]{3,20}?)(?:所有|\s|$|[，,。])|"
    r"copyright\s*(?:©|\(c\)|（c）)?\s*(?:\d{4}(?:-\d{4})?)?\s*(?P<b>[\u3400-\u9fff]{3,20})|"
    r"©\s*(?:\d{4})?\s*(?P<c>[\u3400-\u9fff]{3,20})|"
    r"主办(?:单位)?[：:]\s*(?P<d>[\u3400-\u9fff]{3,20})|^(?P<e>[\u3400-\u9fff]{3,20}?)\s?版权)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"《([^《》]{2,14})》")
_ISSUED = re.compile(r"(?P<org>[\u3400-\u9fff]{4,24}?)(?:\d{4}年\d{1,2}月\d{1,2}日)?(?:发布|公布|印发|编发|编印|编)$")
_HERE = re.compile(r"^[\s>＞»›:：]*(?:您|你)?(?:现在|当前|所在)?的?(?:所在)?的?位置(?:是|为)?[：:\s]*")
_PARTS = re.compile(r"[\s|│┆┊┃丨▏∕/>＞»›<＜«▸►→，,：❀✿◎●■□—]+|-|(?<=[\u3400-\u9fff]{3})[·.・…_]+")
# A notice is signed by whoever issues it.
_NOTICE = re.compile(r"通知|公告|通报|批复|决定|声明|名单|讣|启事|更正|感谢信|倡议书|公示|致歉|函$")


def outlets(lines: list[Line]) -> set[str]:
    """Names that header lines and breadcrumbs give for the outlet, for recognising them in a dateline."""
    return {name for name, _ in candidates(lines)}


def usable(name: str, *, labelled: bool = False) -> bool:
    """Whether `name` can be an outlet's; after 来源： nearly anything can."""
    if not 2 <= len(name) <= 24 or name in ignored or name[0].isdigit() or not re.search(r"[\u3400-\u9fff]", name):
        return False
    return labelled or not (_GENERIC.search(name) or is_furniture(name))


def is_outlet(name: str) -> bool:
    """Whether `name` ends as outlets' names do."""
    return _OUTLET.search(name) is not None


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else."""
    return bool(re.fullmatch(r"[\d年月日:：./\s-]+|[〇零○一二三四五六七八九十年月日]{5,12}", text))


def clean_outlet(name: str) -> str:
    """`name` without the words that sites add to their own."""
    name = re.sub(r"[（(].*$|(?<=[报网社刊台讯])·.*$", "", name).strip("《》“”（）() \u3000：:-·|。，▍▌■●◆")
    name = re.sub(r"^(?:本文)?(?:首发于|原载于|刊于)?(?:微信)?(?:公众号)?[“《]?(?=\S)", "", name)
    name = re.sub(r"》编辑部$", "", name)
    name = re.sub(r"^(?:本报|来源|原载|据|转自|稿源|【)+", "", name)
    name = re.sub(r"”(?:微信)?公众号$", "", name)
    name = _COLUMN_BEHIND.sub("", name)
    name = re.sub(r"(?<=[\u3400-\u9fff]{4})驻[\u3400-\u9fff]{2,4}$", "", name)
    for _ in range(2):
        name = _STRIP.sub("", name).strip("— -·\u3000《》")
    return name


def candidates(lines: list[Line]) -> list[tuple[str, int]]:
    """Names of the outlet with how sure the place is that gives them, in hundredths."""
    found: list[tuple[str, int]] = []
    first_body = next((i for i, line in enumerate(lines) if line.role == "body"), len(lines))
    for index, line in enumerate(lines):
        if line.role == "header":
            found += [
                (name, 40 if _OFFICE_ONLY.match(name) else 100)
                for value in line.header.values.get("publisher", [])
                for name in [clean_outlet(value)]
                if name not in ignored and not re.search(r"[：”]", name)
            ]
            found += _among_names(line)
            found += _loose(line, at_top=index <= first_body)
        elif line.role in {"kicker", "navigation"} and index < first_body:
            found += crumbs(line)
        elif line.role == "title":
            if prefix := re.match(r"（([^（）]{2,12})）", line.folded):
                found.append((clean_outlet(prefix[1]), 45))
        elif line.role in {"copyright", "contact", "share", "navigation"}:
            for match in _COPYRIGHT.finditer(line.folded):
                found.append((clean_outlet(next(g for g in match.groups() if g)), 42))
        if index < first_body and line.role == "spam" and "位置" in line.folded[:8]:
            found += crumbs(line)
        if index == 0 and line.role in {"share", "contact", "advert", "counter", "spam", "copyright", "related"}:
            found += crumbs(line)
    found += _signature(lines)
    return [(name, score) for name, score in found if usable(name, labelled=score >= 90) and not is_date(name)]


def _among_names(line: Line) -> list[tuple[str, int]]:
    """Bodies that stand where names should: 供稿：杞县中医院宣传科 靳瑞雪."""
    pieces = [p for v in line.header.values.get("author", []) for p in re.split(r"[\s|/、，,]+", v)]
    outlets = [clean_outlet(p) for p in pieces if len(p) >= 3 and not is_person(p) and not re.search(r"报[道导]$", p)]
    return [(name, 70) for name in outlets if _OUTLET.search(name) or len(name) >= 5]


def _loose(line: Line, *, at_top: bool) -> list[tuple[str, int]]:
    """Outlets among what a header line leaves unexplained: the first that is no name."""
    text = line.folded
    people = line.header.names("author") or line.header.names("editor")
    if not (line.header.published or people) or bylines.lead(text, set()).publisher:
        return []
    quoted = [(clean_outlet(name), 82) for name in _QUOTED.findall(text) if usable(name)]
    undated = re.sub(r"\d{4}年\d{1,2}月\d{1,2}日|[（）\s]", "", text)
    issued = _ISSUED.search(undated) if text[0] == "（" else None
    if issued:
        return [(issued["org"], 70)]
    found: list[tuple[str, int]] = []
    for position, segment in enumerate(line.header.loose):
        name = clean_outlet(segment)
        if not usable(name) or (is_person(name, bare=True) and not _OUTLET.search(name)):
            continue
        if re.search(r"[\u3400-\u9fff](?:省|市|县|区|镇)$", name) and position:
            continue
        score = 80 - 8 * len(found) + (8 if _OUTLET.search(name) else 0) - (0 if at_top else 5)
        found.append((name, 43 if may_be_name(name, line) else score))
    return quoted + found


def may_be_name(name: str, line: Line) -> bool:
    """Whether `name`, in a line with a date, is as likely a person's or a pen name as an outlet's."""
    if is_given(name):
        return True
    dated = line.header.published
    behind = bool(dated) and line.folded.find(name) > dated[0].start
    return behind and len(name) <= 3 and is_person(name) and not _OUTLET.search(name)


def crumbs(line: Line) -> list[tuple[str, int]]:
    """Outlets that a menu, a path or a masthead begins with."""
    text = _HERE.sub("", line.folded.replace("&gt；", ">")).strip("（） ")
    segments = [s for s in _PARTS.split(text) if s]
    found: list[tuple[str, int]] = []
    for position, segment in enumerate(segments[:4]):
        name = clean_outlet(segment)
        if usable(name) and (not position or re.search(r"(?:网|报|在线|融媒)$", name)):
            found.append((name, (58 if _OUTLET.search(name) else 46) - 10 * min(position, 2)))
    return found


def _signature(lines: list[Line]) -> list[tuple[str, int]]:
    """The body that signs a notice or letter: last line before a date, with the date below or behind it."""
    notice = any(line.role == "title" and _NOTICE.search(line.folded) for line in lines)
    found: list[tuple[str, int]] = []
    for before, line in pairwise(lines):
        alone = line.role == "header" and line.header.published and not line.header.loose and not line.header.values
        if alone or (line.role == "body" and is_date(line.folded) and dates.find(line.folded, short=False)):
            text = before.folded.strip("（）")
            if before.role in {"body", "plain"} and 4 <= len(text) <= 30 and not re.search(r"[，。：；！？、]", text):
                text = (
                    _QUOTED.sub(r"\1", text).removesuffix("编辑部") if "《" in text else re.sub(r"[谨敬]?启$", "", text)
                )
                found.append((text, 90 if notice else 62))
    return found


def confirm(publishers: Counter[str], lines: list[Line]) -> None:
    """Adds weight to an outlet that other lines of the page's frame name as well."""
    frame = [line.folded for line in lines if line.role not in {"body", "title", "related", "spam"}]
    for name in publishers:
        publishers[name] += 6 * min(sum(name in text for text in frame) - 1, 3) if frame else 0
