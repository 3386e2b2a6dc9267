"""A visit asks for a record, once."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.access import Refused
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Record
from xinqiao.practice.cases.states import RecordState
from xinqiao.practice.scheduling import services as scheduling
from xinqiao.practice.scheduling.models import Outcome, VisitState

from .builders import CONTENT, LATER, file, open_case, read, ready, save, visit


def owed(kind: str) -> list[Obligation]:
    return list(Obligation.objects.filter(kind=kind, state="open"))


@pytest.mark.clause("REC-01")
def test_a_talk_in_an_open_case_is_owed_a_record(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    came = visit(cast)

    record = Record.objects.get(visit=came)
    assert (record.case, record.starts_at, record.ends_at) == (case, came.arrived_at, came.left_at)
    assert [one.subject for one in owed(services.RECORD_DUE.key)] == [record.pk]


@pytest.mark.clause("REC-01")
def test_a_talk_without_a_case_is_owed_one(cast: Cast) -> None:
    came = visit(cast)

    [promise] = owed(services.VISIT_UNWRITTEN.key)
    assert (promise.subject, promise.owner) == (came.pk, cast.staff["shen"])


@pytest.mark.parametrize("outcome", [Outcome.INFORMED, Outcome.ANOTHER_TIME, Outcome.COLLEAGUE])
def test_who_was_not_talked_with_is_owed_nothing(cast: Cast, outcome: Outcome) -> None:
    visit(cast, outcome=outcome)

    assert not owed(services.VISIT_UNWRITTEN.key)
    assert not Record.objects.exists()


def test_a_colleagues_talk_is_owed_by_whose_case_it_is(cast: Cast) -> None:
    ready(cast)
    open_case(cast)

    came = visit(cast, by="lu")

    assert Record.objects.get(visit=came).writer == cast.staff["shen"]


def test_a_line_struck_out_is_owed_nothing(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast)

    scheduling.strike_visit(actor=cast.actor("shen"), visit=came.pk, reason="选错了人", at=LATER)

    assert Record.objects.get(visit=came).state == RecordState.DROPPED
    assert not owed(services.RECORD_DUE.key)


def test_what_is_filed_stays_when_the_line_is_struck_out(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast)
    file(cast, Record.objects.get(visit=came))

    scheduling.strike_visit(actor=cast.actor("shen"), visit=came.pk, reason="选错了人", at=LATER)

    assert Record.objects.get(visit=came).is_filed


def test_a_case_opened_while_the_client_is_there_learns_when_they_left(cast: Cast) -> None:
    ready(cast)
    came = visit(cast, outcome=None)
    open_case(cast, visit=came.pk)

    scheduling.close_visit(actor=cast.actor("shen"), visit=came.pk, outcome=Outcome.TALKED, at=LATER)

    [record] = Record.objects.all()
    said = Entry.objects.filter(subject=record.pk).order_by("at").values_list("kind", flat=True)
    assert record.ends_at == LATER
    assert list(said) == ["cases.record_started", "cases.record_timed"]


def test_what_is_half_written_stays_when_the_line_is_struck_out(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast)
    save(cast, Record.objects.get(visit=came), {"said": "半句"})

    scheduling.strike_visit(actor=cast.actor("shen"), visit=came.pk, reason="选错了人", at=LATER)

    assert Record.objects.get(visit=came).is_open


def test_a_later_talk_is_written_while_it_goes_on_and_signing_ends_the_visit(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast, outcome=None)
    address = reverse("cases:visit", args=[came.pk])

    with freeze(LATER):
        answers = [browser_of(cast, "shen").get(address) for _again in range(2)]

    record = Record.objects.get(visit=came)
    assert {one.headers["Location"] for one in answers} == {reverse("cases:write", args=[record.pk])}
    actor, content = cast.actor("shen"), CONTENT[record.kind]
    services.file_record(
        actor=actor, keyring=cast.keyring("shen"), record_id=record.pk, content=content, seen=0, at=LATER
    )
    came.refresh_from_db()
    assert (came.state, came.details["outcome"], came.left_at) == (VisitState.LEFT, Outcome.TALKED.value, LATER)
    assert read(cast, record.pk).record.ends_at == LATER


def test_a_record_signed_days_later_does_not_make_up_when_the_visit_ended(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast, outcome=None)
    record = services.start_visit_record(actor=cast.actor("shen"), visit=came.pk, at=LATER)
    assert record is not None

    file(cast, record)

    came.refresh_from_db()
    assert came.state == VisitState.HERE


def test_a_visit_without_a_talk_begins_nothing(cast: Cast) -> None:
    ready(cast)
    open_case(cast)
    came = visit(cast, outcome=Outcome.INFORMED)

    assert services.start_visit_record(actor=cast.actor("shen"), visit=came.pk, at=LATER) is None
    assert not Record.objects.exists()


def test_nobody_begins_the_record_of_a_colleagues_case(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    open_case(cast)
    came = visit(cast, "lu", outcome=None)

    with pytest.raises(Refused):
        services.start_visit_record(actor=cast.actor("lu"), visit=came.pk, at=LATER)
    assert not Record.objects.exists()
