"""What the packages lack: ten townships of Taiwan, letters of provinces, which short forms are safe. Own writing."""

from __future__ import annotations


def words(*lines: str) -> tuple[str, ...]:
    """The words of some lines of text."""
    return tuple(word for line in lines for word in line.split())


taiwan_additions = {
    "金门县": words("金城镇 金湖镇 金沙镇 金宁乡 烈屿乡 乌坵乡"),
    "连江县": words("南竿乡 北竿乡 莒光乡 东引乡"),
}
"""From the list of the administration's 368 townships; the package leaves these ten out."""

province_letters = {
    "北京市": "京",
    "天津市": "津",
    "河北省": "冀",
    "山西省": "晋",
    "内蒙古自治区": "蒙 内蒙",
    "辽宁省": "辽",
    "吉林省": "吉",
    "黑龙江省": "黑",
    "上海市": "沪 申",
    "江苏省": "苏",
    "浙江省": "浙",
    "安徽省": "皖",
    "福建省": "闽",
    "江西省": "赣",
    "山东省": "鲁",
    "河南省": "豫",
    "湖北省": "鄂",
    "湖南省": "湘",
    "广东省": "粤",
    "广西壮族自治区": "桂",
    "海南省": "琼",
    "重庆市": "渝",
    "四川省": "川 蜀",
    "贵州省": "贵 黔",
    "云南省": "云 滇",
    "西藏自治区": "藏",
    "陕西省": "陕 秦",
    "甘肃省": "甘 陇",
    "青海省": "青",
    "宁夏回族自治区": "宁",
    "新疆维吾尔自治区": "新",
    "台湾省": "台",
    "香港特别行政区": "港 香港特区",
    "澳门特别行政区": "澳 澳门特区",
}

peoples = words(
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡",
    "纳西 景颇 柯尔克孜",
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京",
    "塔塔尔 独龙",
    "鄂伦春 赫哲 门巴 珞巴 基诺",
)
"""The 55 minorities, without 族."""

known_places = frozenset(
    words(
        "石首 神农架 孝感 恩施 大理 烟台 合肥 银川 商丘 酒泉 宝鸡 信阳 天水 库车 宝应",
        "长治 运城 百色 仪征 康定 海门 馆陶 莎车 焦作 项城 磐石 建瓯 文山 开封 保定",
        "应城 包头 遵义 自贡 登封 奉化 兴化 遵化 怀化 即墨 大连 大同 黄石 洪湖 桂林",
        "麻城 罗田 阳新 常德 钟祥 高陵 金平 石家庄 嘉兴 张家口 秦安 南通 竹溪 拉萨",
        "哈密 攀枝花 营口 监利 六合 通化 大兴 彰化 海口 台中 河源 顺义 平凉 平遥 常熟",
        "高密 茂名 延吉 南投 基隆 海北 布拉格 慕尼黑 法兰克福 不来梅 开罗 林茨 洛桑",
        "巴格达 名古屋 奈良 神户 千叶 平壤 金边 利马 清迈 基辅 底特律 海牙 万象 河内",
        "海防 海法 日本 美国 东京 巴黎 伦敦 纽约 华盛顿 莫斯科 首尔 悉尼 柏林 罗马",
        "曼谷 洛杉矶 旧金山 芝加哥",
    )
)
"""Forms that jieba's dictionary files under another class but that news uses for the place alone."""

named_after_people = frozenset(words("左权 志丹 子长 子洲 靖宇 尚志 中山 黄骅"))

directions = frozenset(
    words("城 郊 矿 东 南 西 北 中 东城 西城 南城 北城 市中 市南 市北 城中 城东 城西 城南 城北 新城 老城 港 海 林")
)
"""Stems with which 区 or 街道 is as often a common noun: 城区, 郊区, 市中区."""
