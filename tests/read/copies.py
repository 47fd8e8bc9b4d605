"""Copies of articles as mirrors and other sites make them: script, injected pinyin, page furniture, cuts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from kg.text.scripts import to_hant

READINGS = {
    "務": "wù", "業": "yè", "動": "dòng", "發": "fā", "學": "xué", "進": "jìn", "會": "huì", "實": "shí", "獎": "jiǎng",
    "質": "zhì", "職": "zhí", "黨": "dǎng", "領": "lǐng", "縣": "xiàn", "優": "yōu", "團": "tuán",
}  # fmt: skip
_HEADS = (
    "首页 > 新闻中心 > {} > 正文",
    "您现在的位置：网站首页 >> {} >> 内容",
    "当前位置：首页　{}　详细",
    "{}频道 | 登录 | 注册 | 收藏本站",
)
_TAILS = (
    ["上一篇:某地召开工作会议", "下一篇:某局开展检查", "版权所有 某某网 粤ICP备2号"],
    ["【打印】【关闭】", "相关新闻", "某县举办运动会", "某镇开展植树活动", "Copyright © 2023 某某在线"],
    ["分享到：微信 微博", "声明：本文转载自网络，不代表本站立场，如有侵权请联系删除。"],
    ["责任编辑：网管", "阅读：2310", "返回顶部"],
)
_FURNITURE = re.compile(r"责任?编辑?[：:]|版权|ICP|上一篇|下一篇")


def injected(text: str, count: int = 6, seed: int = 0) -> str:
    """`text` traditional, after an injector that looks for the two bytes of `count` characters wherever they stand."""
    data = to_hant(text).encode("gbk", "replace")
    for char in random.Random(seed).sample(sorted(READINGS), count):  # noqa: S311 - no secret
        pair = char.encode("gbk")
        data = data.replace(pair, pair + f"({READINGS[char]})".encode("gbk"))
    decoded, at = "", 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        pair = data[at : at + size].decode("gbk", "replace")
        decoded += "?" if "\ufffd" in pair else pair
        at += size
    return decoded


def refurnished(text: str, seed: int = 0) -> str:
    """`text` on another site: its furniture replaced, half-width commas, zero-width characters here and there."""
    chosen = random.Random(seed)  # noqa: S311 - no secret
    lines = [line for line in text.split("\n") if not _FURNITURE.search(line)]
    head = chosen.choice(_HEADS).format(chosen.choice(["国内", "教育", "社会", "党建"]))
    body = "\n".join(lines).replace("，", ",")
    body = "".join(char + "\u200b" * (chosen.random() < 0.01) for char in body)
    return "\n".join([head, body, *chosen.choice(_TAILS)])


def syndicated(text: str, seed: int = 0) -> str:
    """`text` as a site prints it that took it over: another headline, the last third of its lines left out."""
    lines = [line for line in text.split("\n") if line.strip()]
    kept = lines[1 : max(int(len(lines) * 0.7), 4)]
    return "\n".join([f"转载：{lines[0][:12]}…", f"2023-06-{1 + seed % 28:02} 来源：转载网", "", *kept])


makers: dict[str, Callable[[str, int], str]] = {
    "mirrored": lambda text, seed: injected(text, seed=seed),
    "other script": lambda text, _: to_hant(text),
    "refurnished": refurnished,
    "mirrored and refurnished": lambda text, seed: injected(refurnished(text, seed).replace("\u200b", ""), seed=seed),
    "syndicated": syndicated,
}
