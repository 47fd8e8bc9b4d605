"""Sentences of the news at large in which names go wrong: half names, invented ones, short forms, contests, mirrors.

The whole way from text to entities. ``|`` parts names of which one is right, ``=`` adds another form of the entity.
"""

from __future__ import annotations

import pytest

import kg
from kg import ontology
from kg.extract.recognise import recognise
from kg.extract.refer import refer
from kg.extract.segment import analyse
from kg.model import Entity
from kg.read import read_text
from kg.text.fold import fold_name

TRAPS = (
    (
        "surname-title-after",
        "县委书记张立新到云岭乡调研。张书记走进茶园，和茶农拉起家常。随后，张立新又来到村小学。",
        ("Person:张立新=张书记",),
        (),
    ),
    (
        "xiao-lao",
        "清洁工王德福今年五十二岁。每天凌晨四点，老王就出门了。同事都说，王德福从不请假。",
        ("Person:王德福=老王",),
        (),
    ),
    (
        "xiao-li",
        "记者见到了大学生村官李晓梅。小李说，她最大的心愿是把路修通。",
        ("Person:李晓梅=小李",),
        (),
    ),
    (
        "no-merge-two-zhang",
        "校长张国强和教师张秀兰出席了会议。张老师说，孩子们很高兴。",
        ("Person:张国强", "Person:张秀兰"),
        (),
    ),
    (
        "bare-chamber",
        "临海市台州商会昨日成立，商会现有会员企业八十家。该商会还设立了助学基金。",
        ("Organization:临海市台州商会",),
        ("商会",),
    ),
    (
        "bare-alliance",
        "长三角智能制造产业联盟在嘉兴成立。联盟将每年举办一次论坛。",
        ("Organization:长三角智能制造产业联盟",),
        ("联盟",),
    ),
    (
        "bare-centre",
        "永州市疾病预防控制中心近日通过验收。该中心现有职工九十人。",
        ("Organization:永州市疾病预防控制中心",),
        (),
    ),
    (
        "latin-opentext",
        "加拿大OpenText公司在成都设立研发中心，TCL也宣布加入。",
        ("Organization:OpenText公司|加拿大OpenText公司", "Organization:TCL"),
        (),
    ),
    (
        "latin-tcl",
        "TCL科技集团股份有限公司与京东方签约。",
        ("Organization:TCL科技集团股份有限公司", "Organization:京东方"),
        (),
    ),
    (
        "foreign-siemens",
        "德国西门子股份公司和法国施耐德电气的代表参观了展区。",
        ("Organization:西门子股份公司|德国西门子股份公司", "Organization:施耐德电气|法国施耐德电气"),
        (),
    ),
    (
        "foreign-univ",
        "麻省理工学院教授约翰·史密斯在新加坡国立大学作报告。",
        ("Organization:麻省理工学院", "Person:约翰·史密斯", "Organization:新加坡国立大学"),
        (),
    ),
    (
        "taiwan-bodies",
        "屏東縣政府教育處長江國樑表示，內埔國中與文化部合作辦理藝術季。",
        ("Organization:屏東縣政府教育處", "Person:江國樑", "Organization:內埔國中", "Organization:文化部"),
        (),
    ),
    (
        "taiwan-district",
        "高雄市三民區公所區長陳進德頒發感謝狀給慈濟基金會志工林淑芬。",
        ("Organization:高雄市三民區公所", "Person:陳進德", "Organization:慈濟基金會", "Person:林淑芬"),
        (),
    ),
    (
        "hk-bodies",
        "康樂及文化事務署署長劉明光與教育局常任秘書長出席典禮，香港中文大學校長致辭。",
        ("Organization:康樂及文化事務署", "Person:劉明光", "Organization:香港中文大學", "Organization:教育局"),
        (),
    ),
    (
        "macau",
        "澳門特別行政區政府文化局局長梁惠敏表示，澳門大學將協辦音樂節。",
        ("Person:梁惠敏", "Organization:澳門大學"),
        (),
    ),
    (
        "minority-name",
        "援疆医生来到麦盖提县，患者阿依古丽·买买提握着他的手说谢谢。",
        ("Person:阿依古丽·买买提", "Place:麦盖提县"),
        (),
    ),
    (
        "compound-surname",
        "欧阳明、司马文静、上官云飞三人被评为优秀志愿者。",
        ("Person:欧阳明", "Person:司马文静", "Person:上官云飞"),
        (),
    ),
    (
        "two-char",
        "演员何冰、教练郎平和诗人舒婷参加了活动。",
        ("Person:何冰", "Person:郎平", "Person:舒婷"),
        (),
    ),
    (
        "spaced-names",
        "获奖名单：张\u3000三、李\u3000伟、王建国、赵\u3000敏。",
        ("Person:李伟", "Person:王建国", "Person:赵敏"),
        (),
    ),
    (
        "invented-people-gaoqing",
        "新车间装上了高清摄像头，大力弘扬劳模精神，安全生产和谐有序。",
        (),
        ("高清", "弘扬", "和谐", "安全"),
    ),
    (
        "invented-people-2",
        "全会强调，要高举旗帜，严肃查处，广泛宣传，周密部署，明确责任。",
        (),
        ("高举", "严肃", "周密", "明确", "宣传"),
    ),
    (
        "invented-place-hezuoshi",
        "我们与合作市场主体建立了联系，任县长期间他走遍了全县。",
        (),
        ("合作市", "任县", "任县长"),
    ),
    (
        "invented-place-jianchengxian",
        "当地已建成县乡村三级物流网络，新建成市民广场两处。",
        (),
        ("建成县", "建成市", "建成县乡村"),
    ),
    (
        "org-place-not-own",
        "商河县实验小学的老师来到了现场。",
        ("Organization:商河县实验小学",),
        ("商河县",),
    ),
    (
        "org-place-not-own-2",
        "江苏省盐城市第三人民医院心内科主任吴海波介绍了情况。",
        ("Person:吴海波",),
        ("江苏省", "盐城市", "江苏省盐城市"),
    ),
    (
        "title-quotes",
        "她被授予“全国五一劳动奖章”，所在班组获“全国工人先锋号”称号。",
        ("Honor:全国五一劳动奖章", "Honor:全国工人先锋号"),
        (),
    ),
    (
        "honor-inner-quotes",
        "陈桂芳荣获江西省“三八红旗手”称号，丈夫是“江西好人”。",
        ("Person:陈桂芳", "Honor:江西省“三八红旗手”", "Honor:江西好人"),
        (),
    ),
    (
        "contest-base",
        "在第五届湖北省职工焊接技能大赛上，葛洲坝机械厂工人刘志勇夺得一等奖，同厂的孙浩获得三等奖。",
        (
            "Event:第五届湖北省职工焊接技能大赛",
            "Honor:第五届湖北省职工焊接技能大赛一等奖",
            "Honor:第五届湖北省职工焊接技能大赛三等奖",
            "Person:刘志勇",
            "Person:孙浩",
        ),
        (),
    ),
    (
        "two-contests",
        "他曾在2019年全国机器人大赛获金奖。今年在第三届长江创客节上，他又获银奖。",
        ("Honor:2019年全国机器人大赛金奖|全国机器人大赛金奖",),
        ("第三届长江创客节金奖",),
    ),
    (
        "ceremony",
        "3月8日，清水县劳动模范颁奖典礼在县文化馆举行。",
        ("Event:清水县劳动模范颁奖典礼",),
        (),
    ),
    (
        "unveiling",
        "4月2日，皖北新能源学院揭牌仪式在宿州市举行，副市长何其芳为学院揭牌。",
        ("Event:皖北新能源学院揭牌仪式", "Person:何其芳"),
        (),
    ),
    (
        "unit-nested",
        "中铁十二局集团第三工程有限公司盾构二班班长杜鹏程上台领奖。",
        ("Person:杜鹏程", "Organization:中铁十二局集团第三工程有限公司盾构二班"),
        (),
    ),
    (
        "service-station",
        "宏达司机之家服务站由金湖县总工会和县交通局共同设立。",
        ("Organization:金湖县总工会", "Organization:金湖县交通局"),
        (),
    ),
    (
        "mixed-brand",
        "比亚迪与华为终端有限公司达成合作，“e平台3.0”随之发布。",
        ("Organization:比亚迪", "Organization:华为终端有限公司"),
        (),
    ),
    (
        "numbers-inside",
        "北京市第八十中学、山东省第三地质大队和解放军第960医院派出代表。",
        ("Organization:北京市第八十中学", "Organization:山东省第三地质大队", "Organization:解放军第960医院"),
        (),
    ),
    (
        "renamed",
        "该校前身是1958年创办的丰城工业学校，2004年更名为丰城职业技术学院。",
        ("Organization:丰城职业技术学院",),
        (),
    ),
    (
        "dropped-company",
        "青岛海晨生物科技有限公司主营海藻肥。去年，海晨生物出口额达到2亿元。",
        ("Organization:青岛海晨生物科技有限公司=海晨生物",),
        (),
    ),
    (
        "party-bodies",
        "中共石门县委宣传部、石门县融媒体中心联合举办读书会。县委宣传部副部长周晓东致辞。",
        ("Organization:石门县融媒体中心", "Person:周晓东"),
        ("联合",),
    ),
    (
        "league-committee",
        "团省委书记韩雪、贵州省总工会副主席罗成出席。",
        ("Organization:贵州省总工会", "Person:韩雪", "Person:罗成"),
        (),
    ),
    (
        "japan-korea-names",
        "日本驻华大使山本健一、韩国釜山市长朴亨俊来访。",
        ("Person:山本健一", "Person:朴亨俊"),
        (),
    ),
    (
        "foreign-dash",
        "法国专家让-皮埃尔·杜邦参观了三星堆博物馆。",
        ("Person:让-皮埃尔·杜邦", "Organization:三星堆博物馆"),
        ("皮埃尔·杜邦",),
    ),
    (
        "village-winner",
        "桐庐县富春江镇石舍村、淳安县下姜村被评为浙江省美丽乡村示范村。",
        ("Honor:浙江省美丽乡村示范村",),
        (),
    ),
    (
        "obit-honorific",
        "著名农学家、中国工程院院士程远山同志因病医治无效，在武汉逝世，享年93岁。",
        ("Person:程远山", "Organization:中国工程院", "Place:武汉"),
        (),
    ),
    (
        "dotted-post",
        "公司党委书记、董事长 郑 凯 在会上讲话。",
        ("Person:郑凯",),
        (),
    ),
)


