"""Whoever reads who came, leaves a trace: each page and each print that names a client is in the ledger first."""

import json
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling.tests.builders import book, hour, open_room, walk_in

DAY = str(A_SCHOOL_DAY)


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def room(cast):
    """An open room with somebody booked and somebody here."""
    open_room(cast)
    return cast, book(cast, "lin", hour(A_SCHOOL_DAY, 15)), walk_in(cast, "batel")


def opened(reader: UUID) -> list[tuple[str, UUID | None, str]]:
    """What this person has read: kind, client number, form."""
    entries = Entry.objects.filter(actor=reader, kind__endswith="_opened")
    return sorted((one.kind.partition(".")[2], one.about, str(form_of(one))) for one in entries)


def since_signing_in(reader: UUID) -> QuerySet[Entry]:
    """What this person has done since their vault was opened."""
    return Entry.objects.filter(actor=reader).exclude(kind__startswith="vault.")


def form_of(entry: Entry) -> object:
    """Page or print."""
    return json.loads(entry.body)["form"]


@pytest.mark.parametrize("name", ["visit", "close-visit", "strike-visit"])
def test_a_line_of_the_register_is_read_under_its_client(room, name):
    cast, _, visit = room

    page = browser_of(cast, "lu").get(reverse(f"scheduling:{name}", args=[visit.pk]))

    assert "巴特尔" in page.content.decode()
    assert opened(cast.staff["lu"].pk) == [("visit_opened", cast.number("batel"), "page")]


@pytest.mark.parametrize("name", ["appointment", "move", "cancel"])
def test_an_appointment_is_read_under_its_client(room, name):
    cast, appointment, _ = room

    page = browser_of(cast, "lu").get(reverse(f"scheduling:{name}", args=[appointment.pk]))

    assert "林晚舟" in page.content.decode()
    assert opened(cast.staff["lu"].pk) == [("appointment_opened", cast.number("lin"), "page")]


@pytest.mark.parametrize(
    ("address", "kind", "days"),
    [
        ("/desk/", "book_opened", (DAY, DAY)),
        (f"/desk/day/{DAY}/", "book_opened", (DAY, DAY)),
        (f"/desk/day/{DAY}/?as=grid", "book_opened", (DAY, DAY)),
        (f"/desk/week/{DAY}/", "book_opened", ("2026-10-12", "2026-10-18")),
        (f"/desk/register/{DAY}/", "register_opened", (DAY, DAY)),
        ("/desk/waiting/", "register_opened", (DAY, DAY)),
    ],
)
def test_a_list_is_read_with_its_days(room, address, kind, days):
    cast, _, _ = room

    assert browser_of(cast, "lu").get(address).status_code == 200

    (entry,) = Entry.objects.filter(actor=cast.staff["lu"].pk, kind=f"scheduling.{kind}")
    assert (entry.facts["first"], entry.facts["last"]) == days


@pytest.mark.parametrize(
    ("name", "days", "kind"),
    [
        ("register-print", {"first": DAY, "last": DAY}, "register_opened"),
        ("appointments-print", {"day": DAY}, "book_opened"),
    ],
)
def test_a_print_is_a_reading_of_its_own(room, name, days, kind):
    cast, _, _ = room

    sent = {**days, "purpose": "归档", "copies": "1"}
    answer = browser_of(cast, "lu").post(reverse(f"scheduling:{name}"), sent)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert opened(cast.staff["lu"].pk) == [(kind, None, "print")]


def test_turning_to_the_same_page_again_is_counted(room):
    cast, _, _ = room
    browser = browser_of(cast, "lu")

    for _ in range(3):
        browser.get(f"/desk/register/{DAY}/")

    kinds = since_signing_in(cast.staff["lu"].pk).order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["ledger.read_again", "ledger.read_again", "scheduling.register_opened"]


@pytest.mark.parametrize("stranger", ["qin", "he", "bai", "tang", "ma"])
def test_a_stranger_s_try_is_a_refusal_and_no_reading(room, stranger):
    cast, appointment, visit = room
    browser = browser_of(cast, stranger)

    for address in (f"/desk/register/{DAY}/", f"/desk/visit/{visit.pk}/", f"/desk/appointment/{appointment.pk}/"):
        page = browser.get(address)
        assert (page.status_code, "林晚舟" in page.content.decode()) == (403, False)

    kinds = set(since_signing_in(cast.staff[stranger].pk).values_list("kind", flat=True))
    assert kinds == {"ledger.refused"}
