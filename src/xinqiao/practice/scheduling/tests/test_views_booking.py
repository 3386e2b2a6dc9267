"""Booking at the desk, and what becomes of an appointment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.models import Appointment

from .builders import FRIDAY, book, hour, open_room

BOOK = "/desk/book/"
NOBODY = "00000000-0000-0000-0000-000000000007"


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def shen(cast):
    open_room(cast)
    return browser_of(cast, "shen")


def sent(cast, **more):
    return {
        "token": str(uuid4()),
        "person": f"number:{cast.number('lin')}",
        "person_typed": "林晚舟",
        "counsellor": str(cast.staff["shen"].pk),
        "slot": hour(FRIDAY, 14).starts.isoformat(),
        "channel": "in_person",
        "asked_by": "self",
        "urgency": "usual",
        "agrees": "on",
        **more,
    }


def test_the_likely_time_is_chosen_already(shen):
    page = shen.get(BOOK).content.decode()

    assert page.count(' checked><span class="xq-choice-face"><b class="xq-num">') == 1
    assert page.split(' checked><span class="xq-choice-face"><b class="xq-num">')[1].startswith("15:00")


def test_after_a_walk_in_the_person_is_there_already(cast, shen):
    page = shen.get(f"{BOOK}?client={cast.number('lin')}").content.decode()

    assert 'value="林晚舟"' in page
    assert f'value="student:{cast.students["lin"].pk}"' in page


def test_a_booking_leads_to_the_appointment(cast, shen):
    answer = shen.post(BOOK, sent(cast), follow=True)

    made = Appointment.objects.get()
    assert answer.redirect_chain[0][0] == reverse("scheduling:appointment", args=[made.pk])
    assert "约好了" in answer.content.decode()
    assert made.starts_at == hour(FRIDAY, 14).starts


def test_a_double_click_books_once(cast, shen):
    form = sent(cast)

    assert shen.post(BOOK, form).headers["Location"] == shen.post(BOOK, form).headers["Location"]
    assert Appointment.objects.count() == 1


@pytest.mark.clause("APT-03")
def test_a_taken_time_is_said_in_a_sentence_with_the_next_times_and_nothing_is_lost(cast, shen):
    book(cast, "batel")

    page = shen.post(BOOK, sent(cast, reach="放学后", needs=["sleep"]))
    text = page.content.decode()

    assert page.status_code == 409
    assert "接下来的空时间" in text
    assert 'value="放学后"' in text
    assert "checked" in text.split('value="sleep"')[1][:40]
    assert hour(FRIDAY, 14).starts.isoformat() not in text
    assert text.count(' checked><span class="xq-choice-face"><b class="xq-num">') == 1
    assert Appointment.objects.count() == 1


def test_looking_at_other_times_keeps_what_was_typed_and_books_nothing(cast, shen):
    page = shen.post(BOOK, sent(cast, look="1", person_typed="林", person="", from_day="2026-10-19", reach="短信"))
    text = page.content.decode()

    assert page.status_code == 200
    assert "2026-10-19T" in text
    assert "2026-10-16T" not in text
    assert 'value="短信"' in text
    assert not Appointment.objects.exists()


@pytest.mark.clause("OPN-01")
def test_another_time_is_typed_and_outside_the_hours_asks_for_a_reason(cast, shen):
    typed = {"slot": "other", "day": "2026-10-16", "starts": "19:00", "minutes": "30"}

    page = shen.post(BOOK, sent(cast, **typed))
    assert page.status_code == 422
    assert "不在开放时间内" in page.content.decode()

    shen.post(BOOK, sent(cast, **typed, arranged="家长晚上来"))
    made = Appointment.objects.get()
    assert (made.starts_at, made.ends_at - made.starts_at) == (hour(FRIDAY, 19).starts, timedelta(minutes=30))


@pytest.mark.parametrize(
    "wrong",
    [
        {"slot": ""},
        {"slot": "tomorrow"},
        {"slot": "2026-10-16T14:00:00"},
        {"slot": "2026-99-16T14:00:00+08:00"},
        {"slot": "other", "day": "2026-10-16"},
        {"counsellor": NOBODY},
        {"counsellor": "x"},
        {"room": NOBODY},
        {"channel": "pigeon"},
        {"needs": ["depression"]},
        {"from_day": "gestern", "look": "1"},
        {"minutes": "100000"},
        {"arranged": "x" * 101},
    ],
    ids=str,
)
def test_a_form_edited_by_hand_books_nothing(cast, shen, wrong):
    assert shen.post(BOOK, sent(cast, **wrong)).status_code in {200, 422}
    assert not Appointment.objects.exists()


def test_an_appointment_is_shown_moved_and_cancelled(cast, shen):
    row = book(cast)
    moved = {**sent(cast), "slot": hour(FRIDAY, 16).starts.isoformat(), "reason": "lesson"}

    assert "林晚舟" in shen.get(reverse("scheduling:appointment", args=[row.pk])).content.decode()
    assert shen.get(reverse("scheduling:move", args=[row.pk])).status_code == 200
    shen.post(reverse("scheduling:move", args=[row.pk]), moved)
    row.refresh_from_db()
    assert row.state == "moved"

    new = row.moved_to
    assert shen.get(reverse("scheduling:cancel", args=[new.pk])).status_code == 200
    shen.post(reverse("scheduling:cancel", args=[new.pk]), {"reason": "client"})
    new.refresh_from_db()
    assert new.state == "cancelled"
    again = shen.post(reverse("scheduling:cancel", args=[new.pk]), {"reason": "client"})
    assert again.status_code == 409
    assert "最新" in again.content.decode()


def test_who_did_not_come_is_noted(cast, shen):
    row = book(cast, wanted=hour(A_SCHOOL_DAY, 15))

    early = shen.post(reverse("scheduling:no-show", args=[row.pk]))
    assert early.status_code == 409
    with freeze(NOW + timedelta(hours=1)):
        browser_of(cast, "shen").post(reverse("scheduling:no-show", args=[row.pk]))

    row.refresh_from_db()
    assert row.state == "no_show"


@pytest.mark.parametrize("name", ["appointment", "move", "cancel"])
def test_an_appointment_that_does_not_exist_is_not_there(shen, name):
    assert shen.get(reverse(f"scheduling:{name}", args=[uuid4()])).status_code == 404


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("stranger", ["xu", "he", "qin", "ma"])
@pytest.mark.parametrize("name", ["appointment", "move", "cancel", "no-show", "arrive"])
def test_a_stranger_reaches_no_appointment(cast, name, stranger):
    open_room(cast)
    row = book(cast)
    address = reverse(f"scheduling:{name}", args=[row.pk])

    for answer in (browser_of(cast, stranger).get(address), browser_of(cast, stranger).post(address)):
        assert answer.status_code in {403, 405}
        assert "林晚舟" not in answer.content.decode()

    row.refresh_from_db()
    assert row.state == "booked"
