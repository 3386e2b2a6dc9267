"""A sheet as the school office keeps it: headers, sums, repeats, and columns nobody needs."""

import pytest

from xinqiao.register.people.roster.findings import Kind, Reason
from xinqiao.register.people.roster.headers import find_header
from xinqiao.register.people.roster.storage import OtherVersion, dump, load
from xinqiao.register.people.roster.vocabulary import Column

from .workbooks import HEADER, only, read, said, student


def test_a_header_beneath_titles_is_found() -> None:
    roster = read(["心桥中学花名册"], ["制表：教务处", "", "2026年9月"], [], HEADER, student())
    assert only(roster).place.row == 5


def test_a_header_over_two_rows_is_read_together() -> None:
    header = find_header([["学号", "姓名", "父亲", "", "母亲", ""], ["", "", "姓名", "电话", "姓名", "电话"]])
    assert header is not None
    assert {column: taken.at for column, taken in header.taken.items()} == {
        Column.NUMBER: 0,
        Column.NAME: 1,
        Column.FATHER: 2,
        Column.FATHER_PHONE: 3,
        Column.MOTHER: 4,
        Column.MOTHER_PHONE: 5,
    }


@pytest.mark.parametrize("heading", ["姓 名", "学生姓名*", "姓名（必填）", "Student Name", "姓\u3000名："])
def test_a_heading_is_known_by_its_other_names(heading: str) -> None:
    assert find_header([["学号", heading]]) is not None


def test_columns_that_nobody_needs_are_left_aside_by_name() -> None:
    roster = read([*HEADER, "家庭住址", "是否住校", "备注", "身份证号"], [*student(), "某路1号", "否", "过敏", "1101"])
    assert roster.sheets[0].left_aside == ("家庭住址", "是否住校", "备注", "身份证号")


def test_a_running_number_is_no_student_number() -> None:
    roster = read(["编号", "姓名", "班级"], [1, "林晚舟", "一1班"], [2, "陆佳", "一1班"])
    assert said(roster, Reason.NO_NUMBER_COLUMN)
    assert roster.entries == ()


def test_the_schools_own_number_comes_before_the_national_one() -> None:
    roster = read(["学籍号", "学号", "姓名"], ["G110101201001011234", "2026001", "林晚舟"])
    assert only(roster).student_number == "2026001"
    assert roster.sheets[0].left_aside == ("学籍号",)


def test_a_number_made_from_the_identity_card_is_pointed_out() -> None:
    assert said(read(["学籍号", "姓名"], ["G110101201001011234", "林晚舟"]), Reason.NUMBER_IS_ID_CARD)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", "", "45 人"], Reason.SUM_ROW),
        (["", "总计：45"], Reason.SUM_ROW),
        (["小计", 45.0], Reason.SUM_ROW),
        (HEADER, Reason.REPEATED_HEADER),
        (["审核人：张老师"], Reason.NO_PERSON),
        (["", "", "", "", "七年级3班"], Reason.NO_PERSON),
    ],
)
def test_rows_that_are_no_person_are_skipped_and_said(row: list[object], reason: Reason) -> None:
    roster = read(HEADER, student(), row)  # type: ignore[arg-type]
    assert len(roster.entries) == 1
    assert [finding.place.row for finding in said(roster, reason)] == [3]


def test_blank_rows_are_counted() -> None:
    assert read(HEADER, [], ["", " "], student()).sheets[0].blank_rows == 2


@pytest.mark.parametrize(
    ("row", "reason", "heading"),
    [
        (student(name=""), Reason.NAME_MISSING, "姓名"),
        (student(number=""), Reason.NUMBER_MISSING, "学号"),
        (student(name="林\u202e舟"), Reason.NAME_ODD, "姓名"),
        (student(number=1.2345678901234568e17), Reason.NUMBER_LOST_DIGITS, "学号"),
    ],
)
def test_a_row_without_a_name_or_number_is_refused_with_its_column(
    row: list[object], reason: Reason, heading: str
) -> None:
    roster = read(HEADER, row)  # type: ignore[arg-type]
    (finding,) = roster.findings
    assert (finding.kind, finding.reason, finding.place.row, finding.place.heading) == (
        Kind.REFUSED,
        reason,
        2,
        heading,
    )


def test_a_wrong_date_is_left_out_and_the_child_is_not() -> None:
    roster = read(HEADER, student(born="2014-13-45"))
    (finding,) = said(roster, Reason.DATE_IMPOSSIBLE)
    assert only(roster).birth_date is None
    assert (finding.kind, finding.place.column, finding.params["value"]) == (Kind.CELL_LEFT_OUT, "D", "2014-13-45")


def test_the_same_row_twice_counts_once() -> None:
    roster = read(HEADER, student(), student(number="2026 001"))
    assert len(roster.entries) == 1
    assert said(roster, Reason.SAME_ROW_TWICE)[0].params["row"] == "2"


def test_one_number_with_two_contents_refuses_both_rows() -> None:
    roster = read(HEADER, student(), student(name="陆佳"))
    assert roster.entries == ()
    assert [finding.place.row for finding in said(roster, Reason.SAME_NUMBER_OTHER_CONTENT)] == [2, 3]


def test_two_of_one_name_in_one_class_are_two_people() -> None:
    assert len(read(HEADER, student(), student(number="2026002")).entries) == 2


def test_siblings_keep_a_guardian_each() -> None:
    first, second = read(HEADER, student(), student(number="2026002", name="林晚帆")).entries
    assert first.guardians == second.guardians != ()


def test_father_and_mother_have_columns_of_their_own() -> None:
    header = ["学号", "姓名", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话"]
    entry = only(read(header, ["2026001", "林晚舟", "林雨", "19900086414", "黄嘉", "198-0001-8108"]))
    assert [(one.name, one.relation, one.phones) for one in entry.guardians] == [
        ("林雨", "father", ("19900086414",)),
        ("黄嘉", "mother", ("19800018108",)),
    ]


def test_the_grade_may_stand_in_its_own_column_or_in_the_title() -> None:
    assert only(read(["学号", "姓名", "年级", "班级"], ["2026001", "林晚舟", "初一", "3班"])).label == (7, 3)
    assert only(read(["七年级学生名册"], ["学号", "姓名", "班级"], ["2026001", "林晚舟", "(3)"])).label == (7, 3)


def test_a_class_may_stand_in_the_sheets_name() -> None:
    assert only(read(["学号", "姓名"], ["2026001", "林晚舟"], name="七（3）班")).label == (7, 3)


def test_a_misspelt_class_is_a_guess_and_not_taken() -> None:
    roster = read(HEADER, student(school_class="七年纪3班"))
    (finding,) = said(roster, Reason.CLASS_MISSPELT)
    entry = only(roster)
    assert entry.label is None
    assert entry.guess is not None
    assert (finding.kind, finding.guess, entry.guess.label) == (Kind.GUESS, entry.guess.id, (7, 3))


def test_a_missing_class_between_two_of_one_class_is_a_guess() -> None:
    rows = [student(number=f"202600{n}", school_class="" if n == 2 else "七年级3班") for n in (1, 2, 3)]
    (finding,) = said(read(HEADER, *rows), Reason.CLASS_LIKE_NEIGHBOURS)
    assert finding.place.row == 3


def test_what_was_read_can_be_kept_and_comes_back_the_same() -> None:
    roster = read(HEADER, student(), student(number="2", school_class="七年纪3班"), student(name=""), ["合计"])
    assert load(dump(roster)) == roster
    with pytest.raises(OtherVersion):
        load({"version": 0})
