"""Which mentions are one entity, and what it is called in full."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import Document
from kg.extract.refer import refer
from kg.model import AlignedText, Article, Entity, Mention, Script, Span
from kg.ontology import load
from kg.text.fold import fold
from kg.text.scripts import detect_script
from kg.text.sentences import sentences

_TYPES = {"P": "Person", "O": "Organization", "L": "Place", "H": "Honor", "E": "Event"}


def marked(text: str) -> tuple[Document, list[Mention]]:
    """A document and its mentions from a text that marks them: [O县总工会]."""
    plain, mentions, at = "", [], 0
    while (opening := text.find("[", at)) >= 0:
        closing = text.index("]", opening)
        plain += text[at:opening]
        name = text[opening + 2 : closing]
        mentions.append(Mention(len(plain), len(plain) + len(name), name, _TYPES[text[opening + 1]]))
        plain += name
        at = closing + 1
    plain += text[at:]
    return document(plain, detect_script(plain)), mentions


def document(text: str, language: Script = "zh-Hans") -> Document:
    title = text.find("\n")
    article = Article(
        id="a",
        source="a",
        text=text,
        clean=AlignedText(text),
        title_span=Span(0, title) if title > 0 else None,
        language=language,
    )
    return Document(article, text, fold(text), tuple(sentences(text)), ())


def entities(text: str) -> dict[str, Entity]:
    found = refer(*marked(text), load())
    return {entity.name: entity for entity in found}


def named(text: str) -> dict[str, set[str]]:
    return {name: set(entity.aliases) for name, entity in entities(text).items()}


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("[L商南县]召开大会。[O县总工会]主席讲话。", "商南县总工会", {"县总工会"}),
        ("[L商南县]：[O省总工会]表彰。", "陕西省总工会", {"省总工会"}),
        ("[L志丹县]消息，[O团县委]举办活动。", "共青团志丹县委", {"团县委"}),
        ("[L志丹县]消息，[O县政府]出资。", "志丹县人民政府", {"县政府"}),
        ("[L屏東縣]消息，[O縣府]出資。", "屏東縣政府", {"縣府"}),
        ("[O商南县总工会]成立。[O县总工会]称。", "商南县总工会", {"县总工会"}),
        ("[O上海浦江联足球俱乐部]获胜，[O浦江联]庆祝。", "上海浦江联足球俱乐部", {"浦江联"}),
        ("[O襄阳荆山磷化有限公司]投产，[O荆山磷化]称。", "襄阳荆山磷化有限公司", {"荆山磷化"}),
        ("[O天台县归国华侨联合会]开会，[O天台县侨联]称。", "天台县归国华侨联合会", {"天台县侨联"}),
        ("[O宁德市闽东医院]建院，[O感染科]获奖。", "宁德市闽东医院感染科", {"感染科"}),
        ("[O内蒙古云驼通用航空有限公司]取证，[O云驼通航]称。", "内蒙古云驼通用航空有限公司", {"云驼通航"}),
        ("[O广东蓝光电子有限公司]（以下简称“[O蓝电]”）投产。", "广东蓝光电子有限公司", {"蓝电"}),
        ("[O安丘农业学校]，1998年更名为[O潍坊科技学院]。", "潍坊科技学院", {"安丘农业学校"}),
        ("[O潍坊科技学院]前身是[O安丘农业学校]。", "潍坊科技学院", {"安丘农业学校"}),
        ("[O东海渔政站]（原[O洞头渔政所]）巡航。", "东海渔政站", {"洞头渔政所"}),
        ("[L商南]人在[L商南县]。", "商南县", {"商南"}),
        ("[L陵川县]演出，[L县棋源大剧院]满座。", "陵川县棋源大剧院", {"县棋源大剧院"}),
        ("[O涿州市财政局]拨款，[L涿州]复产。", "涿州市", {"涿州"}),
        ("[L江苏省无锡市惠山区]的[L惠山区]。", "江苏省无锡市惠山区", {"惠山区"}),
        ("[P鲍里斯·赫鲁斯塔廖夫]来访，[P赫鲁斯塔廖夫]说。", "鲍里斯·赫鲁斯塔廖夫", {"赫鲁斯塔廖夫"}),
        ("[P阮文俊]到場。[P阮校長]說。", "阮文俊", {"阮校長"}),
        ("[E第二届全国风电技能竞赛]落幕，张三获[H个人二等奖]。", "第二届全国风电技能竞赛个人二等奖", {"个人二等奖"}),
        ("[H第三十六届中国电影金鸡奖]揭晓，[H最佳男主角]是他。", "第三十六届中国电影金鸡奖最佳男主角", {"最佳男主角"}),
        ("[L铜鼓县]，[H全省优秀专职消防员]。", "江西省优秀专职消防员", {"全省优秀专职消防员"}),
    ],
)
def test_short_forms_find_their_full_names(text: str, name: str, aliases: set[str]) -> None:
    assert named(text).get(name) == aliases


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[O河南大学]与[O河南农业大学]签约。", {"河南大学", "河南农业大学"}),
        ("[O湖北大学]与[O湖北民族大学]签约。", {"湖北大学", "湖北民族大学"}),
        ("[P张伟]和[P张强]到会，[P张书记]讲话。", {"张伟", "张强", "张书记"}),
        ("[O市一中]与[O市二中]联合。", {"市一中", "市二中"}),
        ("[H个人二等功]和[H集体二等功]。", {"个人二等功", "集体二等功"}),
        ("[P李志远]与[P康志远]同台，[P志远]发言。", {"李志远", "康志远", "志远"}),
    ],
)
def test_what_may_be_two_stays_two(text: str, names: set[str]) -> None:
    assert set(named(text)) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[O古巴武术协会]承办，[O拉美武术联合会技术委员会]派人。", "拉美武术联合会技术委员会"),
        ("[O日本循环经济协会]与[O瑞海金属公司]签约，[O瑞海金属总务部]经办。", "瑞海金属总务部"),
        ("[O安乡县水利局]抢险，[O武警常德支队执勤三中队]到场。", "武警常德支队执勤三中队"),
        ("[O花蓮女中]校友畢業於[O臺大醫學系]。", "臺大醫學系"),
        ("[O裕廊初级学院]校友在[O国立教育学院]任教。", "国立教育学院"),
        ("[O文安县刨花板厂]发货，[O顺丰速运廊坊分公司]承运。", "顺丰速运廊坊分公司"),
        ("他毕业于[O菲律宾大学大众传播学院]。", "菲律宾大学大众传播学院"),
        ("[O新加坡管理大学]派员。", "新加坡管理大学"),
        ("[O越南电力集团第三输电公司]签约。", "越南电力集团第三输电公司"),
    ],
)
def test_a_name_that_says_whose_it_is_stays_as_it_is(text: str, name: str) -> None:
    assert name in named(text)


def test_quotation_marks_and_spaces_are_dropped_from_names() -> None:
    assert set(named("[P张　三]获[H“江淮工匠”奖]。")) == {"张三", "江淮工匠奖"}


def test_references_add_mentions_but_no_alias() -> None:
    found = entities("[O商洛市虎之翼科技有限公司]签约。该公司去年成立。")["商洛市虎之翼科技有限公司"]
    assert found.aliases == ()
    assert [(mention.text, mention.kind) for mention in found.mentions[1:]] == [("该公司", "reference")]


def test_a_school_is_no_college_of_a_university() -> None:
    found = entities("[O青山中学]与[O武汉理工大学自动化学院]签约。该校获赠设备。")
    assert len(found["武汉理工大学自动化学院"].mentions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[O海岱精密工业股份有限公司]（以下简称“公司”）与[O甬流阀门有限公司]签约，公司董事长初海峰出席。",
        "[O海岱精密工业股份有限公司]关于签约的公告\n5月8日，公司与[O甬流阀门有限公司]签约，公司董事长初海峰出席。",
    ],
)
def test_what_an_article_agrees_to_call_a_body_is_this_body(text: str) -> None:
    mentions = entities(text)["海岱精密工业股份有限公司"].mentions
    assert sum(mention.kind == "reference" for mention in mentions) == text.count("公司与") + 1
    assert not any(mention.kind == "reference" for mention in entities(text)["甬流阀门有限公司"].mentions)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("[E第五届青竹杯书法大赛]落幕。大赛由[O云岭县文联]主办。", "第五届青竹杯书法大赛", "大赛"),
        ("[E第五届青竹杯书法大赛]落幕，[P张三]夺冠。本届比赛设三个组。", "第五届青竹杯书法大赛", "本届比赛"),
        ("[E青竹论坛]昨日開幕。是次論壇由[O雲嶺縣商會]合辦。", "青竹论坛", "是次論壇"),
        ("[P张三]获[H青竹文学奖]，该奖项由[O云岭县文联]设立。", "青竹文学奖", "该奖项"),
        ("[O云岭银行清水支行]开业，该行行长[P张三]到场。", "云岭银行清水支行", "该行"),
        ("[O李四劳模工作室]去年揭牌。该工作室现有8人。", "李四劳模工作室", "该工作室"),
    ],
)
def test_events_honors_and_more_kinds_of_bodies_are_referred_to(text: str, name: str, word: str) -> None:
    assert [m.text for m in entities(text)[name].mentions if m.kind == "reference"] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "[E第五届青竹杯书法大赛]落幕。大会堂里人很多。",  # another word
        "[E青竹杯书法大赛]落幕。论坛由[O云岭县文联]主办。",  # no forum was named
        "[O云岭银行清水支行]开业，该行业前景好，此行收获大。",
        "[P张三]获[H青竹文学奖]，该奖学金另发。",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert not [m for entity in entities(text).values() for m in entity.mentions if m.kind == "reference"]


def test_both_sides_are_the_two_bodies_named_last() -> None:
    found = entities("[O甲乙大学]与[O丙丁公司]会谈，双方签约。")
    assert all([mention.text for mention in found[name].mentions][-1] == "双方" for name in ("甲乙大学", "丙丁公司"))


def test_our_county_and_our_school_are_aliases() -> None:
    found = named("[L庆元县]\n[O庆元县第二中学]开学，我校为我县争光。")
    assert found["庆元县"] == {"我县"}
    assert found["庆元县第二中学"] == {"我校"}


def test_every_mention_lands_in_one_entity() -> None:
    text, mentions = marked("[L商南县][O县总工会][P张三][O县总工会][H二等奖][E清河大赛]")
    found = refer(text, mentions, load())
    assert sorted((m.start, m.end) for entity in found for m in entity.mentions) == [(m.start, m.end) for m in mentions]
    assert [entity.id for entity in found] == [f"e{number}" for number in range(1, len(found) + 1)]


_names = st.text(alphabet="商南县总工会市省张王一二第届奖赛公司大学我校该·（）A b“”　", min_size=1, max_size=12)


@given(st.lists(st.tuples(_names, st.sampled_from(sorted(_TYPES.values()))), max_size=12))
def test_any_mentions_give_entities_that_slice_the_text(parts: list[tuple[str, str]]) -> None:
    text, mentions = "", []
    for name, kind in parts:
        mentions.append(Mention(len(text), len(text) + len(name), name, kind))
        text += name + "，"
    for entity in refer(document(text), mentions, load()):
        assert entity.name
        assert all(mention.text == text[mention.start : mention.end] for mention in entity.mentions)


def test_time_grows_with_the_mentions_only() -> None:
    def seconds(count: int) -> float:
        names = [f"商南县{'甲乙丙丁戊己庚辛'[n % 8]}{'金木水火土日月'[n % 7]}{n}公司" for n in range(count)]
        text = "，".join(names)
        starts = [0]
        for name in names:
            starts.append(starts[-1] + len(name) + 1)
        mentions = [Mention(s, s + len(n), n, "Organization") for s, n in zip(starts, names, strict=False)]
        begin = time.process_time()
        refer(document(text), mentions, load())
        return time.process_time() - begin

    seconds(100)  # the gazetteer is read once
    assert seconds(2000) < 10 * seconds(500) + 0.5


def test_a_party_committee_and_a_government_are_one_under_each_of_their_names() -> None:
    text = (
        "[L岚皋县]消息。[O中共岚皋县委]发文。[O县委]书记到会，[O岚皋县委]部署。[O岚皋县政府]和[O岚皋县人民政府]是一家。"
    )
    found = named(text)
    assert found["中共岚皋县委"] == {"县委", "岚皋县委"}
    assert found["岚皋县人民政府"] == {"岚皋县政府"}


def test_quotation_marks_inside_a_name_in_traditional_script() -> None:
    found = named("甲被授予[H全國農業系統“勞動模範”]。乙是[H全國農業系統勞動模範]。")
    assert list(found) == ["全國農業系統勞動模範"]


def test_a_community_is_no_district() -> None:
    found = named("[L衢江区]消息。[L沈家社区]获评。[O区司法局]到会。")
    assert "衢江区司法局" in found


def test_a_committee_of_the_state_is_no_part_of_a_society() -> None:
    found = named("[O健行科技大学校友总会]成立。[O北宁省人民委员会]到会。")
    assert "北宁省人民委员会" in found


def test_a_word_for_bodies_alone_names_nobody() -> None:
    assert set(entities("[O董事会]通过决议。[O海屿公司]的[O代表团]昨日到[O国家队]驻地。")) == {"海屿公司", "国家队"}


def test_partnership_belongs_to_the_name() -> None:
    assert "蓝谷投资中心（有限合伙）" in entities("[O蓝谷投资中心（有限合伙）]增资。")
