"""One text to one article: offsets, repair, bylines, and no way to make it raise anything of its own."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read import ReadOptions, boilerplate, read_text
from kg.read.html import read_html
from kg.text.scripts import to_hant

TITLE = "临江县总工会举办职工技能培训班"
BODY = (
    "6月3日上午，临江县总工会在县文化馆举办职工技能培训班，来自各乡镇的120名职工参加，县总工会主席刘明出席并讲话。\n"
    "培训班由临江县总工会主办，县职业技术学校承办，为期三天，共有五个专业。"
)
_PIECES = st.sampled_from(
    ["临江县", "总工会", "，", "。", "、", "，，", "\n", "\n\n", "\u200b", "\xa0", "　", "　　", "\t", "(wù)",
     "(jìn) ", "?wù)", "\ufeff", "记者 ", "张　三 ", "（", "）", "【", "】", "来源：", "2023-06-04", "编辑：",
     "责任编辑", "|", ">", "\r\n", "\u2028", "\x00", "\ud800", "版权所有", "上一篇", "𠊎", "A", "1"]
)  # fmt: skip


def _article(header: str = "", lead: str = "", tail: str = "") -> Article:
    return read_text(f"{TITLE}\n{header}\n\n{lead}{BODY}{tail}\n")


def _check_offsets(article: Article) -> None:
    offsets = article.clean.offsets
    assert offsets is not None
    assert len(offsets) == len(article.clean.text)
    assert all(one <= two for one, two in zip(offsets, list(offsets)[1:], strict=False))
    if "?" in article.text or "\ufffd" in article.clean.text:
        return  # characters put together again stand in place of others
    for char, offset in zip(article.clean.text, offsets, strict=True):
        if char in "\n \u3000":
            continue  # stands for a line's end or for a run of white space
        raw = article.text[offset]
        assert raw == char or (char in "，、；,;。\ufffd" and raw in "，、；,;。?？")


@given(st.lists(_PIECES, max_size=120).map("".join))
@settings(max_examples=300, deadline=None)
def test_clean_characters_stand_where_the_offsets_say(text: str) -> None:
    _check_offsets(read_text(text))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_an_article(text: str) -> None:
    article = read_text(text)
    _check_offsets(article)
    article.text.encode("utf-8")  # no half of a pair is left in it
    assert all(0 <= part.start <= part.end <= len(article.text) for part in article.removed)


@given(st.text(alphabet=st.sampled_from("<>/\"'= \n&;!-[]abcdivpspanht1metascriptlkg县工会。"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_page_gives_an_article_or_an_input_error(page: str) -> None:
    try:
        article = read_html(page, source="a.html", options=ReadOptions())
    except InputError:
        return
    assert article.text.strip()
    _check_offsets(article)


@pytest.mark.parametrize(
    ("header", "authors"),
    [
        ("2023-06-04 来源：临江日报 记者 张三丰 通讯员 李四光", ["张三丰", "李四光"]),
        ("本报记者张三丰 通讯员李四光/文 王五岳/图", ["张三丰", "李四光", "王五岳"]),
        ("□本报记者 张三丰 通讯员 李四光", ["张三丰", "李四光"]),
        ("【記者張三豐／台北報導】", ["張三豐"]),
        ("張三豐／綜合報導", ["張三豐"]),
        ("供稿：办公室 李四光  2023-06-04", ["李四光"]),
        ("作者：张三丰（县总工会）  时间：2023-06-04", ["张三丰"]),
        ("2023-06-04 09:30 临江融媒 张三丰 李四光", ["张三丰", "李四光"]),
        ("记者 阿布都热依木·买买提 2023-06-04", ["阿布都热依木·买买提"]),
        ("文/张三丰 图/李四光", ["张三丰", "李四光"]),
        ("编辑：王五岳 2023-06-04 浏览次数：32", []),
        ("【記者張三豐／埔里報導】", ["張三豐"]),
        ("〔記者張三豐埔里報導〕", ["張三豐"]),
        ("特约记者 张学文", ["张学文"]),
        ("张三丰　sanfeng@example.org", ["张三丰"]),
        ("临江晚报·社区·2023.6.4　文/张三丰", ["张三丰"]),
        ("文/阿斯哈尔　（临江在线·2023年6月4日）", ["阿斯哈尔"]),
        ("临江观察（ID：linjiang-guancha）　2023-06-04　张三丰", ["张三丰"]),
    ],
)
def test_authors_of_header_lines(header: str, authors: list[str]) -> None:
    article = _article(header=header)
    assert sorted(article.authors) == sorted(authors)
    assert article.clean.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("lead", "authors", "publisher"),
    [
        ("本报讯（记者 张三丰）", ["张三丰"], None),
        ("本报讯 记者张三丰、通讯员李四光报道：", ["张三丰", "李四光"], None),
        ("新华社临江6月4日电（记者张三丰、李四光）", ["张三丰", "李四光"], "新华社"),
        ("大河网讯 （记者 张三丰 通讯员 李四光）", ["张三丰", "李四光"], "大河网"),
        ("（中央社記者張三豐台北4日電）", ["張三豐"], "中央社"),
        ("【大紀元記者張三豐台北報導】", ["張三豐"], None),
        ("（临江14日讯，张三丰报道）", ["张三丰"], None),
        ("【本報臨江訊／張三豐】", ["張三豐"], None),
        ("【臨江僑聲二〇二三年六月四日訊】（張三豐）", ["張三豐"], "臨江僑聲"),
        ("【临江侨讯 2023年6月4日】（特约记者张三丰）", ["张三丰"], "临江侨讯"),
    ],
)
def test_bylines_that_lead_a_body(lead: str, authors: list[str], publisher: str | None) -> None:
    article = _article(lead=lead)
    assert sorted(article.authors) == sorted(authors)
    assert publisher is None or article.publisher == publisher
    assert article.clean.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "tail",
    ["（张三丰 李四光）", "（通讯员 张三丰 记者 李四光）", "\n（张三丰/文 李四光/图）", "（张三丰 李四光 摄影报道）"],
)
def test_bylines_that_end_a_body(tail: str) -> None:
    article = _article(tail=tail)
    assert sorted(article.authors) == ["张三丰", "李四光"]
    assert article.clean.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("tail", "published"),
    [
        ("（作者：张三丰，2018年3月刊于《临江工人》副刊）", "2018-03"),
        ("作者：张三丰（《临江工人》2019年第9期，9月5日出刊）", "2019-09-05"),
    ],
)
def test_where_a_text_was_printed_first(tail: str, published: str) -> None:
    article = _article(header="", tail=f"\n{tail}")
    assert (article.authors, article.publisher, article.published) == (("张三丰",), "临江工人", published)
    assert article.clean.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "title",
    [
        "临江新挂牌的三个村，先过了一道“回头看”",
        "临江晚间快报·一句话新闻（5月8日）",
        "【临江政法一周】3月6日—12日",
        "一个校长管三所学校？——临江教育集团的“家谱”",
    ],
)
def test_titles_that_read_like_body_or_header(title: str) -> None:
    article = read_text(f"{title}\n\n{BODY}\n{BODY}\n{BODY}", source="test")
    assert article.title == title
    assert article.clean.text.startswith(title)


@pytest.mark.parametrize(
    "sentence",
    [
        "记者从县总工会获悉，培训班将于下月再办一期，届时将有更多职工参加。",
        "记者了解到，该县今年已举办培训12期。",
        "根据著作权法，未经许可转载他人作品，应当承担侵权责任，县法院昨日对一起案件作出判决。",
        "县里发布的关于加强版权保护工作的通知指出，各单位要尊重原创，不得转载未经授权的文章，违者将依法处理。",
    ],
)
def test_sentences_that_look_like_furniture_stay(sentence: str) -> None:
    article = read_text(
        f"{TITLE}\n2023-06-04 来源：临江日报\n\n{BODY}\n{sentence}\n"
        "以上内容由县总工会于昨日发布，有关情况本报将继续关注，欢迎读者提供线索。\n"
    )
    assert sentence in article.clean.text
    assert article.authors == ()


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("临江县总\u200b工会", "临江县总工会"),
        ("临江\u00ad县总工会，，今天", "临江县总工会，今天"),
        ("黨建(jiàn)工作由常務(wù)副主席", "黨建工作由常務副主席"),
        ("教師(shi) 獎與專業(ye) 群", "教師獎與專業群"),
        ("使用手机(app)和平台(web)", "使用手机(app)和平台(web)"),
        ("副主任　章　敏（女）", "副主任　章敏（女）"),
        ("副主任　張　敏（女）", "副主任　張敏（女）"),
        ("增长5%，、其中", "增长5%，其中"),
    ],
)
def test_repair(dirty: str, clean: str) -> None:
    article = read_text(f"{TITLE}\n\n{BODY}\n{dirty}，出席会议并作了讲话，会议由县长主持。\n")
    assert f"{clean}，出席会议" in article.clean.text
    _check_offsets(article)


def _cut_by_an_injector(text: str) -> str:
    """`text` as a mirror leaves it that puts a reading after the bytes of 務, wherever they stand."""
    data = text.encode("gbk").replace("務".encode("gbk"), "務".encode("gbk") + b"(" + "wù".encode("gbk") + b")")
    decoded, at = "", 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        pair = data[at : at + size].decode("gbk", "replace")
        decoded += "?" if "\ufffd" in pair else pair
        at += size
    return decoded


def test_characters_that_an_injector_cut_are_put_together_again() -> None:
    damaged = _cut_by_an_injector("縣里頒發了獎章和證書")
    assert "獎?wù)" in damaged
    article = read_text(f"{TITLE}\n\n{BODY}\n{damaged},\n共有三人。\n")
    assert "縣里頒發了獎章和證" in article.clean.text
    assert "wù" not in article.clean.text
    _check_offsets(article)


def test_readings_before_and_after_what_is_put_together_go_too() -> None:
    # 獎章”；富平縣人民: 務 is found between 獎 and 章, and 獎 and 縣 have readings too
    damaged = "授予“五一獎(jiǎng)?wù)隆保桓黄娇h(xiàn)人民醫院護士長"
    article = read_text(f"{TITLE}\n\n{BODY}\n{damaged},\n共有三人。\n")
    assert "五一獎章”；富平縣人民醫院護士長" in article.clean.text
    _check_offsets(article)


def test_lines_broken_inside_sentences_are_joined() -> None:
    article = read_text(f"{TITLE}\n\n　　{BODY[:40]}\n{BODY[40:]}\n")
    assert BODY in article.clean.text


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-04-07 16:43:59", "2024-04-07T16:43:59"),
        ("2023年10月27日", "2023-10-27"),
        ("２０１８-１１-０９", "2018-11-09"),
        ("中華民國113年1月31日", "2024-01-31"),
        ("111-05-03", "2022-05-03"),
        ("15 Jan 2018, 9:40 am EST", "2018-01-15T09:40"),
        ("Feb 20, 2024 7:45 PM", "2024-02-20T19:45"),
        ("二〇二三年六月四日", "2023-06-04"),
        ("2021.12.19 上午8:05", "2021-12-19T08:05"),
    ],
)
def test_dates(written: str, published: str) -> None:
    assert _article(header=f"发布时间：{written}  来源：临江日报").published == published


def test_hostile_texts_take_linear_time() -> None:
    for text in (
        "县" * 40_000,
        "（" * 40_000,
        "|" * 40_000,
        "1-" * 40_000,
        "记者" * 20_000,
        "县(wù" * 20_000,
        "来源：" * 20_000,
        "a\n" * 20_000,
    ):
        begin = time.process_time()
        read_text(text)
        assert time.process_time() - begin < 3, text[:10]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<p " + "a=1 " * 400_000 + ">县</p>",
        "<p>" + "<b>" * 50_000 + "县",
        "<table>" * 5_000,
        "<p" * 300_000,
        "县" * 3_000_000,
    ],
    ids=["nested", "attributes", "inline", "tables", "open", "long"],
)
def test_hostile_pages_are_refused_quickly(page: str) -> None:
    begin = time.process_time()
    with pytest.raises(InputError):
        read_html(page, source="a.html", options=ReadOptions())
    assert time.process_time() - begin < 5


def test_entities_of_a_document_type_are_not_expanded() -> None:
    page = (
        '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;&b;">]><h1>临江县总工会举办培训</h1>' + f"<p>{BODY}&d;</p>" * 3
    )
    assert "cccccc" not in read_html(page, source="a.html", options=ReadOptions()).text


def test_both_scripts_read_alike() -> None:
    text = f"{TITLE}\n2023-06-04 来源：临江日报 记者 张三丰\n\n{BODY}\n\n责任编辑：李四光\n版权所有 临江日报\n"
    one, two = read_text(text), read_text(to_hant(text))
    assert (one.language, two.language) == ("zh-Hans", "zh-Hant")
    assert re.sub(r"\s", "", to_hant(one.clean.text)) == re.sub(r"\s", "", two.clean.text)
    assert [to_hant(name) for name in one.authors] == list(two.authors)


def test_sentences_that_only_look_like_contacts_menus_or_captions_stay() -> None:
    said = (
        "有网帖称集团将搬迁，集团新闻发言人毋文彬回应：没有的事。\n"
        "▲县人民法院被评为“全省优秀人民法庭”，庭长龚朝阳说，最难的案子是两家人争一棵银杏树。\n"
    )
    article = read_text(f"晋北女足“换主”，煤企退场、药企接盘\n2023-06-04 来源：临江日报\n\n{BODY}\n{said}{BODY}\n")
    assert article.title == "晋北女足“换主”，煤企退场、药企接盘"
    assert said in article.clean.text
    assert boilerplate.kind("○县体育局主办邀请赛，飞鸟俱乐部提供技术支持") is None
    assert boilerplate.kind("临ICP备05001234号　技术支持：飞鸟网络") == "copyright"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("推荐：海边民宿半价|老街停车攻略|搬家公司", "advert"),
        ("（读者广告）青竹补习班招生", "advert"),
        ("（本文已被浏览0321次） 字体：大 小", "counter"),
        ("本站图片请勿盗用", "copyright"),
        ("（稿件文责自负）", "copyright"),
        ("推荐：县文联推荐张三、李四参评。", None),
        ("张三把来稿请人一一抄清。", None),
    ],
)
def test_more_of_what_pages_add_is_no_article(line: str, kind: str | None) -> None:
    assert boilerplate.kind(line) == kind
