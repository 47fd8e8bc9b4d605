"""How names of bodies are shortened: 清大, 庆安一中 and 鹏星促进会 are made of what their full names hold, in order."""

from __future__ import annotations

import re

company = re.compile(
    r"株式会社$|(?:股份|责任|控股|一人|私人)*有限(?:责任)?公司$|(?:集团|总|股份)?公司$|集团$|企业$|厂$|俱乐部$|合作社$|联社$|酒店$|商店$|农场$|店$|队$"
)
_GENERIC = re.compile(r"人民|国民|中华|农民专业|专业|有限|股份|责任|[省市县区镇乡]|(?:族)?自治|归国|国立|代表")
head_word = re.compile(
    "(?:大学|学院|医院|中学|小学|学校|银行|法院|检察院|研究[院所]|委员会|协会|学会|公司|总会|商会|联合会|[支大中]队|图书馆|博物馆|文化馆|美术馆"
    "|派出所|分局|中心|党校|电视台|报社|幼儿园|卫生院|基金会|促进会|校友会|联谊会)$"
)
# Bodies that are called by their head alone, of which the article is about one.
general_word = re.compile(
    "农会|渔会|工会|会馆|联谊会|同乡会|大会堂|总工会|剧团|评剧团|商会|公会|消防局|教育局|卫生局|公安局|分会|分局|狮子会|足协|篮协|妇联"
)
_OWNER = re.compile(r"公司|集团|大学|学院|医院|中学|小学|银行|研究院|研究所|合作社|俱乐部|[局厅](?!长)")
_LEGAL_START = re.compile(
    "^(?:国立|私立|[省市县区]立|[财社]团法人|中共|国网|中国(?:(?:社会|农业|工程物理|林业|医学)?科?学?院|铁路)?|政府|第)(?=...)"
)
# What a name may be told without, with all before it: 大连化物所 of 中国科学院.
_WITHIN = re.compile("(?:公司|集团|科学院|科院|[总分]局|委员会|总会|铁路|政府)$")
_BRANDED = re.compile("(?:促进会|基金会|联谊会|救援队|协会|商会|中心|公司|酒店|研究[院所])$")
_SHORTENED_WORDS = 2
_FORM = re.compile("(?:股份|控股|集团)$")
_SHORTEST_BRAND, _LONGEST_REGION = 3, 4
# A team by the first word of its name: 辽东队 of 辽东钢铁女排.
_TEAM = re.compile("^(.{2,4})队$")
_TEAMS = re.compile("(?:[男女][排篮足]|俱乐部|队)$")
branch_office = re.compile("^(.{1,4})局(.{2,8}([市县区旗]))分局$")
# What goes on behind a body's whole name and ends so is a part of it: 淄博分行|博山支行, 铁路工会|花莲分会.
_PART = re.compile(
    "(?:分会|分行|支行|分校|分院|分厂|分店|分局|分公司|支公司|分社|分所|分中心|理事会|[^管]委员会|董事会|代表队|代表团|[支大中小分]队"
    "|综采.队|[0-9]+队|车间|班组?|[^酒]厂|校友会|工作站|党[委支]部?|项目部|机修厂|办事处|附属.{2,6})$"
)
_WHOLE = re.compile(f"{head_word.pattern}|(?<=..)[会局行站矿院校系处科队社所庭]$")
# Names that are whole as they are: 林芝市委 is no 林芝市卫生健康委员会, 空军 no 兰州军区空军.
_SERVICE = re.compile("^[海陆空]军$")
_COMPLETE = re.compile("..[省市县区州旗]委$|^[海陆空]军$")
# What no short form leaves out: 龙山狮子会 is not 龙山青年狮子会, 一中 not 二中.
_OTHERS = re.compile("青年|少年|妇女|女子|老年|[0-9一二三四五六七八九十]")


def owners(key: str) -> list[str]:
    """The bodies that a unit's name opens with: 某公司质检部 → 某公司."""
    ends = [found.end() for found in _OWNER.finditer(key) if 4 <= found.end() < len(key)]
    return [key[:end] for end in ends if not company.fullmatch(key[end:])]


