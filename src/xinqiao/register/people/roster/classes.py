"""Class labels: 一（1）班, 1.1班, 七年级12班, 高二3班, and the misspelt."""

import datetime as dt
import re
from typing import NamedTuple

from .cells import Cell
from .dates import counted
from .findings import Reason
from .text import is_odd, says_nothing, tight
from .values import Unusable

GRADES = range(1, 13)
NUMBERS = range(1, 61)


class ClassLabel(NamedTuple):
    """A class by its grade (1 to 12, 初一 is 7, 高一 is 10) and its number."""

    grade: int
    number: int


_COUNT = "[一二三四五六七八九十]{1,3}|\\d{1,2}"
_STAGES = {"": 0, "小": 0, "小学": 0, "初": 6, "初中": 6, "中": 6, "高": 9, "高中": 9}
_STAGE = "小学|初中|高中|小|初|中|高|"
_GRADE = re.compile(f"({_STAGE})({_COUNT})(?:年级|年)?")
_LABEL = re.compile(f"({_STAGE})({_COUNT})(?:年级|年|[-.·、_/])?\\(?第?({_COUNT})\\)?(?:班|中队)?")
_PACKED = re.compile(r"(\d{1,2})(\d{2})班?")
_BARE = re.compile(f"\\(?第?({_COUNT})\\)?班?")
_ENGLISH = re.compile(r"(?:grade|g)(\d{1,2})[,.\-]?(?:class|c)(\d{1,2})", re.IGNORECASE)

# What is typed for what was meant: same sound, or the key beside it.
_MISSPELT = (
    (re.compile("年[纪及即极积际几]|[年]?级级|年级年级"), "年级"),
    (re.compile("[般斑搬板扮办]$"), "班"),
    (re.compile("(?<=[\\d(.级])[lI|](?=[\\d).班])"), "1"),
    (re.compile("(?<=[\\d(])[oO](?=[\\d)班])"), "0"),
    (re.compile("[\\[{【〔<《]"), "("),
    (re.compile("[\\]}】〕>》]"), ")"),
    (re.compile("壹"), "一"),
    (re.compile("贰"), "二"),
    (re.compile("叁"), "三"),
    (re.compile("[,，。:：;]"), "."),
)


def class_label(cell: Cell) -> ClassLabel | None:
    """Read a class; None for a blank.

    Raises Unusable when it is no label, or one without its grade.
    """
    text = tight(cell)
    if says_nothing(text):
        return None
    if is_odd(text) or _is_mangled(cell):
        raise Unusable(Reason.CLASS_UNREADABLE)
    if found := _read(text):
        return found
    if re.search(r"\d{2,4}级", text):
        raise Unusable(Reason.CLASS_BY_YEAR)
    raise Unusable(Reason.CLASS_WITHOUT_GRADE if class_number(cell) else Reason.CLASS_UNREADABLE)


def likely_label(cell: Cell) -> ClassLabel | None:
    """Guess what a misspelt label was meant to be."""
    if isinstance(cell, dt.date):
        return _checked(cell.month, cell.day)
    text = tight(cell)
    for wrong, right in _MISSPELT:
        text = wrong.sub(right, text)
    return _read(text) or _read(re.sub(r"[^\w().\-]|班级", "", text))


def grade(cell: Cell) -> int | None:
    """Read a grade that stands in a column of its own."""
    text = tight(cell)
    english = re.fullmatch(r"(?:grade|g)?(\d{1,2})", text, re.IGNORECASE)
    if english and int(english.group(1)) in GRADES:
        return int(english.group(1))
    found = _GRADE.fullmatch("初" + text[1:] if text.startswith("中") else text)
    return _grade(*found.groups()) if found else None


def class_number(cell: Cell) -> int | None:
    """Read a class number that leaves the grade to another column or the sheet."""
    found = _BARE.fullmatch(tight(cell))
    if found and (number := _count(found.group(1))) in NUMBERS:
        return number
    return None


def label_within(text: str) -> ClassLabel | None:
    """Find a class in a title or in a sheet's name, such as 一年级（1）班花名册."""
    for piece in re.split(r"\s+|学年|学校|小学|中学", plain_title(text)):
        found = re.match(f"(?:{_LABEL.pattern})(?=$|\\D)", piece)
        if found and "班" in found.group(0) and (label := _label(*found.groups())):
            return label
    return None


def grade_within(text: str) -> int | None:
    """Find a grade in a title or in a sheet's name, such as 三年级学生名册."""
    found = re.search(f"({_STAGE})({_COUNT})年级|(初|高)([一二三123])", plain_title(text))
    if not found:
        return None
    stage, count, short_stage, short_count = found.groups()
    return _grade(short_stage, short_count) if short_stage else _grade(stage, count)


def plain_title(text: str) -> str:
    """Write a title's brackets and figures the ordinary way."""
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)


def _read(text: str) -> ClassLabel | None:
    if english := _ENGLISH.fullmatch(text):
        return _checked(*map(int, english.groups()))
    if packed := _PACKED.fullmatch(text):
        return _checked(*map(int, packed.groups()))
    found = _LABEL.fullmatch(text)
    return _label(*found.groups()) if found and _is_whole(text) else None


def _is_mangled(cell: Cell) -> bool:
    """Excel makes a date of 6-3, and 1.1 of 1.10: likely, never certain."""
    return isinstance(cell, dt.date) or (isinstance(cell, float) and not cell.is_integer())


def _is_whole(text: str) -> bool:
    """12 or 一二 alone could be anything; a label says 班, or parts its numbers."""
    return re.fullmatch(r"\d+|[一二三四五六七八九十]+班?|\d+班", text) is None


def _label(stage: str, grade_count: str, number: str) -> ClassLabel | None:
    year = _grade(stage, grade_count)
    return _checked(year, _count(number)) if year else None


def _grade(stage: str, count: str) -> int | None:
    year = _count(count) + _STAGES[stage]
    most = 6 if stage in {"小", "小学"} else 9 if stage in {"初", "初中", "中"} else 12
    return year if year in GRADES and year <= most else None


def _checked(year: int, number: int) -> ClassLabel | None:
    return ClassLabel(year, number) if year in GRADES and number in NUMBERS else None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else counted(text)
