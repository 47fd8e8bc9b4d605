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


def told(text: str, relation: str, name: str) -> dict[str, str | None]:
    """The qualifier `name` by subject, of the statements of `relation`."""
    names, statements = said(text)
    return {
        names[one.subject]: next((str(q.value) for q in one.qualifiers if q.name == name), None)
        for one in statements
        if one.predicate == relation
    }


OPENING = "2024年3月5日，青河县召开表彰大会。\n"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (OPENING + "会上，<P李明>获得<H青河县先进工作者>称号。", "2024-03-05"),
        (OPENING + "<P李明>早年获得<H青河县先进工作者>称号。", None),
        (OPENING + "会上发言的<P李明>曾获得<H青河县先进工作者>称号。", None),
        (OPENING + "◎会上，<P李明>获得<H青河县先进工作者>称号。", None),
        (OPENING + "<P李明>获得<H青河县先进工作者>称号。", None),
    ],
)
def test_an_honor_that_the_reported_event_gives_has_its_day(text: str, date: str | None) -> None:
    assert told(text, "awarded", "date") == {"李明": date}


def test_each_payer_has_the_sum_that_follows() -> None:
    text = "<O青河投资公司>出资2亿元、<O白山矿业公司>出资1亿元，入股<O远大新材料公司>。"
    sums = told(text, "investedIn", "amount")
    assert sums.get("青河投资公司", "2亿元") == "2亿元"
    assert sums.get("白山矿业公司", "1亿元") == "1亿元"
    assert sums


@pytest.mark.parametrize(
    ("text", "relation", "date"),
    [
        # another part of the sentence has its own time
        ("2011年，<O青河农机厂>改制；<O青河商会>由<P李明>发起成立。", "establishedBy", None),
        # what the clause says after an honor is no date of it
        ("<P李明>获得<H青河县先进工作者>称号并于2019年退休。", "awarded", None),
        ("<P李明>获<H青河县先进工作者>（2019年）。", "awarded", "2019"),
        ("<P李明>获<H2019年青河县职工技能大赛一等奖>。", "awarded", "2019"),
        ("<P李明>获<H2019年度青河县先进工作者>。", "awarded", None),
    ],
)
def test_times_that_are_not_of_the_fact(text: str, relation: str, date: str | None) -> None:
    names, statements = said(text)
    found = [one for one in statements if one.predicate == relation and names[one.subject] in {"李明", "青河商会"}]
    assert {next((str(q.value) for q in one.qualifiers if q.name == "date"), None) for one in found} == {date}


@pytest.mark.parametrize(("published", "date"), [("2024-04-07", "2023"), (None, None)])
def test_last_year_without_a_date_of_the_article_is_no_other_year(published: str | None, date: str | None) -> None:
    text = "<P李明>1998年毕业于<O青河大学>，去年获评<H全省最美医生>。"
    _, statements = said(text, published)
    found = next(one for one in statements if one.predicate == "awarded")
    assert next((str(q.value) for q in found.qualifiers if q.name == "date"), None) == date