def abbreviates(short: str, full: str, short_core: str, full_core: str) -> int:
    """How `short` can stand for `full`: 1 its end, 2 its brand, 3 characters of it in order; 0 not at all.

    The cores are the names without the places that open them.
    """
    if full.endswith(short) and not _SERVICE.search(short):
        return 1
    if _is_part(full, short) or _COMPLETE.search(short):
        return 0
    team = _TEAM.match(short)
    if team and full.startswith(team[1]) and _TEAMS.search(full):
        return 2
    brand = company.sub("", full_core)
    if brand != full_core and not short.endswith(("局", "委", "院", "厅")):
        if full_core.startswith(short) or _branded(short, full, full_core):
            return 2
        if len(short_core) >= 2 and full_core.startswith(short_core) and full.startswith(short[: -len(short_core)]):
            return 2
    return 3 if _in_order(short, full, full_core, brand, short_core) else 0


def _is_part(full: str, whole: str) -> bool:
    """Whether `full` is a part of the body `whole`: 胶州湾银行淄博分行."""
    at = full.find(whole)
    return at >= 0 and bool(_WHOLE.search(whole) and _PART.search(full, at + len(whole)))


def _branded(short: str, full: str, full_core: str) -> bool:
    """Whether `short` is a brand without its region (宏达粮贸 of 中旗宏达粮贸有限公司), or with its form: 海屿股份."""
    brand = company.sub("", full)
    form = _FORM.search(short)
    if form and form.group() in full and len(short) - 2 > 1 and full_core.startswith(short[:-2]):
        return True
    return len(short) > _SHORTEST_BRAND and brand.endswith(short) and 1 < len(brand) - len(short) <= _LONGEST_REGION


def _in_order(short: str, full: str, full_core: str, brand: str, short_core: str) -> bool:
    """Whether `short` is made of characters of `full` in order, as 清大 is of 国立清华大学."""
    bare, inner = _LEGAL_START.sub("", full_core), full.find(short[:2])
    part = full[inner:] if inner > 0 and _WITHIN.search(full, 0, inner) else ""
    start = next((one for one in (full, full_core, bare, part) if one[:1] == short[0]), "")
    is_company = brand != full_core
    if not start or not (short[-1] in brand[-3:] + full[-1] if is_company else _end_alike(short, full)):
        return False
    head = found.group() if (found := head_word.search(short)) else ""
    if head and full.endswith(head):
        blocks = _skipped(short[: -len(head)], start[: -len(head)])
    else:
        blocks = _skipped(short, company.sub("", start) if is_company else start)
    blocks = _skipped(short, start) if blocks is None else blocks
    if blocks is None or any(_OTHERS.search(block) for block in blocks):
        return False
    if head and not full.endswith(head) and not brand.endswith(head):
        return False
    if head and not company.search(short) and len(blocks) < _SHORTENED_WORDS:
        # 河南大学 is not 河南农业大学: with its head whole, a name leaves out only words that all such names have
        # … but 鹏星促进会 is 鹏星应急救援促进会
        named = len(short) - len(head) > 1 and _BRANDED.search(short) and short_core == short
        return bool(named) or not _GENERIC.sub("", "".join(blocks))
    return True


# What the last character of a short name may be the first of; any other must be the full name's last.
_ENDS_ALIKE = {
    "委": "委员会",
    "联": "联合会",
    "大": "大学",
    "协": "协会",
    "医": "医院",
    "盟": "联盟",
    "中": "中学",
    "小": "小学",
    "总": "总会",
    "校": "学校",
    "专": "专科学校",
    "所": "研究所",
    "部": "总部",
}


def _end_alike(short: str, full: str) -> bool:
    return short[-1] == full[-1] or full.endswith(_ENDS_ALIKE.get(short[-1], full[-1] + "?"))


def _skipped(short: str, full: str) -> list[str] | None:
    """The stretches of `full` that `short` leaves out, None where it isn't made of the others in order."""
    blocks: list[str] = []
    at, previous = 0, True
    for char in full:
        taken = at < len(short) and char == short[at]
        at += taken
        if not taken and previous:
            blocks.append(char)
        elif not taken:
            blocks[-1] += char
        previous = taken
    return blocks if at == len(short) else None


def fits(rest: str, full: str) -> bool:
    """Whether the body 总工会 of 县总工会 can be the one that `full` ends in."""
    office = branch_office.match(full)  # 区公安分局 is 温州市公安局洞头区分局
    if office and rest == f"{office[1]}分局":
        return True
    in_full = rest[:-1] + _ENDS_ALIKE.get(rest[-1], rest[-1])  # 农业农村委 is 农业农村委员会
    if full not in {rest, in_full} and full.startswith(rest):
        return False  # 市公安局 is not 市公安局相山分局
    return full.endswith(rest) or (
        _end_alike(rest, full) and _skipped(rest, full) is not None and len(full) - len(rest) <= 9
    )
