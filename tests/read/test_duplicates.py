"""Near-duplicates: mirrored, damaged and re-boilerplated copies are one article; different articles stay apart."""

from __future__ import annotations

import random
import re
from pathlib import Path

from kg.read import read_text
from kg.read.duplicates import fingerprint, groups
from kg.text.scripts import to_hant

_GOLD = Path(__file__).parents[1] / "gold" / "train"
_TEXTS = [file.read_text(encoding="utf-8") for file in sorted(_GOLD.glob("*.txt"))[:50]]
_PINYIN = {"业": "yè", "动": "dòng", "发": "fā", "学": "xué", "进": "jìn", "务": "wù", "会": "huì", "实": "shí"}


def _mirrored(text: str, seed: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - no secret
    hant = to_hant(text)
    damaged = "".join(
        char + f"({_PINYIN[simple]})" if simple in _PINYIN else char for simple, char in zip(text, hant, strict=True)
    )
    lines = [line for line in damaged.split("\n") if not re.search(r"責任編輯|版權|ICP", line)]
    site = f"首頁 > 新聞{chosen.randrange(99)} > 正文\n"
    return site + "\n".join(lines).replace("，", ",") + "\n上一篇:某地召開工作會議\n版權所有 某某網 粵ICP備2號\n"


def test_mirrored_copies_are_found_and_nothing_else() -> None:
    prints = {f"original-{i}": fingerprint(read_text(text)) for i, text in enumerate(_TEXTS)}
    prints |= {f"copy-{i}": fingerprint(read_text(_mirrored(text, i))) for i, text in enumerate(_TEXTS)}
    found = {frozenset(group) for group in groups(prints)}
    wanted = {frozenset({f"original-{i}", f"copy-{i}"}) for i in range(len(_TEXTS))}
    assert len(found & wanted) >= 0.95 * len(wanted)
    assert found <= wanted


def test_the_order_of_reading_plays_no_part() -> None:
    prints = {
        f"{kind}-{i}": fingerprint(read_text(make(text, i)))
        for i, text in enumerate(_TEXTS[:8])
        for kind, make in (
            ("a", lambda text, _: text),
            ("b", _mirrored),
            ("c", lambda text, _: text[: int(len(text) * 0.9)]),
        )
    }
    shuffled = sorted(prints, key=lambda source: source[::-1])
    assert groups(prints) == groups({source: prints[source] for source in shuffled})
    assert all(len(group) == 3 for group in groups(prints))


def test_notices_of_one_template_stay_apart() -> None:
    notice = (
        "城区天气预报\n\n据县气象台{}日发布：今天夜里到明天白天，我县多云转阴，局部有小到中雨，偏南风二到三级，最低气温{}度，最高气温{}度，"
        "相对湿度{}％。未来三天气温变化不大，请广大市民注意防范强降水可能引发的次生灾害，合理安排出行。空气质量指数{}，水库蓄水量{}万立方米。"
    )
    values = [(3, 11, 24, 61, 52, 1830), (17, 16, 29, 74, 87, 1955)]
    prints = {str(i): fingerprint(read_text(notice.format(*value))) for i, value in enumerate(values)}
    assert groups(prints) == []


def test_the_one_that_stands_for_a_group_is_replaced_by_another() -> None:
    prints = {name: fingerprint(read_text(_TEXTS[0])) for name in ("a", "b", "c")}
    assert groups(prints) == [("a", "b", "c")]
    del prints["a"]
    assert groups(prints) == [("b", "c")]
