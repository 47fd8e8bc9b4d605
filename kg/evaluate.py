"""Scoring against gold: what `kg extract` prints, beside what a careful reader would have written down.

Entities match by type and any of their forms, relations by the entities that they join, quantities as a multiset of
value and unit. What gold marks optional is neither rewarded nor punished.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from opencc import OpenCC

from kg.errors import InputError
from kg.extract import Model, extract
from kg.extract.record import to_record
from kg.model import Article
from kg.ontology import Ontology
from kg.read import read_paths

Record = Mapping[str, Any]

# Marks that writers of one name differ in; separators of digits (41.4, 7-11) stay.
_DROP = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff“”‘’\"'「」『』《》〈〉()（）\[\]【】·•・‧∙,，、—]+|(?<!\d)[.．-]|[.．-](?!\d)"
)
_MOST_VALUES = 4  # a qualifier may be printed as a list this long; a longer one is guessing


@dataclass(slots=True)
class Tally:
    """Counts of what was right, what was printed and what there was to find."""

    right: int = 0
    printed: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the printed that is right; 0 where nothing was printed."""
        return self.right / self.printed if self.printed else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there was nothing to find."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Error(NamedTuple):
    """One difference between what was printed and gold."""

    article: str
    what: str
    why: str
    detail: str


@dataclass(slots=True)
class Scores:
    """Tallies by measure (``entity``, ``entity/Person``, ``relation/awarded`` …) and the errors behind them."""

    articles: int = 0
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Error] = field(default_factory=list)

    def __getitem__(self, measure: str) -> Tally:
        return self.tallies[measure]

    def count(self, measure: str, kind: str = "", *, right: int = 0, printed: int = 0, gold: int = 0) -> None:
        """Add to `measure`, and to ``measure/kind`` where a kind is given."""
        for key in (measure, f"{measure}/{kind}") if kind else (measure,):
            tally = self.tallies[key]
            tally.right += right
            tally.printed += printed
            tally.gold += gold


def evaluate(gold: Path, ontology: Ontology, *, model: Model = "accurate") -> Scores:
    """Extract the ``.txt`` of every gold article in `gold` and score it against its ``.json``.

    Raises:
        InputError: `gold` holds no gold articles.
    """
    texts = [file.with_suffix(".txt") for file in _gold_files(gold)]
    articles = (article for article in read_paths(texts) if isinstance(article, Article))
    return score(gold, (to_record(extract(article, ontology, model=model)) for article in articles))


def score(gold: Path, records: Iterable[Record]) -> Scores:
    """Score `records`, as `kg extract` prints them, against the gold articles in `gold`, matched by file stem.

    Raises:
        InputError: `gold` holds no gold articles.
    """
    printed = {Path(record["article"]["source"]).stem: record for record in records}
    scores = Scores()
    for file in _gold_files(gold):
        scores.articles += 1
        wanted = json.loads(file.read_text(encoding="utf-8"))
        if file.stem not in printed:
            scores.errors.append(Error(file.stem, "article", "missed", ""))
        _ArticleScore(wanted, printed.get(file.stem, {}), scores).run()
    return scores


def _gold_files(gold: Path) -> list[Path]:
    files = sorted(gold.glob("*.json"))
    if not files:
        raise InputError(f"no gold articles in {gold}: a gold article is two files, NAME.txt and NAME.json")
    return files


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


@cache
def _fold(name: str) -> str:
    return _DROP.sub("", _t2s().convert(unicodedata.normalize("NFKC", name))).lower()


def _forms(entity: Record) -> set[str]:
    return {_fold(name) for name in [entity["name"], *entity.get("aliases", [])]}


# What gold's relations may join tells entities of the same name apart.
_ANY = frozenset({"Person", "Organization", "Place", "Honor", "Event"})


