"""What resolution alone costs, by the number of articles: near to linear.

``python -m benchmarks.resolving [COUNT ...]``. The articles are every other gold one, extracted by the fast model, time
and again with other people's names, so that bodies and places are named in ever more articles.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks import mirrors
from kg.model import Entity, Extraction
from kg.ontology import load
from kg.resolve import resolve

_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉"


def main(counts: Sequence[int]) -> None:
    """Print CPU seconds and milliseconds an article."""
    ontology = load()
    texts = mirrors.gold(None, dev=True)[::2]
    found = list(mirrors.extracted(texts, ontology, "", model="fast"))
    print("| articles | entities | CPU s | ms an article |\n| --- | --- | --- | --- |")
    for count in counts:
        made = [_again(one, lap) for lap in range(count // len(found) + 1) for one in found][:count]
        start = time.process_time()
        entities = len(resolve(made, ontology).entities)
        seconds = time.process_time() - start
        print(f"| {count:,} | {entities:,} | {seconds:.1f} | {1000 * seconds / count:.2f} |", flush=True)


def _again(found: Extraction, lap: int) -> Extraction:
    """The same article about other people."""
    article = replace(found.article, id=f"{found.article.id}{lap}", source=f"{found.article.source} {lap}")
    return replace(found, article=article, entities=tuple(_renamed(one, lap) for one in found.entities))


def _renamed(entity: Entity, lap: int) -> Entity:
    if entity.type != "Person" or not lap:
        return entity
    other = {name: name[:-1] + _GIVEN[(ord(name[-1]) + lap) % len(_GIVEN)] for name in (entity.name, *entity.aliases)}
    return replace(entity, name=other[entity.name], aliases=tuple(other[name] for name in entity.aliases))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 2500, 10_000])
