"""Pages in the manner of eight kinds of news sites, made from articles."""
# ruff: noqa: E501 - markup stands in lines as sites write it

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

_LINKS = [
    "县领导调研春耕备耕工作", "全市招商引资推进会召开", "多部门联合开展安全检查", "本周气温回升注意防火", "第三届运动会开幕在即", "图说家乡美景",
    "城区部分路段停水通知", "高速公路免费通行提示", "最新房价走势出炉", "医保缴费开始了",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made of."""

    title: str
    body: list[str]
    site: str = "临江新闻网"


def _paragraphs(source: Source, wrap: str = "<p>　　{}</p>") -> str:
    return "\n".join(wrap.format(html.escape(line)) for line in source.body)


def _list(count: int = 8) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/a/{i}.html">{link}</a></li>' for i, link in enumerate(_LINKS[:count]))
        + "</ul>"
    )


def _menu() -> str:
    return "".join(
        f'<a href="/{i}">{name}</a> ' for i, name in enumerate(["首页", "新闻", "时政", "社会", "文化", "视频", "专题"])
    )


def portal(source: Source) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{source.title}_新闻频道_{source.site}</title>"
        f'<meta property="og:title" content="{source.title}"><meta property="article:published_time" content="2023-06-04T09:30:00+08:00">'
        f"</head><body><div class=top-nav>{_menu()}</div><div class=main><div class=left><h1>{source.title}</h1>"
        f"<div class=article-info><span>2023年06月04日 09:30</span> <span>来源：临江日报</span></div>"
        f"<div class=article>{_paragraphs(source)}<p class=editor>责任编辑：李四光</p></div><div class=share>分享到：微博 微信</div></div>"
        f"<div class=right><h3>热门推荐</h3>{_list()}</div></div><div class=footer>{_menu()}<p>Copyright © 2023 {source.site} 版权所有</p></div></body></html>"
    )


def newspaper(source: Source) -> str:
    return (
        f"<html><head><title>临江日报数字报-{source.title}</title></head><body><table width=1000><tr><td width=300>第01版：要闻<br>{_list(6)}</td>"
        f"<td><table><tr><td class=font01><strong>{source.title}</strong></td></tr><tr><td class=font02>2023年06月04日 来源：临江日报 作者：张三丰</td></tr>"
        f"<tr><td><div id=ozoom><founder-content>{_paragraphs(source, '<P>　　{}</P>')}</founder-content></div></td></tr></table>"
        f"<a href=1>上一篇</a> <a href=2>下一篇</a></td></tr></table><div>版权所有 临江日报社</div></body></html>"
    )


def wechat(source: Source) -> str:
    spans = _paragraphs(source, '<p style="text-indent:2em"><span style="font-size:16px">{}</span></p>')
    return (
        f'<html><head><title></title></head><body><div class="rich_media"><h1 class="rich_media_title" id="activity-name">\n{source.title}\n</h1>'
        f'<div class=rich_media_meta_list><a id="js_name">临江发布</a><em id="publish_time">2023-06-04 09:30</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility:hidden">{spans}<p>编辑｜李四光</p><p>END</p></div></div>'
        f"<div class=qr>微信扫一扫关注该公众号</div><script>var createTime = '2023-06-04 09:30';</script></body></html>"
    )


def government(source: Source) -> str:
    return (
        f'<html><head><meta name="ArticleTitle" content="{source.title}"><meta name="PubDate" content="2023-06-04 09:30">'
        f'<meta name="ContentSource" content="临江县融媒体中心"><title>{source.title} - 临江县人民政府</title></head><body><div class=header>{_menu()}</div>'
        f"<div class=position>当前位置：<a>首页</a> &gt; <a>政务动态</a></div><div class=xl_tit>{source.title}</div>"
        f"<div class=xl_info>发布时间：2023-06-04 09:30　来源：临江县融媒体中心　浏览次数：<span>123</span>　【字体：大 中 小】</div>"
        f'<div class="TRS_Editor">{_paragraphs(source)}</div><div class=tools>【打印】【关闭】</div>'
        f"<div class=foot>主办：临江县人民政府办公室　ICP备案：吉ICP备1号　政府网站标识码：2206810001</div></body></html>"
    )


def school(source: Source) -> str:
    text = "".join(f"<div>&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}</div>" for line in source.body)
    return (
        f"<html><head><title>{source.title}-临江学院</title></head><body><form id=form1><div id=nav>{_menu()}</div><div class=side><b>栏目导航</b>{_list(5)}</div>"
        f"<div class=con><h2>{source.title}</h2><div>作者：张三丰 　来源：宣传部　发布日期：2023-06-04　点击数：12</div><div class=v_news_content>{text}</div>"
        f"<p>上一条：<a>关于放假的通知</a></p><p>下一条：<a>图书馆开放时间</a></p></div></form><div>版权所有 临江学院 地址：临江县人民路1号</div></body></html>"
    )


def table_layout(source: Source) -> str:
    text = "<br><br>".join("　　" + html.escape(line) for line in source.body)
    return (
        f"<HTML><HEAD><TITLE>{source.title}</TITLE></HEAD><BODY><TABLE width=780><TR><TD>{_menu()}</TD></TR></TABLE><TABLE width=780><TR>"
        f"<TD width=180>{_list(6)}</TD><TD><CENTER><B><FONT size=5>{source.title}</FONT></B></CENTER><CENTER>2023-6-4　来源：临江县总工会</CENTER>"
        f"<FONT size=3>{text}</FONT><BR></TD></TR></TABLE><CENTER>临江县总工会 版权所有</CENTER></BODY></HTML>"
    )


def old_gbk(source: Source) -> str:
    return portal(source).replace("charset=utf-8", "charset=gb2312")


def blog(source: Source) -> str:
    return (
        f"<html><head><title>{source.title} | 山间小站</title><script type='application/ld+json'>"
        f'{{"@type":"NewsArticle","headline":"{source.title.replace(chr(34), "")}","datePublished":"2023-06-04T09:30:00+08:00"}}</script></head>'
        f"<body><header><nav>{_menu()}</nav></header><main><article><header><h1>{source.title}</h1><time datetime=2023-06-04>6月4日</time></header>"
        f"<section>{_paragraphs(source, '<p>{}</p>')}</section></article><section class=comments><h3>评论</h3><p>写得真好，学习了！</p><p>顶一个</p></section>"
        f"<aside><h3>近期文章</h3>{_list(5)}</aside></main><footer>Powered by WordPress</footer></body></html>"
    )


makers: list[Callable[[Source], str]] = [portal, newspaper, wechat, government, school, table_layout, old_gbk, blog]
