"""Where a character of the text is lost, no name that touches it is extracted."""

from __future__ import annotations

import pytest

from kg.extract.recognise import recognise
from kg.extract.segment import analyse
from kg.ontology import load
from kg.read import read_text


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_names_beside_a_lost_character_stay_out(model: str) -> None:
    text = "签约仪式举行\n2024年5月1日\n\n5月1日，岚皋\ufffd总工会主席柯明霞与安康学院院长卢景行出席签约仪式。\n"
    document = analyse(read_text(text), load(), model=model)  # type: ignore[arg-type]
    names = {mention.text for mention in recognise(document, load(), model=model)}  # type: ignore[arg-type]
    assert {"柯明霞", "安康学院", "卢景行"} <= names
    assert not any("\ufffd" in name or "总工会" in name or name == "岚皋" for name in names)
