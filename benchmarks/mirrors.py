"""Mirrored copies of the gold articles, with duplicate detection off: how many entities they bring that weren't there.

``python -m benchmarks.mirrors [--articles N] [--model fast] [--show]``. Every article comes again in the other script,
from a mirror that injects pinyin and loses bytes, and from a site with other furniture. All are extracted alone and
resolved together; an entity is new where no original has a part in it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.extract import extract
from kg.model import Extraction, Model, ResolvedEntity
from kg.ontology import Ontology, load
from kg.read import read_text
from kg.resolve import resolve
from kg.text.scripts import to_hans
from tests.read.copies import makers

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
MAKERS = ("other script", "mirrored", "refurnished")


def main() -> None:
    """Print the share of new entities, by kind of copy and of entity."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, help="only so many, spread over all")
    parser.add_argument("--model", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--show", action="store_true", help="print the new entities")
    options = parser.parse_args()
    ontology = load()
    texts = gold(options.articles, dev=not options.show)
    before = list(extracted(texts, ontology, "", model=options.model))
    known = {one.article.id for one in before}
    entities = [one for one in resolve(before, ontology).entities if one.members]
    copies = {maker: list(extracted(texts, ontology, maker, model=options.model)) for maker in MAKERS}
    print(f"{len(before)} articles, {len(entities)} entities\n")
    print("| copies | new entities | of those there | by kind |\n| --- | --- | --- | --- |")
    for name, added in [*copies.items(), ("all three", [one for held in copies.values() for one in held])]:
        new = list(brought([*before, *added], known, ontology))
        kinds = Counter(one.identity.type for one in new)
        shown = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        print(f"| {name} | {len(new)} | {len(new) / len(entities):.1%} | {shown} |", flush=True)
        for one in new if options.show and name != "all three" else ():
            print(f"{name}\t{one.identity.type}\t{one.identity.name}\t{one.identity.context}")


def gold(count: int | None, *, dev: bool) -> list[str]:
    """The texts of the gold articles; without `dev` those that may be looked at."""
    files = sorted(file for file in GOLD.glob("*/*.txt") if dev or file.parent.name != "dev")
    chosen = files[:: max(1, len(files) // count)][:count] if count else files
    return [file.read_text(encoding="utf-8") for file in chosen]


def extracted(texts: list[str], ontology: Ontology, maker: str, *, model: Model) -> Iterator[Extraction]:
    """What is extracted from `texts`, or from copies of them."""
    for number, text in enumerate(texts):
        made = text
        if maker == "other script" and to_hans(text) != text:  # a traditional article's copy is simplified
            made = to_hans(text)
        elif maker:
            made = makers[maker](text, number)
        yield extract(read_text(made, source=f"{number} {maker}".strip()), ontology, model=model)


def brought(found: list[Extraction], known: set[str], ontology: Ontology) -> Iterator[ResolvedEntity]:
    """The entities of which no article among `known` has a part."""
    for entity in resolve(found, ontology).entities:
        if entity.members and not any(member.article in known for member in entity.members):
            yield entity


if __name__ == "__main__":
    main()
