"""What surrounds a claim: as many numbers for each, of the sentence and the names that it is about."""

from __future__ import annotations

from kg.extract.relate.candidates import propose
from kg.extract.relate.claims import Claim, describe, gather
from kg.extract.relate.scene import Scene
from kg.extract.relate.surroundings import Surroundings
from tests.extract.relate.marked import scene_of

_COMPANY = "<P王芳>任<O华山公司>经理。\n<P王芳>、<P李勇>毕业于<O商洛学院>，未获<O华山公司分公司>聘用，该<O华山公司>称。"


def _claims(scene: Scene) -> list[Claim]:
    return list(gather((1.0, candidate) for candidate in propose(scene)).values())


def _of(scene: Scene, relation: str, subject: str, obj: str) -> list[float]:
    claims = {claim.key: claim for claim in _claims(scene)}
    names = {entity.name: entity.id for entity in scene.entities.values()}
    return Surroundings(scene, claims).of(claims[relation, names[subject], names[obj]])


def test_each_claim_has_as_many_numbers() -> None:
    scene = scene_of(_COMPANY)
    rows = describe(scene, {claim.key: claim for claim in _claims(scene)})
    assert len(rows) > 4
    assert len({len(row) for row in rows.values()}) == 1


def test_words_of_doubt_between_the_names_are_counted() -> None:
    plain, doubtful = (
        _of(scene_of(f"<P王芳>{word}<H全国五一劳动奖章>。"), "awarded", "王芳", "全国五一劳动奖章")
        for word in ("荣获", "未获")
    )
    assert plain[0] == 0
    assert doubtful[0] >= 1


def test_a_rival_whose_name_holds_this_one_is_seen() -> None:
    text = "<P王芳>曾在<O华山公司>、<O华山公司分公司>工作。"
    parent = _of(scene_of(text), "worksFor", "王芳", "华山公司")
    unit = _of(scene_of(text), "worksFor", "王芳", "华山公司分公司")
    alone = _of(scene_of("<P王芳>曾在<O华山公司>工作。"), "worksFor", "王芳", "华山公司")
    assert parent[-4:-2] == [1.0, -12.0]
    assert unit[-4:-2] == [-12.0, 1.0]
    assert alone[-4:-2] == [-12.0, -12.0]


def test_the_headline_makes_a_name_prominent() -> None:
    scene = scene_of("<P王芳>获<H三八红旗手>\n<P李勇>获<H全国五一劳动奖章>。")
    one, two = _of(scene, "awarded", "王芳", "三八红旗手"), _of(scene, "awarded", "李勇", "全国五一劳动奖章")
    assert (one[-12], one[-10]) == (1.0, 1.0)
    assert (two[-12], two[-10]) == (0.0, 0.0)