def entities(text: str) -> tuple[Entity, ...]:
    document = analyse(read_text(text, source="t"), ontology.load())
    return refer(document, recognise(document, ontology.load()), ontology.load())


def plain(name: str) -> str:
    return "".join(char for char in fold_name(name) if char not in "“”‘’《》 \u3000")


@pytest.mark.parametrize(("text", "wanted", "unwanted"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_trap(text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    found = entities(text)
    named = {(entity.type, plain(entity.name)): entity for entity in found}
    for want in wanted:
        kind, _, rest = want.partition(":")
        names, _, also = rest.partition("=")
        entity = next((named[kind, plain(one)] for one in names.split("|") if (kind, plain(one)) in named), None)
        assert entity is not None, f"{want} is not among {sorted(named)}"
        assert not also or plain(also) in {plain(alias) for alias in entity.aliases}
    forms = {plain(form) for entity in found for form in (entity.name, *entity.aliases)}
    assert forms.isdisjoint(map(plain, unwanted))


def test_the_first_of_its_kind_is_named_without_saying_so() -> None:
    found = kg.extract("加強社會組織領域工會組織建設，率先在全市成立了首家快遞行業工聯會，268名快遞小哥加入工會組織。")
    assert "快遞行業工聯會" in {entity.name for entity in found.entities}
