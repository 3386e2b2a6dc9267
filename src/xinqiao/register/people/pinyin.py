"""How a Chinese name is spelt for sorting and for finding by initials.

Two stored columns come from here: the sort key, because the database sorts by
bytes, and the initials, because three letters are the fastest way to a child.
A surname is read as a surname (单 is Shan, not Dan); a given name may be read
in more than one way (乐 is Le or Yue), and every likely reading is findable.
"""

import re
from itertools import islice, product

from pypinyin import Style, lazy_pinyin

SORT_KEY_LENGTH = 200
INITIALS_LENGTH = 80
VARIANTS_AT_MOST = 12
# After every Latin letter: a character without a known reading sorts last.
UNREADABLE = "~"

# Surnames whose reading as a surname is not the one a dictionary gives first.
SURNAMES = {
    "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "单于": "chan2 yu2",
    "澹台": "tan2 tai2", "宰父": "zai3 fu3", "令狐": "ling2 hu2", "皇甫": "huang2 fu3",
    "鲜于": "xian1 yu2", "闾丘": "lv2 qiu1", "亓官": "qi2 guan1", "呼延": "hu1 yan2",
    "公冶": "gong1 ye3", "濮阳": "pu2 yang2", "淳于": "chun2 yu2", "申屠": "shen1 tu2",
    "赫连": "he4 lian2", "钟离": "zhong1 li2", "宇文": "yu3 wen2", "拓跋": "tuo4 ba2",
    "独孤": "du2 gu1", "南宫": "nan2 gong1", "东方": "dong1 fang1", "西门": "xi1 men2",
    "欧阳": "ou1 yang2", "上官": "shang4 guan1", "司马": "si1 ma3", "司徒": "si1 tu2",
    "司空": "si1 kong1", "诸葛": "zhu1 ge3", "夏侯": "xia4 hou2", "慕容": "mu4 rong2",
    "公孙": "gong1 sun1", "轩辕": "xuan1 yuan2", "端木": "duan1 mu4", "百里": "bai3 li3",
    "呼和": "hu1 he2", "仲孙": "zhong4 sun1", "太史": "tai4 shi3", "子车": "zi3 ju1",
    "单": "shan4", "解": "xie4", "仇": "qiu2", "查": "zha1", "曾": "zeng1", "区": "ou1",
    "朴": "piao2", "盖": "ge3", "乐": "yue4", "华": "hua4", "任": "ren2", "缪": "miao4",
    "尉": "wei4", "翟": "zhai2", "覃": "qin2", "谌": "chen2", "洗": "xian3", "冼": "xian3",
    "员": "yun4", "贠": "yun4", "繁": "po2", "秘": "bi4", "祭": "zhai4", "种": "chong2",
    "晟": "cheng2", "召": "shao4", "折": "she2", "重": "chong2", "黑": "he4", "隗": "wei3",
    "乜": "nie4", "那": "na1", "能": "nai4", "逄": "pang2", "郇": "xun2", "郗": "xi1",
    "晁": "chao2", "幺": "yao1", "句": "gou1", "牟": "mu4", "佴": "nai4", "纪": "ji3",
    "宁": "ning4", "褚": "chu3", "卜": "bu3", "柏": "bai3", "葛": "ge3", "贾": "jia3",
    "石": "shi2", "薄": "bo2", "都": "du1", "夏": "xia4", "燕": "yan1", "应": "ying1",
    "於": "yu1", "干": "gan1", "相": "xiang4", "哈": "ha3", "车": "che1", "过": "guo1",
    "曲": "qu1", "阚": "kan4", "钭": "tou3", "库": "she4", "厍": "she4", "莘": "shen1",
    "瞿": "qu2", "亓": "qi2", "仉": "zhang3", "妫": "gui1", "嵇": "ji1", "蒯": "kuai3",
    "强": "qiang2", "沈": "shen3", "盛": "sheng4", "观": "guan4", "撒": "sa4", "赛": "sai4",
    "费": "fei4", "宓": "mi4", "眭": "sui1", "俞": "yu2", "佘": "she2", "长": "chang2",
}  # fmt: skip

