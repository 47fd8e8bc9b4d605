from dataclasses import replace

import pytest

from kg import ontology
from kg.errors import OntologyError
from kg.extract.quantities import find_quantities
from kg.extract.relate.coordination import coordinated, headed
from kg.extract.relate.patterns import Half, Match, compile_patterns, find, mistakes
from kg.extract.relate.titles import title_matcher
from kg.extract.relate.view import reduce
from kg.extract.times import find_times
from kg.ontology import PatternLine
from tests.extract.relate.marked import read


def _with(line: str, relation: str = "awarded") -> ontology.Ontology:
    return replace(
        ontology.load(), patterns=(PatternLine(relation, line, f"{relation}.txt", 7),), version=f"test {line}"
    )


def _found(line: str, marked: str, relation: str = "awarded") -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    terms = _with(line, relation)
    document, entities = read(marked)
    names = {e.id: e.name for e in entities}
    views = reduce(document, entities, find_times(document), (), title_matcher(terms))
    return [
        (tuple(names[m.entity] for m in match.subject.members), tuple(names[m.entity] for m in match.object.members))
        for matches in find(compile_patterns(terms), [headed(view) for view in views])
        for match in matches
    ]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("{subject}获{object", "never closed"),
        ("{subject}获{objekt}", "no slot {objekt}"),
        ("{subject}获{subject}", "twice"),
        ("获奖了", "needs {subject} and {object}"),
        ("{subject}(获{object}", "( is never closed"),
        ("{subject}获)得{object}", ") without"),
        ("{subject}获}{object}", "} without"),
        ("{subject}{object}", "needs words"),
        ("{subject:Place}获{object}", "can't take a Place"),
        ("{date:Person}{subject}获{object}", "can't take a Person"),
        ("获{date}", "needs {subject} and {object}"),
        ("?{subject}获{object}", "awarded.txt:7"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(line: str, mistake: str) -> None:
    with pytest.raises(OntologyError) as raised:
        compile_patterns(_with(line))
    assert "awarded.txt:7" in str(raised.value)
    assert mistake in str(raised.value)


def test_every_mistake_is_told_and_not_the_first_alone() -> None:
    lines = ["{subject}获{objekt}", "{subject}获{object}", "{subject", "{subject}爱{object}"]
    relations = ["awarded", "awarded", "awarded", "likes"]
    patterns = tuple(
        PatternLine(relation, line, f"{relation}.txt", number)
        for number, (relation, line) in enumerate(zip(relations, lines, strict=True), 1)
    )
    found = mistakes(replace(ontology.load(), patterns=patterns, version="test of mistakes"))
    assert [line.split(": ")[0] for line in found] == ["awarded.txt:1", "awarded.txt:3"]


def test_a_slot_may_be_held_to_one_class() -> None:
    marked = "<O宏达公司>派<P张三>参赛，获<H劳动模范>。"
    assert _found("{subject:Person}……获{object}", marked) == [(("张三",), ("劳动模范",))]
    assert _found("{subject}……获{object}", marked) == [(("宏达公司",), ("劳动模范",))]


def test_quotation_marks_around_a_name_are_no_obstacle() -> None:
    for marked in ("<P张三>获“<H劳动模范>”称号。", "<P張三>獲「<H勞動模範>」稱號。", "“<P张三>”获<H劳动模范>称号。"):
        assert _found("{subject}获{object}称号", marked)


def test_a_name_behind_a_preposition_is_no_subject() -> None:
    assert _found("{subject}……获{object}", "<P张三>在<O宏达公司>工作，获<H劳动模范>。") == [(("张三",), ("劳动模范",))]
    assert not _found("{subject}……获{object}", "他在<O宏达公司>工作，获<H劳动模范>。")


def test_a_written_post_takes_no_other_post() -> None:
    terms = _with("{subject}创始人{object}", "establishedBy")
    for post, many in (("创始人", 1), ("董事长", 0)):
        document, entities = read(f"<O宏达公司>{post}<P张三>到会。")
        (view,) = reduce(document, entities, (), (), title_matcher(terms))
        assert len(find(compile_patterns(terms), [coordinated(view)])[0]) == many


def test_a_file_must_be_named_after_a_relation() -> None:
    with pytest.raises(OntologyError, match="no relation likes"):
        compile_patterns(_with("{subject}爱{object}", "likes"))


def test_our_own_patterns_compile_once() -> None:
    assert compile_patterns(ontology.load()) is compile_patterns(ontology.load())
    assert len(compile_patterns(ontology.load()).lines) > 50


def test_a_line_of_ours_may_have_one_end() -> None:
    terms = _with("(加入|加盟){object}", "memberOf")
    document, entities = read("2019年加盟<O上海海港队>。")
    (view,) = reduce(document, entities, (), (), title_matcher(terms))
    (half,) = find(compile_patterns(terms), [headed(view)])[0]
    assert isinstance(half, Half)
    assert (half.end, [m.entity for m in half.item.members]) == ("object", ["e1"])


def test_a_post_in_a_pattern_matches_the_post_in_the_text() -> None:
    assert _found("{object}局长{subject}", "<O县教育局>局长<P张三>。", "worksFor") == []
    document, entities = read("<O县教育局>局长<P张三>。")
    terms = _with("{object}局长{subject}", "worksFor")
    (view,) = reduce(document, entities, (), (), title_matcher(terms))
    assert [type(match) for match in find(compile_patterns(terms), [coordinated(view)])[0]] == [Match]


def test_words_for_members_are_told_from_posts() -> None:
    titles = title_matcher(ontology.load())
    assert {word: titles.kind(word) for word in ("县政协委员", "政治委员", "院士", "局长")} == {
        "县政协委员": "Member",
        "政治委员": "Title",
        "院士": "Member",
        "局长": "Title",
    }


def test_slots_take_the_classes_of_domain_and_range() -> None:
    assert _found("{subject}获{object}", "<P张三>获<H劳动模范>。") == [(("张三",), ("劳动模范",))]
    assert _found("{subject}获{object}", "<L延安>获<H劳动模范>。") == []


def test_plus_takes_coordinations_with_posts_and_numbers() -> None:
    marked = "<O县委>书记<P李勇>、县长<P王芳>等11人获<H劳动模范>。"
    assert _found("{subject+}获{object}", marked) == [(("李勇", "王芳"), ("劳动模范",))]
    assert _found("{subject}获{object}", marked) == []


def test_gaps_stay_inside_the_sentence_and_short() -> None:
    assert _found("{subject}…获{object}", "<P张三>今年又获<H劳动模范>。")
    assert not _found("{subject}…获{object}", "<P张三>今年五月在省城的大会上再一次又获<H劳动模范>。")
    assert not _found("{subject}……获{object}", "<P张三>走了。后来获<H劳动模范>。")


def test_choices_and_options() -> None:
    line = "{subject}(荣|喜)?获(了)?{object}"
    assert all(_found(line, f"<P张三>{word}<H劳动模范>。") for word in ("获", "荣获", "喜获了"))
    assert not _found(line, "<P张三>夺得<H劳动模范>。")


def test_patterns_in_simplified_script_match_traditional_text() -> None:
    assert _found("{subject}荣获{object}", "<P張三>榮獲<H勞動模範>。") == [(("張三",), ("勞動模範",))]


def test_coordination_keeps_its_number() -> None:
    document, entities = read("<P康朝权>等11人被授予<H劳动模范>。")
    quantities = find_quantities(document, (), ontology=ontology.load())
    (view,) = reduce(document, entities, (), quantities, title_matcher(ontology.load()))
    assert next(item for item in coordinated(view).items if item).size == 11
