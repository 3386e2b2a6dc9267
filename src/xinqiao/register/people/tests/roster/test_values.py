"""One cell, one value: what is understood, what is nothing, and what is refused with its reason."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.register.people.roster import classes, values
from xinqiao.register.people.roster.cells import Cell
from xinqiao.register.people.roster.dates import EXCEL_EPOCH, birth_date
from xinqiao.register.people.roster.findings import Reason
from xinqiao.register.people.roster.phones import AT_MOST, phones
from xinqiao.register.people.roster.values import Unusable

from .workbooks import TODAY

cells = st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes())


def born(cell: Cell) -> dt.date | None:
    return birth_date(cell, today=TODAY)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (values.name, " 易欣晓\u200b", "易欣晓"),
        (values.name, "范\u3000航", "范航"),
        (values.name, "巴特尔·苏和", "巴特尔·苏和"),
        (values.name, "阿依古丽•买买提", "阿依古丽·买买提"),
        (values.name, "卓玛・次仁", "卓玛·次仁"),
        (values.name, "陆𠮷怡", "陆𠮷怡"),
        (values.name, "钟\ue863文", "钟䶮文"),
        (values.name, "李明（大）", "李明(大)"),
        (values.name, "Anna  Li", "Anna Li"),
        (values.name, "不详", None),
        (values.name, "", None),
        (values.student_number, 20260101011.0, "20260101011"),
        (values.student_number, "2026 0101022", "20260101022"),
        (values.student_number, "２０２６０１０１１４４", "20260101144"),
        (values.student_number, " 20260101100", "20260101100"),
        (values.student_number, "20260101011.0", "20260101011"),
        (values.student_number, '="0012"', "0012"),
        (values.student_number, "'0012", "0012"),
        (values.student_number, "g110101201001011234", "G110101201001011234"),
        (values.student_number, "—", None),
        (values.sex, "男 ", "m"),
        (values.sex, 1.0, "m"),
        (values.sex, "２", "f"),
        (values.sex, "F", "f"),
        (values.sex, "未知", None),
        (values.relation, "爸爸", "father"),
        (values.relation, "母", "mother"),
        (values.relation, "姥姥", "grandparent"),
        (values.relation, "", None),
        (born, "2020年5月17日", dt.date(2020, 5, 17)),
        (born, "2020/5/12", dt.date(2020, 5, 12)),
        (born, "2020-05-14", dt.date(2020, 5, 14)),
        (born, "2020.5.14", dt.date(2020, 5, 14)),
        (born, 20200302.0, dt.date(2020, 3, 2)),
        (born, "20191115", dt.date(2019, 11, 15)),
        (born, dt.date(2020, 1, 17), dt.date(2020, 1, 17)),
        (born, dt.datetime(2020, 1, 17, 8, tzinfo=dt.UTC), dt.date(2020, 1, 17)),
        (born, "2020-01-17 00:00:00", dt.date(2020, 1, 17)),
        (born, 43962.0, dt.date(2020, 5, 11)),
        (born, "二〇一九年十二月三十日", dt.date(2019, 12, 30)),
        (born, "17/5/2020", dt.date(2020, 5, 17)),
        (born, "不详", None),
    ],
)
def test_what_schools_write_is_understood(read: Callable[[Cell], object], cell: Cell, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (values.name, "林\u202e舟", Reason.NAME_ODD),
        (values.name, "=cmd|' /C calc'!A0", Reason.NAME_ODD),
        (values.name, "\ud800林", Reason.NAME_ODD),
        (values.name, "林\x00舟", Reason.NAME_ODD),
        (values.name, "王😀", Reason.NAME_ODD),
        (values.name, "123", Reason.NAME_ODD),
        (values.name, "林\ue000", Reason.NAME_PRIVATE_CHARACTER),
        (values.name, "林" * 61, Reason.NAME_TOO_LONG),
        (values.student_number, 1.2345678901234568e17, Reason.NUMBER_LOST_DIGITS),
        (values.student_number, "2.02601E+10", Reason.NUMBER_LOST_DIGITS),
        (values.student_number, 12.5, Reason.NUMBER_ODD),
        (values.student_number, "学", Reason.NUMBER_ODD),
        (values.student_number, "1" * 33, Reason.NUMBER_TOO_LONG),
        (values.sex, "3", Reason.SEX_UNREADABLE),
        (values.relation, "邻居", Reason.RELATION_UNREADABLE),
        (born, "2014-13-45", Reason.DATE_IMPOSSIBLE),
        (born, "31/02/2015", Reason.DATE_IMPOSSIBLE),
        (born, "5/12/2015", Reason.DATE_AMBIGUOUS),
        (born, "15-5-12", Reason.DATE_AMBIGUOUS),
        (born, "2015年5月", Reason.DATE_INCOMPLETE),
        (born, "1850-1-1", Reason.DATE_IMPLAUSIBLE),
        (born, "2026/1/1", Reason.DATE_IMPLAUSIBLE),
        (born, "属马", Reason.DATE_UNREADABLE),
        (classes.class_label, "2024级3班", Reason.CLASS_BY_YEAR),
        (classes.class_label, "3班", Reason.CLASS_WITHOUT_GRADE),
        (classes.class_label, "大班", Reason.CLASS_UNREADABLE),
        (classes.class_label, "初四1班", Reason.CLASS_UNREADABLE),
        (classes.class_label, 1.1, Reason.CLASS_UNREADABLE),
    ],
)
def test_what_cannot_be_taken_says_why(read: Callable[[Cell], object], cell: Cell, reason: Reason) -> None:
    with pytest.raises(Unusable) as refused:
        read(cell)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("label", "grade", "number"),
    [
        ("一（1）班", 1, 1), ("一(1)班", 1, 1), ("一１班", 1, 1), ("1.1班", 1, 1), ("一年级1班", 1, 1),
        ("一年级（1）班 ", 1, 1), ("七年级12班", 7, 12), ("初一(2)班", 7, 2), ("初二十班", 8, 10), ("高二3班", 11, 3),
        ("高一(12)班", 10, 12), ("701班", 7, 1), ("1203", 12, 3), ("六3", 6, 3), ("6-3", 6, 3), ("小三2班", 3, 2),
        ("十一(3)班", 11, 3), ("Grade 7 Class 3", 7, 3), ("G7C3", 7, 3),
    ],
)  # fmt: skip
def test_a_class_is_read_in_every_way_schools_write_it(label: str, grade: int, number: int) -> None:
    assert classes.class_label(label) == (grade, number)


@pytest.mark.parametrize(
    ("label", "likely"),
    [
        ("二年纪(7)班", (2, 7)),
        ("五年级3般", (5, 3)),
        ("三年及[2]斑", (3, 2)),
        ("七年级l2班", (7, 12)),
        (dt.date(2026, 6, 3), (6, 3)),
        (1.1, (1, 1)),
        ("幼儿园", None),
    ],
)
def test_a_misspelt_class_is_guessed_and_nothing_else(label: Cell, likely: tuple[int, int] | None) -> None:
    assert classes.likely_label(label) == likely


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("198-0001-8108", ["19800018108"], []),
        ("１９８０００６８８２９", ["19800068829"], []),
        (19900090074.0, ["19900090074"], []),
        ("19900084140/19800076435", ["19900084140", "19800076435"], []),
        ("19900097859、19800059835", ["19900097859", "19800059835"], []),
        ("19900086414 19800081108", ["19900086414", "19800081108"], []),
        ("父：19900090074 母：19800081108", ["19900090074", "19800081108"], []),
        ("+86 199 0009 0074", ["19900090074"], []),
        ("8619900090074", ["19900090074"], []),
        ("010-12345678", ["01012345678"], []),
        ("+44 20 7946 0958", ["+442079460958"], []),
        ("19900091480、19900091480", ["19900091480"], []),
        ("19900090074,abc", ["19900090074"], ["abc"]),
        ("1990009", [], ["1990009"]),
        ("无", [], []),
    ],
)
def test_phones_are_taken_apart(cell: Cell, good: list[str], bad: list[str]) -> None:
    assert phones(cell) == (good, bad)


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        (values.name, str),
        (values.student_number, str),
        (values.sex, str),
        (values.relation, str),
        (born, dt.date),
        (classes.class_label, classes.ClassLabel),
    ],
)
@given(cell=cells)
def test_no_cell_whatever_does_more_than_be_read_or_refused(
    read: Callable[[Cell], object], kind: type, cell: Cell
) -> None:
    with contextlib.suppress(Unusable):
        found = read(cell)
        assert found is None or (isinstance(found, kind) and found)


@given(cells)
def test_no_cell_whatever_gives_a_number_that_nobody_can_dial(cell: Cell) -> None:
    good, bad = phones(cell)

    assert all(one.isascii() and one.removeprefix("+").isdigit() for one in good)
    assert len(good) <= AT_MOST
    assert not set(good) & set(bad)


@given(cells)
def test_no_cell_whatever_is_guessed_to_be_a_class_there_cannot_be(cell: Cell) -> None:
    label = classes.likely_label(cell)

    assert label is None or (label.grade in classes.GRADES and label.number in classes.NUMBERS)


@given(cells)
def test_a_name_or_number_read_twice_is_the_same(cell: Cell) -> None:
    for read in (values.name, values.student_number):
        try:
            once = read(cell)
        except Unusable:
            continue
        assert once is None or read(once) == once


@given(st.dates(dt.date(2002, 1, 1), dt.date(2022, 12, 31)))
def test_a_day_is_the_same_day_in_every_shape(day: dt.date) -> None:
    shapes: list[Cell] = [
        day, day.isoformat(), f"{day:%Y%m%d}", float(f"{day:%Y%m%d}"), f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}", float((day - EXCEL_EPOCH).days),
    ]  # fmt: skip
    assert {born(shape) for shape in shapes} == {day}


@given(st.integers(1, 9), st.integers(1, 20))
def test_a_class_is_the_same_class_in_every_shape(grade: int, number: int) -> None:
    count = "一二三四五六七八九"[grade - 1]
    shapes = (
        f"{count}({number})班",
        f"{count}（{number}）班",
        f"{count}年级{number}班",
        f"{grade}.{number}班",
        f"{grade}{number:02d}班",
    )
    assert {classes.class_label(shape) for shape in shapes} == {(grade, number)}
