from pathlib import Path

import pytest

from kg import ontology
from kg.extract import extract
from kg.extract.relate.candidates import propose
from kg.extract.relate.polarity import Denials
from kg.read import read_text
from tests.extract.relate.marked import facts, scene_of


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


_ROWS = [line.split("\t") for line in _lines("polarity.tsv")]
_UNREAL = _lines("unreal.txt")
_DENIED = [(row[1], tuple(row[2].split("|"))) for row in _ROWS if row[0] == "false"]
_TWINS = [(row[1], tuple(row[2].split("|"))) for row in _ROWS if row[0] == "true"]


def test_what_did_not_happen_is_no_fact() -> None:
    texts = {**dict.fromkeys(_UNREAL, ()), **dict(_DENIED)}
    assert len(texts) >= 200
    false = [(text, fact) for text, known in texts.items() for fact in facts(text) - {known}]
    assert len(false) <= 2, "\n".join(map(str, false))


def test_what_did_happen_is_not_lost_with_it() -> None:
    assert len(_TWINS) >= 60
    missed = [row for row in _TWINS if row[1] not in facts(row[0])]
    assert len(missed) <= 3, "\n".join(map(str, missed))


def test_articles_that_report_no_event_give_no_relation() -> None:
    articles = Path(__file__).with_name("eventless.txt").read_text(encoding="utf-8").split("\n\n")
    assert len(articles) >= 8
    terms = ontology.load()
    false = [
        (statement.predicate, statement.evidence[0].text)
        for article in articles
        for statement in extract(read_text(article), terms).statements
    ]
    assert len(false) <= 2, "\n".join(map(str, false))


@pytest.mark.parametrize(
    "pair",
    [
        ("<P张海峰>被授予<H全国劳动模范>称号。", "<P张海峰>未被授予<H全国劳动模范>称号。"),
        ("<O宏达公司>与<O蓝海集团>签署战略合作协议。", "<O宏达公司>拟与<O蓝海集团>签署战略合作协议。"),
        ("<P李雪梅>荣获<H全国五一劳动奖章>。", "<P李雪梅>有望荣获<H全国五一劳动奖章>。"),
    ],
)
def test_the_same_words_without_the_cue_are_a_fact(pair: tuple[str, str]) -> None:
    told, denied = pair
    assert facts(told)
    assert not facts(denied)


def test_a_denial_reaches_over_clauses() -> None:
    assert not facts("<P段巧云>没评上的，是‘<H大国工匠>’——‘报过一次，没选上。’")


def test_news_that_quotes_a_disclaimer_keeps_its_facts() -> None:
    """Stories say of themselves, in their first or last line, that they are made up; news quotes others who do."""
    fact = "6月3日，陈海燕荣获陕西省五一劳动奖章。"
    quoted = f"{fact}\n片方回应称，剧中情节纯属虚构，如有雷同，实属巧合。\n颁奖仪式在西安市举行。"
    story = f"{fact}\n颁奖仪式在西安市举行。\n本文纯属虚构，如有雷同，实属巧合。"
    terms = ontology.load()
    found = [{s.predicate for s in extract(read_text(text), terms).statements} for text in (quoted, story)]
    assert "awarded" in found[0]
    assert not found[1]


def test_what_is_announced_leaves_the_present_post() -> None:
    text = "<P刘洋>，<O平川县教育局>副局长，拟任<O平川县水利局>局长。"
    assert facts(text) == {("刘洋", "worksFor", "平川县教育局")}


def test_the_honors_of_a_company_are_not_its_chairmans() -> None:
    text = "<P李大山>是<O宏达集团有限公司>董事长，公司先后获得<H全国文明单位>、<H陕西省五一劳动奖状>。"
    assert not [fact for fact in facts(text) if fact[:2] == ("李大山", "awarded")]


def _held(marked: str) -> set[tuple[str, str, str]]:
    """The candidates that no word takes back, as names."""
    scene = scene_of(marked)
    denied = Denials(scene)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    kept = [candidate for candidate in propose(scene) if not denied.holds(candidate)]
    return {(names[c.subject.entity], c.relation, names[c.object.entity]) for c in kept}


@pytest.mark.parametrize(
    ("told", "denied", "fact"),
    [
        (
            "<O青禾公司>与<O河口职校>签订合作协议；原定的诗会因经费未落实而取消。",
            "<O青禾公司>与<O河口职校>签订合作协议；后因经费未落实被取消。",
            ("青禾公司", "partneredWith", "河口职校"),
        ),
        (
            "<O青禾公司>与<O河口职校>签订学生交流计划合作备忘录。",
            "<O青禾公司>计划与<O河口职校>签订合作备忘录。",
            ("青禾公司", "partneredWith", "河口职校"),
        ),
        (
            "<O白鹭联盟>是<O河口医院>2017年倡议成立的。",
            "<O河口医院>倡议成立<O白鹭联盟>。",
            ("白鹭联盟", "establishedBy", "河口医院"),
        ),
        (
            "<O河口小学>去年划归<O青石教育集团>管理。",
            "<O河口小学>不会划归<O青石教育集团>管理。",
            ("河口小学", "partOf", "青石教育集团"),
        ),
        (
            "<P安小月>参加了<E省运会>，与决赛无缘，名列第九。",
            "<P安小月>因伤未能参加<E省运会>。",
            ("安小月", "participatedIn", "省运会"),
        ),
        (
            "<P安小月>毕业于<O河口师范>，放弃城里的工作返乡。",
            "<P安小月>放弃<O河口师范>的学位毕业。",
            ("安小月", "educatedAt", "河口师范"),
        ),
        (
            "<P安小月>获<H金桥奖>，<P戴一鸣>则未能入选。",
            "<P安小月>冲着<H金桥奖>获奖而来，未能入选。",
            ("安小月", "awarded", "金桥奖"),
        ),
    ],
)
def test_what_failed_is_only_what_it_is_said_of(told: str, denied: str, fact: tuple[str, str, str]) -> None:
    assert fact in _held(told)
    assert fact not in _held(denied)
