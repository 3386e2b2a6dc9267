"""A roster goes in whole or not at all, once, and next year's moves everybody on."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.clock import freeze, local
from xinqiao.register.people.models import (
    ClientKind,
    Guardian,
    RosterDraft,
    RosterImport,
    SchoolClass,
    SchoolYear,
    Student,
)
from xinqiao.register.people.roster.entries import Roster
from xinqiao.register.people.roster.findings import Kind
from xinqiao.register.people.roster.plan import Plan
from xinqiao.register.people.selectors import client_numbers, people_behind, plan_roster, read_roster, roster_year
from xinqiao.register.people.services import (
    apply_draft,
    drop_draft,
    drop_old_drafts,
    import_roster,
    keep_draft,
)

from .workbooks import HEADER, read, student, xlsx

SHARED = Path(__file__).resolve().parents[7] / "shared" / "data" / "roster-messy.xlsx"
MESSY = Path(os.environ.get("XINQIAO_MESSY_ROSTER", SHARED))
NEXT_YEAR = datetime(2027, 9, 3, 2, tzinfo=UTC)


def plan(cast: Cast, roster: Roster, at: datetime = NOW) -> Plan:
    on = local(at).date()
    return plan_roster(actor=cast.actor("xu"), roster=roster, year=roster_year(roster.year, on), on=on)


def bring_in(cast: Cast, roster: Roster, at: datetime = NOW, **more: object) -> RosterImport:
    return import_roster(actor=cast.actor("xu"), roster=roster, digest="0" * 64, invented=True, at=at, **more)  # type: ignore[arg-type]


def two() -> Roster:
    return read(HEADER, student(), student(number="2026002", name="单晓明", phone="19800000001/19900000002"))


def test_people_classes_and_numbers_are_made(cast: Cast) -> None:
    done = bring_in(cast, two())
    child = Student.objects.get(student_number="2026002")
    assert (done.added, done.changed, done.left, done.refused) == (2, 0, 0, 0)
    assert (child.name, child.sex, child.initials.split()[0], str(child.school_class)) == (
        "单晓明",
        "f",
        "sxm",
        "七年级 3 班",
    )
    (guardian,) = Guardian.objects.filter(student=child)
    assert guardian.phones == ["19800000001", "19900000002"]


def test_everybody_has_a_client_number_from_the_day_of_import(cast: Cast) -> None:
    bring_in(cast, two())
    keys = [(ClientKind.STUDENT.value, pk) for pk in Student.objects.values_list("pk", flat=True)]
    keys += [(ClientKind.GUARDIAN.value, pk) for pk in Guardian.objects.values_list("pk", flat=True)]
    numbers = client_numbers(keys)
    assert set(numbers) == {pk for _, pk in keys}
    assert len(people_behind(numbers.values())) == len(keys)


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    bring_in(cast, two())
    again = bring_in(cast, two())
    assert (again.added, again.changed, again.left, again.unchanged) == (0, 0, 0, 2)


def test_next_years_file_moves_classes_up_and_marks_who_left(cast: Cast) -> None:
    rows = [student(number=f"77{n}", name=f"陆{'一二三四五六'[n]}", school_class="八年级1班") for n in range(6)]
    bring_in(cast, read(HEADER, *rows))
    later = [student(number=f"77{n}", name=f"陆{'一二三四五六'[n]}", school_class="九年级1班") for n in range(5)]
    done = bring_in(cast, read(["2027—2028学年名册"], HEADER, *later), NEXT_YEAR)
    assert (done.changed, done.left) == (5, 1)
    assert SchoolYear.objects.filter(name="2027–2028").count() == 1
    assert str(Student.objects.get(student_number="770").school_class) == "九年级 1 班"
    assert Student.objects.get(student_number="775").left_on == local(NEXT_YEAR).date()


def test_a_roster_of_a_year_gone_by_is_refused(cast: Cast) -> None:
    with pytest.raises(Problem):
        bring_in(cast, read(["2024—2025学年名册"], HEADER, student()))
    assert not Student.objects.filter(student_number="2026001").exists()


def test_changed_phones_reach_the_guardian_and_restrictions_stay(cast: Cast) -> None:
    bring_in(cast, two())
    guardian = Guardian.objects.get(student__student_number="2026001")
    guardian.may_be_contacted, guardian.restriction = False, {"reason": "法院"}
    guardian.save()
    bring_in(cast, read(HEADER, student(phone="19900000009")))
    guardian.refresh_from_db()
    assert (guardian.phones, guardian.may_be_contacted, guardian.restriction) == (
        ["19900000009"],
        False,
        {"reason": "法院"},
    )


def test_an_error_half_way_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("xinqiao.register.people.services._roster_writing.number_people", fails)
    with pytest.raises(IntegrityError):
        bring_in(cast, two())
    assert not Student.objects.filter(student_number="2026001").exists()
    assert not SchoolClass.objects.filter(grade=7, number=3).exists()


def test_the_demo_refuses_a_real_roster(cast: Cast) -> None:
    with pytest.raises(Problem):
        import_roster(actor=cast.actor("xu"), roster=two(), digest="", at=NOW)
    assert not Student.objects.filter(student_number="2026001").exists()


@pytest.mark.parametrize("who", ["qin", "tang", "ma", "bai", "he"])
def test_only_counsellors_and_the_director_bring_a_roster_in(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        import_roster(actor=cast.actor(who), roster=two(), digest="", invented=True, at=NOW)
    with pytest.raises(Denied):
        keep_draft(actor=cast.actor(who), roster=two(), digest="", at=NOW)


def drafted(cast: Cast, roster: Roster) -> UUID:
    return keep_draft(actor=cast.actor("xu"), roster=roster, digest="0" * 64, at=NOW).pk


def test_a_draft_is_applied_once_and_gone(cast: Cast) -> None:
    roster = two()
    draft = drafted(cast, roster)
    yes = {"actor": cast.actor("xu"), "draft": draft, "confirmed": set(), "seen": plan(cast, roster).fingerprint()}
    assert apply_draft(**yes, invented=True, at=NOW).added == 2  # type: ignore[arg-type]
    assert not RosterDraft.objects.exists()
    with pytest.raises(Missing):
        apply_draft(**yes, invented=True, at=NOW)  # type: ignore[arg-type]


def test_a_preview_that_the_register_has_outrun_is_not_applied(cast: Cast) -> None:
    roster = two()
    draft, seen = drafted(cast, roster), plan(cast, roster).fingerprint()
    bring_in(cast, read(HEADER, student()))
    with pytest.raises(Problem):
        apply_draft(actor=cast.actor("xu"), draft=draft, confirmed=set(), seen=seen, invented=True, at=NOW)
    assert RosterDraft.objects.filter(pk=draft).exists()


def test_a_confirmed_guess_is_taken_and_another_is_not(cast: Cast) -> None:
    rows = [student(number="71", school_class="七年纪3班"), student(number="72", school_class="七年纪3班")]
    roster = read(HEADER, *rows)
    first, _ = [item.guess for item in plan(cast, roster).findings if item.kind is Kind.GUESS]
    bring_in(cast, roster, confirmed={first, "no-such-guess"})
    classes = Student.objects.filter(student_number__in=["71", "72"]).order_by("student_number")
    assert [child.school_class is None for child in classes] == [False, True]


def test_nobody_else_sees_or_applies_a_draft(cast: Cast) -> None:
    draft = drafted(cast, two())
    with pytest.raises(Denied):
        apply_draft(actor=cast.actor("shen"), draft=draft, confirmed=set(), seen="", invented=True, at=NOW)
    with pytest.raises(Denied):
        drop_draft(actor=cast.actor("shen"), draft=draft, at=NOW)


def test_a_draft_does_not_outlive_a_day(cast: Cast) -> None:
    draft, later = drafted(cast, two()), NOW + timedelta(hours=25)
    with pytest.raises(Problem):
        apply_draft(actor=cast.actor("xu"), draft=draft, confirmed=set(), seen="", invented=True, at=later)
    assert drop_old_drafts(actor=cast.actor("xu"), at=NOW) == 0
    assert drop_old_drafts(actor=cast.actor("xu"), at=later) == 1
    assert not RosterDraft.objects.exists()


def test_a_draft_holds_no_name_in_the_clear(cast: Cast) -> None:
    drafted(cast, two())
    (closed,) = RosterDraft.objects.values_list("content", flat=True)
    assert "单晓明".encode() not in bytes(closed)


def test_two_who_confirm_at_once_bring_everybody_in_once(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    roster = two()
    seen, drafts = plan(fresh_cast, roster).fingerprint(), [drafted(fresh_cast, roster), drafted(fresh_cast, roster)]

    def yes(draft: UUID) -> Callable[[], object]:
        actor = fresh_cast.actor("xu")
        return lambda: apply_draft(actor=actor, draft=draft, confirmed=set(), seen=seen, invented=True, at=NOW)

    results = at_once(*map(yes, drafts))
    assert sorted(type(result).__name__ for result in results) == ["Problem", "RosterImport"]
    assert Student.objects.filter(student_number__in=["2026001", "2026002"]).count() == 2


def test_a_file_without_students_says_so(cast: Cast) -> None:
    with pytest.raises(Problem):
        read_roster(xlsx({"a": [["时间", "地点"], ["8:00", "操场"]]}))


@pytest.mark.skipif(not MESSY.exists(), reason="the messy roster is not on this machine")
def test_the_messy_roster_goes_in_with_every_trap_named(cast: Cast) -> None:
    with freeze(NOW):
        roster = read_roster(MESSY.read_bytes())
    counts = plan(cast, roster).counts()
    assert roster.hidden == ("Sheet9",)
    assert {kind: counts[kind] for kind in ("added", "refused", "guess", "cell_left_out", "note", "skipped")} == {
        "added": 1508,  # 1512 people, four of them without a name
        "refused": 4,
        "guess": 8,  # 年纪 for 年级
        "cell_left_out": 4,  # 2014-13-45 three times, 31/02/2015 once
        "note": 2,  # 不详
        "skipped": 14,  # seven repeated rows, six sums, one hidden sheet
    }
    guesses = {item.guess for item in plan(cast, roster).findings if item.guess}
    done = bring_in(cast, roster, confirmed=guesses)
    assert (done.added, done.refused) == (1508, 4)
    assert not Student.objects.filter(student_number__startswith="202", school_class=None).exists()
    assert Student.objects.filter(name__contains="䶮").exists()
    assert Guardian.objects.filter(name="陆𠮷怡").exists()
    again = bring_in(cast, roster, confirmed=guesses)
    assert (again.added, again.changed, again.left, again.unchanged) == (0, 0, 0, 1508)
