"""Telephone numbers, several to a cell and written in every way."""

import re

from .cells import Cell
from .text import plain, says_nothing

AT_MOST = 6

_BETWEEN = re.compile(r"[/、,;|\n\r\t]|或|\s{2,}|\s(?=[父母爸妈家手电])")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}|[2-8]\d{6,7}")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1\d{10}$)")
_ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})")
_EXTENSION = re.compile(r"(?:转|ext\.?|x)\d{1,6}$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:父|母|爸|妈|手机|电话|家|tel|mobile|phone)[^\d+]{0,4}[:：]?", re.IGNORECASE)


def phones(cell: Cell) -> tuple[list[str], list[str]]:
    """Split a cell into the numbers that can be dialled, and the pieces that cannot.

    A number at home is written as it is dialled here, one abroad with its +.
    """
    text = plain(cell)
    if says_nothing(text):
        return [], []
    good: list[str] = []
    bad: list[str] = []
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        numbers = _numbers(piece)
        good += [number for number in numbers if number not in good]
        if not numbers and not says_nothing(piece):
            bad.append(piece)
    return good[:AT_MOST], bad + good[AT_MOST:]


def _numbers(piece: str) -> list[str]:
    digits = re.sub(r"[\s().\-—–_·]", "", _EXTENSION.sub("", _LABEL.sub("", piece).strip()))
    if at_home := _domestic(_COUNTRY.sub("", digits)):
        return at_home
    if abroad := _ABROAD.fullmatch(digits):
        return ["+" + abroad.group(1)]
    return []


def _domestic(digits: str) -> list[str]:
    """Read one number, or two mobile numbers that only a space kept apart."""
    if not digits.isascii() or not digits.isdigit():
        return []
    if _LANDLINE.fullmatch(digits):
        return [digits]
    if len(digits) % 11:
        return []
    each = [digits[at : at + 11] for at in range(0, len(digits), 11)]
    return each if all(map(_MOBILE.fullmatch, each)) else []