# Characters with more than one living reading whose first letters differ.
# Used for given names, and as the second guess for a surname.
OTHER_INITIALS = {
    "乐": "ly", "重": "zc", "长": "cz", "行": "xh", "曾": "cz", "朝": "zc", "翟": "zd", "盛": "sc",
    "晟": "sc", "莘": "sx", "茜": "qx", "传": "cz", "藏": "cz", "车": "cj", "单": "ds", "解": "jx",
    "奇": "qj", "石": "sd", "召": "zs", "折": "zs", "调": "td", "宿": "sx", "弹": "dt", "尉": "wy",
    "区": "qo", "隗": "wk", "缪": "mj", "乜": "mn", "贾": "jg", "谌": "cs", "强": "qj", "覃": "tq",
    "祭": "jz", "繁": "fp", "秘": "mb", "郗": "xc", "种": "zc", "查": "cz", "仇": "cq", "降": "jx",
    "校": "xj", "参": "cs", "圳": "zc", "琛": "cs", "瑱": "tz", "适": "sk", "颉": "xj", "婼": "ce",
    "卒": "zc", "椎": "zc", "属": "sz", "侗": "dt", "曝": "bp", "省": "sx", "系": "xj", "见": "jx",
    "会": "hk", "说": "sy", "叶": "yx", "沈": "sc", "合": "hg", "澄": "cd", "巷": "xh", "番": "fp",
    "阿": "ae", "徵": "zc", "匙": "cs", "冼": "xs", "栎": "ly", "殖": "zs",
}  # fmt: skip

# Characters that families use and the dictionary does not read.
READINGS = {"𠮷": "ji2", "𠀾": "qiu1", "𤧛": "ti2", "𦙶": "tai1"}

_RUN = re.compile(r"[A-Za-z0-9'’-]+|.", re.DOTALL)


def split_surname(name: str) -> tuple[str, str]:
    """Surname and given name; a name written with a dot has no surname."""
    if "·" in name or len(name) < 2:
        return "", name
    if len(name) > 2 and name[:2] in SURNAMES:
        return name[:2], name[2:]
    return name[:1], name[1:]


def spelling(name: str) -> str:
    """Spell a name with its tones, a space between syllables."""
    return " ".join(reading for _, reading in _readings(name))


def sort_key(name: str) -> str:
    """Spell a name so that byte order is pinyin order, the name itself last.

    Syllables are separated by a space, which comes before every letter, so
    that Li An comes before Lian; tones break ties, then the characters.
    """
    return f"{spelling(name)} {name}"[:SORT_KEY_LENGTH]


def initials(name: str) -> str:
    """Give what a name may be found by: each likely string of first letters, then the full spelling.

    A reader types what they think the name sounds like; a surname read as an
    ordinary word is therefore found as well, after the right one. Separated by
    spaces, the likeliest first, as many as the column holds.
    """
    readings = _readings(name)
    options = [letters for run, reading in readings if (letters := _letters(run, reading))]
    full = "".join(reading.rstrip("12345") for _, reading in readings if reading != UNREADABLE)
    words = [*islice(("".join(word) for word in product(*options)), VARIANTS_AT_MOST), full]
    kept = ""
    for word in dict.fromkeys(words):
        if len(kept) + 1 + len(word) <= INITIALS_LENGTH:
            kept = f"{kept} {word}".strip()
    return kept


def _letters(run: str, reading: str) -> str:
    """Give the first letters a character may be looked for by; none if unreadable."""
    first = "" if reading == UNREADABLE else reading[0]
    others = OTHER_INITIALS.get(run, "")
    return first + "".join(sorted(set(others) - {first}))


def _readings(name: str) -> list[tuple[str, str]]:
    surname, given = split_surname(name)
    if surname not in SURNAMES:
        return _read(name)
    return [*zip(surname, SURNAMES[surname].split(), strict=True), *_read(given)]


def _read(words: str) -> list[tuple[str, str]]:
    """Pair each character, or each run of Latin letters, with its reading."""
    runs = _RUN.findall(words)
    chinese = "".join(run if len(run) == 1 else " " for run in runs)
    # A list keeps one reading per character; the library's types only know str.
    spelt = lazy_pinyin(chinese, style=Style.TONE3, errors=list)  # type: ignore[arg-type]
    return [
        (run, _settled(run, reading)) for run, reading in zip(runs, spelt, strict=True) if run.isalnum() or len(run) > 1
    ]


def _settled(run: str, reading: str) -> str:
    if run in READINGS:
        return READINGS[run]
    if run[0].isascii():
        return run.lower()
    return reading.lower() if reading.isascii() else UNREADABLE
