"""Evidence of statements: whether what is quoted holds both names, and is no longer than two sentences.

``python -m benchmarks.evidence tests/gold/dev`` prints the shares that docs/quality.md gives. A name is held
where one of the entity's mentions stands in the quote, by name or by reference (该公司); what a sentence leaves out is
*resolved* where the rule that ``--explain`` prints says who is meant (``subject-carried:商洛学院``).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.extract import extract
from kg.model import Article, Entity, Evidence, Extraction, Statement
from kg.ontology import load
from kg.read import read_paths
from kg.text.sentences import sentences

MOST_SENTENCES = 2


def main() -> None:
    """Print how many of the statements about the articles of a folder are quoted as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--list", action="store_true", help="list the statements that are not")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for folder in options.folder:
        for article in read_paths(sorted(folder.glob("*.txt"))):
            if isinstance(article, Article):
                for fault, line in faults(extract(article, load()), counts):
                    if options.list:
                        print(f"{fault}\t{article.source}\t{line}")
    print("\n".join(report(counts)))


def faults(extraction: Extraction, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Count how the statements of `extraction` are quoted into `counts`; what is amiss, and with which statement."""
    entities = {entity.id: entity for entity in extraction.entities}
    ends = sentence_ends(extraction.article)
    for statement in extraction.statements:
        one, two = entities[statement.subject], entities[statement.object]
        found = standing(statement, one, two)
        counts["statements"] += 1
        counts[found] += 1
        counts["quotes"] += len(statement.evidence)
        line = f"{one.name} {statement.predicate} {two.name}\t{statement.rule}\t{statement.evidence[0].text}"
        if found == "not held":
            yield found, line
        for quote in statement.evidence:
            for fault in amiss(quote, extraction.article, ends):
                counts[fault] += 1
                yield fault, line


def standing(statement: Statement, subject: Entity, target: Entity) -> str:
    """How the first quote holds the two: both named, one of them resolved by the rule, or not held."""
    missing = [entity for entity in (subject, target) if not held(entity, statement.evidence[0])]
    if not missing:
        return "both named"
    meant = statement.rule.partition(":")[2]
    told = meant and all(meant in {form for m in entity.mentions for form in (m.text, m.form)} for entity in missing)
    return "resolved" if told and len(missing) == 1 else "not held"


def held(entity: Entity, quote: Evidence) -> bool:
    """Whether a mention of `entity`, or one of its names inside another (a unit's), stands in `quote`."""
    mentioned = any(quote.start <= mention.start and mention.end <= quote.end for mention in entity.mentions)
    return mentioned or any(name in quote.text for name in (entity.name, *entity.aliases))


def sentence_ends(article: Article) -> list[int]:
    """Where the sentences of the clean text end, in the raw text."""
    clean = article.clean
    return [clean.source_span(span.start, span.end).end for span in sentences(clean.text)]


def amiss(quote: Evidence, article: Article, ends: list[int]) -> Iterator[str]:
    """What is wrong with a quote itself."""
    if article.text[quote.start : quote.end] != quote.text:
        yield "wrong offsets"
    if sum(quote.start < end < quote.end for end in ends) >= MOST_SENTENCES:
        yield "too long"


def report(counts: Counter[str]) -> Iterator[str]:
    """The shares, as Markdown."""
    total = max(counts["statements"], 1)
    yield "| evidence | statements | share |"
    yield "| --- | --- | --- |"
    for name in ("both named", "resolved", "not held"):
        yield f"| {name} | {counts[name]} | {counts[name] / total:.1%} |"
    yield f"\n{counts['quotes']} quotes; wrong offsets: {counts['wrong offsets']}; too long: {counts['too long']}"


if __name__ == "__main__":
    main()
