"""All that a page holds, as one compressed block: columns of numbers and texts that the page's script unpacks."""

from __future__ import annotations

import base64
import gzip
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pypinyin import lazy_pinyin

from kg.text.scripts import to_hans, to_hant
from kg.view.clean import one_line, plain
from kg.view.data import OffsetRange, ViewData, ViewEdge, ViewEvidence, ViewLegend, ViewNode, ViewQualifier, ViewTerm

Columns = dict[str, Any]

# Of a path only its end; of an address on the web all. The place of a record in its file is left out.
_SOURCE_FILE = re.compile(r"^(?!.*://).*[\\/]|#\d+$")
_MOST_FILES = 100
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class _Table:
    """Each distinct value once; `place` says where."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, value: str) -> int:
        """Where `value` stands, added if new."""
        if value not in self._places:
            self._places[value] = len(self.values)
            self.values.append(value)
        return self._places[value]


def columns(data: ViewData) -> Columns:
    """Everything of `data` (ranked, edges complete) by columns; nodes, articles and terms are meant by their place."""
    classes, relations = _Table(), _Table()
    for term in data.legend.classes:
        classes.place(term.name)
    for term in data.legend.relations:
        relations.place(term.name)
    places = {node.iri: index for index, node in enumerate(data.nodes)}
    nodes = _nodes(data.nodes, classes.place, len(data.articles))
    claims = _claims(data, places, relations.place)
    return {
        "nodes": nodes,
        **claims,
        "articles": _articles(data),
        "classes": _terms(classes.values, data.legend.classes),
        "relations": _terms(relations.values, data.legend.relations),
        "qualifiers": _qualifier_terms(data.legend),
    }


def block(value: object) -> str:
    """`value` as JSON, gzipped and in base64: three times smaller than JSON, and no character of it can be markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode("ascii")


def _nodes(nodes: Sequence[ViewNode], place: Callable[[str], int], articles: int) -> Columns:
    first, last = (min(nodes, key=_iri).iri, max(nodes, key=_iri).iri) if nodes else ("", "")
    shared = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), 0)
    base = first[: first.rfind("/", 0, shared) + 1]  # what lies between two sorted strings begins as both do
    labels = [one_line(node.label) or "?" for node in nodes]
    aliases = [[form for form in map(one_line, node.aliases) if form] for node in nodes]
    return {
        "base": base,
        "iri": [node.iri[len(base) :] for node in nodes],
        "type": [place(node.type) for node in nodes],
        "subtype": [place(node.subtype) if node.subtype else -1 for node in nodes],
        "label": labels,
        "other": _other_scripts(nodes, labels),
        "aliases": [alias or 0 for alias in aliases],
        "unseen": _unseen_forms(aliases),
        "pinyin": [_pinyin(label) for label in labels],
        "articles": [sorted({at for at in node.articles if 0 <= at < articles}) for node in nodes],
    }


def _iri(node: ViewNode) -> str:
    return node.iri


def _other_scripts(nodes: Sequence[ViewNode], labels: Sequence[str]) -> list[str | int]:
    """The label in the script that it is not in, 0 where both are the same. One call for all: OpenCC starts slowly."""
    joined = "\n".join(labels)
    hans, hant = to_hans(joined).split("\n"), to_hant(joined).split("\n")
    found: list[str | int] = []
    for node, label, simple, full in zip(nodes, labels, hans, hant, strict=False):  # of no label "" is left
        forms = [one_line(node.hans), one_line(node.hant), simple, full]
        found.append(next((form for form in forms if form and form != label), 0))
    return found


def _unseen_forms(aliases: Sequence[list[str]]) -> list[list[str] | int]:
    """The aliases in the script that no article writes them in: they are searched, never shown."""
    joined = "\n".join(alias for row in aliases for alias in row)
    pairs = zip(to_hans(joined).split("\n"), to_hant(joined).split("\n"), strict=True)
    return [sorted({form for _ in row for form in next(pairs)} - set(row)) or 0 for row in aliases]


def _pinyin(label: str) -> str:
    """Syllables without tones, apart by spaces; of a name longer than 60 characters only its beginning."""
    return " ".join(lazy_pinyin("".join(_HAN.findall(label[:60]))))


def _claims(data: ViewData, places: dict[str, int], relation: Callable[[str], int]) -> Columns:
    lines: dict[tuple[int, int, int], list[ViewEdge]] = {}
    for edge in data.edges:
        key = (places[edge.source], places[edge.target], relation(edge.predicate))
        lines.setdefault(key, []).append(edge)
    quotes = _Table()
    order = sorted(lines)

    def claim(edge: ViewEdge) -> list[Any]:
        return [
            _percent(edge.confidence),
            [_qualifier(one, places) for one in edge.qualifiers],
            [_evidence(one, quotes, len(data.articles)) for one in edge.evidence],
        ]

    return {
        "lines": [[key[at] for key in order] for at in range(3)],
        "claims": [[claim(edge) for edge in _best_first(lines[key])] for key in order],
        "quotes": quotes.values,
    }


def _best_first(edges: list[ViewEdge]) -> list[ViewEdge]:
    return sorted(edges, key=lambda edge: -edge.confidence)


def _qualifier(one: ViewQualifier, places: dict[str, int]) -> list[Any]:
    return [one_line(one.name), one_line(one.value), *([places[one.node]] if one.node in places else [])]


def _evidence(one: ViewEvidence, quotes: _Table, articles: int) -> list[Any]:
    known = one.article if 0 <= one.article < articles else -1
    length = len(one.quote)
    return [quotes.place(plain(one.quote)), known, _ranges(one.subjects, length), _ranges(one.objects, length)]


def _percent(confidence: float) -> int:
    return round(100 * min(1.0, max(0.0, confidence))) if math.isfinite(confidence) else 0


def _ranges(ranges: Iterable[OffsetRange], length: int) -> list[int]:
    return [at for start, end in ranges if 0 <= start < end <= length for at in (start, end)]


def _articles(data: ViewData) -> Columns:
    publishers = _Table()
    places = [publishers.place(name) for name in _publishers(data)]
    return {
        "title": [one_line(one.title) for one in data.articles],
        "source": [one_line(one.source) for one in data.articles],
        "publisher": places,
        "publishers": publishers.values,
        "date": [one_line(one.date)[:40] for one in data.articles],
        "url": [one.url if one.url.startswith(("http://", "https://")) else "" for one in data.articles],
    }


def _publishers(data: ViewData) -> list[str]:
    """Who publishes each article; where nobody is named its file, as long as readers can choose among so many."""
    named = [one_line(one.publisher) for one in data.articles]
    files = [_SOURCE_FILE.sub("", one_line(one.source)) for one in data.articles]
    lone = {file for file, name in zip(files, named, strict=True) if not name}
    return [name or (file if len(lone) <= _MOST_FILES else "") for name, file in zip(named, files, strict=True)]


def _terms(names: Sequence[str], terms: Sequence[ViewTerm]) -> list[list[str | int]]:
    known = {term.name: term for term in terms}
    return [_term(known.get(one, ViewTerm(one))) for one in names]


def _qualifier_terms(legend: ViewLegend) -> list[list[str | int]]:
    return [_term(term) for term in legend.qualifiers]


def _term(term: ViewTerm) -> list[str | int]:
    labels = term.labels
    return [term.name, labels.hans, labels.hant, labels.en, term.colour, term.parent, term.icon, int(term.symmetric)]
