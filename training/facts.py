"""Gold articles as the scorer of relations learns from them: every candidate, and what gold says of it."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg import ontology
from kg.extract.document import Document
from kg.extract.quantities import find_quantities
from kg.extract.recognise import recognise
from kg.extract.refer import refer, references
from kg.extract.refer.forms import Form
from kg.extract.relate import look
from kg.extract.relate.candidates import Candidate, propose
from kg.extract.relate.claims import Key, key_of
from kg.extract.relate.polarity import Denials
from kg.extract.relate.scene import Scene
from kg.extract.relate.schema import ends, symmetric
from kg.extract.segment import analyse
from kg.extract.times import find_times
from kg.model import Entity, Mention
from kg.read import read_text
from kg.text.fold import fold_name
from training.augment import Swapper
from training.gold import GoldArticle, project

folds = 5
"""Parts of the cross-validation; an article's is told by a hash of its name, as for the taggers."""
names_file = Path(__file__).with_name("names.json.gz")
"""The names found in each article by taggers that had not seen it; ``python -m training.tagger`` writes it."""

Unseen = Mapping[str, Sequence[Sequence[Any]]]
"""By article: start, end, type, subtype, name and confidence of each mention."""


def load_names(file: Path = names_file) -> Unseen:
    """The names that `write_names` kept."""
    held: Unseen = json.loads(gzip.decompress(file.read_bytes()))
    return held


def write_names(file: Path, names: Mapping[str, Sequence[Mention]]) -> None:
    """Keep the names found in each article as gzipped JSON; the same names give the same bytes."""
    rows = {
        article: [[m.start, m.end, m.type, m.subtype, m.name, m.confidence] for m in mentions]
        for article, mentions in names.items()
    }
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


@dataclass(slots=True)
class Example:
    """An article's candidates with what gold says of each: 1 a fact, 0 none, None not to be judged."""

    name: str
    fold: int
    scene: Scene
    candidates: list[Candidate]
    truth: dict[Key, int | None]
    recognised: bool
    wanted: Counter[str] = field(default_factory=Counter)
    blurred: frozenset[str] = frozenset()
    """Names that were found cut wrongly: what is said of them teaches only the trees, as wrong."""


def wanted_pairs(gold: dict[str, Any]) -> dict[Key, bool]:
    """The relations of a gold article by the numbers of their entities (``e1`` …), and whether each is required."""
    entities = gold["entities"]
    found: dict[Key, bool] = {}
    for relation in gold["relations"]:
        sides = []
        for name, kinds in zip((relation["s"], relation["o"]), ends[relation["p"]], strict=True):
            options = [i for i, e in enumerate(entities) if e["name"] == name]
            sides.append(f"e{next((i for i in options if entities[i]['type'] in kinds), options[0]) + 1}")
        if relation["p"] in symmetric:
            sides.sort()
        key = (relation["p"], sides[0], sides[1])
        found[key] = found.get(key, False) or not relation.get("optional", False)
    return found


def examples(articles: Sequence[GoldArticle], *, recognised: bool, unseen: Unseen | None = None) -> Iterator[Example]:
    """Gold articles as examples, with the gold's names or with those that the recognisers find.

    `unseen` holds the names that taggers find that had not seen the article; the shipped one knows these too well.
    """
    for article in articles:
        document = _document(article, article.file.read_text(encoding="utf-8"))
        gold_entities = project(article.gold, document)
        entities = found_entities(article, document, unseen) if recognised else with_references(document, gold_entities)
        yield _example(article, document, gold_entities, entities, recognised=recognised)


def swapped(articles: Sequence[GoldArticle], number: int) -> Iterator[Example]:
    """Gold articles as examples with gold's names, but people and places have other ones; copy `number` of many."""
    swapper = Swapper(articles, ontology.load())
    draw = random.Random(f"copy {number}")  # noqa: S311 (repeatable, not secret)
    for article in articles:
        text, annotation = swapper.swap(article.file.read_text(encoding="utf-8"), deepcopy(article.gold), draw)
        copy = replace(article, gold=annotation)
        document = _document(copy, text)
        entities = project(annotation, document)
        yield _example(copy, document, entities, with_references(document, entities), recognised=False)


