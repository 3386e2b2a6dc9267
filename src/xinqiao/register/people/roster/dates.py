"""Dates of birth in the shapes schools write them."""

import contextlib
import datetime as dt
import re

from .cells import Cell
from .findings import Reason
from .text import is_odd, says_nothing, tight
from .values import Unusable

YOUNGEST = 2
OLDEST = 30
# Day nought of Excel's calendar, which believes in 29 February 1900.
EXCEL_EPOCH = dt.date(1899, 12, 30)
SERIALS = range(25_000, 80_000)

_PARTED = re.compile(r"(\d{4})[-/.年\\](\d{1,2})[-/.月\\](\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
_MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?|\d{4}年?")
_TURNED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SHORT = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)


def birth_date(cell: Cell, *, today: dt.date) -> dt.date | None:
    """Read a date of birth; None for 不详 and its like.

    Raises Unusable for what is no date, could be two, or is nobody's age here.
    """
    text = tight(cell)
    if says_nothing(text):
        return None
    if is_odd(text):
        raise Unusable(Reason.DATE_UNREADABLE)
    born = _date(cell, text)
    if not YOUNGEST <= today.year - born.year <= OLDEST:
        raise Unusable(Reason.DATE_IMPLAUSIBLE)
    return born


def _date(cell: Cell, text: str) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = _digits(text)
    if parted := _PARTED.fullmatch(text):
        return _real(*map(int, parted.groups()))
    if re.fullmatch(r"\d{8}(?:\.0+)?", text):
        return _real(int(text[:4]), int(text[4:6]), int(text[6:8]))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(text[:5]) in SERIALS:
        return EXCEL_EPOCH + dt.timedelta(days=int(text[:5]))
    if turned := _TURNED.fullmatch(text):
        return _turned(*map(int, turned.groups()))
    if _SHORT.fullmatch(text):
        raise Unusable(Reason.DATE_AMBIGUOUS)
    raise Unusable(Reason.DATE_INCOMPLETE if _MONTH.fullmatch(text) else Reason.DATE_UNREADABLE)


def _turned(first: int, second: int, year: int) -> dt.date:
    """Read 17/5/2020 either way round, if only one way is a date."""
    ways = set()
    for month, day in ((first, second), (second, first)):
        with contextlib.suppress(Unusable):
            ways.add(_real(year, month, day))
    if not ways:
        raise Unusable(Reason.DATE_IMPOSSIBLE)
    if len(ways) > 1:
        raise Unusable(Reason.DATE_AMBIGUOUS)
    return ways.pop()


def _real(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as wrong:
        raise Unusable(Reason.DATE_IMPOSSIBLE) from wrong


def _digits(text: str) -> str:
    """Write 二〇一九年五月三日 with figures."""
    if not (spelt := _CHINESE_DATE.fullmatch(text)):
        return text
    year, month, day = spelt.groups()
    return f"{year.translate(_CHINESE)}-{counted(month)}-{counted(day)}"


def counted(text: str) -> int:
    """Read a Chinese number under a hundred: 三, 十二, 二十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_CHINESE) or 0)
    return int(tens.translate(_CHINESE) or 1) * 10 + int(ones.translate(_CHINESE) or 0)
