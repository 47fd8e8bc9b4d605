from __future__ import annotations

from kg.read import read_text

PAGE = """金鳥官網登錄平臺-www.example.invalid-百家樂
首頁 金鳥官網概況 招生就業 教學科研 聯系我們
企業家代表來校洽談合作
2023年6月2日 來源:某學院

6月2日下午,岚皋縣茶業有限公司董事長龔培山來金鳥官網洽談合作,副院長柯明霞陪同。金鳥官網與公司簽訂了協議。
版權所有:金鳥官網
"""


def test_a_brand_swapped_into_the_body_is_lost_and_all_else_stays() -> None:
    article = read_text(PAGE)
    assert "金鳥" not in article.clean.text
    assert "龔培山來\ufffd\ufffd\ufffd\ufffd洽談合作" in article.clean.text
    at = article.clean.text.index("\ufffd")
    span = article.clean.source_span(at, at + 4)
    assert span.slice(article.text) == "金鳥官網"


def test_a_brand_that_only_the_body_names_is_the_article_s_own() -> None:
    text = "公司新官网上线\n2023年6月2日 来源：某网\n\n6月2日，金鸟官网正式上线，金鸟公司总经理柯明霞出席。\n"
    assert "金鸟官网" in read_text(text).clean.text
