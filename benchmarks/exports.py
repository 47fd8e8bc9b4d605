"""How long each export of a graph of a million quads takes, and how much memory: ``python -m benchmarks.exports``.

The graph is made up: articles of twenty entities and sixteen statements each, written as a build writes them.
Each export runs in a process of its own, whose CPU time and peak memory are told.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.graph.blocks import Pile, add_entities, make_block
from kg.graph.iris import Minter
from kg.graph.rdf import ArticleWriter, entity_triples
from kg.model import (
    AlignedText,
    Article,
    Entity,
    Evidence,
    Extraction,
    Identity,
    Label,
    Member,
    Qualifier,
    ResolvedEntity,
    Statement,
)
from kg.ontology import RESOURCES

_TYPES = ("Person", "Organization", "Place", "Honor")
_FORMATS = ("nquads", "ntriples", "turtle", "trig", "jsonld")
_RUN = """
import json, resource, sys, time
from pathlib import Path
from kg.graph.dataset import Dataset
from kg.graph.export import export
start = time.process_time()
export(Dataset(file=Path(sys.argv[1])), Path(sys.argv[2]), format=sys.argv[3])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
print(json.dumps([time.process_time() - start, peak]))
"""


def main() -> None:
    """Print a row a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    wanted = parser.parse_args().quads
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.nq.gz")
        print(f"{make(file, wanted):,} quads\n\n| | CPU s | peak MB | MB written |\n| --- | --- | --- | --- |")
        for form in _FORMATS:
            out = Path(folder, form)
            command = [sys.executable, "-c", _RUN, str(file), str(out), form]
            answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
            seconds, peak = json.loads(answer.stdout)
            print(f"| {form} | {seconds:.1f} | {peak:.0f} | {out.stat().st_size / 1e6:.0f} |", flush=True)
            out.unlink()


def make(file: Path, wanted: int) -> int:
    """Write a graph of at least so many quads to `file`; how many it has."""
    minter = Minter()
    iris: dict[Member, str] = {}
    entities: dict[str, ResolvedEntity] = {}
    quads, number = 0, 0
    with file.open("w+b") as out:
        pile, unread = Pile(out), Pile(tempfile.TemporaryFile())  # noqa: SIM115 - gone with the process
        facts = set()
        while quads < wanted:
            made = extraction(number)
            for entity in made.entities:
                known = Identity(entity.type, entity.name)
                iris[Member(made.article.id, entity.id)] = f"<{minter.entity(known)}>"
                entities[minter.entity(known)] = ResolvedEntity(known, (), labels=(Label(entity.name, "zh-Hans"),))
            block = make_block(ArticleWriter(iris, minter).describe(made), "", RESOURCES, (pile, unread))
            quads += block.quads
            facts.update(block.facts)
            iris.clear()
            number += 1
        described = {f"<{iri}>": list(entity_triples(one, minter, ())) for iri, one in entities.items()}
        quads += add_entities(described, facts, minter.entities, RESOURCES, (pile, unread)).quads
    return quads


def extraction(number: int) -> Extraction:
    """What a made-up article says."""
    chosen = random.Random(number)  # noqa: S311 - words, not secrets
    text = "".join(chr(chosen.randrange(0x4E00, 0x9FA5)) for _ in range(600))
    names = list(dict.fromkeys(f"第{int(chosen.paretovariate(0.6)) % 500_000}号" for _ in range(20)))
    found = tuple(Entity(f"e{place}", chosen.choice(_TYPES), name) for place, name in enumerate(names))
    return Extraction(
        Article(
            f"{number:032x}", f"made/{number}.txt", text, AlignedText(text), title=text[:20], published="2024-05-01"
        ),
        found,
        tuple(_statements(found, text, chosen)),
    )


def _statements(found: tuple[Entity, ...], text: str, chosen: random.Random) -> Iterator[Statement]:
    for place in range(0, 16 * 30, 30):
        subject, value = chosen.sample(found, 2)
        quote = Evidence(place, place + 30, text[place : place + 30])
        qualifiers = (Qualifier("date", f"2024-05-{chosen.randrange(1, 29):02}"), Qualifier("title", text[place]))
        yield Statement(
            subject.id, "awarded", value.id, qualifiers, round(chosen.random(), 3), (quote,), "pattern:made"
        )


if __name__ == "__main__":
    main()
