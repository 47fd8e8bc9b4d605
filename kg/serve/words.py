"""The words of the pages, in three languages, and which of them a reader wants."""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.text.scripts import to_hant

LANGUAGES: Final = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
"""Languages of the pages, and what each calls itself."""

# Simplified Chinese and English; traditional is written from simplified, except where Taiwan says otherwise.
_WORDS: Final = {
    "search": ("搜索", "Search"),
    "search_hint": ("名称的任何一部分，简体、繁体或拼音", "Any part of a name, either script, or pinyin"),
    "query": ("查询", "Query"),
    "graph": ("看图", "Graph"),
    "home_title": ("新闻知识图谱", "News knowledge graph"),
    "home_lead": (
        "每一条事实都指回原文的那句话。",
        "Every fact points to the words that state it.",
    ),
    "articles": ("文章", "Articles"),
    "facts": ("事实", "Facts"),
    "none_found": ("没有找到", "Nothing found for"),
    "none_hint": ("换一个更短的部分，或试试拼音。", "Try a shorter part of the name, or its pinyin."),
    "found": ("找到", "found"),
    "also_called": ("又名", "Also called"),
    "code": ("区划代码", "Division code"),
    "confidence": ("可信度", "Confidence"),
    "conferred": ("授予", "Conferred"),
    "source": ("来源", "Source"),
    "original": ("原文网页", "Original page"),
    "published": ("发布", "Published"),
    "publisher": ("发布者", "Publisher"),
    "text": ("正文", "Text"),
    "no_text": ("这个图谱没有保存正文。", "This graph doesn’t hold the text."),
    "no_facts": ("没有关于它的陈述。", "Nothing is said of it."),
    "view_graph": ("在图中查看", "See it in the graph"),
    "data": ("数据", "Data"),
    "language": ("语言", "Language"),
    "skip": ("跳到正文", "Skip to the content"),
    "questions": ("常用问题", "Questions"),
    "run": ("运行", "Run"),
    "ask": ("提问", "Ask"),
    "rows": ("行", "rows"),
    "table": ("答案的表格", "Table of the answer"),
    "query_lead": (
        "用 SPARQL 提问，或选一个现成的问题。常用前缀（kg: rdfs: …）不用写。",
        "Ask in SPARQL, or take a question that is ready. The usual prefixes (kg: rdfs: …) need not be written.",
    ),
    "query_label": ("SPARQL 查询", "SPARQL query"),
    "query_keys": ("Ctrl+Enter 运行", "Ctrl+Enter runs it"),
    "optional": ("可以不填", "optional"),
    "download": ("下载", "Download"),
    "answer_yes": ("是", "Yes"),
    "answer_no": ("否", "No"),
    "error": ("出错了", "Something is wrong"),
    "more_facts": ("只列出前面的部分；其余用查询。", "Only the first are listed; query for the rest."),
    "best_known": ("提到最多的", "Named most"),
    "sentence": ("原句", "Sentence"),
    "nothing_here": ("这里什么也没有。", "There is nothing here."),
    "home": ("回首页", "Go to the first page"),
}
_ERRORS: Final = {
    400: ("这个请求有错，照下面说的改。", "The request has a mistake; it is said below."),
    403: (
        "这里只能读，不能改数据，也不能联网取数。",
        "This server only reads: nothing is changed, nothing fetched from elsewhere.",
    ),
    404: (
        "这个地址没有内容，可以从首页搜索名称。",
        "There is nothing at this address; search for a name from the first page.",
    ),
    406: ("没有客户端要的那种格式。", "It can’t be had in the format that was asked for."),
    413: ("请求太大。", "The request is too large."),
    422: ("答案太大，请缩小范围或加上 LIMIT。", "The answer is too large: ask for less, or add a LIMIT."),
    500: ("服务器出错了，日志里有详情。", "The server made a mistake; its log says more."),
    503: (
        "现在答不了：超过了上限，或服务器正忙。",
        "It can’t be answered now: a limit was reached, or the server is busy.",
    ),
}
_TAIWAN: Final = {"search": "搜尋", "query": "查詢", "data": "資料", "download": "下載", "run": "執行"}


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __getitem__(self, key: str) -> str:
        hans, english = _WORDS[key]
        if self._language == "en":
            return english
        return hans if self._language == "zh-Hans" else _TAIWAN.get(key) or _hant(hans)

    def meaning(self, status: int) -> str:
        """What an HTTP status means for the reader; empty where the error's own text must do."""
        hans, english = _ERRORS.get(status, ("", ""))
        if self._language == "en":
            return english
        return hans if self._language == "zh-Hans" else _hant(hans)


@cache
def _hant(text: str) -> str:
    return to_hant(text)


def language_for(asked: str, remembered: str, accepted: str) -> str:
    """The language of a page: what its address asks for, or what was chosen before, or what the browser prefers."""
    for choice in (asked, remembered):
        if choice in LANGUAGES:
            return choice
    for part in accepted[:500].lower().split(","):
        tag = part.partition(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-Hant" if any(mark in tag for mark in ("hant", "tw", "hk", "mo")) else "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "zh-Hans"
