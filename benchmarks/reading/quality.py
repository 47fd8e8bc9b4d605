"""What of pages, lines, encodings and names is read right, and which articles are taken for one."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import trafilatura

from kg.errors import InputError
from kg.extract import extract
from kg.ontology import load
from kg.read import ReadOptions, read_text
from kg.read.duplicates import fingerprint, groups
from kg.read.html import _readability, read_html
from kg.read.layout import assign_roles, split
from kg.read.repair import repair
from kg.text.fold import fold
from kg.text.scripts import to_hant
from tests.read import hostile, newspages
from tests.read import pages as sites
from tests.read.copies import injected, makers
from tests.read.different import composed, notice
from tests.read.encoded import ENCODINGS, variants

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"
DIFFERENT = 5_000
MUTATED = 2_000


def _texts(part: str = "*") -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(GOLD.glob(f"{part}/*.txt"))]


def pages() -> None:
    """F of the body on the pages of both halves, beside two readers alone."""
    print("| pages | newskg | readability | trafilatura | titles | dates |\n| --- | --- | --- | --- | --- | --- |")
    for half in newspages.HALVES:
        counts: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        titles = dates = 0
        made = list(newspages.pages(half))
        for page in made:
            article = read_html(page.html, source=page.site, options=ReadOptions())
            body = article.clean.text.partition("\n")[2] if article.title_span else article.clean.text
            counts["newskg"].append(newspages.score(body, page.body))
            counts["readability"].append(newspages.score(_readability(page.html), page.body))
            counts["trafilatura"].append(newspages.score(trafilatura.extract(page.html) or "", page.body))
            titles += article.title == page.title
            dates += (article.published or "").startswith(page.date)
        scores = " | ".join(f"{newspages.f1(each):.3f}" for each in counts.values())
        print(f"| {half}, {len(made)} | {scores} | {titles / len(made):.0%} | {dates / len(made):.0%} |")


def lines() -> None:
    """Lines that hold what gold calls noise, and lines that hold its names and quantities."""
    print("| gold | lines with noise removed | lines with names kept |\n| --- | --- | --- |")
    for part in ("train", "extra", "dev"):
        kept: Counter[tuple[str, bool]] = Counter()
        for file in sorted((GOLD / part).glob("*.json")):
            _count_lines(file, kept)
        noise, said = ((kept[kind, True], kept[kind, True] + kept[kind, False]) for kind in ("noise", "said"))
        print(f"| {part} | {1 - noise[0] / noise[1]:.1%} of {noise[1]} | {said[0] / said[1]:.1%} of {said[1]} |")


def _count_lines(file: Path, kept: Counter[tuple[str, bool]]) -> None:
    gold = json.loads(file.read_text(encoding="utf-8"))
    entities = [entity for entity in gold["entities"] if not entity.get("optional")]
    said = [fold(form) for entity in entities for form in (entity["name"], *entity["aliases"]) if len(form) > 2]
    said += [fold(quantity["text"]) for quantity in gold["quantities"] if len(quantity["text"]) > 2]
    found = split(repair(file.with_suffix(".txt").read_text(encoding="utf-8")))
    assign_roles(found)
    for line in found:
        if any(fold(noise) in line.folded for noise in gold["noise"]):
            kept["noise", line.role in {"title", "body"}] += 1
        elif line.role not in {"header", "byline", "editor"} and any(form in line.folded for form in said):
            kept["said", line.role in {"title", "body"}] += 1


def encodings() -> None:
    """500 texts in every encoding, whatever is declared, with and without one bad byte."""
    texts = _texts()
    texts += [to_hant(text) for text in texts[: 500 - len(texts)]]
    right: Counter[tuple[str, bool]] = Counter()
    seen: Counter[tuple[str, bool]] = Counter()
    for seed, text in enumerate(texts):
        for one in variants(text, seed):
            seen[one.encoding, one.damaged] += 1
            right[one.encoding, one.damaged] += one.is_read_right()
    print("| encoding | right | with one bad byte | texts × declarations |\n| --- | --- | --- | --- |")
    for name in ENCODINGS:
        shares = " | ".join(f"{right[name, bad] / seen[name, bad]:.1%}" for bad in (False, True))
        print(f"| {name} | {shares} | {seen[name, False]} |")
    print(f"| all | {right.total() / seen.total():.2%} of {seen.total()} | | |")


def names() -> None:
    """Names of 50 pinyin-damaged articles that equal those of the undamaged ones."""
    same = wanted = more = 0
    for seed, text in enumerate(_texts("train")[:50]):
        plain = to_hant(text).encode("gbk", "replace").decode("gbk")
        found = [
            {(entity.type, fold(entity.name)) for entity in extract(read_text(one), load(), model="fast").entities}
            for one in (plain, injected(text, seed=seed))
        ]
        same, wanted, more = same + len(found[0] & found[1]), wanted + len(found[0]), more + len(found[1] - found[0])
    print(f"{same} of {wanted} names equal ({same / wanted:.1%}), {more} that the undamaged articles don't have")


def copies() -> None:
    """Copies of 50 articles found; false pairs among 5,000 different ones."""
    texts = _texts("train")
    print("| copies of 50 articles | recognised |\n| --- | --- |")
    for kind, make in makers.items():
        prints = {
            f"{which}{i}": fingerprint(read_text(text))
            for i, one in enumerate(texts[:50])
            for which, text in (("a", one), ("b", make(one, i)))
        }
        found = sum({group[0][1:], group[1][1:]} == {group[0][1:]} for group in groups(prints))
        print(f"| {kind} | {found} |")
    others = texts + _texts("extra")
    different = others + [notice(seed) for seed in range(1500)]
    different += [composed(others, seed) for seed in range(DIFFERENT - len(different))]
    false = groups({str(i): fingerprint(read_text(text)) for i, text in enumerate(different)})
    print(f"\n{len(false)} false groups among {len(different)} different articles (1,500 notices of 7 templates)")


def mutated() -> None:
    """Mutated pages give an article or the package's own error."""
    draw = random.Random(0)  # noqa: S311 - no secret
    source = sites.Source(title="临江县总工会举办培训", body=[hostile.BODY] * 3)
    made = [make(source) for make in sites.makers] + [page.html for page in newspages.pages("tuning")]
    refused = 0
    for _ in range(MUTATED):
        try:
            read_html(hostile.mutated(draw.choice(made), draw), source="a.html", options=ReadOptions())
        except InputError:
            refused += 1
    print(f"{MUTATED} mutated pages: {MUTATED - refused} articles, {refused} refused with a reason, no other error")
