"""What a calendar program is given: when, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.office.messages.selectors import message_rules, neutral_place
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.models import Appointment, Feed
from xinqiao.practice.scheduling.models.feeds import token_hash
from xinqiao.practice.scheduling.states import AppointmentState
from xinqiao.register.people.selectors import actor_for, person_behind
from xinqiao.register.personal.models import PersonalAccount
from xinqiao.register.personal.selectors import actor_at

from .own import place_in_words, place_said

BACK, AHEAD, MOST = timedelta(days=14), timedelta(days=180), 500
STANDS = (AppointmentState.BOOKED, AppointmentState.ARRIVED)


@dataclass(frozen=True)
class Entry:
    """One time in a calendar."""

    name: str
    starts: datetime
    ends: datetime
    place: str


def feeds_of(actor: Actor) -> list[Feed]:
    """The addresses of this person that hold, the newest first."""
    return list(Feed.objects.filter(policy.own_feeds(actor), revoked_at=None).order_by("-made_at"))


def calendar_at(token: str, at: datetime) -> bytes | None:
    """The calendar at an address; None for one that never was, was revoked, or whose owner's account has ended.

    Whoever knows the address reads it, as calendar programs must. It is asked all the same what its
    owner may see today: who has left, holds no post any more or was given a new slip gets nothing.
    """
    feed = Feed.objects.filter(token_hash=token_hash(token), revoked_at=None).first()
    reader = reader_of(feed, at) if feed else None
    if feed is None or reader is None or not policy.may_read_feed(reader, feed):
        return None
    with translation.override(feed.language or settings.LANGUAGE_CODE):
        return written(entries_of(feed, reader, at), at, is_staffs=feed.staff_id is not None)


def reader_of(feed: Feed, at: datetime) -> Actor | None:
    """Whoever reads: the owner as they stand now, and never as more than they were when the feed was made."""
    if feed.staff_id is not None:
        return actor_for(feed.staff_id, local(at).date())
    person = person_behind(feed.client_id) if feed.client_id else None
    if person is None:
        return None
    account = PersonalAccount.objects.filter(kind=person.kind, person=person.pk, closed=False).first()
    return actor_at(account, at, is_known=feed.sees_all) if account else None


def entries_of(feed: Feed, reader: Actor, at: datetime) -> list[Entry]:
    """The times of two weeks back and half a year ahead that still stand; places only where the school says so."""
    is_staffs = feed.staff_id is not None
    seen = policy.visible_appointments(reader) if is_staffs else policy.own_appointments(reader)
    rows = Appointment.objects.filter(seen, state__in=STANDS, starts_at__gt=at - BACK, starts_at__lt=at + AHEAD)
    mine = rows.filter(counsellor=feed.staff_id) if is_staffs else rows
    found = list(mine.select_related("room").order_by("starts_at")[:MOST])
    if not message_rules().names_place:
        return [Entry(feed.name_of(one.pk), one.starts_at, one.ends_at, "") for one in found]
    said = place_said()
    return [
        Entry(feed.name_of(one.pk), one.starts_at, one.ends_at, neutral_place(place_in_words(one, said)))
        for one in found
    ]


def written(entries: Sequence[Entry], at: datetime, *, is_staffs: bool) -> bytes:
    """The calendar as it is sent. No line of it says who, with whom or what for.

    A client's times do not count as busy: whoever shares a family calendar shares that, too.
    """
    title = _("有约") if is_staffs else _("校园服务")
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//1//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone(entries, at))
    for entry in entries:
        calendar.add_component(_event(entry, title, at, is_busy=is_staffs))
    sent: bytes = calendar.to_ical()
    return sent


def _event(entry: Entry, title: str, at: datetime, *, is_busy: bool) -> Event:
    event = Event()
    event.add("uid", entry.name)
    event.add("dtstamp", at)
    event.add("dtstart", local(entry.starts))
    event.add("dtend", local(entry.ends))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    return event


def _zone(entries: Sequence[Entry], at: datetime) -> Timezone:
    """The school's time zone, whole, for programs that know none by name."""
    first = min([local(one.starts).date() for one in entries], default=local(at).date())
    return Timezone.from_tzid(
        settings.TIME_ZONE, first_date=date(first.year, 1, 1), last_date=date(first.year + 2, 1, 1)
    )
