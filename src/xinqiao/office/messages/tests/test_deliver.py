"""What leaves the house: where it was wanted, by day, in words that tell nothing, and nothing by mistake."""

import json
import smtplib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.families import Families, make_families
from xinqiao.core.access import PROGRAM, Denied
from xinqiao.core.clock import local
from xinqiao.office.messages.events import Outcome
from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.policy import may_deliver, may_forget
from xinqiao.office.messages.rules import KEPT_FOR, TRIES
from xinqiao.office.messages.selectors import EMAIL, SMS
from xinqiao.office.messages.services import deliver, deliver_due, forget_old, set_message_rules, tell
from xinqiao.office.messages.tests.builders import AT, FACTS, NIGHT, REMINDER, STAYS, choose, grant
from xinqiao.register.people.models import Student
from xinqiao.register.personal.models import DoorRules


@pytest.fixture
def mail(db: None, settings: Settings) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    DoorRules.objects.create(address="https://school.example/me/")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.XINQIAO_SMS_FOLDER = tmp_path
    return tmp_path


def outcome_of(message: Message) -> str:
    return Delivery.objects.get(message=message).outcome


@pytest.mark.clause("APT-05")
def test_an_e_mail_says_when_and_nothing_else(mail: None, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    assert deliver_due(at=AT) == 1
    assert deliver_due(at=AT) == 0

    (sent,) = mailoutbox
    assert (sent.subject, sent.to) == ("校园服务", ["lin@mail.example"])
    assert "10 月 16 日 周五 12:40" in sent.body
    assert "明德楼" not in sent.body
    assert "林晚舟" not in sent.message().as_string()
    assert "https://school.example/me/\n" in sent.body
    assert str(cast.number("lin")) not in sent.message().as_string()


def test_the_place_is_said_outside_only_where_the_school_says_so(
    mail: None, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    set_message_rules(actor=cast.actor("xu"), names_place=True, at=AT)
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    deliver_due(at=AT)

    assert "地点：明德楼 312。" in mailoutbox[0].body


def test_it_speaks_the_language_of_whoever_chose(mail: None, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    with translation.override("en"):
        choose(cast, "lin", EMAIL, "lin@mail.example")
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    deliver_due(at=AT)

    assert mailoutbox[0].subject.isascii()
    assert "Fri" in mailoutbox[0].body


def test_at_night_nothing_leaves_the_house(mail: None, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=NIGHT)

    deliver_due(at=NIGHT)
    assert mailoutbox == []
    morning = Delivery.objects.get(message=message).next_try_at
    assert morning is not None
    assert local(morning).hour == 7


def test_what_only_waits_at_the_own_door_never_leaves(mail: None, cast: Cast) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    tell(grant=grant(), client=cast.number("lin"), kind=STAYS.key, at=AT)

    assert not Delivery.objects.exists()


def test_a_choice_that_was_taken_back_holds_at_once(mail: None, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    choose(cast, "lin", "in_app", "")
    deliver_due(at=AT)

    assert mailoutbox == []
    assert outcome_of(message) == Outcome.NOT_WANTED


def test_a_short_message_is_one_whole_file_for_the_gateway(folder: Path, cast: Cast) -> None:
    choose(cast, "lin", SMS, "13700000000")
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    deliver_due(at=AT)

    (file,) = folder.iterdir()
    said = json.loads(file.read_text(encoding="utf-8"))
    assert said["to"] == "13700000000"
    assert said["text"].startswith("【校园服务】提醒你：10 月 16 日")
    assert file.stat().st_mode & 0o077 == 0


def test_what_the_server_does_not_take_is_tried_again_and_given_up(
    mail: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMessage) -> int:
        raise smtplib.SMTPRecipientsRefused({"lin@mail.example": (550, b"no")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    choose(cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    at = AT
    for _ in TRIES:
        assert deliver_due(at=at) == 0
        waiting = Delivery.objects.get(message=message)
        assert waiting.next_try_at is not None
        at = waiting.next_try_at
    assert deliver_due(at=at) == 1
    assert outcome_of(message) == Outcome.FAILED


def test_whoever_breaks_off_while_sending_sends_later(mail: None, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(self: EmailMessage) -> int:
        raise KeyboardInterrupt

    choose(cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    waiting = Delivery.objects.get(message=message)
    monkeypatch.setattr(EmailMessage, "send", die)
    with pytest.raises(KeyboardInterrupt):
        deliver(actor=PROGRAM, delivery=waiting.pk, at=AT)
    monkeypatch.undo()

    assert deliver_due(at=AT) == 0
    assert deliver_due(at=AT + timedelta(minutes=11)) == 1
    assert outcome_of(message) == Outcome.SENT


def test_a_sender_whose_address_tells_is_not_used(settings: Settings, cast: Cast) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    choose(cast, "lin", EMAIL, "lin@mail.example")
    settings.XINQIAO_MAIL_FROM = "xinli@school.example"
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    deliver_due(at=AT)

    assert outcome_of(message) == Outcome.NOT_SET_UP


@pytest.mark.clause("HOM-01")
def test_a_guardian_who_may_not_be_contacted_is_not_written_to(
    mail: None, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    families: Families = make_families(cast)
    choose(families, "an_stepfather", EMAIL, "father@mail.example")
    message = tell(grant=grant(), client=families.numbers["an_stepfather"], kind=REMINDER.key, facts=FACTS, at=AT)
    deliver_due(at=AT)

    assert mailoutbox == []
    assert outcome_of(message) == Outcome.NOT_ALLOWED


def test_who_has_left_the_school_is_not_written_to(mail: None, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    Student.objects.filter(pk=cast.students["lin"].pk).update(left_on=AT.date())
    deliver_due(at=AT)

    assert outcome_of(message) == Outcome.NOT_ALLOWED


def test_after_a_year_a_message_is_forgotten(cast: Cast) -> None:
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    assert forget_old(at=AT + KEPT_FOR - timedelta(days=1)) == 0
    assert forget_old(at=AT + KEPT_FOR + timedelta(days=1)) == 1
    assert not Message.objects.filter(pk=message.pk).exists()


@pytest.mark.parametrize("name", ["shen", "xu", "ma"])
def test_nobody_but_the_program_sends_or_forgets(cast: Cast, name: str) -> None:
    choose(cast, "lin", EMAIL, "lin@mail.example", check=False)
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    waiting = Delivery.objects.get(message=message)

    assert not may_deliver(cast.actor(name), waiting)
    assert not may_forget(cast.actor(name), message)
    with pytest.raises(Denied):
        deliver(actor=cast.actor(name), delivery=waiting.pk, at=AT)
