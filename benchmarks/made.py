"""As many different articles as wanted, made from the gold by swapping names and figures, characters for characters.

People get other names, counties the names of other counties (so that bodies move with them), figures other digits.
Every name keeps its length, so that what was extracted from the gold article, swapped alike, is what the made article
says: `recall` is an extractor that costs next to nothing, for measuring all that comes after extraction.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Article, Extraction
from kg.ontology import Ontology, load
from kg.text.scripts import to_hans, to_hant

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英华玉建国文辉力海燕春梅红志宏晓东波鹏宇浩凯健俊帆雪荣"
_FIGURES = re.compile(r"(?<![0-9])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{2,}")
# Of articles with fewer names (weather, recipes, poems) the made ones would be copies of each other.
_FEWEST = 8
_CLASS = "县縣区區市旗"


def write(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """Write articles number `first` to ``first + count - 1``; the same number makes the same article."""
    folder.mkdir(parents=True, exist_ok=True)
    bases = gold()
    made = []
    for number in range(first, first + count):
        base = bases[number % len(bases)]
        path = folder / f"{number % len(bases):03}-{number:06}.txt"
        path.write_text(swap(base, number)(base.read_text(encoding="utf-8")), encoding="utf-8")
        made.append(path)
    return made


@cache
def gold() -> tuple[Path, ...]:
    """The texts of the gold articles that have enough names to be made different, in a fixed order."""
    return tuple(path for path in sorted(GOLD.glob("*/*.txt")) if _weight(path) >= _FEWEST)


def recall(
    article: Article, ontology: Ontology, *, model: str = "accurate", begins: Callable[[str], None] = lambda _: None
) -> Extraction:
    """What was extracted from the gold article that `article` was made from, with names swapped alike."""
    del ontology, model
    begins("relate")
    base, number = _numbers(Path(article.source))
    if article.text != swap(gold()[base], number)(gold()[base].read_text(encoding="utf-8")):
        number += _LATER
    return replace(_through(_remembered()[base], swap(gold()[base], number)), article=article)


def change(path: Path) -> None:
    """Make another article of the same gold article under the same name."""
    base, number = _numbers(path)
    path.write_text(swap(gold()[base], number + _LATER)(gold()[base].read_text(encoding="utf-8")), encoding="utf-8")


_LATER = 10_000_000


def _numbers(path: Path) -> tuple[int, int]:
    base, number = path.stem.split("-")
    return int(base), int(number)


@cache
def _remembered() -> tuple[Extraction, ...]:
    """The extractions of the gold articles, from the workspace that `remember` made."""
    from kg.scale.workspace import Workspace  # noqa: PLC0415 - not needed to make articles

    workspace = Workspace(_memory())
    by_source = {one.article.source: one for one in workspace.extractions(workspace.manifest(), full=True)}
    return tuple(by_source[str(path)] for path in gold())


def remember() -> None:
    """Extract the gold articles once, for `recall`."""
    import kg  # noqa: PLC0415 - as above

    kg.build(gold(), out=_memory())


def _memory() -> Path:
    return Path(tempfile.gettempdir()) / "newskg-gold-extractions"


def _through(value: Any, swap: Callable[[str], str]) -> Any:
    """`value` with all text in it swapped."""
    if isinstance(value, str):
        return swap(value)
    if isinstance(value, tuple):
        return tuple(_through(one, swap) for one in value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, Article):
        kept = ("id", "type", "subtype", "kind", "subject", "predicate", "object", "rule", "voter")
        names = [name for name in value.__dataclass_fields__ if name not in kept and name != "article"]
        return replace(value, **{name: _through(getattr(value, name), swap) for name in names})
    return value


def swap(base: Path, number: int) -> Callable[[str], str]:
    """Puts other names and figures into text of a gold article; which ones depends on `number`."""
    chosen = random.Random(number)  # noqa: S311 - names, not secrets
    pairs = dict(_pairs(base, chosen))
    names = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))) if pairs else None
    salt = chosen.randrange(1, 10**9)

    def figure(found: re.Match[str]) -> str:
        digits = random.Random(f"{found[0]}{salt}")  # noqa: S311 - a figure, the same wherever it stands
        low, high = 10 ** (len(found[0]) - 1), 10 ** len(found[0])
        for first, last in ((10, 12), (13, 28)):  # months and days stay such
            if first <= int(found[0]) <= last:
                low, high = first, last + 1
        return str(digits.randrange(low, high))

    def swapped(text: str) -> str:
        if re.fullmatch(r"e[0-9]+|[0-9]{4}-[0-9-]+", text):  # local ids, ISO dates
            return text
        if names is not None:
            text = names.sub(lambda found: pairs[found[0]], text)
        return _FIGURES.sub(figure, text)

    return swapped


def _pairs(base: Path, chosen: random.Random) -> Iterator[tuple[str, str]]:
    """Each name of a person and each county of the article, with what takes its place."""
    people, counties = _names(base)
    for name in people:
        other = chosen.choice(_SURNAMES) + "".join(chosen.choice(_GIVEN) for _ in name[1:])
        yield from _both_scripts(name, other)
    for county in counties:
        known = _counties()[county[-1]]
        other = chosen.choice(known)
        yield from _both_scripts(county[:-1], other[:-1])


def _both_scripts(name: str, other: str) -> Iterator[tuple[str, str]]:
    yield name, other
    if to_hant(name) != name and len(to_hant(other)) == len(to_hant(name)) == len(name):
        yield to_hant(name), to_hant(other)


def _weight(base: Path) -> int:
    """How much of an article changes with the names; a county moves many bodies."""
    people, counties = _names(base)
    return len(people) + 3 * len(counties)


@cache
def _names(base: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    entities = json.loads(base.with_suffix(".json").read_text(encoding="utf-8"))["entities"]
    people = {one["name"] for one in entities if one["type"] == "Person" and 2 <= len(one["name"]) <= 3}
    text = to_hans(base.read_text(encoding="utf-8"))
    found = set(re.findall(f"(?=([㐀-鿿]{{2}}[{_CLASS}]))", text))
    return tuple(sorted(people)), tuple(sorted(found & {one for known in _counties().values() for one in known}))


@cache
def _counties() -> dict[str, list[str]]:
    """The counties with names of three characters, by their class word."""
    found: dict[str, list[str]] = {}
    for name in sorted({one.name for one in load().divisions if one.level == "county" and len(one.name) == 3}):
        found.setdefault(name[-1], []).append(name)
    return found
