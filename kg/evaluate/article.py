"""Scoring one article: what was printed, beside its gold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from opencc import OpenCC

from kg.evaluate.tally import Error, Scores
from kg.model import type_names
from kg.ontology import Ontology

Record = Mapping[str, Any]
Key = tuple[Any, ...]

# Marks that writers of one name differ in; separators of digits (41.4, 7-11) stay.
_DROP = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff“”‘’\"'「」『』《》〈〉()（）\[\]【】·•・‧∙,，、—]+|(?<!\d)[.．-]|[.．-](?!\d)"
)
_UNREAL = re.compile(
    "未[能获曾]|尚未|从未|没[有能]|不曾|并非|不是|无缘|拒绝|取消|推迟|放弃|否认|不实|网传|拟|争创|争取|申[报请办]|有望|意向|力争|候选|提名|"
    "打算|希望|计划|预计|考虑|洽谈|如果|假如|若|一旦|能否|是否|将"
)
_MOST_VALUES = 4  # a qualifier may be printed as a list this long; a longer one is guessing
_ANY = frozenset(type_names)


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


@cache
def _fold(name: str) -> str:
    return _DROP.sub("", _t2s().convert(unicodedata.normalize("NFKC", name))).lower()


def _forms(entity: Record) -> set[str]:
    return {_fold(name) for name in [entity["name"], *entity.get("aliases", [])]}


class ArticleScore:
    """Scores one article; `found` maps each printed entity to the gold entity that it names, or None."""

    def __init__(self, gold: Record, record: Record, scores: Scores, ontology: Ontology) -> None:
        self.gold, self.record, self.scores, self.ontology = gold, record, scores, ontology
        self.entities: list[Record] = gold["entities"]
        self.printed = {entity["id"]: entity for entity in record.get("entities", [])}
        self.found = self._match()

    def run(self) -> None:
        """Add this article's counts and errors to the scores."""
        self._score_entities()
        self._score_relations()
        self._score_quantities()
        self._score_metadata()
        self._score_noise()

    def _error(self, what: str, why: str, detail: str, cause: str = "") -> None:
        self.scores.errors.append(Error(self.gold["id"], what, why, detail, cause))

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
            ranked = [
                (_fold(self.entities[index]["name"]) == canonical, index in named, votes[index], -index)
                for index in votes
                if index in named or votes[index] * 2 >= len(forms)
            ]
            found[entity["id"]] = -max(ranked)[-1] if ranked else None
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

    def _wanted(self) -> dict[Key, Record]:
        """Gold's relations; what a relation may join tells entities of the same name apart."""
        wanted: dict[Key, Record] = {}
        for relation in self.gold["relations"]:
            known = self.ontology.relations.get(relation["p"])
            subjects, objects = (known.domain, known.range) if known else (_ANY, _ANY)
            key = self._key(self._index(relation["s"], subjects), relation["p"], self._index(relation["o"], objects))
            if key not in wanted or wanted[key].get("optional"):
                wanted[key] = relation
        return wanted

    def _key(self, subject: int, predicate: str, target: int) -> Key:
        known = self.ontology.relations.get(predicate)
        if known and known.symmetric:  # written once, in either order
            return (predicate, *sorted((subject, target)))
        return (predicate, subject, target)

    def _printed_key(self, statement: Record) -> Key | None:
        """The gold entities that a statement joins; None where it joins something else."""
        subject, target = self.found.get(statement["subject"]), self.found.get(statement["object"])
        if subject is None or target is None:
            return None
        return self._key(subject, statement["predicate"], target)

    def _score_relations(self) -> None:
        wanted = self._wanted()
        seen: dict[Key, None] = {}
        for statement in self.record.get("statements", []):
            key = self._printed_key(statement)
            if key is None or key not in seen:
                self._score_statement(statement, key, wanted)
            if key is not None:
                seen[key] = None
        for key, relation in wanted.items():
            if not relation.get("optional"):
                self.scores.count("relation", relation["p"], gold=1)
                if key not in seen:
                    said = f"{relation['s']} {relation['p']} {relation['o']}"
                    self._error("relation", "missed", said, self._cause_of_miss(key, seen))

    def _score_statement(self, statement: Record, key: Key | None, wanted: Mapping[Key, Record]) -> None:
        relation = wanted.get(key) if key else None
        if relation is None:
            ends = [self.found.get(statement[end]) for end in ("subject", "object")]
            optional = any(index is not None and self.entities[index].get("optional") for index in ends)
            if key is None or not optional:
                self._judge(statement, right=False)
                self._error("relation", "spurious", self._said(statement), _cause_of_invention(key, wanted, statement))
        elif not relation.get("optional"):
            self._judge(statement, right=True)
            self._score_qualifiers(statement, relation)

    def _judge(self, statement: Record, *, right: bool) -> None:
        self.scores.count("relation", statement["predicate"], printed=1, right=right)
        self.scores.judged.append((float(statement.get("confidence", 1.0)), right))

    def _cause_of_miss(self, key: Key, seen: Iterable[Key]) -> str:
        if not set(key[1:]) <= set(self.found.values()):
            return "missed name"
        return _near(key, seen) or "missed pattern"

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


def _cause_of_invention(key: Key | None, wanted: Iterable[Key], statement: Record) -> str:
    """The likeliest cause of a statement that gold doesn't have; without a neighbour in gold nobody said it.

    Words of denial, plan or hope in what is quoted for it make it likely that the text says the contrary.
    """
    if key is None:
        return "wrong name"
    quoted = "".join(quote["text"] for quote in statement.get("evidence", [])[:1])
    return _near(key, wanted) or ("wrong polarity" if _UNREAL.search(_t2s().convert(quoted)) else "not said")


def _near(key: Key, others: Iterable[Key]) -> str:
    """How the nearest of `others` differs from `key`; empty where all differ in more than one part."""
    predicate, subject, target = key
    found = {
        "wrong relation": any(set(other[1:]) == {subject, target} for other in others),
        "wrong pairing": any(other[:2] == (predicate, subject) for other in others),
        "wrong subject": any((other[0], other[2]) == (predicate, target) for other in others),
    }
    return next((cause for cause, holds in found.items() if holds), "")


def _same_time(got: str, wanted: str) -> bool:
    """Whether a printed date says what gold says, at gold's precision; a day where gold has a time."""
    return got[: min(len(wanted), 10)] == wanted[:10]
