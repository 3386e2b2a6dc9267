"""What a roster that was read would change, and into which school year it goes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from xinqiao.core import clock
from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.register.people import policy
from xinqiao.register.people.models import Guardian, RosterDraft, RosterImport, SchoolClass, SchoolYear, Student
from xinqiao.register.people.roster import wording
from xinqiao.register.people.roster.bounded import read_bounded
from xinqiao.register.people.roster.classes import ClassLabel
from xinqiao.register.people.roster.entries import Roster
from xinqiao.register.people.roster.findings import Finding, Kind, Place, Reason
from xinqiao.register.people.roster.parsing import parse
from xinqiao.register.people.roster.plan import Known, KnownGuardian, Plan, compare
from xinqiao.register.people.roster.problems import UnreadableFile
from xinqiao.register.people.roster.storage import OtherVersion, load

DRAFT_LASTS = timedelta(hours=24)

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Year:
    """The school year a roster goes into; without a key it is made by the import."""

    name: str
    starts_on: date
    ends_on: date
    pk: UUID | None = None


def read_roster(data: bytes, *, progress: Progress = lambda stage, done: None) -> Roster:
    """Read a file in a bounded process. Raises Problem with the sentence for the user."""
    try:
        book = read_bounded(data, lambda rows: progress("read", rows))
    except UnreadableFile as wrong:
        raise Problem(wording.refusal(wrong), status=422) from wrong
    roster = parse(book, today=clock.today(), progress=lambda students: progress("understood", students))
    if not roster.entries:
        raise Problem(_("这个文件里没有找到学生。表头里要有“姓名”和“学号”。"), status=422)
    return roster


def draft_roster(draft: RosterDraft) -> Roster:
    """The roster of a draft. Raises Problem when another version of the program wrote it."""
    try:
        return load(draft.content)
    except OtherVersion as wrong:
        raise Problem(_("程序已更新，请重新选择文件。")) from wrong


def roster_year(said: int | None, on: date) -> Year:
    """The year the roster's titles name, else the year of the day.

    Raises Problem for a roster of a year gone by: it would move everybody down.
    """
    known = SchoolYear.objects.filter(starts_on__year=said) if said else SchoolYear.objects.none()
    found = known.first() or (None if said else SchoolYear.objects.filter(starts_on__lte=on, ends_on__gte=on).first())
    start = said or (on.year if on.month >= 8 else on.year - 1)
    year = Year(found.name, found.starts_on, found.ends_on, found.pk) if found else _usual_year(start)
    newest = SchoolClass.objects.aggregate(newest=Max("year__starts_on"))["newest"]
    if newest and year.starts_on < newest:
        raise Problem(_("这个文件是过去学年的，名册上已有更新的学年，没有导入。"), status=422)
    return year


def _usual_year(start: int) -> Year:
    return Year(f"{start}–{start + 1}", date(start, 9, 1), date(start + 1, 8, 31))


def plan_roster(
    *,
    actor: Actor,
    roster: Roster,
    year: Year,
    on: date,
    confirmed: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda students: None,
) -> Plan:
    """What this roster would change in the register as it is now."""
    require(actor, policy.may_import_roster)
    plan = compare(roster, known_students(year), confirmed=confirmed, progress=progress)
    if not year.starts_on <= on <= year.ends_on:
        params = {"year": year.name}
        plan.findings.insert(0, Finding(Kind.NOTE, Reason.OTHER_YEAR, Place(""), params))
    return plan


def known_students(year: Year) -> dict[str, Known]:
    """Every student on the register by number, with guardians, as the plan compares them."""
    guardians = _known_guardians()
    rows = Student.objects.values_list(
        "pk",
        "student_number",
        "name",
        "sex",
        "birth_date",
        "left_on",
        "school_class__grade",
        "school_class__number",
        "school_class__year",
    )
    return {
        number: Known(
            pk=pk,
            student_number=number,
            name=name,
            sex=sex,
            birth_date=born,
            label=ClassLabel(grade, class_number) if grade else None,
            current=class_year is not None and class_year == year.pk,
            left=left_on is not None,
            guardians=tuple(guardians.get(pk, ())),
        )
        for pk, number, name, sex, born, left_on, grade, class_number, class_year in rows.iterator(chunk_size=2000)
    }


def _known_guardians() -> dict[UUID, list[KnownGuardian]]:
    found: dict[UUID, list[KnownGuardian]] = {}
    rows = Guardian.objects.only("student_id", "name", "relation", "phones").order_by("student_id", "name")
    for row in rows.iterator(chunk_size=2000):
        known = KnownGuardian(row.pk, row.name, row.relation, tuple(row.phones or ()))
        found.setdefault(row.student_id, []).append(known)
    return found


def roster_import(*, actor: Actor, pk: UUID) -> RosterImport:
    """What one import did, in counts."""
    done = take(RosterImport, pk, lock=False)
    require(actor, policy.may_import_roster)
    return done


def own_draft(*, actor: Actor, draft: UUID, at: datetime) -> RosterDraft:
    """The draft of whoever asks. Raises Refused for another's, Problem for one that is too old."""
    taken = take(RosterDraft, draft, lock=False)
    require(actor, policy.may_use_draft, taken)
    if taken.made_at < at - DRAFT_LASTS:
        raise Problem(_("这个文件读了已经超过一天，请重新选择文件。"))
    return taken
