"""A roster against the register: the same file changes nothing, next year's moves everybody on."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from xinqiao.register.people.roster.entries import Roster
from xinqiao.register.people.roster.findings import Finding, Kind, Reason
from xinqiao.register.people.roster.plan import Known, KnownGuardian, Plan, compare

from .workbooks import HEADER, read, student

Register = dict[str, Known]


def register_after(roster: Roster) -> Register:
    """The register as it is once a roster went in."""
    return {
        entry.student_number: Known(
            pk=uuid4(),
            student_number=entry.student_number,
            name=entry.name,
            sex=entry.sex,
            birth_date=entry.birth_date,
            label=entry.label,
            guardians=tuple(
                KnownGuardian(uuid4(), guardian.name, guardian.relation, guardian.phones)
                for guardian in entry.guardians
            ),
        )
        for entry in roster.entries
    }


def a_year_later(register: Register) -> Register:
    return {number: replace(known, current=False) for number, known in register.items()}


def school(*grades: int, size: int = 10, first: int = 0, shift: int = 0) -> Roster:
    """Ten children in each grade; `shift` is how many years have passed."""
    rows = [
        student(
            number=f"{2030 - grade}{place:02d}",
            name=f"林{'一二三四五六七八九十'[place]}",
            school_class=f"{grade + shift}.1班",
        )
        for grade in grades
        for place in range(first, size)
    ]
    return read(HEADER, *rows)


def reasons(plan: Plan) -> list[Reason]:
    return [finding.reason for finding in plan.findings]


def about(plan: Plan, reason: Reason) -> Finding:
    (finding,) = (finding for finding in plan.findings if finding.reason is reason)
    return finding


def numbers(plan: Plan, register: Register) -> set[str]:
    by_pk: dict[UUID, str] = {known.pk: number for number, known in register.items()}
    return {by_pk[pk] for pk in plan.leavers}


def test_everybody_is_new_in_an_empty_register() -> None:
    plan = compare(school(1), {})
    assert plan.counts()["added"] == 10
    assert all(change.pk is None for change in plan.changes)


def test_the_same_file_again_changes_nothing() -> None:
    roster = school(1, 2)
    plan = compare(roster, register_after(roster))
    assert (plan.changes, plan.leavers, plan.findings, plan.unchanged) == ([], [], [], 20)


def test_next_years_file_moves_up_takes_in_and_lets_go() -> None:
    before = a_year_later(register_after(school(1, 2, 3)))
    later = school(1, 2, shift=1)
    new = read(HEADER, *(student(number=f"new{n}", name=f"陆{n}子", school_class="1.1班") for n in range(5)))
    plan = compare(replace(later, entries=later.entries + new.entries), before)
    assert reasons(plan).count(Reason.MOVED_UP) == 20
    assert reasons(plan).count(Reason.NEW) == 5
    assert reasons(plan).count(Reason.GRADUATED) == 10
    assert {number[:4] for number in numbers(plan, before)} == {"2027"}


def test_one_missing_from_a_whole_grade_has_left_and_is_kept() -> None:
    before = register_after(school(1, 2))
    plan = compare(school(1, 2, first=1), before)
    assert numbers(plan, before) == {"202900", "202800"}
    assert plan.counts()["left"] == 2


def test_a_grade_that_is_not_in_the_file_loses_nobody() -> None:
    before = register_after(school(1, 2))
    assert compare(school(1), before).leavers == []


def test_a_file_of_one_class_says_nothing_about_the_next_class() -> None:
    both = read(HEADER, student(number="101", school_class="1.1班"), student(number="102", school_class="1.2班"))
    plan = compare(read(HEADER, student(number="101", school_class="1.1班")), register_after(both))
    assert plan.leavers == []
    assert reasons(plan) == [Reason.PART_OF_GRADE]


def test_many_missing_are_a_question_and_leave_only_when_confirmed() -> None:
    before, roster = register_after(school(1)), school(1, first=4)
    plan = compare(roster, before)
    asked = about(plan, Reason.MANY_NOT_IN_FILE)
    assert (plan.leavers, asked.kind) == ([], Kind.GUESS)
    assert len(compare(roster, before, confirmed={asked.guess}).leavers) == 4


def test_nobody_graduates_while_other_grades_are_missing_from_the_file() -> None:
    before = a_year_later(register_after(school(1, 2, 3)))
    assert compare(school(1, shift=1), before).leavers == []


def test_a_student_whose_row_was_refused_has_not_left() -> None:
    before = register_after(school(1))
    rows = [
        student(number=f"2029{n:02d}", name=f"林{'一二三四五六七八九十'[n]}", school_class="1.1班") for n in range(9)
    ]
    plan = compare(read(HEADER, *rows, student(number="202909", name="", school_class="1.1班")), before)
    assert plan.leavers == []


def test_somebody_who_left_and_stands_in_the_file_again_comes_back() -> None:
    roster = school(1)
    before = {number: replace(known, left=True) for number, known in register_after(roster).items()}
    plan = compare(roster, before)
    assert plan.counts()["returned"] == 10
    assert all(change.returns for change in plan.changes)


def one(register_row: list[object], file_row: list[object], **confirmed: str) -> Plan:
    before = register_after(read(HEADER, register_row))  # type: ignore[arg-type]
    return compare(read(HEADER, file_row), before, confirmed=confirmed.values())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("file_row", "reason"),
    [
        (student(school_class="七年级4班"), Reason.CLASS_CHANGED),
        (student(name="林婉舟"), Reason.NAME_CHANGED),
        (student(sex="男"), Reason.DETAILS_CHANGED),
        (student(phone="19900000000"), Reason.GUARDIANS_CHANGED),
        (student(guardian="林爷爷", relation="爷爷"), Reason.GUARDIANS_CHANGED),
    ],
)
def test_what_changed_is_said(file_row: list[object], reason: Reason) -> None:
    assert reasons(one(student(), file_row)) == [reason]  # type: ignore[arg-type]


@pytest.mark.parametrize("silent", [{"sex": ""}, {"born": "不详"}, {"phone": ""}, {"guardian": "", "phone": ""}])
def test_what_a_file_does_not_say_takes_nothing_away(silent: dict[str, str]) -> None:
    plan = one(student(), student(**silent))  # type: ignore[arg-type]
    assert (plan.changes, plan.unchanged) == ([], 1)


def test_a_class_that_is_not_confirmed_leaves_the_old_one() -> None:
    file_row = student(school_class="七年纪4班")
    assert one(student(), file_row).changes == []  # type: ignore[arg-type]
    (change,) = one(student(), file_row, guess="class-0-2").changes  # type: ignore[arg-type]
    assert change.label == (7, 4)


def test_an_old_number_under_quite_another_name_is_a_question() -> None:
    other = student(name="王大力", born="2012-01-01")
    plan = one(student(), other)  # type: ignore[arg-type]
    asked = about(plan, Reason.NUMBER_OTHER_NAME)
    assert (plan.changes, plan.leavers) == ([], [])
    (change,) = one(student(), other, guess=asked.guess).changes  # type: ignore[arg-type]
    assert change.name == "王大力"


def test_guardians_are_never_taken_away() -> None:
    plan = one(student(), student(guardian="新监护人", relation="母亲"))  # type: ignore[arg-type]
    (change,) = plan.changes
    assert [guardian.name for guardian in change.new_guardians] == ["新监护人"]
    assert change.changed_guardians == ()
