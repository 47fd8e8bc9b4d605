"""Characters that hide or turn text go; offsets into a quote stay good."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.view.clean import one_line, plain


@given(st.text())
def test_plain_keeps_the_length_and_leaves_nothing_hidden(text: str) -> None:
    cleaned = plain(text)
    assert len(cleaned) == len(text)
    assert not set(cleaned) & {"\x00", "\u202e", "\u200b", "\ufeff", "\n"}
    cleaned.encode()


def test_a_name_is_one_line() -> None:
    assert one_line(" 陕西\u200b省\n总\u202e工会\x00 ") == "陕西省 总工会"
