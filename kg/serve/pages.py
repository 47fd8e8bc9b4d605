"""The pages for people, and the same resources as data."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kg.errors import KgError
from kg.graph.reading import Content
from kg.query import entity_view
from kg.query.columns import column_name, in_language
from kg.query.entity import in_a_line
from kg.serve import asking
from kg.serve.faults import status_of
from kg.serve.marking import facts_of, pieces
from kg.serve.negotiation import GRAPHS, NAMES, SHORT, choose, with_charset
from kg.serve.protocol import fields_of
from kg.serve.served import Served
from kg.serve.words import LANGUAGES, Words, language_for

Draw = Callable[[Content, str], str]
"""Makes the page of the viewer out of content and the IRI of the entity to open on."""

_HERE: Final = Path(__file__).parent
_KEY = re.compile(r"[0-9a-f]{20}")
_ANY_KEY = re.compile(r"[0-9a-z]{1,40}")
_KINDS: Final = frozenset({"person", "organization", "place", "honor", "event", "article"})
_OTHERS: Final = frozenset({"statement", "evidence", "quantity", "graph"})
_FORMATS: Final = {"text/html": "html", **GRAPHS}
_STATIC: Final = {"style.css": "text/css", "page.js": "text/javascript"}
_MOST_CLAIMS: Final = 1_000
_MOST_DRAWN: Final = 1_500
_MOST_TOLD: Final = 600
_MOST_KNOWN: Final = 12
_VIEWER: Final = "frame-ancestors 'none'"  # the page brings a stricter policy of its own for everything else


class Pages:
    """Everything that a browser shows, rendered from templates that escape all that they are given."""

    def __init__(self, served: Served, draw: Draw) -> None:
        self._served, self._draw = served, draw
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals.update(languages=LANGUAGES, path_of=self._path_of, link=_link)

    # -- helpers

    def _page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        fields = dict(fields_of(request.scope["query_string"])) if status == 200 else {}
        language = _language(request, fields)
        text = self._templates.get_template(template).render(
            w=Words(language),
            language=language,
            status=status,
            label=lambda name: self._served.ontology.label(name, language),
            said=lambda texts: in_language(texts, language),
            named=lambda question, variable: column_name(question, variable, language),
            here=request.url.path,
            fields=[(name, value) for name, value in fields.items() if name != "lang"],
            **values,
        )
        response = HTMLResponse(text, status, headers={"Vary": "Accept, Accept-Language, Cookie"})
        if fields.get("lang") in LANGUAGES:
            response.set_cookie("lang", language, max_age=31_536_000, httponly=True, samesite="lax")
        return response

    def _path_of(self, iri: str) -> str:
        """The address of a resource's page on this server; empty for what has none."""
        rest = iri.removeprefix(self._served.base)
        kind, _, key = rest.partition("/")
        return f"/page/{kind}/{key}" if rest != iri and kind in _KINDS and _KEY.fullmatch(key) else ""

    def _iri(self, kind: str, key: str) -> str:
        _known(kind, key)
        return f"{self._served.base}{kind}/{key}"

    def _moved(self, iri: str, to: Callable[[str, str], str]) -> Response | None:
        """The way to where a former IRI has gone."""
        now = self._served.redirects.get(iri)
        if now is None:
            return None
        kind, _, key = now.removeprefix(self._served.base).partition("/")
        return RedirectResponse(to(kind, key), 301)

    # -- pages

    async def home(self, request: Request) -> Response:
        """Search, and what is in the graph."""
        fields = dict(fields_of(request.scope["query_string"]))
        asked = fields.get("q", "").strip()[:200]
        names = self._served.names
        matches = await asyncio.to_thread(names.search, asked, limit=30, kind=fields.get("kind", "")) if asked else []
        return self._page(
            request,
            "home.html",
            asked=asked,
            matches=matches,
            lines=await self._told([match.entity.iri for match in matches], _language(request, fields)),
            known=[] if asked else names.best(_MOST_KNOWN),
            counts=names.counts,
            total=len(names),
        )

    async def _told(self, iris: list[str], language: str) -> dict[str, str]:
        """A line of facts of each entity."""
        if not iris:
            return {}
        content = await self._served.content({"do": "around", "iris": iris, "steps": 1, "most": _MOST_TOLD})
        views = (entity_view(content, iri, self._served.ontology) for iri in iris)
        return {view.iri: in_a_line(view, self._served.ontology, language=language) for view in views if view}

    async def resource(self, request: Request) -> Response:
        """A resource's page, or its data where that is what the client accepts."""
        kind, key = request.path_params["kind"], request.path_params["key"]
        iri = self._iri(kind, key)
        if kind not in _KINDS:
            raise HTTPException(404)
        form = _FORMATS[choose(request.headers.get("accept", ""), _FORMATS)]
        if form != "html":
            return await self._data(iri, form)
        if kind == "article":
            return await self._article(request, iri)
        content = await self._served.content({"do": "around", "iris": [iri], "steps": 1, "most": _MOST_CLAIMS})
        view = entity_view(content, iri, self._served.ontology)
        if view is None:
            return self._moved(iri, lambda *to: "/page/" + "/".join(to)) or _not_found(iri)
        return self._page(request, "entity.html", view=view, full=len(content.claims) >= _MOST_CLAIMS, iri=iri)

    async def _article(self, request: Request, iri: str) -> Response:
        content = await self._served.content({"do": "article", "iri": iri})
        if not content.articles:
            raise HTTPException(404, f"there is no article {iri}")
        text = await asyncio.to_thread(self._served.texts.get, iri)
        facts = facts_of(content)
        return self._page(
            request,
            "article.html",
            article=content.articles[0],
            pieces=pieces(text, facts) if text else [],
            facts=facts,
            content=content,
            iri=iri,
        )

    async def graph(self, request: Request) -> Response:
        """The viewer: of the whole graph as the build left it, or of what is around an entity."""
        fields = dict(fields_of(request.scope["query_string"]))
        focus = fields.get("focus", "")
        if not focus:
            page = self._served.folder / "graph.html"
            if not page.is_file():
                raise HTTPException(404, "there is no page of the whole graph; choose an entity")
            return FileResponse(page, media_type="text/html", headers={"Content-Security-Policy": _VIEWER})
        depth = asking.number(fields.get("depth", "1"), low=0, high=self._served.settings.depth, name="depth")
        job = {"do": "around", "iris": [focus], "steps": depth, "most": _MOST_DRAWN}
        content = await self._served.content(job)
        if content.node(focus) is None:
            return _not_found(focus)
        page_text = await asyncio.to_thread(self._draw, _complete(content), focus)
        return HTMLResponse(page_text, headers={"Content-Security-Policy": _VIEWER})

    async def query(self, request: Request) -> Response:
        """The editor, with the named questions; with a question, its answer below."""
        fields = fields_of(request.scope["query_string"])
        try:
            values = await asking.answer(fields, self._served, language=_language(request, dict(fields)))
        except KgError as error:
            status, headers = status_of(error)
            values = asking.unanswered(fields, self._served, str(error))
            response = self._page(request, "query.html", status=status, **values)
            response.headers.update(headers)
            return response
        return self._page(request, "query.html", **values)

    async def thing(self, request: Request) -> Response:
        """A resource at the path of its own IRI: what isn't a document sends on to the one about it (303)."""
        base = urlsplit(self._served.base)
        rest = request.url.path.removeprefix(base.path)
        kind, _, key = rest.partition("/")
        if rest == request.url.path:
            raise HTTPException(404)
        _known(kind, key)
        kinds = _FORMATS if kind in _KINDS else GRAPHS
        chosen = choose(request.headers.get("accept", ""), kinds)
        if chosen == "text/html":
            return RedirectResponse(f"/page/{kind}/{key}", 303, headers={"Vary": "Accept"})
        end = next((end for end, media in NAMES.items() if media == chosen), "ttl")
        return RedirectResponse(f"/data/{kind}/{key}.{end}", 303, headers={"Vary": "Accept"})

    async def data(self, request: Request) -> Response:
        """What is said of a resource, in the format that the address ends in."""
        kind, key, end = (request.path_params[name] for name in ("kind", "key", "end"))
        if end not in NAMES:
            raise HTTPException(404)
        iri = self._iri(kind, key)
        moved = self._moved(iri, lambda *to: f"/data/{'/'.join(to)}.{end}")
        return moved or await self._data(iri, GRAPHS[NAMES[end]])

    async def _data(self, iri: str, form: str) -> Response:
        reply = await self._served.ask({"do": "about", "iri": iri, "graph": form} | self._served.bounds)
        if reply.head["status"] == "missing":
            return self._moved(iri, lambda *to: f"/data/{'/'.join(to)}.ttl") or _not_found(iri)
        return Response(reply.content, media_type=with_charset(SHORT[form]), headers={"Vary": "Accept"})

    async def static(self, request: Request) -> Response:
        """Our own style and script, and the classes' colours."""
        name = request.path_params["name"]
        if name == "classes.css":
            return Response(self._colours(), media_type="text/css")
        if name not in _STATIC:
            raise HTTPException(404)
        return FileResponse(_HERE / "assets" / name, media_type=_STATIC[name])

    def _colours(self) -> str:
        return "".join(
            f".t-{one.name} {{ --c: {one.colour}; }}\n"
            for one in self._served.ontology.classes.values()
            if re.fullmatch(r"#[0-9a-fA-F]{6}", one.colour) and one.name.isalnum()
        )

    async def error(self, request: Request, error: Exception) -> Response:
        """An error as the client reads it: a page for a browser, a line of text for all others."""
        status, headers = status_of(error)
        text = str(getattr(error, "detail", error)) or "error"
        bare = text == HTTPStatus(status).phrase  # says nothing that the status doesn't
        is_page = request.url.path not in ("/sparql", "/sparql/", "/graphs")
        if is_page and "text/html" in request.headers.get("accept", "") and self._served.is_ready:
            page = self._page(request, "error.html", status=status, message="" if bare else text)
            page.headers.update(headers)
            return page
        return PlainTextResponse(f"{text}\n", status, headers=headers)


def _language(request: Request, fields: dict[str, str]) -> str:
    accepted = request.headers.get("accept-language", "")
    return language_for(fields.get("lang", ""), request.cookies.get("lang", ""), accepted)


def _known(kind: str, key: str) -> None:
    """Refuse what can be the address of no resource."""
    if kind not in _KINDS | _OTHERS or not _ANY_KEY.fullmatch(key):
        raise HTTPException(404)


def _not_found(iri: str) -> Response:
    raise HTTPException(404, f"nothing is known of {iri[:200]}")


def _complete(content: Content) -> Content:
    """The content without claims of which an end is missing, where the walk ended at its bound."""
    claims = tuple(one for one in content.claims if content.node(one.subject) and content.node(one.object))
    return replace(content, claims=claims)


def _link(path: str, **fields: str) -> str:
    """An address with its parameters."""
    return f"{path}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
