"""Words that take back, or mean something else by, what a pair of names seems to say, relation by relation.

入围梅花奖 is no prize won, 报考北京大学 no study there, 代表湖北省参加大赛 no place of the contest. Each pattern reads
the sentence with the subject as Ⓢ, the object as Ⓞ and all other names as □.
"""

from __future__ import annotations

import re

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.scene import Scene

_KIN = (
    "妻子?|丈夫|太太|夫人|爱人|老伴|女婿|儿子|女儿|儿媳|长子|次子|长女|父亲|母亲|爸爸|妈妈"
    "|弟弟?|哥哥?|姐姐?|妹妹?|叔叔?|侄子|外甥|孙子|之子|之女|遗孀"
)
_FOLLOWS = "同学|校友|学生|股东|粉丝|球迷|读者|客户|用户|患者|病人|乘客|顾客|会员单位|家属|邻居|供应商"
_TAKEN_BACK = (
    "(?:被[^，。；]{0,6}取消|(?:已|已经|后|随后|均|将|现)?被?[^，。；]{0,6}(?:撤销|撤回|收回|追回|剥夺|褫夺|作废))"
)
_OF_ANY = (
    "[ⓈⓄ][”’》]?应[当该]?[为是作]",
    "(?:主人公|主角|男主|女主|反派)[、：]?[ⓈⓄ]",
    # In a game, a book for players: 你扮演大掌柜，在甲市创立乙商行.
    "(?:你|玩家)[^，。；]{0,4}(?:扮演|化身|操控|操纵|饰演)[^。]{0,70}[ⓈⓄ]",
)
# What somebody only says of himself, or shows a paper of: 自称“全国名医”, 出示一张“全国名医”证书.
_CLAIMED = "自称|谎称|声称|宣称|假称|诈称|对外宣传|虚假宣传|宣传[页册]|伪造|冒充|出示|亮出"
_TALKS = "就[^。；]{0,24}[ⓈⓄ][^。；]{0,24}进行了?[^，。；]{0,6}(?:探讨|磋商|商讨|洽谈|讨论|协商|商谈)"
_TO_COME = "[将拟](?:来|会)?(?:于[^，。；]{0,10})?(?:赴|到|去|前往|入读|就读|进入)[^，。；]{0,16}Ⓞ"
# What somebody is by trade, of which no body is named in the sentence: the article's body is not theirs.
_TRADES = (
    "画家|藏家|收藏家|作家|诗人|书法家|歌手|演员|艺术家|鉴定家|学者|评论家|音乐家|作曲家|摄影师"
    "|网友|市民|村民|读者|旅客|游客|居民|家长|业主|商人"
)
# 高铁公司发言人回复: someone without a name, and not the one who was named last.
_NAMELESS = (
    "^[^Ⓢ]*Ⓞ[^，。；Ⓢ]{0,8}(?:发言人|负责人|人士|人员|官员|代表|主任|局长|经理|客服|老师|校长|院长)(?:女士|先生)?"
    "[^，。；Ⓢ]{0,4}(?:回应|回复|答复|表示|说|称|指出|介绍|透露|认为|解释|强调|坦言)[^Ⓢ]*$"
)
# 双方将在甲市共同设立Ⓢ: what several will set up is not there yet; 将 that has an object (将甲、乙合并组建) is another.
_WILL_SET_UP = (
    "将(?![^，。；]{0,24}(?:合并|整合|改|并入|作为))[^，。；Ⓢ]{0,30}(?:共同|联合|携手|合作|合力|一起)[^，。；Ⓢ]{0,8}"
    "(?:设立|成立|组建|建立|共建|创办|创建|兴建|新建|打造|筹建|筹办|建设|开设)[^，。；ⓄⓈ]{0,8}Ⓢ"
)
_PATTERNS = {
    "establishedIn": (_TALKS, _WILL_SET_UP),
    "establishedBy": (
        _TALKS,
        _WILL_SET_UP,
        "Ⓢ[^。；]{0,20}为[^，。；]{0,12}Ⓞ[^，。；]{0,4}(?:揭牌|授牌|揭幕|剪彩|题写|颁)",
        "Ⓢ[^，。；]{0,6}(?:毕业|肄业|退学)",
        "在Ⓢ[^，。；]{0,6}(?:登记|注册|备案)",
        # 成立于2009年，董事长为甲: who heads it today need not have founded it.
        "Ⓢ[^。；创]{0,20}(?:成立|设立|创立)于[^。；创由]*(?:董事长|总经理|总裁|法定代表人|负责人|会长|理事长|校长|院长)[为是]Ⓞ",
    ),
    "awarded": (
        f"(?:{_CLAIMED})[^。；]{{0,12}}Ⓞ",
        "Ⓞ[^。；]{0,14}(?:(?:没有?|无|毫无|缺乏)(?:任何)?(?:证据|依据|根据)|查无|子虚乌有|系伪造|纯属虚构|并不存在|根本没有|从未(?:举办|颁发|授予|评选))",
        "(?:撤销|撤回|收回|追回|取消|剥夺|褫夺)了?[^，。；]{0,24}Ⓞ",
        "(?:入围|获提名|提名|角逐|问鼎|申报|报名参评|参评)了?[^，。；获得夺摘]{0,8}Ⓞ(?!.{0,16}(?:并|最终|终|获|摘|夺|捧))",
        "Ⓞ[^。；]{0,50}(?:撤销|取消|收回|追回|剥夺)(?:其|了|该|此)?项?(?:奖励|称号|荣誉|奖项|获奖|奖金|奖牌)",
        f"Ⓞ[”》]?(?:称号|荣誉|奖项|证书|奖励)?[^。；]{{0,10}}{_TAKEN_BACK}",
    ),
    "educatedAt": (
        "(?:报考|落榜|落第|没考[上取进]|没有考[上取进]|未考[上取进]|想考|想上|无缘|志愿是?|心仪|梦想)了?[^，。；□]{0,6}Ⓞ(?![^。；]{0,6}(?:并|且)[^，。]{0,4}(?:被录取|考上))",
        _TO_COME,
        "(?:没有?|未)能?被[^，。；]{0,4}Ⓞ[^，。；]{0,6}录取",
        "Ⓞ[^。；]{0,20}(?:放弃了?|未能?|没能?|没有|无法)(?:去|前往)?(?:入学|报到|就读|入读)",
        "(?:谎称|自称|假称|诈称|冒充|伪造|假冒)[^，。；]{0,12}Ⓞ",
    ),
    "worksFor": (
        # 法院对甲诉乙公司一案作出判决: who goes to court works neither there nor for the other side.
        "Ⓢ[^，。；ⓈⓄ]{0,6}(?:(?<![告投申])诉(?![求说苦讼])|状告|控告)[^。；]{0,30}Ⓞ",
        "Ⓞ[^，。；]{0,6}(?:对|就|受理|审结|审理)[^。；]{0,30}Ⓢ[^，。；]{0,8}(?:(?<![告投申])诉(?![求说苦讼])|状告|控告)[^。；]{0,60}(?:案|纠纷)",
        "Ⓞ[^，。；]{0,16}(?:宣判|审理|判处|判决|提起公诉|立案|逮捕|抓获|拘留)[^，。；]{0,30}Ⓢ",
        f"Ⓞ[的之]?[^，。；、□Ⓢ]{{0,6}}(?:{_KIN}|{_FOLLOWS})[、：]?Ⓢ",
        f"Ⓢ[是为系][^，。；]{{0,4}}Ⓞ[的之]?[^，。；、□]{{0,12}}(?:{_KIN}|{_FOLLOWS})(?=[，。；、]|$)",
        "Ⓢ[^。；]{0,8}(?:病逝|逝世|辞世|去世|终|离世)于Ⓞ",
        "Ⓢ[^，。；]{0,14}在Ⓞ(?:病逝|逝世|辞世|去世|离世|抢救|救治|住院|治疗|就诊|就医|出生)",
        "在Ⓞ[^，。；Ⓢ]{0,6}(?:见到|看到|遇到|采访|探望|看望|慰问)了?[^，。；]{0,12}Ⓢ",
        "Ⓞ[》”]?(?:的)?记者[^，。；Ⓢ]{0,4}(?:采访|专访|对话|连线|走访|探访|拜访)了?[^，。；]{0,16}Ⓢ",
        "Ⓢ在Ⓞ[^，。；□]{0,6}(?:见到|看到|遇到|了解到|获悉|采访|走访|看望|探访)",
        # 从甲所获悉，乙大学丙教授…: whoever has a body of their own beside their name is not of the one that told it.
        # 到油机厂考察，组长是甲: whoever leads a visit is not of those visited.
        "[到赴往来]Ⓞ[^，。；]{0,6}(?:考察|调研|参观|访问|检查|督查|视察|走访|慰问)，[^，。；ⓈⓄ]{0,4}(?:组长|团长|领队|带队)[^，。；ⓈⓄ]{0,2}Ⓢ",
        "从Ⓞ[^，。；□]{0,4}(?:获悉|了解到|得知)，[^。；]*□(?:教授|副教授|研究员|院士|博士|老师)?Ⓢ",
        f"^[^Ⓞ]*(?:{_TRADES})Ⓢ[^Ⓞ]*$",
        _NAMELESS,
        "Ⓞ[^。；]{0,20}(?:辞不就|坚辞|力辞|推辞|未就任|没有就任|未到任)",
        "Ⓞ籍[^，。；]{0,12}Ⓢ",
        "Ⓞ(?:未|已|曾|将|并)?(?:向|给|对)Ⓢ",
        f"Ⓢ的?(?:{_KIN})[是为在][^，。；]{{0,4}}Ⓞ",
        "(?:饰演|扮演|出演|饰)[^，。；]{0,12}Ⓞ[^，。；]{0,10}Ⓢ",
        "(?:谎称|自称|假称|诈称|冒充|假冒|冒用|误传|误认|误以|误写|误作|差点|险些|没当上|没能当上)[^，。；]{0,14}Ⓞ",
        "Ⓢ[^，。；]{0,10}(?:谎称|自称|假称|诈称|冒充|假冒|误传|差点|险些)[^，。；]{0,14}Ⓞ",
        "(?:拟聘|拟任|拟提名|拟推荐|拟录用)[^，。；]{0,8}Ⓢ[^，。；]{0,6}Ⓞ|Ⓞ[^，。；Ⓢ]{0,4}(?:拟聘|拟任|拟提名|拟录用)[^，。；]{0,6}Ⓢ",
    ),
    "memberOf": (
        "(?:差一?点|险些)儿?就?[^，。；□]{0,6}Ⓞ",
        "(?:本来|原本|本)[要想拟会可]?[^，。；]{0,4}(?:加盟|加入|转会)Ⓞ",
        "(?:想|希望|渴望|申请|拒绝|谢绝)[^，。；]{0,3}(?:加盟|加入)Ⓞ(?!.{0,12}(?:获批|成功|如愿))",
    ),
    "locatedIn": (
        _WILL_SET_UP,
        "(?:希望|盼望|呼吁|建议|期待|要求)[^，。；]{0,6}Ⓢ[^，。；]{0,4}[在到]Ⓞ",
        "代表Ⓞ",
        "(?:前往|赶赴|奔赴)Ⓞ[^，。；]{0,12}Ⓢ",
    ),
    "nativeOf": (
        "从Ⓞ(?:归来|回来|返回|返乡|回到|赶来|赶回)",
        "(?:到|去|赴|往|在)Ⓞ[^，。；□]{0,6}(?:打工|务工|经商|求学|上学|读书|工作|创业|出差|旅游|参观|学习|支教|任职|挂职|当兵)",
        "代表Ⓞ",
    ),
    "partneredWith": (
        "(?:终止|取消|解除|中止|暂停)了?(?:与|同|和)[^。；]{0,20}[ⓈⓄ]",
        "不具[有备]?(?:法律)?约束力",
        "[ⓈⓄ][^。；ⓈⓄ]{0,6}(?:起诉|状告|控告|诉讼|索赔)[^。；ⓈⓄ]{0,6}[ⓈⓄ]",
    ),
    "partOf": ("(?:[不要拟]|不会|没有|并未)再?(?:并入|划归|划入|归属?|挂靠|隶属于?)Ⓞ",),
    "visited": (
        _TO_COME,
        "(?:到|去|赴|往)Ⓞ[^，。；□]{0,6}(?:打工|务工|求学|上学|读书|任职|定居)",
    ),
    "investedIn": (
        "(?:准备|打算|计划)[^，。；□]{0,6}[给向为对]Ⓞ[^，。；□]{0,4}[捐赠投]",
        _TALKS,
        "[将拟](?:来|会|陆续|分[^，。；]{1,4})?(?:再|继续|追加)?(?:向|对|给|为)Ⓞ[^，。；]{0,6}(?:注资|投资|增资|出资|捐|投入)",
        "Ⓢ[^，。；□]{0,6}[将拟](?:斥资|出资|投资|注资|增资|收购|入股|捐)[^。；]{0,20}Ⓞ",
        "(?:终止|取消|中止|暂停)[^，。；]{0,10}(?:收购|并购|投资|入股|注资)",
        "(?:收购|并购|投资|入股)[^，。；]{0,20}Ⓞ[^，。；]{0,20}(?:终止|告吹|取消|中止)",
    ),
}
_any = re.compile("|".join(_OF_ANY))
_compiled = {relation: re.compile("|".join((*_OF_ANY, *patterns))) for relation, patterns in _PATTERNS.items()}
_LEFT, _BETWEEN, _RIGHT = 24, 80, 60


def gainsaid(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words around the names of `candidate` take the relation back or mean something else."""
    if candidate.mode == "name":
        return False
    pattern = _compiled.get(candidate.relation, _any)
    return pattern.search(_shown(scene, candidate)) is not None


def _shown(scene: Scene, candidate: Candidate) -> str:
    """The sentence around the names, with the subject as Ⓢ and the object as Ⓞ."""
    text, sentence = scene.masked[candidate.view], scene.plain[candidate.view].span
    names = sorted(
        (member.start - sentence.start, member.end - sentence.start, sign)
        for member, sign in ((candidate.subject, "Ⓢ"), (candidate.object, "Ⓞ"))
        if sentence.start <= member.start and member.end <= sentence.end
    )
    if not names or (len(names) == 2 and names[1][0] - names[0][1] > _BETWEEN):
        return ""
    parts: list[str] = []
    at = max(0, names[0][0] - _LEFT)
    for start, end, sign in names:
        parts += (text[at:start], sign)
        at = end
    return "".join(parts) + text[at : at + _RIGHT]
