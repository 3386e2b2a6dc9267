"""Calendar feeds: what stands in them, who may still read them, and that a real calendar program takes them."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import icalendar
import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.own_door import own_account, own_actor
from xinqiao.core.access import Actor, Denied
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.messages.services import set_message_rules
from xinqiao.practice.scheduling.models import Appointment, Feed, Reason
from xinqiao.practice.scheduling.selectors import calendar_at, feeds_of
from xinqiao.practice.scheduling.services import (
    TooManyFeeds,
    cancel_appointment,
    make_feed,
    revoke_feed,
)
from xinqiao.practice.scheduling.tests.builders import FRIDAY, book, hour, open_room
from xinqiao.register.people.models import PostHeld, Student

SAID = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}


@pytest.fixture(autouse=True)
def at_the_time() -> Iterator[None]:
    with freeze(NOW):
        yield


def sent(token: str) -> bytes:
    found = calendar_at(token, NOW)
    assert found is not None
    return found


def events(token: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(sent(token)).walk("VEVENT"))


def feed_of(actor: Actor) -> str:
    return make_feed(actor=actor, at=NOW).token


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("who", ["lin", "shen"])
def test_an_entry_says_when_and_nothing_else(cast: Cast, who: str) -> None:
    open_room(cast)
    booked = book(cast)
    token = feed_of(own_actor(cast, "lin") if who == "lin" else cast.actor("shen"))

    (event,) = events(token)
    assert set(event) == SAID
    assert event["SUMMARY"] == ("校园服务" if who == "lin" else "有约")
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT" if who == "lin" else "OPAQUE")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (booked.starts_at, booked.ends_at)
    text = sent(token).decode()
    for telling in ("林晚舟", "沈知微", str(booked.pk), booked.pk.hex, str(booked.client_id), "心理", "咨询", "VALARM"):
        assert telling not in text


def test_the_time_zone_is_there_whole(cast: Cast) -> None:
    calendar = icalendar.Calendar.from_ical(sent(feed_of(cast.actor("shen"))))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    assert zone.walk("STANDARD")
    assert calendar["METHOD"] == "PUBLISH"
    assert "xinqiao" not in str(calendar["PRODID"]).lower()


def test_the_place_stands_there_only_where_the_school_says_so_and_it_tells_nothing(cast: Cast) -> None:
    open_room(cast)
    booked, token = book(cast), feed_of(own_actor(cast, "lin"))
    from xinqiao.practice.scheduling.models import Room, RoomFunction

    booked.room = Room.objects.create(name="明德楼 312", function=RoomFunction.TALK)
    booked.save()
    assert "LOCATION" not in events(token)[0]
    set_message_rules(actor=cast.actor("xu"), names_place=True, at=NOW)
    assert events(token)[0]["LOCATION"] == "明德楼 312"
    Room.objects.update(name="心理咨询室")
    assert "LOCATION" not in events(token)[0]


def test_what_was_called_off_is_gone_and_what_stands_keeps_its_name(cast: Cast) -> None:
    open_room(cast)
    first, second = book(cast), book(cast, wanted=hour(FRIDAY, 16))
    token, other = feed_of(own_actor(cast, "lin")), feed_of(own_actor(cast, "lin"))
    names = {str(event["UID"]) for event in events(token)}
    assert len(names) == 2
    assert names.isdisjoint({str(event["UID"]) for event in events(other)})

    cancel_appointment(actor=cast.actor("shen"), appointment=second.pk, reason=Reason.COUNSELLOR, at=NOW)
    (left,) = events(token)
    assert str(left["UID"]) in names
    assert left.decoded("DTSTART") == first.starts_at


def test_a_colleagues_times_and_other_peoples_are_not_in_it(cast: Cast) -> None:
    open_room(cast)
    book(cast, "lin", by="lu")
    assert events(feed_of(cast.actor("shen"))) == []
    assert events(feed_of(own_actor(cast, "batel"))) == []
    assert events(feed_of(own_actor(cast, "mother"))) == []


def test_revoked_it_is_gone_at_once_and_for_good(cast: Cast) -> None:
    made = make_feed(actor=cast.actor("shen"), at=NOW)
    sent(made.token)
    for _ in range(2):
        revoke_feed(actor=cast.actor("shen"), feed=made.feed.pk, at=NOW)
    assert calendar_at(made.token, NOW) is None
    assert Entry.objects.filter(body__contains="scheduling.feed_revoked").count() == 1


def test_an_address_that_never_was_is_none(cast: Cast) -> None:
    assert calendar_at("A" * 43, NOW) is None
    assert calendar_at("", NOW) is None


def test_the_secret_is_nowhere_but_in_the_address(cast: Cast) -> None:
    made = make_feed(actor=own_actor(cast, "lin"), at=NOW)
    assert len(made.token) == 43
    assert made.token not in repr(made)
    row = Feed.objects.get()
    assert made.token.encode() not in bytes(row.token_hash)
    assert not Entry.objects.filter(body__contains=made.token).exists()
    assert Entry.objects.filter(body__contains="scheduling.feed_made").count() == 1


def test_reading_leaves_no_trace(cast: Cast) -> None:
    token, entries = feed_of(own_actor(cast, "lin")), Entry.objects.count()
    before = Feed.objects.values().get()
    sent(token)
    assert (Feed.objects.values().get(), Entry.objects.count()) == (before, entries)


@pytest.mark.parametrize("gone", ["left", "new slip", "post ended", "locked"])
def test_it_ends_with_what_its_owner_may_see(cast: Cast, gone: str) -> None:
    open_room(cast)
    book(cast)
    token = feed_of(cast.actor("shen") if gone == "post ended" else own_actor(cast, "lin"))
    sent(token)
    account = own_account(cast, "lin")
    if gone == "left":
        Student.objects.filter(pk=cast.students["lin"].pk).update(left_on=NOW.date())
    elif gone == "new slip":
        account.state = {**account.state, "start": str(uuid4())}
        account.save()
    elif gone == "locked":
        account.closed = True
        account.save()
    else:
        PostHeld.objects.filter(staff=cast.staff["shen"]).update(ends_on=NOW.date() - timedelta(days=1))
    assert calendar_at(token, NOW) is None


def test_with_a_slip_alone_it_shows_what_came_from_it_even_later(cast: Cast) -> None:
    """Whoever made it with somebody else's slip learns nothing once the owner has met the counsellor."""
    open_room(cast)
    book(cast)
    slip = own_actor(cast, "lin", known=False)
    token = feed_of(slip)
    assert events(token) == []

    known = own_actor(cast, "lin", known=True)
    assert known.is_known
    assert known.start == slip.start
    assert events(token) == []
    Appointment.objects.update(made_in=slip.start)
    assert len(events(token)) == 1


