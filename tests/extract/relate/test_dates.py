"""Which date an earlier sentence lends: a day to all that follows in the paragraph, a year to those it speaks of."""

from __future__ import annotations

import pytest

from tests.extract.relate.marked import said


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1998年，<O宏达公司>迁到<L苏州>。<P李明>获得<H全国劳动模范>称号。", None),
        ("他2003年入伍。去年，<P张伟>获评<H全国优秀退役军人>。", "2023"),
        ("<P张伟>2003年入伍。他获评<H全国优秀退役军人>。", "2003"),
        ("<P李明>1998年进厂。同年，<P李明>获得<H全国劳动模范>称号。", "1998"),
        ("2024年3月5日，<E全县表彰大会>举行。<P李明>获得<H青河县先进工作者>称号。", "2024-03-05"),
    ],
)
def test_dates_of_earlier_sentences(text: str, date: str | None) -> None:
    _, statements = said(text)
    (won,) = [one for one in statements if one.predicate == "awarded"]
    assert next((str(q.value) for q in won.qualifiers if q.name == "date"), None) == date
