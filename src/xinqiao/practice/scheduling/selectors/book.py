"""The appointments of a day and of a week, with names for those who may know them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing
from xinqiao.core.clock import at_local, local
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.models import Appointment, AskedBy, Channel, Need, Visit
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import AppointmentState, VisitState
from xinqiao.register.people.models import ClientKind, Staff
from xinqiao.register.people.selectors import Person, people_behind, person_behind

from .planning import DutyDay, Plan, plan_for

ONE_DAY = timedelta(days=1)
MIDNIGHT = datetime.min.time()


@dataclass(frozen=True)
class Shown:
    """Whom a line names, in the words this reader may see."""

    name: str
    detail: str
    kind: str = ""
    known: bool = True


def shown(actor: Actor, person: Person | None, counsellor: UUID | None) -> Shown:
    """A person as this reader may know them; a colleague who comes is named to the own counsellor only."""
    if person is None:
        return Shown(_("名册里找不到"), "", known=False)
    if not policy.may_know_whom(actor, person.kind, counsellor):
        return Shown(_("一位教职工") if person.kind == ClientKind.STAFF else _("不显示"), "", person.kind, known=False)
    return Shown(person.name, person.detail, person.kind)


def appointments_between(actor: Actor, first: date, last: date) -> list[Appointment]:
    """What this actor may see of the appointments of these days, whatever has become of them; what never was one is left out."""
    return list(
        Appointment.objects.filter(
            policy.visible_appointments(actor),
            starts_at__gte=at_local(first, MIDNIGHT),
            starts_at__lt=at_local(last + ONE_DAY, MIDNIGHT),
        )
        .exclude(state=AppointmentState.PASSED)
        .select_related("counsellor", "room")
        .order_by("starts_at", "counsellor__sort_key", "booked_at")
    )


@dataclass(frozen=True)
class DayRow:
    """One row of a day: an appointment, a visit without one, or a free time."""

    starts: datetime
    ends: datetime | None
    appointment: Appointment | None = None
    visit: Visit | None = None
    who: Shown | None = None
    place: str = ""

    @property
    def is_free(self) -> bool:
        """Whether nobody has taken the time."""
        return self.appointment is None and self.visit is None


@dataclass(frozen=True)
class Day:
    """A day as the desk shows it: rows in order of time, and what is planned around them."""

    day: date
    at: datetime
    opening: tuple[Span, ...]
    rows: tuple[DayRow, ...]
    plan: Plan = field(repr=False)
    known: Mapping[UUID, Person] = field(repr=False, default_factory=dict)

    @property
    def people(self) -> list[DayRow]:
        """Rows with somebody in them who still comes or has come."""
        return [
            row for row in self.rows if not row.is_free and (row.visit or (row.appointment and row.appointment.is_live))
        ]

    @property
    def counsellors(self) -> list[Staff]:
        """Who has somebody, or is on duty, on this day; in order of name, without another statement."""
        met = [row.appointment.counsellor for row in self.rows if row.appointment]
        met += [row.visit.received_by for row in self.rows if row.visit]
        met += [one.staff for one in self.plan.on_duty(self.day)]
        return sorted(dict.fromkeys(met), key=lambda person: person.sort_key)

    @property
    def duty(self) -> list[DutyDay]:
        """The roster of this day and the next."""
        return self.plan.roster()

    @property
    def seen(self) -> int:
        """How many have left already."""
        return sum(1 for row in self.rows if row.visit and row.visit.state == VisitState.LEFT)

    @property
    def next_row(self) -> DayRow | None:
        """Who comes next: the first booking that is not over."""
        for row in self.rows:
            booked = row.appointment is not None and row.appointment.state == AppointmentState.BOOKED
            if booked and row.ends is not None and row.ends > self.at:
                return row
        return None


def day_for(actor: Actor, day: date, at: datetime, counsellor: UUID | None = None, also: Iterable[UUID] = ()) -> Day:
    """A day with its appointments, its walk-ins and its free times; of one counsellor if asked.

    Free times are those of `counsellor`, else of the actor. Somebody who may not
    see the book sees an empty day. Who stands behind the numbers in `also` is
    asked for in the same statements; all are in `known`.
    """
    booked = appointments_between(actor, day, day)
    visits = list(
        Visit.objects.filter(policy.visible_visits(actor), day=day)
        .exclude(state=VisitState.STRUCK)
        .select_related("received_by")
    )
    plan = plan_for(day, day + ONE_DAY, taken=booked)
    mine = counsellor or actor.pk
    free = plan.free(mine, day, at) if mine and policy.may_work_the_book(actor) else []
    if counsellor is not None:
        booked = [one for one in booked if one.counsellor_id == counsellor]
        visits = [one for one in visits if one.received_by_id == counsellor]
    known = people_behind({one.client_id for one in booked} | {one.client_id for one in visits} | set(also))
    return Day(day, at, tuple(plan.opening(day)), tuple(_rows(actor, booked, visits, free, known)), plan, known)


def _rows(
    actor: Actor,
    booked: Sequence[Appointment],
    visits: Sequence[Visit],
    free: Iterable[Span],
    people: Mapping[UUID, Person],
) -> list[DayRow]:
    kept = {visit.appointment_id: visit for visit in visits if visit.appointment_id}
    rows = [
        DayRow(
            one.starts_at,
            one.ends_at,
            appointment=one,
            visit=kept.get(one.pk),
            who=shown(actor, people.get(one.client_id), one.counsellor_id),
            place=one.room.name if one.room else "",
        )
        for one in booked
    ]
    known = {one.pk for one in booked}
    rows += [
        DayRow(one.arrived_at, one.left_at, visit=one, who=shown(actor, people.get(one.client_id), one.received_by_id))
        for one in visits
        if one.appointment_id not in known
    ]
    rows += [DayRow(span.starts, span.ends) for span in free]
    return sorted(rows, key=lambda row: (row.starts, row.is_free))


@dataclass(frozen=True)
class GridLine:
    """One time of the day, and what each counsellor has at it; an empty cell is no time on offer."""

    starts: datetime
    cells: tuple[DayRow | None, ...]


def grid_of(day: Day, columns: Sequence[UUID]) -> list[GridLine]:
    """The day as a calendar: a line for each time, a column for each counsellor, free times among them."""
    cells: dict[tuple[datetime, UUID], DayRow] = {}
    for row in day.rows:
        if row.appointment is not None and row.appointment.holds_its_time:
            cells[row.starts, row.appointment.counsellor_id] = row
    for counsellor in columns:
        for span in day.plan.free(counsellor, day.day, day.at):
            cells.setdefault((span.starts, counsellor), DayRow(span.starts, span.ends))
    times = sorted({start for start, _who in cells})
    return [GridLine(start, tuple(cells.get((start, column)) for column in columns)) for start in times]


@dataclass(frozen=True)
class WeekDay:
    """A day of the week with its appointments that stand, and how many times are free."""

    day: date
    opening: tuple[Span, ...]
    rows: tuple[DayRow, ...]
    free: tuple[Span, ...]


def days_of_week(any_day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = any_day - ONE_DAY * any_day.weekday()
    return monday, monday + ONE_DAY * 6


def week_for(actor: Actor, any_day: date, at: datetime, counsellor: UUID | None = None) -> list[WeekDay]:
    """The week of a day, from Monday; Saturday and Sunday only when something is planned on them."""
    monday, sunday = days_of_week(any_day)
    booked = appointments_between(actor, monday, sunday)
    plan = plan_for(monday, sunday, taken=booked)
    mine = counsellor or actor.pk
    live = [one for one in booked if one.holds_its_time and (counsellor is None or one.counsellor_id == counsellor)]
    rows = _rows(actor, live, [], [], people_behind({one.client_id for one in live}))
    week: list[WeekDay] = []
    for day in plan.days:
        of_day = tuple(row for row in rows if local(row.starts).date() == day)
        free = tuple(plan.free(mine, day, at)) if mine and policy.may_work_the_book(actor) else ()
        opening = tuple(plan.opening(day))
        if day.weekday() < 5 or of_day or opening:
            week.append(WeekDay(day, opening, of_day, free))
    return week


def appointments_of_day(actor: Actor, day: date) -> list[DayRow]:
    """The appointment register of a day, everything that was ever booked for it."""
    booked = appointments_between(actor, day, day)
    return _rows(actor, booked, [], [], people_behind({one.client_id for one in booked}))


@dataclass(frozen=True)
class AppointmentShown:
    """One appointment for its page."""

    appointment: Appointment
    who: Shown

    @cached_property
    def visit(self) -> Visit | None:
        """The line of the register that it led to; asked for only where it is shown."""
        return Visit.objects.filter(appointment=self.appointment).exclude(state=VisitState.STRUCK).first()

    @property
    def channel(self) -> str:
        """By which way it was asked for."""
        return self._said("channel", Channel)

    @property
    def asked_by(self) -> str:
        """What the one who asked is to the client."""
        return self._said("asked_by", AskedBy)

    @property
    def reach(self) -> str:
        """How to get in touch, for who may know whom."""
        return str(self.appointment.request.get("reach", "")) if self.who.known else ""

    @property
    def needs(self) -> list[str]:
        """The need in a few words, for who may know whom."""
        needs = self.appointment.request.get("needs", []) if self.who.known else []
        return [str(Need(need).label) for need in needs if need in Need.values]

    def _said(self, name: str, codes: type[Channel] | type[AskedBy]) -> str:
        value = self.appointment.request.get(name, "") if self.who.known else ""
        return str(codes(value).label) if value in codes.values else ""


def appointment_for(actor: Actor, appointment: UUID) -> AppointmentShown:
    """One appointment with who it is. Raises `Missing` for a stranger, as for what does not exist."""
    row = (
        Appointment.objects.filter(policy.visible_appointments(actor), pk=appointment)
        .select_related("counsellor", "room", "booked_by", "moved_to")
        .first()
    )
    if row is None:
        raise Missing(Appointment._meta.label_lower, appointment)
    person = person_behind(row.client_id)
    return AppointmentShown(row, shown(actor, person, row.counsellor_id))
