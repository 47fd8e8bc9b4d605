"""An extractor for tests: each line ``Person 王伟 worksFor Organization 北京大学/北大`` is a statement.

``!die`` ends the process, ``!loop`` goes on for a minute, ``!bug`` raises, so that the runners can be tried.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from kg.model import Article, Entity, Evidence, Extraction, Statement
from kg.ontology import Ontology


def extract(
    article: Article, ontology: Ontology, *, model: str = "accurate", begins: Callable[[str], None] = lambda _: None
) -> Extraction:
    del ontology, model
    begins("relate")
    entities: dict[tuple[str, str], Entity] = {}
    statements = []
    for line in article.text.splitlines():
        if line.startswith("!die"):
            os._exit(7)
        if line.startswith("!loop"):
            end = time.process_time() + 60
            while time.process_time() < end:
                pass
        if line.startswith("!bug"):
            raise ValueError("a mistake of ours")
        cells = line.split()
        if len(cells) != 5:
            continue
        ends = [
            entities.setdefault((kind, name), Entity(f"e{len(entities) + 1}", kind, name, tuple(aliases)))
            for kind, name, *aliases in ([cells[0], *cells[1].split("/")], [cells[3], *cells[4].split("/")])
        ]
        start = article.text.index(line)
        quote = Evidence(start, start + len(line), line)
        statements.append(Statement(ends[0].id, cells[2], ends[1].id, (), 0.9, (quote,), "test"))
    return Extraction(article, tuple(entities.values()), tuple(statements))
