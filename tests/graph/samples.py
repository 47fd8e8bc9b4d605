"""Extractions written by hand and made up by hypothesis, for the tests of everything that comes after extraction."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import (
    AlignedText,
    Article,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Qualifier,
    Quantity,
    Statement,
    Time,
    Vote,
    type_names,
)


def article(name: str, text: str = "正文。", **meta: object) -> Article:
    return Article(id=name, source=f"{name}.txt", text=text, clean=AlignedText(text), **meta)  # type: ignore[arg-type]


def entity(local: str, kind: str, name: str, *aliases: str, **more: object) -> Entity:
    return Entity(local, kind, name, aliases, **more)  # type: ignore[arg-type]


def said(subject: str, predicate: str, value: str, *qualifiers: Qualifier, quote: str = "原句。") -> Statement:
    return Statement(subject, predicate, value, qualifiers, 0.9, (Evidence(0, len(quote), quote),), "rule")


def shangnan() -> Extraction:
    """One article with each kind of entity, in traditional script."""
    return Extraction(
        article(
            "shangnan", "商南縣總工會…", title="商南縣總工會工作", published="2024-04-07T16:43:59", language="zh-Hant"
        ),
        (
            entity("e1", "Person", "劉保柱"),
            entity("e2", "Honor", "陝西省五一勞動獎章"),
            entity("e3", "Organization", "商南縣總工會", "縣總工會"),
            entity("e4", "Organization", "陝西省總工會", "省總工會"),
            entity("e5", "Place", "商南縣", "商南", subtype="County"),
        ),
        (
            said(
                "e1",
                "awarded",
                "e2",
                Qualifier("conferredBy", "e4", True),
                Qualifier("date", "2023-05"),
                Qualifier("groupSize", 11),
                quote="劉保柱等11人獲得陝西省五一勞動獎章。",
            ),
            said("e3", "locatedIn", "e5"),
        ),
        (Quantity(0, 6, "3000余人", 3000, "人", True),),
    )


def union() -> Extraction:
    """Another article that speaks of the same body, in simplified script."""
    return Extraction(
        article("union", "商南县总工会……", title="县总工会慰问", published="2024-05-01", publisher="商南新闻"),
        (entity("e1", "Organization", "商南县总工会"), entity("e2", "Place", "商南县"), entity("e3", "Person", "王伟")),
        (said("e1", "locatedIn", "e2"), said("e3", "worksFor", "e1", Qualifier("title", "主席"))),
    )


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_name = st.one_of(st.text("商南县总工会王伟劉獎“”· A1", min_size=1, max_size=8), _text).filter(
    lambda name: any(char.isalnum() for char in name)
)
_predicates = st.sampled_from(["awarded", "worksFor", "partneredWith", "locatedIn", "investedIn"])
_dates = st.sampled_from(["2023", "2023-05", "2023-05-01", "2023-02-30", "日前", "2024-04-07T16:43:59", ""])


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction that the types allow, names and quotes of any characters."""
    number = draw(st.integers(0, 10_000))
    count = draw(st.integers(0, 5))
    entities = tuple(
        Entity(
            f"e{index}",
            draw(st.sampled_from(type_names)),
            draw(_name),
            tuple(draw(st.lists(_name, max_size=2))),
            (Mention(0, 2, "商南", "Place", "County", "short", "商南县", 0.5, (Vote("rule", 0.5),)),),
            draw(st.sampled_from(["", "County", "Company", "Nothing"])),
            0.75,
        )
        for index in range(count)
    )
    statements = tuple(draw(_statement(count)) for _ in range(draw(st.integers(0, 4)) if count else 0))
    quantity = st.builds(Quantity, st.integers(0, 9), st.integers(10, 20), _text, st.integers(0, 10**12), _text)
    quantities = draw(st.lists(quantity, max_size=2))
    made = article(
        f"a{number}",
        draw(_text),
        title=draw(_text),
        published=draw(st.one_of(st.none(), _dates)),
        publisher=draw(st.one_of(st.none(), _text)),
        authors=tuple(draw(st.lists(_text, max_size=2))),
        language=draw(st.sampled_from(["zh-Hans", "zh-Hant"])),
        url=draw(st.one_of(st.none(), _text, st.just("https://example.org/商南?a=1"))),
    )
    return Extraction(made, entities, statements, tuple(quantities), (Time(0, 2, "今天", "2024-04-07"),))


@st.composite
def _statement(draw: st.DrawFn, count: int) -> Statement:
    locals_ = st.integers(0, count).map(lambda index: f"e{index}")  # one past the end: an id that isn't there
    qualifiers = st.one_of(
        st.builds(Qualifier, st.just("date"), _dates),
        st.builds(Qualifier, st.just("groupSize"), st.integers(1, 99)),
        st.builds(Qualifier, st.just("title"), _text),
        st.builds(Qualifier, st.just("amount"), st.sampled_from(["4.86亿元", "若干", "100万美元"])),
        st.builds(Qualifier, st.just("conferredBy"), locals_, st.just(True)),
    )
    evidence = tuple(Evidence(3 * i, 3 * i + 2, draw(_text)) for i in range(draw(st.integers(1, 2))))
    return Statement(
        draw(locals_),
        draw(_predicates),
        draw(locals_),
        tuple(draw(st.lists(qualifiers, max_size=3))),
        draw(st.floats(0, 1)),
        evidence,
        draw(st.sampled_from(["", "rule"])),
    )
