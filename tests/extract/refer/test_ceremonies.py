"""Ceremonies called by what is done there."""

from __future__ import annotations

from tests.extract.refer.test_refer import named


def test_ceremony_of_its_own() -> None:
    assert "移交仪式" in named("[O青桥中学]昨天启用新楼。[P林小青]出席移交仪式并致辞。")


def test_fuller_name_is_meant() -> None:
    found = named("[E青桥学院揭牌暨校企合作签约仪式]昨天举行。签约仪式上，[P林小青]致辞。")
    assert found["青桥学院揭牌暨校企合作签约仪式"] == {"签约仪式"}


def test_part_of_a_longer_word_is_none() -> None:
    assert set(named("[O青桥中学]说，未办移交仪式感谢会。")) == {"青桥中学"}
