"""As what a person works for a body: posts before, between and behind names, and posts that a clause tells."""

from __future__ import annotations

import pytest

from kg.extract.relate.candidates import propose
from kg.extract.relate.held import title
from tests.extract.relate.marked import scene_of


def title_of(marked: str, person: str, body: str) -> str | None:
    """The post that the sentences of `marked` give `person` at `body`, from the first candidate that says one."""
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    told = [
        title(scene, candidate)
        for candidate in propose(scene)
        if candidate.relation == "worksFor"
        and (names[candidate.subject.entity], names[candidate.object.entity]) == (person, body)
    ]
    assert told
    return next((one for one in told if one), None)


@pytest.mark.parametrize(
    ("marked", "post"),
    [
        ("<O青河龙舟队>今年首次参赛，领队是木匠<P陈山>。", "领队"),
        ("<O青河诊所>五年前开张，首任负责人为副主任医师<P陈山>。", "负责人"),
        ("<O青河商会>换届，会长则由船主<P陈山>担任。", "会长"),
        ("教练<P陈山>曾在<O青河机床厂>当了十六年装配工，后来回乡。", "装配工"),
        ("<P陈山>在<O青河酒厂>干过发酵工，去年回乡。", "发酵工"),
        ("<P陈山>十四岁到<O青河船厂>当学徒，后来返乡。", "学徒"),
        ("<P陈山>来自<O青河医院>，任儿科主任医师。", "儿科主任医师"),
        ("<P陈山>是<O青河测绘院>的绘图员，爱好长跑。", "绘图员"),
        ("<P陈山>原任<O青河水务署>助理化验师，去年离开。", "助理化验师"),
        ("<O青河使馆>侨务参赞<P陈山>到场。", "侨务参赞"),
        ("<O青河县教育局>长<P陈山>到场。", "局长"),
        ("<O青河会馆>会长拿督<P陈山>到场。", "会长"),
        ("<P陈山>现为<O青河文联>兼职副主席。", "兼职副主席"),
        ("<O青河商会>副会长、畲族企业家<P陈山>到场。", "副会长"),
        ("<O青河职院>的两位博士后<P陈山>、<P李水>到场。", "博士后"),
    ],
)
def test_the_post_that_the_words_tell(marked: str, post: str) -> None:
    body = marked.split("<O")[1].split(">", maxsplit=1)[0]
    assert title_of(marked, "陈山", body) == post


@pytest.mark.parametrize(
    ("marked", "post"),
    [
        ("<O青河大学>毕业后，<P李水>读博，导师是<P陈山>。", None),
        ("<O青河公司>有员工1,900人，<P陈山>没有回应。", None),
        ("现任主任是外省的<P陈山>，曾供职于<O青河水产所>。", None),
        ("会长<P陈山>是一名律师，<O青河商会>由他主持。", "会长"),
        ("<O青河诊室>首席专家为<O海东医院>教授<P陈山>。", "首席专家"),
    ],
)
def test_what_else_is_said_of_a_person_is_no_post_there(marked: str, post: str | None) -> None:
    body = marked.split("<O")[1].split(">", maxsplit=1)[0]
    assert title_of(marked, "陈山", body) == post


def test_who_stands_for_a_place_holds_no_post_there() -> None:
    marked = "<O科创社团>代表<L湖北省>参赛，带队教师<P陈山>获好评。"
    assert title_of(marked, "陈山", "科创社团") != "代表"
