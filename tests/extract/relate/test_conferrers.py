"""Who conferred an honor, where the words are not simply 被…授予."""

import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.qualifiers import conferrer
from tests.extract.relate.marked import scene_of


def _conferrers(marked: str) -> set[str | None]:
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    awarded = [candidate for candidate in propose(scene) if candidate.relation == "awarded"]
    people = [c for c in awarded if scene.entities[c.subject.entity].type == "Person"]
    assert people
    return {names.get(conferrer(scene, candidate) or "") for candidate in people}


@pytest.mark.parametrize(
    "marked",
    [
        "<P安小月>墙上挂着<O省总工会>2011年授予的“<H五一奖章>”。",
        "<P安小月>获“<H五一奖章>”（<O省总工会>）。",
        "<P安小月>获得“<H五一奖章>”，授予单位是<O省总工会>。",
        "<P安小月>捧回“<H五一奖章>”，证书由<O省总工会>颁发。",
    ],
)
def test_the_words_around_the_honor_tell_who_conferred_it(marked: str) -> None:
    assert "省总工会" in _conferrers(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<P安小月>获“<H五一奖章>”，消息由<O省总工会>网站登出。",
        "<P安小月>获得“<H五一奖章>”，<O省总工会>在河口镇办公。",
    ],
)
def test_a_body_that_is_only_named_conferred_nothing(marked: str) -> None:
    assert _conferrers(marked) == {None}
