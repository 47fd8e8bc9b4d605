from __future__ import annotations

import json

from kg.graph.reading import read
from kg.ontology import load
from kg.query import entity_view, in_a_line
from kg.serve.around import around, in_article
from tests.graph.samples import shangnan, union
from tests.graph.test_dataset import dataset

DATA = dataset([shangnan(), union()])
CONTENT = DATA.content()
STORE = DATA.store(named=True)


def iri(name: str) -> str:
    return CONTENT.named(name)[0].iri


def test_what_is_walked_to_says_the_same_as_the_whole_graph() -> None:
    for node in CONTENT.nodes:
        part = read(around(STORE, [node.iri]))
        assert entity_view(part, node.iri, load()) == entity_view(CONTENT, node.iri, load())


def test_facts_have_sentences_and_articles() -> None:
    view = entity_view(CONTENT, iri("劉保柱"), load())
    assert view is not None
    (fact,) = view.facts
    assert (fact.predicate, fact.role, fact.other.label) == ("awarded", "subject", "陝西省五一勞動獎章")
    assert ("conferredBy", "陝西省總工會") in fact.qualifiers
    assert fact.said[0].text == "劉保柱等11人獲得陝西省五一勞動獎章。"
    assert fact.said[0].article.title == "商南縣總工會工作"
    assert json.loads(view.to_json())["facts"][0]["predicate"] == "awarded"


def test_two_articles_that_say_the_same_are_one_fact_with_two_sentences() -> None:
    view = entity_view(CONTENT, iri("商南县总工会"), load())
    assert view is not None
    assert [len(fact.said) for fact in view.facts if fact.predicate == "locatedIn"] == [2]
    assert "位于 商南县" in in_a_line(view, load())


def test_who_conferred_has_the_honor_among_the_facts() -> None:
    view = entity_view(CONTENT, iri("陝西省總工會"), load())
    assert view is not None
    (fact,) = view.facts
    assert fact.role == "conferredBy"
    assert fact.value is not None
    assert fact.value.label == "陝西省五一勞動獎章"


def test_a_walk_ends_at_its_bound() -> None:
    assert len(read(around(STORE, [iri("商南县总工会")], steps=3, most=1)).claims) <= 1
    assert around(STORE, ["https://example.org/none"]) == []


def test_an_article_has_its_claims_and_the_names_in_them() -> None:
    article = next(one for one in CONTENT.articles if one.source == "union.txt")
    part = read(in_article(STORE, article.iri))
    assert [one.iri for one in part.articles] == [article.iri]
    assert len(part.claims) == 2
    assert {node.label for node in part.nodes} == {"商南县总工会", "商南县", "王伟"}
