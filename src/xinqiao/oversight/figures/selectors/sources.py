"""Where figures come from: what was written once, in the book and in the cases, as facts without a name.

A fact carries the client's number, to count people, and goes no further than
the memory of this request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from xinqiao.core.clock import at_local, local
from xinqiao.practice.cases.models import TALKS, Case, Kind, Record, RecordState
from xinqiao.practice.scheduling.models import Appointment, AppointmentState, Visit, VisitState

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class VisitFact:
    """One line of the reception register."""

    day: date
    line: int
    hour: int
    client: UUID
    struck: bool
    way: str
    outcome: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class AppointmentFact:
    """One time that was set aside. `waited` is set for a first appointment: days from asking to meeting."""

    day: date
    client: UUID
    state: str
    channel: str
    room: str
    waited: int | None


def visits(first: date, last: date) -> Iterator[VisitFact]:
    """The register of these days, in its order: one statement; what is sealed is opened in memory."""
    sealed = Visit._meta.get_field("details")
    rows = Visit.objects.filter(day__range=(first, last)).order_by("day", "line")
    for pk, day, line, arrived, client, state, details in rows.values_list(
        "pk", "day", "line", "arrived_at", "client_id", "state", "details"
    ).iterator(2000):
        known = sealed.open_for(pk, details)
        yield VisitFact(
            day,
            line,
            local(arrived).hour,
            client,
            state == VisitState.STRUCK,
            known.get("way", ""),
            known.get("outcome", ""),
            tuple(known.get("needs", ())),
        )


def appointments(first: date, last: date) -> list[AppointmentFact]:
    """The appointments that begin on these days: one statement, with those they were moved from.

    A time that was offered to somebody in the waiting line and not taken was never an appointment.
    """
    sealed = Appointment._meta.get_field("request")
    begins, ends = _moments(first, last)
    wanted = Q(starts_at__gte=begins, starts_at__lt=ends) | Q(moved_to__isnull=False, starts_at__lt=ends)
    wanted &= ~Q(state__in=[AppointmentState.OFFERED, AppointmentState.PASSED])
    rows = list(
        Appointment.objects.filter(wanted).values_list(
            "pk", "starts_at", "client_id", "state", "room__name", "request", "first_visit", "booked_at", "moved_to_id"
        )
    )
    before = {moved_to: (pk, booked) for pk, *_rest, booked, moved_to in rows if moved_to}
    asked = {pk: booked for pk, *_rest, booked, _moved in rows}
    return [
        AppointmentFact(
            local(starts).date(),
            client,
            state,
            sealed.open_for(pk, request).get("channel", ""),
            room or "",
            _waited(_asked_at(pk, before, asked), starts) if is_first and state == AppointmentState.ARRIVED else None,
        )
        for pk, starts, client, state, room, request, is_first, _booked, _moved in rows
        if begins <= starts < ends
    ]


def _asked_at(pk: UUID, before: dict[UUID, tuple[UUID, datetime]], asked: dict[UUID, datetime]) -> datetime:
    """When it was first asked for, however often it was moved since."""
    seen: set[UUID] = set()
    while pk in before and pk not in seen:
        seen.add(pk)
        pk = before[pk][0]
    return asked[pk]


def _waited(asked: datetime, met: datetime) -> int:
    """Whole days on the wall calendar."""
    return max(0, (local(met).date() - local(asked).date()).days)


@dataclass(frozen=True)
class OpeningFact:
    """One case that was opened, and how the client came to it."""

    day: date
    client: UUID
    channel: str


@dataclass(frozen=True)
class RecordFact:
    """One paper of a case: a talk, by the day it was held, or the closing report. Of its content, only what is coded."""

    day: date
    client: UUID
    kind: str
    themes: tuple[str, ...]
    way: str
    reason: str
    effect: int | None


def openings(first: date, last: date) -> list[OpeningFact]:
    """The cases that were opened on these days: one statement."""
    sealed = Case._meta.get_field("details")
    begins, ends = _moments(first, last)
    rows = Case.objects.filter(opened_at__gte=begins, opened_at__lt=ends)
    return [
        OpeningFact(local(opened).date(), client, sealed.open_for(pk, details).get("channel", ""))
        for pk, opened, client, details in rows.values_list("pk", "opened_at", "client_id", "details")
    ]


def records(first: date, last: date) -> list[RecordFact]:
    """The talks held and the cases closed on these days: one statement, and no opening of the people's seal."""
    sealed = Record._meta.get_field("coded")
    begins, ends = _moments(first, last)
    talks = Q(kind__in=TALKS, starts_at__gte=begins, starts_at__lt=ends)
    closings = Q(kind=Kind.CLOSING, case__closed_at__gte=begins, case__closed_at__lt=ends)
    rows = Record.objects.filter(talks | closings).exclude(state=RecordState.DROPPED)
    found = []
    for pk, kind, starts, closed, client, coded in rows.values_list(
        "pk", "kind", "starts_at", "case__closed_at", "case__client_id", "coded"
    ):
        known = sealed.open_for(pk, coded)
        when = closed if kind == Kind.CLOSING and closed else starts
        found.append(
            RecordFact(
                day=local(when).date(),
                client=client,
                kind=kind,
                themes=tuple(known.get("themes") or ()),
                way=known.get("way") or "",
                reason=known.get("reason") or "",
                effect=known.get("effect"),
            )
        )
    return found


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last."""
    return at_local(first, time.min), at_local(last + ONE_DAY, time.min)
