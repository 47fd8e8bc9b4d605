"""Pages' worth of real data: the gold articles' entities and relations, and the sentences that hold both names."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.text.fold import fold_name
from kg.view import (
    ViewArticle,
    ViewData,
    ViewEdge,
    ViewEvidence,
    ViewLabels,
    ViewLegend,
    ViewNode,
    ViewQualifier,
    ViewTerm,
)

_GOLD = Path(__file__).parents[1] / "gold" / "train"
_BASE = "https://w3id.org/newskg/resource/"
_CLASSES = {
    "Person": ("人物", "人物", "Person", "#0072B2"),
    "Organization": ("机构", "機構", "Organization", "#E69F00"),
    "Place": ("地点", "地點", "Place", "#009E73"),
    "Honor": ("荣誉", "榮譽", "Honor", "#D55E00"),
    "Event": ("事件", "事件", "Event", "#CC79A7"),
}
_RELATIONS = {
    "awarded": ("获得荣誉", "獲得榮譽", "awarded", "#D55E00"),
    "partneredWith": ("合作", "合作", "partnered with", "#0072B2"),
    "establishedIn": ("成立于", "成立於", "established in", "#009E73"),
    "establishedBy": ("由…设立", "由…設立", "established by", "#006B4F"),
    "worksFor": ("任职于", "任職於", "works for", "#E69F00"),
    "memberOf": ("成员", "成員", "member of", "#9C6B00"),
    "partOf": ("隶属", "隸屬", "part of", "#7A7A7A"),
    "locatedIn": ("位于", "位於", "located in", "#56B4E9"),
    "organized": ("主办", "主辦", "organized", "#CC79A7"),
    "participatedIn": ("参加", "參加", "participated in", "#8F4A72"),
    "visited": ("到访", "到訪", "visited", "#6A51A3"),
    "nativeOf": ("籍贯", "籍貫", "native of", "#117733"),
    "educatedAt": ("就读于", "就讀於", "educated at", "#332288"),
    "investedIn": ("投资", "投資", "invested in", "#882255"),
}
_QUALIFIERS = {
    "conferredBy": ("授予者", "授予者", "conferred by"),
    "date": ("时间", "時間", "date"),
    "groupSize": ("人数", "人數", "group size"),
    "agreement": ("协议", "協議", "agreement"),
    "title": ("职务", "職務", "title"),
    "amount": ("金额", "金額", "amount"),
    "count": ("数量", "數量", "count"),
}


def legend() -> ViewLegend:
    """What the ontology will say, typed here so that these tests need no ontology."""
    return ViewLegend(
        classes=tuple(ViewTerm(name, ViewLabels(*row[:3]), row[3]) for name, row in _CLASSES.items()),
        relations=tuple(ViewTerm(name, ViewLabels(*row[:3]), row[3]) for name, row in _RELATIONS.items()),
        qualifiers=tuple(ViewTerm(name, ViewLabels(*row)) for name, row in _QUALIFIERS.items()),
    )


@cache
def gold_data(limit: int | None = None) -> ViewData:
    """The graph of the first `limit` gold articles, entities of equal name and type made one."""
    nodes: dict[str, ViewNode] = {}
    edges: list[ViewEdge] = []
    articles: list[ViewArticle] = []
    for file in sorted(_GOLD.glob("*.json"))[:limit]:
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_text(encoding="utf-8", errors="replace")
        _add(gold, text, nodes, edges, len(articles))
        articles.append(_article(gold, file.stem))
    return ViewData(tuple(nodes.values()), tuple(edges), tuple(articles), legend(), title="")


def copies(data: ViewData, wanted: int) -> ViewData:
    """At least `wanted` nodes: the graph again and again under other IRIs and names, quotes changed too."""
    nodes: list[ViewNode] = []
    edges: list[ViewEdge] = []
    turn = 0
    while len(nodes) < wanted:
        mark = "" if turn == 0 else f"·{turn + 1}"
        part = data.nodes[: wanted - len(nodes)]
        kept = {node.iri for node in part}
        nodes += [replace(node, iri=node.iri + mark, label=node.label + mark) for node in part]
        for edge in data.edges:
            if edge.source in kept and edge.target in kept:
                quotes = tuple(replace(one, quote=one.quote + mark) for one in edge.evidence)
                edges.append(replace(edge, source=edge.source + mark, target=edge.target + mark, evidence=quotes))
        turn += 1
    return replace(data, nodes=tuple(nodes), edges=tuple(edges))


def _article(gold: dict[str, Any], stem: str) -> ViewArticle:
    meta = gold["meta"]
    return ViewArticle(
        title=meta.get("title") or "",
        source=f"{stem}.txt",
        publisher=meta.get("publisher") or "",
        date=meta.get("published") or "",
        url=f"https://example.org/{stem}",
    )


def _add(gold: dict[str, Any], text: str, nodes: dict[str, ViewNode], edges: list[ViewEdge], article: int) -> None:
    iris: dict[str, str] = {}
    forms: dict[str, list[str]] = {}
    for entity in gold["entities"]:
        iri = f"{_BASE}{entity['type'].lower()}/{fold_name(entity['name'])}"
        iris.setdefault(entity["name"], iri)
        forms.setdefault(entity["name"], [entity["name"], *entity.get("aliases", [])])
        old = nodes.get(iri, ViewNode(iri, entity["type"], entity["name"]))
        aliases = dict.fromkeys([*old.aliases, *entity.get("aliases", [])])
        nodes[iri] = replace(old, aliases=tuple(aliases), articles=(*old.articles, article))
    lines = [line.strip() for line in text.replace("。", "。\n").splitlines() if line.strip()]
    for number, relation in enumerate(gold["relations"]):
        if relation["s"] in iris and relation["o"] in iris:
            evidence = _evidence(lines, forms[relation["s"]], forms[relation["o"]], article)
            edges.append(
                ViewEdge(
                    source=iris[relation["s"]],
                    target=iris[relation["o"]],
                    predicate=relation["p"],
                    qualifiers=tuple(_qualifier(key, value, iris) for key, value in relation.get("q", {}).items()),
                    confidence=round(0.55 + 0.09 * (number % 6), 2),
                    evidence=evidence,
                )
            )


def _qualifier(name: str, value: object, iris: dict[str, str]) -> ViewQualifier:
    return ViewQualifier(name, str(value), iris.get(str(value), ""))


def _evidence(lines: list[str], subjects: list[str], objects: list[str], article: int) -> tuple[ViewEvidence, ...]:
    found = []
    for line in lines:
        ranges = _ranges(line, subjects), _ranges(line, objects)
        if all(ranges):
            found.append(ViewEvidence(line[:400], article, *(tuple(r for r in one if r[1] <= 400) for one in ranges)))
    return tuple(found[:2])


def _ranges(line: str, forms: list[str]) -> tuple[tuple[int, int], ...]:
    at = {(line.find(form), line.find(form) + len(form)) for form in forms if len(form) > 1 and form in line}
    return tuple(sorted(at))[:1]