class _ArticleScore:
    """Scores one article; `found` maps each printed entity to the gold entity that it names, or None."""

    def __init__(self, gold: Record, record: Record, scores: Scores) -> None:
        self.gold, self.record, self.scores = gold, record, scores
        self.entities: list[Record] = gold["entities"]
        self.printed = {entity["id"]: entity for entity in record.get("entities", [])}
        self.found = self._match()

    def run(self) -> None:
        self._score_entities()
        self._score_relations()
        self._score_quantities()
        self._score_metadata()
        self._score_noise()

    def _error(self, what: str, why: str, detail: str) -> None:
        self.scores.errors.append(Error(self.gold["id"], what, why, detail))

    def _match(self) -> dict[str, int | None]:
        """Its own name must be one of the gold entity's forms, or half of its forms: many aliases win nothing."""
        by_form: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, entity in enumerate(self.entities):
            for form in _forms(entity):
                by_form[entity["type"], form].append(index)
        found: dict[str, int | None] = {}
        for entity in self.printed.values():
            forms, canonical = _forms(entity), _fold(entity["name"])
            votes = Counter(index for form in forms for index in by_form.get((entity["type"], form), []))
            named = set(by_form.get((entity["type"], canonical), []))
            options = [index for index in votes if index in named or votes[index] * 2 >= len(forms)]

            def rank(
                index: int, canonical: str = canonical, named: set[int] = named, votes: Counter[int] = votes
            ) -> Any:
                return (_fold(self.entities[index]["name"]) == canonical, index in named, votes[index])

            found[entity["id"]] = max(options, key=rank, default=None)
        return found

    def _score_entities(self) -> None:
        taken: set[int] = set()
        for eid, index in self.found.items():
            kind, name = self.printed[eid]["type"], self.printed[eid]["name"]
            if index is not None and self.entities[index].get("optional"):
                taken.add(index)
                continue
            if index is None or index in taken:
                self.scores.count("entity", kind, printed=1)
                self._error("entity", "spurious" if index is None else "split", f"{kind}\t{name}")
                continue
            taken.add(index)
            self.scores.count("entity", kind, printed=1, right=1)
            same = _fold(name) == _fold(self.entities[index]["name"])
            self.scores.count("canonical name", printed=1, gold=1, right=same)
            if not same:
                self._error("canonical", "wanted " + self.entities[index]["name"], f"got {name}")
        for index, entity in enumerate(self.entities):
            if not entity.get("optional"):
                self.scores.count("entity", entity["type"], gold=1)
                if index not in taken:
                    self._error("entity", "missed", f"{entity['type']}\t{entity['name']}")

    def _index(self, name: str, types: frozenset[str]) -> int:
        options = [index for index, entity in enumerate(self.entities) if entity["name"] == name]
        return next(
            (index for index in options if self.entities[index]["type"] in types), options[0] if options else -1
        )

    def _wanted(self) -> dict[tuple[Any, ...], Record]:
        wanted: dict[tuple[Any, ...], Record] = {}
        for relation in self.gold["relations"]:
            subjects, objects = _ENDS.get(relation["p"], (_ANY, _ANY))
            key = _key(self._index(relation["s"], subjects), relation["p"], self._index(relation["o"], objects))
            if key not in wanted or wanted[key].get("optional"):
                wanted[key] = relation
        return wanted

    def _score_relations(self) -> None:
        wanted, seen = self._wanted(), set[tuple[Any, ...] | None]()
        for statement in self.record.get("statements", []):
            key = self._score_statement(statement, wanted, seen)
            seen.add(key)
        for key, relation in wanted.items():
            if not relation.get("optional"):
                self.scores.count("relation", relation["p"], gold=1)
                if key not in seen:
                    self._error("relation", "missed", f"{relation['s']} {relation['p']} {relation['o']}")

    def _score_statement(
        self, statement: Record, wanted: Mapping[tuple[Any, ...], Record], seen: set[tuple[Any, ...] | None]
    ) -> tuple[Any, ...] | None:
        subject, target = self.found.get(statement["subject"]), self.found.get(statement["object"])
        both = subject is not None and target is not None
        key = _key(subject, statement["predicate"], target) if both else None
        if key is not None and key in seen:
            return key
        relation = wanted.get(key) if key else None
        if relation is None:
            optional = [
                index for index in (subject, target) if index is not None and self.entities[index].get("optional")
            ]
            if key is None or not optional:
                self.scores.count("relation", statement["predicate"], printed=1)
                self._error("relation", "spurious", self._said(statement))
        elif not relation.get("optional"):
            self.scores.count("relation", statement["predicate"], printed=1, right=1)
            self._score_qualifiers(statement, relation)
        return key

    def _said(self, statement: Record) -> str:
        names = [self.printed.get(statement[end], {"name": "?"})["name"] for end in ("subject", "object")]
        return f"{names[0]} {statement['predicate']} {names[1]}"

    def _score_qualifiers(self, statement: Record, relation: Record) -> None:
        printed, said = statement.get("qualifiers", {}), f"{relation['s']} {relation['p']} {relation['o']}"
        for name, value in relation.get("q", {}).items():
            got = printed.get(name)
            values = got if isinstance(got, list) else [] if got is None else [got]
            same = len(values) <= _MOST_VALUES and any(self._same(one, value) for one in values)
            self.scores.count("qualifier", gold=1, printed=got is not None, right=same)
            if not same:
                self._error("qualifier", said, f"{name}: wanted {value}, got {got}")
        for name in sorted(printed.keys() - relation.get("q", {}).keys()):
            self.scores.count("qualifier not in gold", printed=1)  # told apart: readers differ on how many to write
            self._error("qualifier", said, f"{name}: not in gold")

    def _same(self, got: Any, value: Any) -> bool:
        """Whether a printed qualifier names the gold's entity or has its value."""
        if self.found.get(got) == self._index(str(value), _ANY):
            return True
        return _fold(str(self.printed.get(got, {}).get("name", got))) == _fold(str(value))

    def _score_quantities(self) -> None:
        want = Counter((float(each["value"]), _fold(each["unit"])) for each in self.gold.get("quantities", []))
        got = Counter((float(each["value"]), _fold(each["unit"])) for each in self.record.get("quantities", []))
        self.scores.count("quantity", right=(want & got).total(), printed=got.total(), gold=want.total())
        for (value, unit), times in (want - got).items():
            self._error("quantity", "missed", f"{value:g} {unit} x{times}")
        for (value, unit), times in (got - want).items():
            self._error("quantity", "spurious", f"{value:g} {unit} x{times}")

    def _score_metadata(self) -> None:
        article, meta = self.record.get("article", {}), self.gold["meta"]
        for name in ("title", "published", "publisher"):
            wanted, got = meta.get(name), article.get(name)
            if wanted:
                same = bool(got) and (_same_time(got, wanted) if name == "published" else _fold(got) == _fold(wanted))
                self.scores.count("metadata", gold=1, printed=bool(got), right=same)
                if not same:
                    self._error("metadata", name, f"wanted {wanted}, got {got}")
        for name in ("authors", "editors"):
            wanted = {_fold(person) for person in meta.get(name, [])}
            got = {_fold(person) for person in article.get(name, [])}
            self.scores.count("metadata", right=len(wanted & got), printed=len(got), gold=len(wanted))
            if wanted != got:
                self._error("metadata", name, f"wanted {sorted(wanted)}, got {sorted(got)}")

    def _score_noise(self) -> None:
        noise = [folded for folded in map(_fold, self.gold.get("noise", [])) if folded]
        for entity in self.printed.values():
            forms = _forms(entity)
            if any(junk in form for junk in noise for form in forms):
                self.scores.count("noise leaked", printed=1)
                self._error("noise", "leaked", entity["name"])


