from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import WorkspaceError
from kg.model import Entity, Extraction, Member, Resolution
from kg.ontology import load
from kg.resolve import Judgement, Named, resolve
from kg.resolve.clusters import Clusters, Facts
from kg.resolve.judgements import append, latest, read
from tests.graph.samples import article, extractions, said


def told(name: str, *names: str, **meta: object) -> Extraction:
    """An article that names things, such as ``P王伟`` and ``O商南县总工会``; a person first works for a body second."""
    kinds = {"P": "Person", "O": "Organization", "L": "Place", "H": "Honor", "E": "Event"}
    entities = tuple(
        Entity(f"e{number}", kinds[written[0]], *_forms(written[1:])) for number, written in enumerate(names, 1)
    )
    links = [said("e1", "worksFor", "e2")] if len(names) > 1 and names[0][0] == "P" and names[1][0] == "O" else []
    return Extraction(article(name, **meta), entities, tuple(links))


def _forms(written: str) -> tuple[str, tuple[str, ...]]:
    name, *aliases = written.split("/")
    return name, tuple(aliases)


def one(found: Resolution, *members: tuple[str, str]) -> bool:
    """Whether all these members are one entity."""
    wanted = {Member(*member) for member in members}
    return any(wanted <= set(entity.members) for entity in found.entities)


