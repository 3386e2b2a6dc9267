"""Cleaning what people type: invisible characters, full-width forms, stray spaces."""

import datetime as dt
import re
import unicodedata

from .cells import Cell

# Zero-width spaces and joiners, word joiner, byte-order mark, soft hyphen,
# and the variation selectors that only choose a glyph.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
# Most cells, by far: nothing in them needs cleaning but the ends.
_USUAL = re.compile("[ (-<>-~一-龥][ -~一-龥]*|")
# A text cell a spreadsheet was forced to keep as text: ="2026" or '2026.
_FORCED = re.compile(r'^=\s*"(.*)"$|^\'(.*)$', re.DOTALL)
# Where GB 18030 once kept characters that Unicode has given places since.
_PRIVATE = range(0xE815, 0xE865)

NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "没有", "不详", "未知", "不清楚", "待定", "暂无", "空", "n/a", "na", "none", "null", "同上", "不知道", "#n/a", "#ref!", "#value!"})  # fmt: skip


def plain(cell: Cell) -> str:
    """Give a cell as text: composed, nothing invisible, no spaces at the ends.

    Full-width letters, digits and brackets become the ordinary ones.
    """
    text = _text(cell)
    if _USUAL.fullmatch(text):
        return text.strip()
    text = _INVISIBLE.sub("", text)
    if forced := _FORCED.match(text.strip()):
        text = forced.group(1) or forced.group(2) or ""
    text = "".join(map(_narrow, text))
    return unicodedata.normalize("NFC", text).strip()


def tight(cell: Cell) -> str:
    """Give a cell as text without any spaces at all."""
    return "".join(plain(cell).split())


def says_nothing(text: str) -> bool:
    """Tell a blank, a dash or 不详 from a value."""
    return text.casefold() in NOTHING


def is_odd(text: str) -> bool:
    """Whether text holds what no honest cell does: controls, direction marks, half pairs."""
    return any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn"} for char in text)


def has_private(text: str) -> bool:
    """Whether text holds a character that only the machine it was made on can show."""
    return any(unicodedata.category(char) == "Co" for char in text)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)


def _narrow(char: str) -> str:
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if code == 0x3000:
        return " "
    if code in _PRIVATE:
        return _given_a_place(code)
    return char


def _given_a_place(code: int) -> str:
    """Read an old private code by its place in GB 18030's own table (FE50 to FEA0)."""
    second = 0x50 + code - 0xE815
    second += second >= 0x7F
    return bytes((0xFE, second)).decode("gb18030")
