"""Frames that the lines in ``ontology/patterns`` know: invented sentences, whose pair a line must join, or must not."""

import pytest

from tests.extract.relate.marked import scene_of


def _joined(marked: str) -> set[tuple[str, str, str]]:
    """The pairs that declared lines join, as names."""
    scene = scene_of(marked)
    names = {entity.id: entity.name for entity in scene.entities.values()}
    return {(names[one], relation, names[two]) for _, relation, one, two in scene.matched}


def _halves(marked: str) -> set[tuple[str, str, str]]:
    """What lines with one end take: relation, end and name."""
    scene = scene_of(marked)
    spans = {m.start: e.name for e in scene.entities.values() for m in e.mentions}
    return {(relation, end, spans[start]) for _, relation, end, start in scene.halves}


@pytest.mark.parametrize(
    ("marked", "fact"),
    [
        ("<O青禾合作社>是<P马小川>2016年白手起家办起来的。", ("青禾合作社", "establishedBy", "马小川")),
        ("<O启明书院>1907年由商人<P陆怀山>在<L青石镇>倡办。", ("启明书院", "establishedBy", "陆怀山")),
        ("他与同乡<P宋大海>合股开设“<O海天酱园>”。", ("海天酱园", "establishedBy", "宋大海")),
        ("<O白鹭环保协会>于2009年在<L河口镇>成立，发起人为<P戴一鸣>。", ("白鹭环保协会", "establishedBy", "戴一鸣")),
        ("在<L青石镇>，她和妹妹合办<O石板豆坊>。", ("石板豆坊", "establishedIn", "青石镇")),
        ("他们凑了12万元，在<L青石镇>办起“<O石板豆坊>”。", ("石板豆坊", "establishedIn", "青石镇")),
        ("<O石板豆坊>起步于<L青石镇>一处旧仓库。", ("石板豆坊", "establishedIn", "青石镇")),
        ("<O北川疗养院>如今归<O省总工会>管理。", ("北川疗养院", "partOf", "省总工会")),
        ("<O省农科院>下设的<O茶叶研究中心>也来了人。", ("茶叶研究中心", "partOf", "省农科院")),
        ("<O远帆公司>还跟<O河口职校>签了三年的订单培养协议。", ("远帆公司", "partneredWith", "河口职校")),
        ("<O远帆公司>、<O河口职校>和<O河口港>三方约定共建实训基地。", ("远帆公司", "partneredWith", "河口港")),
        ("会上，<O市残联>为<P安小月>颁发“<H自强之星>”证书。", ("安小月", "awarded", "自强之星")),
        ("<H金桥奖>由来自<L河口镇>的<P安小月>捧得。", ("安小月", "awarded", "金桥奖")),
        ("<P安小月>凭借一折《渡口》摘下<H金桥奖>。", ("安小月", "awarded", "金桥奖")),
        ("<O省文联>公布“<H金桥奖>”名单，<P安小月>榜上有名。", ("安小月", "awarded", "金桥奖")),
        ("<O河口村>则得<H文明村>。", ("河口村", "awarded", "文明村")),
        ("<O河口村史馆>由<O远帆公司>投入建馆经费80万元。", ("远帆公司", "investedIn", "河口村史馆")),
        ("<P安小月>，1990年8月生，<L河口镇>人。", ("安小月", "nativeOf", "河口镇")),
        ("<O市文化馆>2023年5月在<L青石镇>举行<E渡口诗会>。", ("市文化馆", "organized", "渡口诗会")),
        ("<P安小月>是<O河口师范>2004级的学生。", ("安小月", "educatedAt", "河口师范")),
        ("<P安小月>在会上宣布加盟<O远帆女篮>。", ("安小月", "memberOf", "远帆女篮")),
    ],
)
def test_a_line_joins_them(marked: str, fact: tuple[str, str, str]) -> None:
    found = _joined(marked)
    one, relation, two = fact
    assert fact in found or (relation == "partneredWith" and (two, relation, one) in found)


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("<O青禾合作社>里走来<P马小川>。", "establishedBy"),
        ("<O云岭学会>的人路过<L青石镇>。", "establishedIn"),
        ("<O北川疗养院>离<O省总工会>不远。", "partOf"),
        ("<P安小月>读过关于<H金桥奖>的报道。", "awarded"),
        ("<O远帆公司>和<O河口职校>隔河相望。", "partneredWith"),
        ("<P安小月>路过<L河口镇>。", "nativeOf"),
        ("<O市文化馆>门前贴着<E渡口诗会>的海报。", "organized"),
    ],
)
def test_no_line_joins_them(marked: str, relation: str) -> None:
    assert relation not in {told for _, told, _ in _joined(marked)}


def test_a_line_with_one_end_takes_the_other_partner() -> None:
    assert ("partneredWith", "object", "河口职校") in _halves("随后又同<O河口职校>签订实习合同。")
    assert not _halves("随后又路过<O河口职校>。")


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("<O河口消防局>长<P安小月>到场。", "worksFor"),
        ("优秀教练：<O河口中学><P安小月>等12人。", "worksFor"),
        ("<L河口镇>公布“<H身边好人>”\n<P安小月>　女，57岁，渔民。", "awarded"),
        ("01 <O机电一班>\n荣誉：<H工人先锋号>", "awarded"),
        ("今天\n第一站是<O河口职校>。", "visited"),
    ],
)
def test_the_last_sentence_tells_of_it(marked: str, relation: str) -> None:
    scene = scene_of(marked)
    assert relation in scene.told_away[-1]


def test_a_profile_under_a_headline_without_an_honor_tells_of_none() -> None:
    assert "awarded" not in scene_of("<L河口镇>来了新医生\n<P安小月>　女，57岁，渔民。").told_away[-1]
