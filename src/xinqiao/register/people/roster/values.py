"""One cell, one value: names, student numbers, sex, and how somebody is related.

A value that cannot be taken raises `Unusable` with a reason; what is missing is
None, which is not a fault.
"""

import re
import unicodedata

from .cells import Cell
from .findings import Reason
from .text import has_private, is_odd, plain, says_nothing, tight

NAME_AT_MOST = 60
NUMBER_AT_MOST = 32
# Excel keeps fifteen digits of a number; what comes after is made of noughts.
DIGITS_KEPT = 15

_CJK = "\u2e80-\u2fff\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_BY_CJK = re.compile(f"(?<=[{_CJK}])\\s+|\\s+(?=[{_CJK}])")
_DOTS = re.compile("\\s*[•・‧∙⋅●．﹒᛫\u2027\u00b7]\\s*")
_DOT_BETWEEN_CJK = re.compile(f"(?<=[{_CJK}])[.。](?=[{_CJK}])")
_IN_NAMES = frozenset("·'’-. ()")
_POINT_NOUGHT = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9_-]*")
_ID_CARD = re.compile(r"G?\d{17}[\dX]")


class Unusable(ValueError):
    """A cell whose content cannot be taken, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def name(cell: Cell) -> str | None:
    """Read a person's name: Chinese without spaces, · between parts, rare characters kept."""
    if not isinstance(cell, str):
        cell = plain(cell)
    text = _DOTS.sub("·", plain(cell))
    text = _DOT_BETWEEN_CJK.sub("·", _SPACE_BY_CJK.sub("", text))
    text = " ".join(text.split()).strip("·-. ")
    if says_nothing(text):
        return None
    if len(text) > NAME_AT_MOST:
        raise Unusable(Reason.NAME_TOO_LONG)
    if has_private(text):
        raise Unusable(Reason.NAME_PRIVATE_CHARACTER)
    if is_odd(text) or not all(map(_belongs_in_a_name, text)):
        raise Unusable(Reason.NAME_ODD)
    if not any(char.isalpha() for char in text):
        raise Unusable(Reason.NAME_ODD)
    return text


def student_number(cell: Cell) -> str | None:
    """Read a student number, whatever Excel has made of it.

    Raises Unusable when digits were lost: guessing them would join two children.
    """
    if isinstance(cell, float) and not cell.is_integer():
        raise Unusable(Reason.NUMBER_ODD)
    text = tight(cell).upper()
    if says_nothing(text):
        return None
    if whole := _POINT_NOUGHT.fullmatch(text):
        text = whole.group(1)
    if _SCIENTIFIC.fullmatch(text) or (isinstance(cell, float | int) and len(text) > DIGITS_KEPT):
        raise Unusable(Reason.NUMBER_LOST_DIGITS)
    text = text.replace("—", "-").replace("–", "-")
    if len(text) > NUMBER_AT_MOST:
        raise Unusable(Reason.NUMBER_TOO_LONG)
    if not _NUMBER.fullmatch(text) or not any(char.isdigit() for char in text):
        raise Unusable(Reason.NUMBER_ODD)
    return text


def holds_an_id_card(number: str) -> bool:
    """Whether a student number is the national one built from the identity card."""
    return _ID_CARD.fullmatch(number) is not None


_SEXES = {
    "m": "男 男生 男孩 男性 1 m male boy ♂",
    "f": "女 女生 女孩 女性 2 f female girl ♀",
}
SEX_OF = {word: code for code, words in _SEXES.items() for word in words.split()}


def sex(cell: Cell) -> str | None:
    """Read the sex as the forms write it (1 and 2 after GB/T 2261.1)."""
    text = tight(cell).casefold()
    if says_nothing(text) or text in {"0", "9", "未说明", "未说明的性别"}:
        return None
    if text not in SEX_OF:
        raise Unusable(Reason.SEX_UNREADABLE)
    return SEX_OF[text]


_RELATIONS = {
    "father": "父 父亲 爸爸 爸 阿爸 爹 生父 父子 父女 father dad",
    "mother": "母 母亲 妈妈 妈 阿妈 娘 生母 母子 母女 mother mum mom",
    "grandparent": "爷爷 祖父 外公 姥爷 外祖父 阿公 爷 奶奶 祖母 外婆 姥姥 外祖母 阿婆 奶 祖父母 外祖父母 grandfather grandmother",
    "relative": "哥哥 姐姐 兄 姐 哥 叔叔 伯伯 伯父 叔父 姑姑 姑妈 姨 姨妈 阿姨 舅舅 舅妈 婶婶 伯母 亲戚 亲属 其他亲属 uncle aunt",
    "delegated": "受委托照护人 委托照护人 受托人 保姆",
    "other": "其他 其它 监护人 其他监护人 继父 继母 养父 养母 老师 福利院 other guardian",
}
RELATION_OF = {word: relation for relation, words in _RELATIONS.items() for word in words.split()}


def relation(cell: Cell) -> str | None:
    """Read how a guardian is related to the student."""
    text = tight(cell).casefold()
    if says_nothing(text):
        return None
    if text not in RELATION_OF:
        raise Unusable(Reason.RELATION_UNREADABLE)
    return RELATION_OF[text]


def _belongs_in_a_name(char: str) -> bool:
    return char in _IN_NAMES or unicodedata.category(char)[0] in "LM" or char.isdecimal() or char in "〇々"