def test_three_addresses_are_enough(cast: Cast) -> None:
    actor = own_actor(cast, "lin")
    for _ in range(3):
        make_feed(actor=actor, at=NOW)
    with pytest.raises(TooManyFeeds):
        make_feed(actor=actor, at=NOW)
    revoke_feed(actor=actor, feed=feeds_of(actor)[0].pk, at=NOW)
    make_feed(actor=actor, at=NOW)


@pytest.mark.parametrize("name", ["xu", "he", "ma", "qin"])
def test_who_has_no_times_has_no_address(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        make_feed(actor=cast.actor(name), at=NOW)


def test_it_speaks_the_language_in_which_it_was_made(cast: Cast) -> None:
    open_room(cast)
    book(cast)
    with translation.override("en"):
        token = feed_of(cast.actor("shen"))
    assert str(events(token)[0]["SUMMARY"]).isascii()


def test_lines_are_folded_between_characters(cast: Cast) -> None:
    open_room(cast)
    booked, token = book(cast), feed_of(cast.actor("shen"))
    from xinqiao.practice.scheduling.models import Room, RoomFunction

    booked.room = Room.objects.create(name="明德楼三层最东边靠近图书馆走廊尽头的房间 312", function=RoomFunction.TALK)
    booked.save()
    set_message_rules(actor=cast.actor("xu"), names_place=True, at=NOW)

    lines = sent(token).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert events(token)[0]["LOCATION"] == booked.room.name


def test_a_real_calendar_program_takes_it(cast: Cast, tmp_path: Path) -> None:
    """khal reads the feed into its own calendar and lists it by the wall clock."""
    open_room(cast)
    book(cast)
    book(cast, wanted=hour(FRIDAY, 16))
    feed, vdir, config = tmp_path / "feed.ics", tmp_path / "vdir", tmp_path / "config"
    feed.write_bytes(sent(feed_of(own_actor(cast, "lin"))))
    vdir.mkdir()
    config.write_text(
        f"[calendars]\n[[mine]]\npath = {vdir}\n[locale]\nlocal_timezone = Asia/Shanghai\n"
        f"default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        f"datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    khal = [str(Path(sys.executable).with_name("khal")), "-c", str(config)]
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run([*khal, "import", "--batch", "-a", "mine", str(feed)], check=True, env=environment)
    listed = subprocess.run(
        [*khal, "list", "--day-format", "{date}", "--format", "{start-time} {end-time} {title}", FRIDAY.isoformat()],
        check=True, env=environment, capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip

    assert [line for line in listed.splitlines() if "校园" in line] == ["14:00 14:50 校园服务", "16:00 16:50 校园服务"]


def test_the_number_of_statements_does_not_grow_with_the_times(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    open_room(cast)
    set_message_rules(actor=cast.actor("xu"), names_place=True, at=NOW)
    for start in (8, 9, 10, 11, 14, 15, 16):
        book(cast, wanted=hour(FRIDAY, start))
    token = feed_of(own_actor(cast, "lin"))
    with django_assert_max_num_queries(10):
        assert len(events(token)) == 7


def test_pressed_twice_at_once_three_addresses_stay_three(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    actor = own_actor(fresh_cast, "lin")
    made = make_feed(actor=actor, at=NOW)
    make_feed(actor=actor, at=NOW)
    done = at_once(*[lambda: make_feed(actor=actor, at=NOW)] * 3)
    assert sorted(type(one).__name__ for one in done) == ["MadeFeed", "TooManyFeeds", "TooManyFeeds"]

    at_once(*[lambda: revoke_feed(actor=actor, feed=made.feed.pk, at=NOW)] * 2)
    assert Entry.objects.filter(body__contains="scheduling.feed_revoked").count() == 1
