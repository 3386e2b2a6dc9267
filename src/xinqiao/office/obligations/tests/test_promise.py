"""Owing something, and having done it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing, Post, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.rules import UnknownKind
from xinqiao.office.obligations.services import (
    OwedByNobody,
    ReasonMissing,
    hand_over,
    keep,
    keep_obligation,
    promise,
    waive_obligation,
)
from xinqiao.office.obligations.states import AlreadyOver, State
from xinqiao.office.obligations.tests.promises import CALL_BACK, granted, promised


def test_a_promise_is_due_reminded_and_written_down(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number("lin"))

    assert owed.due_at == NOW + timedelta(days=1)
    assert owed.remind_at == owed.next_step_at == NOW + timedelta(hours=20)
    entry = Entry.objects.get(subject=owed.pk)
    assert (entry.kind, entry.about) == ("obligations.promised", cast.number("lin"))


def test_a_promise_for_saturday_is_due_on_monday(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, due_at=NOW + timedelta(days=2))

    assert owed.due_at == NOW + timedelta(days=4)


def test_promising_twice_is_one_promise_with_the_first_date(cast: Cast) -> None:
    subject = uuid4()
    first = promised(at=NOW, owner=cast.staff["shen"].pk, subject=subject)

    second = promised(at=NOW, owner=cast.staff["lu"].pk, subject=subject, due_at=NOW + timedelta(days=9))

    assert second == first
    assert (second.owner_id, second.due_at) == (cast.staff["shen"].pk, first.due_at)
    assert Entry.objects.filter(subject=first.pk).count() == 1


def test_what_was_kept_can_be_promised_again(cast: Cast) -> None:
    first = promised(at=NOW, owner=cast.staff["shen"].pk)
    keep(grant=granted(), kind=CALL_BACK.key, subject=first.subject, at=NOW)

    assert promised(at=NOW, owner=cast.staff["shen"].pk, subject=first.subject) != first


def test_a_promise_of_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(OwedByNobody):
        promised(at=NOW, owner=None)


def test_the_database_too_refuses_what_nobody_owes(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=owed.pk).update(owner=None)


def test_a_promise_of_an_unknown_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(UnknownKind):
        promise(grant=granted(), kind="tests.unheard_of", subject=uuid4(), due_at=NOW, post=Post.COUNSELLOR, at=NOW)


def test_keeping_twice_is_keeping_once(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    grant = granted(cast.actor("shen"))

    kept = keep(grant=grant, kind=owed.kind, subject=owed.subject, at=NOW)
    again = keep(grant=grant, kind=owed.kind, subject=owed.subject, at=NOW)

    assert kept == owed
    assert again is None
    owed.refresh_from_db()
    assert (owed.state, owed.ended_by_id, owed.next_step_at) == (State.KEPT, cast.staff["shen"].pk, None)


def test_what_is_kept_after_its_time_stays_late(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    kept = keep_obligation(actor=cast.actor("shen"), obligation=owed.pk, at=NOW + timedelta(days=5))

    assert kept.is_late(NOW + timedelta(days=90))


def test_a_colleague_cannot_say_that_it_is_done(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(Denied, match="may_keep"):
        keep_obligation(actor=cast.actor("lu"), obligation=owed.pk, at=NOW)


def test_what_does_not_exist_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        keep_obligation(actor=cast.actor("shen"), obligation=uuid4(), at=NOW)


@pytest.mark.parametrize("reason", ["", "  ", "病", "长" * 501])
def test_nobody_is_let_off_without_a_reason(cast: Cast, reason: str) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(ReasonMissing):
        waive_obligation(actor=cast.actor("xu"), obligation=owed.pk, reason=reason, at=NOW)


def test_the_reason_lies_under_the_seal(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    waived = waive_obligation(actor=cast.actor("xu"), obligation=owed.pk, reason="这位同学已经转学", at=NOW)

    waived = Obligation.objects.get(pk=waived.pk)
    assert waived.waived_reason == "这位同学已经转学"
    raw = Obligation.objects.filter(pk=owed.pk).values_list("waived_reason", flat=True).get()
    assert "转学".encode() not in bytes(raw)
    assert not waived.is_late(NOW + timedelta(days=90))


def test_the_owner_cannot_let_herself_off(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(Denied, match="may_waive"):
        waive_obligation(actor=cast.actor("shen"), obligation=owed.pk, reason="太忙", at=NOW)


def test_what_is_handed_over_keeps_its_date(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number("lin"))

    given = hand_over(actor=cast.actor("shen"), obligation=owed.pk, to_staff=cast.staff["lu"].pk, at=NOW)

    assert (given.owner_id, given.due_at) == (cast.staff["lu"].pk, owed.due_at)
    assert Entry.objects.filter(subject=owed.pk, kind="obligations.handed_over").exists()


def test_what_is_about_a_client_is_not_handed_to_a_class_teacher(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number("lin"))

    with pytest.raises(Denied, match="may_hand_over"):
        hand_over(actor=cast.actor("shen"), obligation=owed.pk, to_staff=cast.staff["qin"].pk, at=NOW)


def test_what_is_over_cannot_change_hands(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    keep_obligation(actor=cast.actor("shen"), obligation=owed.pk, at=NOW)

    with pytest.raises(AlreadyOver) as refused:
        hand_over(actor=cast.actor("shen"), obligation=owed.pk, to_staff=cast.staff["lu"].pk, at=NOW)

    assert isinstance(refused.value, Problem)
    assert refused.value.status == 409
