"""Invented names: common ones, long ones, and some with rare characters, as a real roster has them."""

from collections.abc import Iterator
from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷龙黎史陶贺毛郝顾龚邵万覃武钱戚莫向汤"
DOUBLE_SURNAMES = ("欧阳", "上官", "诸葛", "司马", "尉迟", "慕容")
GIVEN = [
    "晚舟",
    "知夏",
    "思远",
    "明哲",
    "静怡",
    "雨桐",
    "子墨",
    "一诺",
    "梓涵",
    "浩然",
    "欣妍",
    "宇航",
    "若曦",
    "佳宁",
    "俊熙",
    "语嫣",
    "景行",
    "书瑶",
    "天佑",
    "安然",
    "沐阳",
    "清越",
    "嘉树",
    "亦凡",
    "乐之",
    "星河",
    "可馨",
    "立群",
    "文博",
    "雅南",
    "承志",
    "望舒",
    "云起",
    "初晴",
    "怀瑾",
    "怡宁",
    "修远",
    "念慈",
    "以宁",
    "怀远",
    "采薇",
    "允文",
    "令仪",
    "疏桐",
    "见山",
    "听澜",
    "问渠",
    "之遥",
    "牧野",
    "南乔",
    "北辰",
    "青禾",
    "朝歌",
    "鹤鸣",
    "春和",
    "秋实",
    "长庚",
    "既明",
    "如是",
    "未央",
]
LONG_NAMES = (
    "阿依古丽·买买提",
    "古丽努尔·阿卜杜热依木",
    "巴特尔·苏和",
    "扎西卓玛",
    "𠮷野㛃",
    "德吉央宗",
    "努尔兰·赛力克",
)


def people(random: Random) -> Iterator[str]:
    """Names without end."""
    while True:
        kind = random.random()
        if kind < 0.01:
            yield random.choice(LONG_NAMES)
        else:
            surname = random.choice(DOUBLE_SURNAMES) if kind < 0.02 else random.choice(SURNAMES)
            yield surname + random.choice(GIVEN)


def phone(random: Random) -> str:
    """A number in a range that no operator gives out."""
    return f"199000{random.randrange(100_000):05d}"
