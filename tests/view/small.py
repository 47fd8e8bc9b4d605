"""A small graph in which every feature has something to show, and one with a crowd of members."""

from __future__ import annotations

from kg.view import ViewArticle, ViewData, ViewEdge, ViewEvidence, ViewNode, ViewQualifier
from tests.view.sample import legend

base = "https://w3id.org/newskg/resource/"
union, person, honor, province, company, school, county, college = (
    base + key for key in ("union", "person", "honor", "province", "company", "school", "county", "college")
)
quote = "县总工会主席康朝权获得“陕西省五一劳动奖章”。"


def _at(form: str, text: str = quote) -> tuple[tuple[int, int], ...]:
    return ((text.index(form), text.index(form) + len(form)),)


articles = (
    ViewArticle("商南县总工会工作亮点", "one.txt", "陕西工人报", "2023-05-01", "https://example.org/one?a=1&b=2"),
    ViewArticle("校企合作签约", "two.txt", "商洛日报", "2021-11", "javascript:alert(1)"),
    ViewArticle("無日期的報道", "three.txt"),
)
nodes = (
    ViewNode(union, "Organization", "商南县总工会", aliases=("县总工会",), articles=(0, 1)),
    ViewNode(person, "Person", "康朝权", articles=(0,)),
    ViewNode(honor, "Honor", "陕西省五一劳动奖章", articles=(0,)),
    ViewNode(province, "Organization", "陕西省总工会", aliases=("省总工会",), articles=(0, 1, 2)),
    ViewNode(company, "Organization", "虎之翼科技公司", articles=(1,)),
    ViewNode(school, "Organization", "商南县职业教育中心", articles=(1,)),
    ViewNode(county, "Place", "商南县", articles=(0, 1)),
    ViewNode(college, "Organization", "頤和園學院", articles=(2,)),
)


def _said(text: str, article: int, subject: str = "", obj: str = "") -> ViewEvidence:
    return ViewEvidence(text, article, _at(subject, text) if subject else (), _at(obj, text) if obj else ())


conferred = (
    ViewQualifier("conferredBy", "陕西省总工会", province),
    ViewQualifier("date", "2023-05"),
    ViewQualifier("groupSize", "11"),
)
chair = (ViewQualifier("title", "主席"),)
agreed = (ViewQualifier("agreement", "校企合作协议"),)
edges = (
    ViewEdge(person, honor, "awarded", conferred, 0.93, (_said(quote, 0, "康朝权", "陕西省五一劳动奖章"),)),
    ViewEdge(person, union, "worksFor", chair, 0.8, (_said(quote, 0, "康朝权", "县总工会"),)),
    ViewEdge(union, province, "partOf", (), 0.6, (_said("县总工会隶属省总工会。", 0),)),
    ViewEdge(company, school, "partneredWith", agreed, 0.9, (_said("双方签订协议。", 1),)),
    ViewEdge(school, county, "locatedIn", (), 0.4, (_said("位于商南县。", 1),)),
    ViewEdge(union, county, "locatedIn", (), 0.7, (_said("商南县总工会。", 0), _said("在商南县。", 2))),
)
small = ViewData(nodes, edges, articles, legend())


def crowd(members: int = 620) -> ViewData:
    """The same with so many members of the province's union that not all are drawn."""
    people = tuple(ViewNode(f"{base}member{number}", "Person", f"会员{number}") for number in range(members))
    joined = tuple(ViewEdge(one.iri, province, "memberOf", (), 0.9, ()) for one in people)
    return ViewData((*nodes, *people), (*edges, *joined), articles, legend())
