"""Hours, duty and rooms at the desk, and the papers."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import selectors
from xinqiao.practice.scheduling.models import DutyTurn, OpeningHour, Room, ServiceRules
from xinqiao.practice.scheduling.papers import data

from .builders import book, hour, open_room, walk_in

DAYS = ["0", "1", "2", "3", "4"]
TERM = {"valid_from": "2026-09-01", "valid_to": "2027-01-22"}


@pytest.fixture(autouse=True)
def _on_a_school_day():
    with freeze(NOW):
        yield


@pytest.fixture
def xu(cast):
    return browser_of(cast, "xu")


def address(name, *args):
    return reverse(f"scheduling:{name}", args=args)


@pytest.mark.clause("OPN-01")
def test_the_hours_are_set_and_shown(cast, xu):
    form = {**TERM, "kind_0": "morning", "starts_0": "08:00", "ends_0": "12:00", "days_0": DAYS}

    page = xu.post(address("set-hours"), form, follow=True).content.decode()

    assert "08:00–12:00" in page
    assert OpeningHour.objects.count() == 5


def test_a_school_that_has_said_nothing_yet_finds_usual_hours_filled_in(xu):
    page = xu.get(address("set-hours")).content.decode()

    assert 'value="08:00"' in page
    assert 'value="17:30"' in page


def test_the_hours_in_force_are_filled_in(cast, xu):
    open_room(cast)

    page = xu.get(address("set-hours")).content.decode()

    assert 'value="18:00"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_0": "08:00"},
        {"starts_0": "08:00", "ends_0": "12:00"},
        {"starts_0": "12:00", "ends_0": "08:00", "days_0": DAYS},
        {"starts_0": "8 Uhr", "ends_0": "12:00", "days_0": DAYS},
        {"starts_0": "08:00", "ends_0": "12:00", "days_0": ["7"]},
        {"valid_from": "", "starts_0": "08:00", "ends_0": "12:00", "days_0": DAYS},
        {},
    ],
    ids=str,
)
def test_hours_half_said_change_nothing_and_are_kept(xu, wrong):
    page = xu.post(address("set-hours"), {**TERM, "kind_0": "morning", **wrong})

    assert page.status_code == 422
    assert not OpeningHour.objects.exists()


@pytest.mark.clause("OPN-02")
def test_a_gap_is_shown_and_a_turn_fills_it(cast, xu):
    open_room(cast)
    assert "没有人值班" in xu.get(address("hours")).content.decode()
    form = {**TERM, "staff": str(cast.staff["shen"].pk), "weekdays": DAYS, "starts": "08:00", "ends": "18:00"}

    xu.post(address("duty"), form)

    assert DutyTurn.objects.count() == 5
    assert "没有人值班" not in xu.get(address("hours")).content.decode()


def test_a_turn_gets_a_stand_in_and_ends(cast, xu):
    open_room(cast)
    form = {**TERM, "staff": str(cast.staff["shen"].pk), "weekdays": ["4"], "starts": "08:00", "ends": "12:00"}
    xu.post(address("duty"), form)
    turn = DutyTurn.objects.get()

    assert xu.get(address("stand-in", turn.pk)).status_code == 200
    xu.post(address("stand-in", turn.pk), {"staff": str(cast.staff["lu"].pk), "day": "2026-10-16"})
    assert DutyTurn.objects.filter(instead_of=turn).count() == 1
    assert xu.get(address("remove-duty", turn.pk)).status_code == 200
    xu.post(address("remove-duty", turn.pk), {"from_day": "2026-10-16"})

    turn.refresh_from_db()
    assert str(turn.valid_to) == "2026-10-15"
    assert xu.get(address("remove-duty", uuid4())).status_code == 404


def test_a_room_is_added_and_retired(cast, xu):
    xu.post(address("rooms"), {"name": "咨询室一", "function": "talk"})
    room = Room.objects.get()
    again = xu.post(address("rooms"), {"name": "咨询室一", "function": "talk"})
    assert again.status_code == 422
    assert "同名" in again.content.decode()

    xu.post(address("retire-room", room.pk))

    assert "已停用" in xu.get(address("rooms")).content.decode()


@pytest.mark.clause("OPN-06")
def test_whom_the_room_receives_is_decided_with_its_rule(cast, xu):
    form = {
        "slot_minutes": "40", "pause_minutes": "5", "lead_minutes": "10", "first_within_days": "3",
        "own_most": "1", "own_lead_hours": "4", "own_ahead_days": "7", "offer_hours": "6", "place": "明德楼 312",
        "receives_student": "on", "receives_outsider": "on", "rule_outsider": "经主任同意", "rule_staff": "写了但没有勾",
    }  # fmt: skip

    xu.post(address("service-rules"), form)

    rules = ServiceRules.objects.get()
    assert rules.receives == {"student": "", "outsider": "经主任同意"}
    assert rules.slot_minutes == 40
    assert "经主任同意" in xu.get(address("service-rules")).content.decode()


@pytest.mark.parametrize("name", ["set-hours", "duty", "rooms", "service-rules"])
@pytest.mark.parametrize("stranger", ["shen", "he", "qin", "ma"])
def test_only_the_director_runs_the_room(cast, name, stranger):
    browser = browser_of(cast, stranger)

    assert browser.get(address(name)).status_code == 403
    assert browser.post(address(name), {}).status_code == 403


def test_a_counsellor_sees_the_plans_without_the_acts(cast):
    open_room(cast)

    page = browser_of(cast, "shen").get(address("hours")).content.decode()

    assert "定开放时间" not in page
    assert "08:00–12:00" in page


@pytest.mark.parametrize(
    ("who", "name", "form"),
    [
        ("shen", "register-print", {"first": "2026-10-15", "last": "2026-10-15"}),
        ("shen", "appointments-print", {"day": "2026-10-15"}),
        ("xu", "hours-print", {}),
        ("xu", "duty-print", {"first": "2026-10-15", "last": "2026-11-11"}),
    ],
)
@pytest.mark.parametrize("full", [True, False])
def test_each_paper_is_printed_numbered_and_written_down(cast, who, name, form, full):
    if full:
        open_room(cast)
        book(cast, "lin", hour(A_SCHOOL_DAY, 15))
        walk_in(cast, "rare")
        browser_of(cast, "xu").post(
            address("duty"),
            {**TERM, "staff": str(cast.staff["shen"].pk), "weekdays": DAYS, "starts": "08:00", "ends": "12:00"},
        )

    answer = browser_of(cast, who).post(address(name), {**form, "purpose": "学期归档", "copies": "2"})

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.filter(kind="papers.printed").count() == 1


@pytest.mark.clause("APT-04")
@pytest.mark.parametrize("name", ["register-print", "appointments-print"])
def test_the_register_is_not_printed_without_saying_what_for_nor_by_a_stranger(cast, name):
    form = {"first": "2026-10-15", "last": "2026-10-15", "day": "2026-10-15", "copies": "1"}

    assert browser_of(cast, "shen").post(address(name), form).status_code == 422
    assert browser_of(cast, "xu").post(address(name), {**form, "purpose": "看看"}).status_code == 403


def test_a_register_of_years_is_not_printed_at_once(cast):
    form = {"first": "2020-10-15", "last": "2026-10-15", "copies": "1", "purpose": "学期归档"}

    assert browser_of(cast, "shen").post(address("register-print"), form).status_code == 422


def test_the_paper_of_a_day_says_what_the_register_says(cast):
    open_room(cast)
    walk_in(cast, "lin")
    walk_in(cast, "qin", by="lu")

    book(cast, "ayi", hour(A_SCHOOL_DAY, 16))

    (booked,) = data.appointment_register(cast.actor("shen"), A_SCHOOL_DAY, NOW)["lines"]
    values = data.reception_register(cast.actor("shen"), A_SCHOOL_DAY, A_SCHOOL_DAY, NOW)

    assert [(line["no"], line["client"], line["kind"], line["grade"]) for line in values["lines"]] == [
        ("1", "林晚舟", "学生", "高二"),
        ("2", "一位教职工", "教职工", ""),
    ]
    assert (booked["client"], booked["class"], booked["state"]) == ("阿依古丽·买买提", "七年级（12）班", "已约")
    assert len(selectors.register_of_days(cast.actor("xu"), A_SCHOOL_DAY, A_SCHOOL_DAY)) == 0