SAME = [
    ("O商南县总工会", "O商南縣總工會"),
    ("O商南县总工会", "O陕西省商洛市商南县总工会"),
    ("O商南县总工会", "O商南总工会"),
    ("O商南县人民政府", "O商南县政府"),
    ("O中共商南县委员会", "O商南县委"),
    ("O青海省文学艺术界联合会", "O青海省文联"),
    ("O商洛市虎之翼科技有限公司", "O商洛市虎之翼科技有限责任公司"),
    ("O商洛市虎之翼科技有限公司", "O虎之翼科技有限公司"),
    ("O北京大学/北大", "O北大"),
    ("L商南县", "L商南"),
    ("L商南县", "L陕西省商洛市商南县"),
    ("L商南县富水镇", "L富水镇"),
    ("L臺北市", "L台北市"),
    ("H“全国劳动模范”荣誉称号", "H全国劳动模范"),
    ("H陕西省劳动模范", "H陝西省勞動模範"),
    ("E第三届中国国际进口博览会", "E第三屆中國國際進口博覽會"),
]
DIFFERENT = [
    ("O商南县总工会", "O丹凤县总工会"),
    ("O商南县总工会", "O商洛市总工会"),
    ("O商南县第一小学", "O商南县第二小学"),
    ("O商洛市虎之翼科技有限公司", "O西安市虎之翼科技有限公司"),
    ("O甲科技股份有限公司", "O甲科技有限公司"),
    ("L南京市鼓楼区", "L徐州市鼓楼区"),
    ("L商南县城关镇", "L山阳县城关镇"),
    ("H陕西省劳动模范", "H甘肃省劳动模范"),
    ("H2023年度先进个人", "H2024年度先进个人"),
    ("E第三届丝路博览会", "E第四届丝路博览会"),
    ("O商南县", "L商南县"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_forms_of_one_name_are_one_entity(left: str, right: str) -> None:
    assert one(resolve([told("a", left), told("b", right)], load()), ("a", "e1"), ("b", "e1"))


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_names_that_differ_in_what_counts_are_two(left: str, right: str) -> None:
    assert not one(resolve([told("a", left), told("b", right)], load()), ("a", "e1"), ("b", "e1"))


def test_a_local_name_belongs_to_the_articles_region() -> None:
    found = resolve(
        [
            told("a", "O人民医院", "L商南县", "O商南县教育局"),
            told("b", "O人民医院", "L丹凤县"),
            told("c", "O商南县人民医院"),
            told("d", "O县人民医院", "L丹凤县"),
        ],
        load(),
    )
    assert one(found, ("a", "e1"), ("c", "e1"))
    assert one(found, ("b", "e1"), ("d", "e1"))
    assert not one(found, ("a", "e1"), ("b", "e1"))


def test_a_company_without_region_stays_alone_where_two_regions_have_one() -> None:
    names = ("O商洛市虎之翼科技有限公司", "O西安市虎之翼科技有限公司", "O虎之翼科技有限公司")
    found = resolve([told(f"a{number}", name) for number, name in enumerate(names)], load())
    assert len([entity for entity in found.entities if entity.identity.type == "Organization"]) == 3


def test_an_alias_of_two_bodies_joins_neither() -> None:
    found = resolve([told("a", "O南京大学/南大"), told("b", "O南昌大学/南大"), told("c", "O南大")], load())
    assert len([entity for entity in found.entities if entity.identity.type == "Organization"]) == 3


def test_people_of_one_name_need_more_than_the_name() -> None:
    found = resolve(
        [
            told("a", "P王伟", "O商南县总工会", "L商南县"),
            told("b", "P王伟", "O商南縣總工會"),
            told("c", "P王伟", "O乌兰浩特市第一中学", "L乌兰浩特市"),
            told("d", "P王伟"),
        ],
        load(),
    )
    assert one(found, ("a", "e1"), ("b", "e1"))
    people = [entity for entity in found.entities if entity.identity.type == "Person"]
    assert len(people) == 3
    assert len({entity.identity for entity in people}) == 3


def test_a_later_article_leaves_the_identity_of_a_person_as_it_is() -> None:
    first = [told("a", "P王伟", "O商南县总工会", published="2024-01-01")]
    later = told("0", "P王伟", "O商南县总工会", "O安康学院", published="2024-06-01")
    before = resolve(first, load()).entities[-1].identity
    assert before in {entity.identity for entity in resolve([*first, later], load()).entities}


def test_places_bring_their_divisions() -> None:
    found = {entity.code: entity for entity in resolve([told("a", "L商南县")], load()).entities}
    assert [found["611023"].within, found["6110"].within] == [found["6110"].identity, found["61"].identity]
    assert found["6110"].labels[0].text == "商洛市"
    assert found["611023"].subtype == "County"


def test_labels_are_what_articles_attest() -> None:
    (found,) = resolve([told("a", "P劉保柱"), told("b", "O无关")], load()).entities[-1:]
    assert [label.text for label in found.labels] == ["劉保柱"]
    assert [(label.text, label.script) for label in found.hidden] == [("刘保柱", "zh-Hans")]


@settings(max_examples=50, deadline=None)
@given(st.lists(extractions(), max_size=5), st.randoms())
def test_order_does_not_matter_and_every_member_is_in_one_entity(found: list[Extraction], order: random.Random) -> None:
    unique = list({one.article.id: one for one in found}.values())
    shuffled = list(unique)
    order.shuffle(shuffled)
    made = resolve(unique, load())
    assert made == resolve(shuffled, load())
    members = [member for entity in made.entities for member in entity.members]
    assert sorted(members) == sorted(Member(one.article.id, e.id) for one in unique for e in one.entities)
    assert len({entity.identity for entity in made.entities}) == len(made.entities)


def judged(verdict: str, left: Named, right: Named, kind: str = "Organization") -> Judgement:
    return Judgement(verdict, kind, left, right, "我", "看过", "2024-05-01")  # type: ignore[arg-type]


def test_a_judgement_joins_and_keeps_apart() -> None:
    found = [told("a", "O甲公司"), told("b", "O乙公司"), told("c", "O甲公司")]
    same = judged("same", Named("甲公司"), Named("乙公司"))
    apart = judged("different", Named("甲公司", "a"), Named("甲公司", "c.txt"))
    assert one(resolve(found, load(), [same]), ("a", "e1"), ("b", "e1"), ("c", "e1"))
    made = resolve(found, load(), [apart])
    assert not one(made, ("a", "e1"), ("c", "e1"))
    assert len({entity.identity for entity in made.entities}) == 3
    both = resolve(found, load(), [same, apart])
    assert not one(both, ("a", "e1"), ("c", "e1"))


def test_an_unsure_pair_is_left_in_doubt() -> None:
    found = [told("a", "P王伟", "O商南县总工会"), told("b", "P王伟", "O商南县总工会")]
    made = resolve(found, load(), [judged("unsure", Named("王伟", "a"), Named("王伟", "b"), "Person")])
    assert not one(made, ("a", "e1"), ("b", "e1"))
    assert [(pair.left.article, pair.right.article) for pair in made.doubtful] == [("a", "b")]


@pytest.mark.parametrize(
    ("left", "right", "asked"),
    [
        ("全国中学生物理竞赛金牌", "全国中学生物理竞赛银牌", 0),
        ("全省职工篮球联赛冠军", "全省职工篮球联赛亚军", 0),
        ("中国大学生金城杯摄影大赛优秀奖", "中国大学生银城杯摄影大赛优秀奖", 1),
    ],
)
def test_honors_of_two_ranks_are_nobodys_doubt(left: str, right: str, asked: int) -> None:
    assert len(resolve([told("a", f"H{left}"), told("b", f"H{right}")], load(), []).doubtful) == asked


def test_judgements_are_kept_in_a_file_and_the_last_counts(tmp_path: Path) -> None:
    file = tmp_path / "judgements.tsv"
    assert read(file) == ()
    first = judged("same", Named("甲\t公司"), Named("乙公司", "a.txt"))
    append(file, first)
    append(file, judged("different", Named("乙公司", "a.txt"), Named("甲 公司")))
    (kept,) = read(file)
    assert kept.verdict == "different"
    assert latest([first, kept]) == (kept,)
    file.write_text(file.read_text(encoding="utf-8") + "maybe\tx\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"judgements\.tsv:4"):
        read(file)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30),
)
def test_no_join_crosses_a_bar(bars: list[tuple[int, int]], joins: list[tuple[int, int]]) -> None:
    clusters: Clusters[int] = Clusters()
    for number in range(13):
        clusters.add(number)
    for left, right in bars:
        clusters.bar(left, right)
    done = [(left, right) for left, right in joins if clusters.join(left, right)]
    assert all(clusters.find(left) == clusters.find(right) for left, right in done)
    assert all(clusters.find(left) != clusters.find(right) for left, right in bars if left != right)
    assert sorted(member for held in clusters.sets() for member in held) == list(range(13))


def test_outside_ids_are_those_of_the_table_and_no_others() -> None:
    divisions = load().divisions
    linked = [one for one in (*divisions, *divisions.towns()) if one.same_as]
    assert linked
    assert not [one for one in linked if one.code[0].isdigit() or one.former]
    found = resolve([told("a", "L商南县", "L日本", "L香港", "O商南县总工会", "P王伟", "H全国劳动模范")], load())
    assert {one.identity.name: one.same_as for one in found.entities if one.same_as} == {
        "日本": divisions.find("日本")[0].same_as
    }


def test_a_body_is_in_the_division_that_its_name_states() -> None:
    found = resolve([told("a", "O商南县总工会", "O人民医院", "L山阳县")], load()).entities
    within = {
        one.labels[0].text: one.within.context for one in found if one.identity.type == "Organization" and one.within
    }
    assert within == {"商南县总工会": "611023"}


def test_a_third_that_fits_both_does_not_join_two_that_conflict() -> None:
    clusters: Clusters[str] = Clusters()
    clusters.add("a", Facts((frozenset({"611023"}),)))
    clusters.add("b", Facts((frozenset(),)))
    clusters.add("c", Facts((frozenset({"611022"}),)))
    assert clusters.join("a", "b")
    assert not clusters.join("b", "c")
    assert clusters.join("b", "c", forced=True)


def test_a_renamed_body_does_not_conflict_with_itself() -> None:
    old, new = Facts((frozenset({"甲有限公司"}),)), Facts((frozenset({"乙有限公司"}),), frozenset({"甲有限公司"}))
    assert not old.conflict(new)
    assert old.conflict(Facts((frozenset({"乙有限公司"}),)))


def test_bare_names_stay_alone_where_nothing_says_which_is_meant() -> None:
    found = resolve([told("a", "O实验小学", "L鼓楼区"), told("b", "O实验小学", "L鼓楼区")], load())
    assert not one(found, ("a", "e1"), ("b", "e1"))
    assert not one(found, ("a", "e2"), ("b", "e2"))


def test_bare_names_are_one_where_the_same_people_work() -> None:
    both = [told(name, "P欧阳文博", "O实验小学", "O虎之翼科技有限公司", "H全国劳动模范") for name in "ab"]
    assert one(resolve(both, load()), ("a", "e2"), ("b", "e2"))
