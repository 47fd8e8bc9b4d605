"""Different articles that are hard to tell apart: notices of one template, sequels that repeat their background."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻潘葛范彭郎鲁韦马苗方俞任袁柳"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰志国建文辉力斌波宁红宇浩凯健俊帆雪云飞鹏峰晨阳"
_PLACES = [one + two for one in "临清安平永宁石松青白兴东南西龙凤长" for two in "江河山川阳水城源泉岭昌化海州安丰"]
_TOPICS = [
    "招商引资",
    "乡村振兴",
    "安全生产",
    "森林防火",
    "义务教育",
    "文物保护",
    "禁毒宣传",
    "医疗保障",
    "职业培训",
    "污染防治",
]
_SUBJECTS = ["语文", "数学", "英语", "物理", "化学", "历史", "地理", "生物", "体育", "音乐", "美术", "信息技术"]
_TEMPLATES = (Path(__file__).parent / "notices.txt").read_text(encoding="utf-8").split("\n====\n")


def notice(seed: int) -> str:
    """A notice of one of the templates of `notices.txt`; no two of them speak of the same."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    names = ["".join([draw.choice(_SURNAMES), *draw.sample(_GIVEN, draw.choice([1, 2, 2]))]) for _ in range(3)]
    places = draw.sample(_PLACES, 3)
    low = draw.randrange(-5, 22)
    return _TEMPLATES[seed % len(_TEMPLATES)].format(
        name=names[0], name2=names[1], name3=names[2], place=places[0], place2=places[1], place3=places[2],
        topic=draw.choice(_TOPICS), subject=draw.choice(_SUBJECTS), day=draw.randrange(1, 29), hour=draw.randrange(24),
        low=low, high=low + draw.randrange(4, 13), wet=draw.randrange(30, 95), month=draw.randrange(1, 13),
        year=draw.randrange(2008, 2024), age=draw.randrange(60, 99), birth=draw.randrange(1925, 1950),
        join=draw.randrange(1951, 1975), count="一二三四五六七八九"[draw.randrange(9)], years=draw.randrange(3, 35),
        money=draw.randrange(90, 2000), days=draw.randrange(60, 400),
    )  # fmt: skip


def composed(texts: Sequence[str], seed: int, background: Sequence[str] = ()) -> str:
    """An article of sentences of several others, so that no two are alike; `background` may stand in many."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    found = [re.findall(r"[^。\n]{12,}。", text) for text in draw.sample(list(texts), 8)]
    # No more than a few of each, or a short article would be there as a whole.
    sentences = [one for each in found for one in draw.sample(each, min(len(each) // 3, 3))]
    chosen = draw.sample(sentences, min(len(sentences), draw.randrange(6, 14)))
    title = re.split(r"[，。：；]", chosen[0])[0][:24]
    return "\n\n".join([title, "".join(chosen[:4]), "".join(chosen[4:]), *background]) + "\n"