def with_references(document: Document, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Gold's entities with the words that refer to them (该公司, 双方), which gold doesn't annotate."""
    forms = [Form(fold_name(entity.name), entity.name, entity.type, list(entity.mentions)) for entity in entities]
    for reference in references.find(document, forms):
        reference.root.mentions += reference.mentions
    return tuple(
        replace(entity, mentions=tuple(sorted(form.mentions, key=lambda mention: mention.start)))
        for entity, form in zip(entities, forms, strict=True)
    )


def _document(article: GoldArticle, text: str) -> Document:
    return analyse(read_text(text, source=article.name), ontology.load())


def _example(
    article: GoldArticle,
    document: Document,
    gold_entities: Sequence[Entity],
    entities: Sequence[Entity],
    *,
    recognised: bool,
) -> Example:
    terms = ontology.load()
    times = find_times(document)
    quantities = find_quantities(document, times, tuple(m for e in entities for m in e.mentions), ontology=terms)
    scene = look(document, entities, times, quantities, terms)
    denied = Denials(scene)
    candidates = [candidate for candidate in propose(scene) if not denied.holds(candidate)]
    pairs = wanted_pairs(article.gold)
    blurred = _blurred(gold_entities, entities)
    loose = {e.id for e in gold_entities if e.confidence < 1} | blurred
    truth: dict[Key, int | None] = {}
    for candidate in candidates:
        key = key_of(candidate)
        if key not in truth:
            required = pairs.get(key)
            forgiven = required is False or key[1] in loose or key[2] in loose
            truth[key] = 1 if required else None if forgiven else 0
    wanted = Counter(key[0] for key, required in pairs.items() if required)
    fold = zlib.crc32(article.name.encode()) % folds
    return Example(article.name, fold, scene, candidates, truth, recognised, wanted, frozenset(blurred))


def _blurred(gold: Sequence[Entity], found: Sequence[Entity]) -> set[str]:
    """Found names that overlap gold's without being one of them: of what is said of them gold says nothing."""
    taken = {place for entity in gold for m in entity.mentions for place in range(m.start, m.end)}
    known = {entity.id for entity in gold}
    return {
        entity.id
        for entity in found
        if entity.id not in known
        and any(place in taken for m in entity.mentions if m.kind != "reference" for place in range(m.start, m.end))
    }


def found_entities(article: GoldArticle, document: Document, unseen: Unseen | None = None) -> tuple[Entity, ...]:
    """What the recognisers find, numbered as in gold where gold has them too, else ``x1`` and so on."""
    terms = ontology.load()
    gold = article.gold
    mentions = recognise(document, terms) if unseen is None else tuple(_mentions(document, unseen[article.name]))
    forms: dict[tuple[str, str], int] = {}
    for index, entity in enumerate(gold["entities"]):
        for name in [entity["name"], *entity.get("aliases", [])]:
            forms.setdefault((entity["type"], fold_name(name)), index)
    taken: set[int] = set()
    result = []
    for number, entity in enumerate(refer(document, mentions, terms)):
        match = next(
            (
                forms[entity.type, fold_name(n)]
                for n in [entity.name, *entity.aliases]
                if (entity.type, fold_name(n)) in forms
            ),
            None,
        )
        fresh = match is not None and match not in taken
        name = f"e{match + 1}" if match is not None and fresh else f"x{number}"
        if match is not None:
            taken.add(match)
        result.append(Entity(name, entity.type, entity.name, entity.aliases, entity.mentions, entity.subtype))
    return tuple(result)


def _mentions(document: Document, rows: Sequence[Sequence[Any]]) -> Iterator[Mention]:
    for start, end, kind, subtype, name, confidence in rows:
        text = document.text[start:end]
        yield Mention(start, end, text, kind, subtype=subtype, name=name, confidence=confidence)
