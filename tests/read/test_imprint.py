"""Who wrote, edited and published an article and when, from pages whose lines say it in ever other ways."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.read import read_text

TITLE = "临江县总工会举办职工技能培训班"
BODY = (
    "6月3日上午，临江县总工会在县文化馆举办职工技能培训班，来自各乡镇的120名职工参加，县总工会主席刘明出席并讲话。\n"
    "培训班由临江县总工会主办，县职业技术学校承办，为期三天，共有五个专业。"
)


def _page(*, top: str = "", header: str = "", lead: str = "", tail: str = "") -> Article:
    return read_text("\n".join(part for part in (top, TITLE, header, "", f"{lead}{BODY}{tail}") if part or part == ""))


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("临江视窗　2022.12.05", "2022-12-05"),
        ("临江视窗 二〇一八年十二月九日", "2018-12-09"),
        ("臨江視窗／106年12月18日", "2017-12-18"),
        ("發稿日期：民國一一三年九月六日", "2024-09-06"),
        ("临江科创 5月22日 2024", "2024-05-22"),
        ("临江视窗 24-11-06 18:20", "2024-11-06T18:20"),
        ("临江组工　2016年10月　第10期（内部资料）", "2016-10"),
        ("《临江之声》2015年秋季号　记录：张三丰", "2015"),
        ("（2024年5月20日—5月26日）", "2024-05-26"),
        ("（2024年5月14日至17日）\n发布日期：2024-05-18", "2024-05-18"),
    ],
)
def test_days_of_headers(written: str, published: str) -> None:
    assert _page(header=written).published == published


@pytest.mark.parametrize(
    ("lead", "authors", "publisher", "published"),
    [
        ("临江晨讯（张三丰 2019年3月21日）", ["张三丰"], "临江晨讯", "2019-03-21"),
        ("（临江情报网 2015-04-27 张三丰／北镇）", ["张三丰"], "临江情报网", "2015-04-27"),
        ("【临江体育 2023-02-20 记者张三丰】", ["张三丰"], "临江体育", "2023-02-20"),
        ("临江体讯 2018年8月27日：", [], "临江体讯", "2018-08-27"),
        ("临江法苑 2022年11月3日讯（通讯员 买买提·艾山）", ["买买提·艾山"], "临江法苑", "2022-11-03"),
        ("临江通讯记者张三丰16/5/2022报道：", ["张三丰"], "临江通讯", "2022-05-16"),
        ("【张三丰报道】", ["张三丰"], None, None),
        ("（王五岳 记者 张三丰）", ["张三丰", "王五岳"], None, None),
        ("【临江华报记者张三丰蒙特利公园市报导】", ["张三丰"], None, None),
    ],
)
def test_what_the_first_words_say(lead: str, authors: list[str], publisher: str | None, published: str | None) -> None:
    article = _page(lead=lead)
    assert sorted(article.authors) == sorted(authors)
    assert publisher is None or article.publisher == publisher
    assert article.published == published


@pytest.mark.parametrize(
    ("tail", "authors", "publisher", "published"),
    [
        ("（刊于2023年5月17日）", [], None, "2023-05-17"),
        ("\n（本文刊于《临江往事》2019年第4期）", [], "临江往事", "2019"),
        ("（张三丰／临江周刊）", ["张三丰"], "临江周刊", None),
        ("\n（作者系本报特约撰稿人 张三丰）", ["张三丰"], None, None),
    ],
)
def test_what_the_last_words_say(tail: str, authors: list[str], publisher: str | None, published: str | None) -> None:
    article = _page(tail=tail)
    assert list(article.authors) == authors
    assert (article.publisher, article.published) == (publisher, published)


@pytest.mark.parametrize(
    ("header", "authors", "editors"),
    [
        ("藏北视窗 2021-09-14 次仁卓嘎 张三丰", ["次仁卓嘎", "张三丰"], []),
        ("草原驿站　斯琴塔娜　2023年8月15日", ["斯琴塔娜"], []),
        ("临江邮报·张三丰·2023年11月23日", ["张三丰"], []),
        ("临江日报 19/4/2021 张三丰芙蓉报道", ["张三丰"], []),
        ("臨江新聞／張三豐報導／2017年12月18日", ["張三豐"], []),
        ("2022-09-19　張三豐／東引報導", ["張三豐"], []),
        ("临江水乡报　2023-06-20　一泓清颍", ["一泓清颍"], []),
        ("东瀛侨声 2019年9月24日 千叶绫、张三丰", ["千叶绫", "张三丰"], []),
        ("2023-09-13　记者 Nuno Wong", ["Nuno Wong"], []),
        ("临江笔记　2024-06-13　Beatriz Lou 撰文", ["Beatriz Lou"], []),
        ("2023-09-13 编译：张三丰 责编：李四光", ["张三丰"], ["李四光"]),
        ("临江商讯 2024年4月10日 | 张三丰 报道 | 李四光 编辑", ["张三丰"], ["李四光"]),
        ("文 | 张三丰　编 | 李四光　2024-04-10", ["张三丰"], ["李四光"]),
        ("2022/09/30 17:20　责编 李四光　文/图 张三丰", ["张三丰"], ["李四光"]),
        ("临江网 2022-09-05 09:09 楼主：襄水小钓", ["襄水小钓"], []),
        ("临江网 2021-04-09 作者：张三丰　点击排行　收藏", ["张三丰"], []),
        ("临江红字〔2022〕9号　发布日期：2022-06-14", [], []),
        ("临江网 2022-06-14 社团消息", [], []),
    ],
)
def test_people_of_headers(header: str, authors: list[str], editors: list[str]) -> None:
    article = _page(top="临江网 > 新闻 > 正文", header=header)
    assert sorted(article.authors) == sorted(authors)
    assert list(article.editors) == editors
    assert article.clean.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("top", "header", "publisher"),
    [
        ("青城体坛 ❀ 关注公众号 ❀ 体彩竞猜下载", "2025年3月3日　其力格尔", "青城体坛"),
        ("韩江晚刊 / 财富 / 正文　我要评论（0）", "2021-12-16 张三丰", "韩江晚刊"),
        ("临江农讯丨海外", "2024.06.18 张三丰", "临江农讯"),
        ("临江学刊网▸早期项目▸消费", "2024-05-22 08:30 · 张三丰 · 阅读 8231", "临江学刊网"),
        ("临江同城 > 沙巴 > 东海岸      搜寻   登录", "2023-09-17 21:40 分享到 脸书 推特", "临江同城"),
        ("", "2024-06-13 临江早报电子报", "临江早报"),
        ("", "临江边声驻万象记者 张三丰", "临江边声"),
        ("宜临县政府网 &gt; 基层动态", "2022-05-13 张三丰", "宜临县政府网"),
    ],
)
def test_outlets_of_mastheads(top: str, header: str, publisher: str) -> None:
    article = _page(top=top, header=header)
    assert article.publisher == publisher
    assert article.title == TITLE


@pytest.mark.parametrize("end", ["", "\n（此件主动公开）\n抄送：县委各部门，县人大常委会办公室。"])
def test_whoever_signs_a_notice_publishes_it(end: str) -> None:
    title = "临江县总工会关于表扬先进单位和个人的通报"
    article = read_text(f"{title}\n临工发〔2021〕7号\n各乡镇总工会：\n{BODY}\n临江县总工会\n2021年1月25日{end}\n")
    assert (article.title, article.publisher, article.published) == (title, "临江县总工会", "2021-01-25")


@pytest.mark.parametrize("foot", ["【编辑：李四光】 关于我们 | 网站地图", "责编：李四光　热线电话：0990-6888888"])
def test_editors_beside_the_furniture_below(foot: str) -> None:
    assert _page(tail=f"\n{foot}").editors == ("李四光",)


@pytest.mark.parametrize(
    "lead",
    [
        "刘明（1937年1月2日生）是临江人。",
        "临江县总工会（2019年3月21日成立）日前发文。",
        "培训班（2024年6月3日—5日）开班。",
    ],
)
def test_a_day_in_a_sentence_dates_nothing(lead: str) -> None:
    article = _page(lead=lead)
    assert (article.published, article.publisher, article.authors) == (None, None, ())
    assert lead in article.clean.text
