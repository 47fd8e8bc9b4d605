from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.fold import fold, fold_name
from kg.text.scripts import detect_script, to_hans, to_hant

chinese = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("陜陝裏着著范乾臺「」『』,，:：（(·•　余餘"))


@given(chinese)
def test_a_fold_has_the_length_of_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(chinese)
@settings(deadline=None)  # the first call loads the converter
def test_conversion_keeps_the_length(text: str) -> None:
    assert len(to_hans(text)) == len(text) == len(to_hant(text))


@given(st.text(alphabet=st.sampled_from("县縣总總工会會陜陝「」『』,，()（）·•　 Ａａ1１％")))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("陜西省「五一勞動獎章」", "陕西省“五一劳动奖章”"),
        ("阿依古麗•買買提", "阿依古丽·买买提"),
        ("鎮(鄉)工會,縣總工會", "镇（乡）工会，县总工会"),
        ("1,000人,16:43", "1,000人，16:43"),
        ("２０２４年　Ａ級", "2024年 A级"),
    ],
)
def test_one_form_for_each(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陝西省“五一勞動獎章”", "陕西省五一劳动奖章"),
        ("张　三", "張三"),
        ("中建（福建）有限公司", "中建(福建)有限公司"),
        ("约翰·史密斯", "约翰•史密斯"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("text", "script"),
    [("縣總工會與學院簽約", "zh-Hant"), ("县总工会与学院签约", "zh-Hans"), ("", "zh-Hans"), ("2024", "zh-Hans")],
)
def test_script(text: str, script: str) -> None:
    assert detect_script(text) == script
