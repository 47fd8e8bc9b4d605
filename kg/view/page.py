"""The page itself: pyvis holds the network and renders it through our own template (the only pyvis import).

What pyvis brings: the lists of drawn nodes and edges, their options, and vis-network, inlined from the package's own
folder. What it doesn't bring here: its template (requests to other hosts, markup in titles), its menus, its physics.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.view.clean import one_line
from kg.view.communities import Opening, draw_communities_from, opening_by_community
from kg.view.data import ViewData
from kg.view.importance import draw_some, opening, places_in_class, ranked
from kg.view.layout import layout
from kg.view.payload import Columns, block, columns

_ASSETS = Path(__file__).with_name("assets")
_PYVIS = Path(pyvis.__file__).with_name("templates")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
# The page's script is these files one after the other, in one function's scope; main.js starts it all.
_SCRIPTS = (
    "words.js", "dom.js", "model.js", "search.js", "state.js", "filters.js", "sidebar.js", "place.js", "labels.js",
    "picture.js", "look.js", "facts.js", "panels.js", "path.js", "table.js", "communities.js", "drawing.js",
    "export.js", "address.js", "actions.js", "keys.js", "main.js",
)  # fmt: skip


def page_html(data: ViewData, *, focus: str | None = None) -> str:
    """One HTML document that works offline; `focus` is the IRI of the entity to open on."""
    known = ranked(data)
    ranks = {node.iri: rank for rank, node in enumerate(known.nodes)}
    at = ranks.get(focus) if focus else None
    everything = columns(known)
    first = _opening(everything, focus=at)
    network = _network(everything, first)
    title = one_line(data.title)
    everything["communities"] = first.members
    start = {
        "title": title,
        "focus": at,
        "classes": everything["classes"],
        "total": len(known.nodes),
        "communities": [_community(*both) for both in zip(first.members, first.groups, strict=True)],
    }
    scripts = [_vis_network(), _own_script()]
    style = _asset("style.css")
    network.templateEnv.globals.update(
        title=title,
        style=Markup(style),  # noqa: S704 - our own file
        scripts=[Markup(text) for text in scripts],  # noqa: S704 - our own files and vis-network's
        policy=_policy(scripts, style),
        start=start,
        data=block(everything),
    )
    html: str = network.generate_html()
    return html


def _opening(everything: Columns, *, focus: int | None) -> Opening:
    """What to draw first: of a very large graph its communities, unless the reader asked for an entity."""
    types, (sources, targets, _) = everything["nodes"]["type"], everything["lines"]
    pairs = list(zip(sources, targets, strict=True))
    if len(types) >= draw_communities_from and focus is None:
        found = opening_by_community(pairs, places_in_class(types), room=draw_some)
        if found:
            return found
    return Opening(opening(pairs, types, focus=focus), [], [])


def _community(members: list[int], drawn: list[int]) -> list[Any]:
    """What the first draw needs of a community: the entity it is called by, its size, which of it are drawn."""
    return [min(members), len(members), drawn]


def _network(everything: Columns, first: Opening) -> Network:
    """The pyvis network of what is drawn first. Its lists are filled directly: `add_node` is quadratic."""
    nodes, (sources, targets, _) = everything["nodes"], everything["lines"]
    drawn = first.drawn
    places = {rank: place for place, rank in enumerate(drawn)}
    lines = [
        (line, source, target)
        for line, (source, target) in enumerate(zip(sources, targets, strict=True))
        if source in places and target in places
    ]
    groups = [[places[rank] for rank in group] for group in first.groups if group]
    spots = layout(len(drawn), [(places[source], places[target]) for _, source, target in lines], groups=groups)
    degree = _degrees(len(nodes["label"]), sources, targets)
    network = Network(directed=True, cdn_resources="in_line")
    network.options = {"physics": {"enabled": False}}
    network.nodes = [
        {
            "id": rank,
            "name": nodes["label"][rank],
            "type": nodes["type"][rank],
            "degree": degree[rank],
            "x": round(float(x)),
            "y": round(float(y)),
        }
        for rank, (x, y) in zip(drawn, spots, strict=True)
    ]
    network.edges = [{"id": line, "from": source, "to": target} for line, source, target in lines]
    network.path = "page.html"
    network.templateEnv = _environment()
    return network


def _degrees(count: int, sources: list[int], targets: list[int]) -> list[int]:
    degree = [0] * count
    for end in (*sources, *targets):
        degree[end] += 1
    return degree


def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(_ASSETS), FileSystemLoader(_PYVIS)]), autoescape=True
    )
    environment.filters["data"] = _data
    return environment


def _data(value: Any) -> Markup:
    """`value` as JSON that cannot close the script element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704 - no markup is left in it


def _policy(scripts: list[str], style: str) -> str:
    """The Content-Security-Policy: nothing but these very scripts and this style, no request, no form, no plug-in."""
    hashes = " ".join(_hash(text) for text in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _vis_network() -> str:
    return (_PYVIS / _VIS).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _own_script() -> str:
    parts = "\n".join(f"// {name}\n{_asset(name)}" for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")
