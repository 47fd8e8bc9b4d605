"""Planted namesakes and variants, and safety at large: bodies of different counties are never one."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from benchmarks import mirrors, pairs
from kg.model import Extraction, Member
from kg.ontology import load
from kg.resolve import resolve
from kg.text.fold import fold_name
from tests.resolve.test_resolve import told

# What holds, less a little for changes in extraction; the goal is .92.
FLOOR = 0.92
KINDS = """
总工会 人民医院 第一中学 实验小学 教育局 县委宣传部 县公安局 融媒体中心 图书馆 老兵驿站 红旗煤矿 中医院 派出所
消防救援大队 税务局 人民法院 第三中学 经济开发区管委会 爱心志愿者协会 电视台 林业局 政务服务中心 红十字会 县委 县政府
供电公司 农村商业银行 研究生院 校团委 物理学院 县卫健局
"""


@pytest.fixture(scope="module")
def planted() -> pairs.Pairs:
    return pairs.read_pairs()


@pytest.fixture(scope="module")
def found(planted: pairs.Pairs) -> Mapping[str, Extraction]:
    return pairs.extractions(planted, load())


def test_there_are_enough_pairs_and_their_names_are_in_the_texts(planted: pairs.Pairs) -> None:
    for half in pairs.HALVES:
        held = [pair for pair in planted.planted if pair.case.startswith(half)]
        assert sum(pair.same for pair in held) >= 50
        assert sum(not pair.same for pair in held) >= 50
    for pair in planted.planted:
        for text, name in zip(pair.texts, (pair.left, pair.right), strict=True):
            assert fold_name(name) in fold_name(planted.texts[text]), pair


def test_variants_are_joined_and_namesakes_kept_apart(planted: pairs.Pairs, found: Mapping[str, Extraction]) -> None:
    ours = pairs.score(planted.planted, pairs.by_resolution(found, load()))
    assert ours.f1 >= FLOOR
    assert ours.bodies == 0
    for simple in (pairs.by_name, pairs.by_folded_name, pairs.by_rapidfuzz):
        assert pairs.score(planted.planted, simple).f1 < ours.f1


def test_what_is_lost_is_mostly_names(planted: pairs.Pairs, found: Mapping[str, Extraction]) -> None:
    known = pairs.known(planted, found)
    ours = pairs.score(planted.planted, pairs.by_resolution(known, load()))
    assert ours.f1 >= 0.95
    assert ours.bodies == 0


def test_the_order_of_articles_plays_no_part(found: Mapping[str, Extraction]) -> None:
    shuffled = list(found.values())
    random.Random(1).shuffle(shuffled)  # noqa: S311 - no secret
    assert resolve(shuffled, load()) == resolve(found.values(), load())


@pytest.mark.parametrize("seed", range(4))
def test_bodies_of_two_counties_are_two_however_they_are_named(seed: int) -> None:
    chosen, divisions = random.Random(seed), load().divisions  # noqa: S311 - no secret
    counties = [one for one in divisions if one.level == "county" and not one.former and one.code.isdigit()]
    for _ in range(80):
        kind, *two = chosen.choice(KINDS.split()), *chosen.sample(counties, 2)
        articles = []
        for name, county in zip("ab", two, strict=True):
            place = chosen.choice([divisions.full_name(county.code), county.name, county.short or county.name])
            body = chosen.choice([kind, county.name + kind.removeprefix("县")])
            articles.append(told(name, f"O{body}", f"L{place}"))
        members = {Member("a", "e1"), Member("b", "e1")}
        assert not any(members <= set(one.members) for one in resolve(articles, load()).entities), articles


def test_copies_of_an_article_bring_hardly_anything_new() -> None:
    texts, ontology = mirrors.gold(5, dev=False), load()
    before = list(mirrors.extracted(texts, ontology, "", model="fast"))
    known = {one.article.id for one in before}
    copies = [one for maker in mirrors.MAKERS for one in mirrors.extracted(texts, ontology, maker, model="fast")]
    new = list(mirrors.brought([*before, *copies], known, ontology))
    assert len(new) <= 0.02 * len([one for one in resolve(before, ontology).entities if one.members])
