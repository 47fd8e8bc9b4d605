from pathlib import Path

import pytest

from tests.extract.relate.marked import facts

_UNREAL = [
    line
    for line in Path(__file__).with_name("unreal.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# 局长 of a body, an article's own contest: true beside what is not.
_TRUE_ANYWAY = {"worksFor", "locatedIn", "partOf"}


def test_what_did_not_happen_is_no_fact() -> None:
    assert len(_UNREAL) >= 120
    false = [(line, fact) for line in _UNREAL for fact in facts(line) if fact[1] not in _TRUE_ANYWAY]
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
