"""Words that names of bodies and places end in, one or two of each kind that were missing from the lexicons once."""

from __future__ import annotations

import pytest

from kg.extract.recognise import organizations, places
from tests.extract.recognise.reading import names

BODIES = {
    "广播": ("记者从西安交通广播获悉，活动将持续一周。", "西安交通广播"),
    "卫校": ("她毕业于河池卫校，后来当了村医。", "河池卫校"),
    "警备区": ("济南警备区官兵参加了活动。", "济南警备区"),
    "教研室": ("寿光市教体局教研室组织了听课。", "寿光市教体局教研室"),
    "饼家": ("铜奖由潮安区庵埠镇文里饼家获得。", "潮安区庵埠镇文里饼家"),
    "骨科": ("烟台山医院骨科收治了三名伤员。", "烟台山医院骨科"),
}
PLACES = {
    "青年宫": ("颁奖礼昨晚在太原青年宫举行。", "太原青年宫"),
}


@pytest.mark.parametrize(("text", "name"), BODIES.values(), ids=BODIES)
def test_body(text: str, name: str) -> None:
    assert name in names(organizations.find, text)


@pytest.mark.parametrize(("text", "name"), PLACES.values(), ids=PLACES)
def test_place(text: str, name: str) -> None:
    assert name in names(places.find, text)
