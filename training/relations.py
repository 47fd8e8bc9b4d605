"""Score relations on given names: ``python -m training.relations tests/gold/dev`` (``--errors`` lists what went wrong).

Names are the gold's own or, with ``--recognised``, those that the recognisers find; so the figure is of relations
alone. The rules are those of scoring: what is optional, or touches an optional entity, is not counted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import ontology
from kg.extract.quantities import find_quantities
from kg.extract.relate import relate
from kg.extract.relate.schema import ends, symmetric
from kg.extract.segment import analyse
from kg.extract.times import find_times
from kg.model import Entity, Statement
from kg.read import read_text
from kg.text.fold import fold_name
from training.facts import found_entities, wanted_pairs
from training.gold import GoldArticle, load, project


def statements(article: GoldArticle, *, recognised: bool) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The names given and what is said of them."""
    terms = ontology.load()
    document = analyse(read_text(article.file.read_text(encoding="utf-8"), source=article.name), terms)
    entities = found_entities(article, document) if recognised else project(article.gold, document)
    times = find_times(document)
    quantities = find_quantities(document, times, tuple(m for e in entities for m in e.mentions), ontology=terms)
    return entities, relate(document, entities, times, quantities, terms)


def tally(article: GoldArticle, counts: Counter[str], *, recognised: bool) -> Iterator[str]:
    """Count right, printed and wanted by relation into `counts`; the errors, a line each."""
    gold = article.gold
    pairs = wanted_pairs(gold)
    loose = {f"e{n}" for n, e in enumerate(gold["entities"], 1) if e.get("optional")}
    entities, printed = statements(article, recognised=recognised)
    name_of = {e.id: e.name for e in entities} | {f"e{n}": e["name"] for n, e in enumerate(gold["entities"], 1)}
    seen = set()
    for statement in printed:
        one, two = statement.subject, statement.object
        if statement.predicate in symmetric:
            one, two = sorted((one, two))
        key = (statement.predicate, one, two)
        seen.add(key)
        required = pairs.get(key)
        line = f"{article.name}\t{name_of[one]} {key[0]} {name_of[two]}\t{statement.confidence:.2f}\t{statement.rule}"
        if required is None and not loose & {one, two}:
            counts[f"printed {key[0]}"] += 1
            yield f"spurious\t{line}\t{statement.evidence[0].text[:100]}"
        elif required:
            counts[f"printed {key[0]}"] += 1
            counts[f"right {key[0]}"] += 1
            yield from qualifiers(gold, key, statement, name_of, counts)
    for key, required in pairs.items():
        if required:
            counts[f"wanted {key[0]}"] += 1
            if key not in seen:
                yield f"missed\t{article.name}\t{name_of[key[1]]} {key[0]} {name_of[key[2]]}"


def qualifiers(
    gold: dict[str, Any], key: tuple[str, str, str], statement: Statement, names: dict[str, str], counts: Counter[str]
) -> Iterator[str]:
    """Count qualifiers of a right statement; those that gold doesn't have are told apart, as in scoring."""
    said = {q.name: names[str(q.value)] if q.is_entity else q.value for q in statement.qualifiers}
    number = {f"e{n}": e["name"] for n, e in enumerate(gold["entities"], 1)}
    for relation in gold["relations"]:
        if relation["p"] != key[0] or {relation["s"], relation["o"]} != {number[key[1]], number[key[2]]}:
            continue
        for name, value in relation.get("q", {}).items():
            counts[f"wanted q.{name}"] += 1
            got = said.get(name)
            same = got is not None and (
                str(got)[: len(value)] == value if name == "date" else fold_name(str(got)) == fold_name(str(value))
            )
            counts[f"printed q.{name}"] += got is not None
            counts[f"right q.{name}"] += same
            if not same:
                said_by = statement.evidence[0].text[:80]
                yield f"qualifier\t{relation['s']} {key[0]} {relation['o']}\t{name}: {value}, got {got}\t{said_by}"
        for name in said.keys() - relation.get("q", {}).keys():
            counts[f"extra q.{name}"] += 1
        return


def show(counts: Counter[str]) -> None:
    """The table of figures."""
    kinds = [*ends, *sorted({name.split()[1] for name in counts if " q." in name})]
    sums: Counter[str] = Counter()
    for kind in [*kinds, "relation", "qualifier"]:
        found = [counts[f"{what} {kind}"] for what in ("right", "printed", "wanted")]
        if kind in {"relation", "qualifier"}:
            found = [sums[f"{what} {kind}"] for what in ("right", "printed", "wanted")]
        else:
            group = "qualifier" if kind.startswith("q.") else "relation"
            for what, number in zip(("right", "printed", "wanted"), found, strict=True):
                sums[f"{what} {group}"] += number
        right, printed, wanted = found
        p, r = right / max(printed, 1), right / max(wanted, 1)
        figures = f"P {p:.3f} R {r:.3f} F {2 * right / max(printed + wanted, 1):.3f}  {right}/{printed}/{wanted}"
        print(f"{kind:16} {figures} extra {counts[f'extra {kind}']}")


def main() -> None:
    """Score a folder of gold articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--recognised", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for article in load(args.gold):
        for line in tally(article, counts, recognised=args.recognised):
            if args.errors:
                print(line)
    show(counts)


if __name__ == "__main__":
    main()
