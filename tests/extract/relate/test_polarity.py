from pathlib import Path

import pytest

from tests.extract.relate.marked import facts

_UNREAL = [
    line
    for line in Path(__file__).with_name("unreal.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_what_did_not_happen_is_no_fact() -> None:
    assert len(_UNREAL) >= 120
    false = [(line, fact) for line in _UNREAL for fact in facts(line)]
    assert len(false) <= 4, "\n".join(map(str, false))


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


def test_what_is_announced_leaves_the_present_post() -> None:
    text = "<P刘洋>，<O平川县教育局>副局长，拟任<O平川县水利局>局长。"
    assert facts(text) == {("刘洋", "worksFor", "平川县教育局")}


def test_the_honors_of_a_company_are_not_its_chairmans() -> None:
    text = "<P李大山>是<O宏达集团有限公司>董事长，公司先后获得<H全国文明单位>、<H陕西省五一劳动奖状>。"
    assert not [fact for fact in facts(text) if fact[:2] == ("李大山", "awarded")]
