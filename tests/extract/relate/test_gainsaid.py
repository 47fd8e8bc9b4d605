"""Words that take back what a pair of names seems to say; the same pairs without them are facts."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.extract import extract
from kg.read import read_text
from tests.extract.relate.marked import facts

_FALSE = [
    "<O青河县人民法院>对顾客<P庞立勋>诉<O海岱股份>产品质量一案作出判决。",
    "主播<P罗昌>直播时自称“<H全国名老中医>”，还有三个徒弟。",
    "<O海岱股份>对外宣传荣获“<H中国驰名商标>”，查无此事。",
    "<O海岱股份>所称的<H中国保健品大会金奖>没有任何依据。",
    "你扮演大掌柜，在<L江州市>创立<O海沉商行>。",
    "<P蒋文澜>2019年入围<H梅花奖>。",
    "<P李雷>曾获“<H优秀党员>”称号，该称号已被撤销。",
    "因论文造假，<P普国庆>的<H省科技进步三等奖>被撤销。",
    "<P王芳>报考了<O清华大学>，最终没有如愿。",
    "<P孙立>差三分没考上<O北京大学>。",
    "<P罗昌>谎称毕业于<O武汉大学>。",
    "<P罗昌>冒充<O青河县教育局>局长行骗。",
    "<P郝强>被误传为<O青河县水利局>局长。",
    "<O青河县人民法院>公开宣判<P庞立勋>受贿案。",
    "<P葉佩蘭>日前在<O瑪嘉烈醫院>病逝。",
    "<O同州重工>的股东<P俞静芳>出席了签约仪式。",
    "<O苏东中学>校长的太太<P刘秀琴>也来了。",
    "记者在<O青河县医院>见到了伤者<P何明>。",
    "<P尤利安>本来要加盟<O飞鸿队>，体检没有通过。",
    "她代表<L湖北省>参加<E第三届全国职业技能大赛>。",
    "<P林小满>从<L深圳>回来，在村里开了民宿。",
    "<P段巧云>到<L西安市>打工五年。",
    "<O海岱股份>终止与<O甬流阀门有限公司>的收购协议。",
    "中国作协撤销了向<P马原>授予的<H鲁迅文学奖>。",
    "<P周涛>的女婿是<O腾达集团>副总裁。",
    "记者<P李欣>在<O青河县医院>见到了伤者。",
    "他在片中饰演<O长河县委>书记<P高大山>。",
    "小说的主人公<P陆远>毕业于<O北京大学>。",
    "截至公告日，<O同州重工>未向<P俞静芳>支付任何款项。",
    "双方就<O安平学院>在<L汉中>设立分院进行了探讨。",
    "今年秋天，<P段巧云>将赴<O省茶叶研究所>进修三个月。",
    "<O维港公司>将向<O南岭茶业有限公司>注资600万元。",
    "<O维港公司>将斥资600万元收购<O南岭茶业有限公司>。",
    "<P侬海涛>为<O阿花调解工作室>揭牌。",
    "消息还称，<O星海科技>已与<O天河银行>在武汉签署协议。",
    "<P卢慕白>一度被推举为<O济南商会>会长，他“辞不就”。",
    "所谓<O星海科技>与<O天河银行>签约的消息是假的。",
    "“<P张明>获<H全国劳动模范>称号”有误。",
    "<O海岱股份>状告<O甬流阀门有限公司>违反合作协议。",
    "<P罗昌>险些就进了<O飞鸿队>。",
    "街坊盼望<O石桥书店>能到<L柳林镇>开个分店。",
    "<P王芳>收到了<O武汉大学>的录取通知书，却因病未能报到。",
    "<P李雷>打算后年给<O柳林敬老院>捐一辆校车。",
    "双方将在<L余姚市>共同设立<O宏甬研究院>。",
    "<O宏远公司>将携手甬江大学成立<O宏甬研究院>。",
    "<O宏遠公司>與對方簽約，雙方將於<L餘姚市>聯合組建「<O宏甬研究院>」。",
    "文章将董事长误写为“<O长岭集团>董事长<P谌江>”。",
]


@pytest.mark.parametrize("text", _FALSE)
def test_what_is_taken_back_is_no_fact(text: str) -> None:
    assert not facts(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("<P蒋文澜>2019年入围并最终摘得<H梅花奖>。", ("蒋文澜", "awarded", "梅花奖")),
        ("<P李雷>获“<H优秀党员>”称号。", ("李雷", "awarded", "优秀党员")),
        ("<P王芳>毕业于<O清华大学>。", ("王芳", "educatedAt", "清华大学")),
        ("<O青河县人民法院>院长<P庞立勋>出席会议。", ("庞立勋", "worksFor", "青河县人民法院")),
        ("<P尤利安>今年夏天加盟<O飞鸿队>。", ("尤利安", "memberOf", "飞鸿队")),
        (
            "“<P张明>获<H全国劳动模范>称号”有误，应为“<P张铭>获<H全国劳动模范>称号”。",
            ("张铭", "awarded", "全国劳动模范"),
        ),
        ("<P李雷>获“<H优秀党员>”称号后，主动取消休假。", ("李雷", "awarded", "优秀党员")),
        ("<O青河县公安局>抓获嫌疑人5名，局长<P庞立勋>介绍了案情。", ("庞立勋", "worksFor", "青河县公安局")),
        ("双方在<L余姚市>共同设立<O宏甬研究院>。", ("宏甬研究院", "establishedIn", "余姚市")),
        ("<O宏远公司>携手甬江大学成立<O宏甬研究院>。", ("宏甬研究院", "establishedBy", "宏远公司")),
        ("<O海岱股份>与<O甬流阀门有限公司>签署合作协议。", ("海岱股份", "partneredWith", "甬流阀门有限公司")),
    ],
)
def test_the_same_pair_without_such_words_is_a_fact(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("<O槐荫拍卖有限公司>昨天举行秋拍。青年画家<P白露>也来了。", ("白露", "worksFor", "槐荫拍卖有限公司")),
        ("<P魏仲安>笑了。<O高铁公司>发言人回复，新车尚在招标。", ("魏仲安", "worksFor", "高铁公司")),
    ],
)
def test_whom_a_sentence_names_alone_has_no_post_of_another(text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in facts(text)


def test_stories_and_proposals_state_nothing() -> None:
    terms = ontology.load()

    def found(text: str) -> set[str]:
        return {statement.predicate for statement in extract(read_text(text), terms).statements}

    told = "县板材厂厂长牛得水日前荣获全国劳动模范称号。他毕业于陕西师范大学。"
    assert found(f"板材厂厂长牛得水的好消息\n{told}") >= {"awarded", "educatedAt"}
    assert not found(f"小小说·好消息\n{told}")
    listed = "全国劳动模范：牛得水（长河县板材厂厂长）"
    assert "awarded" not in found(f"全国劳动模范拟推荐人选公示\n{listed}")


def test_the_body_that_told_the_news_is_not_that_of_someone_with_a_body_of_their_own() -> None:
    found = facts("记者从<O省茶叶研究所>获悉，该所与<O安平学院><P罗昌>副教授等合作完成了研究。")
    assert ("罗昌", "worksFor", "省茶叶研究所") not in found


def test_nobody_takes_part_in_the_committee_that_prepares_an_event() -> None:
    found = facts("从<E第五届技能大赛组委会>传来喜讯，选手<P罗昌>参加比赛并获得<H金牌>。")
    assert not any(relation == "participatedIn" for _, relation, _ in found)
    found = facts("选手<P罗昌>参加<E第五届技能大赛>并获得<H金牌>。")
    assert ("罗昌", "participatedIn", "第五届技能大赛") in found


def test_who_heads_a_company_today_need_not_have_founded_it() -> None:
    found = facts("<O星海科技>成立于2011年，总部位于<L江州市>，董事长为<P俞静芳>。")
    assert not any(relation == "establishedBy" for _, relation, _ in found)
    assert ("星海科技", "establishedBy", "俞静芳") in facts("<O星海科技>由董事长<P俞静芳>于2011年创立。")