def _key(subject: int | None, predicate: str, target: int | None) -> tuple[Any, ...]:
    if predicate == "partneredWith":  # symmetric: written once, in either order
        return (predicate, *sorted((subject or 0, target or 0)))
    return (predicate, subject, target)


def _same_time(got: str, wanted: str) -> bool:
    """Whether a printed date says what gold says, at gold's precision; a day where gold has a time."""
    return got[: min(len(wanted), 10)] == wanted[:10]


_PEOPLE, _BODIES, _PLACES = frozenset({"Person"}), frozenset({"Organization"}), frozenset({"Place"})
_EVENTS, _HONORS = frozenset({"Event"}), frozenset({"Honor"})
_ENDS = {
    "awarded": (_PEOPLE | _BODIES, _HONORS),
    "partneredWith": (_BODIES, _BODIES),
    "establishedIn": (_BODIES, _PLACES),
    "establishedBy": (_BODIES, _BODIES | _PEOPLE),
    "worksFor": (_PEOPLE, _BODIES),
    "memberOf": (_PEOPLE | _BODIES, _BODIES),
    "partOf": (_BODIES, _BODIES),
    "locatedIn": (_BODIES | _PLACES | _EVENTS, _PLACES),
    "organized": (_BODIES, _EVENTS),
    "participatedIn": (_PEOPLE | _BODIES, _EVENTS),
    "visited": (_PEOPLE | _BODIES, _BODIES | _PLACES),
    "nativeOf": (_PEOPLE, _PLACES),
    "educatedAt": (_PEOPLE, _BODIES),
    "investedIn": (_PEOPLE | _BODIES, _BODIES | _PLACES),
}
