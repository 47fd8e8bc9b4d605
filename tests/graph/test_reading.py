from __future__ import annotations

from kg.graph.reading import Content
from tests.graph.samples import shangnan, union
from tests.graph.test_dataset import dataset


def content() -> Content:
    return dataset([shangnan(), union()]).content()


def labels(found: Content) -> set[str]:
    return {node.label for node in found.nodes}


def test_an_entity_is_found_by_iri_by_alias_and_in_either_script() -> None:
    found = content()
    (node,) = found.named("商南縣總工會")
    assert found.named("商南县总工会") == found.named("县总工会") == found.named(node.iri) == [node]
    assert found.named("商南") != found.named("无此机构") == []
    assert found.named("") == found.named("“”") == []  # no form in the other script is no name


def test_around_an_entity_lies_what_is_said_of_it_step_by_step() -> None:
    found = content()
    (person,) = found.named("王伟")
    none, one, two = (found.around(person.iri, steps) for steps in (0, 1, 2))
    assert (labels(none), none.claims) == ({"王伟"}, ())
    assert labels(one) == {"王伟", "商南县总工会"}
    assert labels(two) == {"王伟", "商南县总工会", "商南县"}
    assert {claim.predicate for claim in two.claims} == {"worksFor", "locatedIn"}
    assert [article.title for article in none.articles] == ["县总工会慰问"]
    assert two.articles == found.articles
