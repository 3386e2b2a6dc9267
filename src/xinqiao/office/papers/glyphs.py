"""Which characters the paper fonts can show.

The fonts carry what the national table of characters and GB 18030's base hold,
and not every rare character of a name: 𠮷 (U+20BB7) is one. A character that no
font has must not vanish, nor stop the printing: it is handed to the template
between two marks, which shows its code in a small box, to be written in by hand.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts

OPEN, SHUT = "\ue000", "\ue001"
KEPT_CONTROLS = "\n\t"
UNSEEN = frozenset(range(0xFE00, 0xFE10)) | frozenset(range(0xE0100, 0xE01F0))


def font_files() -> tuple[Path, ...]:
    """The two faces of our papers: 宋 for what is written, 黑 for titles and labels."""
    return fonts.serif_path(), fonts.sans_path()


def shown(text: str) -> str:
    """The text as the template can set it: no control or direction marks, uncovered characters as marked codes."""
    return "".join(_one(character) for character in unicodedata.normalize("NFC", text))


def _one(character: str) -> str:
    if character in KEPT_CONTROLS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") or ord(character) in UNSEEN:
        return ""
    if ord(character) in covered():
        return character
    return f"{OPEN}{ord(character):04X}{SHUT}"


@cache
def covered() -> frozenset[int]:
    """The code points that both faces have."""
    serif, sans = (_code_points(path.read_bytes()) for path in font_files())
    return serif & sans | {ord(" "), 0x3000}


def _code_points(font: bytes) -> frozenset[int]:
    """What an OpenType font's character map covers, from its table of format 12 (all planes)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    maps = struct.unpack_from(">H", font, start + 2)[0]
    for place in range(maps):
        where = start + struct.unpack_from(">HHI", font, start + 4 + 8 * place)[2]
        if struct.unpack_from(">H", font, where)[0] == 12:
            return _format_12(font, where)
    raise ValueError("the font has no character map of all planes")


def _format_12(font: bytes, where: int) -> frozenset[int]:
    groups = struct.unpack_from(">I", font, where + 12)[0]
    found: set[int] = set()
    for place in range(groups):
        first, last, _ = struct.unpack_from(">III", font, where + 16 + 12 * place)
        found.update(range(first, last + 1))
    return frozenset(found)
